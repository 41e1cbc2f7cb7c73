import math

from hypothesis import given
from hypothesis import strategies as st

from matcher.model import Window, WindowBounds
from scenarios.make.draw import METRES_PER_DEGREE, Draw, at, on


def test_the_first_numbers_of_a_seed_never_change() -> None:
    draw = Draw(1)
    assert [draw.between(0, 999) for _ in range(4)] == [511, 950, 144, 948]


@given(st.integers(0, 99), st.integers(-50, 50), st.integers(0, 60), st.integers(1, 7))
def test_between_keeps_its_bounds_and_its_step(seed: int, low: int, span: int, step: int) -> None:
    value = Draw(seed).between(low, low + span, step)
    assert low <= value <= low + span
    assert (value - low) % step == 0


def test_between_reaches_both_ends() -> None:
    draw = Draw(3)
    assert {draw.between(1, 3) for _ in range(100)} == {1, 2, 3}


def test_weights_are_kept() -> None:
    draw = Draw(4)
    drawn = [draw.weighted({"never": 0.0, "often": 0.9, "seldom": 0.1}) for _ in range(500)]
    assert "never" not in drawn
    assert 410 < drawn.count("often") < 490


@given(st.integers(0, 99), st.integers(0, 8))
def test_some_gives_different_ones_in_order(seed: int, count: int) -> None:
    chosen = Draw(seed).some(range(8), count)
    assert len(chosen) == count
    assert list(chosen) == sorted(set(chosen))


@given(st.integers(0, 99))
def test_shuffling_loses_nothing(seed: int) -> None:
    assert sorted(Draw(seed).shuffled("abcdef")) == list("abcdef")


@given(st.integers(0, 99), st.integers(1, 5_000))
def test_near_stays_in_the_disc(seed: int, metres: int) -> None:
    place = Draw(seed).near((28.0, 113.0), metres)
    north = (place.lat - 28.0) * METRES_PER_DEGREE
    east = (place.lon - 113.0) * METRES_PER_DEGREE * math.cos(math.radians(28.0))
    assert math.hypot(north, east) <= metres + 2  # coordinates are rounded to about a metre


def test_the_clock_counts_minutes_from_the_first_midnight() -> None:
    assert at(0, "00:00") == 0
    assert at(2, "09:30") == 2 * 1440 + 570


def test_one_window_a_day_soft_where_it_may_be_late() -> None:
    hard = Window(start=540, end=600)
    soft = Window(start=1980, end=2040, soft=True, max_late=15, bounds=WindowBounds.SERVICE)
    assert on((0,), "09:00", "10:00") == (hard,)
    assert on((1,), "09:00", "10:00", max_late=15, bounds=WindowBounds.SERVICE) == (soft,)
