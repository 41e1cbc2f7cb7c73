"""The commands that measure the served API."""

from __future__ import annotations

import argparse
import signal
import sys
from dataclasses import asdict
from typing import Any

from benchmarks.measure import Figures, last_line
from benchmarks.service.faults import faults
from benchmarks.service.large_body import is_well as large_is_well
from benchmarks.service.large_body import large_body
from benchmarks.service.load import load
from benchmarks.service.served import Stuck
from benchmarks.service.verdict import is_well
from benchmarks.shared import MissingData


def add_commands(names: Any) -> None:  # noqa: ANN401 - argparse keeps its type to itself
    """Add the commands to those of ``python -m benchmarks``; each sets ``service``."""
    killed = names.add_parser("faults", help="the server, killed again and again")
    _add_database(killed)
    killed.add_argument("--kills", type=int, default=50)
    killed.add_argument("--jobs", type=int, default=20, help="plans in flight")
    killed.add_argument("--seed", type=int, default=0)
    killed.set_defaults(service=_faults)
    loaded = names.add_parser("load", help="the server, with many callers while it solves")
    _add_database(loaded)
    loaded.add_argument("--minutes", type=float, default=5.0)
    loaded.add_argument("--clients", type=int, default=16)
    loaded.set_defaults(service=_load)
    large = names.add_parser("large-body", help="a scenario as large as bodies get")
    _add_database(large)
    large.add_argument("--megabytes", type=float, default=100.0)
    large.set_defaults(service=_large_body)


def carry_out(asked: argparse.Namespace) -> int:
    """Measure, and print the figures as one line of JSON; give the exit code."""
    # Asked to end, it ends what it has started too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        figures, well = asked.service(asked)
    except Stuck as stuck:
        figures, well = {"stuck": str(stuck)}, False
    except MissingData as missing:
        figures, well = {"skipped": str(missing)}, True
    print(last_line(figures), flush=True)
    return 0 if well else 1


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--database", default="", metavar="URL", help="PostgreSQL; left out: SQLite"
    )


def _faults(asked: argparse.Namespace) -> tuple[Figures, bool]:
    figures = faults(database=asked.database, kills=asked.kills, jobs=asked.jobs, seed=asked.seed)
    return figures, is_well(figures)


def _load(asked: argparse.Namespace) -> tuple[Figures, bool]:
    figures = load(database=asked.database, minutes=asked.minutes, clients=asked.clients)
    return figures, not figures["errors"]


def _large_body(asked: argparse.Namespace) -> tuple[Figures, bool]:
    costs = large_body(database=asked.database, megabytes=asked.megabytes)
    figures: Figures = {name: asdict(cost) for name, cost in costs.items()}
    return figures, large_is_well(costs)
