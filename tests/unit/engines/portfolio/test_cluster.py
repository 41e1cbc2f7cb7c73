"""Parts on a Dask cluster give what parts on threads give."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.engines.portfolio.test_portfolio import planned, towns

SCRIPT = Path(__file__).with_name("on_a_cluster.py")


@pytest.fixture
def run():
    pytest.importorskip("distributed", reason="the extra `distributed` is not installed")

    def run(what):
        done = subprocess.run(
            [sys.executable, SCRIPT, what],
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.mark.parametrize("what", ["plain", "kill"])
def test_the_same_plan_as_here_also_when_a_worker_dies(run, what):
    here = planned(towns("tea", "rice", "silk"), max_iterations=8_000)
    told = run(what)
    assert told["sound"]
    assert told["totals"] == list(here.score.totals)
    assert told["killed"] == ([True] if what == "kill" else [])


def test_a_request_to_stop_reaches_the_workers(run):
    told = run("stop")
    assert told["sound"]
    assert told["ended"] == "cancelled"
