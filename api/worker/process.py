"""A solve in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psutil

from api.worker.messages import Message, Task
from matcher.child import Child, Send


class SolveProcess:
    """One task in a spawned process.

    Parameters
    ----------
    task : Task
    """

    def __init__(self, task: Task) -> None:
        self._child = Child(_carry_out, task, method="forkserver")

    def messages(self) -> Iterator[Message]:
        """Yield what it tells, a last result or a refusal at the end.

        Raises
        ------
        matcher.child.ChildFailed
            If it dies or fails.
        """
        return self._child.messages()

    def stop(self) -> None:
        """Ask for the best so far."""
        self._child.stop()

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()

    def memory(self) -> int:
        """Give the bytes of memory that it and what it has started take now."""
        try:
            first = psutil.Process(self._child.pid)
            return sum(each.memory_info().rss for each in [first, *first.children(recursive=True)])
        except psutil.NoSuchProcess:
            return 0


def start_process(task: Task) -> SolveProcess:
    """Solve in a spawned process."""
    return SolveProcess(task)


def _carry_out(send: Send, stop: Callable[[], bool], task: Task) -> None:
    # The worker itself needs no solver; whence its children come has imported it.
    from api.worker.solving import carry_out  # noqa: PLC0415

    carry_out(send, stop, task)
