"""All routes of a shift that gain enough, against looking at every sequence of stops."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from matcher.engines.bounds.desk import new_desk
from matcher.engines.bounds.listing import list_routes, new_listing
from tests.unit.engines.bounds.trades import SHIFTS, best_by_all, gain_of, random_trade

TRADES = 40
PLENTY = 1_000_000


def listed(trade, tariff, shift, least, rows=5_000, branches=PLENTY):
    """Give the routes listed, with what is told of each; None where they are too many."""
    listing = new_listing(trade, rows)
    if not list_routes(trade, tariff, new_desk(trade), listing, shift, least, branches):
        return None
    found = {}
    for row in range(listing.rows[0]):
        stops = int((listing.offer[row] >= 0).sum())
        route = tuple((listing.offer[row, :stops] - trade.offer_first[shift]).tolist())
        assert route not in found
        times = listing.soonest[row, :stops], listing.latest[row, :stops]
        found[route] = float(listing.gain[row]), int(listing.worked[row]), times
    return found


def gainful(trade, tariff, shift, least):
    """Give the routes that gain so much, by looking at every sequence."""
    size = trade.offer_first[shift + 1] - trade.offer_first[shift]
    gains = {
        route: gain_of(trade, tariff, shift, route)
        for stops in range(1, trade.most_stops[shift] + 1)
        for route in permutations(range(size), stops)
    }
    return {route: gain for route, gain in gains.items() if gain >= least}


def starts_of(trade, shift, route):
    """Give when each stop of a route can start, by looking at every minute."""
    ways, hours = trade.ways, trade.ways.shift[shift]
    first, size = trade.offer_first[shift], np.diff(trade.offer_first)[shift]
    reached, possible = {int(hours["start"])}, []
    for tail, head in zip((size, *route), (*route, size), strict=True):
        way = int(ways.minutes[ways.first[shift] + tail * (size + 1) + head])
        here = range(min(reached) + way, int(hours["latest"]) + 1)
        if head == size:
            break
        offer = trade.offer[first + head]
        spans = trade.span[offer["span_first"] : offer["span_stop"]]
        starts = {time for time in here for row in spans if row["start"] <= time <= row["end"]}
        possible.append(starts)
        reached = {time + int(offer["minutes"]) for time in starts}
    latest, limit, after = [], int(hours["latest"]), size
    for head, starts in zip(reversed(route), reversed(possible), strict=True):
        way = int(ways.minutes[ways.first[shift] + head * (size + 1) + after])
        ahead = way + int(trade.offer[first + head]["minutes"])
        limit, after = max(time for time in starts if time + ahead <= limit), head
        latest.append(limit)
    return [min(starts) for starts in possible], latest[::-1]


@pytest.mark.parametrize("loss", [0.0, 20.0, 60.0])
def test_every_route_that_gains_enough_is_listed_and_no_other(loss):
    several, negative = 0, 0
    for seed in range(TRADES):
        trade, tariff = random_trade(seed, most_offers=5)
        for shift in range(SHIFTS):
            least = best_by_all(trade, tariff, shift) - loss
            found = listed(trade, tariff, shift, least)
            wanted = gainful(trade, tariff, shift, least - 1e-9)
            assert found.keys() == wanted.keys()
            for route, (gain, _, _) in found.items():
                assert gain == pytest.approx(wanted[route], abs=1e-6)
            several += len(found) > 5
            negative += any(gain < 0 for gain, _, _ in found.values())
    assert loss < 60.0 or several > 5, "few shifts have several routes"
    assert loss < 60.0 or negative > 50, "few routes gain less than nothing"


def test_times_and_minutes_of_routes_listed():
    waited = 0
    for seed in range(10):
        trade, tariff = random_trade(seed, most_offers=4)
        for shift in range(SHIFTS):
            size = trade.offer_first[shift + 1] - trade.offer_first[shift]
            for route, (_, worked, times) in listed(trade, tariff, shift, -500.0).items():
                soonest, latest = starts_of(trade, shift, route)
                assert (times[0].tolist(), times[1].tolist()) == (soonest, latest)
                spots = [
                    trade.ways.first[shift] + tail * (size + 1) + head
                    for tail, head in zip((size, *route), (*route, size), strict=True)
                ]
                rows = [trade.offer_first[shift] + stop for stop in route]
                service = int(trade.offer["minutes"][rows].sum())
                assert worked == int(trade.ways.minutes[spots].sum()) + service
                waited += latest != soonest
    assert waited > 100, "few routes leave a choice of times"


def test_too_many_routes_are_refused():
    trade, tariff = random_trade(3, most_offers=5)
    for shift in range(SHIFTS):
        routes = len(listed(trade, tariff, shift, -500.0))
        if routes > 1:
            assert len(listed(trade, tariff, shift, -500.0, rows=routes)) == routes
            assert listed(trade, tariff, shift, -500.0, rows=routes - 1) is None
            assert listed(trade, tariff, shift, -500.0, branches=1) is None
            break
    else:
        pytest.fail("no shift has several routes")


def test_a_shift_with_too_many_offers_is_refused(monkeypatch):
    monkeypatch.setattr("matcher.engines.bounds.desk.MOST_ACTIVE", 1)
    trade, tariff = random_trade(3, most_offers=5)
    refused = [listed(trade, tariff, shift, -500.0) is None for shift in range(SHIFTS)]
    assert any(refused)
