"""A roster as a CSV table: one line a visit, break or return of a helper."""

from __future__ import annotations

from matcher.formats.tables.grids import csv_bytes
from matcher.model import Plan, Scenario
from matcher.report import Language, Text
from matcher.report.catalogue import COLUMNS
from matcher.report.rosters import helper_rows
from matcher.report.rows import HelperRow
from matcher.rosters.values import plain

_HEADS = COLUMNS | {
    "activity": Text("activity", "事项"),
    "community": Text("community id", "社区编号"),
    "helper": Text("helper id", "服务者编号"),
    "need": Text("need id", "需求编号"),
    "occurrence": Text("occurrence", "序号"),
    "service": Text("service id", "服务项目编号"),
    "shift": Text("shift id", "时段编号"),
}
_FIELDS = (
    *("helper", "helper_name", "kind", "shift", "day", "activity", "depart", "start", "end"),
    *("need", "occurrence", "priority", "service", "service_name", "resident"),
    *("community", "community_name", "role", "others", "resources", "metres"),
)


def csv_roster(scenario: Scenario, plan: Plan, language: Language) -> bytes:
    """Write the helpers' rosters, by helper in the scenario's order and by time.

    The heading is in both languages, so that it is the same in either; times are local.
    """
    lines = [
        [plain(getattr(row, field), language) for field in _FIELDS]
        for row in in_order(scenario, plan)
    ]
    return csv_bytes([[_HEADS[field].both for field in _FIELDS], *lines])


def in_order(scenario: Scenario, plan: Plan) -> list[HelperRow]:
    """Give the lines of all helpers, by helper in the scenario's order and by time."""
    position = {helper.id: number for number, helper in enumerate(scenario.helpers)}
    return sorted(helper_rows(scenario, plan), key=lambda row: (position[row.helper], row.end))
