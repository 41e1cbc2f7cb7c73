"""Whether routes are possible, and within each helper's limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from matcher.check.reading import Reading, Trip
from matcher.check.violation import Violation
from matcher.model import MINUTES_PER_DAY, MINUTES_PER_WEEK, Rule, Stop


def shift_hours(reading: Reading) -> Iterator[Violation]:
    """Yield routes that leave before their shift or come back after it and its overtime."""
    clock = reading.facts.clock
    for trip in reading.trips:
        shift, back = trip.shift, trip.route.back
        if trip.stops and trip.stops[0].depart < shift.start:
            left, start = clock(trip.stops[0].depart), clock(shift.start)
            yield trip.violation(
                Rule.SHIFT_HOURS,
                f"leaves at {left}, before the shift's start {start}",
                f"{left} 出发，早于时段开始 {start}",
            )
        if back > shift.end + shift.max_overtime:
            latest = clock(shift.end + shift.max_overtime)
            yield trip.violation(
                Rule.SHIFT_HOURS,
                f"is back at {clock(back)}, after {latest}, the shift's end with its overtime",
                f"{clock(back)} 返回，晚于时段结束加允许加班的 {latest}",
            )


class Span(NamedTuple):
    """A stretch of a route; it is put into words only where something is wrong with it."""

    start: int
    end: int
    stop: Stop | None
    """Where the service is, or the way leads; None: the way back."""
    serves: bool = False

    @property
    def en(self) -> str:
        """Name it in English."""
        if self.stop is None:
            return "the way back"
        what = "the service at" if self.serves else "the way to"
        return f"{what} {self.stop.need}#{self.stop.occurrence}"

    @property
    def zh(self) -> str:
        """Name it in Chinese."""
        if self.stop is None:
            return "返程"
        visit = f"{self.stop.need}#{self.stop.occurrence}"
        return f"服务 {visit} " if self.serves else f"前往 {visit} 的路程"


def travel_times(reading: Reading) -> Iterator[Violation]:
    """Yield travel that takes other minutes or metres than it should."""
    for trip in reading.trips:
        metres = [*(stop.metres for stop in trip.stops), trip.route.return_metres]
        for way, shown_metres, true in zip(_ways(trip), metres, trip.legs, strict=True):
            minutes = way.end - way.start
            if true is None:
                yield trip.violation(
                    Rule.TRAVEL,
                    f"neither coordinates nor a matrix tell {way.en}",
                    f"坐标和路程矩阵都未给出{way.zh}",
                )
            elif (minutes, shown_metres) != true:
                yield trip.violation(
                    Rule.TRAVEL,
                    f"{way.en} shows {minutes} min and {shown_metres} m, "
                    f"it takes {true.minutes} min and {true.metres} m",
                    f"{way.zh}写为 {minutes} 分钟、{shown_metres} 米，"
                    f"应为 {true.minutes} 分钟、{true.metres} 米",
                )


def sequence(reading: Reading) -> Iterator[Violation]:
    """Yield stretches of a route that begin before the one before has ended."""
    clock = reading.facts.clock
    for trip in reading.trips:
        busy = _busy(trip)
        for before, after in pairwise(busy):
            if after.start < before.end:
                yield trip.violation(
                    Rule.TRAVEL,
                    f"{after.en} begins at {clock(after.start)}, "
                    f"before the end of {before.en} at {clock(before.end)}",
                    f"{after.zh}于 {clock(after.start)} 开始，"
                    f"早于{before.zh}结束的 {clock(before.end)}",
                )
        for taken in trip.route.breaks:
            for span in busy:
                if max(taken.start, span.start) < min(taken.end, span.end):
                    yield trip.violation(
                        Rule.TRAVEL,
                        f"the break at {clock(taken.start)} overlaps {span.en}",
                        f"{clock(taken.start)} 的休息与{span.zh}重叠",
                    )


def _ways(trip: Trip) -> list[Span]:
    ways = [Span(stop.depart, stop.arrive, stop) for stop in trip.stops]
    return [*ways, Span(trip.route.return_depart, trip.route.back, None)]


def _busy(trip: Trip) -> list[Span]:
    *ways, back = _ways(trip)
    services = [Span(stop.start, stop.end, stop, serves=True) for stop in trip.stops]
    there = [span for pair in zip(ways, services, strict=True) for span in pair]
    return [*there, back]


def max_visits(reading: Reading) -> Iterator[Violation]:
    """Yield routes with more stops than their shift allows."""
    for trip in reading.trips:
        most, stops = trip.shift.max_visits, len(trip.stops)
        if most is not None and stops > most:
            yield trip.violation(
                Rule.MAX_VISITS, f"{stops} stops, at most {most}", f"{stops} 站，最多 {most} 站"
            )


def breaks(reading: Reading) -> Iterator[Violation]:
    """Yield mandatory breaks missed and breaks that are none of the shift's."""
    clock = reading.facts.clock
    for trip in reading.trips:
        missed, foreign = trip.match_breaks()
        for rest in missed:
            if rest.mandatory and Rule.BREAK not in reading.facts.ignored:
                yield trip.violation(
                    Rule.BREAK,
                    f"misses the break of {rest.minutes} min between {clock(rest.start)} "
                    f"and {clock(rest.end)}",
                    f"缺少 {clock(rest.start)} 至 {clock(rest.end)} 之间 {rest.minutes} 分钟的休息",
                )
        for taken in foreign:
            yield trip.violation(
                Rule.BREAK,
                f"the break from {clock(taken.start)} to {clock(taken.end)} is none of the shift's",
                f"{clock(taken.start)} 至 {clock(taken.end)} 的休息不是该时段规定的休息",
            )


def workload(reading: Reading) -> Iterator[Violation]:
    """Yield helpers who work more in a day or a week than they may."""
    days: dict[tuple[str, int], int] = {}
    weeks: dict[tuple[str, int], int] = {}
    for trip in reading.trips:
        day = trip.helper.id, trip.shift.start // MINUTES_PER_DAY
        week = trip.helper.id, trip.shift.start // MINUTES_PER_WEEK
        days[day] = days.get(day, 0) + trip.work
        weeks[week] = weeks.get(week, 0) + trip.work
    helpers, clock = reading.facts.helpers, reading.facts.clock
    for (name, day_number), minutes in days.items():
        most = helpers[name].max_minutes_day
        if most is not None and minutes > most:
            date = clock(day_number * MINUTES_PER_DAY)[:10]
            yield _overwork(Rule.DAY_LIMIT, name, minutes, most, (f"on {date}", f"{date} "))
    for (name, week_number), minutes in weeks.items():
        most = helpers[name].max_minutes_week
        if most is not None and minutes > most:
            date = clock(week_number * MINUTES_PER_WEEK)[:10]
            when = f"in the week from {date}", f"{date} 起的一周"
            yield _overwork(Rule.WEEK_LIMIT, name, minutes, most, when)


def _overwork(rule: Rule, helper: str, minutes: int, most: int, when: tuple[str, str]) -> Violation:
    return Violation(
        rule=rule,
        en=f"helper {helper} works {minutes} min {when[0]}, at most {most}",
        zh=f"服务者 {helper} {when[1]}工作 {minutes} 分钟，上限 {most} 分钟",
        helper=helper,
    )


def horizon(reading: Reading) -> Iterator[Violation]:
    """Yield routes that reach beyond the horizon."""
    for trip in reading.trips:
        times = [trip.route.return_depart, trip.route.back]
        times += [time for stop in trip.stops for time in (stop.depart, stop.arrive)]
        times += [time for rest in trip.route.breaks for time in (rest.start, rest.end)]
        finding = reading.facts.beyond(times)
        if finding:
            yield trip.violation(Rule.HORIZON, *finding)


CHECKS = (
    shift_hours,
    travel_times,
    sequence,
    max_visits,
    breaks,
    workload,
    horizon,
)
