"""Web and workers in one command."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from flask_openapi.openapi import OpenAPI
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from api.app import create_app
from api.services import Services, open_database
from api.settings import Settings
from api.web import logs
from api.worker import Worker
from api.worker.process import start_process
from api.worker.task import StartSolve
from matcher.child import end_with_parent

_BODY_SECONDS = 120
_PARTING_SECONDS = 30
_AGAIN_SECONDS = 1.0

PRELOADED = [
    "api.reading",
    "api.laying",
    "api.reporting",
    "api.happening",
    "matcher.recommend",
    "matcher.remedy",
    "matcher.shortage",
]
"""What processes of the web process's own begin with."""

_log = logging.getLogger(__name__)


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    threads: int = 32,
    start_solve: StartSolve = start_process,
) -> None:
    """Serve the API and solve its plans until SIGTERM or Ctrl-C.

    A web process with threads and a worker process stand under this one, which begins them again
    when they die. Whatever is killed at whatever moment, no plan is lost that was acknowledged.

    Parameters
    ----------
    settings : Settings
    host : str
        Address to listen on.
    port : int
    threads : int
        Requests answered at the same time; event streams are among them.
    start_solve : callable
        Begins a solve outside the worker; of a module, so that the worker finds it.
    """
    logs.configure()
    open_database(settings).close()  # so that what is wrong is said before anything is started
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    works: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (serve_web, (settings, bind, threads))
    ]
    if settings.max_running:
        works.append((run_worker, (settings, start_solve)))
    _keep_alive(works)


def serve_web(settings: Settings, bind: str, threads: int) -> None:
    """Answer requests until SIGTERM, in a process of its own."""
    end_with_parent()
    logs.configure()
    multiprocessing.set_forkserver_preload(PRELOADED)
    _Server(settings, bind, threads).run()


def run_worker(settings: Settings, start_solve: StartSolve = start_process) -> None:
    """Solve plans until SIGTERM or Ctrl-C; then park what is running.

    Parameters
    ----------
    settings : Settings
    start_solve : callable
    """
    end_with_parent()
    logs.configure()
    multiprocessing.set_forkserver_preload(["api.worker.solving"])
    over = _ending()
    database = open_database(settings)
    worker = Worker(database, settings, start_solve)
    worker.start()
    over.wait()
    worker.stop()
    database.close()


def _ending() -> threading.Event:
    """Give an event that is set when this process is asked to end."""
    over = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, end)
    return over


def _keep_alive(works: list[tuple[Callable[..., None], tuple[Any, ...]]]) -> None:
    """Run each work in a process; begin it again if it dies; end all when asked to."""
    context = multiprocessing.get_context("spawn")
    over = _ending()

    def begin(number: int) -> BaseProcess:
        target, arguments = works[number]
        process = context.Process(target=target, args=arguments, name=target.__name__)
        process.start()
        return process

    processes = [begin(number) for number in range(len(works))]
    while not over.wait(_AGAIN_SECONDS):
        for number, process in enumerate(processes):
            if not process.is_alive():
                _log.error("%s died and is begun again", process.name)
                processes[number] = begin(number)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


class _Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """Tells open requests that the server is about to end, and ends with the process above it."""

    def is_parent_alive(self) -> bool:
        """Say that it is; otherwise end at once."""
        if not super().is_parent_alive():
            # Kept-alive connections would hold the address for another half a minute, in which
            # nobody else could answer.
            os._exit(1)
        return True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        Services.of(self.app.wsgi()).is_ending.set()
        super().handle_exit(sig, frame)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    def __init__(self, settings: Settings, bind: str, threads: int) -> None:
        self._settings = settings
        self._options = {
            "bind": bind,
            # More processes would each count their own requests.
            "workers": 1,
            "worker_class": "api.serve._Worker",
            "threads": threads,
            "timeout": _BODY_SECONDS,
            "graceful_timeout": _PARTING_SECONDS,
            "worker_exit": lambda _server, worker: Services.of(worker.app.wsgi()).close(),
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> OpenAPI:
        """Make the app, in the process that answers requests."""
        return create_app(self._settings)
