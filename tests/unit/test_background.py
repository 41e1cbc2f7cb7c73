"""A solve in a process of its own: its messages, and every way it can end."""

from __future__ import annotations

import os
import struct
import time
from dataclasses import replace

import pytest

from matcher.background import SolveFailed, SolveProcess
from matcher.check import check
from matcher.engines import UnknownEngine
from matcher.engines.interface import Limits, Progress
from matcher.model import Ended, InvalidInput, Result
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
    with pytest.raises(SolveFailed, match="exit code -9"):
        list(messages)


def test_a_child_that_dies_in_the_middle_of_a_message():
    process = SolveProcess(MADE, ENDLESS, "search")
    process.kill()
    receiver, sender = os.pipe()
    os.write(sender, struct.pack("!i", 1000) + b"only a part")
    os.close(sender)
    process._receiver = type(process._receiver)(receiver, writable=False)
    with pytest.raises(SolveFailed, match="exit code -9"):
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
    with pytest.raises(SolveFailed, match="TypeError"):
        list(SolveProcess(MADE, QUICK, "search", seed="not a number").messages())
