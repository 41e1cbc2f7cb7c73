"""Dividing one plan among walkers that change it at the same time.

A line drawn by chance cuts the map; each helper belongs to one side with all shifts, and so does
each need with all that depends on it. A walker changes only what is wholly on its side; what
crosses the line stays as it is until the next line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.arrays import FOREVER, Arrays, Bools, Floats, Ints, Solution
from matcher.engines.search.walker import Walker


class Map(NamedTuple):
    """What is divided.

    Attributes
    ----------
    helper, need : array of float, shape (.., 2)
        Where they are.
    group : array of int, shape (needs,)
        Needs of one group depend on each other.
    shared : array of bool, shape (needs,)
        The need draws on what all share.
    """

    helper: Floats
    need: Floats
    group: Ints
    shared: Bools


def map_of(arrays: Arrays) -> Map:
    """Say where all are, and what depends on what."""
    where = np.column_stack([arrays.travel.location["lat"], arrays.travel.location["lon"]])
    where = np.nan_to_num(where)
    start = np.full(len(arrays.helper), -1)
    start[arrays.shift["helper"]] = arrays.shift["origin"]
    need, visit = arrays.need, arrays.visit
    shared = np.zeros(len(need), np.bool_)
    shared[visit["need"][visit["ask_first"] < visit["ask_stop"]]] = True
    limited = arrays.project["budget"] < FOREVER
    shared |= (need["project"] >= 0) & np.append(limited, np.False_)[need["project"]]
    sizes = need["after_stop"] - need["after_first"]
    later = np.repeat(np.arange(len(need)), sizes)
    earlier = [arrays.link[row["after_first"] : row["after_stop"]] for row in need[sizes > 0]]
    links = np.concatenate([np.zeros(0, np.int64), *earlier])
    graph = coo_array((np.ones(len(links)), (later, links)), shape=(len(need), len(need)))
    _, group = connected_components(graph, directed=False)
    return Map(where[start], where[need["location"]], group.astype(np.int64), shared)


def divide(arrays: Arrays, ground: Map, solution: Solution, parts: int, angle: float) -> Ints:
    """Give each walker its shifts and visits.

    Parameters
    ----------
    arrays : Arrays
    ground : Map
    solution : Solution
    parts : int
    angle : float
        Of the line, in radians.

    Returns
    -------
    array of int, shape (shifts + visits,)
        The part that owns each shift, then each visit; -1: nobody changes the visit.
    """
    across = np.array([np.cos(angle), np.sin(angle)])
    cuts = np.quantile(ground.need @ across, np.arange(1, parts) / parts)
    of_helper = np.searchsorted(cuts, ground.helper @ across)
    of_need = np.searchsorted(cuts, ground.need @ across)
    of_need[ground.shared] = 0
    of_shift = of_helper[arrays.shift["helper"]]
    visit, member = arrays.visit, arrays.member
    groups = int(ground.group.max(initial=-1)) + 1
    low, high = np.full(groups, parts), np.full(groups, -1)
    group = ground.group[visit["need"]]
    placed = solution.shift >= 0
    of_member = of_shift[solution.shift[placed]]
    for seen, parts_seen in (
        (group[member["visit"][placed]], of_member),
        (group[~solution.served], of_need[visit["need"][~solution.served]]),
    ):
        np.minimum.at(low, seen, parts_seen)
        np.maximum.at(high, seen, parts_seen)
    shared = ground.shared[visit["need"]] & (low[group] != 0)
    owned = (low == high)[group] & ~shared
    return np.concatenate([of_shift, np.where(owned, low[group], -1)])


def merge(walkers: list[Walker], owner: Ints) -> None:
    """Put the walkers' parts together, and let all stand there.

    Parameters
    ----------
    walkers : list of Walker
    owner : array of int
        As `divide` gave it.
    """
    first, *others = walkers
    arrays, state = first.search.arrays, first.search.state
    shifts = len(arrays.shift)
    of_shift, of_visit = owner[:shifts], owner[shifts:]
    of_member = of_visit[arrays.member["visit"]]
    # A visit that nobody takes out may still be moved aside by whoever owns its route.
    idle = (of_member < 0) & (state.solution.shift >= 0)
    of_member = of_member.copy()
    of_member[idle] = of_shift[state.solution.shift[idle]]
    for part, walker in enumerate(others, 1):
        theirs = walker.search.state
        mine = of_visit == part
        state.solution.served[mine] = theirs.solution.served[mine]
        state.solution.start[mine] = theirs.solution.start[mine]
        members = of_member == part
        state.solution.shift[members] = theirs.solution.shift[members]
        state.solution.member_start[members] = theirs.solution.member_start[members]
        routes = of_shift == part
        state.routes.stop[routes] = theirs.routes.stop[routes]
        state.routes.length[routes] = theirs.routes.length[routes]
    for walker in walkers:
        walker.stand_at(state.solution, first)
