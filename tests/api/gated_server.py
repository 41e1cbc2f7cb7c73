"""A server whose solves end when the file ``go`` is in its data folder.

Run as ``python gated_server.py FOLDER PORT``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from api import Settings
from api.serve import serve
from matcher.engines.interface import Limits, Progress
from matcher.model import Plan, Result, Run, Scenario, Score

FOLDER = Path(sys.argv[1])


class GatedSolve:
    def __init__(self, scenario: Scenario, limits: Limits, engine: str, seed: int) -> None:
        self.scenario = scenario
        self.killed = False

    def messages(self) -> Iterator[Progress | Result]:
        yield Progress(engine="gated", iterations=1, seconds=0.0)
        while not (FOLDER / "go").exists():
            if self.killed:
                raise RuntimeError("killed")
            time.sleep(0.02)
        score = Score(terms=(), totals=())
        start = self.scenario.start
        yield Result(
            plan=Plan(scenario=self.scenario.id, digest="", start=start, score=score),
            run=Run(
                version="0",
                engine="gated",
                seed=0,
                workers=1,
                max_seconds=None,
                max_iterations=None,
                seconds=0.0,
            ),
        )

    def stop(self) -> None:
        """Not needed here."""

    def kill(self) -> None:
        self.killed = True


if __name__ == "__main__":
    serve(Settings(data=FOLDER), port=int(sys.argv[2]), start_solve=GatedSolve)
