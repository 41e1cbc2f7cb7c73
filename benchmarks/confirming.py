"""Reasons of unmet visits put to the proof by the independent checker, on small plans by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.check import check
from matcher.check.facts import gather
from matcher.check.travel import Leg
from matcher.model import (
    Assignment,
    Helper,
    Need,
    Place,
    Plan,
    Role,
    Route,
    Rule,
    Scenario,
    Shift,
    Stop,
    Unmet,
    Visit,
    Window,
)

STEP = 10
"""Minutes between two starts that are tried, besides those at which something changes."""

ASKED = "asked"

Pair = tuple[Helper, Shift]


class Proof:
    """Puts unmet visits to helpers of a plan, and lets the checker say which rules that breaks.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Of this scenario.
    """

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._scenario, self._plan = scenario, plan
        self._facts = gather(scenario)
        self._helpers = {helper.id: helper for helper in scenario.helpers}
        self._routes = {route.shift: route for route in plan.routes}
        self._able: dict[tuple[str, int], set[str]] = {}
        self._pairs = [(helper, one) for helper in scenario.helpers for one in helper.shifts]

    def unfit(self, need: str, role: int) -> dict[str, set[Rule]]:
        """Give by helper the rules on people that a role breaks, at any start."""
        asked = self._asked(need, role)
        start = max(0, asked.windows[0].start if asked.windows else 0)
        first = {helper.id: (helper, shift) for helper, shift in reversed(self._pairs)}
        count = replace(asked, roles=(replace((asked.roles or ())[0], count=len(first)),))
        visit, routes = self._alone(count, [(pair, start) for pair in first.values()])
        broken: dict[str, set[Rule]] = {helper.id: set() for helper in self._scenario.helpers}
        for rule, helper in self._broken([count], [visit], routes):
            if helper is not None:
                broken[helper].add(rule)
        return broken

    def able(self, need: str, role: int) -> set[str]:
        """Name the helpers who could fill a role in an empty plan, by the checker alone."""
        if (need, role) not in self._able:
            unfit = self.unfit(need, role)
            fit = [name for name, broken in unfit.items() if not broken & PEOPLE]
            able = {name for name in fit if set() in self.at_best(need, role, name)}
            self._able[need, role] = able
        return self._able[need, role]

    def at_best(self, need: str, role: int, helper: str) -> list[set[Rule]]:
        """Give what a helper breaks in an empty plan, by shift and window, at the best start."""
        asked, own = self._asked(need, role), self._helpers[helper]
        found = []
        for pair in ((own, shift) for shift in own.shifts):
            for window in self._windows(asked):
                start = self._best_start(asked, pair, window)
                visit, routes = self._alone(asked, [(pair, start)])
                found.append({rule for rule, _ in self._broken([asked], [visit], routes, (own,))})
        return found

    def in_plan(self, need: str, role: int, helper: str) -> list[list[set[Rule]]]:
        """Put a role to each shift of a helper as the plan has it; give what each start breaks."""
        asked, own = self._asked(need, role), self._helpers[helper]
        return [
            [
                self._put(asked, own, shift, start)
                if _is_inside(shift, start)
                else {Rule.SHIFT_HOURS}
                for start in self._starts(asked, own, shift)
            ]
            for shift in own.shifts
        ]

    def grid(self, need: str) -> list[int]:
        """Give the starts that windows allow, some minutes apart."""
        return self._grid(self._asked(need, 0))

    def is_free(self, need: str, role: int, helper: str, start: int) -> bool:
        """Say whether a helper can fill a role beside the plan."""
        asked, own = self._asked(need, role), self._helpers[helper]
        return any(
            _is_inside(shift, start) and not self._put(asked, own, shift, start)
            for shift in own.shifts
        )

    def faces(self, need: str) -> set[str]:
        """Name who comes to some visit of a need."""
        visits = (one for one in self._plan.visits if one.need == need)
        return {member.helper for one in visits for member in one.crew}

    def _asked(self, need: str, role: int) -> Need:
        """Give a need as one visit of one role, that takes nothing."""
        facts = self._facts.needs[need]
        own = replace(facts.roles[role], count=1, lag=None)
        return replace(
            facts.need,
            id=ASKED,
            roles=(own,),
            minutes=facts.role_minutes(own),
            place=facts.place,
            resources=(),
            required=facts.need.required if role == 0 else (),
            preferred=(),
            history=(),
            max_helpers=None,
            recurrence=None,
            after=(),
            project=None,
        )

    def _windows(self, asked: Need) -> Iterator[tuple[int, int]]:
        horizon = self._scenario.horizon
        for window in asked.windows or (Window(start=0, end=horizon),):
            late = (horizon if window.max_late is None else window.max_late) if window.soft else 0
            yield window.start, min(window.end + late, horizon)

    def _grid(self, asked: Need) -> list[int]:
        return sorted(
            {s for first, last in self._windows(asked) for s in (*range(first, last, STEP), last)}
        )

    def _best_start(self, asked: Need, pair: Pair, window: tuple[int, int]) -> int:
        """Give the start that fits if any does, in an empty shift: the soonest."""
        helper, shift = pair
        soonest = shift.start + self._leg(helper, self._begins(pair), asked.place).minutes
        return min(max(window[0], soonest), window[1])

    def _starts(self, asked: Need, helper: Helper, shift: Shift) -> Iterator[int]:
        """Give the grid, and the first and last start of each gap."""
        minutes, times = asked.minutes or 0, set(self._grid(asked))
        route = self._routes.get(shift.id)
        stops = list(route.stops) if route else []
        ends = [(shift.start, self._begins((helper, shift)))]
        ends += [(one.end, self._facts.needs[one.need].place) for one in stops]
        begins = [(one.start, self._facts.needs[one.need].place) for one in stops]
        begins += [(shift.end + shift.max_overtime, self._ends((helper, shift)))]
        for (after, origin), (before, target) in zip(ends, begins, strict=True):
            times.add(after + self._leg(helper, origin, asked.place).minutes)
            times.add(before - minutes - self._leg(helper, asked.place, target).minutes)
        for first, last in self._windows(asked):
            yield from sorted(time for time in times if first <= time <= last)

    def _put(self, asked: Need, helper: Helper, shift: Shift, start: int) -> set[Rule]:
        """Give the rules broken where a visit is put between those of a shift."""
        own = [route for route in self._plan.routes if route.helper == helper.id]
        others = [stop for route in own for stop in route.stops]
        needs = [asked, *(self._block(number, stop) for number, stop in enumerate(others))]
        names = {id(stop): f"b{number}" for number, stop in enumerate(others)}
        visits, routes = [], []
        for route in own if any(one.shift == shift.id for one in own) else [*own, None]:
            at = shift if route is None else self._shift(helper, route.shift)
            stops = [
                (names[id(stop)], stop.start, stop.end, self._facts.needs[stop.need].place)
                for stop in (route.stops if route else ())
            ]
            if at.id == shift.id:
                stops.append((ASKED, start, start + (asked.minutes or 0), asked.place))
            stops.sort(key=lambda one: one[1])
            routes.append(self._route(helper, at, stops, route))
            visits += [self._visit(helper, at, *one[:3]) for one in stops]
        return {rule for rule, _ in self._broken(needs, visits, routes, (helper,))}

    def _block(self, number: int, stop: Stop) -> Need:
        facts = self._facts.needs[stop.need]
        return Need(
            id=f"b{number}",
            service=facts.need.service,
            community=facts.need.community,
            place=facts.place,
            minutes=stop.end - stop.start,
            roles=(Role(),),
            resources=(),
        )

    def _alone(self, asked: Need, tried: Iterable[tuple[Pair, int]]) -> tuple[Visit, list[Route]]:
        """Have a visit made by helpers who do nothing else, each from a shift at a start."""
        crew: list[Assignment] = []
        routes, minutes = [], asked.minutes or 0
        for (helper, shift), start in tried:
            stop = (asked.id, start, start + minutes, asked.place)
            routes.append(self._route(helper, shift, [stop], None))
            crew += self._visit(helper, shift, *stop[:3]).crew
        first = crew[0].start
        ordered = tuple(sorted(crew, key=lambda one: (one.role, one.helper)))
        return Visit(need=asked.id, start=first, end=first + minutes, crew=ordered), routes

    def _visit(self, helper: Helper, shift: Shift, name: str, start: int, end: int) -> Visit:
        member = Assignment(role=0, helper=helper.id, shift=shift.id, start=start, end=end)
        return Visit(need=name, start=start, end=end, crew=(member,))

    def _route(
        self,
        helper: Helper,
        shift: Shift,
        stops: Sequence[tuple[str, int, int, Place | None]],
        like: Route | None,
    ) -> Route:
        """Write a route down: as late as can be to each stop, at once back."""
        begins, ends = self._begins((helper, shift)), self._ends((helper, shift))
        places = [begins, *(place for *_, place in stops), ends]
        legs = [self._leg(helper, *way) for way in pairwise(places)]
        return Route(
            helper=helper.id,
            shift=shift.id,
            stops=tuple(
                Stop(
                    need=name,
                    role=0,
                    depart=start - leg.minutes,
                    arrive=start,
                    start=start,
                    end=end,
                    metres=leg.metres,
                )
                for (name, start, end, _), leg in zip(stops, legs, strict=False)
            ),
            breaks=() if like is None else like.breaks,
            return_depart=stops[-1][2],
            back=stops[-1][2] + legs[-1].minutes,
            return_metres=legs[-1].metres,
        )

    def _broken(
        self,
        needs: Sequence[Need],
        visits: Sequence[Visit],
        routes: Sequence[Route],
        helpers: Sequence[Helper] = (),
    ) -> Iterator[tuple[Rule, str | None]]:
        """Yield rule and helper of what the checker finds in a plan made by hand."""
        made = replace(
            self._scenario,
            needs=tuple(replace(one, excluded=self._known(one, helpers)) for one in needs),
            helpers=tuple(helpers) or self._scenario.helpers,
            resources=(),
            projects=(),
            pins=(),
            published=(),
        )
        plan = replace(
            self._plan, visits=tuple(visits), routes=tuple(routes), allocations=(), unmet=()
        )
        for one in check(made, plan).violations:
            if one.rule not in BY_HAND:
                yield one.rule, one.helper

    def _known(self, need: Need, helpers: Sequence[Helper]) -> tuple[str, ...]:
        known = {helper.id for helper in helpers or self._scenario.helpers}
        return tuple(name for name in need.excluded if name in known)

    def _begins(self, pair: Pair) -> Place | None:
        return pair[1].start_place or self._home(pair[0])

    def _ends(self, pair: Pair) -> Place | None:
        return pair[1].end_place or self._home(pair[0])

    def _home(self, helper: Helper) -> Place | None:
        if helper.home is not None or helper.community is None:
            return helper.home
        return self._facts.communities[helper.community].place

    def _leg(self, helper: Helper, origin: Place | None, target: Place | None) -> Leg:
        return self._facts.travel.leg(helper, origin, target) or Leg(0, 0)

    def _shift(self, helper: Helper, name: str) -> Shift:
        return next(shift for shift in helper.shifts if shift.id == name)


PEOPLE = frozenset(
    {
        Rule.KIND,
        Rule.SKILL,
        Rule.AREA,
        Rule.GENDER,
        Rule.LANGUAGE,
        Rule.REQUIRED,
        Rule.EXCLUDED,
    }
)
"""Rules that look at a helper and a role alone."""

BY_HAND = frozenset({Rule.CONSISTENCY, Rule.SCORE, Rule.REFERENCE, Rule.CREW})
"""What a plan made by hand breaks as such."""


def _is_inside(shift: Shift, start: int) -> bool:
    """Say whether a start lies in a shift: any other breaks its hours."""
    return shift.start <= start <= shift.end + shift.max_overtime


def by_role(unmet: Unmet) -> dict[int, dict[str, tuple[str, ...]]]:
    """Give the examples of an unmet visit's reasons, by role and code."""
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for reason in unmet.reasons:
        if reason.role is not None:
            found[reason.role][reason.code] = reason.examples
    return found
