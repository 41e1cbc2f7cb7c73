"""A shortage map as one page to read and to print; it asks for nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from matcher.report import Language
from matcher.report.cells import cell as said
from matcher.report.templates import template
from matcher.shortage.records import Cell, HalfDay, Line, Shortages
from matcher.shortage.tables import bottleneck_table, worst_table, worth_tables
from matcher.shortage.words import (
    LABELS_OF_PARTS,
    WORDS,
    say_asking,
    say_half_day,
    say_impossible,
    say_no_bottleneck,
)

MOST_LINES = 60
"""Lines of the map on a page, the worst first."""

WORST = 20
"""Rows of the table of the worst half-days."""

SHADES = ((0.25, "low"), (0.5, "some"), (0.75, "much"), (1.0, "full"))
"""Up to which share of the supply the demand is drawn how; above, or without supply: short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Square:
    """One half-day of a line.

    Attributes
    ----------
    shade : str
        A class of the page's style.
    figures : str
        Hours of demand and supply.
    hint : str
        The whole of it, in minutes.
    """

    shade: str
    figures: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    asking: str
    community: str
    served: str
    squares: tuple[_Square | None, ...]


def html_shortages(found: Shortages, language: Language) -> bytes:
    """Write a page: the map, the bottlenecks, what one more is worth.

    It needs no script and no network; every name is escaped.
    """
    shown = sorted({cell.half_day for line in found.lines for cell in line.cells if cell.demand})
    columns = [found.half_days[number] for number in shown]
    impossible = say_impossible(found.impossible)
    page = template("matcher.shortage").render(
        lang="zh-CN" if language is Language.ZH else "en",
        title=found.title,
        has_plan=found.has_plan,
        words={name: text.of(language) for name, text in WORDS.items()},
        days=_days(columns, language),
        parts=[LABELS_OF_PARTS[each.part].of(language) for each in columns],
        rows=[_row(found, line, shown, language) for line in found.lines[:MOST_LINES]],
        cut=len(found.lines) > MOST_LINES,
        impossible=None if impossible is None else impossible.of(language),
        no_bottleneck=say_no_bottleneck(found.impossible).of(language),
        worst=worst_table(found, language, WORST),
        bottlenecks=bottleneck_table(found, language),
        proven=[one.proven for one in found.bottlenecks],
        worths=worth_tables(found, language),
        note=None if found.valuation is None else found.valuation.note.of(language),
    )
    return page.encode()


def _days(columns: list[HalfDay], language: Language) -> list[tuple[str, int]]:
    """Give each day with how many columns it has."""
    return [
        (said(day, language), len(list(halves)))
        for day, halves in groupby(columns, lambda half_day: half_day.day)
    ]


def _row(found: Shortages, line: Line, shown: list[int], language: Language) -> _Row:
    cells = {cell.half_day: cell for cell in line.cells if cell.demand or cell.supply}
    served = "" if line.places_served is None else f"{line.places_served} / {line.places}"
    return _Row(
        asking=say_asking(line.asking).of(language),
        community=line.community_name,
        served=served or str(line.places),
        squares=tuple(
            _square(found, cells[number], language) if number in cells else None for number in shown
        ),
    )


def _square(found: Shortages, cell: Cell, language: Language) -> _Square:
    when = say_half_day(found.half_days[cell.half_day]).of(language)
    parts = [
        f"{WORDS[name].of(language)} {figure:,}"
        for name, figure in (
            ("demand", cell.demand),
            ("supply", cell.supply),
            ("people", cell.helpers),
            ("served", cell.served),
        )
        if figure is not None
    ]
    return _Square(
        shade=_shade(cell),
        figures=f"{_hours(cell.demand)} / {_hours(cell.supply)}",
        hint=" · ".join((when, *parts)),
    )


def _shade(cell: Cell) -> str:
    if not cell.demand:
        return "idle"
    share = cell.demand / cell.supply if cell.supply else float("inf")
    return next((shade for limit, shade in SHADES if share <= limit), "short")


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
