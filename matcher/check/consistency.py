"""Whether visits, routes, allocations and the unmet list tell the same story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from matcher.check.reading import Draw, Reading, Served, VisitKey
from matcher.check.violation import Violation
from matcher.model import Rule


def accounted(reading: Reading) -> Iterator[Violation]:
    """Yield visits that are both served and unmet, or neither."""
    unmet = {(visit.need, visit.occurrence) for visit in reading.plan.unmet}
    for name, facts in reading.facts.needs.items():
        for occurrence in range(facts.occurrences):
            key = name, occurrence
            if (key in reading.visits) == (key in unmet):
                both = key in unmet
                yield Violation(
                    rule=Rule.CONSISTENCY,
                    en=f"visit {name}#{occurrence} is "
                    f"{'both served and unmet' if both else 'neither served nor unmet'}",
                    zh=f"服务单 {name}#{occurrence} "
                    f"{'既已安排又列为未满足' if both else '既未安排也未列为未满足'}",
                    need=name,
                    occurrence=occurrence,
                )


def escalations(reading: Reading) -> Iterator[Violation]:
    """Yield needs that move up the ladder and are not said to, or the other way round."""
    due: list[tuple[str, int, int]] = []
    for name, facts in reading.facts.needs.items():
        begun = [served.visit.start for served in reading.by_need.get(name, ())]
        for tier, opening in sorted(facts.opens.items()):
            is_reached = opening < reading.facts.scenario.horizon
            if is_reached and not any(start < opening for start in begun):
                due.append((name, tier, opening))
    tiers = range(len(reading.facts.scenario.policy.escalation))
    said = [
        (each.need, each.tier, each.at)
        for each in reading.plan.escalations
        if each.need in reading.facts.needs and each.tier in tiers
    ]
    clock = reading.facts.clock
    for entries, en, zh in (
        (Counter(due) - Counter(said), "must move up", "应当上报，但方案未写明"),
        (Counter(said) - Counter(due), "does not move up", "不应上报，但方案写明"),
    ):
        for name, tier, opening in entries:
            yield Violation(
                rule=Rule.CONSISTENCY,
                en=f"need {name} {en} to tier {tier} at {clock(opening)}",
                zh=f"需求 {name} 于 {clock(opening)} 至第 {tier} 级：{zh}",
                need=name,
            )
    if sorted(due) == sorted(said) and due != said:
        yield Violation(
            rule=Rule.CONSISTENCY,
            en="the list of escalations is not in order of need and tier",
            zh="“上报”列表未按需求和层级的顺序排列",
        )


class _Duty(NamedTuple):
    """What a crew member and its stop must agree on."""

    need: str
    occurrence: int
    role: int
    helper: str
    shift: str
    start: int
    end: int


def stops(reading: Reading) -> Iterator[Violation]:
    """Yield crew members without their stop, and stops without their crew member."""
    crew = Counter(
        _Duty(
            need=served.visit.need,
            occurrence=served.visit.occurrence,
            role=member.assignment.role,
            helper=member.helper.id,
            shift=member.shift.id,
            start=member.assignment.start,
            end=member.assignment.end,
        )
        for served in reading.visits.values()
        for member in served.members
    )
    stopping = Counter(
        _Duty(
            need=stop.need,
            occurrence=stop.occurrence,
            role=stop.role,
            helper=trip.helper.id,
            shift=trip.shift.id,
            start=stop.start,
            end=stop.end,
        )
        for trip in reading.trips
        for stop in trip.stops
    )
    clock = reading.facts.clock
    for duties, en, zh in (
        (crew - stopping, "in the crew has no such stop", "在服务小组中，但路线没有这一站"),
        (stopping - crew, "on the route is not in the crew so", "在路线中，但服务小组没有这一项"),
    ):
        for duty in duties:
            span = f"{clock(duty.start)} - {clock(duty.end)}"
            yield Violation(
                rule=Rule.CONSISTENCY,
                en=f"visit {duty.need}#{duty.occurrence}: helper {duty.helper}, shift "
                f"{duty.shift}, role {duty.role}, {span} {en}",
                zh=f"服务单 {duty.need}#{duty.occurrence}：服务者 {duty.helper}，时段 "
                f"{duty.shift}，角色 {duty.role}，{span} {zh}",
                need=duty.need,
                occurrence=duty.occurrence,
                helper=duty.helper,
                shift=duty.shift,
            )


def starts(reading: Reading) -> Iterator[Violation]:
    """Yield visits that do not start with their first role."""
    for served in reading.visits.values():
        if not served.members:
            continue
        role = min(member.assignment.role for member in served.members)
        first = min(
            member.assignment.start for member in served.members if member.assignment.role == role
        )
        if served.visit.start != first:
            shown, true = reading.facts.clock(served.visit.start), reading.facts.clock(first)
            yield served.violation(
                Rule.CONSISTENCY,
                f"starts at {shown}, its first role at {true}",
                f"开始时间写为 {shown}，第一个角色于 {true} 开始",
            )


def routes(reading: Reading) -> Iterator[Violation]:
    """Yield empty routes and shifts with several."""
    for trip in reading.trips:
        if not trip.route.stops:
            yield trip.violation(Rule.CONSISTENCY, "has no stops", "没有任何站点")
    for name, times in Counter(trip.shift.id for trip in reading.trips).items():
        if times > 1:
            yield Violation(
                rule=Rule.CONSISTENCY,
                en=f"shift {name} has {times} routes",
                zh=f"时段 {name} 有 {times} 条路线",
                shift=name,
            )


def allocations(reading: Reading) -> Iterator[Violation]:
    """Yield allocations to visits not served, or at another time than the visit."""
    clock = reading.facts.clock
    for draw in reading.draws:
        given = draw.allocation
        served = reading.visits.get((given.need, given.occurrence))
        if served is None:
            yield draw.violation(Rule.CONSISTENCY, "the visit is not served", "该服务单未安排")
            continue
        start, end = served.visit.start, _free_again(draw, served)
        if (given.start, given.end) != (start, end):
            yield draw.violation(
                Rule.CONSISTENCY,
                f"from {clock(given.start)} to {clock(given.end)}, "
                f"should be {clock(start)} to {clock(end)}",
                f"写为 {clock(given.start)} 至 {clock(given.end)}，"
                f"应为 {clock(start)} 至 {clock(end)}",
            )


def _free_again(draw: Draw, served: Served) -> int:
    if not draw.occupies:
        return served.visit.start
    if draw.line.hold is None:
        return served.visit.end
    return served.visit.start + draw.line.hold


def order(reading: Reading) -> Iterator[Violation]:
    """Yield lists that are not in their documented order."""
    facts, plan = reading.facts, reading.plan
    needs = {name: need.order for name, need in facts.needs.items()}
    used = {trip.helper.id for trip in reading.trips}
    helpers = {name: place for place, name in enumerate(facts.helpers) if name in used}
    served = [(visit.need, visit.occurrence) for visit in plan.visits]
    unmet = [(visit.need, visit.occurrence) for visit in plan.unmet]
    lists = (
        ("visits", "服务单", _positions(served, needs)),
        ("unmet", "未满足", _positions(unmet, needs)),
        (
            "routes",
            "路线",
            [
                (helpers[trip.helper.id], trip.helper.shifts.index(trip.shift))
                for trip in reading.trips
            ],
        ),
    )
    for en, zh, positions in lists:
        if not _sorted(positions):
            yield Violation(
                rule=Rule.CONSISTENCY,
                en=f"the list of {en} is not in the scenario's order",
                zh=f"“{zh}”列表未按情景中的顺序排列",
            )
    for visit in reading.visits.values():
        if not _sorted([(member.assignment.role, member.helper.id) for member in visit.members]):
            yield visit.violation(
                Rule.CONSISTENCY,
                "the crew is not in order of role and helper",
                "服务小组未按角色和服务者的顺序排列",
            )


def _positions(keys: Iterable[VisitKey], needs: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(needs[need], occurrence) for need, occurrence in keys if need in needs]


def _sorted(positions: Sequence[tuple[int, int | str]]) -> bool:
    return all(before <= after for before, after in pairwise(positions))


CHECKS = (accounted, escalations, stops, starts, routes, allocations, order)
