"""Plans: asked for, watched, fetched, stopped and published."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import BinaryIO

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api import reading
from api.jobs import Asked, Job, NewJob
from api.kept import fetch_scenario
from api.problems import items
from api.requests import Body, asked_again, taken_in, work
from api.routes.documented import SECURITY, body, reply, with_body, with_key, written
from api.schemas.options import Mode, PlanOptions, PlanRequest
from api.schemas.plans import (
    KeyHeaders,
    PlanAccepted,
    PlanDetails,
    PlanPage,
    PlanPath,
    PlanQuery,
    PlanStatus,
    PlanSummary,
)
from api.schemas.scenarios import ScenarioAccepted
from api.schemas.wire import adapter
from api.services import actor, owner, services
from api.telling import accepted, details, send_file, status, summary
from matcher.model import Scenario

plans = APIBlueprint(
    "plans",
    __name__,
    url_prefix="/v1/plans",
    abp_tags=[Tag(name="plans", description="Plans: asked for, watched, fetched, stopped.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@plans.post(
    "",
    operation_id="createPlan",
    request_body=body(PlanRequest),
    responses={
        HTTPStatus.OK: ScenarioAccepted,
        HTTPStatus.ACCEPTED: PlanAccepted,
        **with_body(HTTPStatus.NOT_FOUND),
    },
)
def create_plan(header: KeyHeaders) -> Response:
    """Ask for a plan of a scenario; or, with `validate_only`, only for the check of the request."""
    with taken_in() as asked:
        read = _read(asked)
        if read.options.mode is Mode.VALIDATE_ONLY:
            warnings = items(read.warnings, "/scenario")
            return reply(ScenarioAccepted(id=read.scenario_id or "", warnings=warnings))
        assert read.scenario is not None  # noqa: S101 - read or fetched above
        with read.scenario.open("rb") as scenario:
            job = _add(read, scenario, asked.asked(header.idempotency_key))
    answer = accepted(job)
    return reply(answer, HTTPStatus.ACCEPTED, {"Location": answer.href})


@plans.get(
    "",
    operation_id="listPlans",
    responses={HTTPStatus.OK: PlanPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_plans(query: PlanQuery) -> Response:
    """List the plans, newest first."""
    jobs, total = services().plans.page(query.part(), owner(), query.status)
    return reply(PlanPage.of([summary(job) for job in jobs], total, query))


@plans.get(
    "/<id>",
    operation_id="getPlan",
    responses={
        HTTPStatus.OK: PlanDetails,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_plan(path: PlanPath) -> Response:
    """Tell all that is known of a plan, and give it: the best so far, or the last."""
    plans_, whose = services().plans, owner()
    job, result = plans_.result(path.id, whose)
    changes = None if job.base is None else plans_.changes(path.id, whose)
    return details(job, result, changes)


@plans.get(
    "/<id>/status",
    operation_id="getPlanStatus",
    responses={
        HTTPStatus.OK: PlanStatus,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_plan_status(path: PlanPath) -> Response:
    """Tell where a plan stands, without the plan."""
    return reply(status(services().plans.get(path.id, owner())))


@plans.get(
    "/<id>/input",
    operation_id="getPlanInput",
    responses={
        HTTPStatus.OK: written(Scenario),
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_plan_input(path: PlanPath) -> Response:
    """Give the scenario of a plan, with the weights that were asked for."""
    return send_file(services().plans.scenario(path.id, owner()))


@plans.post(
    "/<id>/cancel",
    operation_id="cancelPlan",
    responses={
        HTTPStatus.ACCEPTED: PlanSummary,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def cancel_plan(path: PlanPath, header: KeyHeaders) -> Response:
    """Stop early and keep the best plan found so far."""
    return _cancelled(path.id, asked_again(header.idempotency_key))


@plans.delete(
    "/<id>",
    operation_id="deletePlan",
    responses={
        HTTPStatus.ACCEPTED: PlanSummary,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def delete_plan(path: PlanPath) -> Response:
    """Do the same as `cancel`."""
    return _cancelled(path.id, Asked())


@plans.post(
    "/<id>/publish",
    operation_id="publishPlan",
    responses={
        HTTPStatus.OK: PlanSummary,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def publish_plan(path: PlanPath, header: KeyHeaders) -> Response:
    """Let a plan that has ended hold for its helpers' calendars from now on."""
    asked = asked_again(header.idempotency_key)
    return reply(summary(services().plans.publish(path.id, asked, actor())))


def _read(asked: Body) -> reading.ReadRequest:
    settings = services().settings
    read = work(reading.read_plan_request, asked.path, settings)
    if read.scenario is not None or read.scenario_id is None:
        return read
    kept = fetch_scenario(read.scenario_id, asked.path.with_suffix(".kept"))
    return work(reading.weigh, kept, read, settings)


def _add(read: reading.ReadRequest, scenario: BinaryIO, asked: Asked) -> Job:
    new = NewJob(
        options=adapter(PlanOptions).dump_python(read.options, mode="json"),
        warnings=[asdict(warning) for warning in read.warnings],
        custom=read.custom,
        webhook=read.webhook,
        priority=read.options.priority,
    )
    return services().plans.add(new, scenario, asked, actor(), services().settings.max_queued)


def _cancelled(id_: str, asked: Asked) -> Response:
    job = services().plans.cancel(id_, asked, actor())
    return reply(summary(job), HTTPStatus.ACCEPTED)
