"""Many solves on a Dask cluster give what they give here."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matcher.whatif.runs import solve_all
from tests.unit.whatif.runs.ten import digests, ten

SCRIPT = Path(__file__).with_name("on_a_cluster.py")


def test_nothing_is_lost_with_a_worker_and_all_is_as_here():
    pytest.importorskip("distributed", reason="the extra `distributed` is not installed")

    done = subprocess.run(
        [sys.executable, SCRIPT],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    told = json.loads(done.stdout.splitlines()[-1])

    here = solve_all(ten(), workers=1, executors=ThreadPoolExecutor)
    assert told["killed"]
    assert told["digests"] == digests(here)
