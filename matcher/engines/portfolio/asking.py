"""A request to stop, passed on to where nobody can ask for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from matcher.engines.interface import StopRequest


class Asking:
    """Asks a question again and again, and passes the first yes on.

    Parameters
    ----------
    seconds : float
        Between two questions.
    tell : callable
        Called once, when the answer is yes.
    """

    def __init__(self, seconds: float, tell: Callable[[], None]) -> None:
        self._seconds, self._tell = seconds, tell
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, stop: StopRequest) -> None:
        """Begin to ask; once it has begun, nothing more."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._ask, args=(stop,), daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Ask no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _ask(self, stop: StopRequest) -> None:
        while not self._over.wait(self._seconds):
            if stop():
                self._tell()
                return
