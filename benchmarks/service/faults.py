"""Kills parts of the server at random moments, and counts what became of its plans."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

import psutil

from benchmarks.measure import Figures
from benchmarks.service.client import Answer, Broken, Client
from benchmarks.service.kills import Kind, targets
from benchmarks.service.served import Served, Stuck, kill, place, wait_until
from benchmarks.service.verdict import Fate, judge
from matcher.check import check
from matcher.formats import parse_plan, read_scenario
from scenarios import path

SCENARIO = "double-crew"
SEARCH_SECONDS = 2.0
RUNNING = 2
LEASE_SECONDS = 3.0

_LONGEST_GAP = 8.0
"""Seconds between two kills; a server that has begun again has then solved something, or not."""

_WAITING_SHARE = 0.5
"""Of the kills, that wait until a plan is solved again; the others may hit a server that starts."""

_TARGET_SECONDS = 90.0
_GONE_SECONDS = 15.0
_DRAIN_SECONDS = 900.0
_POLL_SECONDS = 0.5

_FINAL = {"solved", "failed", "cancelled"}


@dataclass(kw_only=True)
class Asked:
    """What was asked for, by idempotency key; filled by many threads."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    """No more is to be asked for."""
    is_given_up: threading.Event = field(default_factory=threading.Event)
    """Nor is anything waited for."""

    @contextmanager
    def until_over(self) -> Iterator[None]:
        """Let be asked for as long as this goes on; where it fails, let nobody wait."""
        try:
            yield
        except BaseException:
            self.is_given_up.set()
            raise
        finally:
            self.is_over.set()

    def refuse(self, status: int) -> None:
        """Count an answer that is none; one that asks to come back is as good as no answer."""
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.unanswered += 1
        else:
            self.refused[status] += 1

    def fates(self, client: Client) -> Iterator[Fate]:
        """Ask for each again, and give what became of it."""
        scenario = read_scenario(path(SCENARIO)).scenario
        for key, ids in self.ids.items():
            ids.add(_ask(client, key).json["id"])
            id_ = min(ids)
            answer = client.call("GET", f"/v1/plans/{id_}")
            if answer.status != 200:
                yield Fate(ids=frozenset(ids), status=None, endings=0, violations=0)
                continue
            told = answer.json
            plan = (told["result"] or {}).get("plan")
            violations = check(scenario, parse_plan(plan)).violations if plan else ()
            events = client.call("GET", f"/v1/plans/{id_}/events").body.decode().splitlines()
            yield Fate(
                ids=frozenset(ids),
                status=told["status"],
                endings=events.count("event: ended"),
                violations=len(violations),
            )


def faults(*, database: str, kills: int, jobs: int, seed: int) -> Figures:
    """Kill parts of a served instance, with plans in flight, and judge what it did.

    Parameters
    ----------
    database : str
        Address of a PostgreSQL database; empty: SQLite.
    kills : int
    jobs : int
        Plans in flight at the same time.
    seed : int
        Of the moments and the order of the kills.

    Returns
    -------
    dict
        See `benchmarks.service.verdict.judge`; and ``kills`` by kind, ``left_over`` (processes),
        ``refused`` (answers that refuse a request), ``unanswered`` (requests without an
        answer, or told to come back),
        ``restarts`` and ``seconds``.

    Raises
    ------
    Stuck
        If the server does not come back, or does not end.
    """
    began = time.monotonic()
    dice = random.Random(seed)  # noqa: S311 - moments, no secrets
    with place(database) as (folder, own), Served(folder, *_options(kills), database=own) as server:
        client, asked = server.client(), Asked()
        server.wait(client)
        with ThreadPoolExecutor(jobs) as pool, asked.until_over():
            slots = [pool.submit(_keep_one_in_flight, client, asked) for _ in range(jobs)]
            done, starts = _kill_by_turns(server, kills, dice)
        for slot in slots:
            slot.result()
        listed = client.call("GET", "/v1/plans?per_page=1").json["total_items"]
        figures = judge(asked.fates(client), listed=listed)
        server.end()
        _, left = psutil.wait_procs(server.processes(), _GONE_SECONDS)
        begun_again = server.log.read_text(encoding="utf-8").count("died and is begun again")
    return {
        "database": "postgresql" if database else "sqlite",
        "kills": dict(done),
        **figures,
        "left_over": len(left),
        "refused": sum(asked.refused.values()),
        "unanswered": asked.unanswered,
        "restarts": begun_again + starts,
        "seconds": round(time.monotonic() - began),
    }


def _options(kills: int) -> tuple[str, ...]:
    """Let recovery be quick, and no plan be given up that chance hits again and again."""
    return (
        f"--max-running={RUNNING}",
        f"--lease-seconds={LEASE_SECONDS}",
        f"--max-attempts={kills + 1}",
        f"--max-losses={kills + 1}",
        "--requests=1000000/minute",
    )


def _kill_by_turns(server: Served, kills: int, dice: random.Random) -> tuple[Counter[str], int]:
    """Kill so often, each kind in its turn; give how often each, and the starts by hand."""
    done: Counter[str] = Counter()
    for kind in itertools.islice(itertools.cycle(Kind), kills):
        if dice.random() < _WAITING_SHARE:
            _found(Kind.SOLVER, server)
        time.sleep(dice.uniform(0.0, _LONGEST_GAP))
        before = server.processes()
        for process in _found(kind, server):
            kill(process)
        done[kind.value] += 1
        print(f"{sum(done.values()):4} {kind.value}", flush=True)
        if kind.ends_all:
            server.wait_for_end()
            wait_until(
                lambda: not server.processes(), _GONE_SECONDS, f"left over: {len(before)} before"
            )
            server.start()
    return done, done[Kind.SUPERVISOR] + done[Kind.ALL]


def _found(kind: Kind, server: Served) -> Sequence[psutil.Process]:
    """Wait until there is something of a kind to kill, and give it."""
    patience = time.monotonic() + _TARGET_SECONDS
    while not (found := targets(kind, server)):
        if time.monotonic() > patience:
            raise Stuck(f"there is no {kind} to kill")
        time.sleep(0.1)
    return found


def _keep_one_in_flight(client: Client, asked: Asked) -> None:
    """Ask for one plan after the other, and wait for each."""
    while not asked.is_over.is_set():
        key = str(uuid.uuid4())
        accepted = _until_answered(client, asked, key)
        asked.ids[key] = {accepted}
        patience = time.monotonic() + _DRAIN_SECONDS
        while not _has_ended(client, asked, accepted):
            if time.monotonic() > patience or asked.is_given_up.wait(_POLL_SECONDS):
                return  # it is counted as lost
        # Whatever was killed meanwhile: asked again, it is the same plan.
        asked.ids[key].add(_until_answered(client, asked, key))


def _until_answered(client: Client, asked: Asked, key: str) -> str:
    while not asked.is_given_up.wait(_POLL_SECONDS):
        try:
            answer = _ask(client, key)
        except Broken:
            asked.unanswered += 1
        else:
            if answer.status == 202:
                id_: str = answer.json["id"]
                return id_
            asked.refuse(answer.status)
    raise Stuck("given up")


def _ask(client: Client, key: str) -> Answer:
    # The same key always stands above the same words.
    document = {
        "scenario": json.loads(path(SCENARIO).read_bytes()),
        "options": {"max_seconds": SEARCH_SECONDS, "seed": int(key[:4], 16), "engine": "search"},
        "custom": key,
    }
    return client.call("POST", "/v1/plans", json.dumps(document).encode(), {"Idempotency-Key": key})


def _has_ended(client: Client, asked: Asked, id_: str) -> bool:
    try:
        answer = client.call("GET", f"/v1/plans/{id_}/status")
    except Broken:
        asked.unanswered += 1
        return False
    if answer.status != 200:
        asked.refuse(answer.status)
        return answer.status == 404
    return answer.json["status"] in _FINAL
