"""What a search looks up again and again, worked out once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Bools, Floats, Ints, Table
from matcher.arrays.layout import record
from matcher.arrays.ranges import expand
from matcher.kernel import by_reference, entry
from matcher.model import TermName
from matcher.objective import counting
from matcher.objective.no_shows import weight_at_risk
from matcher.rules.continuity import is_known
from matcher.travel import out_and_home

TIMED = tuple(
    tuple(TermName).index(term)
    for term in (
        TermName.LATENESS,
        TermName.MAX_LATENESS,
        TermName.WAITING,
        TermName.MAX_IDLE,
        TermName.OVERTIME,
    )
)

CONTINUITY, PREFERENCES, TIER, NO_SHOWS, TRAVEL_TIME, TRAVEL_DISTANCE, PAY = (
    tuple(TermName).index(term)
    for term in (
        TermName.CONTINUITY,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.NO_SHOWS,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.PAY,
    )
)


CHOICE = record("shift", "fixed alone")
"""By candidate: what the helper costs wherever the stop stands in its route; the same with the
travel there and back of a route of its own."""


@by_reference
class Frame(NamedTuple):
    """What never changes during a search.

    Attributes
    ----------
    floats : array of bool, shape (visits,)
        The start of the visit floats.
    candidate : table of `CHOICE`
        The candidates of each role (bounds as in `Arrays.role`), cheapest first by `alone`.
    limited : array of bool, shape (helpers,)
        Minutes of a day or week are limited.
    pinned : array of int
        Pinned visits.
    depth : array of int, shape (visits,)
        How many needs in a row must come before.
    visits : array of int, shape (communities,)
        Visits asked for.
    counts : array of bool, shape (terms,)
        The term counts.
    timed : bool
        Some term counts that depends on when a stop starts.
    """

    floats: Bools
    candidate: Table
    limited: Bools
    pinned: Ints
    depth: Ints
    visits: Ints
    counts: Bools
    timed: bool


def frame_of(arrays: Arrays, roles: Ints | None = None) -> Frame:
    """Work out the frame of an instance.

    Parameters
    ----------
    arrays : Arrays
    roles : array of int, optional
        Only these are ever looked at; the candidates of others are left out. Default: all.
    """
    helper, counts = arrays.helper, counting(arrays)
    return Frame(
        floats=_floating(arrays),
        candidate=_choices(arrays, np.arange(len(arrays.role)) if roles is None else roles),
        limited=(helper["day_limit"] < FOREVER) | (helper["week_limit"] < FOREVER),
        pinned=np.flatnonzero(arrays.visit["pinned"]),
        depth=_depth(arrays),
        visits=np.bincount(
            arrays.need["community"][arrays.visit["need"]], minlength=arrays.communities
        ),
        counts=counts,
        timed=bool(counts[list(TIMED)].any()),
    )


def _choices(arrays: Arrays, roles: Ints) -> Table:
    owner, row = expand(roles, arrays.role["candidate_first"], arrays.role["candidate_stop"])
    fixed, alone = np.zeros(len(row), np.float64), np.zeros(len(row), np.float64)
    _costs(arrays, roles[owner], row, fixed, alone)
    # Rows of a role are contiguous in both orders, so its bounds hold for the new one.
    order = np.lexsort((alone, owner))
    choice = np.zeros(len(arrays.candidate), CHOICE)
    choice["shift"][row] = arrays.candidate["shift"][row[order]]
    choice["fixed"][row], choice["alone"][row] = fixed[order], alone[order]
    return choice


def _floating(arrays: Arrays) -> Bools:
    visit, need = arrays.visit, arrays.need[arrays.visit["need"]]
    one_role = need["role_stop"] - need["role_first"] == 1
    floating: Bools = (
        (visit["member_stop"] - visit["member_first"] == 1)
        & one_role
        & (visit["ask_first"] == visit["ask_stop"])
        & (visit["published_start"] < 0)
        & (visit["pinned"] == 0)
        & (need["recurs"] == 0)
        & (need["after_first"] == need["after_stop"])
        & (need["before_first"] == need["before_stop"])
        & (need["max_helpers"] > 0)
    )
    if len(arrays.role):
        first = arrays.role[np.minimum(need["role_first"], len(arrays.role) - 1)]
        floating &= (first["lag_min"] == 0) & (first["lag_max"] == 0)
    return floating


@entry
def _costs(arrays: Arrays, roles: Ints, rows: Ints, fixed: Floats, alone: Floats) -> None:
    """Write what candidates cost, given the role of each and its row."""
    terms = arrays.term
    for place in range(len(rows)):
        row, chosen = arrays.role[roles[place]], arrays.candidate[rows[place]]
        need, shift = arrays.need[row.need], arrays.shift[chosen.shift]
        cost = terms[PREFERENCES].factor * chosen.wishes + terms[TIER].factor * chosen.tier
        cost += terms[NO_SHOWS].factor * weight_at_risk(arrays, row.need, chosen.shift)
        once = need.visit_stop - need.visit_first == 1
        if once and need.has_history and not is_known(arrays, row.need, shift.helper):
            cost += terms[CONTINUITY].factor
        fixed[place] = cost
        there, far, back, wide = out_and_home(
            arrays.travel, shift.profile, shift.origin, need.location, shift.target
        )
        paid = arrays.helper[shift.helper].cost_per_hour / 60.0
        alone[place] = (
            cost
            + terms[TRAVEL_TIME].factor * (there + back)
            + terms[TRAVEL_DISTANCE].factor * (far + wide)
            + terms[PAY].factor * paid * (there + back + row.minutes)
        )


def _depth(arrays: Arrays) -> Ints:
    depth = np.zeros(len(arrays.need), np.int64)
    followers = np.flatnonzero(arrays.need["after_first"] < arrays.need["after_stop"])
    for _ in range(len(followers)):
        before = depth.copy()
        for need in followers:
            row = arrays.need[need]
            depth[need] = 1 + depth[arrays.link[row["after_first"] : row["after_stop"]]].max()
        if np.array_equal(before, depth):
            break
    return np.asarray(depth[arrays.visit["need"]])
