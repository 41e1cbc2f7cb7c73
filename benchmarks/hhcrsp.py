"""Home health care routing and scheduling with double services (HHCRSP), in Linli's words.

A patient is a need, a service it requires is a role, an ability is a skill, a caregiver is a
helper with one shift. The set's cost is a third of the plan's second level.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations
from typing import Annotated, Literal

from pydantic import Field

from benchmarks.measure import Figures
from benchmarks.sets import InstanceSet
from benchmarks.shared import MissingData, data
from matcher.model import (
    MINUTES_PER_DAY,
    Community,
    Helper,
    HelperKind,
    Lag,
    Need,
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
    TravelMatrix,
    TravelSettings,
    Window,
    WindowBounds,
)
from matcher.validate.times import MOST_DAYS

TOWN, CARE = "town", "care"
COST_PARTS = 3
"""The cost is the mean of distance, total and largest tardiness."""

POLICY = Policy(
    terms=(
        Term(name=TermName.COVERAGE, level=1),
        Term(name=TermName.TRAVEL_TIME, level=2),
        Term(name=TermName.LATENESS, level=2),
        Term(name=TermName.MAX_LATENESS, level=2),
    )
)

Whole = Annotated[int, Field(ge=0)]
"""Whole minutes; a file may write 32 as 32.0, but not 32.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredService:
    """A service that a patient requires, and how long it takes."""

    service: str
    duration: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Synchronization:
    """How the two services of a patient hang together."""

    type: Literal["simultaneous", "sequential"]
    distance: tuple[Whole, Whole] | None = None
    """Least and most minutes from the first start to the second, if sequential."""

    def __post_init__(self) -> None:
        if self.type == "sequential" and self.distance is None:
            raise ValueError("sequential services need a distance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who requires one service or two."""

    id: str
    location: tuple[float, float] | None = None
    time_window: tuple[Whole, Whole]
    required_caregivers: Annotated[tuple[RequiredService, ...], Field(min_length=1, max_length=2)]
    synchronization: Synchronization | None = None

    def __post_init__(self) -> None:
        services = [required.service for required in self.required_caregivers]
        if len(services) > 1 and self.synchronization is None:
            raise ValueError("two services need a synchronization")
        if len(set(services)) < len(services):
            raise ValueError("the two services of a patient must differ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caregiver:
    """Who provides services."""

    id: str
    abilities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The depot."""

    id: str
    location: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A file of the set."""

    patients: Annotated[tuple[Patient, ...], Field(min_length=1)]
    caregivers: tuple[Caregiver, ...]
    central_offices: Annotated[tuple[Office, ...], Field(min_length=1, max_length=1)]
    distances: tuple[tuple[Whole, ...], ...]
    """Minutes between the depot and the patients, in this order."""


def scenario(instance: Instance, name: str) -> Scenario:
    """Tell an instance in Linli's words."""
    stops: tuple[Office | Patient, ...] = (*instance.central_offices, *instance.patients)
    places = _places(stops, instance.distances)
    days = _days(instance)
    matrix = TravelMatrix(
        places=tuple(stop.id for stop in stops),
        minutes=instance.distances,
        metres=instance.distances,
    )
    return Scenario(
        id=name,
        start=datetime(2026, 1, 5, tzinfo=UTC),
        days=days,
        communities=(Community(id=TOWN, name=TOWN),),
        services=(Service(id=CARE, name=CARE),),
        helpers=tuple(_helper(caregiver, places[0], days) for caregiver in instance.caregivers),
        needs=tuple(
            _need(patient, place)
            for patient, place in zip(instance.patients, places[1:], strict=True)
        ),
        travel=TravelSettings(matrices=(matrix,)),
        policy=POLICY,
    )


def solution(instance: Instance, plan: Plan) -> Figures:
    """Write a plan as the set does; `arrival_time` is the start of the service."""
    patients = {patient.id: patient for patient in instance.patients}
    return {
        "instance": plan.scenario,
        "routes": [
            {
                "caregiver_id": route.helper,
                "locations": [
                    {
                        "patient": stop.need,
                        "service": patients[stop.need].required_caregivers[stop.role].service,
                        "arrival_time": stop.start,
                        "departure_time": stop.end,
                    }
                    for stop in route.stops
                ],
            }
            for route in plan.routes
        ],
    }


def figures(instance: Instance, plan: Plan) -> Figures:
    """Give the set's cost, its parts and its bound; there is no cost unless all are served."""
    value = {term.name: term.value for term in plan.score.terms}
    return {
        "cost": worth(instance, plan.score.totals),
        "bound": None if plan.bound is None else worth(instance, plan.bound),
        "status": "infeasible" if plan.unmet else plan.ended.value,
        "distance": value[TermName.TRAVEL_TIME],
        "total_tardiness": value[TermName.LATENESS],
        "max_tardiness": value[TermName.MAX_LATENESS],
        "served": len(plan.visits),
        "patients": len(instance.patients),
    }


def worth(_: Instance, totals: Sequence[int]) -> float | None:
    """Give the set's cost of a plan's or a bound's totals.

    A plan that leaves patients out has none. A bound that does says that nobody can serve them
    all: nothing of the cost.
    """
    coverage, parts = totals
    return None if coverage else parts / COST_PARTS


def best_known(name: str) -> float | None:
    """Give the best cost that was published of an instance, by its file's name.

    It is worked out of its parts, for the cost is published rounded. None where the instance is
    not of the collection, or the shared data is not here.
    """
    try:
        table = data("bench", "hhcrsp") / "best_known.csv"
    except MissingData:
        return None
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["file"] == name:
                parts = row["distance"], row["total_tardiness"], row["max_tardiness"]
                return sum(map(int, parts)) / COST_PARTS
    return None


HHCRSP = InstanceSet(
    name="HHCRSP",
    instance=Instance,
    scenario=scenario,
    solution=solution,
    figures=figures,
    figure="cost",
    is_most=False,
    worth=worth,
    best_known=best_known,
)


def _need(patient: Patient, place: Place) -> Need:
    start, end = patient.time_window
    sequential = _lag(patient) is not None
    return Need(
        id=patient.id,
        service=CARE,
        community=TOWN,
        place=place,
        windows=(Window(start=start, end=end, bounds=WindowBounds.ALL_STARTS, soft=True),),
        roles=tuple(
            Role(
                skills=(SkillLevel(skill=required.service),),
                minutes=required.duration,
                lag=_lag(patient) if number else None,
            )
            for number, required in enumerate(patient.required_caregivers)
        ),
        # The set lets one caregiver provide both services, where they do not overlap.
        distinct_crew=not sequential,
    )


def _lag(patient: Patient) -> Lag | None:
    """Give how long after the first service the second starts; None if together."""
    synchronization = patient.synchronization
    if synchronization is None or synchronization.type == "simultaneous":
        return None
    least, most = synchronization.distance or (0, 0)
    return Lag(min=least, max=most)


def _helper(caregiver: Caregiver, depot: Place, days: int) -> Helper:
    return Helper(
        id=caregiver.id,
        kind=HelperKind.SOCIAL_WORKER,
        home=depot,
        skills=tuple(SkillLevel(skill=ability) for ability in caregiver.abilities),
        shifts=(Shift(id=caregiver.id, start=0, end=days * MINUTES_PER_DAY),),
    )


def _days(instance: Instance) -> int:
    """Give so many days that no lateness worth having is cut off.

    Every service in a row, each with the longest way and the longest lag, after the last window
    has closed, is later than any start of a plan that wastes no time.
    """
    longest = max((max(row, default=0) for row in instance.distances), default=0)
    lags = (_lag(patient) for patient in instance.patients)
    durations = (r.duration for patient in instance.patients for r in patient.required_caregivers)
    latest = (
        max(patient.time_window[1] for patient in instance.patients)
        + sum(duration + longest for duration in durations)
        + sum(lag.max for lag in lags if lag is not None)
        + longest
    )
    return min(latest // MINUTES_PER_DAY + 1, MOST_DAYS)


def _places(
    stops: tuple[Office | Patient, ...], distances: tuple[tuple[int, ...], ...]
) -> list[Place]:
    """Give each stop its place in the matrix, with coordinates where they mean no harm.

    Only the matrix counts for travel, yet equal coordinates would make one place of two: they are
    left out where the matrix has a way between such two.
    """
    at: dict[tuple[float, float], list[int]] = defaultdict(list)
    for row, stop in enumerate(stops):
        if stop.location is not None:
            at[stop.location].append(row)
    told_apart = any(distances[a][b] for rows in at.values() for a, b in permutations(rows, 2))
    return [
        Place(key=stop.id)
        if told_apart or stop.location is None
        else Place(key=stop.id, lat=stop.location[0], lon=stop.location[1])
        for stop in stops
    ]
