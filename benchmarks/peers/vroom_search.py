"""VROOM: heuristics and local search, over from the start in as many ways as its level asks for."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import numpy as np
import vroom

from benchmarks.peers.fleet import Fleet, Orders
from benchmarks.synthetic import Person, Request

THOROUGH = 5
"""Its highest level of exploration."""

A_MINUTE = 60
LICENCE = 1_000
FIRST_COMMUNITY = 1_001
"""Skills are numbers; those of the set, the licence and the communities are kept apart."""


def solve(fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
    """Search until it is through or time is up; it is not random, so the seed has no use.

    It serves by priority first and looks at travel only then; the set trades the one for the other,
    but a unit of weight buys 1000 minutes, so the two hardly differ.
    """
    del seed
    model = vroom.Input()
    model.set_durations_matrix("car", (fleet.minutes * A_MINUTE).astype(np.uint32))
    model.add_job([_job(number, request) for number, request in enumerate(fleet.customers)])
    model.add_vehicle(
        [
            vroom.Vehicle(
                number,
                start=vehicle.home,
                end=vehicle.home,
                skills=_skills(vehicle.person),
                time_window=_window(vehicle.slot.start, vehicle.slot.end),
                max_tasks=vehicle.slot.max_visits,
            )
            for number, vehicle in enumerate(fleet.vehicles)
        ]
    )
    found = model.solve(THOROUGH, nb_threads=workers, timeout=timedelta(seconds=seconds)).routes
    orders = defaultdict(list)
    for vehicle, kind, job in zip(found["vehicle_id"], found["type"], found["id"], strict=True):
        if kind == "job":
            orders[int(vehicle)].append(int(job))
    return orders


def _job(number: int, request: Request) -> vroom.Job:
    asked = {*request.skills, FIRST_COMMUNITY + request.community}
    return vroom.Job(
        number,
        location=number,
        default_service=request.service * A_MINUTE,
        skills=asked | {LICENCE} if request.licensed else asked,
        priority=request.weight,
        time_windows=[_window(first, last) for first, last in sorted(request.windows)],
    )


def _skills(person: Person) -> set[int]:
    held = {*person.skills, *(FIRST_COMMUNITY + community for community in person.reach)}
    return held | {LICENCE} if person.kind == "sw" else held


def _window(first: int, last: int) -> vroom.TimeWindow:
    return vroom.TimeWindow(first * A_MINUTE, last * A_MINUTE)
