"""The best ways so far: best first, no two alike."""

from __future__ import annotations

from matcher.arrays import Ints
from matcher.kernel import kernel
from matcher.recommend.trial import Found, Trial

APART = 120
"""Minutes between the starts of two answers with the same helpers."""


@kernel
def is_hopeless(trial: Trial, totals: Ints) -> bool:
    """Say whether one like it, or enough others, are at least as good."""
    found = trial.found
    for place in range(found.tally[0]):
        is_last = place == len(found.totals) - 1
        if (is_last or _is_like(trial, place)) and not _is_less(totals, found.totals[place]):
            return True
    return False


@kernel
def _is_like(trial: Trial, place: int) -> bool:
    """Say whether one that was found has the same helpers at about the same time."""
    found, choice, shift = trial.found, trial.choice, trial.search.arrays.shift
    if abs(found.begin[place] - choice.at[0]) >= APART:
        return False
    for own in choice.shift:
        same = False
        for other in found.shift[place]:
            same = same or shift[own].helper == shift[other].helper
        if not same:
            return False
    return True


@kernel
def _is_less(one: Ints, other: Ints) -> bool:
    for level in range(len(one)):
        if one[level] != other[level]:
            return bool(one[level] < other[level])
    return False


@kernel
def add_found(trial: Trial) -> None:
    """Put what is chosen in its place among what was found, instead of those like it."""
    found, choice, kept = trial.found, trial.choice, 0
    for place in range(found.tally[0]):
        if not _is_like(trial, place):
            _copy(found, place, kept)
            kept += 1
    kept = min(kept, len(found.totals) - 1)
    at = kept
    while at > 0 and _is_less(choice.totals, found.totals[at - 1]):
        _copy(found, at - 1, at)
        at -= 1
    found.tally[0] = kept + 1
    found.begin[at], found.moves[at] = choice.at[0], choice.moves[0]
    for level in range(len(choice.totals)):
        found.totals[at, level] = choice.totals[level]
    for term in range(len(choice.values)):
        found.values[at, term] = choice.values[term]
    for place in range(len(choice.place)):
        found.shift[at, place], found.start[at, place] = choice.shift[place], choice.start[place]
        found.travel[at, place] = trial.openings.row[choice.pick[place]].minutes
    for place in range(choice.moves[0]):
        found.moved[at, place] = choice.moved[place]
        found.moved_start[at, place] = choice.moved_start[place]


@kernel
def _copy(found: Found, source: int, target: int) -> None:
    if source == target:
        return
    found.begin[target], found.moves[target] = found.begin[source], found.moves[source]
    _copy_row(found.totals, source, target)
    _copy_row(found.values, source, target)
    _copy_row(found.shift, source, target)
    _copy_row(found.start, source, target)
    _copy_row(found.travel, source, target)
    _copy_row(found.moved, source, target)
    _copy_row(found.moved_start, source, target)


@kernel
def _copy_row(rows: Ints, source: int, target: int) -> None:
    for column in range(rows.shape[1]):
        rows[target, column] = rows[source, column]
