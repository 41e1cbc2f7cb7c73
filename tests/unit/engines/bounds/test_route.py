"""The best route of a shift, against looking at every sequence of stops."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.engines.bounds.trades import SHIFTS, best_by_all, gain_of, random_trade, swept

TRADES = 150
PLENTY = 1_000_000


@pytest.fixture(scope="module")
def trades():
    """Give thousands of small shifts, each with its best gain."""
    drawn = [random_trade(seed) for seed in range(TRADES)]
    return [
        (trade, tariff, np.array([best_by_all(trade, tariff, row) for row in range(SHIFTS)]))
        for trade, tariff in drawn
    ]


def test_the_best_route_is_found_and_its_bound_is_its_gain(trades):
    used = 0
    for trade, tariff, best in trades:
        for sweep in swept(trade, tariff, PLENTY, 0):
            assert sweep.bound == pytest.approx(best, abs=1e-6)
            for row in np.flatnonzero(sweep.stops):
                route = tuple(int(stop) for stop in sweep.route[row, : sweep.stops[row]])
                assert gain_of(trade, tariff, row, route) == pytest.approx(best[row], abs=1e-6)
        used += np.count_nonzero(sweep.stops > 1)
    assert used > TRADES, "too few routes have several stops"


@pytest.mark.parametrize(("nodes", "marks"), [(0, 0), (1, 0), (1, 3), (2, 2)])
def test_a_search_cut_short_still_bounds(trades, nodes, marks):
    loose = 0
    for trade, tariff, best in trades:
        for sweep in swept(trade, tariff, nodes, marks):
            assert (sweep.bound >= best - 1e-9).all()
            loose += np.count_nonzero(sweep.bound > best + 1e-6)
    assert loose > 0, "nothing was cut short"


def test_a_shift_with_too_many_offers_has_a_coarse_bound(trades, monkeypatch):
    monkeypatch.setattr("matcher.engines.bounds.desk.MOST_ACTIVE", 2)
    for trade, tariff, best in trades:
        for sweep in swept(trade, tariff, PLENTY, 0):
            assert (sweep.bound >= best - 1e-9).all()


def test_steps_of_time_that_are_long_still_bound(trades):
    for seed in range(20):
        trade, tariff = random_trade(seed)
        trade.ways.shift["latest"] += 3000
        best = [best_by_all(trade, tariff, row) for row in range(SHIFTS)]
        for sweep in swept(trade, tariff, PLENTY, 0):
            assert sweep.bound == pytest.approx(best, abs=1e-6)
