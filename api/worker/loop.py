"""The worker: claims plans, keeps its claims alive, and hands on what others have left behind."""

from __future__ import annotations

import logging
import threading
import time

from api.settings import Settings
from api.store import Database, Queue, forget
from api.worker import failures
from api.worker.postman import Postman
from api.worker.process import start_process
from api.worker.task import Running, StartSolve
from api.workspace import Workspace

_TICK = 0.2
_RENEWALS = 5
"""How often a lease is renewed before it would run out."""

_HOUR = 3600.0

_log = logging.getLogger(__name__)


class Worker:
    """Runs up to `Settings.max_running` solves at the same time, until it is stopped.

    Any number of workers, on any number of machines, may share a database.

    Parameters
    ----------
    database : Database
    settings : Settings
    start_solve : callable
        Begins a solve outside this process.
    """

    def __init__(
        self, database: Database, settings: Settings, start_solve: StartSolve = start_process
    ) -> None:
        self._database, self._settings, self._start_solve = database, settings, start_solve
        self._queue = Queue(database, settings.lease_seconds)
        self._postman = Postman(database, settings)
        self._workspace = Workspace(settings.data)
        self._closing = threading.Event()
        self._running: dict[str, Running] = {}
        self._renewed = self._forgot = float("-inf")
        self._thread = threading.Thread(target=self._supervise, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._postman.start()

    def stop(self) -> None:
        """Park running solves: their plans wait again, with the best found so far to go on from."""
        self._closing.set()
        self._postman.stop()
        self._thread.join()
        for running in self._running.values():
            running.park()
        patience = time.monotonic() + self._settings.parting_seconds
        while time.monotonic() < patience and self._is_busy():
            self._renew()
            time.sleep(_TICK)
        for running in self._running.values():
            running.kill()
        for running in self._running.values():
            running.join()
        self._workspace.close()

    def _is_busy(self) -> bool:
        return any(running.is_alive() for running in self._running.values())

    def _supervise(self) -> None:
        while not self._closing.wait(_TICK):
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001  # a dead supervisor would go unseen
                # A full disk may recover; the plans wait in the store meanwhile.
                _log.error("the worker stumbled over %s", type(error).__name__)

    def _tick(self) -> None:
        self._running = {
            lease: running for lease, running in self._running.items() if running.is_alive()
        }
        for running in self._running.values():
            running.watch()
        self._renew()
        if time.monotonic() - self._forgot > _HOUR:
            self._forgot = time.monotonic()
            self._forget()
        while len(self._running) < self._settings.max_running:
            claim = self._queue.claim()
            if claim is None:
                return
            self._running[claim.lease] = Running(
                claim, self._queue, self._settings, self._workspace.folder, self._start_solve
            )

    def _renew(self) -> None:
        """Renew the claims, hear of wishes to stop, and take over from the dead."""
        now = time.monotonic()
        is_due = now - self._renewed > self._settings.lease_seconds / _RENEWALS
        if is_due:
            self._renewed = now
            left = self._queue.reclaim(self._settings.max_losses, failures.WORKERS_DIED)
            if left:
                _log.warning("plans left by a worker that died: %d", left)
        if not self._running:
            return
        wishes = self._queue.renew(self._running) if is_due else self._queue.wishes(self._running)
        for lease, running in self._running.items():
            if lease in wishes:
                if wishes[lease]:
                    running.stop()
            elif running.is_alive():
                running.lose()

    def _forget(self) -> None:
        settings = self._settings
        removed = forget(
            self._database, plan_days=settings.keep_days, audit_days=settings.audit_days
        )
        if removed:
            _log.info("plans no longer kept: %d", removed)
