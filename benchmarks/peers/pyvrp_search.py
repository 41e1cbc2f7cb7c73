"""PyVRP: iterated local search over prizes, time windows and loads."""

from __future__ import annotations

import numpy as np
import pyvrp
from numpy.typing import NDArray
from pyvrp.stop import MaxRuntime

from benchmarks.peers.fleet import Fleet, Orders, Vehicle
from benchmarks.synthetic import WEIGHT, Person, Request

CLOSED = 100_000
"""Minutes to where a helper must not go: far more than the week has."""

ROOM_FOR_MATRICES = 2 * 10**9
"""Bytes for a matrix of travel for each helper."""


def solve(fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
    """Search on one thread.

    It knows no skills. Each helper gets ways of their own, on which needs they must not serve are
    too far. Where there is no room for so many, skills, licence and communities are loads, of which
    a helper can carry as many as visits, or none.
    """
    del workers
    own_ways = fleet.minutes.nbytes * len(fleet.homes) <= ROOM_FOR_MATRICES
    clients, groups, customer_of = _clients(fleet, loads=not own_ways)
    ways = _ways_of_each(fleet) if own_ways else [_ways_of_all(fleet)]
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in fleet.places],
        clients,
        [pyvrp.Depot(place) for place in range(len(fleet.customers), len(fleet.places))],
        [_vehicle(fleet, vehicle, own_ways=own_ways) for vehicle in fleet.vehicles],
        ways,
        ways,
        groups,
    )
    found = pyvrp.solve(data, stop=MaxRuntime(seconds), seed=seed, display=False)
    return {
        route.vehicle_type(): [customer_of[stop.idx] for stop in route if stop.is_client()]
        for route in found.best.routes()
    }


def _clients(
    fleet: Fleet, *, loads: bool
) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup], list[int]]:
    """Make a client of each window of a need; a need's clients exclude each other."""
    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    customer_of: list[int] = []
    for customer, request in enumerate(fleet.customers):
        first = len(clients)
        several = len(request.windows) > 1
        for early, late in request.windows:
            clients.append(
                pyvrp.Client(
                    customer,
                    delivery=[1, *_asked(fleet, request)] if loads else [1],
                    service_duration=request.service,
                    tw_early=early,
                    tw_late=late,
                    prize=WEIGHT * request.weight,
                    required=False,
                    group=len(groups) if several else None,
                )
            )
            customer_of.append(customer)
        if several:
            groups.append(pyvrp.ClientGroup(list(range(first, len(clients))), required=False))
    return clients, groups, customer_of


def _vehicle(fleet: Fleet, vehicle: Vehicle, *, own_ways: bool) -> pyvrp.VehicleType:
    most = vehicle.slot.max_visits
    depot = vehicle.home - len(fleet.customers)
    able = [] if own_ways else [most * can for can in _able(fleet, vehicle.person)]
    return pyvrp.VehicleType(
        capacity=[most, *able],
        start_depot=depot,
        end_depot=depot,
        tw_early=vehicle.slot.start,
        tw_late=vehicle.slot.end,
        profile=depot if own_ways else 0,
    )


def _asked(fleet: Fleet, request: Request) -> list[int]:
    skills, communities = _kinds(fleet)
    return [
        int(request.licensed),
        *(int(skill in request.skills) for skill in skills),
        *(int(community == request.community) for community in communities),
    ]


def _able(fleet: Fleet, person: Person) -> list[int]:
    skills, communities = _kinds(fleet)
    return [
        int(person.kind == "sw"),
        *(int(skill in person.skills) for skill in skills),
        *(int(community in person.reach) for community in communities),
    ]


def _kinds(fleet: Fleet) -> tuple[list[int], list[int]]:
    """List the skills and the communities that are asked for."""
    skills = {skill for request in fleet.customers for skill in request.skills}
    return sorted(skills), sorted({request.community for request in fleet.customers})


def _shut(fleet: Fleet) -> NDArray[np.bool_]:
    """Mark, for each home, the customers whom nobody there may visit."""
    shut = np.ones((len(fleet.homes), len(fleet.customers)), dtype=np.bool_)
    for vehicle in fleet.vehicles:
        shut[vehicle.home - len(fleet.customers), list(vehicle.customers)] = False
    return shut


def _ways_of_each(fleet: Fleet) -> list[NDArray[np.int64]]:
    ways = []
    for shut in _shut(fleet):
        own = fleet.minutes.copy()
        own[:, : len(fleet.customers)][:, shut] = CLOSED
        np.fill_diagonal(own, 0)
        ways.append(own)
    return ways


def _ways_of_all(fleet: Fleet) -> NDArray[np.int64]:
    """Close the ways between a home and whom nobody there may visit: it spares the search those."""
    ways = fleet.minutes.copy()
    shut = _shut(fleet)
    customers = len(fleet.customers)
    ways[customers:, :customers][shut] = CLOSED
    ways[:customers, customers:][shut.T] = CLOSED
    return ways
