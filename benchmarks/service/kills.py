"""What is killed of a served instance."""

from __future__ import annotations

from enum import StrEnum

import psutil

from benchmarks.service.served import Served

_SPAWNED = "--multiprocessing-fork"
_NURSERY = "multiprocessing.forkserver"


class Kind(StrEnum):
    """What of a server is killed at once."""

    WORKER = "worker"
    WEB = "web"
    ANSWERER = "answerer"
    """The process that gunicorn has made to answer."""
    BOTH = "both"
    """Worker and web."""
    SOLVER = "solver"
    NURSERY = "nursery"
    """The process that solvers are forked from."""
    SUPERVISOR = "supervisor"
    """It alone: the others have to end by themselves."""
    ALL = "all"

    @property
    def ends_all(self) -> bool:
        """Whether the server has to be started again by hand."""
        return self in {Kind.SUPERVISOR, Kind.ALL}


def targets(kind: Kind, server: Served) -> list[psutil.Process]:
    """Give the processes to kill; none where there are none of the kind at the moment."""
    if kind is Kind.ALL:
        return server.processes()
    supervisor = psutil.Process(server.pid)
    if kind is Kind.SUPERVISOR:
        return [supervisor]
    try:
        return _below(kind, server, supervisor)
    except psutil.NoSuchProcess:  # one of them has just ended
        return []


def _below(kind: Kind, server: Served, supervisor: psutil.Process) -> list[psutil.Process]:
    listening = server.web()
    parts = _spawned(supervisor)
    web = [each for each in parts if each in listening]
    workers = [each for each in parts if each not in listening]
    if not web or not workers:
        return []
    nurseries = [each for each in workers[0].children() if _NURSERY in " ".join(each.cmdline())]
    found = {
        Kind.WORKER: workers,
        Kind.WEB: web,
        Kind.ANSWERER: [each for each in listening if each not in parts],
        Kind.BOTH: parts,
        Kind.NURSERY: nurseries,
        Kind.SOLVER: [each for nursery in nurseries for each in nursery.children()][:1],
    }
    return found[kind]


def _spawned(process: psutil.Process) -> list[psutil.Process]:
    """Give what a process has started as a Python of its own."""
    return [each for each in process.children() if _SPAWNED in each.cmdline()]
