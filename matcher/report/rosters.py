"""Rosters: a plan seen by its helpers, by its residents and by its days."""

from __future__ import annotations

from functools import partial

from matcher.model import Plan, Route, Scenario, Stop, Visit
from matcher.report.book import Book
from matcher.report.rows import Activity, HelperRow, VisitRow


def helper_rows(scenario: Scenario, plan: Plan) -> tuple[HelperRow, ...]:
    """Return each helper's visits, breaks and returns, by helper and time."""
    book = Book(scenario, plan)
    return tuple(row for route in plan.routes for row in _route_rows(route, book))


def day_rows(scenario: Scenario, plan: Plan) -> tuple[VisitRow, ...]:
    """Return the served visits in order of their start."""
    book = Book(scenario, plan)
    visits = sorted(plan.visits, key=lambda visit: visit.start)
    return tuple(_visit_row(visit, book) for visit in visits)


def resident_rows(scenario: Scenario, plan: Plan) -> tuple[VisitRow, ...]:
    """Return all visits, those left out included, by resident, need and occurrence.

    Visits for nobody in particular come last.
    """
    book = Book(scenario, plan)
    position = {need.id: number for number, need in enumerate(scenario.needs)}
    rows = [
        *(_visit_row(visit, book) for visit in plan.visits),
        *(
            VisitRow(**book.asked(unmet.need, unmet.occurrence), unmet=unmet.kind)
            for unmet in plan.unmet
        ),
    ]

    def place(row: VisitRow) -> tuple[bool, str, int, int]:
        return row.resident is None, row.resident or "", position[row.need], row.occurrence

    return tuple(sorted(rows, key=place))


def _visit_row(visit: Visit, book: Book) -> VisitRow:
    return VisitRow(
        **book.asked(visit.need, visit.occurrence),
        day=book.day(visit.start),
        start=book.moment(visit.start),
        end=book.moment(visit.end),
        crew=book.crew_names(visit.need, visit.occurrence),
        resources=book.given(visit.need, visit.occurrence),
    )


def _route_rows(route: Route, book: Book) -> list[HelperRow]:
    row = partial(
        HelperRow,
        helper=route.helper,
        helper_name=book.helper_name(route.helper),
        kind=book.helpers[route.helper].kind,
        shift=route.shift,
    )
    rows = [_stop_row(stop, route.helper, row, book) for stop in route.stops]
    rows += [
        row(
            day=book.day(taken.start),
            activity=Activity.BREAK,
            depart=None,
            start=book.moment(taken.start),
            end=book.moment(taken.end),
        )
        for taken in route.breaks
    ]
    rows.append(
        row(
            day=book.day(route.return_depart),
            activity=Activity.RETURN,
            depart=book.moment(route.return_depart),
            start=None,
            end=book.moment(route.back),
            metres=route.return_metres,
        )
    )
    return sorted(rows, key=lambda line: line.end)


def _stop_row(stop: Stop, helper: str, row: partial[HelperRow], book: Book) -> HelperRow:
    return row(
        **book.asked(stop.need, stop.occurrence),
        day=book.day(stop.start),
        activity=Activity.VISIT,
        depart=book.moment(stop.depart),
        start=book.moment(stop.start),
        end=book.moment(stop.end),
        metres=stop.metres,
        role=book.roles(stop.need)[stop.role].name or None,
        others=book.crew_names(stop.need, stop.occurrence, without=helper),
        resources=book.given(stop.need, stop.occurrence),
    )
