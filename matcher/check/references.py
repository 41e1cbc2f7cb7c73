"""Whether the plan names only what the scenario has, and each visit once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from matcher.check.facts import Facts
from matcher.check.reading import Reading, VisitKey
from matcher.check.violation import Violation
from matcher.model import Rule

_SHA_256 = re.compile(r"[0-9a-f]{64}")


def header(reading: Reading) -> Iterator[Violation]:
    """Yield a plan of another scenario."""
    plan, scenario = reading.plan, reading.facts.scenario
    if plan.scenario != scenario.id:
        yield _violation(
            f"the plan is for scenario {plan.scenario}, not {scenario.id}",
            f"方案属于情景 {plan.scenario}，不是 {scenario.id}",
        )
    if plan.start != scenario.start:
        yield _violation(
            f"the plan's horizon starts at {plan.start}, the scenario's at {scenario.start}",
            f"方案的排班周期始于 {plan.start}，情景始于 {scenario.start}",
        )
    if not _SHA_256.fullmatch(plan.digest):
        yield _violation(
            f"the plan's digest {plan.digest!r} is no SHA-256 in 64 hexadecimal digits",
            f"方案的摘要 {plan.digest!r} 不是 64 位十六进制的 SHA-256",
        )


def visits(reading: Reading) -> Iterator[Violation]:
    """Yield visits, served or unmet, that the scenario does not have, or that come twice."""
    facts, plan = reading.facts, reading.plan
    served = [(visit.need, visit.occurrence) for visit in plan.visits]
    unmet = [(visit.need, visit.occurrence) for visit in plan.unmet]
    for keys, en, zh in ((served, "served", "已安排"), (unmet, "unmet", "未满足")):
        yield from _unknown(facts, keys, f"{en} visits name", f"{zh}的服务单写有")
        for (need, occurrence), times in Counter(keys).items():
            if times > 1:
                yield _violation(
                    f"visit {need}#{occurrence} is among the {en} {times} times",
                    f"服务单 {need}#{occurrence} 在{zh}中出现 {times} 次",
                    (need, occurrence),
                )


def crews(reading: Reading) -> Iterator[Violation]:
    """Yield crew members who are not in the scenario."""
    facts = reading.facts
    for visit in reading.plan.visits:
        key = visit.need, visit.occurrence
        for assignment in visit.crew:
            yield from _unknown_shift(facts, assignment.helper, assignment.shift, key)
            yield from _unknown_role(facts, key, assignment.role)


def routes(reading: Reading) -> Iterator[Violation]:
    """Yield routes of shifts, and stops at visits, that the scenario does not have."""
    facts = reading.facts
    for route in reading.plan.routes:
        yield from _unknown_shift(facts, route.helper, route.shift, None)
        keys = [(stop.need, stop.occurrence) for stop in route.stops]
        en, zh = f"the route of shift {route.shift} names", f"时段 {route.shift} 的路线写有"
        yield from _unknown(facts, keys, en, zh)
        for key, stop in zip(keys, route.stops, strict=True):
            yield from _unknown_role(facts, key, stop.role)


def allocations(reading: Reading) -> Iterator[Violation]:
    """Yield allocations that name what the scenario does not have."""
    facts = reading.facts
    for given in reading.plan.allocations:
        key = given.need, given.occurrence
        yield from _unknown(facts, [key], "an allocation names", "资源分配写有")
        need = facts.need_of(*key)
        if given.resource not in facts.resources:
            yield _violation(
                f"an allocation names resource {given.resource}, unknown to the scenario",
                f"资源分配写有情景中没有的资源 {given.resource}",
                key,
            )
        if need and not 0 <= given.line < len(need.lines):
            yield _violation(
                f"an allocation names line {given.line}; "
                f"need {given.need} has {len(need.lines)}, from 0",
                f"资源分配写有第 {given.line} 行，"
                f"需求 {given.need} 只有 {len(need.lines)} 行，从 0 起",
                key,
            )


def escalations(reading: Reading) -> Iterator[Violation]:
    """Yield escalations of needs, or to tiers, that the scenario does not have."""
    facts, tiers = reading.facts, len(reading.facts.scenario.policy.escalation)
    for each in reading.plan.escalations:
        yield from _unknown(facts, [(each.need, 0)], "an escalation names", "上报写有")
        if each.tier not in range(tiers):
            yield _violation(
                f"an escalation names tier {each.tier}; the ladder has {tiers}, from 0",
                f"上报写有第 {each.tier} 级，策略只有 {tiers} 级，从 0 起",
            )


def _unknown(facts: Facts, keys: list[VisitKey], en: str, zh: str) -> Iterator[Violation]:
    for need, occurrence in keys:
        if facts.need_of(need, occurrence) is None:
            yield _violation(
                f"{en} {need}#{occurrence}, unknown to the scenario",
                f"{zh}情景中没有的 {need}#{occurrence}",
                (need, occurrence),
            )


def _unknown_shift(
    facts: Facts, helper: str, shift: str, key: VisitKey | None
) -> Iterator[Violation]:
    if facts.shift_of(helper, shift) is None:
        yield _violation(
            f"helper {helper} with shift {shift} is unknown to the scenario",
            f"情景中没有服务者 {helper} 的时段 {shift}",
            key,
        )


def _unknown_role(facts: Facts, key: VisitKey, role: int) -> Iterator[Violation]:
    need = facts.need_of(*key)
    if need and not 0 <= role < len(need.roles):
        yield _violation(
            f"visit {key[0]}#{key[1]} names role {role}; the need has {len(need.roles)}, from 0",
            f"服务单 {key[0]}#{key[1]} 写有角色 {role}，该需求只有 {len(need.roles)} 个，从 0 起",
            key,
        )


def _violation(en: str, zh: str, key: VisitKey | None = None) -> Violation:
    need, occurrence = key or (None, None)
    return Violation(rule=Rule.REFERENCE, en=en, zh=zh, need=need, occurrence=occurrence)


CHECKS = (header, visits, crews, routes, allocations, escalations)
