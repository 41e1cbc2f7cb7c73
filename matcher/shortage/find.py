"""A scenario, with a plan or without, to its shortage map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
from pydantic_core import to_jsonable_python

from matcher.arrays import Solution, empty_solution
from matcher.engines.interface import StopRequest, never
from matcher.formats import digest
from matcher.instance import Instance, compile_instance
from matcher.model import Plan, Scenario
from matcher.report import Text
from matcher.shortage.askings import Asking, Lines, lines_of
from matcher.shortage.bottlenecks import Rivalry, find_rivalries
from matcher.shortage.ground import Ground, ground_of
from matcher.shortage.halfdays import PARTS, half_day_bounds
from matcher.shortage.records import (
    Bottleneck,
    BottleneckCode,
    Cell,
    HalfDay,
    Line,
    Shortages,
    VisitName,
)
from matcher.shortage.spread import Spread, spread_of
from matcher.shortage.valuing import value
from matcher.shortage.words import say_bottleneck
from matcher.start import sound_start
from matcher.validate import refuse_errors

FORMAT = "linli.shortages/1"

SECONDS = 20.0
"""For the climb to the bound, unless told otherwise."""

TOP = 10
"""Types told of one more, unless told otherwise."""


def find_shortages(
    scenario: Scenario,
    plan: Plan | None = None,
    *,
    seconds: float | None = SECONDS,
    sweeps: int | None = None,
    top: int = TOP,
    stop: StopRequest = never,
) -> Shortages:
    """Say where there are too few helpers, what proves it, and what one more would be worth.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan, optional
        What the scenario's rules do not allow of it is left out.
    seconds : float, optional
        Wall time of the climb to the bound, from which the worths come; 0: without worths.
    sweeps : int, optional
        Looks at all shifts in the climb; with these and without seconds, equal runs are equal.
    top : int
        How many types of helpers, shifts, hours and resources are told of.
    stop : callable
        Asked often in the climb; what is known by then is told.

    Raises
    ------
    InvalidInput
        If the scenario has errors; all of them at once.
    ValueError
        If there is neither a time nor a number of sweeps.
    """
    refuse_errors(scenario)
    instance = compile_instance(scenario)
    solution = None if plan is None else _solution(instance, plan)
    ground, lines = ground_of(instance), lines_of(instance)
    half_days = _half_days(scenario)
    valuation = None
    if seconds != 0:
        valuation = value(instance, solution, seconds=seconds, sweeps=sweeps, top=top, stop=stop)
    spread = spread_of(ground, lines, solution)
    return Shortages(
        format=FORMAT,
        scenario=scenario.id,
        title=scenario.name or scenario.id,
        digest=digest(scenario),
        has_plan=plan is not None,
        half_days=half_days,
        lines=_lines(scenario, lines, spread, has_plan=plan is not None),
        impossible=int(np.count_nonzero(~ground.market.open)),
        bottlenecks=tuple(
            _bottleneck(ground, lines, half_days, one) for one in find_rivalries(ground)
        ),
        valuation=valuation,
    )


def shortage_document(found: Shortages) -> dict[str, Any]:
    """Return a shortage map as a JSON document, of format ``linli.shortages/1``."""
    document: dict[str, Any] = to_jsonable_python(found)
    return document


def _solution(instance: Instance, plan: Plan) -> Solution:
    return sound_start(instance, plan) or empty_solution(instance.arrays)


def _half_days(scenario: Scenario) -> tuple[HalfDay, ...]:
    return tuple(
        HalfDay(
            day=(scenario.start + timedelta(minutes=first)).date(),
            part=PARTS[number % len(PARTS)],
            start=scenario.start + timedelta(minutes=first),
            end=scenario.start + timedelta(minutes=last),
        )
        for number, (first, last) in enumerate(
            zip(*(bounds.tolist() for bounds in half_day_bounds(scenario.days)), strict=True)
        )
    )


def _lines(scenario: Scenario, lines: Lines, spread: Spread, *, has_plan: bool) -> tuple[Line, ...]:
    found = []
    for row, (asking, place) in enumerate(
        zip(lines.asking.tolist(), lines.community.tolist(), strict=True)
    ):
        community = scenario.communities[place]
        served = int(spread.served[row].sum())
        found.append(
            Line(
                asking=lines.askings[asking],
                community=community.id,
                community_name=community.name,
                places=int(spread.places[row]),
                places_served=int(spread.places_served[row]) if has_plan else None,
                demand=int(spread.demand[row].sum() + spread.nowhere[row]),
                supply=int(spread.supply[row].sum()),
                served=served if has_plan else None,
                cells=_cells(spread, row, has_plan=has_plan),
            )
        )
    return tuple(sorted(found, key=_badness))


def _cells(spread: Spread, row: int, *, has_plan: bool) -> tuple[Cell, ...]:
    demand, supply = spread.demand[row], spread.supply[row]
    return tuple(
        Cell(
            half_day=number,
            demand=int(demand[number]),
            supply=int(supply[number]),
            helpers=int(spread.helpers[row, number]),
            served=int(spread.served[row, number]) if has_plan else None,
        )
        for number in np.flatnonzero(demand + supply).tolist()
    )


def _badness(line: Line) -> tuple[float, float, float]:
    """Order lines: most minutes short first, then most unserved, then the fullest."""
    short = sum(each.short for each in line.cells)
    left = 0 if line.served is None else line.demand - line.served
    return -short, -left, -line.demand / max(1, line.supply)


def _bottleneck(
    ground: Ground, lines: Lines, half_days: Sequence[HalfDay], one: Rivalry
) -> Bottleneck:
    scenario, arrays = ground.instance.scenario, ground.instance.arrays
    visit = arrays.visit[one.visits]
    helpers = [scenario.helpers[row] for row in np.unique(arrays.shift["helper"][one.shifts])]
    places = Counter(arrays.need["community"][visit["need"]].tolist())
    communities = [scenario.communities[row] for row, _ in places.most_common()]
    kind = "too_few" if one.proven else "tight"
    found = Bottleneck(
        code=BottleneckCode(f"{kind}_{one.measure}"),
        proven=one.proven,
        measure=one.measure,
        asked=one.asked,
        available=one.available,
        utilisation=round(one.asked / one.available, 3) if one.available else None,
        unserved=one.unserved,
        visits=tuple(
            VisitName(need=scenario.needs[row["need"]].id, occurrence=int(row["occurrence"]))
            for row in visit
        ),
        askings=_askings(ground, lines, one),
        communities=tuple(community.id for community in communities),
        helpers=tuple(helper.id for helper in helpers),
        half_days=tuple(one.half_days.tolist()),
        text=Text("", ""),
    )
    names = [helper.name or helper.id for helper in helpers]
    text = say_bottleneck(found, half_days, [community.name for community in communities], names)
    return replace(found, text=text)


def _askings(ground: Ground, lines: Lines, one: Rivalry) -> tuple[Asking, ...]:
    """Give what the places ask for, the most frequent first."""
    roles = len(ground.instance.arrays.role)
    _, line = lines.of_roles(ground.market.task["role"][one.tasks], roles)
    count = Counter(lines.asking[line].tolist())
    return tuple(lines.askings[number] for number, _ in count.most_common())
