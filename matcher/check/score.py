"""The score of a plan, term by term, and whether the plan's own figures agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from matcher.check.reading import Member, Reading, Served
from matcher.check.supplies import draws_by_line
from matcher.check.violation import Violation
from matcher.check.windows import lateness
from matcher.model import Objective, PublishedVisit, Rule, Score, TermName, TermValue


def rescore(reading: Reading) -> Score:
    """Compute every term of the policy from the plan's visits, routes and allocations."""
    policy = reading.facts.scenario.policy
    terms = tuple(
        TermValue(
            name=term.name, level=term.level, weight=term.weight, value=TERMS[term.name](reading)
        )
        for term in policy.terms
    )
    if policy.objective is Objective.WEIGHTED_SUM:
        return Score(terms=terms, totals=(sum(term.weight * term.value for term in terms),))
    levels = sorted({term.level for term in terms})
    totals = tuple(
        sum(term.weight * term.value for term in terms if term.level == level) for level in levels
    )
    return Score(terms=terms, totals=totals)


def compare(reading: Reading, score: Score) -> Iterator[Violation]:
    """Yield each figure of the plan's score that is not as recomputed, and a bound above it."""
    said, bound = reading.plan.score, reading.plan.bound
    names = [term.name for term in score.terms]
    if [term.name for term in said.terms] != names:
        yield _violation(
            f"terms are {', '.join(term.name for term in said.terms)}; "
            f"the policy has {', '.join(names)}",
            f"评分项为 {'、'.join(term.name for term in said.terms)}；策略中为 {'、'.join(names)}",
        )
    else:
        for shown, true in zip(said.terms, score.terms, strict=True):
            name = true.name
            yield from _figure(f"{name} level", f"{name} 的层级", shown.level, true.level)
            yield from _figure(f"{name} weight", f"{name} 的权重", shown.weight, true.weight)
            yield from _figure(f"{name} value", f"{name} 的值", shown.value, true.value)
    length = len(score.totals)
    if len(said.totals) != length:
        yield from _figure("number of totals", "总分个数", len(said.totals), length)
    else:
        for place, total in enumerate(score.totals):
            yield from _figure(f"totals[{place}]", f"总分[{place}]", said.totals[place], total)
    if bound is not None and len(bound) != length:
        yield from _figure("number of bounds", "下界个数", len(bound), length)
    elif bound is not None and score.totals < bound:
        yield _violation(
            f"totals {score.totals} are below the bound {bound}",
            f"总分 {score.totals} 低于下界 {bound}",
        )


def _figure(en: str, zh: str, shown: int, true: int) -> Iterator[Violation]:
    if shown != true:
        yield _violation(f"{en} is {shown}, recomputed {true}", f"{zh}写为 {shown}，重算为 {true}")


def _violation(en: str, zh: str) -> Violation:
    return Violation(rule=Rule.SCORE, en=en, zh=zh)


def _coverage(reading: Reading) -> int:
    weights = reading.facts.scenario.policy.priority_weights
    return sum(
        weights[facts.urgency - 1] * (facts.occurrences - len(reading.by_need.get(name, ())))
        for name, facts in reading.facts.needs.items()
    )


def _lateness(reading: Reading) -> int:
    return sum(lateness(served).cost for served in reading.visits.values())


def _max_lateness(reading: Reading) -> int:
    return max((lateness(served).minutes for served in reading.visits.values()), default=0)


def _fairness(reading: Reading) -> int:
    visits: Counter[str] = Counter()
    unmet: Counter[str] = Counter()
    for name, facts in reading.facts.needs.items():
        visits[facts.need.community] += facts.occurrences
        unmet[facts.need.community] += facts.occurrences - len(reading.by_need.get(name, ()))
    return max(
        (-(-1000 * unmet[name] // total) for name, total in visits.items() if total), default=0
    )


def _continuity(reading: Reading) -> int:
    new_faces = 0
    for visits in reading.by_need.values():
        facts = visits[0].facts
        helpers = frozenset[str]().union(*(served.helpers for served in visits))
        known = {visit.helper for visit in facts.need.history}
        new_faces += len(helpers - known) if known else max(0, len(helpers) - facts.crew_size)
    return new_faces


def _preferences(reading: Reading) -> int:
    return sum(
        _wishes_missed(served, member)
        for served in reading.visits.values()
        for member in served.members
    )


def _wishes_missed(served: Served, member: Member) -> int:
    need, helper = served.facts.need, member.helper
    return (
        (bool(need.preferred) and helper.id not in need.preferred)
        + (need.gender is not None and helper.gender is not need.gender)
        + (bool(need.languages) and set(need.languages).isdisjoint(helper.languages))
    )


def _tier(reading: Reading) -> int:
    ladder = reading.facts.scenario.policy.escalation
    cost = {kind: tier.cost for tier in reversed(ladder) for kind in tier.kinds}
    total = 0
    for served in reading.visits.values():
        for member in served.members:
            kinds, kind = member.role.kinds, member.helper.kind
            if kinds:
                total += kinds.index(kind) if kind in kinds else cost.get(kind, 0)
    return total


def _no_shows(reading: Reading) -> int:
    weights = reading.facts.scenario.policy.priority_weights
    return sum(
        weights[served.facts.urgency - 1] * round(1000 * (1 - member.helper.reliability))
        for served in reading.visits.values()
        for member in served.members
    )


def _missed_breaks(reading: Reading) -> int:
    voluntary = Rule.BREAK in reading.facts.ignored
    return sum(
        rest.minutes
        for trip in reading.trips
        for rest in trip.match_breaks()[0]
        if voluntary or not rest.mandatory
    )


def _shortfall(reading: Reading) -> int:
    drawn = draws_by_line(reading)
    percent = 0
    for key, served in reading.visits.items():
        for number, line in enumerate(served.facts.lines):
            got = sum(draw.allocation.quantity for draw in drawn.get((key, number), ()))
            if line.quantity:
                percent += -(-100 * max(0, line.quantity - got) // line.quantity)
    return percent


def _travel_time(reading: Reading) -> int:
    return sum(trip.travel_minutes for trip in reading.trips)


def _travel_distance(reading: Reading) -> int:
    return sum(trip.metres for trip in reading.trips)


def _waiting(reading: Reading) -> int:
    return sum(sum(trip.waits()) for trip in reading.trips)


def _max_idle(reading: Reading) -> int:
    return max((wait for trip in reading.trips for wait in trip.waits()), default=0)


def _overtime(reading: Reading) -> int:
    return sum(max(0, trip.route.back - trip.shift.end) for trip in reading.trips)


def _pay(reading: Reading) -> int:
    return sum(trip.helper.cost_per_hour * trip.work for trip in reading.trips) // 60


def _balance(reading: Reading) -> int:
    work: Counter[str] = Counter()
    for trip in reading.trips:
        work[trip.helper.id] += trip.work
    return max(work.values(), default=0)


def _disruption(reading: Reading) -> int:
    return sum(
        published.weight * _changes(published, reading)
        for published in reading.facts.scenario.published
    )


def _changes(published: PublishedVisit, reading: Reading) -> int:
    served = reading.visits.get((published.need, published.occurrence))
    if served is None:
        return 1 + len(published.helpers)
    moved = served.visit.start != published.start
    return moved + sum(helper not in served.helpers for helper in published.helpers)


TERMS: dict[TermName, Callable[[Reading], int]] = {
    TermName.COVERAGE: _coverage,
    TermName.LATENESS: _lateness,
    TermName.MAX_LATENESS: _max_lateness,
    TermName.FAIRNESS: _fairness,
    TermName.CONTINUITY: _continuity,
    TermName.PREFERENCES: _preferences,
    TermName.TIER: _tier,
    TermName.NO_SHOWS: _no_shows,
    TermName.MISSED_BREAKS: _missed_breaks,
    TermName.SHORTFALL: _shortfall,
    TermName.TRAVEL_TIME: _travel_time,
    TermName.TRAVEL_DISTANCE: _travel_distance,
    TermName.WAITING: _waiting,
    TermName.MAX_IDLE: _max_idle,
    TermName.OVERTIME: _overtime,
    TermName.PAY: _pay,
    TermName.BALANCE: _balance,
    TermName.DISRUPTION: _disruption,
}
