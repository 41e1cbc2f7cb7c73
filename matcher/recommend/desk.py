"""A loaded plan to which needs are brought one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, Solution
from matcher.check import check
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.formats.parts import inside
from matcher.instance import Instance, compile_instance
from matcher.model import InvalidInput, Need, Plan, Scenario, Shift, Unmet
from matcher.recommend.nearby import Nearby
from matcher.recommend.planning import plan_of
from matcher.recommend.query import Query, Way
from matcher.recommend.records import Fit
from matcher.recommend.spare import Draft, Sizes, usual_sizes, with_spare
from matcher.recommend.standing import count_need, standing_search
from matcher.recommend.telling import Teller
from matcher.retrace import solution_of
from matcher.validate import refuse_errors


class UnsoundPlan(ValueError):
    """A plan that breaks rules of its scenario: what is added to it would be no better."""


class NoSuchVisit(LookupError):
    """A visit, helper or shift that the scenario does not have, or a visit served already."""


def open_desk(scenario: Scenario, plan: Plan) -> Desk:
    """Load a plan, once scenario and plan have been found in order.

    Raises
    ------
    InvalidInput
        If the scenario has errors; all of them at once.
    UnsoundPlan
        If the plan breaks a rule.
    """
    refuse_errors(scenario)
    _refuse_broken(scenario, plan)
    return Desk(scenario, plan)


class Desk:
    """A plan to which needs are brought one at a time; by one caller at a time.

    Parameters
    ----------
    scenario : Scenario
        One without errors.
    plan : Plan
        Of this scenario; one that breaks no rule. See `open_desk`.

    Attributes
    ----------
    instance : Instance
        The scenario compiled.
    solution : Solution
        The plan in its arrays.
    """

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        self.instance = compile_instance(scenario)
        self.solution = solution_of(self.instance, plan)
        self._need_rows = {need.id: row for row, need in enumerate(scenario.needs)}
        self._nearby = Nearby(self.instance)
        self._load(usual_sizes(self.instance.arrays))

    def _load(self, sizes: Sizes) -> None:
        bare = _with_room(self.instance.arrays, self.solution)
        self._sizes, self._arrays = sizes, with_spare(bare, sizes)
        self._search, self._base = standing_search(bare, self._arrays, self.solution)
        self._teller = Teller(self.instance, self._search)

    def recommend(
        self,
        need: Need | str,
        *,
        occurrence: int | None = None,
        most: int = 3,
        disturb: int = 0,
    ) -> tuple[Fit, ...]:
        """Find the best ways to serve one more visit.

        Crews are of different people. The starts of all other visits stay as they are, but for at
        most `disturb` that make way, each no further than it must. Breaks of the helpers who come
        are taken as they then fit.

        Parameters
        ----------
        need : Need or str
            A new need, of an id of its own, of which the first visit is served; or the id of one
            of the scenario's.
        occurrence : int, optional
            Which visit of one of the scenario's needs. Default: the first that is unmet.
        most : int
            How many ways at most. Any two differ in some helper or start two hours apart.
        disturb : int

        Returns
        -------
        tuple of Fit
            Best first, by the policy; none if nothing fits.

        Raises
        ------
        InvalidInput
            If the new need has errors; at pointers that begin at the need.
        NoSuchVisit
            If the scenario has no such visit, or what is asked for is served.
        """
        if isinstance(need, str):
            row = self._row(need)
            visit = self._unmet(row, occurrence)
            return self._fits(self.scenario.needs[row], visit, most, disturb)
        with self._written(need) as row:
            visit = int(self._arrays.need["visit_first"][row])
            return self._fits(need, visit, most, disturb)

    def needs_for(
        self, helper: str, *, shift: str | None = None, most: int = 3, disturb: int = 0
    ) -> tuple[Fit, ...]:
        """Find the unmet visits that a helper with time to spare serves best.

        Parameters
        ----------
        helper : str
        shift : str, optional
            Only this shift of theirs. Default: any. For time that is none of their shifts, see
            `with_shift`.
        most : int
            How many visits at most, the best way of each.
        disturb : int
            As in `recommend`.

        Returns
        -------
        tuple of Fit
            Best first; each has the helper in its crew.

        Raises
        ------
        NoSuchVisit
            If the scenario has no such helper or shift.
        """
        among = self._shifts(helper, shift)
        needs = self.instance.arrays.visit["need"]
        found: list[Fit] = []
        for visit in self._in_reach(among).tolist():
            found += self._fits(self.scenario.needs[needs[visit]], visit, 1, disturb, among)
        found.sort(key=lambda fit: (fit.change.totals, fit.start))
        return tuple(replace(fit, rank=place) for place, fit in enumerate(found[:most], start=1))

    def with_shift(self, helper: str, shift: Shift) -> Desk:
        """Give a desk for the same plan where a helper has one more shift.

        Raises
        ------
        InvalidInput
            If the shift has errors; at pointers that begin at the shift.
        NoSuchVisit
            If the scenario has no such helper.
        """
        self._shifts(helper, None)
        helpers = list(self.scenario.helpers)
        row = next(row for row, person in enumerate(helpers) if person.id == helper)
        shifts = (*helpers[row].shifts, shift)
        helpers[row] = replace(helpers[row], shifts=shifts)
        scenario = replace(self.scenario, helpers=tuple(helpers))
        _refuse_errors_at(f"/helpers/{row}/shifts/{len(shifts) - 1}", scenario)
        return Desk(scenario, replace(self.plan, digest=digest(scenario)))

    def ways_beside(self, way: Way, need: str, occurrence: int, *, most: int) -> tuple[Fit, ...]:
        """Tell a way of one's own to serve an unmet visit, then the best, as in `recommend`."""
        row = self._row(need)
        visit = self._unmet(row, occurrence)
        query = Query(self._search, self._base, visit, most=most, disturb=0)
        return self._teller.fits(self.scenario.needs[row], visit, [way, *query.ways()])

    def why_not(self, need: Need | str) -> Unmet:
        """Say why nothing fits, as the plan's unmet needs are explained; takes longer.

        Raises
        ------
        InvalidInput, NoSuchVisit
            As in `recommend`.
        """
        instance, solution = self.instance, self.solution
        if isinstance(need, str):
            row = self._row(need)
            occurrence = self._unmet(row) - int(instance.arrays.need["visit_first"][row])
            wanted = need, occurrence
        else:
            instance = self._compiled_with(need)
            solution, wanted = solution_of(instance, self.plan), (need.id, 0)
        unmet = explain_unmet(instance, solution)
        return next(each for each in unmet if (each.need, each.occurrence) == wanted)

    def apply(self, fit: Fit) -> tuple[Scenario, Plan]:
        """Give the scenario with the need, and the plan with the visit in it, explained anew.

        Parameters
        ----------
        fit : Fit
            Of this desk.

        Raises
        ------
        NoSuchVisit
            If it is another desk's, and does not fit here.
        UnsoundPlan
            If the plan made breaks a rule; a defect of ours.
        """
        instance = self.instance
        if fit.need.id not in self._need_rows:
            instance = self._compiled_with(fit.need)
        solution = solution_of(instance, self.plan)
        arrays = _with_room(instance.arrays, solution)
        search, base = standing_search(arrays, arrays, solution)
        row = self._need_rows.get(fit.need.id, len(instance.scenario.needs) - 1)
        visit = int(arrays.need["visit_first"][row]) + fit.occurrence
        way = Teller(instance, search).way(fit)
        query = Query(search, base, visit, most=1, disturb=len(fit.disturbs))
        if way is None or solution.served[visit] or not query.put(way):
            raise NoSuchVisit(fit.need.id)
        made = plan_of(instance, search.state.solution, self.plan)
        _refuse_broken(instance.scenario, made)
        return instance.scenario, made

    def _fits(
        self, need: Need, visit: int, most: int, disturb: int, among: Bools | None = None
    ) -> tuple[Fit, ...]:
        query = Query(self._search, self._base, visit, most=most, disturb=disturb, among=among)
        return self._teller.fits(need, visit, query.ways())

    @contextmanager
    def _written(self, need: Need) -> Iterator[int]:
        """Have a new need in the tables meanwhile; gives its row."""
        self._refuse_need(need)
        draft = Draft(self.instance, self._nearby, need)
        if any(rows > self._sizes[name] for name, rows in draft.sizes.items()):
            self._load({name: max(rows, self._sizes[name]) for name, rows in draft.sizes.items()})
        with draft.written(self._arrays, self._need_rows) as row:
            count_need(self._search, row, 1)
            try:
                yield row
            finally:
                count_need(self._search, row, -1)

    def _refuse_need(self, need: Need) -> None:
        """Judge a new need with all it may name, but without the many that it does not."""
        if need.id in self._need_rows:
            raise NoSuchVisit(need.id)
        before = [self._need_rows[name] for name in need.after if name in self._need_rows]
        named = self._nearby.rows([*need.required, *need.preferred, *need.excluded])
        needs = tuple(replace(self.scenario.needs[row], after=()) for row in before)
        small = replace(
            self.scenario,
            needs=(*(_plain(other) for other in needs), need),
            helpers=tuple(self.scenario.helpers[row] for row in named),
            pins=(),
            published=(),
        )
        _refuse_errors_at(f"/needs/{len(needs)}", small)

    def _compiled_with(self, need: Need) -> Instance:
        self._refuse_need(need)
        return compile_instance(replace(self.scenario, needs=(*self.scenario.needs, need)))

    def _row(self, name: str) -> int:
        if name not in self._need_rows:
            raise NoSuchVisit(name)
        return self._need_rows[name]

    def _unmet(self, row: int, occurrence: int | None = None) -> int:
        """Give an unmet visit of a need: the first, or the one named."""
        need = self.instance.arrays.need[row]
        served = self.solution.served[need["visit_first"] : need["visit_stop"]]
        unmet = np.flatnonzero(~served)
        if occurrence is not None:
            unmet = unmet[unmet == occurrence]
        if not len(unmet):
            raise NoSuchVisit(self.scenario.needs[row].id)
        return int(need["visit_first"] + unmet[0])

    def _shifts(self, helper: str, shift: str | None) -> Bools:
        """Say which shifts are a helper's: all, or the one named."""
        owned = [(person.id, each.id) for person in self.scenario.helpers for each in person.shifts]
        chosen = [who == helper and shift in (None, at) for who, at in owned]
        is_known = any(person.id == helper for person in self.scenario.helpers)
        if not is_known or (shift is not None and not any(chosen)):
            raise NoSuchVisit(helper if shift is None else shift)
        return np.array(chosen, np.bool_)

    def _in_reach(self, among: Bools) -> Ints:
        """Give the unmet visits for which one of some shifts is a candidate."""
        arrays = self.instance.arrays
        shifts = arrays.shift[among]
        spans = zip(shifts["need_first"].tolist(), shifts["need_stop"].tolist(), strict=True)
        needs = [arrays.link[first:stop] for first, stop in spans]
        reached = np.isin(arrays.visit["need"], np.concatenate([np.zeros(0, np.int64), *needs]))
        return np.flatnonzero(reached & ~self.solution.served)


def _refuse_errors_at(root: str, scenario: Scenario) -> None:
    """Raise what is wrong with a scenario as its new part sees it."""
    try:
        refuse_errors(scenario)
    except InvalidInput as invalid:
        raise InvalidInput(inside(root, invalid.problems)) from None


def _with_room(arrays: Arrays, solution: Solution) -> Arrays:
    """Leave room for one more stop in the longest route."""
    longest = np.bincount(solution.shift[solution.shift >= 0], minlength=1).max()
    return arrays._replace(route_room=int(longest) + 1)


def _plain(need: Need) -> Need:
    """Leave out whom a need names."""
    return replace(need, required=(), preferred=(), excluded=())


def _refuse_broken(scenario: Scenario, plan: Plan) -> None:
    broken = check(scenario, plan).unexcused(plan)
    if broken:
        raise UnsoundPlan("; ".join(str(violation) for violation in broken[:5]))
