"""Explanations as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.recommend import Fit, fits_table
from matcher.remedy import words
from matcher.remedy.ground import Ground
from matcher.remedy.overview import Common, Overview
from matcher.remedy.records import Forced, Served, Unserved
from matcher.remedy.telling import Teller
from matcher.replan import PlanChange
from matcher.replan.telling import sentence
from matcher.report import Language, Table, Text
from matcher.report.book import Book
from matcher.report.catalogue import LABELS
from matcher.report.cells import rule_name
from matcher.report.reasons import reason_text
from matcher.report.rows import visit_name

REASONS = Text("Why it is left out", "未安排的原因")
MISSES = Text("Nearest misses", "最接近的服务者")
SUGGESTIONS = Text("Smallest changes that would make it possible", "可使其得到服务的最小改变")
FIT = Text("Where it fits into the plan as it is", "现方案中可插入的位置")
CHANGES = Text("What would change", "将变动的安排")
PRESENT = Text(
    "As it is planned (score change: what this visit adds to the plan's score; less is better)",
    "现在的安排（评分变化：该服务单计入方案后的评分增减，越小越好）",
)
ALTERNATIVES = Text(
    "What else could be (score change: the difference to what is planned; less is better)",
    "其他可行的安排（评分变化：与现安排之差，越小越好）",
)
GROUPS = Text("Unmet, by kind and first reason", "未满足的服务单（按类型与首要原因）")
COMMON = Text("Changes that would help most", "帮助最大的改变")
EACH = Text("The smallest change for each", "各自的最小改变")

RULE, REASON = Text("rule", "规则"), Text("reason", "原因")
HELPER, SHIFT, LACK = (
    Text("helper", "服务者"),
    Text("shift", "时段"),
    Text("what is lacking", "欠缺"),
)
RANK, CHANGE, THEN = Text("rank", "排名"), Text("change", "改变"), Text("then", "届时")
NEED, KIND, VISITS = Text("need", "需求"), Text("kind", "类型"), Text("visits", "服务单")
SUCH_AS, HELPS, AT_ONCE = (
    Text("such as", "例如"),
    Text("helps", "可帮助"),
    Text("at once", "可同时安排"),
)
SHOWN = 5
"""Visits named of many."""


def unserved_tables(ground: Ground, told: Unserved, language: Language) -> tuple[Table, ...]:
    """Give an unmet visit as tables: reasons, nearest misses, suggestions, a place it has."""
    teller = Teller(ground.scenario, ground.plan, language)
    book, unmet = Book(ground.scenario, ground.plan), told.unmet
    rows = [
        (rule_name(one.code, language), reason_text(one, book, unmet.need).of(language))
        for one in unmet.reasons
    ]
    tables = [_table(REASONS, (RULE, REASON), rows, language)]
    if told.misses:
        misses = [
            (book.helper_name(one.helper), teller.shift(one), teller.sentence(teller.lacks(one)))
            for one in told.misses
        ]
        tables.append(_table(MISSES, (HELPER, SHIFT, LACK), misses, language))
    suggestions = [
        (
            str(rank),
            teller.steps(unmet.need, one.steps),
            teller.then(one),
        )
        for rank, one in enumerate(told.remedies, start=1)
    ]
    if suggestions:
        tables.append(_table(SUGGESTIONS, (RANK, CHANGE, THEN), suggestions, language))
    if told.fit is not None:
        tables.append(_fits(ground, [told.fit], FIT, language))
    return (*tables, *_changes(ground, told.forced, language))


def served_tables(ground: Ground, told: Served, language: Language) -> tuple[Table, ...]:
    """Give a served visit as tables: as it is, and what else could be."""
    others = (_fits(ground, told.others, ALTERNATIVES, language),) if told.others else ()
    return (
        _fits(ground, [told.present], PRESENT, language),
        *others,
        *_changes(ground, told.forced, language),
    )


def overview_tables(ground: Ground, told: Overview, language: Language) -> tuple[Table, ...]:
    """Give all unmet visits as tables: groups, common changes, the smallest for each."""
    teller = Teller(ground.scenario, ground.plan, language)
    kinds = LABELS[type(told.groups[0].kind)] if told.groups else {}
    groups = [
        (
            kinds[one.kind].of(language),
            rule_name(one.code or "", language),
            str(len(one.visits)),
            _some(one.visits),
        )
        for one in told.groups
    ]
    each = [
        (
            _some([(one.unmet.need, one.unmet.occurrence)]),
            teller.steps(one.unmet.need, one.remedies[0].steps)
            if one.remedies
            else words.NOTHING_HELPS.of(language),
        )
        for one in told.explained
    ]
    common = _table(
        COMMON,
        (CHANGE, HELPS, AT_ONCE, SUCH_AS),
        [_common(one, teller) for one in told.common],
        language,
        figures={1, 2},
    )
    return (
        _table(GROUPS, (KIND, RULE, VISITS, SUCH_AS), groups, language, figures={2}),
        *([common] if told.common else []),
        _table(EACH, (NEED, CHANGE), each, language),
    )


def _common(one: Common, teller: Teller) -> tuple[str, ...]:
    return (
        teller.steps(one.visits[0][0], one.remedy.steps),
        str(len(one.visits)),
        "?" if one.together is None else str(one.together),
        _some(one.visits),
    )


def _some(visits: Sequence[tuple[str, int]]) -> str:
    names = [visit_name(*visit) for visit in visits]
    return ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")


def _fits(ground: Ground, fits: Sequence[Fit], title: Text, language: Language) -> Table:
    return fits_table(ground.scenario, ground.plan, fits, title, language)


def _changes(ground: Ground, forced: Forced | None, language: Language) -> Iterable[Table]:
    if forced is None or forced.plan is None:
        return ()
    rows = [(_said(ground, one, language),) for one in forced.changes]
    return (_table(CHANGES, (CHANGE,), rows, language),)


def _said(ground: Ground, change: PlanChange, language: Language) -> str:
    return sentence(change, ground.scenario).of(language)


def _table(
    title: Text,
    columns: Sequence[Text],
    rows: Sequence[tuple[str, ...]],
    language: Language,
    figures: Iterable[int] = (),
) -> Table:
    right = frozenset(figures)
    return Table(
        title=title.of(language),
        columns=tuple(column.of(language) for column in columns),
        figures=tuple(place in right for place in range(len(columns))),
        rows=tuple(rows),
    )
