"""Helpers' calendars: feeds behind a secret link."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.problems import language
from api.requests import folder, lay_down, work
from api.rostering import draw_calendar
from api.routes.documented import SECURITY, refusals, reply, texts, with_key
from api.schemas.system import CalendarLink, CalendarQuery, HelperPath
from api.services import actor, services

_MOST_PLANS = 20
"""Published plans, the newest of a tenant, that a calendar looks into."""

calendars = APIBlueprint(
    "calendars",
    __name__,
    url_prefix="/v1/helpers",
    abp_tags=[Tag(name="calendars", description="Helpers' calendars.")],
)


@calendars.put(
    "/<id>/calendar",
    operation_id="linkCalendar",
    security=SECURITY,
    responses={HTTPStatus.OK: CalendarLink, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def link_calendar(path: HelperPath) -> Response:
    """Make a secret link to a helper's calendar; an earlier link opens nothing any more."""
    secret = services().calendars.link(path.id, actor())
    href = url_for("calendars.get_calendar", id=path.id, secret=secret)
    return reply(CalendarLink(href=href))


@calendars.get(
    "/<id>/calendar.ics",
    operation_id="getCalendar",
    responses={
        HTTPStatus.OK: texts("text/calendar"),
        **refusals(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_calendar(path: HelperPath, query: CalendarQuery) -> Response:
    """Give a helper's visits in the published plans; withdrawn ones as cancelled."""
    kept = services().calendars
    with folder() as own:
        published = kept.published(kept.owner(path.id, query.secret), _MOST_PLANS)
        documents = [
            (lay_down(scenario, own / f"{n}.scenario"), lay_down(result, own / f"{n}.result"))
            for n, (scenario, result) in enumerate(published)
        ]
        made = work(draw_calendar, documents, path.id, language())
    return Response(made, content_type="text/calendar; charset=utf-8")
