"""What a peer is to the comparison: a name, whether it is here, and how it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Protocol, cast

from benchmarks.peers.fleet import Fleet, Orders


class Search(Protocol):
    """A peer's model of a fleet, and its search."""

    def __call__(self, fleet: Fleet, seconds: float, seed: int, workers: int) -> Orders:
        """Search for the seconds given and return the best orders of visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A solver to compare with.

    Attributes
    ----------
    name : str
        As asked for on the command line, and of its solution's file.
    package : str
        What is imported; the peer is installed if it is found.
    distribution : str
        What is installed; it has the version.
    module : str
        The module of ours with `solve`. It imports the package, so it is itself imported only
        where the peer runs.
    most_places : int
        The largest matrix of travel it is given, in places a side.
    """

    name: str
    package: str
    distribution: str
    module: str
    most_places: int = 10_000

    def is_installed(self) -> bool:
        """Say whether the peer can be imported."""
        return find_spec(self.package) is not None

    def version(self) -> str:
        """Give the version that is installed."""
        return version(self.distribution)

    def load(self) -> Search:
        """Import the peer, which takes some of them a second, and return its search."""
        return cast("Search", import_module(self.module).solve)


PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            name="ortools-routing",
            package="ortools",
            distribution="ortools",
            module="benchmarks.peers.ortools_routing",
        ),
        Peer(
            name="pyvrp",
            package="pyvrp",
            distribution="pyvrp",
            module="benchmarks.peers.pyvrp_search",
        ),
        Peer(
            name="vroom",
            package="vroom",
            distribution="pyvroom",
            module="benchmarks.peers.vroom_search",
        ),
        Peer(
            name="nextroute",
            package="nextroute",
            distribution="nextroute",
            module="benchmarks.peers.nextroute_search",
            most_places=4_000,
        ),
    )
}
