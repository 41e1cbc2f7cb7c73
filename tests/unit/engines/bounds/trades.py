"""Small shifts at random with prices at random, and their best routes by looking at them all."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from matcher.arrays.layout import SHIFT
from matcher.engines.bounds.desk import Tariff, Trade, new_desk
from matcher.engines.bounds.market import OFFER, SPAN
from matcher.engines.bounds.route import Effort
from matcher.engines.bounds.sweep import new_sweep, sweep_shifts
from matcher.engines.bounds.ways import Ways
from matcher.travel import LOCATION, PROFILE, Travel

SHIFTS = 20
NO_TRAVEL = Travel(
    np.zeros(1, LOCATION),
    np.full(1, -1),
    np.zeros(1, PROFILE),
    np.zeros((0, 1), np.int64),
    *(np.zeros((0, 0, 0), np.int64) for _ in range(2)),
    *(np.zeros((1, 1, 1), np.int32) for _ in range(2)),
)


def random_trade(seed: int, most_offers: int = 6) -> tuple[Trade, Tariff]:
    """Draw shifts whose ways are not symmetric, nor straight ways the shortest, half the time."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(0, most_offers + 1, SHIFTS)
    first = np.concatenate([[0], np.cumsum(sizes)])
    direct = bool(chance.random() < 0.5)
    shift, (offer, span) = _shifts(chance), _offers(chance, sizes)
    ways = [_ways(chance, size, direct=direct) for size in sizes]
    cells = (sizes + 1) ** 2
    kept = Ways(
        shift,
        offer,
        first,
        NO_TRAVEL,
        np.cumsum(cells) - cells,
        np.concatenate([minutes.ravel() for minutes, _ in ways]).astype(np.uint16),
        np.concatenate([metres.ravel() for _, metres in ways]).astype(np.int32),
    )
    for row, (size, (minutes, metres)) in enumerate(zip(sizes, ways, strict=True)):
        own = slice(first[row], first[row + 1])
        for name, figures in (("minutes", minutes), ("metres", metres)):
            least = _closed(figures)
            offer[f"out_{name}"][own] = least[size, :size]
            offer[f"home_{name}"][own] = least[:size, size]
    most_stops = np.minimum(sizes, chance.integers(0, 6, SHIFTS))
    most_minutes = np.where(chance.random(SHIFTS) < 0.3, chance.integers(60, 240, SHIFTS), 10_000)
    trade = Trade(kept, offer, span, first, most_stops, most_minutes, direct)
    return trade, _tariff(chance, len(offer))


def _shifts(chance: np.random.Generator) -> np.ndarray:
    shift = np.zeros(SHIFTS, SHIFT)
    shift["start"] = chance.integers(0, 500, SHIFTS)
    shift["end"] = shift["start"] + chance.integers(90, 400, SHIFTS)
    shift["latest"] = shift["end"] + np.where(chance.random(SHIFTS) < 0.4, 60, 0)
    return shift


def _offers(chance: np.random.Generator, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    count = int(sizes.sum())
    offer = np.zeros(count, OFFER)
    # Few places, so that a shift is offered several roles of one visit.
    offer["place"] = np.concatenate([chance.integers(0, size + 2, size) for size in sizes])
    offer["minutes"] = chance.choice((0, 15, 30, 45, 60), count)
    number = chance.integers(1, 4, count)
    offer["span_stop"] = np.cumsum(number)
    offer["span_first"] = offer["span_stop"] - number
    span = np.zeros(int(number.sum()), SPAN)
    for row in offer:
        own = slice(row["span_first"], row["span_stop"])
        span["start"][own] = np.sort(chance.integers(0, 800, own.stop - own.start))
        span["end"][own] = span["start"][own] + chance.integers(0, 200, own.stop - own.start)
    return offer, span


def _ways(chance: np.random.Generator, size: int, *, direct: bool) -> tuple[np.ndarray, np.ndarray]:
    minutes = chance.integers(0, 40, (size + 1, size + 1))
    metres = chance.integers(0, 900, (size + 1, size + 1))
    return (_closed(minutes), _closed(metres)) if direct else (minutes, metres)


def _closed(figures: np.ndarray) -> np.ndarray:
    """Give the least figures over detours, none of them by home."""
    least = figures.copy()
    for by in range(len(figures) - 1):
        least = np.minimum(least, least[:, by, None] + least[None, by, :])
    return least


def _tariff(chance: np.random.Generator, offers: int) -> Tariff:
    worth = chance.choice((1.0, 50.0), offers) * chance.uniform(-5.0, 40.0, offers)
    minute = chance.choice((0.0, 1.0, 5.0), SHIFTS) * chance.random(SHIFTS)
    return Tariff(worth, minute, float(chance.choice((0.0, 0.05))), float(chance.choice((0, 2))))


def best_by_all(trade: Trade, tariff: Tariff, shift: int) -> float:
    """Give what the best route of a shift gains, by looking at every sequence of its offers."""
    first, stop = trade.offer_first[shift], trade.offer_first[shift + 1]
    best = 0.0
    for stops in range(1, trade.most_stops[shift] + 1):
        for route in permutations(range(stop - first), stops):
            best = max(best, gain_of(trade, tariff, shift, route))
    return best


def gain_of(trade: Trade, tariff: Tariff, shift: int, route: tuple[int, ...]) -> float:
    """Give what a route gains; minus infinity if it cannot be."""
    ways, hours = trade.ways, trade.ways.shift[shift]
    first = trade.offer_first[shift]
    size = trade.offer_first[shift + 1] - first
    offers = [trade.offer[first + stop] for stop in route]
    if len({offer["place"] for offer in offers}) < len(offers):
        return -np.inf
    time, worked, gain = hours["start"], 0, 0.0
    for tail, head in zip((size, *route), (*route, size), strict=True):
        spot = ways.first[shift] + tail * (size + 1) + head
        minutes, metres = int(ways.minutes[spot]), int(ways.metres[spot])
        time, worked = time + minutes, worked + minutes
        gain -= tariff.minute[shift] * minutes + tariff.metre * metres
        if head == size:
            break
        offer = trade.offer[first + head]
        spans = trade.span[offer["span_first"] : offer["span_stop"]]
        starts = [max(time, span["start"]) for span in spans if time <= span["end"]]
        if not starts:
            return -np.inf
        time, worked = min(starts) + offer["minutes"], worked + offer["minutes"]
        gain += tariff.worth[first + head]
    if time > hours["latest"] or worked > trade.most_minutes[shift]:
        return -np.inf
    return gain - tariff.late * max(0, time - hours["end"])


def swept(trade: Trade, tariff: Tariff, nodes: int, marks: int):
    """Price every shift twice, the second time with the first routes known."""
    sweep = new_sweep(trade, 1)
    for _ in range(2):
        effort = Effort(nodes, marks, 400_000)
        sweep_shifts(trade, tariff, new_desk(trade), sweep, 0, SHIFTS, effort)
        yield sweep
