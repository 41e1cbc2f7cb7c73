"""A server whose solves end when the file ``go`` is in its data folder.

Run as ``python gated_server.py FOLDER PORT``; it prints an API key first.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from api.access import Actor, Scope
from api.serve import serve
from api.services import open_database
from api.settings import Settings
from api.store import Keys
from api.worker.messages import Found, Message, Noted, Task

FOLDER = Path(sys.argv[1])
CLI = Actor(key="cli", owner="")


class GatedSolve:
    def __init__(self, task: Task) -> None:
        self.task = task
        self.killed = self.stopped = False

    def messages(self) -> Iterator[Message]:
        yield Noted(progress={"engine": "gated", "iterations": 1, "seconds": 0.0})
        while not (FOLDER / "go").exists() and not self.stopped:
            if self.killed:
                raise RuntimeError("killed")
            time.sleep(0.02)
        scenario = json.loads(self.task.scenario.read_bytes())
        path = self.task.folder / "result.json"
        plan = {"scenario": scenario["id"], "score": {"terms": [], "totals": []}}
        path.write_text(json.dumps({"plan": plan, "run": None}))
        yield Found(result=path, summary={}, seconds=1.0, is_last=True, is_cancelled=self.stopped)

    def stop(self) -> None:
        self.stopped = True

    def kill(self) -> None:
        self.killed = True

    def memory(self) -> int:
        return 0


def first_key(settings: Settings) -> str:
    database = open_database(settings)
    keys = Keys(database)
    if not keys.tenants(""):
        keys.add_tenant("main", "main", None, CLI)
    _, secret = keys.add("main", "test", Scope.PLAN, CLI)
    database.close()
    return str(secret)


if __name__ == "__main__":
    SETTINGS = Settings(data=FOLDER, lease_seconds=2.0)
    sys.stdout.write(f"{first_key(SETTINGS)}\n")
    sys.stdout.flush()
    serve(SETTINGS, port=int(sys.argv[2]), start_solve=GatedSolve)
