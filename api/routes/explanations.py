"""Why a plan is as it is: explained, with what would help, and where there are too few helpers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.comparing import FORMATS
from api.explaining import explain
from api.jobs import Unknown
from api.kept import documents, ended_plan
from api.mapping import map_shortages
from api.problems import language
from api.requests import folder, work
from api.routes.documented import SECURITY, reply, texts, with_key
from api.routes.negotiated import chosen_format, formatted
from api.schemas.explanations import (
    Explanation,
    Overview,
    OverviewQuery,
    PlanNeedPath,
    ShortageQuery,
    SuggestionQuery,
    VisitSuggestions,
)
from api.schemas.plans import PlanPath
from api.services import services
from api.suggesting import look_over, suggest

_OF_ENDED = with_key(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)

explanations = APIBlueprint(
    "explanations",
    __name__,
    url_prefix="/v1/plans",
    abp_tags=[Tag(name="explanations", description="Why plans are so, and what would help.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@explanations.get(
    "/<id>/explanations/<need>",
    operation_id="explainNeed",
    responses={
        HTTPStatus.OK: Explanation,
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def explain_need(path: PlanNeedPath) -> Response:
    """Say who serves a need and when, or why it is left out."""
    with folder() as own:
        scenario, result = documents(path.id, own)
        found = work(explain, scenario, result, path.need, language())
    if found is None:
        raise Unknown(path.need)
    return reply(Explanation.model_validate(found))


@explanations.get(
    "/<id>/explanations/<need>/suggestions",
    operation_id="suggestForNeed",
    responses={HTTPStatus.OK: VisitSuggestions, **_OF_ENDED},
)
def suggest_for_need(path: PlanNeedPath, query: SuggestionQuery) -> Response:
    """Say what would help a visit that is left out, or what else could be of one that is served."""
    base = ended_plan(path.id)
    with folder() as own:
        found = services().slow_desks.ask(
            base.id, lambda: documents(base.id, own), suggest, path.need, query, language()
        )
    return reply(VisitSuggestions.model_validate(found))


@explanations.get(
    "/<id>/explanations",
    operation_id="explainPlan",
    responses={HTTPStatus.OK: Overview, **_OF_ENDED},
)
def explain_plan(path: PlanPath, query: OverviewQuery) -> Response:
    """Tell of all visits left out, and which changes would help most of them."""
    base = ended_plan(path.id)
    with folder() as own:
        found = services().slow_desks.ask(
            base.id, lambda: documents(base.id, own), look_over, query, language()
        )
    return reply(Overview.model_validate(found))


@explanations.get(
    "/<id>/shortages",
    operation_id="getPlanShortages",
    responses={
        HTTPStatus.OK: texts(*FORMATS),
        **_OF_ENDED,
        **with_key(HTTPStatus.NOT_ACCEPTABLE),
    },
)
def get_plan_shortages(path: PlanPath, query: ShortageQuery) -> Response:
    """Say where there are too few helpers, in the format that `Accept` asks for."""
    chosen = chosen_format(FORMATS)
    base = ended_plan(path.id)
    with folder() as own:
        made = services().slow_desks.ask(
            base.id, lambda: documents(base.id, own), map_shortages, query, chosen, language()
        )
    return formatted(made, chosen)
