"""Questions about ended plans, to a process that holds those that were asked of last."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from api.held import Question, Said, keep
from api.problems import BUSY, Refusal
from matcher.child import Child, ChildFailed

SECONDS = 60.0
"""For one question; and to wait for one's turn."""

Done = TypeVar("Done")


class Desks:
    """One process that lives on between questions; begun when it is needed, and again if it dies.

    It is asked one question at a time, from any thread.

    Parameters
    ----------
    places : int
        For questions that are answered, or wait for their turn.
    """

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._turn = threading.Lock()
        self._keeper: _Keeper | None = None

    def ask(
        self,
        id_: str,
        documents: Callable[[], tuple[Path, Path]],
        function: Callable[..., Done],
        *arguments: Any,  # noqa: ANN401
    ) -> Done:
        """Ask something of an ended plan.

        Parameters
        ----------
        id_ : str
            The plan's. Who asks may see it.
        documents : callable
            Lays down its scenario and its result; called where the plan is not held.
        function : callable
            Of a module: called in the process as ``function(held, *arguments)`` with an
            `api.held.HeldPlan`. `Refusal` and `InvalidInput` pass through.

        Raises
        ------
        Refusal
            503 if the answer, or one's turn, takes too long, or there is no place to wait for it.
        matcher.child.ChildFailed
            If the process dies of the question, twice.
        """
        with self._my_turn():
            question = Question(id=id_, function=function, arguments=arguments)
            said = self._said(question)
            if said.is_missing:
                said = self._said(replace(question, documents=documents()))
        if said.refusal is not None:
            raise said.refusal
        answer: Done = said.answer
        return answer

    def close(self) -> None:
        """End the process."""
        if self._keeper is not None:
            self._keeper.end()
            self._keeper = None

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._turn.acquire(timeout=SECONDS):
                raise _busy()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def _said(self, question: Question) -> Said:
        for is_last in (False, True):
            keeper = self._keeper = self._keeper or _Keeper()
            try:
                return keeper.ask(question)
            except ChildFailed:
                self.close()
                if keeper.is_overdue:
                    raise _busy() from None
                if is_last:
                    raise
        raise AssertionError("unreachable")


class _Keeper:
    """The process, from its beginning to its end.

    Attributes
    ----------
    is_overdue : bool
        Whether it was killed because an answer took too long.
    """

    def __init__(self) -> None:
        theirs, self._questions = multiprocessing.Pipe(duplex=False)
        self._child = Child(keep, theirs, method="forkserver")
        theirs.close()
        self._answers = self._child.messages()
        self.is_overdue = False

    def ask(self, question: Question) -> Said:
        """Ask it; raise `ChildFailed` if it dies, or has ended because nobody asked for long."""
        patience = threading.Timer(SECONDS, self._give_up)
        patience.daemon = True
        patience.start()
        try:
            self._questions.send(question)
            said: Said = next(self._answers)
        except (ChildFailed, StopIteration, BrokenPipeError) as gone:
            raise ChildFailed(str(gone)) from None
        finally:
            patience.cancel()
        return said

    def end(self) -> None:
        """End it at once."""
        self._questions.close()
        self._child.kill()

    def _give_up(self) -> None:
        self.is_overdue = True
        self._child.kill()


def _busy() -> Refusal:
    return Refusal(BUSY, headers={"Retry-After": "10"})
