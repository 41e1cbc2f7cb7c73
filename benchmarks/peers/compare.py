"""Runs Linli and its peers on one instance, one after the other, and judges them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import matcher
from benchmarks.alone import alone, nothing
from benchmarks.measure import Figures, Options, Stopwatch, peak_megabytes
from benchmarks.peers.fleet import Fleet, unsuited
from benchmarks.peers.judge import judge
from benchmarks.peers.peer import PEERS, Peer
from benchmarks.sets import measure, read, write
from benchmarks.synthetic import SYNTHETIC, Instance, document
from matcher.model import Ended

LINLI = "linli"
NAMES = (LINLI, *PEERS)


class Refused(ValueError):
    """An instance that a peer cannot be given whole; the message is one sentence that says why."""


def compare(file: Path, options: Options, names: Sequence[str] = NAMES) -> Iterator[Figures]:
    """Run who is named, and yield the figures of each as they come.

    Parameters
    ----------
    file : Path
        An instance of the synthetic set.
    options : Options
        `out` is the folder for the solutions; `engine` is for Linli alone.
    names : sequence of str
        Of `NAMES`.

    Yields
    ------
    dict
        With `peer`, `version`, `status`, `objective` and `seconds` at least.

    Raises
    ------
    BadInstance
        If the file is no instance of the set.
    """
    instance = read(SYNTHETIC, file)
    for name in names:
        own = replace(options, out=options.out / f"{name}.json")
        if name == LINLI:
            line: Figures = {"peer": LINLI, "version": matcher.__version__}
            yield line | _run(instance, own.out, run_linli, file, own)
        else:
            yield meet(PEERS[name], instance, file, own)


def meet(peer: Peer, instance: Instance, file: Path, options: Options) -> Figures:
    """Run a peer if it is here, and tell why not if it is not."""
    if not peer.is_installed():
        why = f"{peer.name} is not installed: pip install {peer.distribution}."
        return {"peer": peer.name, "version": None} | nothing("skipped", why)
    line: Figures = {"peer": peer.name, "version": peer.version()}
    return line | _run(instance, options.out, run_peer, peer, file, options)


def run_linli(file: Path, options: Options) -> Figures:
    """Plan an instance as ``python -m benchmarks synthetic`` does."""
    return measure(SYNTHETIC, file, options)


def run_peer(peer: Peer, file: Path, options: Options) -> Figures:
    """Read, search and write as Linli does, with the clock running as long."""
    solve = peer.load()
    began = time.perf_counter()
    watch = Stopwatch()
    with watch.phase("read"):
        instance = read(SYNTHETIC, file)
    with watch.phase("build"):
        try:
            fleet = fleet_for(peer, instance)
        except Refused as refused:
            return nothing("refused", str(refused))
    searched = time.perf_counter()
    with watch.phase("solve"):
        # Not every peer takes a model without vehicles.
        some = bool(fleet.vehicles)
        orders = solve(fleet, options.seconds, options.seed, options.workers) if some else {}
    in_time = time.perf_counter() - searched < options.seconds
    with watch.phase("convert"):
        meta = {"peer": peer.name, "version": peer.version(), "seed": options.seed}
        write(document(instance, meta, fleet.tours(orders)), options.out)
    return {
        "status": (Ended.COMPLETED if in_time else Ended.TIME_LIMIT).value,
        "seconds": round(time.perf_counter() - began, 2),
        "phases": watch.seconds,
        "peak_mb": peak_megabytes(),
    }


def fleet_for(peer: Peer, instance: Instance) -> Fleet:
    """Make the fleet a peer is given.

    Raises
    ------
    Refused
        If the instance is no vehicle routing, or too large for the peer.
    """
    why = unsuited(instance)
    if why:
        raise Refused(f"{peer.name} cannot plan {instance.name}: {why}.")
    fleet = Fleet(instance)
    if len(fleet.places) > peer.most_places:
        raise Refused(
            f"{peer.name} is not given {instance.name}: its matrix of travel would have"
            f" {len(fleet.places)} places a side, more than {peer.most_places}."
        )
    return fleet


def _run(
    instance: Instance, out: Path, work: Callable[..., Figures], *arguments: object
) -> Figures:
    """Work in a process of its own, then judge the file it leaves."""
    out.unlink(missing_ok=True)
    told = alone(work, *arguments)
    return told if "why" in told else told | judge(instance, out)
