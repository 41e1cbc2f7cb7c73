"""Jobs of the store as documents of the API."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Any

from flask import Response, url_for

from api.jobs import Failure, Job
from api.problems import items, language
from api.schemas.plans import (
    PlanAccepted,
    PlanFailure,
    PlanFigures,
    PlanStatus,
    PlanSummary,
)
from matcher.model import Problem

_PIECE = 1 << 16


def accepted(job: Job) -> PlanAccepted:
    """Say that a plan will be made: the same words however often, and whatever has become of it."""
    return PlanAccepted.model_validate(
        {"id": job.id, "href": href(job.id), "created": job.created} | _as_asked(job)
    )


def summary(job: Job) -> PlanSummary:
    """Say where a plan stands."""
    return PlanSummary.model_validate(_state(job))


def status(job: Job) -> PlanStatus:
    """Say all that is known of a plan but the plan itself."""
    failure = None if job.failure is None else _failure(job.failure)
    return PlanStatus.model_validate(_state(job) | _as_asked(job) | {"failure": failure})


def details(job: Job, result: IO[bytes] | None) -> Response:
    """Answer with all that is known of a plan; its result passes through piece by piece."""
    told = status(job).model_dump_json()
    if result is None:
        return _json(iter([told[:-1].encode(), b',"result":null}']))
    return send_file(result, before=f'{told[:-1]},"result":'.encode(), after=b"}")


def send_file(file: IO[bytes], *, before: bytes = b"", after: bytes = b"") -> Response:
    """Answer with a JSON document from a file, between what is said before and after it."""
    length = len(before) + file.seek(0, os.SEEK_END) + len(after)
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            yield before
            while piece := file.read(_PIECE):
                yield piece
            yield after

    response = _json(pieces())
    response.content_length = length
    response.call_on_close(file.close)
    return response


def href(id_: str) -> str:
    """Give where to ask for a plan."""
    return url_for("plans.get_plan", id=id_)


def event(number: int, kind: str, data: dict[str, Any]) -> str:
    """Write a server-sent event."""
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"


def _json(pieces: Iterator[bytes]) -> Response:
    return Response(pieces, HTTPStatus.OK, mimetype="application/json")


def _state(job: Job) -> dict[str, Any]:
    figures = None if job.summary is None else PlanFigures.model_validate(job.summary)
    return {
        "id": job.id,
        "href": href(job.id),
        "tenant": job.owner,
        "created": job.created,
        "status": job.status,
        "started": job.started,
        "ended": job.ended,
        "progress": job.progress,
        "summary": figures,
    }


def _as_asked(job: Job) -> dict[str, Any]:
    warnings = items((Problem(**warning) for warning in job.warnings), "/scenario")
    return {
        "options": job.options,
        "webhook": job.webhook,
        "custom": job.custom,
        "warnings": warnings,
    }


def _failure(failure: Failure) -> PlanFailure:
    return PlanFailure(code=failure.code, message=getattr(failure, language()))
