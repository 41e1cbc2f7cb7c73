"""Web and solver in one command, under gunicorn."""

from __future__ import annotations

import logging

from flask_openapi.openapi import OpenAPI
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from api.app import create_app
from api.lock import FolderLock
from api.runner import Runner, StartSolve, start_process
from api.services import Services
from api.settings import Settings

_BODY_SECONDS = 120
_PARTING_SECONDS = 30


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    threads: int = 8,
    start_solve: StartSolve = start_process,
) -> None:
    """Serve the API and solve its plans until SIGTERM or Ctrl-C; then leave the process.

    One web process with threads, and one runner in it. Killed at any moment, it loses no plan it
    has acknowledged: started again, it goes on with them.

    Parameters
    ----------
    settings : Settings
    host : str
        Address to listen on. There are no accounts yet: whoever reaches it sees every plan.
    port : int
    threads : int
        Requests answered at the same time.
    start_solve : callable
        Begins a solve outside this process.

    Raises
    ------
    DataFolderInUse
        If another process serves the same data folder.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Tried here so that it is said before anything is started; the runner takes it for good.
    lock = FolderLock(settings.data)
    lock.acquire()
    lock.release()
    _Server(
        settings, f"[{host}]:{port}" if ":" in host else f"{host}:{port}", threads, start_solve
    ).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    def __init__(
        self, settings: Settings, bind: str, threads: int, start_solve: StartSolve
    ) -> None:
        self._settings = settings
        self._start_solve = start_solve
        self._runner: Runner | None = None
        self._options = {
            "bind": bind,
            # More processes would each start a runner; the folder has one.
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": _BODY_SECONDS,
            "graceful_timeout": _PARTING_SECONDS,
            "worker_exit": lambda _server, _worker: self._part(),
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> OpenAPI:
        """Make the app and start the runner, in the process that answers requests."""
        app = create_app(self._settings)
        self._runner = Runner(Services.of(app).store, self._settings, self._start_solve)
        self._runner.start()
        return app

    def _part(self) -> None:
        if self._runner is not None:
            self._runner.stop()
