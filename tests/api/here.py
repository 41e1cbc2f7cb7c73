"""What is done in processes of their own, done in this one, which has the solver loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from api.held import HeldPlan
from api.worker.messages import Message, Task
from api.worker.solving import carry_out


class SolveHere:
    """A real solve in this process."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._stopped = threading.Event()

    def messages(self) -> Iterator[Message]:
        said: list[Message] = []
        carry_out(said.append, self._stopped.is_set, self._task)
        yield from said

    def stop(self) -> None:
        self._stopped.set()

    def kill(self) -> None:
        self._stopped.set()

    def memory(self) -> int:
        return 0


class DesksHere:
    """Answers questions in this process."""

    def __init__(self) -> None:
        self._held: dict[str, HeldPlan] = {}
        self._turn = threading.Lock()

    def ask(
        self,
        id_: str,
        documents: Callable[[], tuple[Path, Path]],
        function: Callable[..., Any],
        *arguments: Any,
    ) -> Any:
        with self._turn:
            if id_ not in self._held:
                self._held[id_] = HeldPlan(*documents())
            return function(self._held[id_], *arguments)

    def close(self) -> None:
        self._held.clear()
