"""Files that live no longer than the process that works on them."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path


class Workspace:
    """A folder of this process alone; what dead processes have left is cleared away.

    Each folder holds a lock for as long as its process lives, so a locked one is in use.

    Parameters
    ----------
    data : Path
        The data folder.
    """

    def __init__(self, data: Path) -> None:
        above = data / "work"
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(dir=above))
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        for other in above.iterdir():
            if other != self.folder:
                _clear_if_left(other)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._lock)


def _clear_if_left(folder: Path) -> None:
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:  # just being made, or just being removed
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)
