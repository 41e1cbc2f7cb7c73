"""Solves ten scenarios on a Dask cluster of two workers, one of which is killed halfway.

Prints the digest of each plan's document.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading

from distributed import LocalCluster

from matcher.engines.portfolio import ClusterExecutor
from matcher.whatif.runs import RunsProgress, solve_all
from tests.unit.whatif.runs.ten import digests, ten


def main() -> None:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        once = threading.Lock()

        def listen(progress: RunsProgress) -> None:
            if progress.done >= 3 and once.acquire(blocking=False):
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        results = solve_all(
            ten(),
            workers=2,
            executors=lambda _: ClusterExecutor(cluster.scheduler_address),
            listen=listen,
        )
    told = {"digests": digests(results), "killed": once.locked()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
