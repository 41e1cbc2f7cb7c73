"""The rules of the synthetic weeks, held against a solution as it was written.

Nothing is taken from whoever made it: neither its objective nor its times are believed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.measure import Figures
from benchmarks.synthetic import Instance, Person, Request, Tour, minutes, tally, travelled

MOST_SAID = 3
"""Broken rules told in a line of figures; how many there are is told as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A solution's file, as far as it is judged."""

    instance: str
    routes: tuple[Tour, ...]


def judge(instance: Instance, file: Path) -> Figures:
    """Recompute the set's figures from a solution's file.

    Returns
    -------
    dict
        The objective and its parts. Where rules are broken the status is ``infeasible``, the
        objective null, and `broken` tells how many and the first of them.
    """
    tours = TypeAdapter(Written).validate_json(file.read_bytes()).routes
    worth = tally(instance, tours)
    broken = broken_rules(instance, tours)
    if not broken:
        return {"objective": worth.objective, **worth.parts()}
    return {
        "objective": None,
        **worth.parts(),
        "status": "infeasible",
        "broken": {"rules": len(broken), "first": broken[:MOST_SAID]},
    }


def reaches(person: Person, request: Request) -> bool:
    """Say whether a helper serves the need's community."""
    return request.community in person.reach


def is_qualified(person: Person, request: Request) -> bool:
    """Say whether a helper has the skills, and the licence where one is asked for."""
    licensed = person.kind == "sw" or not request.licensed
    return licensed and set(request.skills) <= set(person.skills)


def broken_rules(instance: Instance, tours: Sequence[Tour]) -> list[str]:
    """Tell every rule that tours break, in a sentence each; all their names must be known."""
    persons = {person.id: person for person in instance.helpers}
    requests = {request.id: request for request in instance.needs}
    said = []
    slots = Counter((tour.helper, tour.slot) for tour in tours)
    said += [f"{name}/{number} is used twice" for (name, number), n in slots.items() if n > 1]
    minutes_of: Counter[str] = Counter()
    crews: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for tour in tours:
        person = persons[tour.helper]
        if tour.slot >= len(person.slots):
            said.append(f"{tour.helper} has no slot {tour.slot}")
            continue
        stops = [(requests[call.need], call.start) for call in tour.visits]
        said += _broken_on_the_way(instance, person, tour.slot, stops)
        minutes_of[person.id] += travelled(instance, person, [request for request, _ in stops])
        minutes_of[person.id] += sum(request.service for request, _ in stops)
        for request, start in stops:
            crews[request.id].append((person.id, start))
    said += [
        f"{name} works {total} minutes, more than {persons[name].max_minutes_week}"
        for name, total in minutes_of.items()
        if total > persons[name].max_minutes_week
    ]
    for need, crew in crews.items():
        said += _broken_by_a_crew(requests[need], crew, persons)
    return said


def _broken_on_the_way(
    instance: Instance, person: Person, number: int, stops: Sequence[tuple[Request, int]]
) -> Iterator[str]:
    slot = person.slots[number]
    name = f"{person.id}/{number}"
    if len(stops) > slot.max_visits:
        yield f"{name} has {len(stops)} visits, more than {slot.max_visits}"
    now: int = slot.start
    here: Person | Request = person
    for request, start in stops:
        arrival = now + minutes(instance, here, request)
        if start < arrival:
            yield f"{name} begins {request.id} at {start}, before it arrives at {arrival}"
        if not any(first <= start <= last for first, last in request.windows):
            yield f"{name} begins {request.id} at {start}, outside its windows"
        if not reaches(person, request):
            yield f"{name} does not reach {request.id}"
        now, here = start + request.service, request
    back = now + minutes(instance, here, person)
    if stops and back > slot.end:
        yield f"{name} is home at {back}, after {slot.end}"


def _broken_by_a_crew(
    request: Request, crew: Sequence[tuple[str, int]], persons: dict[str, Person]
) -> Iterator[str]:
    if len(crew) != request.crew or len({name for name, _ in crew}) != request.crew:
        helpers = len({name for name, _ in crew})
        yield f"{request.id} has {len(crew)} visits by {helpers} helpers, not {request.crew}"
    if len({start for _, start in crew}) > 1:
        yield f"the crew of {request.id} does not start together"
    if not any(is_qualified(persons[name], request) for name, _ in crew):
        yield f"nobody who visits {request.id} is qualified"
