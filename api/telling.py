"""Jobs of the store as documents of the API."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import IO, Any

from flask import Response, url_for

from api.jobs import Case, Comparison, Failure, Job
from api.problems import items, language
from api.schemas.comparisons import (
    ComparisonAccepted,
    ComparisonStatus,
    ComparisonSummary,
)
from api.schemas.plans import (
    PlanAccepted,
    PlanFailure,
    PlanFigures,
    PlanStatus,
    PlanSummary,
    RevisionAccepted,
)
from matcher.model import Ended, Problem
from matcher.report import Language
from matcher.whatif.proof import Verdict, known, proven

_PIECE = 1 << 16


def accepted(job: Job) -> PlanAccepted:
    """Say that a plan will be made: the same words however often, and whatever has become of it."""
    return PlanAccepted.model_validate(
        {"id": job.id, "href": href(job.id), "created": job.created} | _as_asked(job)
    )


def revision_accepted(job: Job) -> RevisionAccepted:
    """Say that a plan will be made of another, as `accepted` does."""
    return RevisionAccepted.model_validate(accepted(job).model_dump() | {"base": job.base})


def summary(job: Job) -> PlanSummary:
    """Say where a plan stands."""
    return PlanSummary.model_validate(_state(job))


def status(job: Job) -> PlanStatus:
    """Say all that is known of a plan but the plan itself."""
    failure = None if job.failure is None else _failure(job.failure)
    return PlanStatus.model_validate(_state(job) | _as_asked(job) | {"failure": failure})


def comparison_accepted(
    comparison: Comparison, warnings: Sequence[dict[str, Any]]
) -> ComparisonAccepted:
    """Say that a comparison will be made: the same words however often."""
    return ComparisonAccepted.model_validate(
        {
            "id": comparison.id,
            "href": comparison_href(comparison.id),
            "created": comparison.created,
            **_comparison_as_asked(comparison, warnings),
        }
    )


def comparison_summary(comparison: Comparison) -> ComparisonSummary:
    """Say where a comparison stands."""
    return ComparisonSummary.model_validate(_comparison_state(comparison))


def comparison_status(comparison: Comparison, cases: Sequence[Case]) -> ComparisonStatus:
    """Say all that is known of a comparison, a row for each of its cases."""
    base = cases[0]
    rows = [_row(base, None), *(_row(case, base) for case in cases[1:])]
    return ComparisonStatus.model_validate(
        {
            **_comparison_state(comparison),
            **_comparison_as_asked(comparison, base.job.warnings),
            "rows": rows,
        }
    )


def comparison_href(id_: str) -> str:
    """Give where to ask for a comparison."""
    return url_for("comparisons.get_comparison", id=id_)


def details(job: Job, result: IO[bytes] | None, changes: dict[str, Any] | None) -> Response:
    """Answer with all that is known of a plan; its result passes through piece by piece."""
    told = status(job).model_dump_json()
    if result is None:
        return _json(iter([told[:-1].encode(), b',"result":null}']))
    before = f'{told[:-1]},"result":'
    if changes is None:
        return send_file(result, before=before.encode(), after=b"}")
    # They join the result's own members, of which there are some.
    before += json.dumps(_changes(changes), ensure_ascii=False)[:-1] + ","
    return send_file(result, before=before.encode(), skip=len("{"), after=b"}")


def send_file(
    file: IO[bytes], *, before: bytes = b"", skip: int = 0, after: bytes = b""
) -> Response:
    """Answer with a JSON document from a file, between what is said before and after it.

    Parameters
    ----------
    file : file of bytes
    before : bytes
    skip : int
        So many bytes of the file are left out at its beginning.
    after : bytes
    """
    length = len(before) + file.seek(0, os.SEEK_END) - skip + len(after)
    file.seek(skip)

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
    return {
        "id": job.id,
        "href": href(job.id),
        "tenant": job.owner,
        "comparison": job.comparison,
        "base": job.base,
        "created": job.created,
        "status": job.status,
        "started": job.started,
        "ended": job.ended,
        "progress": job.progress,
        "summary": _figures(job),
    }


def _as_asked(job: Job) -> dict[str, Any]:
    warnings = items((Problem(**warning) for warning in job.warnings), "/scenario")
    return {
        "options": job.options,
        "webhook": job.webhook,
        "custom": job.custom,
        "warnings": warnings,
    }


def _comparison_state(comparison: Comparison) -> dict[str, Any]:
    return {
        "id": comparison.id,
        "href": comparison_href(comparison.id),
        "tenant": comparison.owner,
        "status": comparison.status,
        "created": comparison.created,
        "ended": comparison.ended,
        "done": sum(status.is_final for status in comparison.statuses),
        "of": len(comparison.statuses),
    }


def _comparison_as_asked(
    comparison: Comparison, warnings: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "options": comparison.options,
        "webhook": comparison.webhook,
        "custom": comparison.custom,
        "warnings": items((Problem(**warning) for warning in warnings), "/base/scenario"),
    }


def _row(case: Case, base: Case | None) -> dict[str, Any]:
    change, verdict = (None, None) if base is None else _against(base, case)
    return {
        "name": case.name,
        "title": getattr(case, language()),
        "plan": href(case.job.id),
        "status": case.job.status,
        "summary": _figures(case.job),
        "change": change,
        "verdict": verdict,
    }


def _against(base: Case, variant: Case) -> tuple[tuple[int, ...] | None, Verdict | None]:
    """Give by how much a variant's plan differs, and what is proven; None while that may change."""
    one, other = base.job.summary, variant.job.summary
    have_ended = base.job.status.is_final and variant.job.status.is_final
    if not have_ended or one is None or other is None:
        return None, None
    if not variant.alike or Ended.INFEASIBLE_PINS in {one["ended"], other["ended"]}:
        return None, Verdict.NOT_COMPARABLE
    pairs = zip(one["totals"], other["totals"], strict=True)
    verdict = proven(known(one["totals"], one["bound"]), known(other["totals"], other["bound"]))
    return tuple(new - old for old, new in pairs), verdict


def _figures(job: Job) -> PlanFigures | None:
    return None if job.summary is None else PlanFigures.model_validate(job.summary)


def _changes(changes: dict[str, Any]) -> dict[str, Any]:
    """Say what is not as it was in the language asked for."""
    tongue, tongues = language(), {each.value for each in Language}
    told = [
        {name: value for name, value in change.items() if name not in tongues}
        | {"message": change[tongue]}
        for change in changes["changes"]
    ]
    return {**changes, "changes": told}


def _failure(failure: Failure) -> PlanFailure:
    return PlanFailure(code=failure.code, message=getattr(failure, language()))
