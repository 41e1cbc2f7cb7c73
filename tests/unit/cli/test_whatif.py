"""`linli whatif` and `sweep`, with solves in this process."""

from __future__ import annotations

import json
import signal
from concurrent.futures import Executor
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import read_plan, read_scenario
from matcher.whatif.comparison.formats import FORMATS
from tests.unit.whatif.here import Here

LONGER = """
name: longer
title: {en: Longer, zh: 更长}
changes: [{op: shift, helpers: {}, end: 60}]
"""
WELCOME = """
name: welcome
title: {en: Welcome, zh: 欢迎}
changes: [{op: change, needs: {id: n2}, set: {excluded: []}}]
"""
SWEEP = """
name: hands
parameters: [{name: copies, title: {en: copies, zh: 份数}, values: [0, 1, 2]}]
changes: [{op: copy, helpers: {}, count: $copies}]
"""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("matcher.cli.runs.ProcessPool", lambda _: Here())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"longer": LONGER, "welcome": WELCOME, "sweep": SWEEP}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.yaml" for name in texts}


def linli(*arguments: object) -> tuple[int, str, str]:
    # CP-SAT, of the engine that suits so small a scenario, takes SIGINT for itself.
    engine = () if "--engine" in arguments else ("--engine", "search")
    given = [str(argument) for argument in (*arguments, *engine)]
    result = CliRunner().invoke(main, [*given, "--iterations", "5"])
    return result.exit_code, result.stdout, result.stderr


def test_variants_are_compared_and_everything_is_written(
    scenario_file: Path, files: dict[str, Path], tmp_path: Path
) -> None:
    outs = [tmp_path / f"out{ending}" for ending in FORMATS]
    options = [word for out in outs for word in ("-o", out)]

    code, stdout, stderr = linli(
        "whatif", scenario_file, files["longer"], files["welcome"], *options,
        "--plans", tmp_path / "plans", "--json", "--lang", "zh",
    )  # fmt: skip

    assert code == 0
    document = json.loads(stdout)
    assert document["base"]["served"] == 1
    assert [one["outcome"]["title"] for one in document["variants"]] == ["更长", "欢迎"]
    assert [one["outcome"]["served"] for one in document["variants"]] == [1, 2]
    assert [one["differences"]["served"] for one in document["variants"]] == [0, 1]
    assert json.loads((tmp_path / "out.json").read_text()) == document
    assert all(f"已写入 {out}。" in stderr for out in outs)
    assert "更长" in stderr
    for name in ("base", "longer", "welcome"):
        made = read_scenario(tmp_path / "plans" / f"{name}.scenario.json").scenario
        assert check(made, read_plan(tmp_path / "plans" / f"{name}.plan.json")).ok


def test_a_second_time_costs_nothing(
    scenario_file: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = linli("whatif", scenario_file, files["longer"])

    def refuse(_: int) -> Executor:
        raise AssertionError("nothing is left to solve")

    monkeypatch.setattr("matcher.cli.runs.ProcessPool", refuse)

    assert linli("whatif", scenario_file, files["longer"]) == first
    assert linli("whatif", scenario_file, files["longer"], "--no-cache")[0] == 1


def test_a_sweep_shows_its_points_and_is_written(
    scenario_file: Path, files: dict[str, Path], tmp_path: Path
) -> None:
    page, data = tmp_path / "s.html", tmp_path / "s.json"

    code, stdout, _ = linli(
        "sweep", scenario_file, files["sweep"], "-o", page, "-o", data, "--lang", "zh"
    )

    assert code == 0
    assert "份数" in stdout
    document = json.loads(data.read_text())
    # The copies are excluded by nobody.
    assert [point["served"] for point in document["points"]] == [1, 2, 2]
    assert document["curves"] == [{"value": None, "points": [0, 1, 2], "knee": 1}]
    assert "份数" in page.read_text()


def test_all_that_is_wrong_is_told_with_the_file(
    scenario_file: Path, files: dict[str, Path], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: wrong\nchanges: [{op: remove, helpers: {id: h7}}]")
    odd = tmp_path / "odd.json"
    changes = [{"op": "shift", "helpers": {}, "end": 60}, {"op": "remove", "needs": {"id": "n7"}}]
    odd.write_text(json.dumps({"name": "odd", "changes": changes}))

    code, stdout, _ = linli("whatif", scenario_file, wrong, files["longer"], odd, "--json")

    assert code == 3
    assert [(one["place"], one["pointer"]) for one in json.loads(stdout)["problems"]] == [
        ("wrong.yaml /changes/0/helpers/id", "/changes/0/helpers/id"),
        ("odd.json /changes/1/needs/id", "/changes/1/needs/id"),
    ]


def test_two_of_one_name_are_refused(scenario_file: Path, files: dict[str, Path]) -> None:
    code, stdout, _ = linli("whatif", scenario_file, files["longer"], files["longer"], "--json")

    assert code == 3
    assert [one["code"] for one in json.loads(stdout)["problems"]] == ["variant_twice"]


@pytest.mark.parametrize("name", ["whatif", "sweep"])
def test_an_ending_that_says_nothing_is_refused_before_anything_is_solved(
    name: str, scenario_file: Path, files: dict[str, Path], tmp_path: Path
) -> None:
    file = files["sweep" if name == "sweep" else "longer"]

    code, _, stderr = linli(name, scenario_file, file, "-o", tmp_path / "a.pdf", "--lang", "en")

    assert code == 2
    assert "a.pdf does not say the format" in stderr


@pytest.mark.parametrize("name", ["whatif", "sweep"])
def test_what_would_be_neither_shown_nor_written_is_not_solved(
    name: str, scenario_file: Path, files: dict[str, Path]
) -> None:
    file = files["sweep" if name == "sweep" else "longer"]

    code, _, stderr = linli(name, scenario_file, file, "--quiet", "--lang", "en")

    assert code == 2
    assert "the result would be lost" in stderr


def test_ctrl_c_keeps_what_was_solved(
    scenario_file: Path,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Interrupted(Here):
        def submit(self, solve, /, *arguments):
            future = super().submit(solve, *arguments)
            if arguments[0].name == "hands: copies=0":
                signal.raise_signal(signal.SIGINT)
            return future

    monkeypatch.setattr("matcher.cli.runs.ProcessPool", lambda _: Interrupted())

    code, _, stderr = linli("sweep", scenario_file, files["sweep"], "--lang", "en", "--jobs", 1)

    assert code == 5
    assert "Stopped before all were solved. The next time goes on from there." in stderr
    assert len(list((tmp_path / "cache" / "linli" / "runs").iterdir())) == 1  # the base


def test_an_engine_that_cannot_take_it_is_told(scenario_file: Path, files: dict[str, Path]) -> None:
    code, _, stderr = linli("whatif", scenario_file, files["longer"], "--engine", "portfolio")

    assert code == 2
    assert "cannot be used" in stderr
