"""Who competes for too little: sets of askers that ask more than what they share can give.

Askers ask so much of rooms; a room gives no more than it holds, and passes on what it gives to the
larger room it is part of, if any. All can be given what they ask, in fractions, if and only if the
largest flow from the askers through the rooms is all that is asked. Where it is less, the askers
that the flow's smallest cut leaves on their side ask more than is behind it: no division whatever
gives all of them what they ask (Hall's theorem with amounts; Ford and Fulkerson, Canadian Journal
of Mathematics 8 (1956) 399-404).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from matcher.arrays import Bools, Ints

PARTS = 10
"""Shares of rooms are counted in these."""

SOURCE, SINK = 0, 1


class Contest(NamedTuple):
    """What is asked and what there is.

    Attributes
    ----------
    asked : array of int, shape (askers,)
    asker, room, most : array of int, shape (arcs,)
        Which rooms each asker may use, and how much of each at most; every pair once, by asker,
        then room.
    holds : array of int, shape (rooms,)
    parent : array of int, shape (rooms,)
        The room it is part of; -1: none.
    """

    asked: Ints
    asker: Ints
    room: Ints
    most: Ints
    holds: Ints
    parent: Ints


class Rivals(NamedTuple):
    """Askers that share what is too little for them.

    Attributes
    ----------
    askers : array of int
    asked : int
        By all of them.
    available : int
        No division gives them more.
    """

    askers: Ints
    asked: int
    available: int


def rivals(contest: Contest, parts: int = PARTS) -> tuple[Rivals, ...]:
    """Find sets of askers that ask more than a share of what they can be given.

    Parameters
    ----------
    contest : Contest
    parts : int
        Of `PARTS`: the share of every room that may be used. With all of them, what is found is
        proven to be too many.

    Returns
    -------
    tuple of Rivals
        No two share an asker, or a room that is full; those first that miss most.
    """
    group, merged = _merged(contest)
    graph = _graph(merged, parts)
    flow = maximum_flow(graph, SOURCE, SINK).flow
    residual = csr_array(graph - flow)
    residual.eliminate_zeros()
    side = np.zeros(graph.shape[0], np.bool_)
    side[breadth_first_order(residual, SOURCE, return_predecessors=False)] = True
    side[SOURCE] = False
    whole = _graph(merged, PARTS)
    found = [_counted(merged, whole, nodes, side, group) for nodes in _components(graph, side)]
    return tuple(sorted(found, key=lambda one: (one.available - one.asked, one.askers[0])))


def _merged(contest: Contest) -> tuple[Ints, Contest]:
    """Take askers of the same rooms together; give the group of each, and the groups' contest."""
    askers = len(contest.asked)
    first = np.searchsorted(contest.asker, np.arange(askers + 1))
    groups: dict[bytes, int] = {}
    group = np.zeros(askers, np.int64)
    example = []
    for number in range(askers):
        own = slice(first[number], first[number + 1])
        key = contest.room[own].tobytes() + contest.most[own].tobytes()
        if key not in groups:
            example.append(number)
        group[number] = groups.setdefault(key, len(groups))
    size = np.bincount(group, minlength=len(groups))
    kept = np.isin(contest.asker, example)
    asker = group[contest.asker[kept]]
    return group, contest._replace(
        asked=np.bincount(group, contest.asked, len(groups)).astype(np.int64),
        asker=asker,
        room=contest.room[kept],
        most=contest.most[kept] * size[asker],
    )


def _graph(contest: Contest, parts: int) -> csr_array:
    """Give the capacities between source, sink, askers and rooms, in `PARTS` of a unit."""
    askers, rooms = len(contest.asked), len(contest.holds)
    first_room = 2 + askers
    inside = contest.parent >= 0
    tail = [np.zeros(askers, np.int64), 2 + contest.asker, first_room + np.arange(rooms)]
    head = [
        2 + np.arange(askers),
        first_room + contest.room,
        np.where(inside, first_room + contest.parent, SINK),
    ]
    # More than is asked in all never counts, and the solver's figures are 32 bits wide.
    holds = np.minimum(contest.holds * parts, contest.asked.sum() * PARTS)
    capacity = [contest.asked * PARTS, contest.most * PARTS, holds]
    nodes = first_room + rooms
    entries = np.concatenate(capacity).astype(np.int32)
    return csr_array((entries, (np.concatenate(tail), np.concatenate(head))), shape=(nodes, nodes))


def _components(graph: csr_array, side: Bools) -> Iterator[Ints]:
    """Yield the nodes of one side of a cut, those together that an arc connects."""
    nodes = np.flatnonzero(side)
    count, label = connected_components(graph[nodes][:, nodes], directed=False)
    for number in range(count):
        yield nodes[label == number]


def _counted(contest: Contest, graph: csr_array, nodes: Ints, side: Bools, group: Ints) -> Rivals:
    groups = nodes[nodes < 2 + len(contest.asked)] - 2
    beyond = graph[nodes][:, ~side]
    return Rivals(
        askers=np.flatnonzero(np.isin(group, groups)),
        asked=int(contest.asked[groups].sum()),
        available=int(beyond.sum()) // PARTS,
    )
