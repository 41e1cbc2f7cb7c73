"""The county in the public model allows the pairs that the set allows, and is worth the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from benchmarks.county import County, build, judge, make, read
from benchmarks.shared import VARIABLE, MissingData
from matcher.model import Ended, Limits
from matcher.solve import solve
from matcher.validate import validate
from tests.unit.small import candidates


def county(volunteers: int = 60, needs: int = 25) -> County:
    """Draw volunteers and needs in a square of 3 km, far from the centre."""
    chance = np.random.default_rng(7)

    def places(count: int) -> np.ndarray:
        return chance.uniform((20, 40), (23, 43), (count, 2)).astype(np.float32)

    def masks(count: int, bits: int, most: int) -> np.ndarray:
        drawn = 1 << chance.integers(0, bits, (count, most))
        return np.bitwise_or.reduce(drawn, axis=1).astype(np.int32)

    return County(
        vol_xy=places(volunteers),
        need_xy=places(needs),
        vol_skill=masks(volunteers, 4, 2),
        need_skill=masks(needs, 4, 1),
        vol_cell=masks(volunteers, 8, 2),
        need_cell=masks(needs, 8, 2),
        vol_radius=chance.choice([1.0, 2.0], volunteers).astype(np.float32),
        priority=chance.integers(1, 6, needs).astype(np.int32),
    )


def kilometres(made: County) -> np.ndarray:
    """Give the distances, shape (needs, volunteers)."""
    apart = made.need_xy[:, None].astype(float) - made.vol_xy[None].astype(float)
    return np.linalg.norm(apart, axis=2)


def allowed(made: County) -> np.ndarray:
    """Say which pairs the set allows, shape (needs, volunteers)."""
    skilled = made.need_skill[:, None] & made.vol_skill[None]
    free = made.need_cell[:, None] & made.vol_cell[None]
    return (skilled != 0) & (free != 0) & (kilometres(made) <= made.vol_radius)


def test_the_model_allows_the_pairs_that_the_set_allows():
    made = county()
    found = np.zeros_like(allowed(made))
    for need, _, shift in candidates(build(made)):
        found[int(need[1:]), int(shift[1:].split("-")[0])] = True
    assert np.array_equal(found, allowed(made))
    assert 0 < found.sum() < found.size


def test_the_plan_is_worth_what_the_best_assignment_is():
    made = county()
    scenario = build(made)
    assert not [each for each in validate(scenario) if each.severity == "error"]
    plan = solve(scenario, limits=Limits(max_seconds=20)).plan
    worth = 1000.0 * 2 ** (made.priority[:, None] - 1) - 13 * kilometres(made)
    worth = np.where(allowed(made), worth, 0.0)
    best = worth[linear_sum_assignment(worth, maximize=True)].sum()
    figures = judge(made, plan)
    assert (plan.engine, plan.ended) == ("flow", Ended.OPTIMAL)
    assert figures["refused_pairs"] == 0
    # Metres and hundreds of metres are rounded differently.
    assert figures["value"] == pytest.approx(best, abs=len(plan.visits))


def test_a_share_is_the_middle(tmp_path: Path):
    made = county()
    np.savez_compressed(tmp_path / "county.npz", **made._asdict())
    middle = read(tmp_path / "county.npz", 0.2)
    assert (len(middle.vol_xy), len(middle.need_xy), len(middle.priority)) == (12, 5, 5)
    rest = np.setdiff1d(
        np.linalg.norm(made.need_xy, axis=1), np.linalg.norm(middle.need_xy, axis=1)
    )
    assert np.linalg.norm(middle.need_xy, axis=1).max() <= rest.min()


def test_without_the_generator_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MissingData):
        make(1, tmp_path)
