"""Recommendations as tables for people and as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from matcher.instance.effective import Catalogue
from matcher.model import Plan, Scenario, Unmet
from matcher.recommend.records import Fit, Place, Remark
from matcher.report import Language, Table, Text
from matcher.report.book import Book
from matcher.report.cells import cell, rule_name
from matcher.report.reasons import reason_text

WAYS = Text("Ways to serve it", "可行的安排")
NEEDS = Text("Needs that suit", "适合的需求")
REASONS = Text("Why nothing fits", "无法安排的原因")
COLUMNS = (
    Text("rank", "排名"),
    Text("need", "需求"),
    Text("start", "开始"),
    Text("crew", "服务小组"),
    Text("score change", "评分变化"),
    Text("for it", "有利"),
    Text("against it", "不利"),
)
REASON_COLUMNS = (Text("rule", "规则"), Text("reason", "原因"))
FIGURES = (True, False, False, False, False, False, False)


def fits_table(
    scenario: Scenario, plan: Plan, fits: Sequence[Fit], title: Text, language: Language
) -> Table:
    """Give recommendations as a table, best first."""
    book = Book(scenario, plan)
    rows = [
        (
            str(fit.rank),
            fit.need.id,
            f"{book.moment(fit.start):%m-%d %H:%M}",
            ", ".join(book.helper_name(place.helper) for place in fit.crew),
            cell(fit.change.totals, language),
            _sentences(fit.pros, language),
            _sentences(fit.cons, language),
        )
        for fit in fits
    ]
    return Table(
        title=title.of(language),
        columns=tuple(column.of(language) for column in COLUMNS),
        figures=FIGURES,
        rows=tuple(rows),
    )


def reasons_table(scenario: Scenario, plan: Plan, unmet: Unmet, language: Language) -> Table:
    """Give why nothing fits; the scenario has the need."""
    book = Book(scenario, plan)
    return Table(
        title=REASONS.of(language),
        columns=tuple(column.of(language) for column in REASON_COLUMNS),
        figures=(False, False),
        rows=tuple(
            (rule_name(reason.code, language), reason_text(reason, book, unmet.need).of(language))
            for reason in unmet.reasons
        ),
    )


def fit_document(scenario: Scenario, fit: Fit, language: Language) -> dict[str, Any]:
    """Give a recommendation as a JSON-ready document; see docs/recommend.md."""
    roles = Catalogue.of(scenario).roles(fit.need)
    return {
        "rank": fit.rank,
        "start": _written(scenario, fit.start),
        "crew": [_place(scenario, roles[place.role].name, place) for place in fit.crew],
        "change": {
            "totals": list(fit.change.totals),
            "terms": [
                {"name": each.name.value, "change": each.change} for each in fit.change.terms
            ],
        },
        "disturbs": [
            {
                "need": moved.need,
                "occurrence": moved.occurrence,
                "start": _written(scenario, moved.start),
            }
            for moved in fit.disturbs
        ],
        "for": [_remark(remark, language) for remark in fit.pros],
        "against": [_remark(remark, language) for remark in fit.cons],
    }


def reasons_document(
    scenario: Scenario, plan: Plan, unmet: Unmet, language: Language
) -> list[dict[str, Any]]:
    """Give why nothing fits as a JSON-ready document; the scenario has the need."""
    book = Book(scenario, plan)
    return [
        {
            "code": reason.code,
            "role": reason.role,
            "blocked": reason.blocked,
            "examples": list(reason.examples),
            "message": reason_text(reason, book, unmet.need).of(language),
        }
        for reason in unmet.reasons
    ]


def _place(scenario: Scenario, role: str, place: Place) -> dict[str, Any]:
    return {
        "role": role,
        "helper": place.helper,
        "shift": place.shift,
        "start": _written(scenario, place.start),
        "end": _written(scenario, place.end),
        "travel_minutes": place.travel,
    }


def _remark(remark: Remark, language: Language) -> dict[str, str]:
    return {"code": remark.code.value, "message": remark.text.of(language)}


def _sentences(remarks: Sequence[Remark], language: Language) -> str:
    return " ".join(remark.text.of(language) for remark in remarks)


def _written(scenario: Scenario, minute: int) -> str:
    return (scenario.start + timedelta(minutes=minute)).isoformat(timespec="minutes")
