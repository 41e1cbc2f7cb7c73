"""A peer that needs no installing: the first vehicles take all they may."""

import os
import sys
from collections.abc import Sequence

from benchmarks.peers.fleet import Fleet, Orders
from benchmarks.peers.peer import Peer

STAND_IN = Peer(
    name="stand-in",
    package="tests",
    distribution="linli",
    module="tests.unit.benchmarks.stand_in",
)


def solve(fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
    """Give each vehicle whom nobody before it has taken; unlucky seeds go wrong."""
    if seed == 13:
        raise RuntimeError("no luck")
    if seed == 14:
        os._exit(3)
    taken: set[int] = set()
    orders: dict[int, Sequence[int]] = {}
    for number, vehicle in enumerate(fleet.vehicles):
        orders[number] = [customer for customer in vehicle.customers if customer not in taken]
        taken |= set(orders[number])
    sys.stdout.write("what a solver says as it goes\n")
    return orders
