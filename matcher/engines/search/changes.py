"""Changing a plan stop by stop, with notes to take a trial back."""

from __future__ import annotations


from matcher.allocation import release_supplies
from matcher.arrays import Arrays, Solution, copy_solution, routes_of
from matcher.arrays.candidate import candidate_of
from matcher.engines.search.frame import Frame
from matcher.engines.search.schedule import plan_times
from matcher.engines.search.state import Notes, Search, State
from matcher.kernel import compiled, kernel
from matcher.model import TermName
from matcher.objective.continuity import new_faces
from matcher.objective.disruption import changes
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
def begin_trial(arrays: Arrays, state: State, notes: Notes) -> None:
    """Forget the notes of the last trial."""
    notes.count[0] += 1
    notes.count[1] = notes.count[2] = 0
    for term in range(len(state.values)):
        notes.values[term] = state.values[term]
    for project in range(len(state.spent)):
        notes.spent[project] = state.spent[project]


@kernel
def note_route(state: State, notes: Notes, shift: int) -> None:
    """Note a route before its first change in a trial."""
    if notes.route_trial[shift] == notes.count[0]:
        return
    notes.route_trial[shift] = notes.count[0]
    notes.route[notes.count[1]] = shift
    notes.count[1] += 1
    length = state.routes.length[shift]
    notes.length[shift] = length
    for place in range(length):
        notes.stop[shift, place] = state.routes.stop[shift, place]


@kernel
def note_visit(arrays: Arrays, state: State, notes: Notes, visit: int) -> None:
    """Note a visit before its first change in a trial."""
    if notes.visit_trial[visit] == notes.count[0]:
        return
    notes.visit_trial[visit] = notes.count[0]
    notes.visit[notes.count[2]] = visit
    notes.count[2] += 1
    row, solution = arrays.visit[visit], state.solution
    notes.served[visit], notes.start[visit] = solution.served[visit], solution.start[visit]
    notes.late_cost[visit] = state.late_cost[visit]
    notes.late_most[visit] = state.late_most[visit]
    for member in range(row.member_first, row.member_stop):
        notes.shift[member] = solution.shift[member]
        notes.member_start[member] = solution.member_start[member]
    for ask in range(row.ask_first, row.ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            notes.given[draw] = solution.given[draw]


@kernel
def take_back(arrays: Arrays, frame: Frame, state: State, notes: Notes) -> None:
    """Undo the trial."""
    solution = state.solution
    for place in range(notes.count[2]):
        visit = notes.visit[place]
        row = arrays.visit[visit]
        solution.served[visit], solution.start[visit] = notes.served[visit], notes.start[visit]
        state.late_cost[visit] = notes.late_cost[visit]
        state.late_most[visit] = notes.late_most[visit]
        for member in range(row.member_first, row.member_stop):
            solution.shift[member] = notes.shift[member]
            solution.member_start[member] = notes.member_start[member]
        for ask in range(row.ask_first, row.ask_stop):
            for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
                solution.given[draw] = notes.given[draw]
    for place in range(notes.count[1]):
        shift = notes.route[place]
        state.routes.length[shift] = notes.length[shift]
        for at in range(notes.length[shift]):
            state.routes.stop[shift, at] = notes.stop[shift, at]
        renew_route(arrays, frame, state, shift)
    for term in range(len(state.values)):
        state.values[term] = notes.values[term]
    for project in range(len(state.spent)):
        state.spent[project] = notes.spent[project]


@kernel
def _count_route(arrays: Arrays, state: State, shift: int, sign: int) -> None:
    values = state.values
    values[TRAVEL_TIME] += sign * state.minutes[shift]
    values[TRAVEL_DISTANCE] += sign * state.metres[shift]
    values[WAITING] += sign * state.waiting[shift]
    values[OVERTIME] += sign * state.overtime[shift]
    values[MISSED_BREAKS] += sign * state.missed[shift]
    paid = arrays.helper[arrays.shift[shift].helper].cost_per_hour * state.worked[shift]
    values[PAY] += sign * paid


@kernel
def renew_route(arrays: Arrays, frame: Frame, state: State, shift: int) -> bool:
    """Plan the times of a route anew and count it; False: it cannot hold."""
    _count_route(arrays, state, shift, -1)
    holds = plan_times(arrays, frame, state, shift)
    _count_route(arrays, state, shift, 1)
    for place in range(state.routes.length[shift]):
        visit = arrays.member[state.routes.stop[shift, place]].visit
        if holds and frame.floats[visit]:
            renew_lateness(arrays, frame, state, visit)
    return holds


@kernel
def renew_lateness(arrays: Arrays, frame: Frame, state: State, visit: int) -> None:
    """Count the lateness of a served visit anew."""
    if not (frame.counts[LATENESS] or frame.counts[MAX_LATENESS]):
        return
    late, most = visit_late(arrays, state.solution, visit)
    state.values[LATENESS] += late - state.late_cost[visit]
    state.late_cost[visit], state.late_most[visit] = late, most


@kernel
def count_visit(arrays: Arrays, state: State, visit: int, sign: int) -> None:
    """Count, or stop counting, what a served visit adds beside its routes."""
    row, values = arrays.visit[visit], state.values
    need = arrays.need[row.need]
    values[COVERAGE] -= sign * need.weight
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
def drop_visit(arrays: Arrays, frame: Frame, state: State, notes: Notes, visit: int) -> bool:
    """Take a served visit out; False: some route cannot hold without it."""
    note_visit(arrays, state, notes, visit)
    row = arrays.visit[visit]
    count_visit(arrays, state, visit, -1)
    state.values[LATENESS] -= state.late_cost[visit]
    state.late_cost[visit] = state.late_most[visit] = 0
    state.values[CONTINUITY] -= new_faces(arrays, state.solution, row.need)
    state.solution.served[visit] = False
    release_supplies(arrays, state.solution, visit)
    holds = True
    for member in range(row.member_first, row.member_stop):
        shift = state.solution.shift[member]
        drop_stop(state, notes, member)
        holds = renew_route(arrays, frame, state, shift) and holds
    state.values[CONTINUITY] += new_faces(arrays, state.solution, row.need)
    return holds


def load_solution(search: Search, solution: Solution) -> None:
    """Overwrite the state with a solution."""
    copy_solution(solution, search.state.solution)
    recount(search)


@compiled
def recount(search: Search) -> None:
    """Work out everything from the solution alone."""
    arrays, frame, state = search.arrays, search.frame, search.state
    routes = routes_of(arrays, state.solution)
    state.routes.stop[:] = routes.stop
    state.routes.length[:] = routes.length
    state.values[:] = 0
    state.spent[:] = 0
    per_shift = (
        state.minutes,
        state.metres,
        state.worked,
        state.waiting,
        state.idle,
        state.overtime,
        state.missed,
    )
    for array in per_shift:
        array[:] = 0
    state.late_cost[:] = 0
    state.late_most[:] = 0
    for shift in range(len(arrays.shift)):
        renew_route(arrays, frame, state, shift)
    for visit in range(len(arrays.visit)):
        row = arrays.visit[visit]
        state.values[COVERAGE] += arrays.need[row.need].weight
        if row.published_start >= 0:
            told = 1 + row.published_stop - row.published_first
            state.values[DISRUPTION] += row.published_weight * told
        if state.solution.served[visit]:
            count_visit(arrays, state, visit, 1)
            if not frame.floats[visit]:
                renew_lateness(arrays, frame, state, visit)
    for need in range(len(arrays.need)):
        state.values[CONTINUITY] += new_faces(arrays, state.solution, need)
