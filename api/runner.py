"""Solves the jobs of the store, each in a process of its own, a few at a time."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from api.jobs import Failure, Job, Status
from api.lock import FolderLock
from api.schemas import PlanOptions, adapter
from api.settings import Settings
from api.store import Store, StoreError
from matcher.engines import Limits, Progress, UnsupportedScenario
from matcher.formats import parse_scenario, plan_document
from matcher.model import Ended, InvalidInput, Result, Run, Scenario

_TICK = 0.2
_NOTE_EVERY = 1.0

_log = logging.getLogger(__name__)

GAVE_UP = Failure(
    code="solver_died",
    en="The solver died or failed each time it was begun.",
    zh="求解程序每次启动后都异常终止。",
)
TOOK_TOO_LONG = Failure(
    code="solver_overdue",
    en="The solver did not end in time and was killed.",
    zh="求解程序超时未结束，已被终止。",
)
REFUSED = Failure(
    code="invalid_scenario",
    en="The scenario, accepted earlier, is no longer valid for this version.",
    zh="此前接受的情景已不符合当前版本的要求。",
)


UNSUPPORTED = Failure(
    code="unsupported_scenario",
    en="The engine asked for cannot take this scenario; let `auto` choose one.",
    zh="所选求解引擎不支持该情景；请改用 auto。",
)


class Solve(Protocol):
    """One solve under way, outside this process; `matcher.background.SolveProcess` is one."""

    def messages(self) -> Iterator[Progress | Result]:
        """Yield progress as it comes and the result last; raise if it fails or dies."""

    def stop(self) -> None:
        """Ask for the best so far."""

    def kill(self) -> None:
        """End it at once."""


StartSolve = Callable[[Scenario, Limits, str, int], Solve]


def start_process(scenario: Scenario, limits: Limits, engine: str, seed: int) -> Solve:
    """Solve in a spawned process."""
    from matcher.background import SolveProcess  # noqa: PLC0415

    return SolveProcess(scenario, limits, engine, seed)


class Runner:
    """Supervises up to `Settings.max_running` solves of one data folder.

    It meets the web side only in the store: it looks there for jobs that wait, for jobs asked to
    stop, and for jobs left running by a process that died.

    Parameters
    ----------
    store : Store
    settings : Settings
    start_solve : callable
        Begins a solve outside this process.
    """

    def __init__(
        self, store: Store, settings: Settings, start_solve: StartSolve = start_process
    ) -> None:
        self._store = store
        self._settings = settings
        self._start_solve = start_solve
        self._lock = FolderLock(settings.data)
        self._closing = threading.Event()
        self._tasks: dict[str, _Task] = {}
        self._thread = threading.Thread(target=self._supervise, name="runner", daemon=True)

    def start(self) -> None:
        """Take the data folder and begin; raise `DataFolderInUse` if another process has it."""
        self._lock.acquire()
        self._thread.start()

    def stop(self) -> None:
        """Put running jobs back, as if not begun, and let go of the data folder."""
        self._closing.set()
        self._thread.join()
        for task in self._tasks.values():
            task.put_back()
        for task in self._tasks.values():
            task.join()
        self._lock.release()

    def _supervise(self) -> None:
        while not self._closing.wait(_TICK):
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001  # a dead supervisor would go unseen
                # A full disk may recover; the jobs wait in the store meanwhile.
                _log.error("the runner stumbled over %s", type(error).__name__)

    def _tick(self) -> None:
        self._tasks = {id_: task for id_, task in self._tasks.items() if task.is_alive()}
        running = self._store.running()
        if abandoned := running.keys() - self._tasks.keys():
            _log.warning("solves that died: %s", ", ".join(sorted(abandoned)))
            self._store.retry(abandoned, self._settings.max_attempts, GAVE_UP)
        for id_, task in self._tasks.items():
            task.watch(stop=running.get(id_, False))
        while len(self._tasks) < self._settings.max_running and (job := self._store.claim()):
            self._tasks[job.id] = _Task(job, self._store, self._settings, self._start_solve)


class _Task:
    """One job being solved, listened to by a thread of its own.

    The thread that ends without having changed the job's status leaves it to the supervisor,
    which lets it be tried again.
    """

    def __init__(self, job: Job, store: Store, settings: Settings, start_solve: StartSolve) -> None:
        self._job = job
        self._store = store
        self._grace = settings.grace_seconds
        self._start_solve = start_solve
        self._process: Solve | None = None
        self._deadline = math.inf
        self._overdue = False
        self._putting_back = False
        self._noted = -math.inf
        self._thread = threading.Thread(target=self._run, name=f"plan {job.id}", daemon=True)
        _log.info("plan %s: attempt %d begins", job.id, job.attempts)
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def join(self) -> None:
        self._thread.join()

    def watch(self, *, stop: bool) -> None:
        """Pass on a wish to stop; kill a solve that is overdue."""
        if self._process is None:
            return
        if stop:
            self._process.stop()
        if time.monotonic() > self._deadline:
            self._overdue = True
            self._process.kill()

    def put_back(self) -> None:
        """Kill the solve; its job waits again."""
        self._putting_back = True
        if self._process is not None:
            self._process.kill()

    def _run(self) -> None:
        try:
            self._carry_out()
        except StoreError as error:
            _log.error("plan %s: not kept: %s", self._job.id, type(error).__name__)

    def _carry_out(self) -> None:
        id_ = self._job.id
        try:
            result = self._solve()
        except InvalidInput:
            self._store.fail(id_, REFUSED)
        except UnsupportedScenario:
            self._store.fail(id_, UNSUPPORTED)
        except Exception as error:  # noqa: BLE001  # whatever it died of, the job lives on
            # Only the kind of error is logged: its words may hold people's data.
            _log.warning("plan %s: the solve ended with %s", id_, type(error).__name__)
            if self._putting_back:
                self._store.put_back(id_)
            elif self._overdue:
                self._store.fail(id_, TOOK_TOO_LONG)
        else:
            cancelled = result.plan.ended is Ended.CANCELLED
            status = Status.CANCELLED if cancelled else Status.SOLVED
            self._store.finish(id_, status, _document(result))
            _log.info("plan %s: %s", id_, status)

    def _solve(self) -> Result:
        options = adapter(PlanOptions).validate_python(self._job.options)
        scenario = parse_scenario(self._store.scenario(self._job.id)).scenario
        limits = options.limits()
        self._process = self._start_solve(scenario, limits, options.engine, options.seed)
        self._deadline = time.monotonic() + (limits.max_seconds or 0) + self._grace
        if self._putting_back:
            self._process.kill()
        for message in self._process.messages():
            if isinstance(message, Result):
                return message
            self._note(message)
        raise RuntimeError("the solve ended without a result")

    def _note(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._noted < _NOTE_EVERY:
            return
        self._noted = now
        try:
            self._store.note(self._job.id, adapter(Progress).dump_python(progress, mode="json"))
        except StoreError as error:
            # Progress is worth less than the solve it tells of.
            _log.warning("plan %s: progress not kept: %s", self._job.id, type(error).__name__)


def _document(result: Result) -> dict[str, Any]:
    run = adapter(Run).dump_python(result.run, mode="json")
    return {"plan": plan_document(result.plan), "run": run}
