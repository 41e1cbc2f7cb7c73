"""Goods, funds, venues, equipment, and the projects that pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matcher.check.facts import Facts
from matcher.check.reading import Draw, Reading, Served, VisitKey
from matcher.check.violation import Violation
from matcher.model import MINUTES_PER_DAY, Project, Resource, ResourceKind, ResourceLine, Rule

_LIMITS = {
    ResourceKind.GOODS: Rule.STOCK,
    ResourceKind.FUND: Rule.FUND,
    ResourceKind.VENUE: Rule.VENUE,
    ResourceKind.EQUIPMENT: Rule.EQUIPMENT,
}


def quantities(reading: Reading) -> Iterator[Violation]:
    """Yield resources of which more is given, or lent at one time, than there is."""
    draws: dict[str, list[Draw]] = {}
    for draw in reading.draws:
        draws.setdefault(draw.resource.id, []).append(draw)
    for together in draws.values():
        resource, peak = together[0].resource, _peak(together)
        if peak.quantity <= resource.quantity:
            continue
        at = reading.facts.clock(peak.at)
        en, zh = (f" at {at}", f"{at} ") if together[0].occupies else ("", "")
        yield Violation(
            rule=_LIMITS[resource.kind],
            en=f"{resource.kind} {resource.id}: {peak.quantity} taken{en}, "
            f"the quantity is {resource.quantity}",
            zh=f"资源 {resource.id}：{zh}共用 {peak.quantity}，仅有 {resource.quantity}",
            resource=resource.id,
        )


class _Peak(NamedTuple):
    """The most taken at one time, and when."""

    quantity: int
    at: int


def _peak(draws: list[Draw]) -> _Peak:
    if not draws[0].occupies:
        return _Peak(quantity=sum(draw.allocation.quantity for draw in draws), at=0)
    changes = []
    for draw in draws:
        given = draw.allocation
        if given.end > given.start:
            changes += [(given.start, given.quantity), (given.end, -given.quantity)]
    # At one minute what comes back sorts before what goes out.
    level, peak = 0, _Peak(quantity=0, at=0)
    for minute, change in sorted(changes):
        level += change
        if level > peak.quantity:
            peak = _Peak(quantity=level, at=minute)
    return peak


def permitted(reading: Reading) -> Iterator[Violation]:
    """Yield resources used for what they are not permitted for, or not asked for."""
    for draw in reading.draws:
        resource, facts = draw.resource, draw.facts
        if not _answers(draw.line, resource):
            asked = draw.line.resource or draw.line.item
            yield draw.violation(
                Rule.PERMITTED,
                f"line {draw.allocation.line} asks for {asked}",
                f"第 {draw.allocation.line} 行要求的是 {asked}",
            )
        if resource.services and facts.need.service not in resource.services:
            yield draw.violation(
                Rule.PERMITTED,
                f"not permitted for service {facts.need.service}",
                f"不得用于服务项目 {facts.need.service}",
            )
        if resource.communities and facts.ancestry.isdisjoint(resource.communities):
            yield draw.violation(
                Rule.PERMITTED,
                f"not permitted for community {facts.need.community}",
                f"不得用于社区 {facts.need.community}",
            )
        if resource.organisations and facts.need.organisation not in resource.organisations:
            yield draw.violation(
                Rule.PERMITTED,
                f"not permitted for organisation {facts.need.organisation or '(none)'}",
                f"不得用于机构 {facts.need.organisation or '（未填）'}",
            )


def _answers(line: ResourceLine, resource: Resource) -> bool:
    if line.resource is not None:
        return resource.id == line.resource
    return resource.item == line.item


def available(reading: Reading) -> Iterator[Violation]:
    """Yield resources used while not available, or after they expired."""
    clock = reading.facts.clock
    for draw in reading.draws:
        given, resource = draw.allocation, draw.resource
        if resource.available and not any(
            interval.start <= given.start
            and (given.end <= interval.end if draw.occupies else given.start < interval.end)
            for interval in resource.available
        ):
            yield draw.violation(
                Rule.AVAILABLE,
                f"not available from {clock(given.start)} to {clock(given.end)}",
                f"{clock(given.start)} 至 {clock(given.end)} 不可用",
            )
        last = max(given.start, given.end - 1) if draw.occupies else given.start
        if resource.expires and last // MINUTES_PER_DAY > reading.facts.day(resource.expires):
            yield draw.violation(
                Rule.AVAILABLE,
                f"used on {clock(last)[:10]}, it expires on {resource.expires}",
                f"{clock(last)[:10]} 使用，已于 {resource.expires} 到期",
            )


def horizon(reading: Reading) -> Iterator[Violation]:
    """Yield resources drawn outside the horizon; what is lent may stay out longer."""
    for draw in reading.draws:
        finding = reading.facts.beyond([draw.allocation.start])
        if finding:
            yield draw.violation(Rule.HORIZON, *finding)


def lines(reading: Reading) -> Iterator[Violation]:
    """Yield resource lines that get more than they ask, or less where less will not do."""
    drawn = draws_by_line(reading)
    for key, served in reading.visits.items():
        for number, line in enumerate(served.facts.lines):
            draws = drawn.get((key, number), [])
            got = sum(draw.allocation.quantity for draw in draws)
            if got > line.quantity or (line.all_or_none and got < line.quantity):
                yield served.violation(
                    Rule.LINE,
                    f"resource line {number} gets {got}, asked {line.quantity}",
                    f"第 {number} 行资源得到 {got}，要求 {line.quantity}",
                )
            yield from _line_draws(served, number, draws)


def _line_draws(served: Served, number: int, draws: list[Draw]) -> Iterator[Violation]:
    for draw in draws:
        if draw.allocation.quantity < 1:
            yield draw.violation(
                Rule.LINE,
                f"an allocation of {draw.allocation.quantity}, the least is 1",
                f"分配数量为 {draw.allocation.quantity}，至少应为 1",
            )
    used = {draw.resource.id: draw.resource.kind for draw in draws}
    if len(used) > 1 and ResourceKind.VENUE in used.values():
        yield served.violation(
            Rule.LINE,
            f"resource line {number} is split over {', '.join(sorted(used))}, "
            "a venue line takes one venue",
            f"第 {number} 行资源分在 {'、'.join(sorted(used))}，场地只能用一个",
        )


def draws_by_line(reading: Reading) -> dict[tuple[VisitKey, int], list[Draw]]:
    """Group what is drawn by visit and resource line."""
    drawn: dict[tuple[VisitKey, int], list[Draw]] = {}
    for draw in reading.draws:
        given = draw.allocation
        drawn.setdefault(((given.need, given.occurrence), given.line), []).append(draw)
    return drawn


def projects(reading: Reading) -> Iterator[Violation]:
    """Yield visits that their project does not permit."""
    for served in reading.visits.values():
        project = _project(reading.facts, served)
        if project is None:
            continue
        for en, zh in _against(reading.facts, served, project):
            yield served.violation(
                Rule.PROJECT, f"project {project.id} {en}", f"项目包 {project.id} {zh}"
            )


def _project(facts: Facts, served: Served) -> Project | None:
    return facts.projects.get(served.facts.need.project or "")


def _against(facts: Facts, served: Served, project: Project) -> Iterator[tuple[str, str]]:
    need, visit = served.facts.need, served.visit
    if project.services and need.service not in project.services:
        yield f"does not permit service {need.service}", f"不含服务项目 {need.service}"
    if project.communities and served.facts.ancestry.isdisjoint(project.communities):
        yield f"does not permit community {need.community}", f"不含社区 {need.community}"
    if project.start is not None and visit.start < project.start:
        start = facts.clock(project.start)
        yield f"starts only at {start}", f"于 {start} 才开始"
    if project.end is not None and visit.end > project.end:
        end = facts.clock(project.end)
        yield f"ends already at {end}", f"已于 {end} 结束"


def project_budgets(reading: Reading) -> Iterator[Violation]:
    """Yield projects whose crews cost more than their budget."""
    spent: dict[str, int] = {}
    for served in reading.visits.values():
        project = _project(reading.facts, served)
        if project:
            pay = sum(
                -(-member.helper.cost_per_hour * member.minutes // 60) for member in served.members
            )
            spent[project.id] = spent.get(project.id, 0) + pay
    for name, pay in spent.items():
        budget = reading.facts.projects[name].budget
        if budget is not None and pay > budget:
            yield Violation(
                rule=Rule.PROJECT_BUDGET,
                en=f"project {name}: crews cost {pay} fen, the budget is {budget}",
                zh=f"项目包 {name}：服务小组费用 {pay} 分，预算 {budget} 分",
            )


CHECKS = (quantities, permitted, available, horizon, lines, projects, project_budgets)
