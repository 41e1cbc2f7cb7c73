"""A scenario as large as bodies get, where it is taken and where it is not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import psutil

from benchmarks.service.client import Answer, Client
from benchmarks.service.memory import Watch
from benchmarks.service.served import Served, place

MEGABYTE = 1_000_000
MOST_WEB_MB = 500.0

_START = datetime.fromisoformat("2026-11-23T00:00+08:00")
_DAYS = 14
_SAMPLE_SECONDS = 0.05
_ANSWER_SECONDS = 1800.0

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a request took.

    Attributes
    ----------
    status : int
        Of the answer.
    megabytes : float
        Of the document sent or fetched.
    seconds : float
    web_mb, reader_mb : float
        Most memory of a process that answers, and of one that reads for it.
    """

    status: int
    megabytes: float
    seconds: float
    web_mb: float
    reader_mb: float


def large_body(*, database: str, megabytes: float) -> dict[str, Cost]:
    """Send a large scenario to a server with default limits, and to one with limits above it.

    Parameters
    ----------
    database : str
        Address of a PostgreSQL database; empty: SQLite.
    megabytes : float
        How large.

    Returns
    -------
    dict
        ``refused`` and ``taken``, and ``given``: fetching it again from the one that took it.
    """
    with place("") as (above, _):
        above.mkdir()
        body = above / "body.json"
        needs = write_body(body, megabytes)
        with _served(database) as (server, client):
            refused = _post(server, client, body)[1]
        limits = (f"--max-body-bytes={body.stat().st_size}", f"--max-needs={needs}")
        with _served(database, *limits) as (server, client):
            answer, taken = _post(server, client, body)
            given = _fetch(server, client, answer)
    return {"refused": refused, "taken": taken, "given": given}


def is_well(costs: Mapping[str, Cost]) -> bool:
    """Say whether each was answered as it should be, by a process that stayed small."""
    statuses = {name: cost.status for name, cost in costs.items()}
    return statuses == {"refused": 413, "taken": 202, "given": 200} and all(
        cost.web_mb < MOST_WEB_MB for cost in costs.values()
    )


def write_body(file: Path, megabytes: float) -> int:
    """Write a request for a plan of a valid scenario of so many megabytes; give its needs."""
    number, left = 1, megabytes * MEGABYTE
    with file.open("wb") as to:
        left -= to.write(json.dumps({"scenario": _ground()}).encode()[:-2])
        left -= to.write(b', "needs": [' + _need(number))
        while left > 0:
            number += 1
            left -= to.write(b"," + _need(number))
        to.write(b"]}}")
    return number


@contextmanager
def _served(database: str, *options: str) -> Iterator[tuple[Served, Client]]:
    """Serve without solving."""
    with (
        place(database) as (folder, own),
        Served(folder, "--max-running=0", *options, database=own) as server,
    ):
        client = server.client(_ANSWER_SECONDS)
        server.wait(client)
        yield server, client
        server.end()


def _post(server: Served, client: Client, body: Path) -> tuple[Answer, Cost]:
    size = body.stat().st_size
    length = {"Content-Length": str(size)}
    with body.open("rb") as file:
        answer, cost = _measured(server, lambda: client.call("POST", "/v1/plans", file, length))
    return answer, replace(cost, status=answer.status, megabytes=round(size / MEGABYTE, 1))


def _fetch(server: Served, client: Client, accepted: Answer) -> Cost:
    if accepted.status != HTTPStatus.ACCEPTED:
        return Cost(status=0, megabytes=0, seconds=0, web_mb=0, reader_mb=0)
    path = f"{accepted.json['href']}/input"
    (status, length), cost = _measured(server, lambda: client.count(path))
    return replace(cost, status=status, megabytes=round(length / MEGABYTE, 1))


def _measured(server: Served, do: Callable[[], Done]) -> tuple[Done, Cost]:
    web = server.web()
    with (
        Watch(lambda: web, _SAMPLE_SECONDS) as answering,
        Watch(lambda: _readers(web), _SAMPLE_SECONDS) as reading,
    ):
        began = time.monotonic()
        done = do()
        seconds = time.monotonic() - began
    cost = Cost(
        status=0,
        megabytes=0.0,
        seconds=round(seconds, 1),
        web_mb=answering.peak,
        reader_mb=reading.peak,
    )
    return done, cost


def _readers(web: list[psutil.Process]) -> list[psutil.Process]:
    return [each for one in web for each in one.children() if each not in web]


def _ground() -> dict[str, Any]:
    """Give all of a scenario but its needs."""
    place = {"lat": 28.2, "lon": 112.9}
    shift = {"id": "s", "start": _moment(0, 8), "end": _moment(0, 12)}
    return {
        "format": "linli.scenario/1",
        "id": "large",
        "start": _moment(0, 0),
        "days": _DAYS,
        "communities": [{"id": "c", "name": "桥头", "tier": "community", "place": place}],
        "services": [{"id": "visit", "name": "探访"}],
        "helpers": [{"id": "h", "kind": "volunteer", "community": "c", "shifts": [shift]}],
    }


def _need(number: int) -> bytes:
    """Give a need with a window on every day."""
    windows = [{"start": _moment(day, 8), "end": _moment(day, 11)} for day in range(_DAYS)]
    need = {"id": f"n{number}", "service": "visit", "community": "c", "windows": windows}
    return json.dumps(need, separators=(",", ":")).encode()


def _moment(day: int, hour: int) -> str:
    return (_START + timedelta(days=day, hours=hour)).isoformat(timespec="minutes")
