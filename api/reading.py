"""Reads large requests: what they ask for, checked, with the documents laid down as files.

Nothing here knows the web, so that it can be done in another process: reading a scenario takes
many times the memory of its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.problems import INVALID, MALFORMED, Refusal, invalid_body
from api.schemas.options import AnalysisRequest, PlanOptions, PlanRequest
from api.schemas.wire import ReadScenario, adapter
from api.settings import Settings
from matcher.check import check
from matcher.formats import parse_plan, parse_scenario, plan_document, scenario_document
from matcher.formats.json_text import read_json
from matcher.model import InvalidInput, Plan, Problem, Scenario, Score
from matcher.validate.catalogue import problem

_MAY_BE_HALF_A_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """A request for a plan or an analysis, read.

    Attributes
    ----------
    scenario : Path or None
        The scenario document; None where the request names a kept one.
    scenario_id : str or None
    warnings : tuple of Problem
        What is odd in the scenario.
    plan : Path or None
        The plan document, of an analysis.
    options : PlanOptions
    webhook : str or None
    custom : object
    """

    scenario: Path | None
    scenario_id: str | None
    warnings: tuple[Problem, ...] = ()
    plan: Path | None = None
    options: PlanOptions = PlanOptions()
    webhook: str | None = None
    custom: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnalysis:
    """What the checker says, ready to be told in either language."""

    violations: tuple[dict[str, Any], ...]
    score: dict[str, Any]


def read_record(
    raw: bytes,
    record: Any,  # noqa: ANN401  # any type form
    settings: Settings,
    start: datetime | None = None,
) -> Any:  # noqa: ANN401
    """Read a body into a record.

    Parameters
    ----------
    raw : bytes
    record : type
        What it should be.
    settings : Settings
        The limits a request keeps to.
    start : datetime, optional
        Of the scenario, where the body names times of its horizon.

    Returns
    -------
    record

    Raises
    ------
    Refusal
        400 if it is not JSON, 422 with every error if it is not such a record.
    """
    try:
        document, _ = read_json(raw)
        _refuse_half_characters(raw, document)
        return adapter(record).validate_python(
            document, context={"settings": settings, "start": start}
        )
    except InvalidInput as malformed:
        raise Refusal(MALFORMED, malformed.problems) from None
    except RecursionError:
        raise Refusal(MALFORMED, [problem("json_too_deep", "")]) from None
    except ValidationError as invalid:
        raise invalid_body(record, invalid) from None


def read_plan_request(body: Path, settings: Settings) -> ReadRequest:
    """Read a request for a plan; its scenario, with the weights asked for, stands beside it."""
    asked: PlanRequest = read_record(body.read_bytes(), PlanRequest, settings)
    _refuse_unless_one(asked)
    read = ReadRequest(
        scenario=None,
        scenario_id=asked.scenario_id,
        options=asked.options.within(settings),
        webhook=asked.webhook,
        custom=asked.custom,
    )
    if asked.scenario is None:
        return read
    return _with_scenario(read, asked.scenario.scenario, asked.scenario.warnings, body, settings)


def weigh(scenario: Path, read: ReadRequest, settings: Settings) -> ReadRequest:
    """Take a kept scenario into a request that names it, with the weights asked for."""
    loaded = parse_scenario(load(scenario))
    return _with_scenario(read, loaded.scenario, loaded.warnings, scenario, settings)


def read_scenario(body: Path, settings: Settings) -> ReadRequest:
    """Read a scenario alone."""
    loaded = read_record(body.read_bytes(), ReadScenario, settings)
    read = ReadRequest(scenario=None, scenario_id=loaded.scenario.id)
    return _with_scenario(read, loaded.scenario, loaded.warnings, body, settings, prefix="")


def read_analysis_request(body: Path, settings: Settings) -> ReadRequest:
    """Read a request for an analysis; its scenario and plan stand beside it."""
    asked: AnalysisRequest = read_record(body.read_bytes(), AnalysisRequest, settings)
    _refuse_unless_one(asked)
    plan = save(body.with_suffix(".plan"), plan_document(asked.plan))
    read = ReadRequest(scenario=None, scenario_id=asked.scenario_id, plan=plan)
    if asked.scenario is None:
        return read
    return _with_scenario(read, asked.scenario.scenario, asked.scenario.warnings, body, settings)


def analyse(scenario: Path, plan: Path) -> ReadAnalysis:
    """Judge a plan."""
    report = check(read_kept(scenario), parse_plan(load(plan)))
    return ReadAnalysis(
        violations=tuple(asdict(violation) for violation in report.violations),
        score=adapter(Score).dump_python(report.score, mode="json"),
    )


def placed(problems: Iterable[Problem], *, part: str, whole: str) -> Iterator[Problem]:
    """Point at what of a body is to blame.

    Parameters
    ----------
    problems : iterable of Problem
        Below `part`; or, where they have a place, in the scenario that comes of `whole`, which is
        not in the body.
    part, whole : str
        Pointers into the body.
    """
    for found in problems:
        if found.place:
            en = f"In the changed scenario at {found.pointer}: {found.en}"
            zh = f"变更后的情景 {found.pointer} 处：{found.zh}"
            yield replace(found, pointer=whole, en=en, zh=zh, place="")
        else:
            yield replace(found, pointer=part + found.pointer)


def read_kept(scenario: Path) -> Scenario:
    """Read a scenario that was checked before."""
    return parse_scenario(load(scenario)).scenario


def read_kept_plan(result: Path) -> Plan | None:
    """Read the plan of a result document; None where it has none."""
    plan = load(result)["plan"]
    return None if plan is None else parse_plan(plan)


def _with_scenario(
    read: ReadRequest,
    scenario: Scenario,
    warnings: tuple[Problem, ...],
    beside: Path,
    settings: Settings,
    prefix: str = "/scenario",
) -> ReadRequest:
    if len(scenario.needs) > settings.max_needs:
        found = problem(
            "too_many_needs", f"{prefix}/needs", count=len(scenario.needs), limit=settings.max_needs
        )
        raise Refusal(INVALID, [found])
    document = scenario_document(read.options.weighed(scenario))
    kept = save(beside.with_suffix(".scenario"), document)
    return replace(read, scenario=kept, scenario_id=scenario.id, warnings=warnings)


def _refuse_unless_one(asked: PlanRequest | AnalysisRequest) -> None:
    if (asked.scenario is None) == (asked.scenario_id is None):
        raise Refusal(INVALID, [problem("scenario_or_id", "")])


def load(path: Path) -> Any:  # noqa: ANN401  # JSON is of any type
    """Read a document that was checked before."""
    return json.loads(path.read_bytes())


def save(path: Path, document: object) -> Path:
    """Write a document to a file."""
    with path.open("w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, separators=(",", ":"))
    return path


def _refuse_half_characters(raw: bytes, document: object) -> None:
    # A lone surrogate is JSON, but could be neither stored nor sent back.
    if _MAY_BE_HALF_A_CHARACTER.search(raw):
        try:
            json.dumps(document, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise InvalidInput([problem("control_character", "")]) from None
