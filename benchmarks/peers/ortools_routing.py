"""OR-Tools' routing library: guided local search over a dimension of time."""

from __future__ import annotations

from itertools import pairwise

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.peers.fleet import Fleet, Orders
from benchmarks.synthetic import WEIGHT, Request

WEEK = 7 * 24 * 60
NOBODY = -1
"""The vehicle of a customer who is left out."""


def solve(fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
    """Search on one thread; the library draws no random numbers here, so the seed has no use."""
    del seed, workers
    homes = [vehicle.home for vehicle in fleet.vehicles]
    manager = pywrapcp.RoutingIndexManager(len(fleet.places), len(homes), homes, homes)
    model = pywrapcp.RoutingModel(manager)
    travel = model.RegisterTransitMatrix(fleet.minutes.tolist())
    model.SetArcCostEvaluatorOfAllVehicles(travel)
    _set_times(fleet, manager, model)
    _limit_visits(fleet, model)
    able = fleet.able()
    for customer, request in enumerate(fleet.customers):
        index = manager.NodeToIndex(customer)
        model.AddDisjunction([index], WEIGHT * request.weight)
        model.VehicleVar(index).SetValues([NOBODY, *able[customer]])
    settings = pywrapcp.DefaultRoutingSearchParameters()
    settings.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    settings.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    settings.time_limit.FromMilliseconds(round(seconds * 1000))
    found = model.SolveWithParameters(settings)
    return _orders(fleet, manager, model, found) if found else {}


def _set_times(
    fleet: Fleet, manager: pywrapcp.RoutingIndexManager, model: pywrapcp.RoutingModel
) -> None:
    stay = [*(request.service for request in fleet.customers), *(0 for _ in fleet.homes)]
    passing = [
        [minutes + stayed for minutes in row]
        for row, stayed in zip(fleet.minutes.tolist(), stay, strict=True)
    ]
    model.AddDimension(model.RegisterTransitMatrix(passing), WEEK, WEEK, False, "time")
    times = model.GetDimensionOrDie("time")
    for number, vehicle in enumerate(fleet.vehicles):
        for index in (model.Start(number), model.End(number)):
            times.CumulVar(index).SetRange(vehicle.slot.start, vehicle.slot.end)
    for customer, request in enumerate(fleet.customers):
        _open(times.CumulVar(manager.NodeToIndex(customer)), request)


def _open(start: pywrapcp.IntVar, request: Request) -> None:
    """Let a visit begin in the need's windows only."""
    windows = sorted(request.windows)
    start.SetRange(windows[0][0], max(last for _, last in windows))
    shut = 0
    for (_, last), (first, _) in pairwise(windows):
        shut = max(shut, last + 1)
        if shut < first:
            start.RemoveInterval(shut, first - 1)


def _limit_visits(fleet: Fleet, model: pywrapcp.RoutingModel) -> None:
    one_each = [1] * len(fleet.customers) + [0] * len(fleet.homes)
    most = [vehicle.slot.max_visits for vehicle in fleet.vehicles]
    counted = model.RegisterUnaryTransitVector(one_each)
    model.AddDimensionWithVehicleCapacity(counted, 0, most, True, "visits")


def _orders(
    fleet: Fleet,
    manager: pywrapcp.RoutingIndexManager,
    model: pywrapcp.RoutingModel,
    found: pywrapcp.Assignment,
) -> Orders:
    orders = {}
    for vehicle in range(len(fleet.vehicles)):
        order = []
        index = found.Value(model.NextVar(model.Start(vehicle)))
        while not model.IsEnd(index):
            order.append(manager.IndexToNode(index))
            index = found.Value(model.NextVar(index))
        orders[vehicle] = order
    return orders
