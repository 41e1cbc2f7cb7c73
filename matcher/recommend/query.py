"""One visit asked for: its openings, its best ways, one put in for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Ints
from matcher.engines.search.state import TERMS, Search
from matcher.recommend.choosing import choose
from matcher.recommend.openings import OPENING, Asked, Openings, find_openings, visit_bounds
from matcher.recommend.standing import Base
from matcher.recommend.trial import UNKNOWN, Choice, Found, Trial

ROOM = 4096
"""Openings of one role for which there is room from the beginning."""


class Way(NamedTuple):
    """One way to put a visit in, by rows of the instance.

    Attributes
    ----------
    start : int
    shifts, starts, travel : tuple of int
        By member.
    moved : tuple of (visit, start)
    totals, values : tuple of int
        What it changes, by level and by term.
    """

    start: int
    shifts: tuple[int, ...]
    starts: tuple[int, ...]
    travel: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]
    totals: tuple[int, ...]
    values: tuple[int, ...]


class Query:
    """Looks for ways to put one unmet visit into a plan that stands.

    Parameters
    ----------
    search : Search
    base : Base
        As from `standing_search`.
    visit : int
    most : int
        Ways kept.
    disturb : int
        Visits of the plan that may be moved.
    among : array of bool, shape (shifts,), optional
        Somebody of the crew has one of these shifts. Default: any.
    """

    def __init__(
        self,
        search: Search,
        base: Base,
        visit: int,
        *,
        most: int,
        disturb: int,
        among: Bools | None = None,
    ) -> None:
        self._search, self._base, self._visit = search, base, visit
        self._disturb, arrays = disturb, search.arrays
        self._row = arrays.visit[visit]
        self._need = arrays.need[self._row["need"]]
        everyone = np.ones(len(arrays.shift), np.bool_)
        self._among = everyone if among is None else among
        crew = int(self._row["member_stop"] - self._row["member_first"])
        self._found = _nothing(arrays, most, crew, disturb)

    def ways(self) -> tuple[Way, ...]:
        """Give the best ways, best first; the state is as before."""
        first, last = self._bounds()
        # What disturbs nobody comes first: of two equally good ways it is the one that is kept.
        for moved in range(min(1, self._disturb) + 1):
            if first <= last:
                most_moved = moved * self._disturb
                openings, counts = self._openings(first, last, most_moved)
                self._choose(openings, counts, first, last, most_moved, keep=False)
        return tuple(self._way(place) for place in range(int(self._found.tally[0])))

    def put(self, way: Way) -> bool:
        """Put one way in for good; False: it is not to be had."""
        first, last = self._bounds()
        first, last = max(first, way.start), min(last, way.start)
        if first <= last:
            openings, counts = self._openings(first, last, self._disturb)
            kept, stays = self._of_way(openings, counts, way)
            self._choose(kept, stays, first, last, self._disturb, keep=True)
        return bool(self._found.tally[0])

    def _bounds(self) -> tuple[int, int]:
        return visit_bounds(self._search, self._visit)

    def _roles(self) -> list[int]:
        return list(range(int(self._need["role_first"]), int(self._need["role_stop"])))

    def _lags(self) -> tuple[Ints, Ints]:
        """Give the least and the most minutes from the visit's start to each role's."""
        roles = self._search.arrays.role[self._roles()]
        return np.cumsum(roles["lag_min"]), np.cumsum(roles["lag_max"])

    def _asked(self, most_moved: int) -> Asked:
        state, arrays = self._search.state, self._search.arrays
        worked = np.bincount(
            arrays.shift["helper"], state.route["worked"], minlength=len(arrays.helper)
        )
        peaks = [
            state.route["idle"].max(initial=0),
            int(worked.max(initial=0)),
            state.visit["late_most"].max(initial=0),
        ]
        return Asked(self._base.movable, self._among, most_moved, np.array(peaks, np.int64))

    def _openings(self, first: int, last: int, most_moved: int) -> tuple[Openings, list[int]]:
        """Give the openings of all roles, each role's by bound, and how many each has."""
        member, parts, counts = int(self._row["member_first"]), [], []
        asked = self._asked(most_moved)
        for role, soonest, latest in zip(self._roles(), *self._lags(), strict=True):
            parts.append(self._role_openings(asked, member, first + soonest, last + latest))
            counts.append(len(parts[-1].row))
            member += int(self._search.arrays.role[role]["count"])
        if not parts:
            return _room(self._search.arrays, 0), []
        return Openings(*(np.concatenate(column) for column in zip(*parts, strict=True))), counts

    def _role_openings(self, asked: Asked, member: int, first: int, last: int) -> Openings:
        room = ROOM
        while True:
            found = _room(self._search.arrays, room)
            count = find_openings(self._search, asked, member, first, last, found)
            if count <= room:
                break
            room = count
        row, bound = found.row[:count], found.bound[:count]
        moves = row["earlier"] + row["later"]
        order = np.lexsort((row["gap"], row["shift"], moves, *bound.T[::-1]))
        return Openings(row[order], bound[order])

    def _of_way(
        self, openings: Openings, counts: Sequence[int], way: Way
    ) -> tuple[Openings, list[int]]:
        """Keep the openings of a way, each with no start but the way's."""
        owner = np.repeat(np.arange(len(counts)), counts)
        members = self._search.arrays.member["role"][
            int(self._row["member_first"]) : int(self._row["member_stop"])
        ]
        places = (members - self._need["role_first"]).tolist()
        row, kept = openings.row.copy(), []
        for place, shift, start in zip(places, way.shifts, way.starts, strict=True):
            fits = (owner == place) & (row["shift"] == shift)
            fits &= (row["low"] <= start) & (start <= row["high"])
            found = [each for each in np.flatnonzero(fits) if self._moves(row[each], way)]
            row["low"][found] = row["high"][found] = start
            kept += found
        chosen = np.sort(np.array(kept, np.int64))
        stays = [int(np.count_nonzero(owner[chosen] == place)) for place in range(len(counts))]
        return Openings(row[chosen], openings.bound[chosen]), stays

    def _moves(self, opening: np.void, way: Way) -> bool:
        """Say whether an opening moves what the way moves of its route."""
        state, member = self._search.state, self._search.arrays.member
        solution, shift, gap = state.solution, int(opening["shift"]), int(opening["gap"])
        stops = member["visit"][state.routes.stop[shift]]
        moved = {
            (visit, start < solution.start[visit])
            for visit, start in way.moved
            if solution.shift[self._search.arrays.visit["member_first"][visit]] == shift
        }
        earlier = {(int(visit), True) for visit in stops[gap - opening["earlier"] : gap]}
        later = {(int(visit), False) for visit in stops[gap : gap + opening["later"]]}
        return moved == earlier | later

    def _choose(
        self,
        openings: Openings,
        counts: Sequence[int],
        first: int,
        last: int,
        most_moved: int,
        *,
        keep: bool,
    ) -> None:
        choice = self._choice(openings, counts, first, last)
        if all(counts):
            choose(
                Trial(
                    self._search,
                    self._base,
                    self._asked(most_moved),
                    openings,
                    choice,
                    self._found,
                    self._visit,
                    keep,
                )
            )

    def _choice(self, openings: Openings, counts: Sequence[int], first: int, last: int) -> Choice:
        arrays, levels = self._search.arrays, self._search.arrays.levels
        stops = np.cumsum(np.array(counts, np.int64), dtype=np.int64)
        firsts = stops - np.array(counts, np.int64)
        members = arrays.member[int(self._row["member_first"]) : int(self._row["member_stop"])]
        place = members["role"] - self._need["role_first"]
        crew, roles = len(place), len(counts)
        rest = np.zeros((crew + 1, levels), np.int64)
        for member in range(crew - 1, -1, -1):
            least = openings.bound[firsts[place[member]] : stops[place[member]]][:1]
            rest[member] = rest[member + 1] + least.sum(axis=0)
        soonest, latest = self._lags()
        return Choice(
            place=place,
            first=firsts,
            stop=stops,
            soonest=soonest,
            latest=latest,
            pick=np.zeros(crew + 1, np.int64),
            low=np.full(crew + 1, first, np.int64),
            high=np.full(crew + 1, last, np.int64),
            partial=np.zeros((crew + 1, levels), np.int64),
            rest=rest,
            at=np.zeros(roles + 1, np.int64),
            shift=np.zeros(crew, np.int64),
            start=np.zeros(crew, np.int64),
            bound=np.zeros(levels, np.int64),
            totals=np.zeros(levels, np.int64),
            values=np.zeros(TERMS, np.int64),
            before=np.zeros(TERMS, np.int64),
            supply=np.full(max(0, last - first) + 1, UNKNOWN, np.int64),
            moved=np.zeros(self._disturb, np.int64),
            moved_start=np.zeros(self._disturb, np.int64),
            moves=np.zeros(1, np.int64),
        )

    def _way(self, place: int) -> Way:
        found, moves = self._found, int(self._found.moves[place])
        moved = zip(
            found.moved[place, :moves].tolist(),
            found.moved_start[place, :moves].tolist(),
            strict=True,
        )
        return Way(
            start=int(found.begin[place]),
            shifts=tuple(found.shift[place].tolist()),
            starts=tuple(found.start[place].tolist()),
            travel=tuple(found.travel[place].tolist()),
            moved=tuple(moved),
            totals=tuple(found.totals[place].tolist()),
            values=tuple(found.values[place].tolist()),
        )


def _room(arrays: Arrays, openings: int) -> Openings:
    return Openings(np.zeros(openings, OPENING), np.zeros((openings, arrays.levels), np.int64))


def _nothing(arrays: Arrays, most: int, crew: int, disturb: int) -> Found:
    return Found(
        tally=np.zeros(2, np.int64),
        totals=np.zeros((most, arrays.levels), np.int64),
        values=np.zeros((most, TERMS), np.int64),
        shift=np.zeros((most, crew), np.int64),
        start=np.zeros((most, crew), np.int64),
        travel=np.zeros((most, crew), np.int64),
        begin=np.zeros(most, np.int64),
        moved=np.zeros((most, disturb), np.int64),
        moved_start=np.zeros((most, disturb), np.int64),
        moves=np.zeros(most, np.int64),
    )
