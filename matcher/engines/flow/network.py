"""A minimum-cost flow, level by level, over arcs of which most are looked at only by their price.

A flow is optimal if, and only if, the nodes have prices at which no arc that could carry more is
worth using (its reduced cost is not negative) and no arc that carries something is not. Prices
do two things here. At first each visit has its cheapest arcs only; the others are priced, and
those worth using come in, until none is. And once a level is at its least, what keeps it there
is exactly that arcs of positive reduced cost stay empty and those of negative stay full: the next
level is a flow over the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matcher.arrays import Bools, Ints, SmallInts
from matcher.engines.flow.contest import keep_contested
from matcher.kernel import entry, kernel

CHEAPEST = 8
"""Arcs that each visit has at first."""

UNREACHED = 1 << 60
"""Price of a node from which nothing more can flow to the sink."""

MOST_COST = 1 << 53
"""What the dearest arc, times the nodes, must stay below: sums are then exact, as floats too."""


class Network(NamedTuple):
    """Nodes and arcs.

    Attributes
    ----------
    tail, head, capacity : array of int32, shape (arcs,)
    supply : array of int, shape (nodes,)
        What a node sends; the last node is the sink and takes it all.
    pairs : int
        So many of the first arcs are pairs, of which a node may have very many.
    """

    tail: SmallInts
    head: SmallInts
    capacity: SmallInts
    supply: Ints
    pairs: int

    def part(self, arcs: Ints | SmallInts, supply: Ints) -> Network:
        """Give the network of some of its arcs."""
        if len(arcs) == len(self.tail):
            return self._replace(supply=supply)
        pairs = int(np.searchsorted(arcs, self.pairs))
        return Network(self.tail[arcs], self.head[arcs], self.capacity[arcs], supply, pairs)


def descend(network: Network, costs: Ints) -> Iterator[SmallInts]:
    """Yield the flow that is least in the first level, then of those the least in the second...

    Parameters
    ----------
    network : Network
        A flow that sends all supply to the sink exists.
    costs : array of int, shape (levels, arcs)
        The most important level first.

    Yields
    ------
    array of int32, shape (arcs,)
        A copy each time.
    """
    arcs, supply = np.arange(len(network.tail), dtype=np.int32), network.supply.copy()
    flow = np.zeros(len(arcs), np.int32)
    for level in range(len(costs)):
        part = network.part(arcs, supply)
        own = costs[level:]
        if len(arcs) < len(flow):
            own = own[:, arcs]
        flow[arcs], price = _least(part, own, flow[arcs])
        yield flow.copy()
        reduced = _reduced(part, own[0], price)
        full = reduced < 0
        np.subtract.at(supply, part.tail[full], part.capacity[full])
        np.add.at(supply, part.head[full], part.capacity[full])
        arcs = arcs[reduced == 0]


def _least(network: Network, costs: Ints, flow: SmallInts) -> tuple[SmallInts, Ints]:
    """Give a flow that is least in the first of the costs, and prices that prove it."""
    seen, worthy = (flow > 0) | _cheapest(network, costs), True
    while worthy:
        arcs = np.flatnonzero(seen)
        part, cost = network.part(arcs, network.supply), costs[0][arcs]
        flow[:] = 0
        flow[arcs] = _solved(part, cost)
        price = _prices(part, cost, flow[arcs])
        worthy = see_worthy(network.tail, network.head, costs[0], price, seen)
    return flow, price


@entry
def see_worthy(tail: SmallInts, head: SmallInts, cost: Ints, price: Ints, seen: Bools) -> bool:
    """Take in the arcs worth using that were left out, and say whether there are any.

    Parameters
    ----------
    tail, head : array of int32, shape (arcs,)
    cost : array of int, shape (arcs,)
    price : array of int, shape (nodes,)
    seen : array of bool, shape (arcs,)
        Written to.
    """
    found = False
    for arc in range(len(tail)):
        if not seen[arc] and cost[arc] + price[head[arc]] < price[tail[arc]]:
            seen[arc] = found = True
    return found


def _cheapest(network: Network, costs: Ints) -> Bools:
    """Choose all arcs that are no pairs, and of each node's pairs the cheapest."""
    chosen = np.ones(len(network.tail), np.bool_)
    pairs = slice(network.pairs)
    keep_cheapest(
        network.tail[pairs],
        costs[:, pairs],
        np.zeros(CHEAPEST, np.int64),
        chosen[pairs],
    )
    return chosen


@entry
def keep_cheapest(tail: SmallInts, costs: Ints, best: Ints, chosen: Bools) -> None:
    """Say which pairs are among the cheapest of their node; of equal ones the first.

    Parameters
    ----------
    tail : array of int32, shape (pairs,)
        Sorted.
    costs : array of int, shape (levels, pairs)
    best : array of int
        As long as so many are chosen; what it holds is of no meaning.
    chosen : array of bool, shape (pairs,)
        Written to.
    """
    held = 0
    for pair in range(len(tail)):
        chosen[pair] = False
        if pair > 0 and tail[pair] != tail[pair - 1]:
            held = 0
        place = held
        while place > 0 and _is_cheaper(costs, pair, best[place - 1]):
            place -= 1
        if place == len(best):
            continue
        if held == len(best):
            chosen[best[held - 1]] = False
        else:
            held += 1
        for other in range(held - 1, place, -1):
            best[other] = best[other - 1]
        best[place] = pair
        chosen[pair] = True


@kernel
def _is_cheaper(costs: Ints, pair: int, other: int) -> bool:
    for level in range(len(costs)):
        if costs[level, pair] != costs[level, other]:
            return bool(costs[level, pair] < costs[level, other])
    return False


def _solved(network: Network, cost: Ints) -> Ints:
    """Give a flow that is least in a cost."""
    arcs = _contested(network, cost)
    part = network.part(arcs, network.supply)
    node, supply = _numbered(part)
    solver = SimpleMinCostFlow()
    added = solver.add_arcs_with_capacity_and_unit_cost(
        node[part.tail], node[part.head], part.capacity.astype(np.int64), cost[arcs]
    )
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the minimum-cost flow ended with {status.name}")
    flow = np.zeros(len(cost), np.int64)
    flow[arcs] = solver.flows(added)
    return flow


def _contested(network: Network, cost: Ints) -> Ints:
    """Choose the arcs that some least flow may need: mostly a small part of them."""
    if (network.supply[:-1] < 0).any():
        # A node that must be brought something may have to be from afar.
        return np.arange(len(cost))
    nodes, pairs = len(network.supply), slice(network.pairs)
    straight, kept = np.zeros(nodes, np.bool_), np.ones(len(cost), np.bool_)
    straight[network.tail[(network.head == nodes - 1) & (cost == 0)]] = True
    straight[network.head[network.pairs :]] = False
    keep_contested(
        network.tail[pairs],
        network.head[pairs],
        cost[pairs],
        straight & (network.supply == 0),
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int64),
        kept[pairs],
    )
    # Where nothing comes to, nothing goes on from.
    fed = network.supply != 0
    fed[network.head[kept]] = True
    return np.flatnonzero(kept & fed[network.tail])


def _numbered(network: Network) -> tuple[SmallInts, Ints]:
    """Give numbers to the nodes that an arc touches or that have supply, and these supplies."""
    used = network.supply != 0
    used[network.tail] = used[network.head] = used[-1] = True
    return np.cumsum(used, dtype=np.int32) - np.int32(1), network.supply[used]


def _prices(network: Network, cost: Ints, flow: SmallInts) -> Ints:
    """Give each node the least cost of sending one more unit from it to the sink (Bellman-Ford)."""
    more, less = flow < network.capacity, flow > 0
    tail = np.concatenate((network.tail[more], network.head[less]))
    head = np.concatenate((network.head[more], network.tail[less]))
    step = np.concatenate((cost[more], -cost[less]))
    order = np.argsort(tail, kind="stable")
    tail, head, step = tail[order], head[order], step[order]
    first = np.flatnonzero(np.diff(tail, prepend=-1))
    price = np.full(len(network.supply), UNREACHED)
    price[-1] = 0
    while len(first):
        through = np.minimum.reduceat(price[head] + step, first)
        if (through >= price[tail[first]]).all():
            break
        price[tail[first]] = np.minimum(price[tail[first]], through)
    return price


def _reduced(network: Network, cost: Ints, price: Ints) -> Ints:
    reduced = price[network.head]
    reduced -= price[network.tail]
    reduced += cost
    return reduced
