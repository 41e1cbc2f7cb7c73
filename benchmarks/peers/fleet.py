"""An instance of the synthetic weeks as vehicle routing: a slot is a vehicle, a need a customer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.judge import is_qualified, reaches
from benchmarks.synthetic import RADIUS_KM, TOLERANCE, Call, Instance, Person, Request, Slot, Tour

Orders = Mapping[int, Sequence[int]]
"""For each vehicle used its customers in order; both by position in the fleet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A slot that some need fits into.

    Attributes
    ----------
    person : Person
    number : int
        The slot's position in the person's list.
    slot : Slot
    home : int
        Its place in the matrix of travel.
    customers : tuple of int
        Who it may visit: allowed, and in time if it visits nobody else.
    """

    person: Person
    number: int
    slot: Slot
    home: int
    customers: tuple[int, ...]


class Fleet:
    """Vehicles and customers that have to do with each other, and the minutes between them.

    Needs that no slot can take and slots that can take no need are left out: a peer would only
    carry them along.

    Parameters
    ----------
    instance : Instance
        With crews of one and weeks that bind nobody; see `unsuited`.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        fitting = [
            (person, number, person.slots[number], needs)
            for person in instance.helpers
            for number, needs in _suiting(instance, person)
        ]
        used = sorted({need for *_, needs in fitting for need in needs})
        self.customers: tuple[Request, ...] = tuple(instance.needs[need] for need in used)
        customer_of = {need: customer for customer, need in enumerate(used)}
        homes: dict[str, Person] = {person.id: person for person, *_ in fitting}
        home_of = {name: len(used) + place for place, name in enumerate(homes)}
        self.homes: tuple[Person, ...] = tuple(homes.values())
        self.vehicles: tuple[Vehicle, ...] = tuple(
            Vehicle(
                person=person,
                number=number,
                slot=slot,
                home=home_of[person.id],
                customers=tuple(customer_of[need] for need in needs),
            )
            for person, number, slot, needs in fitting
        )

    @property
    def places(self) -> tuple[Request | Person, ...]:
        """The rows of the matrix: the customers, then the homes."""
        return self.customers + self.homes

    @cached_property
    def minutes(self) -> NDArray[np.int64]:
        """Minutes of travel between all places."""
        return np.array([_minutes(self._instance, here, self.places) for here in self.places])

    def able(self) -> list[list[int]]:
        """List, for each customer, the vehicles that may visit it."""
        vehicles: list[list[int]] = [[] for _ in self.customers]
        for number, vehicle in enumerate(self.vehicles):
            for customer in vehicle.customers:
                vehicles[customer].append(number)
        return vehicles

    def tours(self, orders: Orders) -> tuple[Tour, ...]:
        """Time orders of visits, each as early as can be.

        A peer's own times are not asked for: where waiting is free, no other times suit an order
        if these do not.
        """
        return tuple(
            self._tour(self.vehicles[vehicle], order)
            for vehicle, order in sorted(orders.items())
            if order
        )

    def _tour(self, vehicle: Vehicle, order: Sequence[int]) -> Tour:
        calls = []
        now, here = vehicle.slot.start, vehicle.home
        for customer in order:
            request = self.customers[customer]
            arrival = now + int(self.minutes[here, customer])
            # Too late for every window is told as it is, for the judge to find.
            starts = (max(arrival, first) for first, last in request.windows if arrival <= last)
            start = min(starts, default=arrival)
            calls.append(Call(need=request.id, start=start))
            now, here = start + request.service, customer
        return Tour(helper=vehicle.person.id, slot=vehicle.number, visits=tuple(calls))


def unsuited(instance: Instance) -> str | None:
    """Say why an instance is no vehicle routing; None if it is.

    A peer that routes vehicles cannot make two of them start together, nor share a week's minutes
    among a helper's slots.
    """
    pairs = sum(request.crew > 1 for request in instance.needs)
    if pairs:
        return f"needs that ask for two helpers who start together: {pairs}"
    bound = sum(
        sum(slot.end - slot.start for slot in person.slots) > person.max_minutes_week
        for person in instance.helpers
    )
    if bound:
        return f"helpers whose week holds less than their slots: {bound}"
    return None


def _suiting(instance: Instance, person: Person) -> list[tuple[int, list[int]]]:
    """Find, for each slot that can take any, the needs it can take if it takes no other."""
    able = [
        number
        for number, request in enumerate(instance.needs)
        if reaches(person, request) and is_qualified(person, request)
    ]
    ways = _minutes(instance, person, [instance.needs[number] for number in able]).tolist()
    found = []
    for position, slot in enumerate(person.slots):
        needs = [
            number
            for number, way in zip(able, ways, strict=True)
            if _fits(slot, instance.needs[number], way)
        ]
        if needs and slot.max_visits:
            found.append((position, needs))
    return found


def _fits(slot: Slot, request: Request, way: int) -> bool:
    latest = slot.end - way - request.service
    return any(max(first, slot.start + way) <= min(last, latest) for first, last in request.windows)


def _minutes(
    instance: Instance, here: Person | Request, places: Sequence[Person | Request]
) -> NDArray[np.int64]:
    """Do as `benchmarks.synthetic.minutes` does, from one place to many at once."""
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    half_lat = np.sin((lat - math.radians(here.lat)) / 2)
    half_lon = np.sin((lon - math.radians(here.lon)) / 2)
    chord = half_lat**2 + math.cos(math.radians(here.lat)) * np.cos(lat) * half_lon**2
    kilometres = 2 * RADIUS_KM * np.arcsin(np.sqrt(chord))
    whole: NDArray[np.float64] = np.ceil(
        kilometres * instance.detour / instance.speed_kmh * 60 - TOLERANCE
    )
    return whole.astype(np.int64)
