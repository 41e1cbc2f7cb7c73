from __future__ import annotations

import io
import json
import locale
import sys

import pytest

from matcher.cli.output import Output, default_language
from matcher.model import Problem
from matcher.report import Language, Table, Text

TABLE = Table(
    title="Roster",
    columns=("name", "metres"),
    figures=(False, True),
    rows=(("张三", "5"), ("[red]李四[/red]", "1,200")),
)


def streams(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> tuple[io.BytesIO, ...]:
    raw = io.BytesIO(), io.BytesIO()
    for name, stream in zip(("stdout", "stderr"), raw, strict=True):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(stream, encoding, write_through=True))
    return raw


def test_a_table_is_aligned_by_the_width_of_chinese_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, _ = streams(monkeypatch)
    Output(as_json=False, language=Language.EN).show(TABLE)
    lines = [line.rstrip() for line in stdout.getvalue().decode().splitlines() if line.strip()]
    assert lines == [
        "Roster",
        "name              metres",
        "────────────────────────",
        "张三                   5",
        "[red]李四[/red]    1,200",
    ]


def test_an_empty_table_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, _ = streams(monkeypatch)
    empty = Table(title="未满足", columns=(), figures=(), rows=())
    Output(as_json=False, language=Language.ZH).show(empty)
    assert stdout.getvalue().decode() == "未满足：无\n\n"


def test_a_long_heading_leaves_room_for_the_first_column(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, _ = streams(monkeypatch)
    heads = tuple(f"The long title of variant number {number}" for number in range(9))
    row = ("no candidate", *("1",) * len(heads))
    wide = Table(
        title="Unmet", columns=("kind", *heads), figures=(False, *(True,) * len(heads)), rows=(row,)
    )
    Output(as_json=False, language=Language.EN).show(wide)
    told = stdout.getvalue().decode()
    assert all(word in told for word in ("kind", "no candidate", "variant", "8"))


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1"])
def test_no_terminal_encoding_fails(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    stdout, stderr = streams(monkeypatch, encoding)
    output = Output(as_json=False, language=Language.ZH)
    output.show(TABLE)
    output.note(Text("done \N{CHECK MARK}", "完成 \N{CHECK MARK}"))
    assert b"metres" in stdout.getvalue()
    assert stderr.getvalue()


def test_json_on_a_terminal_that_is_not_utf8_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stdout, _ = streams(monkeypatch, "ascii")
    Output(as_json=True, language=Language.ZH).document({"name": "张三"})
    assert json.loads(stdout.getvalue()) == {"name": "张三"}


def test_with_json_everything_for_people_goes_to_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, stderr = streams(monkeypatch)
    output = Output(as_json=True, language=Language.EN)
    output.show(TABLE)
    output.say(Text("said", "说"))
    output.document({"a": 1})
    assert json.loads(stdout.getvalue()) == {"a": 1}
    assert "Roster" in stderr.getvalue().decode()
    assert "said" in stderr.getvalue().decode()


def test_no_escape_codes_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout, stderr = streams(monkeypatch)
    output = Output(as_json=False, language=Language.EN)
    output.show(TABLE)
    output.note(Text("note", "注"))
    assert b"\x1b" not in stdout.getvalue() + stderr.getvalue()


def test_problems_stand_on_stderr_with_place_code_and_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stdout, stderr = streams(monkeypatch)
    problem = Problem(code="bad_time", pointer="/needs/0/due", en="not a time", zh="不是时间")
    Output(as_json=False, language=Language.EN).problems([problem])
    words = stderr.getvalue().decode().split()
    assert words[-6:] == ["error", "/needs/0/due", "bad_time", "not", "a", "time"]
    assert stdout.getvalue() == b""


@pytest.mark.parametrize(
    ("found", "language"),
    [("zh_CN", Language.ZH), ("zh_TW", Language.ZH), ("en_GB", Language.EN), (None, Language.EN)],
)
def test_the_locale_decides_the_language(
    monkeypatch: pytest.MonkeyPatch, found: str | None, language: Language
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (found, "UTF-8"))
    assert default_language() is language


def test_without_a_terminal_long_cells_are_not_folded_and_no_line_ends_in_a_space(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    stdout, _ = streams(monkeypatch)
    rows = (("a", "word " * 30 + "end"), ("b", "short"))
    wide = Table(title="Wide", columns=("name", "why"), figures=(False, False), rows=rows)
    output = Output(as_json=False, language=Language.EN)
    output.show(wide)
    output.say(Text("word " * 60 + "end", "词"))
    lines = stdout.getvalue().decode().splitlines()
    assert [len(line.split()) for line in lines] == [1, 2, 1, 32, 2, 0, 61]
    assert [line for line in lines if line != line.rstrip()] == []
