"""The engines by name, and the choice among them."""

from __future__ import annotations

from matcher.engines.insertion import InsertionEngine
from matcher.engines.interface import Answer, Engine, Limits, Progress
from matcher.instance import Instance

ENGINES: tuple[Engine, ...] = (InsertionEngine(),)


class UnknownEngine(ValueError):
    """There is no engine of that name."""


class UnsupportedScenario(ValueError):
    """The engine asked for cannot take the scenario; the message says why."""


def choose(name: str, instance: Instance) -> Engine:
    """Give the engine of a name; ``auto`` gives the first that can take the instance.

    Raises
    ------
    UnknownEngine
    UnsupportedScenario
    """
    engines = [engine for engine in ENGINES if name in (engine.name, "auto")]
    if not engines:
        raise UnknownEngine(f"no engine {name!r}; there are {[e.name for e in ENGINES]}")
    why = None
    for engine in engines:
        why = engine.unsupported(instance)
        if why is None:
            return engine
    raise UnsupportedScenario(f"{name}: {why}")


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
