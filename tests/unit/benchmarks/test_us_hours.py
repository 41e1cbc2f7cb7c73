from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.us_hours import DAY, Opening, named_days, openings

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def hours(*rows: tuple[int, float, float]) -> tuple[Opening, ...]:
    return tuple(
        Opening(day=day, start=round(60 * start), end=round(60 * end)) for day, start, end in rows
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Monday: 9:00:00-11:30:00, 13:00:00-15:00:00; Thursday: 17:00:00-19:00:00",
            hours((MON, 9, 11.5), (MON, 13, 15), (THU, 17, 19)),
        ),
        ("Saturday: 9:00:00-12:00:00, 9:00:00-12:00:00", hours((SAT, 9, 12))),
        ("Saturday: 9:00:00-23:59:00", (Opening(day=SAT, start=540, end=1439),)),
        ("Mon, Wed, Fri || 10AM - 3PM", hours((MON, 10, 15), (WED, 10, 15), (FRI, 10, 15))),
        ("Mon-Wed 9-5", hours((MON, 9, 17), (TUE, 9, 17), (WED, 9, 17))),
        ("Tue & Thu 9am-noon; Sat 1 - 3 pm", hours((TUE, 9, 12), (THU, 9, 12), (SAT, 13, 15))),
        ("Fri-Mon 8:30 a.m. to 12:15 p.m.", hours(*((d, 8.5, 12.25) for d in (0, 4, 5, 6)))),
        ("TUESDAY 10pm – midnight", hours((TUE, 22, 24))),
        ("Wed 12:00 am - 1:00 am", hours((WED, 0, 1))),
        ("Sunday 12 - 1", hours((SUN, 12, 13))),
        ("Sunday 9 - 11 pm", hours((SUN, 21, 23))),
        ("Wednesday: 10:00-13:00, 11:00-14:00", hours((WED, 10, 14))),
    ],
)
def test_hours_with_their_days(text: str, found: tuple[Opening, ...]) -> None:
    assert openings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11:00 am - 1:00 pm", hours((THU, 11, 13))),
        ("12:15 pm - 1:35 pm", (Opening(day=THU, start=735, end=815),)),
        ("11-1pm", hours((THU, 11, 13))),
    ],
)
def test_hours_whose_day_is_told_elsewhere(text: str, found: tuple[Opening, ...]) -> None:
    assert openings(text, [THU]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thursday: 15:00:00-6:00:00", hours((THU, 15, 18))),
        ("Sunday: 10:00:00-10:30:00, 11:30:00-10:30:00", hours((SUN, 10, 10.5))),
    ],
)
def test_a_slip_of_the_pen_is_mended_or_left_out(text: str, found: tuple[Opening, ...]) -> None:
    assert openings(text) == found


@pytest.mark.parametrize(
    "text", ["", "Call for hours", "Monday", "Mon 25:00-26:00", "Mon 9:75-10:00", "Mon 13pm-14pm"]
)
def test_what_tells_no_hours_gives_none(text: str) -> None:
    assert openings(text) == ()


def test_hours_without_any_day_give_none() -> None:
    assert openings("9:00 - 10:00") == ()


@given(st.text(alphabet="MonTueSat 0123456789:-,;apm.", max_size=40))
def test_no_text_gives_hours_out_of_the_day_or_overlapping(text: str) -> None:
    found = openings(text, [MON])
    assert all(0 <= one.start < one.end <= DAY for one in found)
    assert all(one.day < other.day or one.end < other.start for one, other in pairwise(found))


def test_named_days_in_order_and_once() -> None:
    assert named_days("Fri and Sun thru Tue, Friday") == (MON, TUE, FRI, SUN)
