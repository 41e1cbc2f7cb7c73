"""A hundred variants of a week: how busy the processors are, and what a cluster finds."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Figures
from benchmarks.sets import read
from benchmarks.synthetic import SYNTHETIC
from matcher.engines.portfolio import ClusterExecutor
from matcher.formats import plan_document
from matcher.formats.json_text import write_json
from matcher.model import Limits, Result, Scenario
from matcher.whatif.runs import ProcessPool, Request, RunsProgress, solve_all
from matcher.whatif.sweeps import parse_sweep
from matcher.whatif.variants import laid


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes
    ----------
    file : Path
        An instance of the synthetic weeks.
    points : int
    seconds : float
        Of each solve, where time is measured.
    iterations : int
        Of each solve, where results are compared.
    workers : int
    """

    file: Path
    points: int
    seconds: float
    iterations: int
    workers: int


def measure(asked: Asked) -> Figures:
    """Solve a sweep by time, then by iterations, here and on a cluster that loses a worker."""
    base = SYNTHETIC.scenario(read(SYNTHETIC, asked.file), asked.file.stem)
    document = {
        "name": "hands",
        "parameters": [{"name": "more", "values": list(range(asked.points))}],
        "changes": [{"op": "copy", "helpers": {}, "count": "$more"}],
    }
    made = [laid(base, variant) for _, variant in parse_sweep(document, base.start).points]
    timed = _Timed(asked.workers)
    timed.solve(_requests(made, Limits(max_seconds=asked.seconds)), ProcessPool)
    figures: Figures = {"points": asked.points, "seconds": timed.seconds, "busy": timed.busy}
    requests = _requests(made, Limits(max_seconds=None, max_iterations=asked.iterations))
    here = _digests(timed.solve(requests, ProcessPool))
    there, killed = _on_a_cluster(requests, asked.workers)
    return figures | {
        "seconds_by_iterations": timed.seconds,
        "cluster_gives_the_same": _digests(there) == here,
        "workers_killed": killed,
    }


def _requests(scenarios: Sequence[Scenario], limits: Limits) -> list[Request]:
    return [
        Request(name=str(at), scenario=scenario, limits=limits)
        for at, scenario in enumerate(scenarios)
    ]


def _digests(results: Sequence[Result]) -> list[str]:
    return [
        hashlib.sha256(write_json(plan_document(result.plan))).hexdigest() for result in results
    ]


class _Timed:
    """Solves, and tells how long that took and how busy the processes were."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.seconds, self.busy = 0.0, 0.0

    def solve(
        self, requests: Sequence[Request], executors: Callable[[int], Executor]
    ) -> tuple[Result, ...]:
        """Solve them all."""
        began, used = time.perf_counter(), _processor_seconds()
        results = solve_all(requests, workers=self._workers, executors=executors, listen=_tell)
        self.seconds = round(time.perf_counter() - began, 1)
        busy = (_processor_seconds() - used) / (self.seconds * self._workers)
        self.busy = round(busy, 4)
        return results


def _processor_seconds() -> float:
    """Give what this process and all that have ended below it took."""
    own, below = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def _tell(progress: RunsProgress) -> None:
    print(f"{progress.done:>6} of {progress.of}", flush=True)


def _on_a_cluster(requests: Sequence[Request], workers: int) -> tuple[tuple[Result, ...], int]:
    """Solve on a cluster of this machine; halfway one worker is killed."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra

    killed: list[int] = []
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:

        def listen(progress: RunsProgress) -> None:
            _tell(progress)
            if progress.done >= progress.of // 2 and not killed:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        results = solve_all(
            requests,
            workers=workers,
            executors=lambda _: ClusterExecutor(cluster.scheduler_address),
            listen=listen,
        )
    return results, len(killed)
