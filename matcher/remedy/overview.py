"""All visits a plan leaves out: by kind and reason, and the changes that help most of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from matcher.model import Unmet, UnmetKind
from matcher.recommend import Desk, UnsoundPlan
from matcher.remedy.ask import MOST, SECONDS, explain_unserved
from matcher.remedy.bench import Clock
from matcher.remedy.ground import Ground
from matcher.remedy.newcomer import newcomer
from matcher.remedy.records import Cost, Remedy, Step, StepKind, Unserved, cost
from matcher.remedy.steps import laid
from matcher.replan.desk import Key

TIMES = 12
"""So many times the seconds of one visit are spent on all together."""


class Group(NamedTuple):
    """Visits left out for the same reason; the code is that of the rule that blocks most."""

    kind: UnmetKind
    code: str | None
    visits: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """One change that was suggested for several visits.

    Attributes
    ----------
    remedy : Remedy
        The greatest that one of them needs.
    visits : tuple of (need, occurrence)
        For each of these it does by itself; the remedy's own first.
    together : int or None
        So many of them find a place at once, none of them moved, and nothing else; None: time ran
        out before that was tried.
    """

    remedy: Remedy
    visits: tuple[Key, ...]
    together: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All visits left out.

    Attributes
    ----------
    groups : tuple of Group
        The largest first.
    explained : tuple of Unserved
        Those there was time for, the most urgent first.
    common : tuple of Common
        What helps most visits first; then what costs least.
    complete : bool
        False: time ran out before every possibility was tried.
    """

    groups: tuple[Group, ...]
    explained: tuple[Unserved, ...]
    common: tuple[Common, ...]
    complete: bool


def overview(ground: Ground, *, seconds: float = SECONDS, most: int = MOST) -> Overview:
    """Explain all visits a plan leaves out, the most urgent first, as far as the time goes.

    Parameters
    ----------
    ground : Ground
    seconds : float
        For each visit at most; `TIMES` as much for all.
    most : int
        Suggestions for each visit, and common changes told.
    """
    clock, explained = Clock(TIMES * seconds), []
    order = sorted(ground.plan.unmet, key=lambda one: -ground.need(one.need).priority)
    for unmet in order:
        if clock.is_over:
            break
        own = min(seconds, clock.left)
        explained.append(explain_unserved(ground, unmet, seconds=own, most=most))
    common = tuple(_together(ground, one, clock) for one in _common(ground, explained)[:most])
    return Overview(
        groups=_groups(ground.plan.unmet),
        explained=tuple(explained),
        common=common,
        complete=len(explained) == len(order) and all(one.complete for one in explained),
    )


def _groups(unmet: tuple[Unmet, ...]) -> tuple[Group, ...]:
    found: dict[tuple[UnmetKind, str | None], list[Key]] = defaultdict(list)
    for one in unmet:
        code = one.reasons[0].code if one.reasons else None
        found[one.kind, code].append((one.need, one.occurrence))
    groups = [Group(kind, code, tuple(visits)) for (kind, code), visits in found.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.visits)))


def _common(ground: Ground, explained: list[Unserved]) -> list[Common]:
    """Gather the same changes of different visits."""
    found: dict[tuple[object, ...], list[tuple[Cost, Key, Remedy]]] = defaultdict(list)
    for one in explained:
        key = one.unmet.need, one.unmet.occurrence
        for remedy in one.remedies:
            subject: tuple[object, ...] = tuple(
                _subject(ground, key[0], step) for step in remedy.steps
            )
            found[subject].append((cost(remedy.steps), key, remedy))
    gathered = []
    for subject, helped in found.items():
        helped.sort(key=lambda one: one[0], reverse=True)
        visits = tuple(dict.fromkeys(key for _, key, _ in helped))
        if subject and len(visits) > 1:
            gathered.append(Common(remedy=helped[0][2], visits=visits, together=None))
    return sorted(gathered, key=lambda one: (-len(one.visits), cost(one.remedy.steps)))


def _subject(ground: Ground, need: str, step: Step) -> tuple[object, ...]:
    """Say what a step changes, whatever its amount: the same for visits that it helps alike."""
    if step.kind is StepKind.ADD_HELPER:
        made = newcomer(ground.scenario, ground.need(need), step.role, step.helper)
        return step.kind, made.kind, made.community, made.skills, made.licences
    own = need
    if step.helper or step.kind in (StepKind.MORE_SUPPLIES, StepKind.MORE_BUDGET):
        own = ground.need(need).community if step.kind is StepKind.SERVE_COMMUNITY else ""
    return step.kind, own, replace(step, amount=0, role=0)


def _together(ground: Ground, common: Common, clock: Clock) -> Common:
    """Count how many of the visits find a place at once."""
    scenario, _ = laid(ground.scenario, common.visits[0][0], common.remedy.steps)
    plan, placed = ground.plan, 0
    for need, occurrence in common.visits:
        if clock.is_over:
            return common
        desk = Desk(scenario, plan)
        for fit in desk.recommend(need, occurrence=occurrence, most=1):
            try:
                scenario, plan = desk.apply(fit)
            except UnsoundPlan:
                continue
            placed += 1
    return replace(common, together=placed)
