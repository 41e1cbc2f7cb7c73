"""Runs a piece of work in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from benchmarks.measure import Figures

FAILED = "failed"
STDOUT, STDERR = 1, 2


def alone(work: Callable[..., Figures], *arguments: object) -> Figures:
    """Work in a process of its own; where that fails, the figures say why.

    OR-Tools keeps signals waiting and holds the interpreter's lock; a solver may crash; and a
    process that has run one of them tells the peak of memory of that one alone. What it prints
    goes to the other stream.
    """
    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(1, mp_context=context, initializer=_speak_aside) as pool:
            return pool.submit(work, *arguments).result()
    except BrokenProcessPool:
        return nothing(FAILED, "its process died.")
    except Exception as wrong:  # noqa: BLE001 - whatever one does, the others are still to be run
        return nothing(FAILED, f"{type(wrong).__name__}: {wrong}")


def nothing(status: str, why: str) -> Figures:
    """Give the figures of a run that has none."""
    return {"status": status, "objective": None, "seconds": None, "why": why}


def _speak_aside() -> None:
    """Send what a solver prints to where it does not mix with the figures."""
    os.dup2(STDERR, STDOUT)
