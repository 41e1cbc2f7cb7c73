"""An instance as a network: visits to shifts, to the days and weeks of helpers, to the sink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Floats, Ints, SmallInts
from matcher.engines.flow.network import MOST_COST, Network
from matcher.engines.flow.offers import Offers, find_offers
from matcher.engines.flow.places import Places, places_of
from matcher.engines.flow.refusals import Unsuited, offer_refusals, plain_refusals
from matcher.objective.left_out import costs_left_out


class Scope(NamedTuple):
    """What the flow is sought in.

    Attributes
    ----------
    offers : Offers
    network : Network
        Nodes: visits, then places. Arcs: offers, a way past all shifts for each visit, then those
        of the places.
    costs : array of int, shape (levels, arcs)
        Pins not kept, where there are pins, then the levels of the objective.
    """

    offers: Offers
    network: Network
    costs: Ints


class _Material(NamedTuple):
    """What a network is made of."""

    offers: Offers
    offered: Floats
    places: Places
    unserved: Ints


def refuse_unsuited(arrays: Arrays) -> None:
    """Look whether the least cost in a network is the scenario's optimum.

    Raises
    ------
    Unsuited
        If it might not be.
    """
    _material(arrays)


def scope_of(arrays: Arrays) -> Scope:
    """Turn an instance into a network.

    Raises
    ------
    Unsuited
        If the least cost in the network might not be the scenario's optimum.
    """
    offers, offered, places, unserved = _material(arrays)
    costs = _costs(offered, unserved, len(places.tail))
    del offered
    if arrays.visit["pinned"].any():
        none = np.zeros((1, len(offers.visit)))
        dropped = _costs(none, arrays.visit["pinned"][None], len(places.tail))
        costs = np.concatenate((dropped, costs))
    return Scope(offers, _network(len(arrays.visit), offers, places), costs)


def _material(arrays: Arrays) -> _Material:
    _refuse(plain_refusals(arrays))
    offers, worth = find_offers(arrays)
    _refuse(offer_refusals(arrays, offers, worth))
    places, unserved = places_of(arrays, offers), costs_left_out(arrays)
    dearest = max(worth.cost.max(initial=0.0), float(unserved.max(initial=0)))
    if dearest * (len(arrays.visit) + places.nodes) >= MOST_COST:
        raise Unsuited("the figures of the objective are too large")
    return _Material(offers, worth.cost, places, unserved)


def _refuse(refusals: Iterator[str]) -> None:
    for refusal in refusals:
        raise Unsuited(refusal)


def _costs(offered: Floats, unserved: Ints, others: int) -> Ints:
    pairs, visits = offered.shape[1], unserved.shape[1]
    costs = np.zeros((len(offered), pairs + visits + others), np.int64)
    costs[:, :pairs], costs[:, pairs : pairs + visits] = offered, unserved
    return costs


def _network(visits: int, offers: Offers, places: Places) -> Network:
    sink, every = visits + places.nodes - 1, np.arange(visits)
    past = np.full(visits, sink)
    single = np.ones(len(offers.visit) + visits, np.int32)
    supply = np.zeros(sink + 1, np.int64)
    supply[:visits], supply[sink] = 1, -visits
    return Network(
        _joined(offers.visit, every, visits + places.tail),
        _joined(visits + places.entry, past, visits + places.head),
        _joined(single, places.capacity),
        supply,
        len(offers.visit),
    )


def _joined(*columns: Ints | SmallInts) -> SmallInts:
    return np.concatenate(columns, dtype=np.int32, casting="unsafe")
