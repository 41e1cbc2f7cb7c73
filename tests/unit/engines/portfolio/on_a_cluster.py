"""Solves a scenario of three towns on a Dask cluster of two workers, and prints what came of it.

Run as ``python on_a_cluster.py plain|kill|stop``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from dataclasses import replace

from distributed import LocalCluster

from matcher.check import check
from matcher.engines.portfolio import ClusterExecutor
from matcher.model import Limits
from matcher.solve import solve
from tests.unit.engines.portfolio.test_portfolio import ROUNDS, towns

MADE = towns("tea", "rice", "silk")
ENDLESS = Limits(max_seconds=600, workers=2)
LONG = replace(ROUNDS, max_iterations=8_000)
"""Some seconds of work."""


def main(what: str) -> None:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        stop, over = threading.Event(), threading.Event()
        killed: list[bool] = []

        def kill_one() -> None:
            time.sleep(2.0)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            killed.append(not over.is_set())

        if what == "kill":
            threading.Thread(target=kill_one).start()
        elif what == "stop":
            threading.Timer(6.0, stop.set).start()
        plan = solve(
            MADE,
            limits=ENDLESS if what == "stop" else LONG,
            engine="portfolio",
            stop=stop.is_set,
            executors=lambda _: ClusterExecutor(cluster.scheduler_address),
        ).plan
        over.set()
    told = {
        "sound": check(MADE, plan).ok,
        "totals": plan.score.totals,
        "ended": plan.ended,
        "killed": killed,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
