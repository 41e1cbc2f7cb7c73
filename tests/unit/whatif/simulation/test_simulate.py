from __future__ import annotations

import math
from collections import Counter
from itertools import product

import numpy as np
import pytest

from matcher.model import Role
from matcher.whatif.simulation import Bar, Uncertainty, Urgent, simulate
from matcher.whatif.simulation.trial import trial_of
from tests.unit.small import helper, need, scenario, shift
from tests.unit.whatif.simulation.plans import plan, visit

TWO = (Role(), Role())
MANY = 10_000
NOBODY = np.zeros(0, np.int64)


def sure(name: str, chance: float, *shifts, **fields):
    return helper(name, *shifts, reliability=chance, **fields)


def chances(made, planned, **settings) -> list[float]:
    found = simulate(made, planned, settings=Uncertainty(**settings), seed=1)
    return [each.chance for each in found.chances]


def is_near(found: float, exact: float, deviation: float | None = None, times: int = MANY) -> bool:
    """Say whether a mean is within four standard errors, which chance leaves once in 16,000."""
    spread = math.sqrt(exact * (1 - exact)) if deviation is None else deviation
    return abs(found - exact) <= 4 * spread / math.sqrt(times)


def test_with_one_helper_a_visit_the_mean_is_the_sum_of_weight_and_chance() -> None:
    odds = {"ann": 0.9, "bob": 0.6, "cid": 1.0, "dan": 0.0}
    made = scenario(
        helpers=tuple(sure(name, chance) for name, chance in odds.items()),
        needs=(*(need(name, priority=1 + row) for row, name in enumerate(odds)), need("eve")),
    )
    planned = plan(made, *(visit(name, 500, name) for name in odds))
    found = simulate(made, planned, seed=7)
    exact = 1 * 0.9 + 2 * 0.6 + 4 * 1.0
    deviation = math.sqrt(0.9 * 0.1 + 4 * 0.6 * 0.4)
    assert is_near(found.weight.mean, exact, deviation)
    assert found.weight.error == pytest.approx(deviation / 100, rel=0.05)
    assert found.share == found.weight.mean / 19
    assert (found.asked_visits, found.asked_weight) == (5, 19)
    assert (found.planned_visits, found.planned_weight, found.nothing_fails) == (4, 15, 0.0)
    assert [each.chance for each in found.chances[2:]] == [1.0, 0.0]
    assert found.needs[0].need == "dan"
    assert (found.needs[0].expected, found.needs[0].lost) == (0.0, 8.0)
    assert [each.helper for each in found.helpers] == ["dan", "bob", "ann", "cid"]
    assert [each.lost for each in found.helpers] == pytest.approx([8.0, 0.8, 0.1, 0.0])
    (community,) = found.communities
    assert (community.asked, community.planned, community.share) == (19, 15, found.share)
    assert found.urgent is None


def test_a_crew_needs_all_of_its_members() -> None:
    made = scenario(helpers=(sure("ann", 0.9), sure("bob", 0.7)), needs=(need("tea", roles=TWO),))
    assert is_near(chances(made, plan(made, visit("tea", 500, "ann", "bob")))[0], 0.63)


def test_a_shift_fails_as_a_whole_and_another_of_the_same_helper_by_itself() -> None:
    days = (shift("ann-mon"), shift("ann-eve", 800, 900))
    made = scenario(helpers=(sure("ann", 0.7, *days),), needs=(need("a"), need("b"), need("c")))
    planned = plan(
        made, visit("a", 500, "ann"), visit("b", 600, "ann"), visit("c", 820, "ann", shift="eve")
    )
    trial = trial_of(made, planned, Uncertainty(), 3)
    weights = Counter(trial.run(NOBODY, MANY).weight.tolist())
    assert weights.keys() == {0, 4, 8, 12}
    for weight, exact in {0: 0.09, 4: 0.21, 8: 0.21, 12: 0.49}.items():
        assert is_near(weights[weight] / MANY, exact)


def test_the_worst_twentieth_of_equal_visits_is_the_binomial_one() -> None:
    names = [f"h{number}" for number in range(20)]
    made = scenario(
        helpers=tuple(sure(name, 0.8) for name in names),
        needs=tuple(need(name, priority=1) for name in names),
    )
    found = simulate(made, plan(made, *(visit(name, 500, name) for name in names)))
    mass = [math.comb(20, k) * 0.8**k * 0.2 ** (20 - k) for k in range(21)]
    # 13 is the 5 % quantile with room to spare: 3.2 % of the mass lie below it, 5.5 % on it.
    below = sum(mass[:13])
    tail = (sum(k * mass[k] for k in range(13)) + 13 * (0.05 - below)) / 0.05
    assert found.weight.worst == found.visits.worst == 13
    assert found.weight.tail == pytest.approx(tail, abs=0.1)
    assert is_near(found.nothing_fails, mass[20])
    assert found.histogram[-1] == Bar(
        start=20, end=20, replications=round(1e4 * found.nothing_fails)
    )
    assert sum(bar.replications for bar in found.histogram) == MANY


def test_all_attendances_come_as_often_as_they_should() -> None:
    odds = {"ann": 0.9, "bob": 0.5, "cid": 0.7, "dan": 0.8}
    crews = {
        "a": ("ann", "bob"),
        "b": ("bob", "cid"),
        "c": ("dan",),
        "d": ("ann", "dan"),
        "e": ("cid",),
    }
    made = scenario(
        helpers=tuple(sure(name, chance) for name, chance in odds.items()),
        needs=tuple(
            need(name, priority=1 + row, roles=(Role(),) * len(crew))
            for row, (name, crew) in enumerate(crews.items())
        ),
    )
    starts = {"a": 490, "b": 530, "c": 490, "d": 530, "e": 570}
    planned = plan(made, *(visit(name, starts[name], *crew) for name, crew in crews.items()))
    exact: Counter[int] = Counter()
    for here in product((True, False), repeat=4):
        present = dict(zip(odds, here, strict=True))
        chance = math.prod(odds[name] if present[name] else 1 - odds[name] for name in odds)
        weight = sum(
            2**row for row, crew in enumerate(crews.values()) if all(present[name] for name in crew)
        )
        exact[weight] += chance
    trial = trial_of(made, planned, Uncertainty(), 11)
    found = Counter(trial.run(NOBODY, 4 * MANY).weight.tolist())
    assert found.keys() == exact.keys()
    assert all(is_near(found[w] / (4 * MANY), exact[w], times=4 * MANY) for w in exact)


def test_nothing_comes_after_what_failed_to_come_before_it() -> None:
    made = scenario(
        helpers=(sure("ann", 0.5), sure("bob", 1.0)), needs=(need("a"), need("b", after=("a",)))
    )
    first, second = chances(made, plan(made, visit("a", 500, "ann"), visit("b", 600, "bob")))
    assert first == second
    assert is_near(first, 0.5)


def test_a_visit_without_a_crew_takes_place() -> None:
    made = scenario(needs=(need("parcel", roles=()),))
    assert chances(made, plan(made, visit("parcel", 500))) == [1.0]


def test_a_replication_is_the_same_however_many_are_run() -> None:
    made = scenario(helpers=(sure("ann", 0.5),))
    planned = plan(made, visit("tea", 500, "ann"))
    trial = trial_of(made, planned, Uncertainty(late_share=0.5, urgent_per_day=2.0), 3)
    few, many = trial.run(NOBODY, 50), trial.run(NOBODY, 500)
    assert np.array_equal(few.weight, many.weight[:50])
    assert np.array_equal(few.met, many.met[:50])


def test_the_seed_alone_decides() -> None:
    made = scenario(helpers=(sure("ann", 0.5),))
    planned = plan(made, visit("tea", 500, "ann"))
    first, again, other = (simulate(made, planned, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.weight != other.weight


def test_where_nobody_is_nothing_happens() -> None:
    settings = Uncertainty(replications=3, urgent_per_day=2.0)
    found = simulate(scenario(helpers=()), plan(scenario()), settings=settings)
    assert (found.asked_weight, found.share, found.nothing_fails) == (4, 0.0, 1.0)
    assert found.urgent == Urgent(asked=0.0, met=0.0)
    assert found.histogram == (Bar(start=0, end=0, replications=3),)
    empty = simulate(scenario(needs=()), plan(scenario()), settings=settings)
    assert (empty.asked_weight, empty.share, empty.communities) == (0, 1.0, ())
