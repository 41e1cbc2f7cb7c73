"""Comparisons: a base and variants of it, planned and set side by side."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.comparing import FORMATS, Planned, ReadComparison, draw_report, read_request
from api.jobs import Asked, Case, Comparison, NewComparison, Unknown
from api.kept import fetch_scenario
from api.problems import NOT_FINISHED, Refusal, items, language
from api.requests import Body, asked_again, folder, lay_down, taken_in
from api.routes.documented import SECURITY, body, reply, texts, with_body, with_key
from api.routes.negotiated import chosen_format, formatted
from api.schemas.comparisons import (
    ComparisonAccepted,
    ComparisonPage,
    ComparisonPath,
    ComparisonRequest,
    ComparisonStatus,
    ComparisonSummary,
)
from api.schemas.options import Mode, PlanOptions
from api.schemas.paging import PageQuery
from api.schemas.plans import KeyHeaders
from api.schemas.scenarios import ScenarioAccepted
from api.schemas.wire import adapter
from api.services import actor, owner, services
from api.telling import comparison_accepted, comparison_status, comparison_summary
from matcher.model import Problem

comparisons = APIBlueprint(
    "comparisons",
    __name__,
    url_prefix="/v1/comparisons",
    abp_tags=[Tag(name="comparisons", description="What if: variants planned side by side.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@comparisons.post(
    "",
    operation_id="createComparison",
    request_body=body(ComparisonRequest),
    responses={
        HTTPStatus.OK: ScenarioAccepted,
        HTTPStatus.ACCEPTED: ComparisonAccepted,
        **with_body(HTTPStatus.NOT_FOUND),
    },
)
def create_comparison(header: KeyHeaders) -> Response:
    """Ask for plans of a base and of variants of it; or only for the check of the request."""
    with taken_in() as asked:
        read = _read(asked)
        if read.options.mode is Mode.VALIDATE_ONLY:
            warnings = items((Problem(**w) for w in read.cases[0].warnings), "/base/scenario")
            return reply(ScenarioAccepted(id=read.scenario_id or "", warnings=warnings))
        comparison = _add(read, asked.asked(header.idempotency_key))
    answer = comparison_accepted(comparison, read.cases[0].warnings)
    return reply(answer, HTTPStatus.ACCEPTED, {"Location": answer.href})


@comparisons.get(
    "",
    operation_id="listComparisons",
    responses={HTTPStatus.OK: ComparisonPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_comparisons(query: PageQuery) -> Response:
    """List the comparisons, newest first."""
    found, total = services().comparisons.page(query.part(), owner())
    return reply(ComparisonPage.of([comparison_summary(each) for each in found], total, query))


@comparisons.get(
    "/<id>",
    operation_id="getComparison",
    responses={
        HTTPStatus.OK: ComparisonStatus,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_comparison(path: ComparisonPath) -> Response:
    """Tell where a comparison stands, with a row for the base and for each variant."""
    return reply(comparison_status(*services().comparisons.get(path.id, owner())))


@comparisons.get(
    "/<id>/report",
    operation_id="getComparisonReport",
    responses={
        HTTPStatus.OK: texts(*FORMATS),
        **with_key(
            HTTPStatus.NOT_FOUND,
            HTTPStatus.NOT_ACCEPTABLE,
            HTTPStatus.CONFLICT,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
    },
)
def get_comparison_report(path: ComparisonPath) -> Response:
    """Give the plans' figures side by side, in the format that `Accept` asks for."""
    chosen = chosen_format(FORMATS)
    comparison, cases = services().comparisons.get(path.id, owner())
    if not comparison.status.is_final:
        raise Refusal(NOT_FINISHED)
    if not cases[0].job.has_result:
        raise Unknown(path.id)
    with folder() as own:
        planned = (_planned(case, own) for case in cases if case.job.has_result)
        made = draw_report(tuple(planned), chosen, language())
    return formatted(made, chosen)


@comparisons.post(
    "/<id>/cancel",
    operation_id="cancelComparison",
    responses={
        HTTPStatus.ACCEPTED: ComparisonSummary,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def cancel_comparison(path: ComparisonPath, header: KeyHeaders) -> Response:
    """Stop all its plans early and keep the best found so far."""
    return _cancelled(path.id, asked_again(header.idempotency_key))


@comparisons.delete(
    "/<id>",
    operation_id="deleteComparison",
    responses={
        HTTPStatus.ACCEPTED: ComparisonSummary,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def delete_comparison(path: ComparisonPath) -> Response:
    """Do the same as `cancel`."""
    return _cancelled(path.id, Asked())


def _read(asked: Body) -> ReadComparison:
    settings = services().settings
    read = read_request(asked.path, None, settings)
    if read.cases:
        return read
    to = asked.path.with_suffix(".kept")
    kept = fetch_scenario(read.scenario_id or "", to, "/base/scenario_id")
    return read_request(asked.path, kept, settings)


def _add(read: ReadComparison, asked: Asked) -> Comparison:
    new = NewComparison(
        cases=read.cases,
        options=adapter(PlanOptions).dump_python(read.options, mode="json"),
        custom=read.custom,
        webhook=read.webhook,
        priority=read.options.priority,
    )
    return services().comparisons.add(
        new, read.scenarios, asked, actor(), services().settings.max_queued
    )


def _planned(case: Case, own: Path) -> Planned:
    """Lay down the scenario and the result of a case's plan."""
    plans, id_ = services().plans, case.job.id
    _, result = plans.result(id_, owner())
    if result is None:
        raise Unknown(id_)
    return Planned(
        name=case.name,
        title=getattr(case, language()),
        scenario=lay_down(plans.scenario(id_, owner()), own / f"{id_}.scenario"),
        result=lay_down(result, own / f"{id_}.result"),
    )


def _cancelled(id_: str, asked: Asked) -> Response:
    comparison = services().comparisons.cancel(id_, asked, actor())
    return reply(comparison_summary(comparison), HTTPStatus.ACCEPTED)
