"""Reads requests for revisions: what has happened, and what it makes of a plan's scenario."""

from __future__ import annotations

from pathlib import Path

from api.problems import INVALID, Refusal
from api.reading import load, placed, read_kept, read_record, save
from api.revising import ReadRevision
from api.schemas.revisions import RevisionRequest
from api.settings import Settings
from matcher.formats import parse_plan, scenario_document
from matcher.model import InvalidInput, Plan, Scenario
from matcher.replan import revise
from matcher.validate import validate
from matcher.validate.catalogue import problem

_HAPPENED = ("freeze", "confirmed", "events")


def read_revision_request(
    body: Path, scenario: Path, result: Path, settings: Settings
) -> ReadRevision:
    """Read a request for a revision of a plan; what it makes of the scenario stands beside it.

    Parameters
    ----------
    body, scenario, result : Path
        The request, and the documents of the plan.
    settings : Settings

    Raises
    ------
    Refusal
        With all that is wrong: with the request, or with what the events do to the scenario.
    """
    before, whole = read_kept(scenario), load(result)["plan"]
    asked = read_record(body.read_bytes(), RevisionRequest, settings, before.start)
    after = _after(before, parse_plan(whole), asked, settings)
    sent = load(body)
    happened = {name: sent[name] for name in _HAPPENED if sent.get(name) is not None}
    origin = {"scenario": load(scenario), "plan": whole, "happened": happened}
    return ReadRevision(
        scenario=save(body.with_suffix(".scenario"), scenario_document(after)),
        origin=save(body.with_suffix(".origin"), origin),
        warnings=tuple(validate(after)),
        options=asked.options.within(settings),
        webhook=asked.webhook,
        custom=asked.custom,
    )


def _after(before: Scenario, plan: Plan, asked: RevisionRequest, settings: Settings) -> Scenario:
    confirmed = [(visit.need, visit.occurrence) for visit in asked.confirmed]
    try:
        after = revise(before, plan, asked.events, freeze=asked.freeze or 0, confirmed=confirmed)
    except InvalidInput as invalid:
        raise Refusal(INVALID, placed(invalid.problems, part="", whole="/events")) from None
    if len(after.needs) > settings.max_needs:
        count, limit = len(after.needs), settings.max_needs
        raise Refusal(INVALID, [problem("too_many_needs", "/events", count=count, limit=limit)])
    return after
