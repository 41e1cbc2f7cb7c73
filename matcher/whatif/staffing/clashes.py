"""Which offers of a shift cannot be on one route, and groups of them of which it takes one."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.engines.bounds.desk import Trade, finish
from matcher.engines.bounds.ways import way
from matcher.kernel import compiled, kernel, maker

MOST_LOOKED_AT = 200
"""Offers of one shift above which no groups are looked for, for the sake of time."""


def least_ways(trade: Trade) -> tuple[Ints, Ints]:
    """Give the least minutes of travel to each offer, and of each shift home."""
    to, home = np.zeros(len(trade.offer), np.int64), np.zeros(len(trade.most_stops), np.int64)
    _least_ways(trade, to, home)
    return to, home


@compiled
def _least_ways(trade: Trade, to: Ints, home: Ints) -> None:
    for shift in range(len(trade.most_stops)):
        first = trade.offer_first[shift]
        size = trade.offer_first[shift + 1] - first
        for head in range(size):
            least, _ = way(trade.ways, shift, size, head)
            for tail in range(size):
                if tail != head:
                    least = min(least, way(trade.ways, shift, tail, head)[0])
            to[first + head] = least
        if size:
            home[shift] = way(trade.ways, shift, 0, size)[0]
        for tail in range(1, size):
            home[shift] = min(home[shift], way(trade.ways, shift, tail, size)[0])


def groups_of(trade: Trade, shift: int) -> tuple[Bools, list[Ints]]:
    """Find which offers of a shift fit at all, and groups of which a route has one at most.

    Returns
    -------
    fits : array of bool, shape (offers of the shift,)
    groups : list of array of int
        Offers, counted from the shift's first; each two that clash are together in some group.
    """
    size = int(trade.offer_first[shift + 1] - trade.offer_first[shift])
    fits, clash = np.zeros(size, np.bool_), np.zeros((size, size), np.bool_)
    if size > MOST_LOOKED_AT:
        return ~fits, []
    _find_clashes(trade, shift, fits, clash)
    number, members = _cover(clash)
    return fits, np.split(members, np.flatnonzero(np.diff(number)) + 1) if len(members) else []


@compiled
def _cover(clash: Bools) -> tuple[Ints, Ints]:
    """Put each two that clash into a group of which all clash; give groups' numbers and members.

    The one that clashes with most whom no group holds with it yet comes next.
    """
    size, count, groups = len(clash), 0, 0
    left, common = clash.copy(), np.zeros(size, np.bool_)
    number, members = np.zeros(64, np.int64), np.zeros(64, np.int64)
    for one in range(size):
        for other in range(one + 1, size):
            if not left[one, other]:
                continue
            common[:] = clash[one] & clash[other]
            first, chosen = count, one
            while chosen >= 0:
                if count == len(members):
                    number = np.append(number, np.zeros(count, np.int64))
                    members = np.append(members, np.zeros(count, np.int64))
                number[count], members[count] = groups, chosen
                count += 1
                common &= clash[chosen]
                chosen = other if count == first + 1 else _next(left, common, members[first:count])
            for tail in members[first:count]:
                for head in members[first:count]:
                    left[tail, head] = False
            groups += 1
    return number[:count], members[:count]


@kernel
def _next(left: Bools, common: Bools, group: Ints) -> int:
    best, most = -1, -1
    for entry in range(len(common)):
        fresh = 0
        for member in group:
            fresh += left[entry, member]
        if common[entry] and fresh > most:
            best, most = entry, fresh
    return best


@compiled
def _find_clashes(trade: Trade, shift: int, fits: Bools, clash: Bools) -> None:
    size = len(fits)
    legs = _legs(trade, shift, size)
    for one in range(size):
        fits[one] = _may_follow(trade, shift, legs, one, size)
    for one in range(size):
        for other in range(one + 1, size):
            first = trade.offer_first[shift]
            same = trade.offer[first + one].place == trade.offer[first + other].place
            meet = not same and (
                _may_follow(trade, shift, legs, one, other)
                or _may_follow(trade, shift, legs, other, one)
            )
            clash[one, other] = clash[other, one] = not meet


@maker
def _legs(trade: Trade, shift: int, size: int) -> Ints:
    """Give the least minutes between offers, by whatever stops; the last is start and end place."""
    legs = np.zeros((size + 1, size + 1), np.int64)
    for tail in range(size + 1):
        for head in range(size + 1):
            legs[tail, head] = way(trade.ways, shift, tail, head)[0]
    if not trade.direct:
        for via in range(size):
            for tail in range(size + 1):
                for head in range(size + 1):
                    by = legs[tail, via] + legs[via, head]
                    legs[tail, head] = min(legs[tail, head], by)
    return legs


@kernel
def _may_follow(trade: Trade, shift: int, legs: Ints, one: int, other: int) -> bool:
    """Say whether a route may make two stops in this order; the number of offers: one alone."""
    hours, first, size = trade.ways.shift[shift], trade.offer_first[shift], len(legs) - 1
    time = finish(trade, first + one, hours.start + legs[size, one])
    if time < 0:
        return False
    work, last = legs[size, one] + trade.offer[first + one].minutes, one
    if other < size:
        time = finish(trade, first + other, time + legs[one, other])
        if time < 0:
            return False
        work += legs[one, other] + trade.offer[first + other].minutes
        last = other
    home: int = legs[last, size]
    in_time: bool = time + home <= hours.latest and work + home <= trade.most_minutes[shift]
    return in_time
