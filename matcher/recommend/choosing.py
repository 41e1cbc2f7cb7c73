"""The best crews and starts for one visit: every combination of openings that may be among them.

Openings stand in the order of their bounds; where even the bound of what is chosen so far, with the
least that the rest of the crew adds, is no better than what is already found, the rest is skipped.
What remains is put in for a trial, rule by rule as the search does it, measured, and taken back.
"""

from __future__ import annotations

from matcher.kernel import entry, kernel
from matcher.recommend.best import add_found, is_hopeless
from matcher.recommend.openings import add_term
from matcher.recommend.putting import (
    can_pay,
    measure_terms,
    put_crew,
    set_bound,
    set_first_bound,
)
from matcher.recommend.standing import restore
from matcher.recommend.trial import Trial

MOST_LOOKS = 2_000_000
"""Openings looked at for one visit, at most; only crews of several can need so many."""


@entry
def choose(trial: Trial) -> None:
    """Find the best ways to put a visit in; what was found before stays among them."""
    search, choice = trial.search, trial.choice
    measure_terms(search, choice.before)
    set_first_bound(trial)
    crew, depth = len(choice.place), 0
    if crew == 0:
        _try_starts(trial)
        return
    choice.pick[0] = choice.first[0] - 1
    while depth >= 0:
        choice.pick[depth] += 1
        role = choice.place[depth]
        trial.found.tally[1] += 1
        if choice.pick[depth] >= choice.stop[role] or trial.found.tally[1] > MOST_LOOKS:
            depth -= 1
            continue
        if not _may_lead_on(trial, depth):
            depth -= 1
        elif _joins(trial, depth):
            if depth + 1 < crew:
                same = choice.place[depth + 1] == role
                following = choice.place[depth + 1]
                choice.pick[depth + 1] = choice.pick[depth] if same else choice.first[following] - 1
                depth += 1
            else:
                _try_starts(trial)


@kernel
def _may_lead_on(trial: Trial, depth: int) -> bool:
    """Add the bound of the member chosen last; False: nothing from here on is good enough."""
    choice, found = trial.choice, trial.found
    last = len(found.totals) - 1
    is_full, differs = found.tally[0] > last, False
    for level in range(len(choice.bound)):
        more = trial.openings.bound[choice.pick[depth], level]
        choice.partial[depth + 1, level] = choice.partial[depth, level] + more
    for level in range(len(choice.bound)):
        least = choice.partial[depth + 1, level] + choice.rest[depth + 1, level]
        if is_full and not differs and least != found.totals[last, level]:
            differs = True
            if least > found.totals[last, level]:
                return False
    return differs or not is_full


@kernel
def _joins(trial: Trial, depth: int) -> bool:
    """Say whether the member chosen last can come with those before."""
    choice, asked, openings = trial.choice, trial.asked, trial.openings
    shift = trial.search.arrays.shift
    own, role = openings.row[choice.pick[depth]], choice.place[depth]
    choice.low[depth + 1] = max(choice.low[depth], own.low - choice.latest[role])
    choice.high[depth + 1] = min(choice.high[depth], own.high - choice.soonest[role])
    if choice.low[depth + 1] > choice.high[depth + 1]:
        return False
    moves, wanted = own.earlier + own.later, bool(asked.among[own.shift])
    for other in range(depth):
        row = openings.row[choice.pick[other]]
        if shift[row.shift].helper == shift[own.shift].helper:
            return False
        moves += row.earlier + row.later
        wanted = wanted or asked.among[row.shift]
    return moves <= asked.most_moved and (wanted or depth + 1 < len(choice.place))


@kernel
def _try_starts(trial: Trial) -> None:
    """Try every start of the crew chosen, with every lag of its roles."""
    choice, crew = trial.choice, len(trial.choice.place)
    roles, at = len(choice.first), choice.at
    for member in range(crew):
        choice.shift[member] = trial.openings.row[choice.pick[member]].shift
    if not can_pay(trial):
        return
    for start in range(choice.low[crew], choice.high[crew] + 1):
        at[0], role = start, 1
        if role < roles:
            at[role] = start + _lag(trial, role, 0) - 1
        while role >= 1:
            if role >= roles:
                _try(trial)
                if trial.keep and trial.found.tally[0] > 0:
                    return
                role -= 1
                continue
            at[role] += 1
            if at[role] > at[role - 1] + _lag(trial, role, 1):
                role -= 1
                continue
            role += 1
            if role < roles:
                at[role] = at[role - 1] + _lag(trial, role, 0) - 1


@kernel
def _lag(trial: Trial, role: int, end: int) -> int:
    """Give the least (0) or greatest (1) lag of a role."""
    bounds = trial.choice.latest if end else trial.choice.soonest
    lag: int = bounds[role] - bounds[role - 1]
    return lag


@kernel
def _try(trial: Trial) -> None:
    """Put the crew in at the starts chosen, if that may be good enough, and measure it."""
    search, choice = trial.search, trial.choice
    if not set_bound(trial) or is_hopeless(trial, choice.bound):
        return
    if put_crew(trial):
        measure_terms(search, choice.values)
        for level in range(len(choice.totals)):
            choice.totals[level] = 0
        for term in range(len(choice.values)):
            choice.values[term] -= choice.before[term]
            if search.frame.counts[term]:
                add_term(search.arrays, choice.totals, term, choice.values[term])
        if not is_hopeless(trial, choice.totals):
            add_found(trial)
            if trial.keep:
                return
    restore(search, trial.base)
