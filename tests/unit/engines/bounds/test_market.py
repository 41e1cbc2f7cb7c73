"""When tasks may start in a relaxed plan: whenever some plan lets them, and no longer."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.ways import ways_of
from matcher.instance import compile_instance
from matcher.model import (
    Lag,
    PastVisit,
    Pin,
    Project,
    Recurrence,
    Role,
    TravelMatrix,
    TravelSettings,
    Window,
    WindowBounds,
)
from tests.unit.small import LENGTH, at, helper, need, scenario

LATER = Role(), Role(minutes=50, lag=Lag(min=10, max=40))


def spans(made):
    market = market_of(compile_instance(made).arrays)
    return [
        [tuple(market.span[row]) for row in range(task["span_first"], task["span_stop"])]
        for task in market.task
    ]


def window(start, end, **fields):
    return Window(start=start, end=end, **fields)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [[(0, 1410)]]),
        ({"windows": (window(700, 800), window(500, 600))}, [[(500, 600), (700, 800)]]),
        ({"windows": (window(500, 600, soft=True, max_late=9),)}, [[(500, 609)]]),
        ({"windows": (window(500, 600, soft=True),)}, [[(500, 1410)]]),
        ({"windows": (window(-50, 60),)}, [[(0, 60)]]),
        ({"windows": (window(500, 600, bounds=WindowBounds.SERVICE),)}, [[(500, 570)]]),
        ({"roles": LATER}, [[(0, 1380)], [(10, 1420)]]),
        ({"roles": LATER, "windows": (window(500, 600),)}, [[(500, 600)], [(510, 640)]]),
        (
            {"roles": LATER, "windows": (window(500, 600, bounds=WindowBounds.ALL_STARTS),)},
            [[(500, 590)], [(510, 600)]],
        ),
        (
            {"roles": LATER, "windows": (window(500, 600, bounds=WindowBounds.SERVICE),)},
            [[(500, 540)], [(510, 550)]],
        ),
        ({"windows": (window(500, 510),), "minutes": 941}, [[]]),
    ],
)
def test_windows_and_lags(fields, found):
    assert spans(scenario(needs=(need(**fields),))) == found


def test_a_pin_a_project_and_the_last_visit_bound_starts():
    pinned = scenario(pins=(Pin(need="tea", start=500),))
    assert spans(pinned) == [[(500, 500)]]
    paid = {"needs": (need(project="fund"),), "helpers": (helper(),)}
    made = scenario(**paid, projects=(Project(id="fund", start=500, end=600),))
    assert spans(made) == [[(500, 570)]]
    often = need(
        recurrence=Recurrence(times=2, min_gap_days=2),
        history=(PastVisit(helper="ann", day=date(2026, 11, 22)),),
    )
    assert spans(scenario(days=5, needs=(often,))) == [[(1440, 7170)], [(4320, 7170)]]


def test_offers_are_the_tasks_that_a_shift_can_meet():
    needs = (
        need("a", windows=(window(100, 200), window(600, 650), window(900, 950))),
        need("b", roles=(Role(), Role()), distinct_crew=False),
        need("c", roles=(Role(), Role())),
    )
    market = market_of(
        compile_instance(scenario(needs=needs, helpers=(helper(), helper("bob")))).arrays
    )
    first, *others = market.offer[: market.offer_first[1]]
    assert (first["span_first"], first["span_stop"]) == (1, 2)
    places = [int(offer["place"]) for offer in others]
    # One helper may take both roles of b, not both of c.
    assert places[0] != places[1]
    assert places[2] == places[3] == 2


def test_ways_home_by_another_stop_count_where_they_are_shorter():
    spots = range(LENGTH)
    slow = [[0 if a == b else 50 for a in spots] for b in spots]
    slow[0][1] = slow[1][2] = slow[2][1] = slow[1][0] = 1
    rows = tuple(tuple(row) for row in slow)
    line = TravelMatrix(places=tuple(f"p{spot}" for spot in spots), minutes=rows, metres=rows)
    made = scenario(
        needs=(need("a", place=at(1)), need("b", place=at(2))),
        travel=TravelSettings(matrices=(line,)),
    )
    arrays = compile_instance(made).arrays
    market = market_of(arrays)
    ways_of(arrays, market, count_metres=False)
    assert market.offer["out_minutes"].tolist() == [1, 2]
    assert market.offer["home_minutes"].tolist() == [1, 2]
