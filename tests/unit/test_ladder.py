"""A need that is not met in time moves up, in the solve and in what the plan says of it."""

from __future__ import annotations

import pytest

from matcher.model import Escalation, EscalationTier, HelperKind, Policy, Recurrence, Role, Visit
from matcher.model.ladder import escalations, raised_priority
from tests.unit.small import helper, need, planned, scenario, shift

LADDER = (
    EscalationTier(kinds=(HelperKind.LIAISON,), priority=1),
    EscalationTier(kinds=(HelperKind.GRID_MEMBER,), after_days=1, priority=1, cost=2),
    EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=3, priority=2, cost=5),
)
DAY = 1440
WORKER = Role(kinds=(HelperKind.SOCIAL_WORKER,))


def on_shift(name, kind, *days):
    shifts = (shift(f"{name}-{day}", day * DAY + 480, day * DAY + 720) for day in days)
    return helper(name, *shifts, kind=kind)


def week(*needs, helpers=(), policy=None):
    """Give five days in which nobody but the ladder's kinds has time."""
    return scenario(
        days=5, needs=needs, helpers=helpers, policy=policy or Policy(escalation=LADDER)
    )


def climbing(name="tea", **fields):
    return need(name, **{"service_level_days": 1, "roles": (WORKER,)} | fields)


def entries(plan):
    return [(each.need, each.tier, each.at) for each in plan.escalations]


def test_a_need_that_nobody_serves_climbs_to_the_top_of_the_ladder():
    made = week(climbing(), climbing("calm", service_level_days=None))
    plan = planned(made)
    assert entries(plan) == [("tea", 0, DAY), ("tea", 1, 2 * DAY), ("tea", 2, 4 * DAY)]
    # Priority 3 rises by all tiers, to 5 at most.
    assert plan.score.totals[0] == 16 + 4


@pytest.mark.parametrize(
    ("kind", "day", "tiers"),
    [
        (HelperKind.SOCIAL_WORKER, 0, 0),
        (HelperKind.LIAISON, 1, 1),
        (HelperKind.GRID_MEMBER, 2, 2),
        (HelperKind.SECRETARY, 4, 3),
    ],
)
def test_each_tier_serves_from_the_day_it_opens(kind, day, tiers):
    made = week(climbing(), helpers=(on_shift("ann", kind, *range(5)),))
    plan = planned(made)
    (visit,) = plan.visits
    assert visit.start // DAY >= day
    assert len(plan.escalations) >= tiers
    if day:
        before = week(climbing(), helpers=(on_shift("ann", kind, *range(day)),))
        assert planned(before).visits == ()


def test_among_those_open_the_cheapest_tier_is_used():
    people = on_shift("ann", HelperKind.GRID_MEMBER, 4), on_shift("bob", HelperKind.LIAISON, 4)
    (visit,) = planned(week(climbing(), helpers=people)).visits
    assert visit.crew[0].helper == "bob"


def test_a_need_asked_for_before_the_horizon_has_climbed_by_its_start():
    made = week(climbing(requested=-3 * DAY))
    assert entries(planned(made)) == [("tea", 0, -2 * DAY), ("tea", 1, -DAY), ("tea", 2, DAY)]


def test_the_ladder_stops_when_the_first_visit_begins():
    again = climbing(recurrence=Recurrence(times=3))
    made = week(again, helpers=(on_shift("ann", HelperKind.LIAISON, 1, 2, 3),))
    assert entries(planned(made)) == [("tea", 0, DAY)]


@pytest.mark.parametrize(("opens", "said"), [(601, False), (600, True)])
def test_a_visit_is_in_time_if_it_begins_before_the_need_moves_up(opens, said):
    made = week(climbing(requested=opens, service_level_days=0))
    found = escalations(made, [Visit(need="tea", start=600, end=630)])
    assert found[:1] == ((Escalation(need="tea", tier=0, at=opens),) if said else ())


@pytest.mark.parametrize(
    ("until", "priority"), [(DAY, 1), (DAY + 1, 2), (2 * DAY + 1, 3), (4 * DAY + 1, 5)]
)
def test_priority_rises_with_each_tier(until, priority):
    made = week(climbing(priority=1))
    found = raised_priority(made.needs[0], made.services[0], made.policy, until)
    assert found == priority


def test_without_a_ladder_nothing_climbs():
    made = week(climbing(), policy=Policy())
    assert planned(made).escalations == ()
