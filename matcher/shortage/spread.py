"""Demand, supply and service by line and half-day, in whole minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matcher.arrays import Floats, Ints, Solution
from matcher.arrays.ranges import expand
from matcher.shortage.askings import Lines, who_fits
from matcher.shortage.ground import Ground
from matcher.shortage.halfdays import half_day_of, half_days_between, minutes_in


class Spread(NamedTuple):
    """The figures of a map.

    Attributes
    ----------
    demand, supply, served : array of int, shape (lines, half-days)
        Minutes; `served` is part of the demand.
    helpers : array of int, shape (lines, half-days)
        Whose minutes the supply is.
    places, places_served : array of int, shape (lines,)
        Places in crews.
    nowhere : array of int, shape (lines,)
        Minutes that no half-day admits; they are in no cell.
    """

    demand: Ints
    supply: Ints
    served: Ints
    helpers: Ints
    places: Ints
    places_served: Ints
    nowhere: Ints


def spread_of(ground: Ground, lines: Lines, plan: Solution | None) -> Spread:
    """Count what is asked for, by whom it could be done, and what a plan does of it."""
    supply, helpers = _supply(ground, lines)
    served, places_served, is_left = _served(ground, lines, plan, supply.shape)
    left, nowhere, places_left = _left(ground, lines, is_left, supply, served)
    return Spread(
        demand=served + left,
        supply=supply,
        served=served,
        helpers=helpers,
        places=places_served + places_left,
        places_served=places_served,
        nowhere=nowhere,
    )


def _supply(ground: Ground, lines: Lines) -> tuple[Ints, Ints]:
    arrays = ground.instance.arrays
    shift = arrays.shift
    end = np.minimum(shift["end"], arrays.horizon)
    by_shift = minutes_in(shift["start"], end, arrays.days)
    minutes = np.zeros((len(arrays.helper), by_shift.shape[1]), np.int64)
    np.add.at(minutes, shift["helper"], by_shift)
    supply = np.zeros((len(lines.asking), by_shift.shape[1]), np.int64)
    helpers = np.zeros_like(supply)
    for line, fits in enumerate(who_fits(ground.instance, lines)):
        supply[line] = minutes[fits].sum(axis=0)
        helpers[line] = (minutes[fits] > 0).sum(axis=0)
    return supply, helpers


def _served(
    ground: Ground, lines: Lines, plan: Solution | None, shape: tuple[int, ...]
) -> tuple[Ints, Ints, Ints]:
    """Count what a plan does, where it does it; give the visits that it leaves out too."""
    served = np.zeros(shape, np.int64)
    arrays = ground.instance.arrays
    if plan is None:
        return served, np.zeros(shape[0], np.int64), np.arange(len(arrays.visit))
    member = np.flatnonzero(plan.shift >= 0)
    at, line = lines.of_roles(arrays.member["role"][member], len(arrays.role))
    half_day = half_day_of(plan.member_start[member], arrays.days)[at]
    np.add.at(served, (line, half_day), arrays.member["minutes"][member][at])
    places = np.bincount(line, minlength=shape[0])
    return served, places, np.flatnonzero(~plan.served)


def _left(
    ground: Ground, lines: Lines, visits: Ints, supply: Ints, served: Ints
) -> tuple[Ints, Ints, Ints]:
    """Spread what is not served over the half-days in which it may begin."""
    market, arrays = ground.market, ground.instance.arrays
    _, task = expand(visits, market.task_first[:-1], market.task_first[1:])
    rows = market.task[task]
    of, span = expand(np.arange(len(rows)), rows["span_first"], rows["span_stop"])
    begins = market.span[span]
    owner, half_day = half_days_between(of, begins["start"], begins["end"], arrays.days)
    bounds = np.searchsorted(owner, np.arange(len(rows) + 1))
    half_days = [tuple(half_day[first:stop].tolist()) for first, stop in pairwise(bounds)]
    at, line = lines.of_roles(rows["role"], len(arrays.role))
    asked: dict[int, dict[tuple[int, ...], int]] = defaultdict(lambda: defaultdict(int))
    size = rows["size"] * rows["minutes"]
    for entry, number in zip(at.tolist(), line.tolist(), strict=True):
        asked[number][half_days[entry]] += int(size[entry])
    left, nowhere = np.zeros_like(supply), np.zeros(len(supply), np.int64)
    for number, by_times in asked.items():
        nowhere[number] = by_times.pop((), 0)
        left[number] = laid(by_times, supply[number], supply[number] - served[number])
    places = np.bincount(line, rows["size"][at], len(supply)).astype(np.int64)
    return left, nowhere, places


def laid(asked: dict[tuple[int, ...], int], supply: Ints, room: Ints) -> Ints:
    """Lay minutes into half-days, so that they fall short as little as such a rule can.

    What has the least choice goes first, and in proportion to the room that is left; where there is
    none, in proportion to the supply; where there is none of that, evenly. Whole minutes stay
    whole, and their sum stays what it is.

    Parameters
    ----------
    asked : dict
        Half-days that admit it to minutes.
    supply, room : array of int, shape (half-days,)

    Returns
    -------
    array of int, shape (half-days,)
    """
    found, room = np.zeros_like(supply), np.maximum(0, room)
    for half_days in sorted(asked, key=lambda each: (len(each), each)):
        spots = np.array(half_days)
        weights = next(
            (each[spots] for each in (room, supply) if each[spots].any()), np.ones(len(spots))
        )
        shares = _apportioned(asked[half_days], weights)
        found[spots] += shares
        room[spots] = np.maximum(0, room[spots] - shares)
    return found


def _apportioned(minutes: int, weights: Ints | Floats | Sequence[int]) -> Ints:
    """Share out whole minutes by weights: the largest remainders are rounded up."""
    exact = minutes * np.asarray(weights, np.float64) / np.sum(weights)
    shares = np.floor(exact).astype(np.int64)
    order = np.argsort(shares - exact, kind="stable")
    shares[order[: minutes - int(shares.sum())]] += 1
    return shares
