"""A roster as one page to read and to print; it asks for nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from matcher.model import HelperKind, Plan, Scenario
from matcher.report import Language, Text
from matcher.report.catalogue import COLUMNS, TABLES
from matcher.report.cells import cell
from matcher.report.figures import summary_rows
from matcher.report.reasons import unmet_rows
from matcher.report.rosters import day_rows
from matcher.report.rows import HelperRow, VisitRow
from matcher.report.templates import template
from matcher.rosters.lines import in_order

_WORDS = {
    "alone": Text("No helper needed", "无需服务者"),
    "nothing": Text("No visits are planned.", "没有安排服务单。"),
    "all_met": Text("Every need is met.", "所有需求均已满足。"),
    "roster": TABLES["roster"],
    "left_out": TABLES["unmet"],
    "time": Text("time", "时间"),
    "until": Text("to", "至"),
}
_FIGURES = ("visits", "served", "unmet", "helpers_used", "service_minutes", "travel_minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One helper's day, or the visits of a day that need nobody."""

    name: str
    kind: HelperKind | None
    rows: tuple[HelperRow | VisitRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    date: date
    parts: tuple[_Part, ...]


def html_roster(scenario: Scenario, plan: Plan, language: Language) -> bytes:
    """Write a page by day and helper, with the visits left out and why.

    It needs no script and no network; every name is escaped.
    """
    (summary,) = summary_rows(scenario, plan)
    last = scenario.start.date() + timedelta(days=max(scenario.days, 1) - 1)
    page = template("matcher.rosters").render(
        lang="zh-CN" if language is Language.ZH else "en",
        say=partial(cell, language=language),
        name=scenario.name or scenario.id,
        first=scenario.start.date(),
        last=last,
        figures=[(COLUMNS[field].of(language), getattr(summary, field)) for field in _FIGURES],
        days=_days(scenario, plan, _WORDS["alone"].of(language)),
        left_out=unmet_rows(scenario, plan),
        words={name: text.of(language) for name, text in (COLUMNS | _WORDS).items()},
    )
    return page.encode()


def _days(scenario: Scenario, plan: Plan, alone: str) -> list[_Day]:
    lines = in_order(scenario, plan)
    unattended = [row for row in day_rows(scenario, plan) if not row.crew]
    found = {row.day for row in lines} | {row.day for row in unattended if row.day}
    days = []
    for day in sorted(found):
        parts = [
            _Part(name=own[0].helper_name, kind=own[0].kind, rows=own)
            for _, group in groupby((row for row in lines if row.day == day), _helper)
            if (own := tuple(group))
        ]
        without = tuple(row for row in unattended if row.day == day)
        if without:
            parts.append(_Part(name=alone, kind=None, rows=without))
        days.append(_Day(date=day, parts=tuple(parts)))
    return days


def _helper(row: HelperRow) -> str:
    return row.helper
