"""Explanations of what a district leaves out: whether each reason and each suggestion is true."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.confirming import PEOPLE, Proof, by_role
from benchmarks.measure import Figures
from benchmarks.sets import read
from benchmarks.staffing import thinned
from benchmarks.synthetic import SYNTHETIC
from matcher.check import check
from matcher.model import Limits, Plan, Rule, Scenario, Unmet, UnmetKind
from matcher.recommend import Desk
from matcher.remedy import Ground, Remedy, explain_unserved
from matcher.solve import solve
from matcher.whatif.variants import lay_over, parse_changes

IN_PLAN = frozenset({Rule.MAX_VISITS, Rule.TRAVEL, Rule.WEEK_LIMIT, Rule.SHIFT_HOURS})
"""Rules that stand against a helper in this plan."""


GONE = 0.4
"""Share of the helpers that are taken away, so that there is something to explain."""

TIME = frozenset({Rule.TRAVEL, Rule.SHIFT_HOURS})
"""Rules that a start may break, and another not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes
    ----------
    file : Path
        An instance of the synthetic weeks.
    needs : int
        Unmet visits that are looked at.
    solve_seconds : float
        For the plan.
    seconds : float
        For the suggestions of one visit.
    seed : int
    """

    file: Path
    needs: int
    solve_seconds: float
    seconds: float
    seed: int


def measure(asked: Asked) -> Figures:
    """Plan a district with many of its helpers gone; explain visits it leaves out, and check."""
    whole = SYNTHETIC.scenario(read(SYNTHETIC, asked.file), asked.file.stem)
    scenario = thinned(whole, asked.seed, GONE)
    limits = Limits(max_seconds=asked.solve_seconds)
    plan = solve(scenario, limits=limits, engine="search", seed=asked.seed).plan
    dice = random.Random(asked.seed)  # noqa: S311 - a draw of visits
    drawn = dice.sample(plan.unmet, min(asked.needs, len(plan.unmet)))
    proof = Proof(scenario, plan)
    false_reasons = [one for unmet in drawn for one in wrong_reasons(proof, scenario, unmet)]
    false_kinds = [one.need for one in drawn if not is_kind_exact(proof, scenario, one)]
    return {
        "needs": len(scenario.needs),
        "helpers": len(scenario.helpers),
        "unmet": len(plan.unmet),
        "explained": len(drawn),
        "kinds": dict(Counter(one.kind.value for one in drawn)),
        "reasons": sum(len(one.reasons) for one in drawn),
        "examples": sum(len(reason.examples) for one in drawn for reason in one.reasons),
        "false_reasons": len(false_reasons),
        "false_kinds": len(false_kinds),
        "failures": [*false_reasons[:10], *false_kinds[:10]],
    } | suggestions(scenario, plan, drawn, asked.seconds)


def wrong_reasons(proof: Proof, scenario: Scenario, unmet: Unmet) -> Iterator[str]:
    """Yield the examples of reasons that the checker does not bear out."""
    for role, examples in by_role(unmet).items():
        unfit = proof.unfit(unmet.need, role) if unmet.kind is UnmetKind.NO_CANDIDATE else {}
        for code, helpers in examples.items():
            if code == Rule.SYNC and not _never_together(proof, scenario, unmet):
                yield f"{unmet.need} {role} {code}"
            for helper in helpers:
                is_true = (
                    _is_unfit(proof, unmet, role, code, helper, unfit)
                    if unmet.kind is UnmetKind.NO_CANDIDATE
                    else _is_blocked(proof, scenario, unmet, role, code, helper)
                )
                if not is_true:
                    yield f"{unmet.need} {role} {code} {helper}"


def _is_unfit(
    proof: Proof, unmet: Unmet, role: int, code: str, helper: str, unfit: dict[str, set[Rule]]
) -> bool:
    if code != Rule.SHIFT_HOURS:
        return code not in PEOPLE or code in unfit[helper]
    return all(Rule.SHIFT_HOURS in one for one in proof.at_best(unmet.need, role, helper))


def _is_blocked(
    proof: Proof, scenario: Scenario, unmet: Unmet, role: int, code: str, helper: str
) -> bool:
    if code == Rule.CONTINUITY:
        need = next(one for one in scenario.needs if one.id == unmet.need)
        faces = proof.faces(unmet.need)
        return need.max_helpers is not None and len(faces | {helper}) > need.max_helpers
    if code in IN_PLAN:
        shifts = proof.in_plan(unmet.need, role, helper)
        always = all(all(starts) for starts in shifts)
        stands = any(_stands(Rule(code), starts) for starts in shifts)
        return stands and (always or _is_free_besides(unmet, role))
    return True


def _stands(code: Rule, starts: list[set[Rule]]) -> bool:
    """Say whether a rule stands against a shift, whatever the start, where its time would do."""
    timely = [broken for broken in starts if not broken & (TIME - {code})]
    timely = timely or [broken for broken in starts if code in broken]
    return bool(timely) and all(code in broken for broken in timely)


def _is_free_besides(unmet: Unmet, role: int) -> bool:
    """Say whether other shifts are said to be free, though not together with the crew's."""
    return any(one.code == Rule.SYNC for one in unmet.reasons if one.role == role)


def _never_together(proof: Proof, scenario: Scenario, unmet: Unmet) -> bool:
    """Say whether at no start of the grid enough different helpers are free for all roles."""
    need = next(one for one in scenario.needs if one.id == unmet.need)
    services = {one.id: one for one in scenario.services}
    roles = services[need.service].roles if need.roles is None else need.roles
    people = [proof.able(unmet.need, role) for role in range(len(roles))]
    order = sorted(range(len(roles)), key=lambda role: len(people[role]))
    for start in proof.grid(unmet.need):
        free: set[str] = set()
        for role in order:
            coming = {one for one in people[role] if proof.is_free(unmet.need, role, one, start)}
            if len(coming) < roles[role].count:
                break
            free |= coming
        else:
            if len(free) >= sum(one.count for one in roles):
                return False
    return True


def is_kind_exact(proof: Proof, scenario: Scenario, unmet: Unmet) -> bool:
    """Say whether nobody can fill some role of it just where the plan says so."""
    need = next(one for one in scenario.needs if one.id == unmet.need)
    services = {one.id: one for one in scenario.services}
    roles = services[need.service].roles if need.roles is None else need.roles
    nobody = any(
        len(proof.able(unmet.need, place)) < role.count for place, role in enumerate(roles)
    )
    return nobody is (unmet.kind is UnmetKind.NO_CANDIDATE)


def suggestions(scenario: Scenario, plan: Plan, drawn: list[Unmet], seconds: float) -> Figures:
    """Suggest for each visit, and check what is suggested."""
    ground = Ground(Desk(scenario, plan))
    taken, counted, failures, helped, complete = [], Counter[str](), list[str](), 0, 0
    for unmet in drawn:
        began = time.perf_counter()
        told = explain_unserved(ground, unmet, seconds=seconds)
        taken.append(time.perf_counter() - began)
        helped += bool(told.remedies)
        complete += told.complete
        for remedy in told.remedies:
            counted["+".join(step.kind.value for step in remedy.steps) or "rearranged"] += 1
            if not holds(scenario, plan, unmet, remedy):
                failures.append(f"{unmet.need} {remedy.steps}")
    return {
        "with_suggestions": helped,
        "all_tried": complete,
        "suggestions": counted.total(),
        "false_suggestions": len(failures),
        "suggestion_failures": failures[:10],
        "kinds_suggested": dict(counted.most_common()),
        "seconds_p50": round(float(np.percentile(taken, 50)), 2),
        "seconds_p95": round(float(np.percentile(taken, 95)), 2),
        "seconds_most": round(max(taken), 2),
    }


def holds(scenario: Scenario, plan: Plan, unmet: Unmet, remedy: Remedy) -> bool:
    """Say whether a suggestion's plan keeps every rule and serves the visit and all the others."""
    changed = lay_over(scenario, parse_changes(list(remedy.changes), scenario.start))
    before = {(one.need, one.occurrence) for one in plan.visits}
    after = {(one.need, one.occurrence) for one in remedy.plan.visits}
    is_sound = not check(changed, remedy.plan).unexcused(remedy.plan)
    return is_sound and after >= before | {(unmet.need, unmet.occurrence)}
