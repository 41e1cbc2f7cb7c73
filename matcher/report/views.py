"""The views of a plan: which rows each is made of."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pydantic_core import to_jsonable_python

from matcher.model import Plan, Scenario
from matcher.report.escalations import escalation_rows
from matcher.report.figures import coverage_rows, priority_rows, score_rows, summary_rows
from matcher.report.pins import pin_rows
from matcher.report.reasons import unmet_rows
from matcher.report.rosters import day_rows, helper_rows, resident_rows
from matcher.report.rows import Row
from matcher.report.supplies import allocation_rows, stock_rows


class View(StrEnum):
    """A way to look at a plan."""

    HELPER = "helper"
    RESIDENT = "resident"
    DAY = "day"
    UNMET = "unmet"
    SUMMARY = "summary"
    RESOURCES = "resources"


_Rows = Callable[[Scenario, Plan], tuple[Row, ...]]

_PARTS: dict[View, dict[str, _Rows]] = {
    View.HELPER: {"roster": helper_rows},
    View.RESIDENT: {"roster": resident_rows},
    View.DAY: {"roster": day_rows},
    View.UNMET: {"pins": pin_rows, "unmet": unmet_rows, "escalations": escalation_rows},
    View.SUMMARY: {
        "summary": summary_rows,
        "pins": pin_rows,
        "coverage": coverage_rows,
        "priorities": priority_rows,
        "score": score_rows,
    },
    View.RESOURCES: {"stock": stock_rows, "allocations": allocation_rows},
}


def view(scenario: Scenario, plan: Plan, by: View) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each part of a view.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        One that names only what the scenario has (`Rule.REFERENCE`).
    by : View

    Returns
    -------
    dict
        From the part's name, as in `matcher.report.catalogue.TABLES`, to its rows.
    """
    return {name: rows(scenario, plan) for name, rows in _PARTS[by].items()}


def view_document(scenario: Scenario, plan: Plan, by: View) -> dict[str, list[dict[str, object]]]:
    """Return the same as a JSON document; texts come in both languages."""
    document: dict[str, list[dict[str, object]]] = to_jsonable_python(view(scenario, plan, by))
    return document
