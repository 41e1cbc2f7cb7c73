"""One runner to a data folder."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path


class DataFolderInUse(RuntimeError):
    """Another process runs the jobs of this data folder."""


class FolderLock:
    """Held by one process at a time; the system lets go of it when that process dies.

    Parameters
    ----------
    folder : Path
        An existing folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "runner.lock"
        self._file: int | None = None

    def acquire(self, patience: float = 5.0) -> None:
        """Take the lock, waiting up to `patience` seconds for a process that is going down.

        Raises
        ------
        DataFolderInUse
        """
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(file)
                    raise DataFolderInUse(
                        f"another process runs the jobs in {self._path.parent}"
                    ) from None
                time.sleep(0.05)
            else:
                self._file = file
                return

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
