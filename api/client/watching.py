"""A plan as it grows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import cast

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from api.client.answers import FINISHED, Event, PlanProgress, PlanStatus
from api.client.connection import AGAIN, Connection, path_of
from api.client.problems import ApiProblem, NoAnswer

SILENCE_SECONDS = 30.0
"""A stream that is silent for so long is dead: a living one gives a sign every fifteen."""

POLL_SECONDS = 1.0

_PIECE = 1 << 16

Listen = Callable[[PlanProgress], None]


def events(
    connection: Connection, id_: str, after: int = 0, *, until: float | None = None
) -> Iterator[Event]:
    """Give what happens to a plan as it happens; go on where a broken stream ended.

    Parameters
    ----------
    connection : Connection
    id_ : str
    after : int
        Number of the last event that is known.
    until : float, optional
        Moment of the monotonic clock to end at, or at most `SILENCE_SECONDS` later.

    Raises
    ------
    ApiProblem
        If it is refused.
    NoAnswer
        If the stream breaks again and again without a word.
    """
    failures = 0
    path = path_of("plans", id_, "events")
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
    while _is_before(until):
        try:
            headers["Last-Event-ID"] = str(after)
            with connection.open(path, headers, SILENCE_SECONDS) as answer:
                if answer.status == HTTPStatus.NO_CONTENT:
                    return
                for event in _events(answer, until):
                    after, failures = event.number, 0
                    yield event
                    if event.kind == "ended":
                        return
        except HTTPError:
            # Not the only break: a server that is stopped ends its streams in good order.
            pass
        failures += 1
        if failures >= connection.patience.tries:
            raise NoAnswer("the event stream breaks again and again")
        if _is_before(until):
            time.sleep(connection.patience.wait(failures))


def wait(
    connection: Connection, id_: str, timeout: float | None, on_progress: Listen | None
) -> PlanStatus:
    """Wait until a plan has ended: listening to its events, or asking again and again.

    Parameters
    ----------
    connection : Connection
    id_ : str
    timeout : float or None
        Most seconds to wait; None: for ever.
    on_progress : callable or None
        Is told where the search stands whenever that is heard of.

    Raises
    ------
    TimeoutError
        If it has not ended in time; it goes on.
    ApiProblem
        If it is refused.
    NoAnswer
        If the service cannot be reached.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    listen = on_progress or (lambda _: None)
    try:
        # The last seconds are asked through: a stream could outlast them in silence.
        until = None if deadline is None else deadline - SILENCE_SECONDS
        for event in events(connection, id_, until=until):
            if event.kind == "progress":
                listen(cast("PlanProgress", event.data))
    except NoAnswer:
        pass
    except ApiProblem as problem:
        if problem.status not in AGAIN:
            raise
    return _poll(connection, id_, deadline, listen)


def _poll(connection: Connection, id_: str, deadline: float | None, listen: Listen) -> PlanStatus:
    known: PlanProgress | None = None
    while True:
        status: PlanStatus = connection.get(path_of("plans", id_, "status"))
        if status["status"] in FINISHED:
            return status
        if status["progress"] is not None and status["progress"] != known:
            known = status["progress"]
            listen(known)
        if not _is_before(deadline):
            raise TimeoutError(f"plan {id_} is {status['status']}")
        time.sleep(POLL_SECONDS)


def _events(answer: BaseHTTPResponse, until: float | None) -> Iterator[Event]:
    """Read server-sent events as they come in."""
    fields: dict[str, str] = {}
    for line in _lines(answer, until):
        name, _, value = line.partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
        elif line == "" and fields:
            yield Event(
                number=int(fields["id"]), kind=fields["event"], data=json.loads(fields["data"])
            )
            fields = {}


def _lines(answer: BaseHTTPResponse, until: float | None) -> Iterator[str]:
    rest = b""
    while _is_before(until) and (piece := answer.read1(_PIECE)):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.decode() for line in lines)


def _is_before(moment: float | None) -> bool:
    return moment is None or time.monotonic() < moment
