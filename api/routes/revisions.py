"""Plans made of plans: after events, and with one more visit."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.jobs import Job, NewJob
from api.kept import documents, ended_plan
from api.problems import language
from api.reading import read_record
from api.recommending import apply, recommend, refuse_unclear
from api.requests import Body, folder, read_body, taken_in
from api.revising import ReadRevision, read_request
from api.routes.documented import SECURITY, body, reply, with_body, with_key
from api.schemas.plans import KeyHeaders, PlanPath, PlanStatus, RevisionAccepted
from api.schemas.recommendations import (
    ApplicationRequest,
    RecommendationRequest,
    Recommendations,
)
from api.schemas.revisions import RevisionOptions, RevisionRequest
from api.schemas.wire import adapter
from api.services import actor, services
from api.telling import revision_accepted, status

revisions = APIBlueprint(
    "revisions",
    __name__,
    url_prefix="/v1/plans",
    abp_tags=[Tag(name="revisions", description="Plans made of plans, and what fits into one.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@revisions.post(
    "/<id>/revisions",
    operation_id="createRevision",
    request_body=body(RevisionRequest),
    responses={
        HTTPStatus.ACCEPTED: RevisionAccepted,
        **with_body(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def create_revision(path: PlanPath, header: KeyHeaders) -> Response:
    """Ask for a plan that puts an ended one in order again after events."""
    base = ended_plan(path.id)
    with taken_in() as asked:
        scenario, result = documents(base.id, asked.path.parent)
        read = read_request(asked.path, scenario, result, services().settings)
        job = _add(base, read, asked, header.idempotency_key)
    answer = revision_accepted(job)
    return reply(answer, HTTPStatus.ACCEPTED, {"Location": answer.href})


@revisions.post(
    "/<id>/recommendations",
    operation_id="recommend",
    request_body=body(RecommendationRequest),
    responses={
        HTTPStatus.OK: Recommendations,
        **with_body(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def recommend_visits(path: PlanPath) -> Response:
    """Say where one more need fits into an ended plan, or which unmet needs suit a helper."""
    base = ended_plan(path.id)
    asked: RecommendationRequest = read_body(RecommendationRequest)
    refuse_unclear(asked)
    with folder() as own:
        found = services().desks.ask(
            base.id, lambda: documents(base.id, own), recommend, asked, language()
        )
    return reply(Recommendations.model_validate(found))


@revisions.post(
    "/<id>/recommendations/apply",
    operation_id="applyRecommendation",
    request_body=body(ApplicationRequest),
    responses={
        HTTPStatus.CREATED: PlanStatus,
        **with_body(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def apply_recommendation(path: PlanPath, header: KeyHeaders) -> Response:
    """Carry a recommendation out: a new plan of the ended one, with the visit in it."""
    base = ended_plan(path.id)
    with taken_in() as sent:
        own, settings = sent.path.parent, services().settings
        asked: ApplicationRequest = read_record(
            sent.path.read_bytes(), ApplicationRequest, settings
        )
        refuse_unclear(asked)
        made = services().desks.ask(base.id, lambda: documents(base.id, own), apply, asked, own)
        new = NewJob(options={}, warnings=made.warnings, custom=asked.custom, base=base)
        job = services().plans.add_made(new, made, sent.asked(header.idempotency_key), actor())
    answer = status(job)
    return reply(answer, HTTPStatus.CREATED, {"Location": answer.href})


def _add(base: Job, read: ReadRevision, asked: Body, key: str | None) -> Job:
    new = NewJob(
        options=adapter(RevisionOptions).dump_python(read.options, mode="json"),
        warnings=[asdict(warning) for warning in read.warnings],
        custom=read.custom,
        webhook=read.webhook,
        priority=read.options.priority,
        base=base,
    )
    most = services().settings.max_queued
    with read.scenario.open("rb") as scenario, read.origin.open("rb") as origin:
        return services().plans.add(new, scenario, asked.asked(key), actor(), most, origin)
