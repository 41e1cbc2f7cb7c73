from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.confirming import Proof
from benchmarks.explain import holds, is_kind_exact, wrong_reasons
from matcher.model import Plan, Reason, Role, Rule, SkillLevel, Unmet, UnmetKind, Window
from matcher.remedy import explain_unserved
from tests.unit import small
from tests.unit.benchmarks.test_synthetic import WEEK, write
from tests.unit.remedy.asking import ground_of

NURSE = Role(skills=(SkillLevel(skill="nursing", level=2),))
FULL = small.scenario(
    helpers=(
        small.helper("ann", small.shift(max_visits=1)),
        small.helper("bob", small.shift("bob-mon", 480, 500)),
    ),
    needs=(small.need("cake", priority=5), small.need("tea"), small.need("nurse", roles=(NURSE,))),
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return small.planned(FULL)


def unmet_of(plan: Plan, need: str) -> Unmet:
    return next(one for one in plan.unmet if one.need == need)


def claimed(unmet: Unmet, kind: UnmetKind, code: Rule, helper: str) -> Unmet:
    reason = Reason(code=code, role=0, blocked=1, examples=(helper,))
    return replace(unmet, kind=kind, reasons=(reason,))


@pytest.mark.parametrize("need", ["tea", "nurse"])
def test_what_the_plan_says_is_borne_out(plan: Plan, need: str) -> None:
    proof, unmet = Proof(FULL, plan), unmet_of(plan, need)
    assert unmet.reasons
    assert list(wrong_reasons(proof, FULL, unmet)) == []
    assert is_kind_exact(proof, FULL, unmet)


NOBODY, NO_ROOM = UnmetKind.NO_CANDIDATE, UnmetKind.NO_ROOM
FALSE = [
    ("nurse", NOBODY, Rule.KIND, "ann"),
    ("nurse", NOBODY, Rule.SHIFT_HOURS, "ann"),
    ("tea", NO_ROOM, Rule.TRAVEL, "ann"),
    ("tea", NO_ROOM, Rule.MAX_VISITS, "bob"),
    ("tea", NO_ROOM, Rule.CONTINUITY, "ann"),
]


@pytest.mark.parametrize(("need", "kind", "code", "helper"), FALSE)
def test_a_false_reason_is_found(
    plan: Plan, need: str, kind: UnmetKind, code: Rule, helper: str
) -> None:
    unmet = claimed(unmet_of(plan, need), kind, code, helper)
    found = list(wrong_reasons(Proof(FULL, plan), FULL, unmet))
    assert found == [f"{need} 0 {code} {helper}"]


def test_a_false_kind_is_found(plan: Plan) -> None:
    proof = Proof(FULL, plan)
    for need, kind in (("tea", NOBODY), ("nurse", NO_ROOM)):
        assert not is_kind_exact(proof, FULL, replace(unmet_of(plan, need), kind=kind))


def test_a_crew_that_could_come_together_is_found() -> None:
    at = (Window(start=480, end=500),)
    made = small.scenario(
        helpers=(small.helper(), small.helper("bob")),
        needs=(small.need(roles=(Role(), Role()), windows=at),),
    )
    plan = small.planned(made)
    served = replace(plan, visits=(), routes=())
    unmet = claimed(Unmet(need="tea", kind=NO_ROOM), NO_ROOM, Rule.SYNC, "ann")
    assert list(wrong_reasons(Proof(made, served), made, unmet)) == ["tea 0 sync"]


def test_a_suggestion_that_does_not_hold_is_found(plan: Plan) -> None:
    ground, unmet = ground_of(FULL, plan), unmet_of(plan, "tea")
    (remedy,) = explain_unserved(ground, unmet, most=1).remedies
    assert holds(FULL, plan, unmet, remedy)
    assert not holds(FULL, plan, unmet, replace(remedy, plan=plan))


def test_a_week_that_is_short_of_people_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, WEEK)
    main(["explain", str(file), "--needs", "2", "--seconds", "5", "--time-limit", "0.2"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["explained"] == min(2, figures["unmet"]) > 0
    assert figures["false_reasons"] == figures["false_kinds"] == figures["false_suggestions"] == 0
    assert figures["suggestions"] == sum(figures["kinds_suggested"].values())
