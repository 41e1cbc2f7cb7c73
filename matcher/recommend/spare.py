"""A need that the scenario does not have yet, written behind the tables of one that is loaded.

Compiling a city anew for one telephone call takes seconds. Only who could come at all is compiled
with the need, a small scenario; its rows go into spare rows that stand behind the loaded tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from matcher.arrays import Arrays, Ints, Table
from matcher.instance import Instance, compile_instance
from matcher.model import Need
from matcher.recommend.nearby import Nearby

TABLES = ("need", "window", "role", "visit", "member", "line", "ask", "draw", "candidate", "link")
"""What a need adds rows to."""

_OWNED = ("window", "role", "visit", "line")
_OF_VISIT = ("member_first", "member_stop", "ask_first", "ask_stop")

Sizes = Mapping[str, int]


def usual_sizes(arrays: Arrays) -> dict[str, int]:
    """Give how many spare rows most needs can do with."""
    few = dict.fromkeys(TABLES, 64)
    return few | {"need": 1, "member": 256, "candidate": 4 * len(arrays.shift), "link": 4096}


def with_spare(arrays: Arrays, sizes: Sizes) -> Arrays:
    """Give the same tables with spare rows behind, and one spare location."""
    tables: dict[str, Any] = {name: _longer(getattr(arrays, name), sizes[name]) for name in TABLES}
    travel = arrays.travel
    outside = np.full((len(travel.matrix_row), 1), -1, np.int64)
    # Pairs worked out beforehand do not have the spare location: each is worked out when asked for.
    longer = travel._replace(
        location=_longer(travel.location, 1),
        name=np.append(travel.name, np.int64(-1)),
        matrix_row=np.concatenate([travel.matrix_row, outside], axis=1),
        minutes=np.zeros((0, 0, 0), np.int32),
        metres=np.zeros((0, 0, 0), np.int32),
    )
    return arrays._replace(**tables, travel=longer)


def _longer(rows: Table | Ints, more: int) -> Table:
    return np.concatenate([rows, np.zeros(more, rows.dtype)])


class Draft:
    """A need compiled with those who could come.

    Parameters
    ----------
    instance : Instance
        Of the scenario without it.
    nearby : Nearby
        Of the same.
    need : Need
        A valid one, of an id of its own.
    """

    def __init__(self, instance: Instance, nearby: Nearby, need: Need) -> None:
        self.need = need
        self._instance = instance
        self._helpers = nearby.may_come(need)
        people = instance.scenario.helpers
        alone = replace(
            instance.scenario,
            helpers=tuple(people[row] for row in self._helpers.tolist()),
            needs=(replace(need, after=()),),
            pins=(),
            published=(),
        )
        self._small = compile_instance(alone)

    @property
    def sizes(self) -> Sizes:
        """How many spare rows it takes."""
        small = self._small.arrays
        draws = small.resource["draw_stop"] - small.resource["draw_first"]
        touched = np.unique(small.draw["resource"])
        full = self._instance.arrays.resource
        old = (full["draw_stop"] - full["draw_first"])[touched]
        links = len(self.need.history) + len(self.need.after) + int(draws.sum() + old.sum())
        return {name: len(getattr(small, name)) for name in TABLES} | {"link": links}

    @contextmanager
    def written(self, arrays: Arrays, need_rows: Mapping[str, int]) -> Iterator[int]:
        """Stand in the spare rows of some arrays meanwhile; gives the row of the need.

        Parameters
        ----------
        arrays : Arrays
            With spare rows enough.
        need_rows : mapping of str to int
            The rows of the scenario's needs.
        """
        resources = arrays.resource.copy()
        writer = _Writer(self._instance, self._small, arrays)
        writer.rows(self._shifts())
        writer.location(self.need)
        writer.links(self._helpers, [need_rows[other] for other in self.need.after])
        try:
            yield writer.first["need"]
        finally:
            arrays.resource[:] = resources

    def _shifts(self) -> Ints:
        """Give the full scenario's shift of each shift of the small one."""
        helper = self._instance.arrays.helper
        first, stop = helper["shift_first"][self._helpers], helper["shift_stop"][self._helpers]
        spans = [np.arange(a, b) for a, b in zip(first.tolist(), stop.tolist(), strict=True)]
        return np.concatenate([np.zeros(0, np.int64), *spans])


class _Writer:
    """Writes the rows of a small instance behind those of a full one.

    Parameters
    ----------
    full, small : Instance
    arrays : Arrays
        With spare rows behind those of `full`.
    """

    def __init__(self, full: Instance, small: Instance, arrays: Arrays) -> None:
        self._full, self._small, self._arrays = full, small, arrays
        self.first = {name: len(getattr(full.arrays, name)) for name in TABLES}
        self._links = self.first["link"]

    def rows(self, shifts: Ints) -> None:
        """Write everything but places and links; `shifts` are those of the small instance."""
        first, location = self.first, len(self._full.arrays.travel.location)
        self._write("need", *(f"{name}_{end}" for name in _OWNED for end in ("first", "stop")))
        self._spare("need")["location"] = location
        if self._small.arrays.need["location"][0] < 0:
            self._spare("need")["location"] = -1
        self._write("window")
        self._write("role", "candidate_first", "candidate_stop", need=first["need"])
        self._write("visit", *_OF_VISIT, need=first["need"])
        self._write("member", visit=first["visit"], role=first["role"])
        self._spare("member")["location"] = self._spare("need")["location"][0]
        self._write("line")
        self._write("ask", "draw_first", "draw_stop", visit=first["visit"], line=first["line"])
        self._write("draw", visit=first["visit"], ask=first["ask"])
        self._write("candidate")
        candidate = self._spare("candidate")
        candidate["shift"] = shifts[candidate["shift"]]

    def _spare(self, name: str) -> Table:
        """Give the spare rows that the need takes."""
        rows: Table = getattr(self._arrays, name)
        begin = self.first[name]
        return rows[begin : begin + len(getattr(self._small.arrays, name))]

    def _write(self, name: str, *bounds: str, **owners: int) -> None:
        """Copy rows; bounds move by where their table's spare rows begin, owners as told."""
        rows = self._spare(name)
        rows[:] = getattr(self._small.arrays, name)
        for bound in bounds:
            rows[bound] += self.first[bound.rpartition("_")[0]]
        for owner, begin in owners.items():
            rows[owner] += begin

    def location(self, need: Need) -> None:
        """Write the need's place into the spare location."""
        place = self._full.catalogue.need_place(need)
        if place is None:
            return
        travel, small = self._arrays.travel, self._small.arrays
        spot, row = len(travel.location) - 1, small.need["location"][0]
        travel.location[spot] = small.travel.location[row]
        travel.matrix_row[:, spot] = small.travel.matrix_row[:, row]
        # Equal names are one place: any location of the name tells its number.
        named = (at for other, at in self._full.places.items() if other.key == place.key)
        travel.name[spot] = -1
        if place.key is not None:
            known = next(named, None)
            travel.name[spot] = travel.name.max() + 1 if known is None else travel.name[known]

    def links(self, helpers: Ints, after: list[int]) -> None:
        """Write who came before, what must come before, and what may be drawn of resources."""
        small, need = self._small.arrays, self._spare("need")[0]
        history = small.link[need["history_first"] : need["history_stop"]]
        need["history_first"], need["history_stop"] = self._add(helpers[history])
        need["after_first"], need["after_stop"] = self._add(np.array(after, np.int64))
        need["before_first"] = need["before_stop"] = 0
        for row in np.unique(small.draw["resource"]).tolist():
            resource, own = self._arrays.resource[row], small.resource[row]
            old = self._arrays.link[resource["draw_first"] : resource["draw_stop"]]
            new = small.link[own["draw_first"] : own["draw_stop"]] + self.first["draw"]
            bounds = self._add(np.concatenate([old, new]))
            resource["draw_first"], resource["draw_stop"] = bounds

    def _add(self, links: Ints) -> tuple[int, int]:
        begin = self._links
        self._links += len(links)
        self._arrays.link[begin : self._links] = links
        return begin, self._links
