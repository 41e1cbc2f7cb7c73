"""Days of helpers as bars along the hours, the base's above the variant's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matcher.whatif.comparison.compare import Versus
from matcher.whatif.comparison.days import Bar, DayPlan
from matcher.whatif.comparison.figures import Unit
from matcher.whatif.comparison.grids import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A stretch of a line, from 0 to 100 across."""

    left: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStrip(Strip):
    """One visit."""

    title: str
    kept: bool
    """Whether both plans have it for this helper at this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A helper's day in one plan."""

    minutes: Cell
    out: Strip
    """From leaving to being back."""
    visits: tuple[VisitStrip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A helper's day in both; none where a plan leaves it free."""

    name: str
    day: date
    base: Line | None
    variant: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The busiest days of helpers, of one variant."""

    title: str
    ticks: tuple[tuple[int, float], ...]
    """Every second hour, and where it is."""
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class _Hours:
    first: int
    last: int

    def place(self, minute: int) -> float:
        return round(100 * (minute - 60 * self.first) / (60 * (self.last - self.first)), 2)

    def strip(self, start: int, end: int) -> Strip:
        left = self.place(start)
        return Strip(left=left, width=round(self.place(end) - left, 2))


def charts(variants: Sequence[Versus]) -> tuple[Chart, ...]:
    """Draw the days of each variant that has any, all along the same hours."""
    both = [
        plan
        for variant in variants
        for day in variant.days
        for plan in (day.base, day.variant)
        if plan is not None
    ]
    if not both:
        return ()
    # Even hours, as every second one is marked.
    first = 2 * (min(plan.leave for plan in both) // 120)
    last = -2 * (-max(plan.back for plan in both) // 120)
    scale = _Hours(first, max(last, first + 2))
    return tuple(_chart(place, one, scale) for place, one in enumerate(variants) if one.days)


def _chart(place: int, variant: Versus, hours: _Hours) -> Chart:
    days = []
    for number, day in enumerate(variant.days):
        path = f"/variants/{place}/days/{number}"
        days.append(
            Day(
                name=day.name,
                day=day.day,
                base=_line(f"{path}/base", day.base, day.variant, hours),
                variant=_line(f"{path}/variant", day.variant, day.base, hours),
            )
        )
    ticks = tuple((hour, hours.place(60 * hour)) for hour in range(hours.first, hours.last + 1, 2))
    return Chart(title=variant.outcome.title, ticks=ticks, days=tuple(days))


def _line(path: str, plan: DayPlan | None, other: DayPlan | None, hours: _Hours) -> Line | None:
    if plan is None:
        return None
    known = set(other.visits) if other else set[Bar]()
    visits = []
    for bar in plan.visits:
        strip = hours.strip(bar.start, bar.end)
        title = f"{_clock(bar.start)}–{_clock(bar.end)} {bar.service}"
        visits.append(
            VisitStrip(left=strip.left, width=strip.width, title=title, kept=bar in known)
        )
    return Line(
        minutes=Cell(path=f"{path}/minutes", value=plan.minutes, unit=Unit.MINUTES),
        out=hours.strip(plan.leave, plan.back),
        visits=tuple(visits),
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
