"""The workbook, read back."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from matcher.report import Language
from matcher.shortage import find_shortages, xlsx_shortages
from tests.unit.shortage.district import found, short


def sheets(shortages, language=Language.EN):
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_shortages(shortages, language)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_figure_is_a_number():
    read = sheets(found())
    assert list(read) == ["By skill and community", "Bottlenecks", "What one more is worth"]
    lines, bottlenecks, worths = read.values()
    assert lines[0][:4] == ["asked for", "community", "day", "when"]
    assert lines[1] == ["wash", "Home", "Mon 11-23", "morning", 180, 60, 1, 60]
    assert bottlenecks[1][:5] == [
        *("proven", "", "", 1),
        "1 visit cannot be served by anybody; linli explain says what would help.",
    ]
    assert bottlenecks[2][:4] == ["proven", 180, 60, 2]
    assert bottlenecks[2][5] == "bath1, bath2, bath3"
    assert worths[1][:4] == ["One more helper", "Ann <b>", "wash", "Home"]
    assert worths[1][6] == pytest.approx(8, abs=0.1)
    assert [row[0] for row in worths[1:]] == [
        "One more helper",
        "One more shift",
        "One more unit of a resource",
    ]


def test_what_is_not_known_is_empty():
    lines, _, worths = sheets(find_shortages(short(), seconds=0), Language.ZH).values()
    assert [row[7] for row in lines[1:]] == [""] * (len(lines) - 1)
    assert worths == [["说明", "同类", "技能", "社区", "时间", "现有人数", "价值（分）", "每小时"]]


def test_equal_maps_are_equal_files():
    assert xlsx_shortages(found(), Language.EN) == xlsx_shortages(found(), Language.EN)
