"""Many solves, side by side: what was found before is not looked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace

from matcher.engines.interface import StopRequest, decline, ignore, never
from matcher.model import Result
from matcher.whatif.runs.cache import Cache
from matcher.whatif.runs.pool import ProcessPool
from matcher.whatif.runs.request import Request, solve_request

TRIES = 3
"""How often a solve is begun whose process dies."""

_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsProgress:
    """How far many solves have come.

    Attributes
    ----------
    done : int
    of : int
    name : str
        What was done last; empty at the beginning.
    found : bool
        It was known from before.
    """

    done: int
    of: int
    name: str = ""
    found: bool = False


class Stopped(RuntimeError):
    """It was stopped before every solve had begun."""


class SolveFailed(RuntimeError):
    """The process of a solve died each time it was begun."""


def solve_all(
    requests: Sequence[Request],
    *,
    workers: int,
    first: Request | None = None,
    executors: Callable[[int], Executor] = ProcessPool,
    cache: Cache | None = None,
    listen: Callable[[RunsProgress], None] = lambda _: None,
    stop: StopRequest = never,
) -> tuple[Result, ...]:
    """Solve each request; equal ones once.

    Parameters
    ----------
    requests : sequence of Request
    workers : int
        How many are solved at the same time.
    first : Request, optional
        Solved before the others, which all begin with its plan: scenarios that are alike then
        differ by what they ask for, and less by the luck of the search.
    executors : callable
        Gives, for a number of workers, what solves: `ProcessPool`, or
        `matcher.engines.portfolio.ClusterExecutor` for many machines.
    cache : Cache, optional
        Where results are looked for first and kept.
    listen : callable
        Told of progress.
    stop : callable
        Asked often; once true, solves at work hand over the best they have, and what has not begun
        is left.

    Returns
    -------
    tuple of Result
        In the order of the requests.

    Raises
    ------
    Stopped
        If it was stopped before all had begun. What was solved is in the cache.
    SolveFailed
    Exception
        What a solve raises.
    """
    if first is not None:
        (begun,) = solve_all(
            [first], workers=1, executors=executors, cache=cache, listen=listen, stop=stop
        )
        requests = [replace(request, start=begun.plan) for request in requests]
    keys = [request.key() for request in requests]
    wanted = dict(zip(keys, requests, strict=True))
    work = _Work(wanted, cache, listen, stop)
    tries = 0
    while work.left and not stop():
        tries += 1
        if tries > TRIES:
            raise SolveFailed(f"a process died {TRIES} times")
        work.solve(executors(min(workers, len(work.left))), workers)
    if work.left:
        raise Stopped(f"{len(work.left)} of {len(wanted)} solves were not begun")
    if cache is not None:
        cache.trim()
    return tuple(work.results[key] for key in keys)


class _Work:
    """What is done and what is left."""

    def __init__(
        self,
        wanted: dict[str, Request],
        cache: Cache | None,
        listen: Callable[[RunsProgress], None],
        stop: StopRequest,
    ) -> None:
        self.results: dict[str, Result] = {}
        self.left = dict(wanted)
        self._of, self._cache, self._listen, self._stop = len(wanted), cache, listen, stop
        listen(RunsProgress(done=0, of=self._of))
        for key in wanted:
            known = None if cache is None else cache.get(key)
            if known is not None:
                self._took(key, known, found=True)

    def solve(self, executor: Executor, workers: int) -> None:
        """Let an executor solve what is left, until that is done, or it breaks, or is stopped."""
        waiting = list(self.left)
        running: dict[Future[Result], str] = {}
        try:
            while running or (waiting and not self._stop()):
                # One more than can be worked at, so that nobody waits for the next to arrive.
                while waiting and len(running) <= workers and not self._stop():
                    key = waiting.pop(0)
                    running[self._begin(executor, key)] = key
                done, _ = wait(running, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
                for future in done:
                    self._took(running.pop(future), future.result())
        except BrokenExecutor:
            return
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _begin(self, executor: Executor, key: str) -> Future[Result]:
        future: Future[Result] = executor.submit(
            solve_request, self.left[key], ignore, self._stop, decline
        )
        return future

    def _took(self, key: str, result: Result, *, found: bool = False) -> None:
        self.results[key] = result
        name = self.left.pop(key).name
        if self._cache is not None and not found and not self._stop():
            self._cache.put(key, result)
        self._listen(RunsProgress(done=len(self.results), of=self._of, name=name, found=found))
