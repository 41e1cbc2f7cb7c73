"""A solve in a process of its own.

OR-Tools keeps signals waiting and holds the interpreter's lock, so no terminal solves in its own
process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from matcher.child import Child, Send
from matcher.engines import UnknownEngine, UnsupportedScenario
from matcher.model import InvalidInput, Limits, Plan, Progress, Result, Scenario
from matcher.solve import solve


class SolveProcess:
    """One solve in a spawned process, which ends at once when this process does, however it ends.

    Parameters
    ----------
    scenario : Scenario
    limits : Limits
    engine : str
        A name of `matcher.engines`, or ``auto``.
    seed : int
    start : Plan or None
        A plan to begin with.
    """

    def __init__(
        self,
        scenario: Scenario,
        limits: Limits,
        engine: str = "auto",
        seed: int = 0,
        *,
        start: Plan | None = None,
    ) -> None:
        self._child = Child(
            _solve,
            scenario,
            limits,
            engine,
            seed,
            start,
            passing=(InvalidInput, UnknownEngine, UnsupportedScenario),
        )

    def stop(self) -> None:
        """Ask for the best so far; the result still comes."""
        self._child.stop()

    def kill(self) -> None:
        """End it at once; no result comes."""
        self._child.kill()

    def messages(self) -> Iterator[Progress | Result]:
        """Yield progress as it comes and the result last.

        Raises
        ------
        InvalidInput, UnknownEngine, UnsupportedScenario
            As `matcher.solve.solve` raises them.
        ChildFailed
            If the process died or failed otherwise.
        """
        return self._child.messages()


def _solve(
    send: Send,
    stop: Callable[[], bool],
    scenario: Scenario,
    limits: Limits,
    engine: str,
    seed: int,
    begun: Plan | None,
) -> None:
    result = solve(
        scenario, limits=limits, engine=engine, seed=seed, listen=send, stop=stop, start=begun
    )
    send(result)
