"""Synthetic weeks of home visits, with crews of two and weekly caps, in Linli's words.

A slot is a shift, the reach is the communities a helper serves, a licence is being a social
worker. The set's objective is the weight of all needs less the plan's one sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from benchmarks.measure import Figures
from benchmarks.sets import InstanceSet
from matcher.model import (
    Community,
    Helper,
    HelperKind,
    Mode,
    ModeSettings,
    Need,
    Objective,
    Place,
    Plan,
    Policy,
    Role,
    Scenario,
    Service,
    Shift,
    SkillLevel,
    Term,
    TermName,
    TravelSettings,
    Window,
)

VISIT = "visit"
WEIGHT = 1000
"""What a unit of weight is worth in minutes of travel."""

RADIUS_KM = 6371.0
TOLERANCE = 1e-9
"""Minutes that the set takes off before it rounds up: a quarter of a micrometre at 15 km/h."""

ON_THE_SAFE_SIDE = 1 + 4e-9
"""Linli takes off a micrometre. Three quarters of one, spread over the 250 metres of the first
minute, keep it from ever being a minute below the set; it is one above in 1 of 3 million ways."""

PRIORITY_WEIGHTS = (1, 2, 4, 8, 16)
KINDS = {"volunteer": HelperKind.VOLUNTEER, "sw": HelperKind.SOCIAL_WORKER}
ANYONE = Role()

Whole = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a helper is available, in minutes from Monday's midnight."""

    start: Whole
    end: Whole
    max_visits: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A helper of the set."""

    id: str
    kind: Literal["volunteer", "sw"]
    lat: float
    lon: float
    skills: tuple[Whole, ...]
    reach: tuple[Whole, ...]
    max_minutes_week: Whole
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A need of the set."""

    id: str
    community: Whole
    lat: float
    lon: float
    service: Whole
    """Minutes of the visit."""
    windows: Annotated[tuple[tuple[Whole, Whole], ...], Field(min_length=1)]
    """When it may start, both ends included."""
    skills: tuple[Whole, ...]
    licensed: bool
    crew: Literal[1, 2]
    priority: Annotated[int, Field(ge=1, le=5)]
    weight: Whole

    def __post_init__(self) -> None:
        if self.weight != PRIORITY_WEIGHTS[self.priority - 1]:
            raise ValueError("the weights of priority 1 to 5 are 1, 2, 4, 8 and 16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A file of the set."""

    name: str
    seed: Whole
    speed_kmh: float
    detour: float
    skills: tuple[str, ...]
    communities: Whole
    helpers: tuple[Person, ...]
    needs: tuple[Request, ...]

    def __post_init__(self) -> None:
        held = {number for person in self.helpers for number in person.skills}
        asked = {number for request in self.needs for number in request.skills}
        if max(held | asked, default=-1) >= len(self.skills):
            raise ValueError("a skill's number is a position in skills")
        # Linli rounds up to whole metres, then to whole minutes. That is one rounding, as the set
        # has it, only if a minute is a whole number of metres.
        if round(self.speed_kmh * 1000) % 60:
            raise ValueError("speed_kmh must be whole metres a minute, like 15")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A visit of the set's solution."""

    need: str
    start: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A route of the set's solution: from home, to the visits in order, and home."""

    helper: str
    slot: Whole
    visits: tuple[Call, ...]


def scenario(instance: Instance, name: str) -> Scenario:
    """Tell an instance in Linli's words; `name` is not needed, for it has its own."""
    del name
    levels = tuple(SkillLevel(skill=skill) for skill in instance.skills)
    settings = ModeSettings(
        mode=Mode.BIKE, speed_kmh=instance.speed_kmh, detour=instance.detour * ON_THE_SAFE_SIDE
    )
    return Scenario(
        id=instance.name,
        start=datetime(2026, 1, 5, tzinfo=UTC),
        communities=tuple(
            Community(id=str(number), name=str(number)) for number in range(instance.communities)
        ),
        services=(Service(id=VISIT, name=VISIT),),
        helpers=tuple(_helper(person, levels) for person in instance.helpers),
        needs=tuple(_need(request, levels) for request in instance.needs),
        travel=TravelSettings(modes=(settings,)),
        policy=Policy(
            objective=Objective.WEIGHTED_SUM,
            priority_weights=PRIORITY_WEIGHTS,
            terms=(
                Term(name=TermName.COVERAGE, level=1, weight=WEIGHT),
                Term(name=TermName.TRAVEL_TIME, level=1),
            ),
        ),
    )


def solution(instance: Instance, plan: Plan) -> Figures:
    """Write a plan as the set does."""
    meta = {"engine": plan.engine, "seed": plan.seed, "iterations": plan.iterations}
    return document(instance, meta, _tours(plan))


def document(instance: Instance, meta: Figures, tours: Sequence[Tour]) -> Figures:
    """Make the set's solution document."""
    return {"instance": instance.name, "meta": meta, "routes": [asdict(tour) for tour in tours]}


def figures(instance: Instance, plan: Plan) -> Figures:
    """Give the set's objective, its parts, its bound and the gap, as a share of the bound."""
    tallied = tally(instance, _tours(plan))
    bound = None if plan.bound is None else worth(instance, plan.bound)
    return {
        "objective": tallied.objective,
        "bound": bound,
        "gap": round((bound - tallied.objective) / bound, 8) if bound else None,
        "status": plan.ended.value,
        **tallied.parts(),
    }


def worth(instance: Instance, totals: Sequence[int]) -> int:
    """Give the set's objective of a plan's or a bound's one sum, in Linli's minutes."""
    return WEIGHT * sum(request.weight for request in instance.needs) - totals[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What tours are worth in the set's own measure, whoever made them."""

    served: int
    needs: int
    weight: int
    travel: int

    @property
    def objective(self) -> int:
        """The set's objective, to be most."""
        return WEIGHT * self.weight - self.travel

    def parts(self) -> Figures:
        """Give what the objective is made of."""
        return asdict(self)


def tally(instance: Instance, tours: Sequence[Tour]) -> Tally:
    """Count what tours serve and sum their minutes of travel, as the set reckons them."""
    homes = {person.id: person for person in instance.helpers}
    requests = {request.id: request for request in instance.needs}
    served = {call.need for tour in tours for call in tour.visits}
    travel = 0
    for tour in tours:
        stops = [requests[call.need] for call in tour.visits]
        travel += travelled(instance, homes[tour.helper], stops)
    return Tally(
        served=len(served),
        needs=len(requests),
        weight=sum(requests[need].weight for need in served),
        travel=travel,
    )


def travelled(instance: Instance, home: Person, stops: Sequence[Request]) -> int:
    """Sum the minutes of travel from home, to the needs in order, and home."""
    way: tuple[Person | Request, ...] = (home, *stops, home)
    return sum(minutes(instance, origin, target) for origin, target in pairwise(way))


def minutes(instance: Instance, origin: Person | Request, target: Person | Request) -> int:
    """Give the minutes of travel between two places, rounded up as the set does."""
    if (origin.lat, origin.lon) == (target.lat, target.lon):
        return 0
    here, there = math.radians(origin.lat), math.radians(target.lat)
    half_lat = math.sin((there - here) / 2)
    half_lon = math.sin(math.radians(target.lon - origin.lon) / 2)
    chord = half_lat**2 + math.cos(here) * math.cos(there) * half_lon**2
    kilometres = 2 * RADIUS_KM * math.asin(math.sqrt(chord))
    return math.ceil(kilometres * instance.detour / instance.speed_kmh * 60 - TOLERANCE)


SYNTHETIC = InstanceSet(
    name="synthetic",
    instance=Instance,
    scenario=scenario,
    solution=solution,
    figures=figures,
    figure="objective",
    is_most=True,
    worth=worth,
)


def _helper(person: Person, levels: Sequence[SkillLevel]) -> Helper:
    return Helper(
        id=person.id,
        kind=KINDS[person.kind],
        home=Place(lat=person.lat, lon=person.lon),
        communities=tuple(str(number) for number in person.reach),
        mode=Mode.BIKE,
        skills=tuple(levels[number] for number in person.skills),
        shifts=tuple(
            Shift(
                id=f"{person.id}/{number}",
                start=slot.start,
                end=slot.end,
                max_visits=slot.max_visits,
            )
            for number, slot in enumerate(person.slots)
        ),
        max_minutes_week=person.max_minutes_week,
    )


def _need(request: Request, levels: Sequence[SkillLevel]) -> Need:
    qualified = Role(
        kinds=(HelperKind.SOCIAL_WORKER,) if request.licensed else (),
        skills=tuple(levels[number] for number in request.skills),
    )
    return Need(
        id=request.id,
        service=VISIT,
        community=str(request.community),
        place=Place(lat=request.lat, lon=request.lon),
        priority=request.priority,
        windows=tuple(Window(start=start, end=end) for start, end in request.windows),
        minutes=request.service,
        roles=(qualified,) if request.crew == 1 else (qualified, ANYONE),
    )


def _tours(plan: Plan) -> tuple[Tour, ...]:
    return tuple(
        Tour(
            helper=route.helper,
            slot=int(route.shift.rpartition("/")[2]),
            visits=tuple(Call(need=stop.need, start=stop.start) for stop in route.stops),
        )
        for route in plan.routes
    )
