"""Needs, visits, roles, windows and lines as tables."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from matcher.arrays import FOREVER, Floats, Ints, Table
from matcher.arrays.layout import LINE, MEMBER, NEED, ROLE, VISIT, WINDOW, table
from matcher.instance.effective import Catalogue
from matcher.instance.links import Links
from matcher.instance.locations import Locations
from matcher.instance.people import GENDERS, bounds, days_from_start
from matcher.model import Need, ResourceKind, Rule, Scenario, Window, WindowBounds
from matcher.model.ladder import raised_priority
from matcher.travel import Travel
from matcher.travel.sphere import unit_vectors

NEIGHBOURS = 40
"""How many near needs are kept for each need."""

BOUNDS = tuple(WindowBounds)


class Demand(NamedTuple):
    """Needs and what belongs to them."""

    need: Table
    window: Table
    role: Table
    visit: Table
    member: Table
    line: Table


def compile_demand(
    scenario: Scenario, catalogue: Catalogue, locations: Locations, links: Links
) -> Demand:
    """Turn needs into tables; candidates, asks, pins and published visits are filled in later."""
    needs = scenario.needs
    window_first, window_stop = bounds([max(1, len(need.windows)) for need in needs])
    role_first, role_stop = bounds([len(catalogue.roles(need)) for need in needs])
    visit_first, visit_stop = bounds([catalogue.occurrences(need) for need in needs])
    line_first, line_stop = bounds([len(catalogue.lines(need)) for need in needs])
    need = table(
        NEED,
        len(needs),
        **_plain(scenario, catalogue, locations),
        **_repeated(scenario),
        **_links(scenario, links),
        window_first=window_first,
        window_stop=window_stop,
        role_first=role_first,
        role_stop=role_stop,
        visit_first=visit_first,
        visit_stop=visit_stop,
        line_first=line_first,
        line_stop=line_stop,
    )
    role = _roles(needs, catalogue)
    visit, member = _visits(need, role)
    return Demand(need, _windows(scenario), role, visit, member, _lines(needs, catalogue))


def _plain(scenario: Scenario, catalogue: Catalogue, locations: Locations) -> dict[str, Any]:
    needs = scenario.needs
    service = {entry.id: row for row, entry in enumerate(scenario.services)}
    community = {entry.id: row for row, entry in enumerate(scenario.communities)}
    project = {entry.id: row for row, entry in enumerate(scenario.projects)}
    weights, horizon = scenario.policy.priority_weights, scenario.horizon
    priorities = [
        raised_priority(need, catalogue.services[need.service], scenario.policy, horizon)
        for need in needs
    ]
    return {
        "service": [service[need.service] for need in needs],
        "community": [community[need.community] for need in needs],
        "location": [locations.add(catalogue.need_place(need)) for need in needs],
        "minutes": [catalogue.minutes(need) for need in needs],
        "weight": [weights[priority - 1] for priority in priorities],
        "due": [FOREVER if need.due is None else need.due for need in needs],
        "gender": [GENDERS.index(need.gender) for need in needs],
        "gender_required": [need.gender_required for need in needs],
        "language_required": [need.language_required for need in needs],
        "distinct": [need.distinct_crew for need in needs],
        "project": [-1 if need.project is None else project[need.project] for need in needs],
        "permitted": [catalogue.project_permits(need) for need in needs],
    }


def _repeated(scenario: Scenario) -> dict[str, Any]:
    needs = scenario.needs
    continuity_off = Rule.CONTINUITY in scenario.policy.ignored_rules
    most = [None if continuity_off else need.max_helpers for need in needs]
    gaps = [need.recurrence for need in needs]
    return {
        "max_helpers": [FOREVER if value is None else value for value in most],
        "recurs": [gap is not None for gap in gaps],
        "min_gap": [gap.min_gap_days if gap else 0 for gap in gaps],
        "max_gap": [
            gap.max_gap_days if gap and gap.max_gap_days is not None else FOREVER for gap in gaps
        ],
        "last_day": [_last_day(need, scenario) for need in needs],
        "has_history": [bool(need.history) for need in needs],
    }


def _last_day(need: Need, scenario: Scenario) -> int:
    days = [days_from_start(past.day, scenario) for past in need.history if past.day is not None]
    return max(days, default=-FOREVER)


def _links(scenario: Scenario, links: Links) -> dict[str, Any]:
    needs = scenario.needs
    position = {need.id: row for row, need in enumerate(needs)}
    helper = {person.id: row for row, person in enumerate(scenario.helpers)}
    after = [sorted({position[other] for other in need.after}) for need in needs]
    before: list[list[int]] = [[] for _ in needs]
    for row, others in enumerate(after):
        for other in others:
            before[other].append(row)
    # A helper who has left may still stand in the history; nobody can be that face again.
    history = [sorted({helper[p.helper] for p in n.history if p.helper in helper}) for n in needs]
    columns: dict[str, Any] = {}
    for name, rows in (("after", after), ("before", before), ("history", history)):
        columns[f"{name}_first"], columns[f"{name}_stop"] = links.add(rows)
    return columns


def _windows(scenario: Scenario) -> Table:
    always = Window(start=0, end=scenario.horizon)
    windows = [window for need in scenario.needs for window in need.windows or (always,)]
    return table(
        WINDOW,
        len(windows),
        start=[window.start for window in windows],
        end=[window.end for window in windows],
        bounds=[BOUNDS.index(window.bounds) for window in windows],
        cost=[window.late_cost for window in windows],
        max_late=[_max_late(window) for window in windows],
    )


def _max_late(window: Window) -> int:
    if not window.soft:
        return 0
    return FOREVER if window.max_late is None else window.max_late


def _roles(needs: tuple[Need, ...], catalogue: Catalogue) -> Table:
    roles = [(row, role) for row, need in enumerate(needs) for role in catalogue.roles(need)]
    return table(
        ROLE,
        len(roles),
        need=[row for row, _ in roles],
        count=[role.count for _, role in roles],
        minutes=[catalogue.role_minutes(needs[row], role) for row, role in roles],
        lag_min=[role.lag.min if role.lag else 0 for _, role in roles],
        lag_max=[role.lag.max if role.lag else 0 for _, role in roles],
        candidate_first=0,
        candidate_stop=0,
    )


def _visits(need: Table, role: Table) -> tuple[Table, Table]:
    visit_need = np.repeat(np.arange(len(need)), need["visit_stop"] - need["visit_first"])
    crew: list[list[int]] = [[] for _ in range(len(need))]
    for row, owner in enumerate(role["need"].tolist()):
        crew[owner] += [row] * int(role["count"][row])
    member_first, member_stop = bounds([len(crew[row]) for row in visit_need.tolist()])
    visits = len(visit_need)
    visit = np.zeros(visits, VISIT)
    visit["need"] = visit_need
    visit["occurrence"] = np.arange(visits) - need["visit_first"][visit_need]
    visit["member_first"], visit["member_stop"] = member_first, member_stop
    visit["pin_start"] = visit["published_start"] = -1
    member_visit = np.repeat(np.arange(visits), member_stop - member_first)
    member_role = np.array([row for owner in visit_need.tolist() for row in crew[owner]], np.int64)
    member = table(
        MEMBER,
        len(member_role),
        visit=member_visit,
        role=member_role,
        location=need["location"][visit_need[member_visit]],
        minutes=role["minutes"][member_role],
    )
    return visit, member


def _lines(needs: tuple[Need, ...], catalogue: Catalogue) -> Table:
    lines = [line for need in needs for line in catalogue.lines(need)]
    venues = [r for r in catalogue.resources.values() if r.kind is ResourceKind.VENUE]
    names, items = {venue.id for venue in venues}, {venue.item for venue in venues}
    return table(
        LINE,
        len(lines),
        quantity=[line.quantity for line in lines],
        whole=[line.all_or_none for line in lines],
        hold=[-1 if line.hold is None else line.hold for line in lines],
        venue=[line.resource in names or line.item in items for line in lines],
    )


def near_needs(need: Table, lat: Floats, lon: Floats) -> Ints:
    """Give the needs nearest to each need, shape (needs, k); -1 where there are fewer.

    Parameters
    ----------
    need : table of needs
    lat, lon : array of float, shape (locations,)
        Degrees; needs without coordinates count as being together at one point.
    """
    needs = len(need)
    k = min(NEIGHBOURS + 1, needs)
    if k <= 1:
        return np.full((needs, 1), -1, np.int64)
    known = need["location"] >= 0
    points = np.zeros((needs, 3))
    spots = need["location"][known]
    points[known] = np.nan_to_num(unit_vectors(lat[spots], lon[spots]))
    _, found = cKDTree(points).query(points, k=k)
    near = np.asarray(found, np.int64).reshape(needs, k)
    own = near == np.arange(needs)[:, None]
    # Many needs at one point may push the need itself out of its own list.
    own[~own.any(axis=1), -1] = True
    return np.asarray(near[~own].reshape(needs, k - 1))


def near_by_matrix(need: Table, near: Ints, travel: Travel) -> Ints:
    """Give needs without coordinates the neighbours that a travel matrix tells.

    Parameters
    ----------
    need : table of needs
    near : array of int, shape (needs, k)
        As from `near_needs`.
    travel : Travel
        Of its matrices, the first that holds a need's place counts.

    Returns
    -------
    array of int, shape (needs, k)
        The needs fewest minutes away first; -1 where the matrix holds fewer.
    """
    near, location = near.copy(), need["location"]
    placed = np.flatnonzero(location >= 0)
    places = np.unique(location[placed])
    for place in places[np.isnan(travel.location["lat"][places])].tolist():
        for matrix in np.flatnonzero(travel.matrix_row[:, place] >= 0)[:1]:
            row = travel.matrix_row[matrix]
            others = placed[row[location[placed]] >= 0]
            minutes = travel.matrix_minutes[matrix, row[place], row[location[others]]]
            nearest = others[np.argsort(minutes, kind="stable")]
            for own in np.flatnonzero(location == place):
                kept = nearest[: near.shape[1] + 1]
                kept = kept[kept != own][: near.shape[1]]
                near[own] = -1
                near[own, : len(kept)] = kept
    return near
