"""The variables of a model, for all rules and terms to share."""

from __future__ import annotations

from typing import NamedTuple

from ortools.sat.python.cp_model import CpModel, IntVar

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.scope import Arc, Scope


class VisitVars(NamedTuple):
    """`served`: 0 or 1; `start` and `end` mean something only where served."""

    served: IntVar
    start: IntVar
    end: Linear


class RouteVars(NamedTuple):
    """`used`: it has a stop; `arcs`: the ways it may go, each with its literal."""

    used: IntVar
    arcs: list[tuple[Arc, IntVar]]
    work: Linear
    """Minutes of service and travel."""


class RestVars(NamedTuple):
    """`taken`: 0 or 1; `gaps`: the stop it follows (or `DEPOT`) to a literal."""

    shift: int
    taken: IntVar
    start: IntVar
    gaps: dict[int, IntVar]


class DrawVars(NamedTuple):
    """`given`: quantity; `is_used`: 1 wherever that is above 0."""

    given: Linear
    is_used: IntVar


class Program(NamedTuple):
    """A model and its variables.

    Attributes
    ----------
    scope : Scope
    model : CpModel
    visits : list of VisitVars
    starts : list of Linear
        By task.
    takes : dict
        (task, shift) to a literal.
    routes : dict
        By shift that could be used.
    leaves : dict
        (shift, stop or `DEPOT`) to the time of setting off, where breaks may delay it.
    rests : dict
        By break that could be taken.
    windows : dict
        Visit to its windows, each with a literal for being the one that admits it.
    draws : dict
        By draw that could be made.
    faces : dict
        Need to helpers, each with 1 (or more) where they come; filled on demand.
    """

    scope: Scope
    model: CpModel
    visits: list[VisitVars]
    starts: list[Linear]
    takes: dict[tuple[int, int], IntVar]
    routes: dict[int, RouteVars]
    leaves: dict[tuple[int, int], IntVar]
    rests: dict[int, RestVars]
    windows: dict[int, list[tuple[int, IntVar]]]
    draws: dict[int, DrawVars]
    faces: dict[int, dict[int, Linear]]

    def ends(self, task: int) -> Linear:
        """Give when a task is done."""
        return self.starts[task] + self.scope.tasks[task].minutes

    def takes_by_helper(self, visit: int) -> dict[int, list[IntVar]]:
        """Give the literals of a visit's tasks by helper."""
        found: dict[int, list[IntVar]] = {}
        own = set(self.scope.of_visit[visit])
        for (task, shift), literal in self.takes.items():
            if task in own:
                found.setdefault(self.scope.rows.shift[shift].helper, []).append(literal)
        return found
