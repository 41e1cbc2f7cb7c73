"""Equal runs give equal plans, byte for byte; a stop request is heeded."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.check import check
from matcher.model import Ended, Limits, Scenario
from matcher.solve import solve
from tests.contract.engines import NAMES, limits, planned, suited, takes, written
from tests.random_scenarios.dice import FEATURES, Dice
from tests.strategies import scenario_of, scenarios

FIXED = tuple(
    Dice(
        seed=seed,
        features=frozenset(FEATURES[seed % 3 :: 3]) - {"pins"},
        days=3,
        helpers=4,
        needs=7,
    )
    for seed in range(6)
)
"""Scenarios alike in every process."""


def fixed(engine: str) -> list[Scenario]:
    """Give the fixed scenarios as an engine takes them."""
    made = [suited(engine, scenario_of(dice)) for dice in FIXED]
    return [scenario for scenario in made if takes(engine, scenario)]


def fingerprint(engine: str) -> str:
    """Give a digest of the plans of the fixed scenarios."""
    texts = [written(planned(engine, scenario)) for scenario in fixed(engine)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@pytest.mark.parametrize("engine", NAMES)
def test_equal_runs_give_equal_plans(engine):
    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(scenarios(), st.integers(0, 9))
    def each(drawn, seed):
        scenario = suited(engine, drawn)
        if takes(engine, scenario):
            first, second = (written(planned(engine, scenario, seed)) for _ in range(2))
            assert first == second

    each()


@pytest.mark.parametrize("engine", NAMES)
def test_a_fresh_process_gives_the_same_plans(engine):
    code = f"from tests.contract.test_repeats import fingerprint; print(fingerprint({engine!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == fingerprint(engine)


@pytest.mark.parametrize("engine", NAMES)
def test_a_stop_request_is_heeded_at_once(engine):
    scenario = fixed(engine)[1]
    planned(engine, scenario)
    began = time.perf_counter()
    plan = solve(scenario, limits=Limits(max_seconds=3600), engine=engine, stop=lambda: True).plan
    assert time.perf_counter() - began < 10
    assert plan.ended is Ended.CANCELLED
    assert check(scenario, plan).ok


@pytest.mark.parametrize("engine", NAMES)
def test_progress_never_gets_worse_and_ends_at_the_plan(engine):
    for scenario in fixed(engine):
        told = []
        plan = solve(scenario, limits=limits(engine), engine=engine, listen=told.append).plan
        totals = [progress.totals for progress in told if progress.totals is not None]
        assert told
        assert totals == sorted(totals, reverse=True)
        assert not totals or plan.score.totals <= totals[-1]
        assert {progress.engine for progress in told} == {engine}
