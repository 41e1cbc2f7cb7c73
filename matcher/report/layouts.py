"""Which fields of its rows each part of a view shows, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.report.rows import Row
from matcher.report.views import View


@dataclass(frozen=True, slots=True)
class Layout:
    """How a part of a view is laid out as a table."""

    fields: tuple[str, ...]
    """Fields of the row, one a column; a column without a single value is left out."""
    group: tuple[str, ...] = ()
    """Fields whose values make one table each, and its title."""
    upright: bool = False
    """One line a field instead of one column."""
    exceptional: bool = False
    """Without rows it is not even titled."""

    def filled(self, rows: Sequence[Row]) -> list[str]:
        """Return the fields that have a value in some row."""
        return [
            field
            for field in self.fields
            if any(getattr(row, field) not in (None, ()) for row in rows)
        ]


_SHARE = ("visits", "served", "unmet", "percent")
_PINS = Layout(
    ("visit", "resident", "service_name", "pinned_helpers", "pinned_start"), exceptional=True
)
LAYOUTS: dict[tuple[View, str], Layout] = {
    (View.HELPER, "roster"): Layout(
        (
            *("day", "depart", "start", "end", "what", "resident", "community_name"),
            *("role", "others", "resources", "metres"),
        ),
        group=("helper_name", "kind"),
    ),
    (View.RESIDENT, "roster"): Layout(
        (
            *("resident", "community_name", "service_name", "day", "start", "end"),
            *("crew", "resources", "unmet"),
        )
    ),
    (View.DAY, "roster"): Layout(
        ("start", "end", "service_name", "resident", "community_name", "crew", "resources"),
        group=("day",),
    ),
    (View.UNMET, "pins"): _PINS,
    (View.UNMET, "unmet"): Layout(
        ("priority", "visit", "resident", "service_name", "kind", "because")
    ),
    (View.UNMET, "escalations"): Layout(
        (
            *("at", "tier", "kinds", "priority", "visit", "resident", "service_name"),
            "community_name",
        ),
        exceptional=True,
    ),
    (View.SUMMARY, "summary"): Layout(
        (
            *("scenario", "visits", "served", "unmet", "helpers", "helpers_used"),
            *("service_minutes", "travel_minutes", "metres", "totals", "bound"),
            *("ended", "engine", "seed", "iterations"),
        ),
        upright=True,
    ),
    (View.SUMMARY, "pins"): _PINS,
    (View.SUMMARY, "coverage"): Layout(("community_name", *_SHARE)),
    (View.SUMMARY, "priorities"): Layout(("priority", *_SHARE)),
    (View.SUMMARY, "score"): Layout(("level", "term", "weight", "value", "cost")),
    (View.RESOURCES, "stock"): Layout(
        ("resource_name", "kind", "item", "quantity", "used", "percent")
    ),
    (View.RESOURCES, "allocations"): Layout(
        ("resource_name", "day", "start", "end", "amount", "resident", "service_name", "visit")
    ),
}
