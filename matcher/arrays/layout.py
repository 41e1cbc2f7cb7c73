"""A scenario as arrays: what engines, rules and terms work on.

Positions: a *need* is one row of the scenario's needs; its *visits* (occurrences) are contiguous
in the visits; a *role* is one row of a need's effective roles; a *member* is one place in the crew
of one visit (a role with a count of two gives two members a visit); a *line* is one effective
resource line of a need; a *draw* is one (visit, line, resource) that an allocation may use.
`X_ptr` arrays have one entry more than their owner and delimit its slice of the X arrays.
All integers are int64; times are minutes from the horizon's start.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.travel import Travel

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FOREVER = 1 << 40
"""Stands for no limit in minutes, days or counts."""


class People(NamedTuple):
    """Helpers and their shifts; shifts of one helper are contiguous and in the file's order."""

    kind: Ints
    """(helpers,) position in `HelperKind`."""
    profile: Ints
    """(helpers,) travel profile."""
    home: Ints
    """(helpers,) location, or -1."""
    gender: Ints
    """(helpers,) 0 unknown, 1 female, 2 male."""
    language: Bools
    """(helpers, languages)."""
    skill: Ints
    """(helpers, skills) level held, 0 for none."""
    licence: Ints
    """(helpers, licences) last valid day counted from the horizon's start; -FOREVER: not held."""
    radius: Floats
    """(helpers,) metres, NaN where the radius does not decide."""
    everywhere: Bools
    """(helpers,) no limit of area."""
    day_limit: Ints
    """(helpers,) minutes, FOREVER for none."""
    week_limit: Ints
    cost_per_hour: Ints
    shift_ptr: Ints
    """(helpers + 1,)."""
    shift_helper: Ints
    """(shifts,)."""
    shift_start: Ints
    shift_end: Ints
    shift_latest: Ints
    """(shifts,) end plus the overtime permitted."""
    shift_from: Ints
    """(shifts,) location where the route starts."""
    shift_to: Ints
    """(shifts,) location where the route ends."""
    shift_max_visits: Ints
    shift_day: Ints
    """(shifts,) day in which it starts."""
    break_ptr: Ints
    """(shifts + 1,)."""
    break_start: Ints
    break_end: Ints
    break_minutes: Ints
    break_mandatory: Bools


class Demand(NamedTuple):
    """Needs, their visits, windows, roles, members and resource lines."""

    service: Ints
    """(needs,)."""
    community: Ints
    """(needs,)."""
    location: Ints
    """(needs,) -1 only where nobody has to travel there."""
    minutes: Ints
    """(needs,) effective duration, which is a crewless visit's length."""
    weight: Ints
    """(needs,) the policy's weight of its priority."""
    due: Ints
    """(needs,) FOREVER for none."""
    gender: Ints
    """(needs,) wished: 0 none, 1 female, 2 male."""
    gender_required: Bools
    language: Bools
    """(needs, languages) wished."""
    language_required: Bools
    distinct: Bools
    max_helpers: Ints
    """(needs,) FOREVER for no limit."""
    recurs: Bools
    min_gap: Ints
    max_gap: Ints
    last_day: Ints
    """(needs,) day of the last visit before the horizon, negative; -FOREVER for none."""
    project: Ints
    """(needs,) -1 for none."""
    near: Ints
    """(needs, k) other needs, nearest first; padded with -1."""
    after_ptr: Ints
    after: Ints
    """Needs that must come before."""
    before_ptr: Ints
    before: Ints
    """Needs that must come after: the reverse of `after`."""
    has_history: Bools
    """(needs,) somebody came before, still here or not."""
    history_ptr: Ints
    history: Ints
    """Helpers who came before, sorted, each once."""
    preferred_ptr: Ints
    preferred: Ints
    """Helpers preferred, sorted."""
    window_ptr: Ints
    window_start: Ints
    window_end: Ints
    window_bounds: Ints
    """Position in `WindowBounds`."""
    window_soft: Bools
    window_cost: Ints
    window_max_late: Ints
    role_ptr: Ints
    role_need: Ints
    role_count: Ints
    role_minutes: Ints
    role_lag_min: Ints
    """(roles,) after the previous role's start; 0 and 0 together."""
    role_lag_max: Ints
    visit_ptr: Ints
    """(needs + 1,)."""
    visit_need: Ints
    visit_occurrence: Ints
    member_ptr: Ints
    """(visits + 1,)."""
    member_visit: Ints
    member_role: Ints
    """(members,) row of the roles."""
    line_ptr: Ints
    """(needs + 1,)."""
    line_quantity: Ints
    line_whole: Bools
    """(lines,) all or none."""
    line_hold: Ints
    """(lines,) minutes; -1: until the visit ends."""
    line_venue: Bools
    """(lines,) one resource must give all."""


class Supply(NamedTuple):
    """Resources, the draws that allocations may make, and projects."""

    quantity: Ints
    """(resources,)."""
    consumed: Bools
    """(resources,) goods and funds: used up; the others come back."""
    available_ptr: Ints
    available_start: Ints
    available_end: Ints
    """Minutes; the expiry is already cut off."""
    draw_ptr: Ints
    """(visit lines + 1,) draws of one line of one visit, in the order to try."""
    visit_line_ptr: Ints
    """(visits + 1,) lines of a visit, in the order of the need's lines."""
    draw_visit: Ints
    draw_line: Ints
    """(draws,) row of the lines."""
    draw_resource: Ints
    resource_draw_ptr: Ints
    resource_draw: Ints
    """Draws by resource."""
    budget: Ints
    """(projects,) fen, FOREVER for none."""
    project_start: Ints
    project_end: Ints
    project_permits: Bools
    """(needs,) the need's project permits its service and community."""


class Candidates(NamedTuple):
    """Who could fill which role: sparse, by role and by shift."""

    ptr: Ints
    """(roles + 1,)."""
    shift: Ints
    """Shifts that can take the role, ascending."""
    wishes: Ints
    """Wishes not kept (term `preferences`)."""
    tier: Ints
    """Position of the helper's kind in the role's kinds (term `tier`)."""
    shift_ptr: Ints
    """(shifts + 1,)."""
    need: Ints
    """Needs that the shift is a candidate for, by shift."""


class Orders(NamedTuple):
    """What is pinned, and what was published."""

    pinned: Bools
    """(visits,)."""
    pin_start: Ints
    """(visits,) -1 for any."""
    pin_helper_ptr: Ints
    """(visits + 1,)."""
    pin_helper: Ints
    published_start: Ints
    """(visits,) -1 where not published."""
    published_weight: Ints
    published_ptr: Ints
    """(visits + 1,)."""
    published_helper: Ints


class Aim(NamedTuple):
    """The policy in numbers; positions of terms are those of `TermName`."""

    factor: Floats
    """(terms,) weight x a scale that keeps levels apart, for comparing small steps."""
    level: Ints
    """(terms,) position among the levels present, -1 where the term does not count."""
    weight: Ints
    """(terms,)."""
    levels: int


class Arrays(NamedTuple):
    """Everything a kernel needs."""

    horizon: int
    days: int
    weeks: int
    route_room: int
    """Most stops any route can have."""
    communities: int
    people: People
    demand: Demand
    supply: Supply
    candidates: Candidates
    orders: Orders
    aim: Aim
    travel: Travel
