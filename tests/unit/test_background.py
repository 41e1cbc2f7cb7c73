"""A solve in a process of its own: its messages, and every way it can end."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.background import SolveProcess
from matcher.check import check
from matcher.child import ChildFailed
from matcher.engines import UnknownEngine
from matcher.model import Ended, InvalidInput, Limits, Progress, Result
from matcher.solve import solve
from tests.unit.small import at, helper, need, scenario

MADE = scenario(
    helpers=tuple(helper(f"h{row}", home=at(9 * row)) for row in range(3)),
    needs=tuple(need(f"n{row}", place=at(5 * row)) for row in range(6)),
)
QUICK = Limits(max_seconds=None, max_iterations=30)
ENDLESS = Limits(max_seconds=3600)


def test_progress_comes_and_the_result_last():
    *progress, result = SolveProcess(MADE, QUICK, "search", seed=4).messages()
    assert progress
    assert all(isinstance(message, Progress) for message in progress)
    assert isinstance(result, Result)
    assert result.plan == solve(MADE, limits=QUICK, engine="search", seed=4).plan


def test_a_stop_brings_the_best_so_far():
    process = SolveProcess(MADE, ENDLESS, "search")
    messages = process.messages()
    next(messages)
    process.stop()
    began = time.perf_counter()
    *_, result = messages
    assert time.perf_counter() - began < 20
    assert result.plan.ended is Ended.CANCELLED
    assert check(MADE, result.plan).ok


def test_a_kill_ends_it_at_once_without_a_result():
    process = SolveProcess(MADE, ENDLESS, "search")
    messages = process.messages()
    next(messages)
    process.kill()
    with pytest.raises(ChildFailed, match="exit code -9"):
        list(messages)


def test_it_begins_with_a_plan_where_one_is_given():
    start = solve(MADE, limits=QUICK, engine="search", seed=4).plan
    none = Limits(max_seconds=None, max_iterations=0)
    *_, result = SolveProcess(MADE, none, "search", start=start).messages()
    assert result.plan.visits == start.visits


SILENT = """
import subprocess, sys, time
from matcher import background
from matcher.background import SolveProcess
from tests.unit.test_background import ENDLESS, MADE

def sleep(*_, **__):
    print("asleep", flush=True)
    subprocess.run([sys.executable, "-c", "import time; time.sleep(3600)"])

background.solve = sleep

if __name__ == "__main__":
    list(SolveProcess(MADE, ENDLESS).messages())
"""
"""A solve that says nothing for an hour, with a process of its own."""


def test_it_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "silent.py"
    script.write_text(SILENT)
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        start_new_session=True,
    )
    assert parent.stdout.readline() == b"asleep\n"
    parent.send_signal(signal.SIGKILL)
    # The pipe ends when nobody holds it any more.
    assert parent.communicate(timeout=10) == (b"", None)


def test_a_child_that_dies_in_the_middle_of_a_message():
    process = SolveProcess(MADE, ENDLESS, "search")
    process.kill()
    receiver, sender = os.pipe()
    os.write(sender, struct.pack("!i", 1000) + b"only a part")
    os.close(sender)
    child = process._child
    child._receiver = type(child._receiver)(receiver, writable=False)
    with pytest.raises(ChildFailed, match="exit code -9"):
        list(process.messages())


def test_invalid_input_comes_through_with_every_problem():
    broken = replace(MADE, days=0)
    with pytest.raises(InvalidInput) as caught:
        list(SolveProcess(broken, QUICK).messages())
    assert "horizon_empty" in {problem.code for problem in caught.value.problems}


def test_an_unknown_engine_comes_through_as_itself():
    with pytest.raises(UnknownEngine, match="cplex"):
        list(SolveProcess(MADE, QUICK, "cplex").messages())


def test_another_failure_comes_through_as_text():
    with pytest.raises(ChildFailed, match="TypeError"):
        list(SolveProcess(MADE, QUICK, "search", seed="not a number").messages())
