"""One plan being solved, from its claim to its end."""

from __future__ import annotations

import logging
import math
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.jobs import Failure, Status
from api.settings import Settings
from api.store import Claim, Queue, StoreError
from api.worker import failures
from api.worker.messages import Found, Noted, Refused, Solve, Task

_NOTE_EVERY = 1.0

_log = logging.getLogger(__name__)

StartSolve = Callable[[Task], Solve]


class Running:
    """A claimed plan, listened to by a thread of its own.

    The thread that cannot change the plan in the store leaves it to whoever finds its lease
    run out.

    Parameters
    ----------
    claim : Claim
    queue : Queue
    settings : Settings
    folder : Path
        For a folder of its own, removed at the end.
    start_solve : callable
        Begins a solve outside this process.
    """

    def __init__(
        self,
        claim: Claim,
        queue: Queue,
        settings: Settings,
        folder: Path,
        start_solve: StartSolve,
    ) -> None:
        self.claim = claim
        self._queue, self._settings, self._start_solve = queue, settings, start_solve
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self._solve: Solve | None = None
        self._deadline = math.inf
        self._why_killed: Failure | None = None
        self._is_parking = self._is_lost = False
        self._noted = -math.inf
        self._thread = threading.Thread(target=self._run, name=f"plan {claim.id}", daemon=True)
        _log.info("attempt begins", extra={"plan": claim.id, "attempt": claim.attempts})
        self._thread.start()

    def is_alive(self) -> bool:
        """Say whether there is more to come."""
        return self._thread.is_alive()

    def join(self, seconds: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(seconds)

    def stop(self) -> None:
        """Pass on a wish to stop."""
        if self._solve is not None:
            self._solve.stop()

    def watch(self) -> None:
        """Kill a solve that takes too long or too much."""
        if self._solve is None or self._why_killed is not None:
            return
        if time.monotonic() > self._deadline:
            self._why_killed = failures.OVERDUE
        elif self._solve.memory() > self._settings.max_solve_bytes:
            self._why_killed = failures.TOO_LARGE
        if self._why_killed is not None:
            self._solve.kill()

    def lose(self) -> None:
        """End without a word: the plan is somebody else's by now."""
        self._is_lost = True
        self.kill()

    def park(self) -> None:
        """Ask for the best so far, to go on from it another time."""
        self._is_parking = True
        self.stop()

    def kill(self) -> None:
        """End the solve at once."""
        if self._solve is not None:
            self._solve.kill()

    def _run(self) -> None:
        try:
            self._carry_out()
        except StoreError as error:
            _log.error("not kept: %s", type(error).__name__, extra={"plan": self.claim.id})
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _carry_out(self) -> None:
        claim = self.claim
        try:
            last = self._listen()
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it died of, the plan lives on
            self._fell_over(error)
            return
        if isinstance(last, Refused):
            self._queue.fail(claim, last.failure)
        elif self._is_parking and last.is_cancelled:
            self._keep(last)
            self._queue.put_back(claim)
        else:
            status = Status.CANCELLED if last.is_cancelled else Status.SOLVED
            with last.result.open("rb") as result:
                held = self._queue.finish(claim, status, result, last.summary, last.changes)
            _log.info("ended", extra={"plan": claim.id, "status": status, "kept": held})

    def _fell_over(self, error: Exception) -> None:
        # Only the kind of error is logged: its words may hold people's data.
        _log.warning("ended with %s", type(error).__name__, extra={"plan": self.claim.id})
        if self._is_lost:
            return
        if self._is_parking:
            self._queue.put_back(self.claim)
        elif self._why_killed is not None:
            self._queue.fail(self.claim, self._why_killed)
        else:
            self._queue.retry(self.claim, self._settings.max_attempts, failures.GAVE_UP)

    def _listen(self) -> Found | Refused:
        """Begin the solve and hear it out."""
        task = self._prepare()
        self._solve = self._start_solve(task)
        seconds: float = task.options.get("max_seconds") or 0
        self._deadline = time.monotonic() + seconds + self._settings.grace_seconds
        if self._is_parking:
            self._solve.stop()
        if self._is_lost:
            self._solve.kill()
        for message in self._solve.messages():
            if isinstance(message, Noted):
                self._note(message.progress)
            elif isinstance(message, Refused) or message.is_last:
                return message
            else:
                self._keep(message)
        raise RuntimeError("the solve ended without a result")

    def _prepare(self) -> Task:
        names = ("scenario.json", "start.json", "origin.json")
        scenario, result, origin = (self._folder / name for name in names)
        with scenario.open("wb") as to, result.open("wb") as best, origin.open("wb") as whence:
            self._queue.fetch(self.claim, to, best, whence)
        return Task(
            scenario=scenario,
            result=result if self.claim.has_result else None,
            folder=self._folder,
            options=self.claim.options,
            spent=self.claim.spent,
            cluster=self._settings.cluster,
            origin=origin if self.claim.has_origin else None,
        )

    def _note(self, progress: dict[str, Any]) -> None:
        now = time.monotonic()
        if now - self._noted < _NOTE_EVERY:
            return
        self._noted = now
        try:
            self._queue.note(self.claim, progress)
        except StoreError as error:
            # Progress is worth less than the solve it tells of.
            _log.warning("progress: %s", type(error).__name__, extra={"plan": self.claim.id})

    def _keep(self, found: Found) -> None:
        with found.result.open("rb") as result:
            self._queue.keep(self.claim, result, found.summary, found.seconds, found.changes)
        found.result.unlink()
