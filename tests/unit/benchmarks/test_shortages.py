import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.__main__ import main
from benchmarks.refute import is_infeasible
from benchmarks.shortages import _gains
from matcher.instance import compile_instance
from matcher.shortage import Verified
from matcher.shortage.bottlenecks import find_rivalries
from matcher.shortage.ground import ground_of
from tests.unit.benchmarks.test_synthetic import person, request, week, write
from tests.unit.engines.bounds.test_lagrangian import optimum
from tests.unit.engines.bounds.test_worth import drawn
from tests.unit.small import helper, need, scenario, shift

EXAMPLES = 24


def test_a_week_without_a_third_of_its_helpers_is_mapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slots = [{"start": 540, "end": 600, "max_visits": 1}]
    people = [person(name, slots=slots) for name in ("u", "v", "w")]
    needs = [request(name, windows=[[540, 545]]) for name in ("a", "b", "c", "d")]
    file = write(tmp_path, week(people, needs))

    main(["shortages", str(file), "--tried", "0", "--time-limit", "1", "--bound-limit", "0.2"])

    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["helpers"], figures["unmet"], figures["impossible"]) == (2, 2, 0)
    assert (figures["cells"], figures["bottlenecks"]) == (1, 1)
    assert figures["bottlenecks_confirmed"] == 1
    assert figures["proven_unserved"] == 2


def test_what_is_refuted_no_plan_can_do() -> None:
    dice, refuted, confirmed = np.random.default_rng(2), 0, 0
    for _ in range(EXAMPLES):
        instance = compile_instance(drawn(dice))
        every = list(range(len(instance.arrays.visit)))
        if is_infeasible(instance, every):
            refuted += 1
            assert not optimum(instance)[0].served.all()
        proven = [one for one in find_rivalries(ground_of(instance)) if one.proven]
        confirmed += len(proven)
        assert all(is_infeasible(instance, one.visits.tolist()) for one in proven)
    assert EXAMPLES / 4 < refuted < EXAMPLES
    assert confirmed > EXAMPLES / 4


def test_what_can_be_done_is_not_refuted() -> None:
    ann = helper("ann", shift("ann-mon", 480, 600))
    names = ("a", "b", "c")
    instance = compile_instance(
        scenario(helpers=(ann,), needs=tuple(need(name, minutes=60) for name in names))
    )
    assert not is_infeasible(instance, [0, 1])
    assert is_infeasible(instance, [0, 1, 2])


def test_gains_are_told_beside_estimates() -> None:
    tried = [
        Verified(example="v", points=points, before=9, after=9 - gain, gained=gain, proven_most=9)
        for points, gain in ((4, 2), (2, 3))
    ]
    assert _gains(tried) == {
        "types": 2,
        "estimate_mean": 3,
        "gained_mean": 2.5,
        "pairs": [(4, 2), (2, 3)],
    }
    assert _gains([]) == {"types": 0}
