"""Scenarios and plans by their id: those that a tenant has, and those that come with Linli."""

from __future__ import annotations

import json
from pathlib import Path

import scenarios as bundled
from api.jobs import Job, Unknown
from api.problems import NO_PLAN, NOT_FINISHED, NOT_FOUND, Refusal
from api.requests import lay_down
from api.services import owner, services
from matcher.formats import read_scenario, scenario_document
from matcher.validate.catalogue import problem


def fetch_scenario(id_: str, to: Path, pointer: str = "/scenario_id") -> Path:
    """Write the document of a scenario to a file; the tenant's own come first.

    Parameters
    ----------
    id_ : str
    to : Path
    pointer : str
        Where the request names it.

    Raises
    ------
    Refusal
        If there is none of this id.
    """
    try:
        _, document = services().scenarios.get(id_, owner())
    except Unknown:
        if id_ not in bundled.names():
            raise Refusal(NOT_FOUND, [problem("unknown_scenario", pointer, value=id_)]) from None
        to.write_text(json.dumps(bundled_document(id_)), encoding="utf-8")
        return to
    return lay_down(document, to)


def documents(id_: str, own: Path) -> tuple[Path, Path]:
    """Lay down the scenario and the result of a plan.

    Raises
    ------
    Unknown
        If there is no such plan, or it has no result yet.
    """
    plans = services().plans
    _, result = plans.result(id_, owner())
    if result is None:
        raise Unknown(id_)
    return (
        lay_down(plans.scenario(id_, owner()), own / "scenario.json"),
        lay_down(result, own / "result.json"),
    )


def ended_plan(id_: str) -> Job:
    """Give a job that has ended with a plan.

    Raises
    ------
    Unknown
    Refusal
        409 if it has not ended, or without a plan.
    """
    job = services().plans.get(id_, owner())
    if not job.status.is_final:
        raise Refusal(NOT_FINISHED)
    if not job.has_plan:
        raise Refusal(NO_PLAN)
    return job


def bundled_document(name: str) -> dict[str, object]:
    """Give the document of a scenario that comes with Linli."""
    return scenario_document(read_scenario(bundled.path(name)).scenario)
