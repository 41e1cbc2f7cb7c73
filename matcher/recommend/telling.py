"""From rows of the instance to records for people, and back."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.engines.search.state import Search
from matcher.instance import Instance
from matcher.instance.compile import TERMS
from matcher.model import Need
from matcher.recommend.query import Way
from matcher.recommend.records import Change, Fit, Moved, Place, TermChange
from matcher.recommend.remarks import Remarks


class Teller:
    """Tells ways by name.

    Parameters
    ----------
    instance : Instance
    search : Search
        With the plan; its tables may hold a need more.
    """

    def __init__(self, instance: Instance, search: Search) -> None:
        self._instance, self._search = instance, search
        helpers = instance.scenario.helpers
        self._of_resident: dict[str, list[int]] = {}
        for row, need in enumerate(instance.scenario.needs):
            self._of_resident.setdefault(need.resident or need.id, []).append(row)
        self._shifts = [(person.id, each.id) for person in helpers for each in person.shifts]

    def fits(self, need: Need, visit: int, ways: Sequence[Way]) -> tuple[Fit, ...]:
        """Give the ways to serve a visit as records, in their order."""
        others = self._of_resident.get(need.resident or need.id, [])
        remarks = Remarks(self._instance, self._search, need, visit, ways, others)
        row = self._search.arrays.visit[visit]
        return tuple(
            Fit(
                need=need,
                occurrence=int(row["occurrence"]),
                rank=place,
                start=way.start,
                crew=self._crew(visit, way),
                change=self._change(way),
                disturbs=self._disturbs(way),
                pros=remarks.pros(way),
                cons=remarks.cons(way),
            )
            for place, way in enumerate(ways, start=1)
        )

    def way(self, fit: Fit) -> Way | None:
        """Give the rows of what was told; None: the instance does not have them."""
        names = {name: row for row, name in enumerate(self._shifts)}
        rows = {need.id: row for row, need in enumerate(self._instance.scenario.needs)}
        crew = [names.get((place.helper, place.shift), -1) for place in fit.crew]
        needs = [rows.get(moved.need, -1) for moved in fit.disturbs]
        if min([*crew, *needs], default=0) < 0:
            return None
        first = self._instance.arrays.need["visit_first"]
        moved = zip(needs, fit.disturbs, strict=True)
        return Way(
            start=fit.start,
            shifts=tuple(crew),
            starts=tuple(place.start for place in fit.crew),
            travel=tuple(place.travel for place in fit.crew),
            moved=tuple((int(first[row]) + each.occurrence, each.start) for row, each in moved),
            totals=fit.change.totals,
            values=(),
        )

    def _crew(self, visit: int, way: Way) -> tuple[Place, ...]:
        arrays = self._search.arrays
        row = arrays.visit[visit]
        members = arrays.member[row["member_first"] : row["member_stop"]]
        first = arrays.need["role_first"][row["need"]]
        columns = zip(
            (members["role"] - first).tolist(),
            members["minutes"].tolist(),
            way.shifts,
            way.starts,
            way.travel,
            strict=True,
        )
        return tuple(
            Place(
                role=role,
                helper=self._shifts[shift][0],
                shift=self._shifts[shift][1],
                start=start,
                end=start + minutes,
                travel=travel,
            )
            for role, minutes, shift, start, travel in columns
        )

    def _change(self, way: Way) -> Change:
        terms = [term.name for term in self._instance.scenario.policy.terms if term.weight > 0]
        changes = ((name, way.values[TERMS.index(name)]) for name in terms)
        return Change(
            totals=way.totals,
            terms=tuple(TermChange(name=name, change=value) for name, value in changes if value),
        )

    def _disturbs(self, way: Way) -> tuple[Moved, ...]:
        visit, needs = self._instance.arrays.visit, self._instance.scenario.needs
        before = self._search.state.solution.start
        return tuple(
            Moved(
                need=needs[visit["need"][row]].id,
                occurrence=int(visit["occurrence"][row]),
                start=start,
                before=int(before[row]),
            )
            for row, start in sorted(way.moved)
        )
