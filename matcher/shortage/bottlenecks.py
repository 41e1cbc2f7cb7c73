"""Visits that compete for too few helpers, proven whatever the plan.

Two contests are held, one for minutes and one for stops. In each, every plan is a division: who
serves a place in a crew gives it minutes of an hour of a shift in which it may be served, or one of
the shift's stops. Travel, breaks and all that ties visits together are left out, so what a division
cannot do no plan can; that it can be done proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from matcher.arrays import Ints
from matcher.arrays.ranges import expand
from matcher.shortage.contest import Contest, Rivals, rivals
from matcher.shortage.ground import SLICE, Ground, pieces_of
from matcher.shortage.halfdays import half_days_between

TIGHT_PARTS = 9
"""Of `contest.PARTS`: where more than this share is asked for, it is tight."""

DAYS_PER_WEEK = 7

LEAST_TIGHT = 2
"""Visits from which on a tight set is worth telling."""


class Measure(StrEnum):
    """What is counted."""

    MINUTES = "minutes"
    """Minutes of service."""
    STOPS = "stops"
    """Places in crews, each a stop of somebody's route."""


class Rivalry(NamedTuple):
    """Visits that share helpers.

    Attributes
    ----------
    measure : Measure
    proven : bool
        No plan serves all of them; else they ask nearly all there is.
    asked, available : int
        Of the measure.
    unserved : int
        Visits that every plan leaves out, at least.
    visits : array of int
    tasks : array of int
        Those places in the visits' crews that compete.
    shifts : array of int
        Whoever can take one of these.
    half_days : array of int
        In which they may begin.
    """

    measure: Measure
    proven: bool
    asked: int
    available: int
    unserved: int
    visits: Ints
    tasks: Ints
    shifts: Ints
    half_days: Ints


def find_rivalries(ground: Ground) -> tuple[Rivalry, ...]:
    """Find sets of visits that are proven too many for their helpers, and then those nearly so.

    Visits that nobody at all can serve are not among them.
    """
    contests = {Measure.MINUTES: _minutes(ground), Measure.STOPS: _stops(ground)}
    proven = [
        _told(ground, measure, one)
        for measure, contest in contests.items()
        for one in rivals(contest)
    ]
    proven.sort(key=lambda one: -one.unserved)
    told = list(_new(proven))
    tight = [
        _told(ground, measure, one)
        for measure, contest in contests.items()
        for one in rivals(_without(contest, told, measure), TIGHT_PARTS)
    ]
    tight.sort(key=lambda one: -one.asked / one.available)
    wide = [one for one in tight if len(one.visits) >= LEAST_TIGHT]
    return (*told, *_new(wide, told))


def _minutes(ground: Ground) -> Contest:
    """Let places in crews ask for minutes of the hours of shifts."""
    shift, pieces = ground.instance.arrays.shift, pieces_of(ground)
    hours = ground.instance.arrays.horizon // SLICE + 1
    slot, room = np.unique(ground.shift[pieces.offer] * hours + pieces.piece, return_inverse=True)
    owner, hour = slot // hours, slot % hours
    lasts = np.minimum(shift["latest"][owner], (hour + 1) * SLICE)
    lasts -= np.maximum(shift["start"][owner], hour * SLICE)
    task = ground.market.offer["task"][pieces.offer]
    size = ground.market.task["size"] * ground.market.task["minutes"]
    return _contest(ground, size, (task, room, pieces.minutes), (lasts, owner), least=1)


def _stops(ground: Ground) -> Contest:
    """Let places in crews ask for stops of shifts."""
    shift, offer = ground.instance.arrays.shift, ground.market.offer
    shortest = np.full(len(shift), max(1, int(offer["minutes"].max(initial=1))))
    np.minimum.at(shortest, ground.shift, np.maximum(1, offer["minutes"]))
    stops = np.minimum(shift["max_visits"], (shift["latest"] - shift["start"]) // shortest)
    arcs = (offer["task"], ground.shift, np.ones(len(offer), np.int64))
    least = int(np.maximum(1, offer["minutes"]).min(initial=shortest.max(initial=1)))
    owner = np.arange(len(shift))
    return _contest(ground, ground.market.task["size"], arcs, (stops, owner), least=least)


def _contest(
    ground: Ground,
    size: Ints,
    arcs: tuple[Ints, Ints, Ints],
    rooms: tuple[Ints, Ints],
    *,
    least: int,
) -> Contest:
    """Put a contest together; rooms are part of days of their helper, and those of weeks.

    Parameters
    ----------
    ground : Ground
    size : array of int, shape (tasks,)
        What each task asks for, if its visit can be served at all.
    arcs : (task, room, most), arrays of int
    rooms : (holds, shift), arrays of int
    least : int
        Minutes of work that one unit takes at least.
    """
    arrays, market = ground.instance.arrays, ground.market
    (task, room, most), (holds, owner) = arcs, rooms
    weeks = arrays.shift["day"] // DAYS_PER_WEEK
    day_key = arrays.shift["helper"] * (arrays.days + 1) + arrays.shift["day"] + 1
    _, first, day = np.unique(day_key, return_index=True, return_inverse=True)
    week_key = (arrays.shift["helper"] * (arrays.weeks + 1) + weeks + 1)[first]
    _, first_day, week = np.unique(week_key, return_index=True, return_inverse=True)
    person = arrays.helper[arrays.shift["helper"][first]]
    order = np.lexsort((room, task))
    return Contest(
        asked=np.where(market.open[market.task["visit"]], size, 0),
        asker=task[order],
        room=room[order],
        most=most[order],
        holds=np.concatenate(
            [holds, person["day_limit"] // least, person["week_limit"][first_day] // least]
        ),
        parent=np.concatenate(
            [
                len(holds) + day[owner],
                len(holds) + len(first) + week,
                np.full(len(first_day), -1),
            ]
        ),
    )


def _told(ground: Ground, measure: Measure, found: Rivals) -> Rivalry:
    market = ground.market
    tasks = found.askers[market.open[market.task["visit"][found.askers]]]
    size = market.task["size"][tasks]
    if measure is Measure.MINUTES:
        size = size * market.task["minutes"][tasks]
    visits, place = np.unique(market.task["visit"][tasks], return_inverse=True)
    most = np.cumsum(np.sort(np.bincount(place, size))[::-1])
    missing = found.asked - found.available
    offers = np.isin(market.offer["task"], tasks)
    own = market.task[tasks]
    at, span = expand(np.arange(len(own)), own["span_first"], own["span_stop"])
    begins = market.span[span]
    return Rivalry(
        measure=measure,
        proven=missing > 0,
        asked=found.asked,
        available=found.available,
        unserved=int(np.searchsorted(most, missing)) + 1 if missing > 0 else 0,
        visits=visits,
        tasks=tasks,
        shifts=np.unique(ground.shift[offers]),
        half_days=half_days_between(
            np.zeros_like(at), begins["start"], begins["end"], ground.instance.arrays.days
        )[1],
    )


def _without(contest: Contest, told: list[Rivalry], measure: Measure) -> Contest:
    """Leave out what is known to be too much."""
    asked = contest.asked.copy()
    for one in told:
        if one.measure is measure:
            asked[one.tasks] = 0
    return contest._replace(asked=asked)


def _new(found: Iterable[Rivalry], told: Iterable[Rivalry] = ()) -> Iterator[Rivalry]:
    """Yield what tells of some visit that nothing before tells of."""
    known = {visit for one in told for visit in one.visits.tolist()}
    for one in found:
        visits = set(one.visits.tolist())
        if not visits <= known:
            yield one
        known |= visits
