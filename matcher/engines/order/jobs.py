"""What the order engine looks up: one row per visit, and what each shift asks for each role."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Floats, Ints, Table
from matcher.arrays.layout import record, table
from matcher.kernel import by_reference
from matcher.model import TermName
from matcher.objective import counted_terms
from matcher.rules.window import ALL_STARTS, SERVICE
from matcher.travel import Travel

MOST_PRICES = 20_000_000
"""Most pairs of a role and a shift: 8 bytes each."""

MOST_VISITS = 4_000
"""Most visits: putting their keys in order anew looks at every pair."""

NEIGHBOURS = 40
"""Visits near each one that moves look at."""

JUDGED = frozenset(
    {
        TermName.COVERAGE,
        TermName.LATENESS,
        TermName.MAX_LATENESS,
        TermName.FAIRNESS,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.NO_SHOWS,
        TermName.SHORTFALL,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.PAY,
    }
)
"""The terms that are counted, or that stay as they are while the same visits are served."""

VISIT = record("first stop opens closes")
"""Members; the first start of the first role, and the last start of any."""

MEMBER = record("visit role location minutes lag_min lag_max due")
"""Lags from the member before, 0 and 0 together; `due`: a later start is late."""

SHIFT = record("helper profile origin target start latest max_visits", "minute")
"""`minute`: what a minute of travel costs."""


@by_reference
class Jobs(NamedTuple):
    """What never changes.

    Attributes
    ----------
    visit, member, shift : table
        As in `Arrays`; the rows of this module.
    choice : array of int
        Shifts that may fill each role, one role after the other.
    choice_first : array of int, shape (roles + 1,)
    price : array of float, shape (roles, shifts)
        What the shift costs in the role, without travel; infinite where it may not fill it.
    distinct : array of bool, shape (visits,)
        The crew are different helpers.
    late : array of float, shape (visits,)
        What a minute of lateness costs.
    latest : float
        What a minute of the largest lateness costs.
    metre : float
        What a metre of travel costs.
    near : array of int, shape (visits, neighbours)
        Visits that go well before or after; padded with -1.
    travel : Travel
    """

    visit: Table
    member: Table
    shift: Table
    choice: Ints
    choice_first: Ints
    price: Floats
    distinct: Bools
    late: Floats
    latest: float
    metre: float
    near: Ints
    travel: Travel


def unsuited(arrays: Arrays) -> str | None:
    """Say why the order engine cannot take an instance; None if it can."""
    need = arrays.need
    asks = need[arrays.visit["need"]]
    crew = arrays.visit["member_stop"] - arrays.visit["member_first"]
    windows = need["window_stop"] - need["window_first"]
    reasons = {
        "terms it does not count": bool(counted_terms(arrays) - JUDGED),
        "needs of several visits": bool((need["visit_stop"] - need["visit_first"] != 1).any()),
        "needs with several windows": bool((windows != 1).any()),
        "windows that bound the whole service": bool((arrays.window["bounds"] == SERVICE).any()),
        "due dates": bool((need["due"] < arrays.horizon).any()),
        "needs in a fixed order": bool((need["after_first"] != need["after_stop"]).any()),
        "no crews of several": bool((crew <= 1).all()),
        "visits without a crew": bool((crew == 0).any()),
        "visits without a place": bool((arrays.member["location"] < 0).any()),
        "breaks": len(arrays.rest) > 0,
        "resources": len(arrays.ask) > 0,
        "projects": len(arrays.project) > 0,
        "continuity": bool(need["has_history"].any() or (asks["max_helpers"] < crew).any()),
        "pins": bool(arrays.visit["pinned"].any()),
        "overtime": bool((arrays.shift["latest"] > arrays.shift["end"]).any()),
        "limits of a day or week": bool((arrays.helper["day_limit"] < arrays.horizon).any())
        or bool((arrays.helper["week_limit"] < arrays.horizon).any()),
        "its size": len(arrays.role) * len(arrays.shift) > MOST_PRICES
        or len(arrays.visit) > MOST_VISITS
        or not len(arrays.travel.minutes),
    }
    found = [reason for reason, holds in reasons.items() if holds]
    return ", ".join(found) or None


def jobs_of(arrays: Arrays, candidate: Table) -> Jobs:
    """Work out the jobs of an instance that suits.

    Parameters
    ----------
    arrays : Arrays
    candidate : table of shift and fixed
        The candidates of each role (bounds as in `Arrays.role`), with what each costs wherever it
        stands.
    """
    factor = {name: arrays.term[number]["factor"] for number, name in enumerate(TermName)}
    paid = arrays.helper["cost_per_hour"][arrays.shift["helper"]] / 60.0 * factor[TermName.PAY]
    # A visit's only window, by visit.
    window = arrays.window[arrays.need["window_first"][arrays.visit["need"]]]
    visit, member = _visits(arrays, window), _members(arrays, window)
    return Jobs(
        visit=visit,
        member=member,
        shift=table(
            SHIFT,
            len(arrays.shift),
            **{
                name: arrays.shift[name]
                for name in ("helper", "profile", "origin", "target", "start", "latest")
            },
            max_visits=np.minimum(arrays.shift["max_visits"], arrays.route_room),
            minute=factor[TermName.TRAVEL_TIME] + paid,
        ),
        choice=candidate["shift"].copy(),
        choice_first=np.append(arrays.role["candidate_first"], len(candidate)),
        price=_prices(arrays, candidate, paid),
        distinct=arrays.need["distinct"][arrays.visit["need"]] != 0,
        late=factor[TermName.LATENESS] * window["cost"].astype(float),
        latest=float(factor[TermName.MAX_LATENESS]),
        metre=float(factor[TermName.TRAVEL_DISTANCE]),
        near=_near(arrays, visit, member),
        travel=arrays.travel,
    )


def _visits(arrays: Arrays, window: Table) -> Table:
    return table(
        VISIT,
        len(arrays.visit),
        first=arrays.visit["member_first"],
        stop=arrays.visit["member_stop"],
        opens=np.maximum(window["start"], 0),
        closes=window["end"] + window["max_late"],
    )


def _members(arrays: Arrays, window: Table) -> Table:
    member, role = arrays.member, arrays.role[arrays.member["role"]]
    window = window[member["visit"]]
    # Members of one role start together; the lag is that of the role's first member.
    leads = np.diff(member["role"], prepend=-1) != 0
    first = arrays.visit["member_first"][member["visit"]] == np.arange(len(member))
    bounded = first | (window["bounds"] == ALL_STARTS)
    return table(
        MEMBER,
        len(member),
        visit=member["visit"],
        role=member["role"],
        location=member["location"],
        minutes=member["minutes"],
        lag_min=np.where(leads & ~first, role["lag_min"], 0),
        lag_max=np.where(leads & ~first, role["lag_max"], 0),
        due=np.where(bounded, window["end"], arrays.horizon),
    )


def _prices(arrays: Arrays, candidate: Table, paid: Floats) -> Floats:
    price = np.full((len(arrays.role), len(arrays.shift)), np.inf)
    sizes = arrays.role["candidate_stop"] - arrays.role["candidate_first"]
    role = np.repeat(np.arange(len(arrays.role)), sizes)
    shift = candidate["shift"]
    price[role, shift] = candidate["fixed"] + paid[shift] * arrays.role["minutes"][role]
    return price


def _near(arrays: Arrays, visit: Table, member: Table) -> Ints:
    """Rank other visits by the way to them, with the wait or the lateness that is sure."""
    count = len(visit)
    first = visit["first"]
    place, minutes = member["location"][first], member["minutes"][first]
    way = arrays.travel.minutes[0][np.ix_(place, place)].astype(float)
    due = member["due"][first]
    late = np.maximum(0, (visit["opens"] + minutes)[:, None] + way - due[None, :])
    wait = np.maximum(0, visit["opens"][None, :] - (due + minutes)[:, None] - way)
    far = way + 0.5 * wait + late
    far = np.minimum(far, far.T)
    np.fill_diagonal(far, np.inf)
    near = np.full((count, NEIGHBOURS), -1, np.int64)
    kept = min(NEIGHBOURS, count - 1)
    near[:, :kept] = np.argsort(far, axis=1, kind="stable")[:, :kept]
    return near
