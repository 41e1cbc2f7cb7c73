"""Small scenarios put together by hand.

Places stand on a line, a minute's travel and 100 metres apart, and are written as whole numbers.
Everything is at place 0 of community `home` unless said otherwise; times are minutes of Monday,
23 November 2026.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np

from matcher.arrays import Solution, empty_solution
from matcher.instance import Instance, compile_instance
from matcher.model import (
    Break,
    Community,
    Helper,
    HelperKind,
    Limits,
    Need,
    Place,
    Plan,
    Resource,
    ResourceKind,
    Scenario,
    Service,
    Severity,
    Shift,
    TravelMatrix,
    TravelSettings,
)
from matcher.solve import solve
from matcher.validate import validate

START = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=8)))
LENGTH = 61
LINE = TravelMatrix(
    places=tuple(f"p{spot}" for spot in range(LENGTH)),
    minutes=tuple(tuple(abs(a - b) for a in range(LENGTH)) for b in range(LENGTH)),
    metres=tuple(tuple(100 * abs(a - b) for a in range(LENGTH)) for b in range(LENGTH)),
)
HOME = Community(id="home", name="Home", place=Place(key="p0"))


def at(spot: int) -> Place:
    """Give a place on the line."""
    return Place(key=f"p{spot}")


def helper(name: str = "ann", *shifts: Shift, **fields: Any) -> Helper:
    """Give a helper; without shifts, one from 480 to 720."""
    given = shifts or (shift(f"{name}-mon"),)
    return Helper(
        **{"id": name, "kind": HelperKind.VOLUNTEER, "community": "home", "shifts": given} | fields
    )


def shift(name: str = "ann-mon", start: int = 480, end: int = 720, **fields: Any) -> Shift:
    """Give a shift."""
    return Shift(id=name, start=start, end=end, **fields)


def rest(start: int, end: int, minutes: int, *, mandatory: bool = True) -> Break:
    """Give a break."""
    return Break(start=start, end=end, minutes=minutes, mandatory=mandatory)


def need(name: str = "tea", **fields: Any) -> Need:
    """Give a need of half an hour, anywhen."""
    return Need(**{"id": name, "service": "talk", "community": "home"} | fields)


def resource(name: str, kind: ResourceKind, quantity: int, **fields: Any) -> Resource:
    """Give a resource whose item is its own name."""
    return Resource(**{"id": name, "kind": kind, "item": name, "quantity": quantity} | fields)


def scenario(**fields: Any) -> Scenario:
    """Give a valid scenario of one day, one helper and one need, changed as told."""
    made = Scenario(
        **{
            "id": "small",
            "start": START,
            "days": 1,
            "communities": (HOME,),
            "services": (Service(id="talk", name="Talk", minutes=30),),
            "helpers": (helper(),),
            "needs": (need(),),
            "travel": TravelSettings(matrices=(LINE,)),
        }
        | fields
    )
    errors = [p for p in validate(made) if p.severity is Severity.ERROR]
    assert not errors, errors
    return made


def planned(made: Scenario, iterations: int = 30, seed: int = 0) -> Plan:
    """Solve by search; the plan has passed the checker."""
    limits = Limits(max_seconds=None, max_iterations=iterations)
    return solve(made, limits=limits, engine="search", seed=seed).plan


def served(made: Scenario) -> set[str]:
    """Solve, and give the needs of the visits served."""
    return {visit.need for visit in planned(made).visits}


def candidates(made: Scenario) -> set[tuple[str, int, str]]:
    """Compile, and give (need, role, shift) of every candidate."""
    instance = compile_instance(made)
    arrays = instance.arrays
    names = [entry.id for person in made.helpers for entry in person.shifts]
    found = set()
    for row, role in enumerate(arrays.role):
        place = row - int(arrays.need["role_first"][role["need"]])
        for shift_row in arrays.candidate["shift"][
            role["candidate_first"] : role["candidate_stop"]
        ]:
            found.add((made.needs[role["need"]].id, place, names[shift_row]))
    return found


def answer(instance: Instance, *visits: tuple[int, list[tuple[int, int]]]) -> Solution:
    """Write a solution down: by visit, (shift, start) of each crew member."""
    arrays, solution = instance.arrays, empty_solution(instance.arrays)
    for visit, crew in visits:
        first = int(arrays.visit["member_first"][visit])
        solution.served[visit] = True
        solution.start[visit] = min(start for _, start in crew)
        for place, (at_shift, start) in enumerate(crew):
            solution.shift[first + place] = at_shift
            solution.member_start[first + place] = start
    return solution


def take_breaks(solution: Solution, *starts: int) -> None:
    """Set when each break of the scenario is taken; -1: it is not."""
    solution.rest[:] = np.array(starts)
