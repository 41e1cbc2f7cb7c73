"""Needs, visits, roles, windows and lines as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from matcher.arrays import FOREVER, Bools, Demand, Floats, Ints
from matcher.instance.effective import Catalogue
from matcher.instance.locations import Locations
from matcher.instance.people import GENDERS, Names, days_from_start, pointers
from matcher.model import Need, Resource, ResourceKind, ResourceLine, Rule, Scenario, Window
from matcher.model import WindowBounds as Bounds
from matcher.travel.sphere import unit_vectors

NEIGHBOURS = 40
"""How many near needs are kept for each need."""


def compile_demand(
    scenario: Scenario, catalogue: Catalogue, names: Names, locations: Locations
) -> Demand:
    """Turn needs into arrays; `near` is filled in once all locations are known."""
    needs = scenario.needs
    position = {need.id: row for row, need in enumerate(needs)}
    helper = {person.id: row for row, person in enumerate(scenario.helpers)}
    return Demand(
        **_plain(scenario, catalogue, names, locations),
        near=np.full((len(needs), 0), -1, np.int64),
        **_lists(needs, position, helper),
        **_windows(scenario),
        **_crews(needs, catalogue),
        **_lines(needs, catalogue),
    )


def _plain(
    scenario: Scenario, catalogue: Catalogue, names: Names, locations: Locations
) -> dict[str, Any]:
    needs, ignored = scenario.needs, scenario.policy.ignored_rules
    service = {entry.id: row for row, entry in enumerate(scenario.services)}
    community = {entry.id: row for row, entry in enumerate(scenario.communities)}
    project = {entry.id: row for row, entry in enumerate(scenario.projects)}
    weights = scenario.policy.priority_weights
    language = np.zeros((len(needs), len(names.languages)), np.bool_)
    for row, need in enumerate(needs):
        language[row, [names.languages[wished] for wished in need.languages]] = True
    continuity_off = Rule.CONTINUITY in ignored
    recurrences = [need.recurrence for need in needs]
    return {
        "service": _ints(service[n.service] for n in needs),
        "community": _ints(community[n.community] for n in needs),
        "location": _ints(locations.add(catalogue.need_place(n)) for n in needs),
        "minutes": _ints(catalogue.minutes(n) for n in needs),
        "weight": _ints(weights[n.priority - 1] for n in needs),
        "due": _ints(FOREVER if n.due is None else n.due for n in needs),
        "gender": _ints(GENDERS.index(n.gender) for n in needs),
        "gender_required": _bools(n.gender_required for n in needs),
        "language": language,
        "language_required": _bools(n.language_required for n in needs),
        "distinct": _bools(n.distinct_crew for n in needs),
        "max_helpers": _ints(
            FOREVER if n.max_helpers is None or continuity_off else n.max_helpers for n in needs
        ),
        "recurs": _bools(r is not None for r in recurrences),
        "min_gap": _ints(r.min_gap_days if r else 0 for r in recurrences),
        "max_gap": _ints(
            r.max_gap_days if r and r.max_gap_days is not None else FOREVER for r in recurrences
        ),
        "has_history": _bools(bool(n.history) for n in needs),
        "last_day": _ints(_last_day(need, scenario) for need in needs),
        "project": _ints(-1 if n.project is None else project[n.project] for n in needs),
    }


def _last_day(need: Need, scenario: Scenario) -> int:
    days = [days_from_start(past.day, scenario) for past in need.history if past.day is not None]
    return max(days, default=-FOREVER)


def _lists(
    needs: tuple[Need, ...], position: dict[str, int], helper: dict[str, int]
) -> dict[str, Any]:
    after = [sorted({position[other] for other in need.after}) for need in needs]
    before: list[list[int]] = [[] for _ in needs]
    for row, others in enumerate(after):
        for other in others:
            before[other].append(row)
    # A helper who has left may still stand in the history; nobody can be that face again.
    history = [sorted({helper[p.helper] for p in n.history if p.helper in helper}) for n in needs]
    preferred = [sorted({helper[name] for name in n.preferred}) for n in needs]
    lists = {"after": after, "before": before, "history": history, "preferred": preferred}
    pairs: dict[str, Ints] = {}
    for name, rows in lists.items():
        pairs[f"{name}_ptr"] = pointers([len(row) for row in rows])
        pairs[name] = _ints(value for row in rows for value in row)
    return pairs


def _windows(scenario: Scenario) -> dict[str, Any]:
    always = Window(start=0, end=scenario.horizon)
    groups = [need.windows or (always,) for need in scenario.needs]
    windows = [window for group in groups for window in group]
    bounds = tuple(Bounds)
    return {
        "window_ptr": pointers([len(group) for group in groups]),
        "window_start": _ints(w.start for w in windows),
        "window_end": _ints(w.end for w in windows),
        "window_bounds": _ints(bounds.index(w.bounds) for w in windows),
        "window_soft": _bools(w.soft for w in windows),
        "window_cost": _ints(w.late_cost for w in windows),
        "window_max_late": _ints(
            0 if not w.soft else FOREVER if w.max_late is None else w.max_late for w in windows
        ),
    }


def _crews(needs: tuple[Need, ...], catalogue: Catalogue) -> dict[str, Any]:
    crews = [catalogue.roles(need) for need in needs]
    roles = [(row, role) for row, crew in enumerate(crews) for role in crew]
    role_ptr = pointers([len(crew) for crew in crews])
    occurrences = [catalogue.occurrences(need) for need in needs]
    visit_ptr = pointers(occurrences)
    visit_need = np.repeat(np.arange(len(needs), dtype=np.int64), occurrences)
    members = [
        [role_ptr[row] + place for place, role in enumerate(crew) for _ in range(role.count)]
        for row, crew in enumerate(crews)
    ]
    crew_size = _ints(len(group) for group in members)
    return {
        "role_ptr": role_ptr,
        "role_need": _ints(row for row, _ in roles),
        "role_count": _ints(role.count for _, role in roles),
        "role_minutes": _ints(catalogue.role_minutes(needs[row], role) for row, role in roles),
        "role_lag_min": _ints(role.lag.min if role.lag else 0 for _, role in roles),
        "role_lag_max": _ints(role.lag.max if role.lag else 0 for _, role in roles),
        "visit_ptr": visit_ptr,
        "visit_need": visit_need,
        "visit_occurrence": np.arange(len(visit_need), dtype=np.int64) - visit_ptr[visit_need],
        "member_ptr": pointers(crew_size[visit_need].tolist()),
        "member_visit": np.repeat(
            np.arange(len(visit_need), dtype=np.int64), crew_size[visit_need]
        ),
        "member_role": _ints(role for need in visit_need for role in members[need]),
    }


def _lines(needs: tuple[Need, ...], catalogue: Catalogue) -> dict[str, Any]:
    groups = [catalogue.lines(need) for need in needs]
    lines = [line for group in groups for line in group]
    return {
        "line_ptr": pointers([len(group) for group in groups]),
        "line_quantity": _ints(line.quantity for line in lines),
        "line_whole": _bools(line.all_or_none for line in lines),
        "line_hold": _ints(-1 if line.hold is None else line.hold for line in lines),
        "line_venue": _bools(
            any(
                answers(resource, line) and resource.kind is ResourceKind.VENUE
                for resource in catalogue.resources.values()
            )
            for line in lines
        ),
    }


def answers(resource: Resource, line: ResourceLine) -> bool:
    """Say whether a resource is what a line asks for."""
    if line.resource is not None:
        return resource.id == line.resource
    return resource.item == line.item


def near_needs(demand: Demand, lat: Floats, lon: Floats) -> Ints:
    """Give the needs nearest to each need, shape (needs, k); -1 where there are fewer.

    Parameters
    ----------
    demand : Demand
    lat, lon : array of float, shape (locations,)
        Degrees; needs without coordinates count as being together at one point.
    """
    needs = len(demand.location)
    k = min(NEIGHBOURS + 1, needs)
    if k <= 1:
        return np.full((needs, 1), -1, np.int64)
    known = demand.location >= 0
    points = np.zeros((needs, 3))
    points[known] = np.nan_to_num(
        unit_vectors(lat[demand.location[known]], lon[demand.location[known]])
    )
    _, found = cKDTree(points).query(points, k=k)
    near = np.asarray(found, np.int64).reshape(needs, k)
    own = near == np.arange(needs)[:, None]
    # Many needs at one point may push the need itself out of its own list.
    own[~own.any(axis=1), -1] = True
    return np.asarray(near[~own].reshape(needs, k - 1))


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _bools(values: Iterable[bool]) -> Bools:
    return np.array(list(values), np.bool_)
