"""Runs in processes of this machine, behind the same interface as on a cluster."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from matcher.child import end_with_parent
from matcher.engines.interface import decline, ignore
from matcher.engines.portfolio.asking import Asking

ASK_SECONDS = 0.2
"""Between two questions whether to stop."""

T = TypeVar("T")


class ProcessPool(Executor):
    """Processes that solve one thing after the other, so that each is started only once.

    Parameters
    ----------
    workers : int
    """

    def __init__(self, workers: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="linli-")
        # A file tells processes of any origin to stop, and costs next to nothing to ask for.
        self._flag = Path(self._folder.name) / "stop"
        self._pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), initializer=_begin
        )
        self._asking = Asking(ASK_SECONDS, self._flag.touch)

    def submit(  # type: ignore[override] # it takes what `solve_request` takes
        self,
        solve: Callable[..., T],
        /,
        *arguments: Any,  # noqa: ANN401
    ) -> Future[T]:
        """Let a process solve; `arguments` end with listen, stop and offer."""
        *given, _listen, stop, _offer = arguments
        self._asking.begin(stop)
        return self._pool.submit(_solve_there, solve, given, self._flag)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base's
        """End the processes."""
        self._asking.end()
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._folder.cleanup()


def _begin() -> None:
    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def _solve_there(solve: Callable[..., T], given: Sequence[Any], flag: Path) -> T:
    return solve(*given, ignore, flag.exists, decline)
