"""A crew with its starts put in for a trial, and what it changes: bounded before, then measured."""

from __future__ import annotations

from matcher.allocation import draw_supplies, release_supplies
from matcher.arrays import Ints
from matcher.arrays.timeline import leg
from matcher.engines.search.admit import admit
from matcher.engines.search.changes import (
    COVERAGE,
    DISRUPTION,
    LATENESS,
    MAX_LATENESS,
    OVERTIME,
    SHORTFALL,
    WAITING,
    begin_trial,
    count_visit,
    note_route,
    note_visit,
    renew_lateness,
    renew_route,
)
from matcher.engines.search.score import BALANCE, FAIRNESS, MAX_IDLE, term_value
from matcher.engines.search.state import Search
from matcher.engines.search.windows import last_open, next_open
from matcher.kernel import kernel
from matcher.recommend.openings import add_term, least_timed, timed
from matcher.recommend.trial import UNKNOWN, Trial
from matcher.rules.project import member_pay
from matcher.rules.window import visit_late


@kernel
def measure_terms(search: Search, values: Ints) -> None:
    """Write all terms; of those that are not sums, the ones that count."""
    for term in range(len(values)):
        special = term in (MAX_LATENESS, FAIRNESS, MAX_IDLE, BALANCE)
        values[term] = 0
        if search.frame.counts[term] or not special:
            values[term] = term_value(search.arrays, search.frame, search.state, term)


@kernel
def set_first_bound(trial: Trial) -> None:
    """Bound what serving the visit changes whoever comes: exactly."""
    search, choice = trial.search, trial.choice
    arrays, state, sums = search.arrays, search.state, choice.partial[0]
    row = arrays.visit[trial.visit]
    need = arrays.need[row.need]
    for level in range(len(sums)):
        sums[level] = 0
    add_term(arrays, sums, COVERAGE, -need.weight)
    if search.frame.counts[FAIRNESS]:
        state.unmet[need.community] -= 1
        after = term_value(arrays, search.frame, state, FAIRNESS)
        state.unmet[need.community] += 1
        add_term(arrays, sums, FAIRNESS, after - choice.before[FAIRNESS])
    if row.published_start >= 0:
        told = 1 + row.published_stop - row.published_first
        add_term(arrays, sums, DISRUPTION, -row.published_weight * told)


@kernel
def set_bound(trial: Trial) -> bool:
    """Bound what the crew changes at these starts; False: it cannot come then."""
    search, choice, visit = trial.search, trial.choice, trial.visit
    arrays, solution = search.arrays, search.state.solution
    first, crew = arrays.visit[visit].member_first, len(choice.place)
    for level in range(len(choice.bound)):
        choice.bound[level] = choice.partial[crew, level]
    solution.start[visit] = choice.at[0]
    for place in range(crew):
        pick, start = choice.pick[place], choice.at[choice.place[place]]
        row = trial.openings.row[pick]
        if not row.low <= start <= row.high:
            return False
        choice.start[place] = solution.member_start[first + place] = start
        waiting, overtime = timed(search, trial.openings.row, pick, first + place, start)
        least_waiting, least_overtime = least_timed(search, trial.openings.row, pick, first + place)
        add_term(arrays, choice.bound, WAITING, waiting - least_waiting)
        add_term(arrays, choice.bound, OVERTIME, overtime - least_overtime)
    late, most = visit_late(arrays, solution, visit)
    short = _shortfall(trial)
    if late < 0 or short < 0:
        return False
    add_term(arrays, choice.bound, LATENESS, late)
    add_term(arrays, choice.bound, MAX_LATENESS, max(0, most - trial.asked.peaks[2]))
    add_term(arrays, choice.bound, SHORTFALL, short)
    return True


@kernel
def _shortfall(trial: Trial) -> int:
    """Give what the visit's supplies fall short of at its start; negative: they do not suffice."""
    search, choice, visit = trial.search, trial.choice, trial.visit
    arrays, solution = search.arrays, search.state.solution
    row, roles = arrays.visit[visit], len(choice.first)
    may_lag = roles > 0 and choice.latest[roles - 1] > choice.soonest[roles - 1]
    if row.ask_first == row.ask_stop or may_lag:
        return 0
    place = choice.at[0] - choice.low[0]
    if choice.supply[place] == UNKNOWN:
        end = choice.at[0]
        if roles == 0:
            end += arrays.need[row.need].minutes
        for member in range(row.member_first, row.member_stop):
            end = max(end, solution.member_start[member] + arrays.member[member].minutes)
        choice.supply[place] = draw_supplies(arrays, solution, visit, choice.at[0], end)
        release_supplies(arrays, solution, visit)
    short: int = choice.supply[place]
    return short


@kernel
def put_crew(trial: Trial) -> bool:
    """Put the crew in, and move what must be moved for it; False: some rule forbids it."""
    search, choice = trial.search, trial.choice
    begin_trial(search.state, search.notes)
    choice.moves[0] = 0
    for place in range(len(choice.place)):
        if not _make_room(trial, place):
            return False
    return admit(search, trial.visit, choice.at[0], choice.shift, choice.start, False)


@kernel
def _make_room(trial: Trial, place: int) -> bool:
    """Move the stops around a member's gap no further than they must."""
    search, row = trial.search, trial.openings.row[trial.choice.pick[place]]
    if row.earlier + row.later == 0:
        return True
    arrays, stops = search.arrays, search.state.routes.stop[row.shift]
    note_route(search.state, search.notes, row.shift)
    own = arrays.visit[trial.visit].member_first + place
    time, after = trial.choice.start[place], own
    for at in range(row.gap - 1, row.gap - row.earlier - 1, -1):
        stop = arrays.member[stops[at]]
        minutes, _ = leg(arrays, row.shift, stops[at], after)
        time = last_open(arrays, stop.visit, stop.minutes, time - minutes - stop.minutes)
        _move(trial, stop.visit, time)
        after = stops[at]
    time, before = trial.choice.start[place] + arrays.member[own].minutes, own
    for at in range(row.gap, row.gap + row.later):
        stop = arrays.member[stops[at]]
        minutes, _ = leg(arrays, row.shift, before, stops[at])
        time = next_open(arrays, stop.visit, stop.minutes, time + minutes)
        _move(trial, stop.visit, time)
        time += stop.minutes
        before = stops[at]
    return renew_route(search, row.shift)


@kernel
def _move(trial: Trial, visit: int, start: int) -> None:
    """Start a served visit of one helper at another time."""
    search, choice = trial.search, trial.choice
    arrays, solution = search.arrays, search.state.solution
    note_visit(arrays, search.state, search.notes, visit)
    count_visit(arrays, search.state, visit, -1)
    solution.start[visit] = start
    solution.member_start[arrays.visit[visit].member_first] = start
    count_visit(arrays, search.state, visit, 1)
    renew_lateness(search, visit)
    choice.moved[choice.moves[0]], choice.moved_start[choice.moves[0]] = visit, start
    choice.moves[0] += 1


@kernel
def can_pay(trial: Trial) -> bool:
    """Say whether the project of the visit has the money for the crew chosen."""
    arrays = trial.search.arrays
    visit = arrays.visit[trial.visit]
    project = arrays.need[visit.need].project
    if project < 0:
        return True
    spent = trial.search.state.spent[project]
    for place in range(len(trial.choice.shift)):
        minutes = arrays.member[visit.member_first + place].minutes
        spent += member_pay(arrays, trial.choice.shift[place], minutes)
    return bool(spent <= arrays.project[project].budget)
