"""The questions of docs/planning.md are asked as they stand there, but in less time."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import main
from tests.unit.whatif.here import Here

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
QUESTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


def commands(text: str) -> list[list[str]]:
    """Give the commands of a text, with hardly any time for each solve."""
    found = []
    for line in re.findall(r"^\$ (linli .*)$", text, flags=re.MULTILINE):
        words = shlex.split(re.sub(r" --(time-limit|curve) \S+", "", line))[1:]
        found.append([*words, *SHORT.get(words[0], [])])
    return found


def as_a_shell(word: str) -> list[str]:
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


SHORT = {
    "solve": ["--iterations", "20", "-q"],
    "whatif": ["--iterations", "20", "--engine", "search", "-q"],
    "sweep": ["--iterations", "5", "--engine", "search", "-q"],
    "staff": ["--time-limit", "5", "--resolve-limit", "1", "-q"],
    "simulate": ["--replications", "50"],
}


def test_there_are_five_questions_each_with_a_picture_or_a_table():
    assert len(QUESTIONS) == 5
    assert all(question.split("\n")[0].endswith("?") for question in QUESTIONS)
    assert all("](img/" in question or "\n|---" in question for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda text: text.split(".")[0])
def test_each_is_answered(question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.cli.runs.ProcessPool", lambda _: Here())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)

    asked = commands(question)

    assert asked
    for words in asked:
        result = CliRunner().invoke(main, [one for word in words for one in as_a_shell(word)])
        assert result.exit_code == 0, (words, result.stdout, result.stderr)
        for flag, value in pairwise(words):
            if flag == "-o":
                assert Path(value).stat().st_size > 0
