"""The policy, what is pinned and what was published."""

from __future__ import annotations

from matcher import model as m
from tests.random_scenarios.demand import crew_of
from tests.random_scenarios.dice import Dice
from tests.random_scenarios.people import KINDS

TERMS = tuple(name for name in m.TermName if name is not m.TermName.NO_SHOWS)


def policy(dice: Dice) -> m.Policy:
    chance = dice.of("policy")
    terms = m.DEFAULT_TERMS
    if "levels" in dice.features:
        names = chance.sample(TERMS, len(TERMS))
        terms = tuple(
            m.Term(name=name, level=chance.randint(1, 4), weight=chance.choice((0, 1, 7, 50)))
            for name in names
        )
        sure = m.Term(
            name=m.TermName.NO_SHOWS,
            level=dice.of("no_shows").randint(1, 4),
            weight=dice.of("no_shows").choice((0, 1, 7)),
        )
        terms = (*terms, sure)
    others = [term for term in terms if term.name is not m.TermName.COVERAGE]
    if "few_terms" in dice.features:
        others = chance.sample(others, 3)
    changed = terms is not m.DEFAULT_TERMS or len(others) == 3
    if changed and chance.random() < 0.8:
        # Where serving counts for little, hardly anything is served.
        terms = (*others, m.Term(name=m.TermName.COVERAGE, level=1, weight=10_000))
    weighted = "weighted" in dice.features
    ignored = dice.some(sorted(m.SWITCHABLE), "ignored", most=3)
    return m.Policy(
        objective=m.Objective.WEIGHTED_SUM if weighted else m.Objective.LEXICOGRAPHIC,
        terms=terms,
        priority_weights=(1, 2, 4, 8, 16) if chance.random() < 0.7 else (5, 0, 9, 100, 3),
        ignored_rules=ignored if "ignored" in dice.features else (),
        escalation=_ladder(dice) if "escalation" in dice.features else (),
    )


def _ladder(dice: Dice) -> tuple[m.EscalationTier, ...]:
    chance = dice.of("ladder")
    kinds, days = dice.some(KINDS, "ladder", most=3), sorted(chance.choices(range(3), k=3))
    return tuple(
        m.EscalationTier(
            kinds=(kind,),
            after_days=after,
            priority=chance.randint(0, 2),
            cost=chance.choice((0, 1, 4)),
        )
        for kind, after in zip(kinds, days, strict=False)
    )


def pins(dice: Dice, needs: tuple[m.Need, ...], helpers: tuple[m.Helper, ...]) -> tuple[m.Pin, ...]:
    """Pin some visits at times and to helpers that may suit, and some that do not."""
    if "pins" not in dice.features:
        return ()
    return tuple(
        _pin(dice, need, number, helpers)
        for need, number in _visits(needs)
        if dice.on("pins", need.id, number, share=0.3)
    )


def _pin(dice: Dice, need: m.Need, occurrence: int, helpers: tuple[m.Helper, ...]) -> m.Pin:
    chance = dice.of("pin", need.id, occurrence)
    start = None
    if chance.random() < 0.4:
        opens = need.windows[0].start if need.windows else chance.randrange(dice.days) * 1440 + 600
        start = max(0, opens)
    places = sum(role.count for role in crew_of(need))
    able = [
        helper.id
        for helper in helpers
        if helper.id not in need.excluded and (start is None or _on_shift(helper, start))
    ]
    pinned = able and places and chance.random() < 0.4
    return m.Pin(
        need=need.id,
        occurrence=occurrence,
        helpers=dice.some(able, "pin", need.id, most=min(2, places)) if pinned else (),
        start=start,
    )


def _on_shift(helper: m.Helper, start: int) -> bool:
    return any(shift.start <= start < shift.end for shift in helper.shifts)


def published(dice: Dice, needs: tuple[m.Need, ...]) -> tuple[m.PublishedVisit, ...]:
    return tuple(
        m.PublishedVisit(
            need=need.id,
            occurrence=number,
            start=dice.of("told", need.id, number).choice((-1, 540, 600, 2000, dice.horizon + 9)),
            helpers=dice.some(dice.helper_ids, "told", need.id, number),
            weight=dice.of("told", need.id).randint(0, 3),
        )
        for need, number in _visits(needs)
        if dice.on("published", need.id, number)
    )


def _visits(needs: tuple[m.Need, ...]) -> list[tuple[m.Need, int]]:
    return [
        (need, number)
        for need in needs
        for number in range(need.recurrence.times if need.recurrence else 1)
    ]
