from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.whatif.comparison import compare
from matcher.whatif.comparison.gantt import Strip, charts
from matcher.whatif.comparison.maps import COLOURS, HEIGHT, WIDTH, colour, maps
from matcher.whatif.comparison.records import CommunityShare


def community(key: str, lat: float, lon: float, visits: int = 10, name: str = "Here"):
    return CommunityShare(
        key=key, name=name, visits=visits, served=0, unmet=visits, percent=0.0, lat=lat, lon=lon
    )


@pytest.mark.parametrize(
    ("percent", "place"),
    [(0.0, 0), (59.9, 0), (60.0, 1), (75.0, 2), (84.9, 2), (85.0, 3), (95.0, 4), (100.0, 4)],
)
def test_a_colour_for_each_range_of_shares(percent, place):
    assert colour(percent) == COLOURS[place]


def test_metres_are_alike_both_ways_and_north_is_up():
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    shares = [
        community("s", 60.0, 10.0),
        community("n", 60.001, 10.0),
        community("e", 60.0, 10.002),
    ]
    (one,) = maps([shares])
    south, north, east = one.circles
    assert (south.x, south.y - north.y) == (north.x, HEIGHT - 112)
    assert east.y == south.y
    assert east.x - south.x == pytest.approx(south.y - north.y, abs=0.2)


def test_the_area_is_as_the_visits():
    shares = [
        community("a", 60.0, 10.0, 100),
        community("b", 60.1, 10.1, 25),
        community("c", 60.2, 10, 1),
    ]
    (one,) = maps([shares])
    assert [circle.radius for circle in one.circles] == [24.0, 12.0, 7.0]
    assert [circle.figured for circle in one.circles] == [True, True, False]


def test_a_label_covers_no_circle_and_no_other_label():
    apart = [community("a", 60.0, 10.0), community("b", 60.0, 10.2)]
    assert [circle.labelled for circle in maps([apart])[0].circles] == [True, True]
    below = [community("a", 60.01, 10.0), community("b", 60.0, 10.0), community("c", 59.93, 10.0)]
    assert [circle.labelled for circle in maps([below])[0].circles] == [False, True, True]
    wide = [replace(one, name="Here" * 8) for one in apart]
    assert [circle.labelled for circle in maps([wide])[0].circles] == [False, False]
    long = [community("a", 60, 10, 10, "和" * 14), community("b", 60, 10.1, 9, "风" * 14)]
    spread = [*long, community("c", 60.0, 9.9, 8), community("d", 60.0, 10.2, 1, "")]
    assert [circle.labelled for circle in maps([spread])[0].circles] == [True, False, False, True]


def test_all_maps_have_one_scale():
    near, far = community("a", 60.0, 10.0), community("b", 60.0, 10.1, 40)
    both, alone = maps([[near, far], [near]])
    assert both.circles[1] == alone.circles[0]
    assert alone.circles[0].x < WIDTH / 2
    assert maps([[replace(near, lat=None, lon=None)], []]) == ()


def test_days_along_the_hours(base, more):
    (chart,) = charts(compare([base, more]).variants)
    # From 8:00, before the first leaves at 8:50, to 14:00, after the last is back at 12:40.
    assert [hour for hour, _ in chart.ticks] == [8, 10, 12, 14]
    assert [place for _, place in chart.ticks] == [0.0, 33.33, 66.67, 100.0]
    ben = chart.days[0]
    assert (ben.name, ben.base and ben.base.minutes.value) == ("Ben", 50)
    assert ben.base is not None
    assert ben.base.minutes.path == "/variants/0/days/0/base/minutes"
    assert ben.base.out == Strip(left=30.56, width=13.88)
    (visit,) = ben.base.visits
    assert (visit.left, visit.width, visit.title) == (33.33, 8.34, "10:00–10:30 Talk")
    assert not visit.kept


def test_what_both_plans_have_is_kept(base, more):
    (chart,) = charts(compare([base, more]).variants)
    (ann,) = (day for day in chart.days if day.name == "Ann" and day.variant)
    assert ann.base is not None
    assert ann.variant is not None
    assert [visit.kept for visit in (*ann.base.visits, *ann.variant.visits)] == [True, True]
    assert {day.name for day in chart.days if day.base is None} == {"Cat"}
    assert charts(compare([base]).variants) == ()
