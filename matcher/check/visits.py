"""Whether each visit, and all of a need's visits together, are as the need asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from matcher.check.facts import Facts
from matcher.check.reading import Member, Reading, Served
from matcher.check.violation import Violation
from matcher.check.windows import window_lateness
from matcher.model import MINUTES_PER_DAY, Ended, Pin, Role, Rule


def window(reading: Reading) -> Iterator[Violation]:
    """Yield visits that none of their need's windows admits."""
    clock = reading.facts.clock
    for served in reading.visits.values():
        if window_lateness(served) is None:
            start, end = clock(served.visit.start), clock(served.visit.end)
            yield served.violation(
                Rule.WINDOW,
                f"no window admits {start} to {end}",
                f"没有时间窗允许 {start} 至 {end}",
            )


def horizon(reading: Reading) -> Iterator[Violation]:
    """Yield visits that reach beyond the horizon."""
    for served in reading.visits.values():
        times = [served.visit.start, served.visit.end]
        for member in served.members:
            times += [member.assignment.start, member.assignment.end]
        finding = reading.facts.beyond(times)
        if finding:
            yield served.violation(Rule.HORIZON, *finding)


def duration(reading: Reading) -> Iterator[Violation]:
    """Yield crew members who stay longer or shorter than they should, and visits that end so."""
    clock = reading.facts.clock
    for served in reading.visits.values():
        visit, facts = served.visit, served.facts
        for member in served.members:
            asked = facts.role_minutes(member.role)
            if member.minutes != asked:
                yield served.violation(
                    Rule.DURATION,
                    f"helper {member.helper.id} stays {member.minutes} min, asked {asked}",
                    f"服务者 {member.helper.id} 服务 {member.minutes} 分钟，应为 {asked} 分钟",
                    helper=member.helper.id,
                )
        if served.members:
            end = max(member.assignment.end for member in served.members)
        elif facts.crew_size:
            continue
        else:
            end = visit.start + facts.minutes
        if visit.end != end:
            yield served.violation(
                Rule.DURATION,
                f"ends at {clock(visit.end)}, its service at {clock(end)}",
                f"结束时间写为 {clock(visit.end)}，服务实际于 {clock(end)} 结束",
            )


def crew(reading: Reading) -> Iterator[Violation]:
    """Yield roles filled by too few or too many, and helpers who come twice."""
    for served in reading.visits.values():
        filled = Counter(member.assignment.role for member in served.members)
        for number, role in enumerate(served.facts.roles):
            if filled[number] != role.count:
                yield served.violation(
                    Rule.CREW,
                    f"role {number} has {filled[number]} helpers, asked {role.count}",
                    f"角色 {number} 有 {filled[number]} 人，应为 {role.count} 人",
                )
        if served.facts.need.distinct_crew:
            times = Counter(member.helper.id for member in served.members)
            for helper, number in times.items():
                if number > 1:
                    yield served.violation(
                        Rule.CREW,
                        f"helper {helper} fills {number} places of a distinct crew",
                        f"服务者 {helper} 占了 {number} 个名额，小组成员必须各不相同",
                        helper=helper,
                    )


def sync(reading: Reading) -> Iterator[Violation]:
    """Yield roles that start neither together with the one before nor within its lag."""
    clock = reading.facts.clock
    for served in reading.visits.values():
        starts = _role_starts(served.members)
        for number, times in starts.items():
            if len(times) > 1:
                shown = [clock(time) for time in sorted(times)]
                yield served.violation(
                    Rule.SYNC,
                    f"members of role {number} start at {', '.join(shown)}",
                    f"角色 {number} 的成员开始时间不一：{'、'.join(shown)}",
                )
        for before, after in pairwise(sorted(starts)):
            lag = _lag(served.facts.roles[after])
            later = min(starts[after]) - min(starts[before])
            if not lag[0] <= later <= lag[1]:
                yield served.violation(
                    Rule.SYNC,
                    f"role {after} starts {later} min after role {before}, "
                    f"asked {lag[0]} to {lag[1]}",
                    f"角色 {after} 比角色 {before} 晚 {later} 分钟开始，"
                    f"应为 {lag[0]} 至 {lag[1]} 分钟",
                )


def _role_starts(members: tuple[Member, ...]) -> dict[int, set[int]]:
    starts: dict[int, set[int]] = {}
    for member in members:
        starts.setdefault(member.assignment.role, set()).add(member.assignment.start)
    return starts


def _lag(role: Role) -> tuple[int, int]:
    return (role.lag.min, role.lag.max) if role.lag else (0, 0)


def recurrence(reading: Reading) -> Iterator[Violation]:
    """Yield occurrences out of order or too close to, or far from, the one served before.

    Gaps add up, so it is enough to look at each occurrence and the last served before it.
    """
    for visits in reading.by_need.values():
        need = visits[0].facts.need
        if need.recurrence is None:
            continue
        past = [reading.facts.day(visit.day) for visit in need.history if visit.day]
        if past:
            yield from _gap(visits[0], -1, max(past), None)
        for before, after in pairwise(visits):
            day = before.visit.start // MINUTES_PER_DAY
            yield from _gap(after, before.visit.occurrence, day, need.recurrence.max_gap_days)
            if after.visit.start < before.visit.end:
                start, end = reading.facts.clock(after.visit.start), before.visit.end
                yield after.violation(
                    Rule.RECURRENCE,
                    f"starts at {start}, before occurrence {before.visit.occurrence} ends "
                    f"at {reading.facts.clock(end)}",
                    f"{start} 开始，早于第 {before.visit.occurrence} 号服务单结束的 "
                    f"{reading.facts.clock(end)}",
                )


def _gap(
    served: Served, before: int, day_before: int, max_gap_days: int | None
) -> Iterator[Violation]:
    recurrence = served.facts.need.recurrence
    steps = served.visit.occurrence - before
    earlier = f"occurrence {before}" if before >= 0 else "the last visit before the horizon"
    zh = f"第 {before} 号服务单" if before >= 0 else "排班周期前的最后一次服务"
    days = served.visit.start // MINUTES_PER_DAY - day_before
    least = recurrence.min_gap_days * steps if recurrence else 0
    most = None if max_gap_days is None else max_gap_days * steps
    if days < least:
        yield served.violation(
            Rule.RECURRENCE,
            f"{days} days after {earlier}, at least {least}",
            f"距{zh} {days} 天，至少应隔 {least} 天",
        )
    if most is not None and days > most:
        yield served.violation(
            Rule.RECURRENCE,
            f"{days} days after {earlier}, at most {most}",
            f"距{zh} {days} 天，最多应隔 {most} 天",
        )


def continuity(reading: Reading) -> Iterator[Violation]:
    """Yield needs served by more distinct helpers than they should be."""
    for visits in reading.by_need.values():
        need = visits[0].facts.need
        helpers = frozenset[str]().union(*(served.helpers for served in visits))
        if need.max_helpers is not None and len(helpers) > need.max_helpers:
            yield Violation(
                rule=Rule.CONTINUITY,
                en=f"need {need.id}: {len(helpers)} helpers, at most {need.max_helpers}",
                zh=f"需求 {need.id}：由 {len(helpers)} 人服务，最多 {need.max_helpers} 人",
                need=need.id,
            )


def predecessor(reading: Reading) -> Iterator[Violation]:
    """Yield visits that start before a need that must come before is served and has ended."""
    for visits in reading.by_need.values():
        first = min(visits, key=lambda served: served.visit.start)
        for name in first.facts.need.after:
            facts, done = reading.facts.needs[name], reading.by_need.get(name, [])
            if len(done) < facts.occurrences:
                yield first.violation(
                    Rule.PREDECESSOR,
                    f"need {name} comes before, served {len(done)} of {facts.occurrences} times",
                    f"前置需求 {name} 应先完成，现只完成 {len(done)}/{facts.occurrences} 次",
                )
                continue
            end = max((served.visit.end for served in done), default=0)
            if end > first.visit.start:
                ended = reading.facts.clock(end)
                yield first.violation(
                    Rule.PREDECESSOR,
                    f"starts before need {name} has ended at {ended}",
                    f"开始早于前置需求 {name} 结束的 {ended}",
                )


def pins(reading: Reading) -> Iterator[Violation]:
    """Yield pinned visits that are not served as pinned.

    A plan that ended with `INFEASIBLE_PINS` may leave some out, but serves none otherwise.
    """
    infeasible = reading.plan.ended is Ended.INFEASIBLE_PINS
    dropped = 0
    for pin in reading.facts.scenario.pins:
        served = reading.visits.get((pin.need, pin.occurrence))
        if served:
            yield from _pin_kept(reading.facts, pin, served)
            continue
        dropped += 1
        if not infeasible:
            yield Violation(
                rule=Rule.PIN,
                en=f"pinned visit {pin.need}#{pin.occurrence} is not served",
                zh=f"固定的服务单 {pin.need}#{pin.occurrence} 没有安排",
                need=pin.need,
                occurrence=pin.occurrence,
            )
    if infeasible and not dropped:
        yield Violation(
            rule=Rule.PIN,
            en="the plan says that some pin cannot be kept, yet every pinned visit is served",
            zh="方案称有固定安排无法满足，但所有固定的服务单都已安排",
        )


def _pin_kept(facts: Facts, pin: Pin, served: Served) -> Iterator[Violation]:
    missing = [helper for helper in pin.helpers if helper not in served.helpers]
    if missing:
        yield served.violation(
            Rule.PIN,
            f"pinned helpers do not come: {', '.join(missing)}",
            f"固定的服务者未到：{'、'.join(missing)}",
        )
    if pin.start is not None and pin.start != served.visit.start:
        start, pinned = facts.clock(served.visit.start), facts.clock(pin.start)
        yield served.violation(
            Rule.PIN,
            f"starts at {start}, pinned at {pinned}",
            f"{start} 开始，固定为 {pinned}",
        )


CHECKS = (
    window,
    horizon,
    duration,
    crew,
    sync,
    recurrence,
    continuity,
    predecessor,
    pins,
)
