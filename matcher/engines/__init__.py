"""The engines by name, and the choice among them."""

from __future__ import annotations

from matcher.engines.exact import ExactEngine
from matcher.engines.flow import FlowEngine
from matcher.engines.interface import Answer, Engine, Limits, Progress
from matcher.engines.search import SearchEngine
from matcher.instance import Instance

ENGINES: tuple[Engine, ...] = (SearchEngine(), ExactEngine(), FlowEngine())

PROVEN_AT_ONCE = 12
"""Places in crews up to which `auto` lets the exact engine prove the optimum."""


class UnknownEngine(ValueError):
    """There is no engine of that name."""


class UnsupportedScenario(ValueError):
    """The engine asked for cannot take the scenario; the message says why."""


def choose(name: str, instance: Instance) -> Engine:
    """Give the engine of a name.

    ``auto`` gives the flow engine what needs no routing, the exact engine the very small, which it
    proves in a moment, and otherwise the first that can take the instance.

    Raises
    ------
    UnknownEngine
    UnsupportedScenario
    """
    by_name = {engine.name: engine for engine in ENGINES}
    if name == "auto":
        small = len(instance.arrays.member) <= PROVEN_AT_ONCE
        turn = {FlowEngine.name: 0, ExactEngine.name: 1 if small else 2}
        asked = sorted(ENGINES, key=lambda engine: turn.get(engine.name, 2))
    elif name in by_name:
        asked = [by_name[name]]
    else:
        raise UnknownEngine(f"no engine {name}; there are auto, {', '.join(by_name)}")
    refusals: list[str] = []
    for engine in asked:
        refusal = engine.unsupported(instance)
        if refusal is None:
            return engine
        refusals.append(refusal)
    raise UnsupportedScenario(f"{name}: {refusals[0]}")


__all__ = [
    "ENGINES",
    "Answer",
    "Engine",
    "Limits",
    "Progress",
    "UnknownEngine",
    "UnsupportedScenario",
    "choose",
]
