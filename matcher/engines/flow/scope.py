"""An instance as a network: visits to shifts, to the days and weeks of helpers, to the sink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
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
    costs : list of array of int, shape (arcs,)
        Pins not kept, where there are pins, then the levels of the objective.
    """

    offers: Offers
    network: Network
    costs: list[Ints]


class _Material(NamedTuple):
    """What a network is made of."""

    offers: Offers
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
    offers, places, unserved = _material(arrays)
    costs = _costs(offers.cost, unserved, len(places.tail))
    if arrays.visit["pinned"].any():
        none = np.zeros((1, len(offers.visit)))
        costs = _costs(none, arrays.visit["pinned"][None], len(places.tail)) + costs
    return Scope(offers, _network(len(arrays.visit), offers, places), costs)


def _material(arrays: Arrays) -> _Material:
    _refuse(plain_refusals(arrays))
    offers = find_offers(arrays)
    _refuse(offer_refusals(arrays, offers))
    places, unserved = places_of(arrays, offers), costs_left_out(arrays)
    dearest = max(offers.cost.max(initial=0.0), float(unserved.max(initial=0)))
    if dearest * (len(arrays.visit) + places.nodes) >= MOST_COST:
        raise Unsuited("the figures of the objective are too large")
    return _Material(offers, places, unserved)


def _refuse(refusals: Iterator[str]) -> None:
    for refusal in refusals:
        raise Unsuited(refusal)


def _costs(offered: Floats, unserved: Ints, others: int) -> list[Ints]:
    return [
        np.concatenate((pairs, left_out, np.zeros(others))).astype(np.int64)
        for pairs, left_out in zip(offered, unserved, strict=True)
    ]


def _network(visits: int, offers: Offers, places: Places) -> Network:
    sink, every = visits + places.nodes - 1, np.arange(visits)
    tail = np.concatenate((offers.visit, every, visits + places.tail))
    head = np.concatenate((visits + places.entry, np.full(visits, sink), visits + places.head))
    single = np.ones(len(offers.visit) + visits, np.int64)
    supply = np.zeros(sink + 1, np.int64)
    supply[:visits], supply[sink] = 1, -visits
    return Network(
        tail.astype(np.int32),
        head.astype(np.int32),
        np.concatenate((single, places.capacity)),
        supply,
        len(offers.visit),
    )
