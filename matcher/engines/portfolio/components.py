"""Which needs and shifts may depend on one another: components of a graph of what ties them.

Nodes are needs, shifts, and hubs: what several of them share. A term that is no sum over visits
and routes is a hub of all that could change it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.arrays import FOREVER, Arrays, Bools, Ints
from matcher.arrays.candidate import staffed_needs
from matcher.arrays.ranges import expand
from matcher.model import TermName
from matcher.objective import counted_terms


class Components(NamedTuple):
    """The component of each need and each shift, numbered from 0.

    Attributes
    ----------
    need : array of int, shape (needs,)
        -1 where neither the need nor what it is tied to can be served.
    shift : array of int, shape (shifts,)
        -1 where nothing can be served.
    """

    need: Ints
    shift: Ints


def components_of(arrays: Arrays) -> Components:
    """Find what may depend on one another; what differs in component never does."""
    living, graph = _may_be_served(arrays), _Graph(len(arrays.need), len(arrays.shift))
    _tie_candidates(graph, arrays, living)
    _tie_hours(graph, arrays)
    _tie_orders(graph, arrays)
    _tie_supplies(graph, arrays, living)
    _tie_budgets(graph, arrays, living)
    _tie_terms(graph, arrays, living)
    return graph.components(living)


class _Graph:
    """Nodes and what ties them; needs come first, then shifts, then hubs."""

    def __init__(self, needs: int, shifts: int) -> None:
        self._needs, self._shifts, self._nodes = needs, shifts, needs + shifts
        self._ends: tuple[list[Ints], list[Ints]] = ([], [])

    def tie(self, ones: Ints, others: Ints) -> None:
        """Tie nodes in pairs."""
        for ends, nodes in zip(self._ends, (ones, others), strict=True):
            ends.append(nodes)

    def tie_equal(self, nodes: Ints, keys: Ints) -> None:
        """Tie the nodes whose keys are equal."""
        known, hub = np.unique(keys, return_inverse=True)
        self.tie(nodes, self._nodes + hub)
        self._nodes += len(known)

    def tie_all(self, nodes: Ints) -> None:
        """Tie nodes to one another."""
        self.tie_equal(nodes, np.zeros_like(nodes))

    def shift(self, shifts: Ints) -> Ints:
        """Give the nodes of shifts."""
        return self._needs + shifts

    def components(self, living: Bools) -> Components:
        """Give the components that hold a living need."""
        ones, others = (np.concatenate(ends) for ends in self._ends)
        shape = (self._nodes, self._nodes)
        matrix = coo_array((np.ones(len(ones), np.int8), (ones, others)), shape)
        labels, label = connected_components(matrix, directed=False)
        number = np.full(labels, -1)
        alive = np.unique(label[: self._needs][living])
        number[alive] = np.arange(len(alive))
        found = number[label[: self._needs + self._shifts]]
        return Components(found[: self._needs], found[self._needs :])


def _may_be_served(arrays: Arrays) -> Bools:
    """Say which needs have somebody for every role, and may be paid."""
    return staffed_needs(arrays) & (arrays.need["permitted"] > 0)


def _tie_candidates(graph: _Graph, arrays: Arrays, living: Bools) -> None:
    """Tie a need to each shift that could serve it."""
    role = arrays.role
    need = np.repeat(role["need"], role["candidate_stop"] - role["candidate_first"])
    kept = living[need]
    graph.tie(need[kept], graph.shift(arrays.candidate["shift"][kept]))


def _tie_hours(graph: _Graph, arrays: Arrays) -> None:
    """Tie the shifts that share the hours of a day or a week of one helper."""
    owner, day = arrays.shift["helper"], arrays.shift["day"]
    for limit, period in (("day_limit", day), ("week_limit", day // 7)):
        limited = np.flatnonzero(arrays.helper[limit][owner] < FOREVER)
        graph.tie_equal(graph.shift(limited), owner[limited] * FOREVER + period[limited])


def _tie_orders(graph: _Graph, arrays: Arrays) -> None:
    """Tie a need to those that must come before it, even those that cannot be served."""
    need = arrays.need
    later, entry = expand(np.arange(len(need)), need["after_first"], need["after_stop"])
    graph.tie(later, arrays.link[entry])


def _tie_supplies(graph: _Graph, arrays: Arrays, living: Bools) -> None:
    """Tie the needs that draw on a resource, unless there is enough for all of them at once."""
    draw = arrays.draw
    need = arrays.visit["need"][draw["visit"]]
    asked = arrays.line["quantity"][arrays.ask["line"][draw["ask"]]] * living[need]
    wanted = np.zeros(len(arrays.resource), np.int64)
    np.add.at(wanted, draw["resource"], asked)
    scarce = (wanted > arrays.resource["quantity"])[draw["resource"]] & living[need]
    graph.tie_equal(need[scarce], draw["resource"][scarce])


def _tie_budgets(graph: _Graph, arrays: Arrays, living: Bools) -> None:
    """Tie the needs that one budget pays."""
    project = arrays.need["project"]
    paid = np.flatnonzero(living & (project >= 0))
    paid = paid[arrays.project["budget"][project[paid]] < FOREVER]
    graph.tie_equal(paid, project[paid])


def _tie_terms(graph: _Graph, arrays: Arrays, living: Bools) -> None:
    """Tie all that a term counts together, where it is no sum."""
    shift, counted = arrays.shift, counted_terms(arrays)
    busy = np.flatnonzero(shift["need_stop"] > shift["need_first"])
    if TermName.FAIRNESS in counted:
        graph.tie_all(np.arange(len(arrays.need)))
    if TermName.BALANCE in counted:
        graph.tie_all(graph.shift(busy))
    if TermName.MAX_IDLE in counted:
        graph.tie_all(graph.shift(busy[shift["max_visits"][busy] > 1]))
    if TermName.PAY in counted:
        # Whole fen a minute need no rounding of the sum.
        fraction = arrays.helper["cost_per_hour"][shift["helper"][busy]] % 60 > 0
        graph.tie_all(graph.shift(busy[fraction]))
    if TermName.MAX_LATENESS in counted:
        graph.tie_all(np.flatnonzero(_may_be_late(arrays) & living))


def _may_be_late(arrays: Arrays) -> Bools:
    need = arrays.need
    late = need["due"] < arrays.horizon
    owner = np.repeat(np.arange(len(need)), need["window_stop"] - need["window_first"])
    late[owner[arrays.window["max_late"] > 0]] = True
    return np.asarray(late)
