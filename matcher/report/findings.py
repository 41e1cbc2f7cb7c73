"""What is wrong with an input or a plan, as tables of text."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.check import Violation
from matcher.model import Problem
from matcher.report.catalogue import COLUMNS, TABLES
from matcher.report.cells import cell
from matcher.report.tables import Table
from matcher.report.text import Language, Text


def problem_table(problems: Sequence[Problem], language: Language) -> Table:
    """Return one line a problem: how bad, where, its code, its sentence."""
    return _table(
        TABLES["problems"],
        ("severity", "where", "code", "sentence"),
        [
            (
                problem.severity,
                problem.place or problem.pointer,
                problem.code,
                Text(problem.en, problem.zh),
            )
            for problem in problems
        ],
        language,
    )


def violation_table(violations: Sequence[Violation], language: Language) -> Table:
    """Return one line a rule broken: the rule, its code, its sentence."""
    return _table(
        TABLES["violations"],
        ("rule", "code", "sentence"),
        [
            (violation.rule, violation.rule.value, Text(violation.en, violation.zh))
            for violation in violations
        ],
        language,
    )


def _table(
    title: Text, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]], language: Language
) -> Table:
    return Table(
        title=title.of(language),
        columns=tuple(COLUMNS[column].of(language) for column in columns),
        figures=(False,) * len(columns),
        rows=tuple(tuple(cell(value, language) for value in row) for row in rows),
    )
