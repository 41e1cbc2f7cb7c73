"""Plans: asked for, watched, fetched and cancelled."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from flask import Response, request, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.jobs import Failure, Job, NewJob
from api.problems import items, language
from api.requests import read_body
from api.routes.documented import body, refusals, reply
from api.schemas import (
    PageQuery,
    PlanAccepted,
    PlanDetails,
    PlanFailure,
    PlanHeaders,
    PlanOptions,
    PlanPage,
    PlanPath,
    PlanRequest,
    PlanResult,
    PlanSummary,
    adapter,
)
from api.services import services
from api.settings import Settings
from matcher.formats import scenario_document
from matcher.model import Problem

plans = APIBlueprint(
    "plans",
    __name__,
    url_prefix="/v1/plans",
    abp_tags=[Tag(name="plans", description="Plans: asked for, watched, fetched and cancelled.")],
    abp_responses=refusals(),
)


@plans.post(
    "",
    operation_id="createPlan",
    request_body=body(PlanRequest),
    responses={
        HTTPStatus.ACCEPTED: PlanAccepted,
        **refusals(
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
            HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    },
)
def create_plan(header: PlanHeaders) -> Response:
    """Ask for a plan of a scenario."""
    settings = services().settings
    asked = read_body(PlanRequest, settings)
    new = _new_job(asked, header.idempotency_key, settings)
    job = services().store.add(new, settings.max_queued)
    accepted = PlanAccepted.model_validate(_common(job) | _as_asked(job))
    return reply(accepted, HTTPStatus.ACCEPTED, {"Location": accepted.href})


@plans.get(
    "",
    operation_id="listPlans",
    responses={HTTPStatus.OK: PlanPage, **refusals(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_plans(query: PageQuery) -> Response:
    """List the plans, newest first."""
    jobs, total = services().store.page(query.page, query.per_page)
    return reply(PlanPage.of([_summary(job) for job in jobs], total, query))


@plans.get(
    "/<id>",
    operation_id="getPlan",
    responses={HTTPStatus.OK: PlanDetails, **refusals(HTTPStatus.NOT_FOUND)},
)
def get_plan(path: PlanPath) -> Response:
    """Tell how far a plan is; give it when it is there."""
    store = services().store
    job = store.get(path.id)
    return reply(_details(job, store.result(path.id) if job.ended else None))


@plans.post(
    "/<id>/cancel",
    operation_id="cancelPlan",
    responses={
        HTTPStatus.ACCEPTED: PlanSummary,
        **refusals(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def cancel_plan(path: PlanPath) -> Response:
    """Stop early and keep the best plan found so far."""
    return reply(_summary(services().store.cancel(path.id)), HTTPStatus.ACCEPTED)


def _new_job(asked: PlanRequest, key: str | None, settings: Settings) -> NewJob:
    options = asked.options.within(settings)
    return NewJob(
        scenario=scenario_document(asked.scenario.scenario),
        options=adapter(PlanOptions).dump_python(options, mode="json"),
        warnings=[asdict(warning) for warning in asked.scenario.warnings],
        custom=asked.custom,
        idempotency_key=key,
        fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
    )


def _common(job: Job) -> dict[str, Any]:
    href = url_for("plans.get_plan", id=job.id)
    return {"id": job.id, "href": href, "created": job.created}


def _as_asked(job: Job) -> dict[str, Any]:
    warnings = items((Problem(**warning) for warning in job.warnings), "/scenario")
    return {"options": job.options, "custom": job.custom, "warnings": warnings}


def _state(job: Job) -> dict[str, Any]:
    return {
        "status": job.status,
        "started": job.started,
        "ended": job.ended,
        "progress": job.progress,
    }


def _summary(job: Job) -> PlanSummary:
    return PlanSummary.model_validate(_common(job) | _state(job))


def _details(job: Job, result: dict[str, Any] | None) -> PlanDetails:
    return PlanDetails(
        **_common(job),
        **_state(job),
        **_as_asked(job),
        failure=None if job.failure is None else _failure(job.failure),
        result=None if result is None else PlanResult(**result),
    )


def _failure(failure: Failure) -> PlanFailure:
    return PlanFailure(code=failure.code, message=getattr(failure, language()))
