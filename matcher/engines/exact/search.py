"""CP-SAT on a model, one objective after the other: inside limits, and stopped from outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import floor, isfinite
from typing import NamedTuple

from ortools.sat.python.cp_model import (
    FEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
)

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.transfer import Values
from matcher.engines.interface import StopRequest, never, why_over
from matcher.model import Ended, Limits

MOST_WORKERS = 8
POLL_SECONDS = 0.05
"""Between two looks at the stop request."""

Note = Callable[[Values, int], None]
"""Is told of each solution, with the least value that any could still have."""


class Outcome(NamedTuple):
    """What came of one objective: the best value, None if none was found, and a lower bound."""

    value: int | None
    bound: int

    @property
    def is_proven(self) -> bool:
        """Say whether no solution can be better."""
        return self.value is not None and self.value <= self.bound


class Search:
    """A search with its limits.

    Parameters
    ----------
    limits : Limits
        One iteration is one unit of CP-SAT's deterministic time.
    seed : int
    began : float
        When the run began, by `time.perf_counter`.
    stop : callable
    """

    def __init__(self, limits: Limits, seed: int, began: float, stop: StopRequest) -> None:
        self._limits, self._seed, self._began, self._stop = limits, seed, began, stop
        self._is_stopped = False
        self.units = 0.0
        """Deterministic time used so far."""
        self.cut_short: Ended | None = None
        """What ended a search before it was done."""

    @property
    def seconds(self) -> float:
        """Give the time since the run began."""
        return time.perf_counter() - self._began

    def why_over(self) -> Ended | None:
        """Say which limit has been reached, if any."""
        if self._is_stopped:
            return Ended.CANCELLED
        return why_over(self._limits, self.units, self.seconds, self._stop)

    def minimise(self, model: CpModel, objective: Linear, share: float, note: Note) -> Outcome:
        """Find the least value of an objective in a share of what is left of the limits.

        The solution found becomes the hint of the next search.
        """
        model.minimize(objective)
        solver = self._solver(share)
        with self._watched(solver):
            status = solver.solve(model, _Listener(note))
        self.units += solver.response_proto.deterministic_time
        if status in (FEASIBLE, UNKNOWN):
            self.cut_short = self._which_limit(solver)
        if status not in (OPTIMAL, FEASIBLE):
            return Outcome(None, _whole(solver.best_objective_bound))
        model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(solver.response_proto.solution):
            model.add_hint(model.get_int_var_from_proto_index(index), value)
        value = solver.value(objective)
        return Outcome(value, value if status == OPTIMAL else _whole(solver.best_objective_bound))

    def _which_limit(self, solver: CpSolver) -> Ended:
        if self._is_stopped:
            return Ended.CANCELLED
        used = solver.response_proto.deterministic_time
        out_of_units = used >= 0.99 * solver.parameters.max_deterministic_time
        return Ended.ITERATION_LIMIT if out_of_units else Ended.TIME_LIMIT

    def _solver(self, share: float) -> CpSolver:
        solver, limits = CpSolver(), self._limits
        parameters = solver.parameters
        parameters.random_seed = self._seed % 2**31
        parameters.num_workers = min(limits.workers, MOST_WORKERS)
        if limits.max_iterations is not None:
            parameters.max_deterministic_time = share * (limits.max_iterations - self.units)
        if limits.max_seconds is not None:
            parameters.max_time_in_seconds = share * (limits.max_seconds - self.seconds)
        return solver

    @contextmanager
    def _watched(self, solver: CpSolver) -> Iterator[None]:
        """Hand a stop request on: CP-SAT asks nobody while it searches."""
        if self._stop is never:
            yield
            return
        done = threading.Event()

        def watch() -> None:
            while not done.wait(POLL_SECONDS):
                if self._stop():
                    self._is_stopped = True
                    # Asked again and again: before the search has begun it does not hear.
                    solver.stop_search()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


class _Listener(CpSolverSolutionCallback):
    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note

    def on_solution_callback(self) -> None:
        self._note(self.value, _whole(self.best_objective_bound))


def _whole(bound: float) -> int:
    """Round a bound on whole numbers that went through floating point."""
    return floor(bound + 1e-6) if isfinite(bound) else 0
