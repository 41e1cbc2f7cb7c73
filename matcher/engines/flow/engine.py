"""The engine: the best plan as a minimum-cost flow, level by level."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from matcher.arrays import Arrays, SmallInts, Solution, copy_of, empty_solution
from matcher.engines.flow.network import descend
from matcher.engines.flow.offers import Offers
from matcher.engines.flow.refusals import Unsuited
from matcher.engines.flow.rests import rest_starts
from matcher.engines.flow.scope import refuse_unsuited, scope_of
from matcher.engines.interface import (
    Answer,
    Listener,
    Offer,
    StopRequest,
    decline,
    ignore,
    never,
    why_over,
)
from matcher.instance import Instance
from matcher.model import Ended, EngineChoice, Limits, Progress
from matcher.objective import rank


class FlowEngine:
    """Minimum-cost flow: takes what needs no routing, and proves the optimum at any size."""

    name = EngineChoice.FLOW.value

    def unsupported(self, instance: Instance) -> str | None:
        """Say why the least flow might not be the best plan; None if it is."""
        try:
            refuse_unsuited(instance.arrays)
        except Unsuited as refusal:
            return str(refusal)
        return None

    def solve(
        self,
        instance: Instance,
        limits: Limits,
        seed: int,  # noqa: ARG002 - nothing is left to chance
        listen: Listener = ignore,
        stop: StopRequest = never,
        offer: Offer = decline,
        start: Solution | None = None,
    ) -> Answer:
        """Find the best plan; see `Engine.solve`.

        One iteration is one flow, which settles one level. A flow once begun is finished, and the
        first is begun whatever the time. A plan to start from stands until a flow is better.
        """
        arrays, began = instance.arrays, time.perf_counter()
        scope, standing, over = scope_of(arrays), _Standing(arrays, start), None
        flows = descend(scope.network, scope.costs)
        for number, cost in enumerate(scope.costs):
            seconds = time.perf_counter() - began if number else 0.0
            over = why_over(limits, number, seconds, stop)
            if over is not None:
                break
            flow = next(flows)
            standing.settle(_solution(arrays, scope.offers, flow), int(cost @ flow))
            listen(standing.progress(time.perf_counter() - began))
            offer(standing.so_far)
        return standing.answer(over)


class _Standing:
    """The best plan so far, and the least values of the levels settled; pins not kept are first.

    Parameters
    ----------
    arrays : Arrays
    start : Solution or None
        A plan to begin with.
    """

    def __init__(self, arrays: Arrays, start: Solution | None) -> None:
        self._arrays = arrays
        self._solution = start or empty_solution(arrays)
        self._key = rank(arrays, self._solution)
        self._settled = [] if arrays.visit["pinned"].any() else [0]
        self._flows = 0

    def settle(self, solution: Solution, value: int) -> None:
        """Take the plan of a flow, and the value that its level cannot fall below."""
        key = rank(self._arrays, solution)
        if key <= self._key:
            self._solution, self._key = solution, key
        self._settled.append(value)
        self._flows += 1

    def progress(self, seconds: float) -> Progress:
        """Tell where the run stands."""
        return Progress(
            engine=FlowEngine.name,
            iterations=self._flows,
            seconds=seconds,
            totals=self._key[1:],
            unmet=int(np.count_nonzero(~self._solution.served)),
            bound=self._bound(),
        )

    def _bound(self) -> tuple[int, ...] | None:
        """Give what no plan that keeps as many pins can beat."""
        if not self._settled:
            return None
        return tuple(self._settled[1:] + [0] * (len(self._key) - len(self._settled)))

    def so_far(self) -> Answer:
        """Give a copy of the best plan so far."""
        answer = self.answer(Ended.CANCELLED)
        return replace(answer, solution=copy_of(answer.solution))

    def answer(self, over: Ended | None) -> Answer:
        """Give the plan; it is proven only if its figures are those of the flow."""
        ended = over or (Ended.OPTIMAL if tuple(self._settled) == self._key else Ended.COMPLETED)
        if self._key[0] > 0:
            ended = Ended.INFEASIBLE_PINS
        return Answer(
            solution=self._solution, ended=ended, iterations=self._flows, bound=self._bound()
        )


def _solution(arrays: Arrays, offers: Offers, flow: SmallInts) -> Solution:
    """Write the pairs that a flow uses as arrays."""
    used = offers.part(np.flatnonzero(flow[: len(offers.visit)]))
    solution, member = empty_solution(arrays), arrays.visit["member_first"][used.visit]
    solution.served[used.visit] = True
    solution.start[used.visit] = solution.member_start[member] = used.start
    solution.shift[member] = used.shift
    rest, start = rest_starts(arrays, used)
    solution.rest[rest] = start
    return solution
