"""Tiny scenarios whose best totals are plain to see; each file says why they are the best.

`found_by` names the engines that must find them; no engine may find better ones.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.formats.documents import parse_scenario
from matcher.model import Ended, Limits
from matcher.solve import solve

FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.json"))}


@pytest.mark.parametrize("engine", ["search", "exact"])
@pytest.mark.parametrize("name", FILES)
def test_the_best_plan_is_found(name, engine):
    golden = json.loads(FILES[name].read_text(encoding="utf-8"))
    loaded = parse_scenario(golden["scenario"])
    limits = Limits(max_seconds=None, max_iterations=100)
    plan = solve(loaded.scenario, limits=limits, engine=engine).plan
    assert loaded.warnings == ()
    assert plan.score.totals >= tuple(golden["totals"])
    if engine in golden["found_by"]:
        assert plan.score.totals == tuple(golden["totals"])
    if engine == "exact":
        assert plan.ended is Ended.OPTIMAL


def test_there_are_golden_scenarios():
    assert len(FILES) >= 6
