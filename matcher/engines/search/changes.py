"""Changing a plan stop by stop, with notes to take a trial back."""

from __future__ import annotations

import numpy as np

from matcher.allocation import release_supplies
from matcher.arrays import Arrays, Solution, copy_solution, routes_of
from matcher.arrays.candidate import candidate_of
from matcher.engines.search.schedule import plan_times
from matcher.engines.search.state import Notes, Search, State
from matcher.kernel import entry, kernel
from matcher.model import TermName
from matcher.objective.continuity import new_faces
from matcher.objective.disruption import changes
from matcher.objective.no_shows import weight_at_risk
from matcher.objective.shortfall import visit_shortfall
from matcher.rules.project import member_pay
from matcher.rules.window import visit_late

(
    COVERAGE,
    LATENESS,
    MAX_LATENESS,
    CONTINUITY,
    PREFERENCES,
    TIER,
    NO_SHOWS,
    MISSED_BREAKS,
    SHORTFALL,
    TRAVEL_TIME,
    TRAVEL_DISTANCE,
    WAITING,
    OVERTIME,
    PAY,
    DISRUPTION,
) = (
    tuple(TermName).index(term)
    for term in (
        TermName.COVERAGE,
        TermName.LATENESS,
        TermName.MAX_LATENESS,
        TermName.CONTINUITY,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.NO_SHOWS,
        TermName.MISSED_BREAKS,
        TermName.SHORTFALL,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.WAITING,
        TermName.OVERTIME,
        TermName.PAY,
        TermName.DISRUPTION,
    )
)


@kernel
def begin_trial(state: State, notes: Notes) -> None:
    """Forget the notes of the last trial."""
    notes.tally[0] += 1
    notes.tally[1] = notes.tally[2] = 0
    for term in range(len(state.values)):
        notes.values[term] = state.values[term]
    for project in range(len(state.spent)):
        notes.spent[project] = state.spent[project]


@kernel
def note_route(state: State, notes: Notes, shift: int) -> None:
    """Note a route before its first change in a trial."""
    if notes.route[shift].trial == notes.tally[0]:
        return
    notes.route[shift].trial = notes.tally[0]
    notes.routes[notes.tally[1]] = shift
    notes.tally[1] += 1
    length = state.routes.length[shift]
    notes.route[shift].length = length
    for place in range(length):
        notes.stop[shift, place] = state.routes.stop[shift, place]


@kernel
def note_visit(arrays: Arrays, state: State, notes: Notes, visit: int) -> None:
    """Note a visit before its first change in a trial."""
    if notes.visit[visit].trial == notes.tally[0]:
        return
    notes.visit[visit].trial = notes.tally[0]
    notes.visits[notes.tally[2]] = visit
    notes.tally[2] += 1
    row, solution = arrays.visit[visit], state.solution
    note = notes.visit[visit]
    note.served, note.start = solution.served[visit], solution.start[visit]
    note.late_cost, note.late_most = state.visit[visit].late_cost, state.visit[visit].late_most
    for member in range(row.member_first, row.member_stop):
        notes.member[member].shift = solution.shift[member]
        notes.member[member].start = solution.member_start[member]
    for ask in range(row.ask_first, row.ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            notes.given[draw] = solution.given[draw]


@kernel
def take_back(search: Search) -> None:
    """Undo the trial."""
    arrays, state, notes = search.arrays, search.state, search.notes
    solution = state.solution
    for place in range(notes.tally[2]):
        visit = notes.visits[place]
        row = arrays.visit[visit]
        note = notes.visit[visit]
        community = arrays.need[row.need].community
        state.unmet[community] += int(solution.served[visit]) - note.served
        solution.served[visit], solution.start[visit] = note.served != 0, note.start
        state.visit[visit].late_cost = note.late_cost
        state.visit[visit].late_most = note.late_most
        for member in range(row.member_first, row.member_stop):
            solution.shift[member] = notes.member[member].shift
            solution.member_start[member] = notes.member[member].start
        for ask in range(row.ask_first, row.ask_stop):
            for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
                solution.given[draw] = notes.given[draw]
    for place in range(notes.tally[1]):
        shift = notes.routes[place]
        state.routes.length[shift] = notes.route[shift].length
        for at in range(notes.route[shift].length):
            state.routes.stop[shift, at] = notes.stop[shift, at]
        renew_route(search, shift)
    for term in range(len(state.values)):
        state.values[term] = notes.values[term]
    for project in range(len(state.spent)):
        state.spent[project] = notes.spent[project]


@kernel
def _count_route(arrays: Arrays, state: State, shift: int, sign: int) -> None:
    values = state.values
    values[TRAVEL_TIME] += sign * state.route[shift].minutes
    values[TRAVEL_DISTANCE] += sign * state.route[shift].metres
    values[WAITING] += sign * state.route[shift].waiting
    values[OVERTIME] += sign * state.route[shift].overtime
    values[MISSED_BREAKS] += sign * state.route[shift].missed
    paid = arrays.helper[arrays.shift[shift].helper].cost_per_hour * state.route[shift].worked
    values[PAY] += sign * paid


@kernel
def renew_route(search: Search, shift: int) -> bool:
    """Plan the times of a route anew and count it; False: it cannot hold."""
    arrays, frame, state = search.arrays, search.frame, search.state
    _count_route(arrays, state, shift, -1)
    holds = plan_times(search, shift)
    _count_route(arrays, state, shift, 1)
    for place in range(state.routes.length[shift]):
        visit = arrays.member[state.routes.stop[shift, place]].visit
        if holds and frame.floats[visit]:
            renew_lateness(search, visit)
    return holds


@kernel
def renew_lateness(search: Search, visit: int) -> None:
    """Count the lateness of a served visit anew."""
    arrays, frame, state = search.arrays, search.frame, search.state
    if not (frame.counts[LATENESS] or frame.counts[MAX_LATENESS]):
        return
    late, most = visit_late(arrays, state.solution, visit)
    state.values[LATENESS] += late - state.visit[visit].late_cost
    state.visit[visit].late_cost, state.visit[visit].late_most = late, most


@kernel
def count_visit(arrays: Arrays, state: State, visit: int, sign: int) -> None:
    """Count, or stop counting, what a served visit adds beside its routes."""
    row, values = arrays.visit[visit], state.values
    need = arrays.need[row.need]
    values[COVERAGE] -= sign * need.weight
    state.unmet[need.community] -= sign
    values[SHORTFALL] += sign * visit_shortfall(arrays, state.solution, visit)
    if row.published_start >= 0:
        told = 1 + row.published_stop - row.published_first
        moved = changes(arrays, state.solution, visit) - told
        values[DISRUPTION] += sign * row.published_weight * moved
    for member in range(row.member_first, row.member_stop):
        shift = state.solution.shift[member]
        entry = arrays.candidate[candidate_of(arrays, arrays.member[member].role, shift)]
        values[PREFERENCES] += sign * entry.wishes
        values[TIER] += sign * entry.tier
        values[NO_SHOWS] += sign * weight_at_risk(arrays, row.need, shift)
        if need.project >= 0:
            pay = member_pay(arrays, shift, arrays.member[member].minutes)
            state.spent[need.project] += sign * pay


@kernel
def put_stop(state: State, notes: Notes, member: int, shift: int, gap: int) -> None:
    """Put a member into a gap of a route; its times are then to be planned anew."""
    note_route(state, notes, shift)
    stops = state.routes.stop[shift]
    for place in range(state.routes.length[shift], gap, -1):
        stops[place] = stops[place - 1]
    stops[gap] = member
    state.routes.length[shift] += 1
    state.solution.shift[member] = shift


@kernel
def drop_stop(state: State, notes: Notes, member: int) -> None:
    """Take a member out of its route; its times are then to be planned anew."""
    shift = state.solution.shift[member]
    note_route(state, notes, shift)
    stops = state.routes.stop[shift]
    last = state.routes.length[shift] - 1
    place = 0
    while stops[place] != member:
        place += 1
    while place < last:
        stops[place] = stops[place + 1]
        place += 1
    stops[last] = -1
    state.routes.length[shift] = last
    state.solution.shift[member] = -1


@kernel
def drop_visit(search: Search, visit: int) -> bool:
    """Take a served visit out; True: some route cannot hold without it."""
    arrays, state, notes = search.arrays, search.state, search.notes
    note_visit(arrays, state, notes, visit)
    row = arrays.visit[visit]
    count_visit(arrays, state, visit, -1)
    state.values[LATENESS] -= state.visit[visit].late_cost
    state.visit[visit].late_cost = state.visit[visit].late_most = 0
    state.values[CONTINUITY] -= new_faces(arrays, state.solution, row.need)
    state.solution.served[visit] = False
    release_supplies(arrays, state.solution, visit)
    broken = False
    for member in range(row.member_first, row.member_stop):
        shift = state.solution.shift[member]
        drop_stop(state, notes, member)
        broken = not renew_route(search, shift) or broken
    state.values[CONTINUITY] += new_faces(arrays, state.solution, row.need)
    return broken


def load_solution(search: Search, solution: Solution) -> bool:
    """Overwrite the state with a solution; False: with its times planned anew it cannot hold."""
    copy_solution(solution, search.state.solution)
    for source, target in zip(routes_of(search.arrays, solution), search.state.routes, strict=True):
        np.copyto(target, source)
    return recount(search)


@entry
def recount(search: Search) -> bool:
    """Work out everything from the solution and the routes; False: some route cannot hold."""
    arrays, state, holds = search.arrays, search.state, True
    for term in range(len(state.values)):
        state.values[term] = 0
    for project in range(len(state.spent)):
        state.spent[project] = 0
    for community in range(len(state.unmet)):
        state.unmet[community] = 0
    for shift in range(len(arrays.shift)):
        row = state.route[shift]
        row.minutes = row.metres = row.worked = 0
        row.waiting = row.idle = row.overtime = row.missed = 0
    for visit in range(len(arrays.visit)):
        state.visit[visit].late_cost = state.visit[visit].late_most = 0
    for shift in range(len(arrays.shift)):
        holds = renew_route(search, shift) and holds
    for visit in range(len(arrays.visit)):
        _recount_visit(search, visit)
    for need in range(len(arrays.need)):
        state.values[CONTINUITY] += new_faces(arrays, state.solution, need)
    return holds


@kernel
def _recount_visit(search: Search, visit: int) -> None:
    """Count a visit as unmet, and then, if it is served, what that adds."""
    arrays, state = search.arrays, search.state
    row = arrays.visit[visit]
    state.values[COVERAGE] += arrays.need[row.need].weight
    state.unmet[arrays.need[row.need].community] += 1
    if row.published_start >= 0:
        told = 1 + row.published_stop - row.published_first
        state.values[DISRUPTION] += row.published_weight * told
    if state.solution.served[visit]:
        count_visit(arrays, state, visit, 1)
        if not search.frame.floats[visit]:
            renew_lateness(search, visit)
