"""That some visits cannot all be served, proven by a linear programme of its own."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matcher.instance import Instance

INFEASIBLE = 2
"""How `scipy.optimize.milp` says so."""

Sums = dict[tuple[object, ...], tuple[float, dict[int, float]]]
"""By what is bounded, the bound, and how much of it each variable takes."""


class _Programme:
    """Places in crews, given in parts to the shifts that are candidates.

    Parameters
    ----------
    instance : Instance
    visits : array of int
    """

    def __init__(self, instance: Instance, visits: list[int]) -> None:
        self._arrays = instance.arrays
        self._filled: dict[tuple[int, int], list[int]] = {}
        self._at_shift: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._variables = 0
        for visit in visits:
            need = self._arrays.need[self._arrays.visit["need"][visit]]
            for role in range(need["role_first"], need["role_stop"]):
                self._add(visit, role)

    def _add(self, visit: int, role: int) -> None:
        row = self._arrays.role[role]
        shifts = self._arrays.candidate["shift"][row["candidate_first"] : row["candidate_stop"]]
        first = self._variables
        self._variables += len(shifts)
        self._filled[visit, role] = list(range(first, self._variables))
        for variable, shift in enumerate(shifts.tolist(), first):
            self._at_shift[shift].append((variable, role))

    def is_infeasible(self) -> bool:
        """Say whether nothing fills every place."""
        sums: Sums = {}
        for shift, entries in self._at_shift.items():
            sums |= self._stops(shift, entries) | self._between(shift, entries)
        sums |= self._limits()
        most = [bound for bound, _ in sums.values()]
        size = self._arrays.role["count"][[role for _, role in self._filled]]
        filled = [dict.fromkeys(row, 1.0) for row in self._filled.values()]
        answer = milp(
            np.zeros(self._variables),
            bounds=Bounds(0.0, 1.0),
            constraints=[
                LinearConstraint(
                    self._matrix([taken for _, taken in sums.values()]), -np.inf, most
                ),
                LinearConstraint(self._matrix(filled), size, size),
            ],
        )
        return bool(answer.status == INFEASIBLE)

    def _stops(self, shift: int, entries: list[tuple[int, int]]) -> Sums:
        """Bound the stops of a shift, by its rule and by the shortest that it may make."""
        row = self._arrays.shift[shift]
        shortest = min(max(1, int(self._arrays.role["minutes"][role])) for _, role in entries)
        stops = min(int(row["max_visits"]), int(row["latest"] - row["start"]) // shortest)
        return {("stops", shift): (stops, {variable: 1.0 for variable, _ in entries})}

    def _between(self, shift: int, entries: list[tuple[int, int]]) -> Sums:
        """Bound what can only be done between two times, for any two that some place knows."""
        row, sums = self._arrays.shift[shift], Sums()
        hulls = {variable: self._hull(role) for variable, role in entries}
        firsts = {max(int(row["start"]), first) for first, _ in hulls.values()}
        lasts = {min(int(row["latest"]), last) for _, last in hulls.values()}
        minutes = {v: float(self._arrays.role["minutes"][role]) for v, role in entries}
        for first, last in product(firsts, lasts):
            inside = {
                variable: minutes[variable]
                for variable, (soonest, latest) in hulls.items()
                if max(int(row["start"]), soonest) >= first
                and min(int(row["latest"]), latest) <= last
            }
            if inside:
                sums["between", shift, first, last] = (max(0.0, last - first), inside)
        return sums

    def _limits(self) -> Sums:
        """Bound the minutes of days and weeks."""
        sums = Sums()
        for shift, entries in self._at_shift.items():
            row = self._arrays.shift[shift]
            person = self._arrays.helper[row["helper"]]
            for limit, days in (("day_limit", 1), ("week_limit", 7)):
                key = (limit, int(row["helper"]), int(row["day"]) // days)
                _, taken = sums.setdefault(key, (float(person[limit]), {}))
                taken |= {v: float(self._arrays.role["minutes"][role]) for v, role in entries}
        return sums

    def _hull(self, role: int) -> tuple[int, int]:
        """Give when a place may be begun at the soonest and ended at the latest, roughly."""
        row = self._arrays.role[role]
        need = self._arrays.need[row["need"]]
        windows = self._arrays.window[need["window_first"] : need["window_stop"]]
        lags = self._arrays.role["lag_max"][need["role_first"] : role + 1].sum()
        latest = int((windows["end"] + windows["max_late"]).max() + lags + row["minutes"])
        return int(windows["start"].min()), min(latest, self._arrays.horizon)

    def _matrix(self, rows: list[dict[int, float]]) -> csr_array:
        spots = [(number, variable) for number, row in enumerate(rows) for variable in row]
        row, column = np.array(spots, np.int64).reshape(-1, 2).T
        factors = [factor for entries in rows for factor in entries.values()]
        return csr_array((factors, (row, column)), shape=(len(rows), self._variables))


def is_infeasible(instance: Instance, visits: list[int]) -> bool:
    """Say whether it is proven that no plan serves all of some visits.

    A shift makes no more stops than it may, a helper works no longer than its limits, and what can
    only be done between two times takes no more than the shift has between them. Travel and all
    that ties visits together are left out. Nothing of `matcher.shortage` is used.
    """
    return _Programme(instance, visits).is_infeasible()
