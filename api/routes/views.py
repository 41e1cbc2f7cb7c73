"""What a plan means: as it grows, in every format, and judged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http import HTTPStatus

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api import reading
from api.jobs import Unknown
from api.kept import documents, fetch_scenario
from api.problems import TOO_MANY_STREAMS, Refusal, language
from api.requests import folder, taken_in, work
from api.rostering import draw_roster
from api.routes.documented import (
    EVENT_STREAM,
    SECURITY,
    body,
    event_stream,
    reply,
    texts,
    with_body,
    with_key,
)
from api.routes.negotiated import chosen_format, formatted
from api.schemas.events import EventHeaders
from api.schemas.options import AnalysisRequest
from api.schemas.plans import Analysis, BrokenRule, PlanPath
from api.services import owner, services
from api.telling import event
from matcher.rosters import FORMATS

_POLL_SECONDS = 0.5
_SIGN_OF_LIFE_SECONDS = 15.0

views = APIBlueprint(
    "views",
    __name__,
    url_prefix="/v1/plans",
    abp_tags=[Tag(name="views", description="Plans as they grow, in every format, judged.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@views.get(
    "/<id>/events",
    operation_id="getPlanEvents",
    responses={
        HTTPStatus.OK: event_stream(),
        HTTPStatus.NO_CONTENT: None,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_plan_events(path: PlanPath, header: EventHeaders) -> Response:
    """Tell what happens to a plan as it happens (server-sent events): `progress`, and `ended`."""
    whose, all_services = owner(), services()
    job, events = all_services.plans.events(path.id, whose, header.last_event_id)
    if job.status.is_final and not events:
        return Response(status=HTTPStatus.NO_CONTENT)  # tells a browser not to come back
    if not all_services.streams.acquire(blocking=False):
        raise Refusal(TOO_MANY_STREAMS, headers={"Retry-After": "30"})

    def stream() -> Iterator[str]:
        last, told = header.last_event_id, time.monotonic()
        while not all_services.is_ending.is_set():
            job, new = all_services.plans.events(path.id, whose, last)
            for each in new:
                last, told = each.number, time.monotonic()
                yield event(each.number, each.kind, each.data)
            if job.status.is_final:
                return
            if time.monotonic() - told > _SIGN_OF_LIFE_SECONDS:
                told = time.monotonic()
                yield ": still here\n\n"
            all_services.is_ending.wait(_POLL_SECONDS)

    response = Response(stream(), mimetype=EVENT_STREAM)
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(all_services.streams.release)
    return response


@views.get(
    "/<id>/roster",
    operation_id="getPlanRoster",
    responses={
        HTTPStatus.OK: texts(*FORMATS),
        **with_key(
            HTTPStatus.NOT_FOUND, HTTPStatus.NOT_ACCEPTABLE, HTTPStatus.UNPROCESSABLE_ENTITY
        ),
    },
)
def get_plan_roster(path: PlanPath) -> Response:
    """Give who goes where, in the format that `Accept` asks for."""
    chosen = chosen_format(FORMATS)
    with folder() as own:
        scenario, result = documents(path.id, own)
        made = work(draw_roster, scenario, result, chosen, language())
    if made is None:
        raise Unknown(path.id)
    return formatted(made, chosen)


@views.post(
    "/analyze",
    operation_id="analyzePlan",
    request_body=body(AnalysisRequest),
    responses={HTTPStatus.OK: Analysis, **with_body(HTTPStatus.NOT_FOUND)},
)
def analyze_plan() -> Response:
    """Judge a plan, made or changed by hand: every rule it breaks, and its score."""
    with taken_in() as asked:
        read = work(reading.read_analysis_request, asked.path, services().settings)
        scenario = read.scenario or fetch_scenario(
            read.scenario_id or "", asked.path.with_suffix(".kept")
        )
        said = work(reading.analyse, scenario, read.plan)
    tongue = language()
    broken = tuple(
        BrokenRule.model_validate({**violation, "message": violation[tongue]})
        for violation in said.violations
    )
    return reply(Analysis(feasible=not broken, violations=broken, score=said.score))
