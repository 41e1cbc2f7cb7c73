"""The best choice in a packing, against every choice there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import coo_array

from matcher.engines.bounds.apart import Programme, solve, solve_apart
from matcher.engines.bounds.ascent import Clock
from matcher.engines.bounds.choice import best_choice
from matcher.engines.bounds.packing import MARGIN
from matcher.engines.interface import never

GROUPS, SIZE, THINGS = 5, 5, 6


def packing(seed, dearest):
    """Make groups of which one each is taken, and things that are taken once at most."""
    chance = np.random.default_rng(seed)
    cost = chance.uniform(0.0, dearest, GROUPS * SIZE)
    holds = chance.random((THINGS, GROUPS * SIZE)) < 0.3
    groups = np.kron(np.eye(GROUPS), np.ones(SIZE))
    return Programme(
        cost,
        np.ones(len(cost)),
        np.ones(len(cost), np.int64),
        coo_array(np.vstack([groups, holds])).tocsr(),
        np.append(np.ones(GROUPS), np.full(THINGS, -np.inf)),
        np.ones(GROUPS + THINGS),
    )


def best_of_all(made):
    """Look at every choice; give the least cost and what it takes."""
    best, matrix = (np.inf, ()), made.matrix.toarray()[GROUPS:]
    for members in product(range(SIZE), repeat=GROUPS):
        taken = np.arange(GROUPS) * SIZE + members
        if (matrix[:, taken].sum(axis=1) <= 1).all():
            best = min(best, (float(made.cost[taken].sum()), tuple(taken.tolist())))
    return best


def clock(seconds=60.0):
    return Clock(seconds=seconds, sweeps=None, stop=never)


@pytest.mark.parametrize("dearest", [0.2, 0.6])
def test_the_best_of_all_choices_is_found_or_known_to_cost_too_much(dearest, monkeypatch):
    # Small enough for choices among some to come before that among all.
    monkeypatch.setattr("matcher.engines.bounds.choice.FEW", (3, 8))
    too_dear = 0
    for seed in range(40):
        made = packing(seed, dearest)
        cost, taken = best_of_all(made)
        found = best_choice(made, clock())
        assert found.solved
        assert tuple(found.taken) == (taken if cost <= 1.0 else ())
        assert min(1.0, cost) - 2.0 * MARGIN <= found.cost <= min(1.0, cost)
        too_dear += cost > 1.0
    assert dearest < 0.5 or 2 < too_dear < 38


def test_another_process_finds_the_same(monkeypatch):
    monkeypatch.setattr("matcher.engines.bounds.choice.MOST_HERE", 0)
    made = packing(1, 0.3)
    assert tuple(best_choice(made, clock()).taken) == best_of_all(made)[1]
    bound, solved, values = solve(made, 60.0)
    assert solve_apart(made, 60.0, never)[:2] == (bound, solved)
    assert solve_apart(made, 60.0, never)[2] == pytest.approx(values)


def test_a_process_ends_when_asked_to():
    bound, solved, values = solve_apart(packing(1, 0.3), 60.0, lambda: True)
    assert (bound, solved, len(values)) == (-np.inf, False, 0)


def test_what_is_cut_short_claims_no_more_than_the_relaxation(monkeypatch):
    made = packing(3, 0.3)
    cost, _ = best_of_all(made)
    cut_short = -np.inf, False, np.zeros(0)
    monkeypatch.setattr("matcher.engines.bounds.choice._solve", lambda *_: cut_short)
    for seconds in (60.0, 1e-9):
        found = best_choice(made, clock(seconds))
        assert (found.solved, len(found.taken)) == (False, 0)
        assert 0.0 < found.cost <= cost


def test_that_there_is_none_among_few_does_not_settle_it(monkeypatch):
    asked = []

    def none(*how):
        asked.append(how)
        return np.inf, True, np.zeros(0)

    monkeypatch.setattr("matcher.engines.bounds.choice.FEW", (3,))
    monkeypatch.setattr("matcher.engines.bounds.choice._solve", none)
    over_once_asked = Clock(seconds=60.0, sweeps=None, stop=lambda: bool(asked))
    found = best_choice(packing(3, 0.3), over_once_asked)
    assert len(asked) == 1
    assert not found.solved
    assert found.cost < 1.0
