"""Every refusal as problem+json (RFC 9457), in the language asked for."""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, current_app, request
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException

from api.jobs import AlreadyFinished, AlreadyThere, Changed, KeyReused, QueueFull, Unknown
from api.schemas.plans import PlanQuery
from api.schemas.problems import ProblemDocument, ProblemItem
from api.store import StoreError
from matcher.formats.structure import structure_problems, to_pointer
from matcher.model import InvalidInput, Problem, Severity
from matcher.report import Language

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of refusal: its name in `type`, its status and its title."""

    slug: str
    status: int
    en: str
    zh: str


MALFORMED = Kind(slug="malformed-request", status=400, en="Malformed request", zh="请求格式错误")
UNAUTHENTICATED = Kind(
    slug="unauthenticated",
    status=401,
    en="A valid API key is needed",
    zh="需要有效的 API 密钥",
)
FORBIDDEN = Kind(
    slug="forbidden", status=403, en="The key's scope does not reach", zh="该密钥权限不足"
)
NOT_GZIP = Kind(
    slug="malformed-encoding",
    status=400,
    en="The body is not the gzip that it is said to be",
    zh="请求正文不是有效的 gzip 数据",
)
NOT_FOUND = Kind(slug="not-found", status=404, en="Not found", zh="未找到")
WRONG_METHOD = Kind(
    slug="method-not-allowed", status=405, en="Method not allowed", zh="不支持该方法"
)
NOT_ACCEPTABLE = Kind(
    slug="not-acceptable",
    status=406,
    en="None of the formats asked for can be given",
    zh="无法提供所要求的格式",
)
FINISHED = Kind(slug="already-finished", status=409, en="It has ended", zh="已结束")
NOT_FINISHED = Kind(slug="not-finished", status=409, en="It has not ended yet", zh="尚未结束")
NO_PLAN = Kind(
    slug="no-plan",
    status=409,
    en="It has no plan that could be gone on from",
    zh="没有可供后续使用的方案",
)
ALREADY_THERE = Kind(
    slug="already-there", status=409, en="There is one of this name", zh="同名者已存在"
)
CHANGED = Kind(
    slug="changed",
    status=412,
    en="It is not, or no longer, what If-Match or If-None-Match names",
    zh="当前版本与 If-Match 或 If-None-Match 不符",
)
TOO_LARGE = Kind(slug="body-too-large", status=413, en="The body is too large", zh="请求正文过大")
NOT_JSON = Kind(
    slug="unsupported-media-type",
    status=415,
    en="The body must be application/json",
    zh="请求正文必须是 application/json",
)
OTHER_ENCODING = Kind(
    slug="unsupported-encoding",
    status=415,
    en="The body may be encoded with gzip only",
    zh="请求正文的编码只支持 gzip",
)
INVALID = Kind(slug="invalid-request", status=422, en="The request has errors", zh="请求有错误")
INVALID_SCENARIO = Kind(
    slug="invalid-scenario", status=422, en="The scenario has errors", zh="情景有错误"
)
KEY_REUSED = Kind(
    slug="idempotency-key-reused",
    status=422,
    en="The idempotency key came with another body before",
    zh="该幂等键此前用于不同的请求正文",
)
TOO_MANY = Kind(slug="too-many-requests", status=429, en="Too many requests", zh="请求过多")
ENDING = Kind(slug="server-ending", status=503, en="The server is about to end", zh="服务即将停止")
STORE_DOWN = Kind(
    slug="store-unavailable",
    status=503,
    en="The store cannot be reached",
    zh="暂时无法访问数据存储",
)
TOO_MANY_STREAMS = Kind(
    slug="too-many-streams",
    status=503,
    en="Too many event streams are open",
    zh="打开的事件流过多",
)
BUSY = Kind(
    slug="too-many-questions",
    status=503,
    en="Too much is asked of plans at the same time",
    zh="对方案的查询过多",
)
QUEUE_FULL = Kind(slug="queue-full", status=503, en="Too many plans wait", zh="等待的方案过多")
INTERNAL = Kind(slug="internal-error", status=500, en="The server failed", zh="服务器出错")

_BY_HTTP = {
    kind.status: kind for kind in (MALFORMED, NOT_FOUND, WRONG_METHOD, NOT_ACCEPTABLE, TOO_LARGE)
}


_SCENARIOS: set[tuple[str, ...]] = {(), ("scenario",), ("base", "scenario")}
"""Where a body has its scenario."""

# What the store does not do, and what is answered to that.
_BY_STORE: dict[type[Exception], tuple[Kind, dict[str, str]]] = {
    Unknown: (NOT_FOUND, {}),
    AlreadyFinished: (FINISHED, {}),
    AlreadyThere: (ALREADY_THERE, {}),
    Changed: (CHANGED, {}),
    KeyReused: (KEY_REUSED, {}),
    QueueFull: (QUEUE_FULL, {"Retry-After": "30"}),
    StoreError: (STORE_DOWN, {"Retry-After": "5"}),
}


class Refusal(Exception):
    """A request that is not carried out.

    Parameters
    ----------
    kind : Kind
    problems : iterable of Problem
        What is wrong, with pointers into the body.
    headers : dict, optional
        Headers of the answer.
    parameter : str, optional
        What is wrong is wrong with this parameter, not in the body.
    """

    def __init__(
        self,
        kind: Kind,
        problems: Iterable[Problem] = (),
        headers: dict[str, str] | None = None,
        parameter: str | None = None,
    ) -> None:
        super().__init__(kind.slug)
        self.kind = kind
        self.problems = tuple(problems)
        self.headers = headers or {}
        self.parameter = parameter

    def __reduce__(self) -> tuple[type[Refusal], tuple[Any, ...]]:
        return Refusal, (self.kind, self.problems, self.headers, self.parameter)


def register(app: Flask) -> None:
    """Let every error of an app leave as problem+json."""
    app.register_error_handler(Refusal, _refused)
    for unwilling in _BY_STORE:
        app.register_error_handler(unwilling, _by_store)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)


def language() -> Language:
    """Give the language of the request; English where neither is asked for."""
    for tag, quality in request.accept_languages:
        primary = tag.lower().split("-")[0]
        if quality > 0 and primary in {"en", "zh"}:
            return Language(primary)
    return Language.EN


def items(problems: Iterable[Problem], prefix: str = "") -> tuple[ProblemItem, ...]:
    """Say problems in the language asked for, their pointers below `prefix`."""
    tongue = language()
    return tuple(
        ProblemItem(code=p.code, message=getattr(p, tongue), pointer=prefix + p.pointer)
        for p in problems
    )


def invalid_body(root: type, invalid: ValidationError) -> Refusal:
    """Say what is wrong with a body read as `root`, all of it."""
    errors = invalid.errors(include_url=False)
    only_scenario = all(
        error["loc"] in _SCENARIOS and _cause(error) is not None for error in errors
    )
    return Refusal(INVALID_SCENARIO if only_scenario else INVALID, tuple(_spell_out(root, errors)))


def invalid_parameters(invalid: ValidationError) -> Response:
    """Say what is wrong with the query or the headers."""
    errors = invalid.errors()
    for error in errors:
        # A query holds text only: what is no number there was never typed as one.
        error["type"] = error["type"].replace("_parsing", "_type")
    # The only one of several choices among all parameters is the status of a plan.
    said = items(structure_problems(PlanQuery, errors))
    return _answer(
        INVALID,
        errors=tuple(
            _of_parameter(item, error["loc"][0]) for item, error in zip(said, errors, strict=True)
        ),
    )


def _of_parameter(item: ProblemItem, parameter: object) -> ProblemItem:
    return item.model_copy(update={"pointer": None, "parameter": parameter})


def _spell_out(root: type, errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    for error in errors:
        if (cause := _cause(error)) is not None:
            prefix = to_pointer(error["loc"])
            yield from (replace(p, pointer=prefix + p.pointer) for p in cause.problems)
        else:
            yield from structure_problems(root, [error])


def _cause(error: ErrorDetails) -> InvalidInput | None:
    cause = error.get("ctx", {}).get("error")
    return cause if isinstance(cause, InvalidInput) else None


def _refused(refusal: Refusal) -> Response:
    errors: Iterable[ProblemItem] = items(
        p for p in refusal.problems if p.severity is Severity.ERROR
    )
    if refusal.parameter is not None:
        errors = (_of_parameter(item, refusal.parameter) for item in errors)
    warnings = [p for p in refusal.problems if p.severity is Severity.WARNING]
    return _answer(
        refusal.kind,
        headers=refusal.headers,
        errors=tuple(errors) or None,
        warnings=items(warnings) or None,
    )


def _by_store(unwilling: Exception) -> Response:
    kind, headers = next(
        answer for known, answer in _BY_STORE.items() if isinstance(unwilling, known)
    )
    if kind is STORE_DOWN:
        _log.error("the store failed with %s", type(unwilling).__name__)
    return _answer(kind, headers=headers)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    kind = _BY_HTTP.get(status) or Kind(slug="other", status=status, en=error.name, zh=error.name)
    # `Allow` of a 405 and its like are kept.
    headers = {k: v for k, v in error.get_headers() if k != "Content-Type"}
    limit = current_app.config["MAX_CONTENT_LENGTH"] if kind is TOO_LARGE else None
    return _answer(kind, headers=headers, limit=limit)


def _failed(error: Exception) -> Response:
    id_ = uuid.uuid4()
    # The error's own words may hold people's data; where it arose does not.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request %s failed with %s\n%s", id_, type(error).__name__, frames)
    return _answer(INTERNAL, instance=id_.urn)


def _answer(kind: Kind, headers: dict[str, str] | None = None, **members: Any) -> Response:  # noqa: ANN401
    tongue = language()
    document = ProblemDocument(
        type=f"/problems/{kind.slug}",
        title=getattr(kind, tongue),
        status=kind.status,
        **members,
    )
    response = Response(
        document.model_dump_json(exclude_none=True), kind.status, mimetype=MEDIA_TYPE
    )
    response.headers.update(headers or {})
    response.headers["Content-Language"] = tongue
    response.vary.add("Accept-Language")
    return response
