from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from matcher.model import MINUTES_PER_DAY, Need, Scenario, Severity, Window, WindowBounds
from matcher.recommend import Desk, Fit
from matcher.validate import validate
from tests.random_scenarios.dice import FEATURES, Dice
from tests.strategies import scenario_of
from tests.unit.recommend.brute import best_change
from tests.unit.small import planned

OLD, NEW = 6, 5
"""Needs that are planned, and needs that are brought to the desk, of each scenario."""


def brought(seed: int) -> tuple[Scenario, list[Need]]:
    """Draw a scenario and needs to bring: each of some minutes, so that all can be tried."""
    chance = Random(seed)
    features = frozenset(chance.sample(FEATURES, len(FEATURES) // 2))
    dice = Dice(seed=seed, features=features, days=2, helpers=5, needs=OLD + NEW)
    drawn = scenario_of(dice)
    old, new = drawn.needs[:OLD], drawn.needs[OLD:]
    known = {need.id for need in old}
    scenario = replace(
        drawn,
        needs=old,
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


@pytest.mark.parametrize("batch", range(8))
def test_the_first_is_the_best_of_all_insertions(batch: int) -> None:
    tried = fit = 0
    for seed in range(5 * batch, 5 * batch + 5):
        scenario, needs = brought(seed)
        if not is_valid(scenario):
            continue
        desk = Desk(scenario, planned(scenario, iterations=3))
        for need in needs:
            if is_valid(replace(scenario, needs=(*scenario.needs, need))):
                fit += assert_best(scenario, desk, need) is not None
                tried += 1
    assert tried >= 15
    assert fit >= 3
