"""Eight weeks of small scenarios, against a ledger of one's own."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from pydantic_core import to_jsonable_python

import scenarios as bundled
from matcher.formats import read_scenario
from matcher.model import EscalationTier, HelperKind, Limits, Policy, Recurrence, Role
from matcher.report import Language, Text
from matcher.roll import RollSettings, needs_cut, roll, roll_tables
from tests.strategies import random_scenarios, scenarios
from tests.unit.small import helper, need, scenario, shift

FEW = Limits(max_seconds=None, max_iterations=3)
LIAISON, SECRETARY = HelperKind.LIAISON, HelperKind.SECRETARY


def played(made, **told):
    """Roll, and give the weeks with their scenarios and plans too."""
    weeks = []
    rolled = roll(
        made,
        settings=RollSettings(**told),
        limits=FEW,
        engine="search",
        keep=lambda *week: weeks.append(week),
    )
    assert tuple(week for week, *_ in weeks) == rolled.weeks
    return rolled, weeks


def opening_times(made, each):
    """Give when each tier opens to a need, by the calendar."""
    service = {service.id: service for service in made.services}[each.service]
    days = each.service_level_days
    days = service.service_level_days if days is None else days
    if days is None:
        return []
    asked = made.start + timedelta(minutes=each.requested or 0)
    return [asked + timedelta(days=days + tier.after_days) for tier in made.policy.escalation]


def test_nobody_waits_past_a_tier_without_moving_up_to_it():
    seen = Counter()

    @settings(random_scenarios, max_examples=25)
    @given(scenarios(most_needs=5))
    def each(made):
        rolled, weeks = played(made, weeks=8, arrivals=0.4, seed=5)
        logs = {log.need: log for log in rolled.needs}
        for (week, this, _), (_, following, _) in pairwise(weeks):
            over = this.start + timedelta(days=this.days)
            left = [each for each in following.needs if each.id in {one.id for one in this.needs}]
            assert len(left) == week.left
            for waiting in left:
                steps = {(step.tier, step.at) for step in logs[waiting.id].steps}
                due = [at for at in opening_times(following, waiting) if at < over]
                assert {(tier, at) for tier, at in enumerate(due)} <= steps
                seen["due"] += len(due)
        told = sum(sum(week.escalations) for week in rolled.weeks)
        assert told == sum(len(log.steps) for log in rolled.needs)

    each()
    assert seen["due"] > 100


def test_the_same_seed_is_the_same_roll_byte_for_byte_and_another_is_not():
    made = read_scenario(bundled.path("yuehe-ladder")).scenario
    first, again, other = (
        json.dumps(to_jsonable_python(played(made, weeks=2, seed=seed)[0])) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


TIERS = (
    EscalationTier(kinds=(LIAISON,), priority=1),
    EscalationTier(kinds=(SECRETARY,), after_days=7, priority=1),
)


def waiting(**fields):
    asked = {"service_level_days": 1, "roles": (Role(kinds=(HelperKind.SOCIAL_WORKER,)),)}
    return need(**asked | fields)


def climbing(*people, **fields):
    policy = Policy(escalation=TIERS)
    return scenario(days=7, helpers=people, needs=(waiting(**fields),), policy=policy)


def on_tuesdays(name, kind, **fields):
    times = shift(f"{name}-tue", 1440 + 480, 1440 + 720)
    return helper(name, times, kind=kind, **fields)


def test_a_need_climbs_week_after_week_until_somebody_may_come():
    made = climbing(on_tuesdays("sun", SECRETARY))
    rolled, weeks = played(made, weeks=3, arrivals=0.0)
    assert [week.escalations for week in rolled.weeks] == [(1, 0), (0, 1), (0, 0)]
    assert [(week.served, week.left, week.overdue) for week in rolled.weeks] == [
        (0, 1, 1),
        (1, 0, 0),
        (0, 0, 0),
    ]
    (log,) = rolled.needs
    start = made.start
    assert [step.at for step in log.steps] == [start + timedelta(days=1), start + timedelta(days=8)]
    assert (log.weeks, log.open, log.no_shows) == ((1, 2), False, 0)
    (visit,) = weeks[1][2].visits
    assert log.visits == (start + timedelta(days=7, minutes=visit.start),)
    assert rolled.weeks[0].oldest_days == 7


def test_who_does_not_turn_up_leaves_the_need_to_the_next_week():
    made = climbing(on_tuesdays("ann", HelperKind.SOCIAL_WORKER, reliability=0.0))
    rolled, _ = played(made, weeks=3, arrivals=0.0)
    assert [(week.planned, week.served, week.no_shows) for week in rolled.weeks] == [(1, 0, 1)] * 3
    assert [week.carried for week in rolled.weeks] == [0, 1, 1]
    assert rolled.needs[0].no_shows == 3


def test_needs_are_asked_for_again_and_know_who_came():
    made = scenario(days=7, needs=(need("tea"), need("talk", after=("tea",))))
    _, weeks = played(made, weeks=2)
    again = weeks[1][1].needs
    assert [(each.id, each.after) for each in again] == [("tea~2", ()), ("talk~2", ("tea~2",))]
    assert [past.helper for past in again[0].history] == ["ann"]


def test_needs_of_a_week_that_is_not_played_are_in_no_story():
    rolled, _ = played(climbing(), weeks=2)
    assert [(log.need, log.weeks) for log in rolled.needs] == [("tea", (1, 2)), ("tea~2", (2,))]
    assert rolled.weeks[-1].left == sum(log.open for log in rolled.needs)


def test_owed_visits_count_from_the_last_one_made():
    made = climbing(
        on_tuesdays("ann", HelperKind.SOCIAL_WORKER), recurrence=Recurrence(times=2), requested=1440
    )
    rolled, weeks = played(made, weeks=1, arrivals=0.0)
    (visit,) = weeks[0][2].visits
    (log,) = rolled.needs
    begun = made.start + timedelta(minutes=visit.start)
    # It moves up a day after the visit that was made, not a day after it was asked for.
    assert [step.at for step in log.steps] == [begun + timedelta(days=1)]
    assert log.open


@pytest.mark.parametrize(("days", "weeks"), [(7, [1, 2, 3]), (8, [1, 3])])
def test_weeks_are_those_of_the_horizons(days, weeks):
    rolled, _ = played(scenario(days=days), weeks=3)
    assert [week.week for week in rolled.weeks] == weeks


def test_a_stop_keeps_the_weeks_that_are_over():
    asked = Counter()

    def stop():
        return asked["weeks"] >= 2

    rolled = roll(scenario(), limits=FEW, keep=lambda *_: asked.update(weeks=1), stop=stop)
    assert [week.week for week in rolled.weeks] == [1, 2]


@pytest.mark.parametrize("fault", [{"weeks": 0}, {"arrivals": 1.1}, {"seed": -1}])
def test_settings_out_of_range_are_refused(fault):
    with pytest.raises(ValueError, match=next(iter(fault))):
        RollSettings(**fault)


def test_the_tables_tell_it_in_both_languages():
    made = replace(climbing(on_tuesdays("sun", SECRETARY)), id="week")
    rolled, _ = played(made, weeks=2, arrivals=0.0)
    ledger, needs = roll_tables(made, rolled, Language.EN)
    assert ledger.columns[-2:] == ("to liaison", "to secretary")
    assert ",".join(ledger.rows[0]) == "1,Mon 11-23,1,0,1,0,0,0,1,1,7,1,0"
    assert needs.rows[0][-3:] == ("liaison 11-24, secretary 12-01", "12-01 08:00", "")
    chinese, _ = roll_tables(made, rolled, Language.ZH)
    assert chinese.columns[-1] == "上报至书记"


def test_the_table_keeps_the_most_urgent_needs_and_says_how_many_it_leaves_out():
    made = climbing(on_tuesdays("sun", SECRETARY))
    made = replace(made, needs=(*made.needs, waiting(id="calm", service_level_days=20)))
    rolled, _ = played(made, weeks=1, arrivals=0.0)
    late, calm = rolled.needs
    older = {"requested": calm.requested - timedelta(days=3)}
    met = tuple(replace(late, need=f"met{n}", open=False, **older) for n in range(29))
    many = replace(rolled, needs=(*met, replace(calm, **older), calm, late))
    rows = roll_tables(made, many, Language.EN)[1].rows
    asked = [row[3] for row in rows[:3]]
    assert [row[0] for row in rows[:4]] == ["tea", "calm", "calm", "met0"]
    assert asked == ["11-23 00:00", "11-20 00:00", "11-23 00:00"]
    assert len(rows) == 30
    assert needs_cut(many) == Text(
        "… and 2 more; all with --json.", "……另有2项；加 --json 可查看全部。"
    )
    assert needs_cut(rolled) is None


def test_without_a_ladder_what_is_overdue_comes_first():
    made = replace(climbing(), policy=Policy())
    made = replace(made, needs=(waiting(id="calm", service_level_days=20), *made.needs))
    rolled, _ = played(made, weeks=1, arrivals=0.0)
    assert [row[0] for row in roll_tables(made, rolled, Language.EN)[1].rows] == ["tea", "calm"]
