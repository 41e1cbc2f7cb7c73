"""nextroute: a program in Go with an adaptive large neighbourhood search."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import nextroute
from nextroute.schema import Input, Location, Stop, Vehicle

from benchmarks.peers.fleet import Fleet, Orders
from benchmarks.synthetic import WEIGHT, Person, Request

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
A_MINUTE = 60
STOP = "stop-"
"""Before a customer's number, to tell it from the ends of a route."""


def solve(fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
    """Search for the seconds given; its seed cannot be set."""
    del seed
    able = [{f"{STOP}{customer}" for customer in vehicle.customers} for vehicle in fleet.vehicles]
    model = Input(
        stops=[_stop(number, request) for number, request in enumerate(fleet.customers)],
        vehicles=[
            Vehicle(
                id=str(number),
                start_location=_location(vehicle.person),
                end_location=_location(vehicle.person),
                start_time=_time(vehicle.slot.start),
                end_time=_time(vehicle.slot.end),
                max_stops=vehicle.slot.max_visits,
                compatibility_attributes=sorted(able[number]),
            )
            for number, vehicle in enumerate(fleet.vehicles)
        ],
        duration_matrix=_seconds(fleet),
    )
    options = nextroute.Options(
        SOLVE_DURATION=seconds,
        SOLVE_PARALLELRUNS=workers,
        MODEL_OBJECTIVES_TRAVELDURATION=1.0,
        MODEL_OBJECTIVES_VEHICLESDURATION=0.0,
        FORMAT_DISABLE_PROGRESSION=True,
    )
    found = nextroute.solve(model, options).solutions[0]
    return {
        int(vehicle.id): [
            int(planned.stop.id.removeprefix(STOP))
            for planned in vehicle.route
            if planned.stop.id.startswith(STOP)
        ]
        for vehicle in found.vehicles
    }


def _stop(number: int, request: Request) -> Stop:
    return Stop(
        id=f"{STOP}{number}",
        location=_location(request),
        duration=request.service * A_MINUTE,
        start_time_window=[
            [_time(first).isoformat(), _time(last).isoformat()]
            for first, last in sorted(request.windows)
        ],
        unplanned_penalty=WEIGHT * request.weight * A_MINUTE,
        compatibility_attributes=[f"{STOP}{number}"],
    )


def _seconds(fleet: Fleet) -> list[list[float]]:
    """Give the matrix in its order: the stops, then the start and the end of each vehicle."""
    customers = list(range(len(fleet.customers)))
    ends = [vehicle.home for vehicle in fleet.vehicles for _ in ("start", "end")]
    rows = fleet.minutes[customers + ends][:, customers + ends] * float(A_MINUTE)
    matrix: list[list[float]] = rows.tolist()
    return matrix


def _location(of: Person | Request) -> Location:
    return Location(lat=of.lat, lon=of.lon)


def _time(minute: int) -> datetime:
    return MONDAY + timedelta(minutes=minute)
