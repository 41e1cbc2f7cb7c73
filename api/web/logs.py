"""The log as lines of JSON, without people's data."""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, has_request_context, request

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_access = logging.getLogger("linli.access")


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON.

    Members are ``time`` (ISO 8601, UTC), ``level``, ``logger``, ``message``, ``request_id`` within
    a request, whatever was given as ``extra``, and for an error its kind and where it arose:
    its own words may hold people's data and are left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            line["request_id"] = g.request_id
        line.update((name, value) for name, value in vars(record).items() if name not in _OWN)
        if record.exc_info and (error := record.exc_info[1]) is not None:
            line["error"] = type(error).__name__
            line["frames"] = _frames(error.__traceback__)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(level: str = "INFO") -> None:
    """Let every logger of the process write JSON to the standard error stream.

    Parameters
    ----------
    level : str
        The least that is written.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # It warns of bad answers with the whole URL, in which receivers keep their secrets.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def register(app: Flask) -> None:
    """Write a line for each request: its rule, never its path or query, which may hold ids.

    The time is that until the answer began to be sent; ``bytes`` is null where it has no length.
    To be registered right after `request_ids`, so that the line tells of what is really sent.

    Parameters
    ----------
    app : Flask
    """
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    g.begun = time.monotonic()


def _tell(response: Response) -> Response:
    _access.info(
        "answered",
        extra={
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.monotonic() - g.begun) * 1000, 1),
            "bytes": response.content_length,
        },
    )
    return response


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)
    ]
