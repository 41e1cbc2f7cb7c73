"""Which engine suits an instance best."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.engines.exact import ExactEngine
from matcher.engines.flow import FlowEngine
from matcher.engines.interface import Engine
from matcher.instance import Instance

PROVEN_AT_ONCE = 12
"""Places in crews up to which the exact engine proves the optimum in a moment."""


class UnsupportedScenario(ValueError):
    """None of the engines asked can take the scenario; the message says why."""


def in_turn(engines: Sequence[Engine], instance: Instance) -> list[Engine]:
    """Put engines in the order of asking.

    What needs no routing goes to the flow engine, the very small to the exact engine; otherwise
    that comes last.
    """
    small = len(instance.arrays.member) <= PROVEN_AT_ONCE
    turn = {FlowEngine.name: 0, ExactEngine.name: 1 if small else 3}
    return sorted(engines, key=lambda engine: turn.get(engine.name, 2))


def first_that_can(engines: Sequence[Engine], instance: Instance) -> Engine:
    """Give the first of some engines that takes an instance.

    Raises
    ------
    UnsupportedScenario
        With what the first of them says.
    """
    refusals: list[str] = []
    for engine in engines:
        refusal = engine.unsupported(instance)
        if refusal is None:
            return engine
        refusals.append(refusal)
    raise UnsupportedScenario(refusals[0])
