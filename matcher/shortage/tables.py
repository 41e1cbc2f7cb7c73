"""A shortage map as tables of text."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.model import HelperKind
from matcher.report import Language, Table
from matcher.report.catalogue import LABELS
from matcher.shortage.askings import Asking
from matcher.shortage.records import Shortages, Verified, Worth
from matcher.shortage.words import (
    LABELS_OF_PARTS,
    NOTHING,
    WORDS,
    say_asking,
    say_half_day,
)

_WORDY = frozenset(
    {"skill", "skills", "community", "half_day", "what", "kind", "like", "part", "words"}
)


def shortage_tables(found: Shortages, language: Language, *, top: int) -> tuple[Table, ...]:
    """Return the worst half-days, the bottlenecks and what one more is worth, if it is known.

    Parameters
    ----------
    found : Shortages
    language : Language
    top : int
        Rows of the worst half-days.
    """
    tables = [worst_table(found, language, top), bottleneck_table(found, language)]
    tables += worth_tables(found, language)
    return tuple(tables)


def worst_table(found: Shortages, language: Language, top: int) -> Table:
    """Return the cells that fall shortest: most minutes missing, then least served, then fullest.

    Those that are served in full are not among them, nor are those without demand.
    """
    cells = [
        (line, cell)
        for line in found.lines
        for cell in line.cells
        if cell.demand > (0 if cell.served is None else cell.served)
    ]
    cells.sort(
        key=lambda each: (
            -each[1].short,
            (each[1].served or 0) - each[1].demand if found.has_plan else 0,
            -each[1].demand / max(1, each[1].supply),
        )
    )
    rows = [
        (
            say_asking(line.asking).of(language),
            line.community_name,
            say_half_day(found.half_days[cell.half_day]).of(language),
            f"{cell.demand:,}",
            f"{cell.supply:,}",
            str(cell.helpers),
            NOTHING if cell.served is None else f"{cell.served:,}",
        )
        for line, cell in cells[:top]
    ]
    heads = ("skill", "community", "half_day", "demand", "supply", "people", "served")
    return _table("worst", heads, rows, language)


def bottleneck_table(found: Shortages, language: Language) -> Table:
    """Return a line a bottleneck."""
    rows = [
        (
            WORDS["proven" if one.proven else "tight"].of(language),
            f"{one.asked:,}",
            f"{one.available:,}",
            one.text.of(language),
        )
        for one in found.bottlenecks
    ]
    return _table("bottlenecks", ("kind", "asked", "available", "what"), rows, language)


def worth_tables(found: Shortages, language: Language) -> list[Table]:
    """Return what one more is worth by type, and what came of trying it."""
    if found.valuation is None:
        return []
    value = found.valuation
    tables = [
        _worths(name, worths, language)
        for name, worths in (
            ("helpers", value.helpers),
            ("shifts", value.shifts),
            ("hours", value.hours),
            ("resources", value.resources),
        )
        if worths or name == "helpers"
    ]
    if found.verified:
        tables.append(_verified(found.verified, value.helpers, language))
    return tables


def _worths(name: str, worths: Sequence[Worth], language: Language) -> Table:
    fields = {
        "helpers": ("like", "kind", "skills", "community", "alike", "points", "words"),
        "shifts": ("like", "kind", "skills", "community", "part", "alike", "points", "per_hour"),
        "hours": ("like", "kind", "skills", "community", "points", "words"),
        "resources": ("like", "points", "words"),
    }[name]
    rows = [tuple(_said(one, field, language) for field in fields) for one in worths]
    return _table(name, fields, rows, language, kind="by_kind")


def _said(worth: Worth, field: str, language: Language) -> str:
    kind, part = worth.kind, worth.part
    said = {
        "like": worth.name,
        "kind": "" if kind is None else LABELS[HelperKind][kind].of(language),
        "skills": say_askings(worth.skills, language),
        "community": worth.community_name or NOTHING,
        "part": "" if part is None else LABELS_OF_PARTS[part].of(language),
        "alike": str(worth.alike),
        "points": f"{worth.points:,.1f}",
        "per_hour": NOTHING if worth.per_hour is None else f"{worth.per_hour:,.2f}",
        "words": worth.words.of(language),
    }
    return said[field]


def say_askings(askings: Sequence[Asking], language: Language) -> str:
    """List skills."""
    return ("、" if language is Language.ZH else ", ").join(
        say_asking(each).of(language) for each in askings
    )


def _verified(verified: Sequence[Verified], worths: Sequence[Worth], language: Language) -> Table:
    names = {one.example: one.name for one in worths}
    rows = [
        (
            names.get(one.example, one.example),
            f"{one.points:,.1f}",
            f"{one.gained:,.1f}",
            f"{one.before:,.1f}",
            f"{one.after:,.1f}",
            NOTHING if one.proven_most is None else f"{one.proven_most:,.1f}",
        )
        for one in verified
    ]
    heads = ("like", "estimate", "gained", "before", "after", "proven_most")
    return _table("verified", heads, rows, language)


def _table(
    name: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    language: Language,
    *,
    kind: str = "kind",
) -> Table:
    return Table(
        title=WORDS[name].of(language),
        columns=tuple(WORDS[kind if head == "kind" else head].of(language) for head in heads),
        figures=tuple(head not in _WORDY for head in heads),
        rows=tuple(rows),
    )
