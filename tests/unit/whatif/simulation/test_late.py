"""Late starts and visits that take longer: what is left of the plan, by closed forms."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import pytest

from matcher.model import Lag, Role, Window, WindowBounds
from tests.unit.small import at, helper, need, rest, scenario, shift
from tests.unit.whatif.simulation.plans import plan, visit
from tests.unit.whatif.simulation.test_simulate import TWO, chances, is_near

LATE = {"late_share": 1.0, "late_minutes": 20}


def in_time(slack: int) -> float:
    """Give the chance that a delay, exponential in whole minutes, is no more than the slack."""
    return 1 - math.exp(-(slack + 0.5) / LATE["late_minutes"])


def until(end: int, bounds: WindowBounds = WindowBounds.START, **more) -> dict[str, object]:
    return {"windows": (Window(start=480, end=end, bounds=bounds, **more),)}


@pytest.mark.parametrize(
    ("fields", "slack"),
    [
        (until(500), 0),
        (until(510), 10),
        (until(540, WindowBounds.SERVICE), 10),
        (until(505, soft=True, max_late=7), 12),
        ({"windows": (*until(510)["windows"], *until(520)["windows"])}, 20),
        ({}, 190),
    ],
    ids=["no room", "some", "of the end", "of a soft window", "the later of two", "the shift"],
)
def test_a_late_helper_begins_while_the_window_lasts(fields, slack) -> None:
    made = scenario(needs=(need("tea", **fields),))
    found = chances(made, plan(made, visit("tea", 500, "ann")), **LATE)
    assert is_near(found[0], in_time(slack))


@pytest.mark.parametrize(
    ("second", "fields", "slack"),
    [
        (530, until(540), 10),
        (550, until(550), 20),
        (550, until(550) | {"place": at(15)}, 5),
        (550, {}, 140),
        (550, {"place": at(15)}, 110),
    ],
    ids=["none between", "a wait takes it up", "a way leaves less", "the shift's end", "and home"],
)
def test_a_late_start_is_handed_on_along_the_route(second, fields, slack) -> None:
    ends = 720 if "windows" in fields else 700
    made = scenario(
        helpers=(helper("ann", shift(end=ends)),), needs=(need("a"), need("b", **fields))
    )
    planned = plan(made, visit("a", 500, "ann"), visit("b", second, "ann"))
    first, found = chances(made, planned, **LATE)
    assert first > found
    assert is_near(found, in_time(slack))


@pytest.mark.parametrize(
    ("start", "taken", "slack"),
    [(560, (530, 540), 20), (560, (545, 555), 20), (560, None, 30)],
    ids=["at once", "later", "missed"],
)
def test_breaks_are_taken_late_too(start, taken, slack) -> None:
    own = shift(breaks=(rest(525, 560, 10, mandatory=taken is not None),))
    made = scenario(helpers=(helper("ann", own),), needs=(need("a"), need("b", **until(start))))
    planned = plan(
        made,
        visit("a", 500, "ann"),
        visit("b", start, "ann"),
        breaks={} if taken is None else {"ann": taken},
    )
    assert is_near(chances(made, planned, **LATE)[1], in_time(slack))


def test_the_time_of_a_visit_that_fails_is_won() -> None:
    made = scenario(needs=(need("a", **until(510)), need("b", **until(530))))
    planned = plan(made, visit("a", 500, "ann"), visit("b", 530, "ann"))
    first, second = chances(made, planned, **LATE)
    assert is_near(first, in_time(10))
    assert is_near(second, in_time(0) + in_time(30) - in_time(10))


def test_a_crew_waits_for_its_last_member() -> None:
    made = scenario(
        helpers=(helper("ann"), helper("bob")), needs=(need("tea", roles=TWO, **until(515)),)
    )
    found = chances(made, plan(made, visit("tea", 500, "ann", "bob")), **LATE)
    assert is_near(found[0], in_time(15) ** 2)


def test_a_role_that_follows_keeps_its_lag() -> None:
    roles = (Role(), Role(lag=Lag(min=30, max=40)))
    made = scenario(helpers=(helper("ann"), helper("bob")), needs=(need("tea", roles=roles),))
    crew = visit("tea", 500, "ann").crew + visit("tea", 530, "cid", "bob").crew[1:]
    planned = plan(made, replace(visit("tea", 500), end=560, crew=crew))
    # Bob is at most ten minutes later than Ann, or late at all.
    gap = 10.5 / LATE["late_minutes"]
    assert is_near(chances(made, planned, **LATE)[0], 1 - math.exp(-gap) / 2, 0.5)


def test_a_share_of_the_routes_is_late() -> None:
    made = scenario(needs=(need("tea", **until(500)),))
    planned = plan(made, visit("tea", 500, "ann"))
    found = chances(made, planned, late_share=0.25, late_minutes=20)
    assert is_near(found[0], 1 - 0.25 * (1 - in_time(0)))


def test_a_visit_takes_longer_with_the_chance_that_a_lognormal_says() -> None:
    made = scenario(needs=(need("a"), need("b", **until(540))))
    planned = plan(made, visit("a", 500, "ann"), visit("b", 530, "ann"))
    first, second = chances(made, planned, duration_spread=0.5)
    sigma = math.sqrt(math.log(1.25))
    exact = NormalDist(-(sigma**2) / 2, sigma).cdf(math.log(40.5 / 30))
    assert first == 1.0
    assert is_near(second, exact)
