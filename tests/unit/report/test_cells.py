from __future__ import annotations

from datetime import date, datetime

import pytest

from matcher.model import HelperKind, ResourceKind, TermName
from matcher.report.cells import cell
from matcher.report.rows import Amount, Given
from matcher.report.text import Language, Text

MONDAY = date(2026, 11, 23)
MORNING = datetime.fromisoformat("2026-11-23T08:05+08:00")
REASON = Text("one", "一")
RICE = Given(resource="rice", name="Rice", amount=Amount(quantity=1200, unit="bags"))


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (None, "", ""),
        (12345, "12,345", "12,345"),
        (50.0, "50.0", "50.0"),
        ("Zhang", "Zhang", "Zhang"),
        (Text("yes", "是"), "yes", "是"),
        (MONDAY, "Mon 11-23", "周一 11-23"),
        (MORNING, "11-23 08:05", "11-23 08:05"),
        (HelperKind.GRID_MEMBER, "grid member", "网格员"),
        (TermName.CONTINUITY, "new faces", "生面孔"),
        (ResourceKind.VENUE, "venue", "场地"),
        (Amount(quantity=3, unit=""), "3", "3"),
        (Amount(quantity=1_234_56, unit="fen"), "¥1,234.56", "¥1,234.56"),
        (("a", "b"), "a, b", "a、b"),
        ((20, 3500), "20 / 3,500", "20 / 3,500"),
        ((RICE, RICE), "Rice 1,200 bags, Rice 1,200 bags", "Rice 1,200 bags、Rice 1,200 bags"),
        ((REASON, REASON), "one\none", "一\n一"),
    ],
)
def test_values_in_words(value: object, en: str, zh: str) -> None:
    assert (cell(value, Language.EN), cell(value, Language.ZH)) == (en, zh)


def test_a_moment_of_the_rows_day_is_a_clock_time() -> None:
    assert cell(MORNING, Language.EN, MONDAY) == "08:05"


def test_a_moment_of_another_day_says_which() -> None:
    assert cell(MORNING, Language.EN, date(2026, 11, 22)) == "11-23 08:05"


@pytest.mark.parametrize("value", ["\x1b[2J", Text("\x1b[2J", "\x1b[2J")])
def test_no_text_of_a_scenario_steers_the_terminal(value: object) -> None:
    assert cell(value, Language.EN) == "\ufffd[2J"
