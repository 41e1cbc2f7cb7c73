import subprocess
import sys
import threading

import pytest

from api.lock import DataFolderInUse, FolderLock

HOLD = """
import sys, pathlib
from api.lock import FolderLock
FolderLock(pathlib.Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused(tmp_path):
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    with pytest.raises(DataFolderInUse, match="another process"):
        second.acquire(patience=0.1)
    first.release()
    second.acquire(patience=0)
    second.release()


def test_a_second_holder_waits_for_one_that_is_going_down(tmp_path):
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.acquire()
    threading.Timer(0.2, first.release).start()
    second.acquire(patience=5)
    second.release()


def test_a_holder_that_is_killed_holds_no_longer(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderInUse):
            FolderLock(tmp_path).acquire(patience=0)
        holder.kill()
    lock = FolderLock(tmp_path)
    lock.acquire(patience=1)
    lock.release()
