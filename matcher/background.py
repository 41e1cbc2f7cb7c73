"""A solve in a process of its own, watched and stopped from outside.

OR-Tools keeps signals waiting and holds the interpreter's lock, so neither a terminal nor a web
thread solves in its own process.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from matcher.engines import UnknownEngine, UnsupportedScenario
from matcher.engines.interface import Limits, Progress
from matcher.model import InvalidInput, Result, Scenario
from matcher.solve import solve


class SolveFailed(RuntimeError):
    """The solving process died or failed; the message says how."""


class SolveProcess:
    """One solve in a spawned process.

    Parameters
    ----------
    scenario : Scenario
    limits : Limits
    engine : str
        A name of `matcher.engines`, or ``auto``.
    seed : int
    """

    def __init__(
        self, scenario: Scenario, limits: Limits, engine: str = "auto", seed: int = 0
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(sender, self._stop, scenario, limits, engine, seed), daemon=True
        )
        self._process.start()
        sender.close()

    def stop(self) -> None:
        """Ask for the best so far; the result still comes."""
        self._stop.set()

    def kill(self) -> None:
        """End it at once; no result comes."""
        self._process.kill()
        self._process.join()

    def messages(self) -> Iterator[Progress | Result]:
        """Yield progress as it comes and the result last.

        Raises
        ------
        InvalidInput, UnknownEngine, UnsupportedScenario
            As `matcher.solve.solve` raises them.
        SolveFailed
            If the process died or failed otherwise.
        """
        try:
            while True:
                message = self._receiver.recv()
                if isinstance(message, Exception):
                    raise message
                yield message
                if isinstance(message, Result):
                    return
        except (EOFError, OSError):  # a message may have begun
            self._process.join()
            raise SolveFailed(f"the solver died with exit code {self._process.exitcode}") from None
        finally:
            self._receiver.close()
            self._process.join()


def _work(
    sender: Connection,
    stop: Event,
    scenario: Scenario,
    limits: Limits,
    engine: str,
    seed: int,
) -> None:
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        result = solve(
            scenario, limits=limits, engine=engine, seed=seed, listen=sender.send, stop=stop.is_set
        )
        sender.send(result)
    except (InvalidInput, UnknownEngine, UnsupportedScenario) as refusal:
        sender.send(refusal)
    except Exception:  # noqa: BLE001 - whatever it was, the parent must hear of it
        sender.send(SolveFailed(traceback.format_exc()))
    finally:
        sender.close()
