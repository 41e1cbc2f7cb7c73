"""Short ways to ask about visits of small scenarios."""

from __future__ import annotations

from dataclasses import replace

from matcher.check import check
from matcher.formats import digest
from matcher.model import Plan, Scenario, Unmet, UnmetKind
from matcher.recommend import open_desk
from matcher.remedy import Ground, Remedy, StepKind, Unserved, explain_unserved
from matcher.whatif.variants import lay_over, parse_changes
from tests.unit.small import planned


def ground_of(made: Scenario, plan: Plan | None = None) -> Ground:
    return Ground(open_desk(made, plan or planned(made)))


def asked(made: Scenario, need: str = "tea", *, seconds: float = 60.0, most: int = 9) -> Unserved:
    """Explain a need's unmet visit; every suggestion is checked here once more."""
    ground = ground_of(made)
    unmet = next(one for one in ground.plan.unmet if one.need == need)
    told = explain_unserved(ground, unmet, seconds=seconds, most=most)
    for remedy in told.remedies:
        refuse_unproven(ground, unmet, remedy)
    return told


def refuse_unproven(ground: Ground, unmet: Unmet, remedy: Remedy) -> None:
    changed = lay_over(ground.scenario, parse_changes(list(remedy.changes), ground.scenario.start))
    assert changed == remedy.scenario
    assert check(changed, remedy.plan).ok
    served = {(one.need, one.occurrence) for one in remedy.plan.visits}
    assert served >= ground.served | {(unmet.need, unmet.occurrence)}
    assert changed.pins == ground.scenario.pins
    for before, after in zip(ground.scenario.needs, changed.needs, strict=True):
        for kept in ("excluded", "required", "gender", "gender_required", "languages"):
            assert getattr(before, kept) == getattr(after, kept)


def amounts(told: Unserved) -> dict[tuple[StepKind, ...], tuple[int, ...]]:
    """Give the amounts of what is suggested, by kinds, in order."""
    return {
        tuple(step.kind for step in one.steps): tuple(step.amount for step in one.steps)
        for one in told.remedies
    }


def standing(made: Scenario, plan: Plan, *unmet: str) -> Plan:
    """Give a plan of fewer needs as one that leaves the others out."""
    left = tuple(Unmet(need=name, kind=UnmetKind.NO_ROOM) for name in unmet)
    bare = replace(plan, digest=digest(made), unmet=left)
    return replace(bare, score=check(made, bare).score)
