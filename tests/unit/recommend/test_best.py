from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from matcher.check import check
from matcher.instance import compile_instance
from matcher.model import (
    MINUTES_PER_DAY,
    Need,
    Plan,
    Scenario,
    Score,
    Severity,
    Window,
    WindowBounds,
)
from matcher.objective import evaluate
from matcher.recommend import Desk, Fit
from matcher.retrace import solution_of
from matcher.validate import validate
from tests.random_scenarios.dice import FEATURES, Dice
from tests.strategies import scenario_of
from tests.unit.recommend.brute import best_change
from tests.unit.small import planned

OLD, NEW = 6, 5
"""Needs that are planned, and needs that are brought to the desk, of each scenario."""


def brought(seed: int, old: int = OLD, helpers: int = 5) -> tuple[Scenario, list[Need]]:
    """Draw a scenario and needs to bring: each of some minutes, so that all can be tried."""
    chance = Random(seed)  # noqa: S311 - draws scenarios
    features = frozenset(chance.sample(FEATURES, len(FEATURES) // 2))
    dice = Dice(seed=seed, features=features, days=2, helpers=helpers, needs=old + NEW)
    drawn = scenario_of(dice)
    planned_needs, new = drawn.needs[:old], drawn.needs[old:]
    known = {need.id for need in planned_needs}
    scenario = replace(
        drawn,
        needs=planned_needs,
        pins=tuple(pin for pin in drawn.pins if pin.need in known),
        published=tuple(told for told in drawn.published if told.need in known),
    )
    return scenario, [narrowed(need, known, chance) for need in new]


def narrowed(need: Need, known: set[str], chance: Random) -> Need:
    start = chance.randrange(2) * MINUTES_PER_DAY + chance.randint(480, 960)
    soft = chance.random() < 0.3
    window = Window(
        start=start,
        end=start + chance.randint(0, 25),
        bounds=chance.choice((WindowBounds.START, WindowBounds.ALL_STARTS)),
        soft=soft,
        max_late=chance.randint(0, 15) if soft else None,
    )
    roles = need.roles and tuple(
        replace(role, lag=role.lag and replace(role.lag, max=min(role.lag.max, role.lag.min + 4)))
        for role in need.roles[:2]
    )
    after = tuple(name for name in need.after if name in known)
    return replace(need, windows=(window,), roles=roles, after=after)


def is_valid(scenario: Scenario) -> bool:
    return not any(each.severity is Severity.ERROR for each in validate(scenario))


def assert_best(scenario: Scenario, desk: Desk, need: Need | str) -> Fit | None:
    """Compare the first recommendation with the best of all insertions."""
    asked = need if isinstance(need, Need) else next(n for n in scenario.needs if n.id == need)
    whole = scenario
    if isinstance(need, Need):
        whole = replace(scenario, needs=(*scenario.needs, need))
    best = best_change(whole, desk.plan, asked)
    fits = desk.recommend(need)
    assert [fit.rank for fit in fits] == list(range(1, len(fits) + 1))
    assert [fit.change.totals for fit in fits] == sorted(fit.change.totals for fit in fits)
    assert (fits[0].change.totals if fits else None) == best
    return fits[0] if fits else None


def desks(seeds: range, old: int = OLD, helpers: int = 5) -> Iterator[tuple[Desk, list[Need]]]:
    """Give desks with plans of some seeds, and the needs that their scenarios can take."""
    for seed in seeds:
        scenario, needs = brought(seed, old, helpers)
        if is_valid(scenario):
            desk = Desk(scenario, planned(scenario, iterations=3))
            whole = [replace(scenario, needs=(*scenario.needs, need)) for need in needs]
            yield desk, [need for need, made in zip(needs, whole, strict=True) if is_valid(made)]


@pytest.mark.parametrize("first", [0, 15, 30])
def test_the_first_is_the_best_of_all_insertions(first: int) -> None:
    found = [
        assert_best(desk.scenario, desk, need)
        for desk, needs in desks(range(first, first + 15))
        for need in needs
    ]
    assert len(found) >= 70
    assert sum(fit is not None for fit in found) > 20


@pytest.mark.parametrize("disturb", [0, 2])
def test_an_applied_answer_is_sound_and_changes_the_score_as_told(disturb: int) -> None:
    applied = moved = 0
    for desk, needs in desks(range(60, 84), old=16, helpers=4):
        for need in needs:
            for fit in desk.recommend(need, most=2, disturb=disturb):
                assert len(fit.disturbs) <= disturb
                scenario, plan = desk.apply(fit)
                assert check(scenario, plan).violations == ()
                before = evaluated_without(scenario, desk.plan)
                change = [a - b for a, b in zip(plan.score.totals, before.totals, strict=True)]
                assert fit.change.totals == tuple(change)
                terms = {
                    new.name: new.value - old.value
                    for new, old in zip(plan.score.terms, before.terms, strict=True)
                    if new.value != old.value and new.weight > 0
                }
                assert {each.name: each.change for each in fit.change.terms} == terms
                assert starts_changed(desk.plan, plan) == {
                    (each.need, each.occurrence): each.start for each in fit.disturbs
                }
                applied += 1
                moved += len(fit.disturbs)
    assert applied > 20
    assert (moved > 0) == (disturb > 0)


def evaluated_without(scenario: Scenario, plan: Plan) -> Score:
    instance = compile_instance(scenario)
    return evaluate(instance, solution_of(instance, plan))


def starts_changed(before: Plan, after: Plan) -> dict[tuple[str, int], int]:
    """Give the visits of a plan that start at another time, and check that crews are the same."""
    then = {(visit.need, visit.occurrence): visit for visit in after.visits}
    changed = {}
    for visit in before.visits:
        now = then[visit.need, visit.occurrence]
        assert [each.shift for each in now.crew] == [each.shift for each in visit.crew]
        if now.start != visit.start:
            changed[visit.need, visit.occurrence] = now.start
    return changed
