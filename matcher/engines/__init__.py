"""The engines by name, and the choice among them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

from matcher.engines.choice import UnsupportedScenario, first_that_can, in_turn
from matcher.engines.exact import ExactEngine
from matcher.engines.flow import FlowEngine
from matcher.engines.interface import Answer, Engine
from matcher.engines.portfolio import PortfolioEngine
from matcher.engines.search import SearchEngine
from matcher.instance import Instance

_SOLVERS: tuple[Engine, ...] = (SearchEngine(), ExactEngine(), FlowEngine())

Executors = Callable[[int], Executor]
"""Gives, for a number of workers, what independent parts are solved by."""


def engines(executors: Executors = ThreadPoolExecutor) -> tuple[Engine, ...]:
    """Give every engine."""
    return PortfolioEngine(_SOLVERS, executors), *_SOLVERS


ENGINES = engines()


class UnknownEngine(ValueError):
    """There is no engine of that name."""


def choose(name: str, instance: Instance, executors: Executors | None = None) -> Engine:
    """Give the engine of a name.

    ``auto`` gives the flow engine what needs no routing, the exact engine the very small, which it
    proves in a moment, the portfolio what falls into independent parts, and the search engine the
    rest.

    Raises
    ------
    UnknownEngine
    UnsupportedScenario
    """
    known = ENGINES if executors is None else engines(executors)
    by_name = {engine.name: engine for engine in known}
    if name != "auto" and name not in by_name:
        raise UnknownEngine(f"no engine {name}; there are auto, {', '.join(by_name)}")
    asked = in_turn(known, instance) if name == "auto" else [by_name[name]]
    try:
        return first_that_can(asked, instance)
    except UnsupportedScenario as refusal:
        raise UnsupportedScenario(f"{name}: {refusal}") from None


__all__ = [
    "ENGINES",
    "Answer",
    "Engine",
    "Executors",
    "UnknownEngine",
    "UnsupportedScenario",
    "choose",
]
