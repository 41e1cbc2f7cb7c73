"""Callers at a served instance that solves all the time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measure import Figures
from benchmarks.service.client import Client
from benchmarks.service.latency import latencies, span, table
from benchmarks.service.memory import Watch
from benchmarks.service.served import Served, Stuck, place, wait_until
from benchmarks.shared import MissingData
from scenarios import path

ASKED = "LINLI_LOAD"
"""The variable with what callers talk of."""

SMALL, LONG = "double-crew", "station-week"

_CALLERS = Path(__file__).with_name("callers.py")
_SAMPLE_SECONDS = 1.0
_SOLVED_SECONDS = 180.0
_PARTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def load(*, database: str, minutes: float, clients: int) -> Figures:
    """Let callers in on a served instance that solves all the while, and time its answers.

    Parameters
    ----------
    database : str
        Address of a PostgreSQL database; empty: SQLite.
    minutes : float
    clients : int
        Callers at the same time, who wait a tenth to half a second between two calls.

    Returns
    -------
    dict
        ``calls`` (by name: requests, errors and milliseconds), ``per_second``, ``web_mb`` (of the
        process that answers, from the start to the end in quarters) and ``solving`` (whether the
        long solve went on to the end).

    Raises
    ------
    MissingData
        If there is no locust.
    """
    if find_spec("locust") is None:
        raise MissingData("there is no locust: pip install '.[load]'")
    options = (f"--max-seconds={minutes * 60 + 600}", "--requests=1000000/minute")
    with place(database) as (folder, own), Served(folder, *options, database=own) as server:
        client = server.client()
        server.wait(client)
        asked = _something_to_talk_of(client)
        long = _ask(client, LONG, minutes * 60 + 300, priority=9)
        wait_until(lambda: _status(client, long) == "running", _SOLVED_SECONDS, "nothing runs")
        with Watch(lambda: server.web()[-1:], _SAMPLE_SECONDS) as memory:
            told = _call(client, asked, minutes, clients)
        still = _status(client, long)
        client.call("POST", f"/v1/plans/{long}/cancel")
        server.end()
    rows, seconds = latencies(told), span(told)
    print(table(rows), flush=True)
    return {
        "database": "postgresql" if database else "sqlite",
        "clients": clients,
        "seconds": round(seconds),
        "per_second": round(rows[-1].requests / seconds, 1),
        "errors": rows[-1].errors,
        "web_mb": memory.at(*_PARTS),
        "solving": still == "running",
        "calls": {row.name: asdict(row) for row in rows},
    }


def _something_to_talk_of(client: Client) -> dict[str, Any]:
    scenario = json.loads(path(SMALL).read_bytes())
    id_ = _ask(client, SMALL, 1.0)
    wait_until(lambda: _status(client, id_) == "solved", _SOLVED_SECONDS, "nothing is solved")
    plan = client.call("GET", f"/v1/plans/{id_}").json["result"]["plan"]
    return {
        "headers": client.headers,
        "plan": id_,
        "need": scenario["needs"][0]["id"],
        "scenario": scenario,
        "analysis": {"scenario_id": SMALL, "plan": plan},
    }


def _ask(client: Client, scenario: str, seconds: float, priority: int = 0) -> str:
    options = {"max_seconds": seconds, "engine": "search", "priority": priority}
    document = json.dumps({"scenario_id": scenario, "options": options}).encode()
    answer = client.call("POST", "/v1/plans", document)
    if answer.status != 202:
        raise Stuck(f"a plan is refused with {answer.status}")
    id_: str = answer.json["id"]
    return id_


def _status(client: Client, id_: str) -> str:
    status: str = client.call("GET", f"/v1/plans/{id_}/status").json["status"]
    return status


def _call(
    client: Client, asked: dict[str, Any], minutes: float, clients: int
) -> list[dict[str, Any]]:
    """Let locust call, in a process of its own: it changes the one that it is in."""
    count, seconds = str(clients), f"{round(minutes * 60)}s"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "locust", "--locustfile", _CALLERS, "--headless", "--json"),
            "--only-summary",
            *("--host", client.address, "--users", count, "--spawn-rate", count),
            *("--run-time", seconds, "--stop-timeout", "30s", "--loglevel", "WARNING"),
        ],
        env={**os.environ, ASKED: json.dumps(asked)},
        stdout=subprocess.PIPE,
        check=False,  # it fails where any answer did, which is counted
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told
