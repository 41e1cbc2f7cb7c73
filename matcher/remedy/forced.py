"""What it would cost to serve a visit in another way than the plan does: by somebody, at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matcher.model import (
    Limits,
    Pin,
    Plan,
    PublishedVisit,
    Rule,
    Scenario,
    Score,
    Severity,
)
from matcher.recommend import Change, TermChange
from matcher.remedy.bench import MOMENT, ROUNDS, Clock, part_around
from matcher.remedy.ground import Ground
from matcher.remedy.misses import Misses
from matcher.remedy.records import Forced, Instead, Lacking, Miss
from matcher.replan.changes import changes_of
from matcher.replan.cut import Stage
from matcher.replan.desk import Key
from matcher.replan.merge import judged, merged, within
from matcher.solve import solve
from matcher.validate import validate

Judged = tuple[int, tuple[int, ...]]


def forced(ground: Ground, key: Key, clock: Clock, instead: Instead) -> Forced:
    """Serve a visit as asked, and plan anew what is around it, with as little change as may be.

    Parameters
    ----------
    ground : Ground
    key : (need, occurrence)
    clock : Clock
    instead : Instead
    """
    if _contradicts(ground.scenario, key, instead):
        return Forced(plan=None, rules=(Rule.PIN,))
    pinned = _pinned(ground.scenario, key, instead)
    if not any(one.severity is Severity.ERROR for one in validate(pinned)):
        plan = _planned(ground, pinned, key, clock)
        if plan is not None:
            return Forced(
                plan=plan,
                change=change_between(ground.plan.score, plan.score),
                changes=changes_of(ground.scenario, ground.plan, pinned, plan),
            )
    against = () if instead.helper is None else Misses(ground, *key).of_helper(instead.helper)
    return Forced(plan=None, against=_telling(against), rules=_rules(ground, key, instead.start))


def change_between(before: Score, after: Score) -> Change:
    """Give what the score gains from one plan to another of the same policy."""
    pairs = zip(before.terms, after.terms, strict=True)
    return Change(
        totals=tuple(b - a for a, b in zip(before.totals, after.totals, strict=True)),
        terms=tuple(
            TermChange(name=b.name, change=b.value - a.value)
            for a, b in pairs
            if b.weight > 0 and b.value != a.value
        ),
    )


def _contradicts(scenario: Scenario, key: Key, instead: Instead) -> bool:
    """Say whether the visit is pinned otherwise: a pin is not set aside."""
    for pin in scenario.pins:
        if (pin.need, pin.occurrence) == key:
            other = bool(pin.helpers) and instead.helper not in (None, *pin.helpers)
            return other or (instead.start is not None and pin.start not in (None, instead.start))
    return False


def _pinned(scenario: Scenario, key: Key, instead: Instead) -> Scenario:
    own = next((pin for pin in scenario.pins if (pin.need, pin.occurrence) == key), None)
    own = own or Pin(need=key[0], occurrence=key[1])
    named = () if instead.helper is None else (instead.helper,)
    start = own.start if instead.start is None else instead.start
    pin = replace(own, helpers=tuple(dict.fromkeys(own.helpers + named)), start=start)
    others = (pin for pin in scenario.pins if (pin.need, pin.occurrence) != key)
    return replace(scenario, pins=(*others, pin))


def _planned(ground: Ground, pinned: Scenario, key: Key, clock: Clock) -> Plan | None:
    """Give the best plan found that keeps the pin; None: none does."""
    calm = replace(pinned, published=_published(ground.plan))
    best: tuple[Judged, Plan] | None = None
    for stage in Stage:
        part = part_around(calm, ground.plan, key, stage)
        limits = Limits(max_seconds=max(MOMENT, clock.left), max_iterations=ROUNDS)
        start = within(part, ground.plan)
        made = solve(part.scenario, limits=limits, engine="search", start=start).plan
        plan, broken = judged(pinned, merged(pinned, ground.plan, part, made))
        missed = _missed(ground, plan, key)
        if broken or missed is None:
            continue
        standing = missed, plan.score.totals
        if best is None or standing < best[0]:
            best = standing, plan
        if missed == 0:
            break
    return None if best is None else best[1]


def _missed(ground: Ground, plan: Plan, key: Key) -> int | None:
    """Count the visits left out for it; None: it is left out itself."""
    served = {(one.need, one.occurrence) for one in plan.visits}
    return len(ground.served - served) if key in served else None


def _published(plan: Plan) -> tuple[PublishedVisit, ...]:
    return tuple(
        PublishedVisit(
            need=one.need,
            occurrence=one.occurrence,
            start=one.start,
            helpers=tuple(dict.fromkeys(member.helper for member in one.crew)),
        )
        for one in plan.visits
    )


def _telling(misses: Sequence[Miss]) -> tuple[Miss, ...]:
    """Keep what says something, if anything does."""
    said = tuple(
        miss for miss in misses if any(one.code is not Lacking.TOGETHER for one in miss.lacks)
    )
    return said or tuple(misses)


def _rules(ground: Ground, key: Key, start: int | None) -> tuple[Rule, ...]:
    """Name what stands against a start, as far as the need itself says."""
    need = ground.need(key[0])
    roles = ground.catalogue.roles(need)
    spans = ground.spans(key[0], 0) if roles else ()
    is_outside = bool(spans) and not any(one.first <= (start or 0) <= one.last for one in spans)
    return (Rule.WINDOW,) if start is not None and is_outside else ()
