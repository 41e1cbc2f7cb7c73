"""What can be asked of an ended plan about one more visit; see `api.desks`.

The web process calls `refuse_unclear`, and only names the others: they bring half the library with
them.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.held import HeldPlan
from api.jobs import Made
from api.problems import INVALID, Refusal
from api.reading import save
from api.schemas.recommendations import ApplicationRequest, RecommendationRequest
from matcher.formats import plan_document, read_record, scenario_document
from matcher.formats.parts import below
from matcher.model import InvalidInput, Need, Problem, Scenario, Shift
from matcher.report import Language
from matcher.validate import validate
from matcher.validate.catalogue import problem

if TYPE_CHECKING:
    from matcher.recommend import Desk, Fit


def refuse_unclear(asked: RecommendationRequest) -> None:
    """Refuse a question that is about nothing, or about two things.

    Raises
    ------
    Refusal
    """
    found = []
    if (asked.need is None) == (asked.helper is None):
        found.append(problem("need_or_helper", ""))
    if asked.shift is not None and asked.helper is None:
        found.append(problem("shift_without_helper", "/shift"))
    if found:
        raise Refusal(INVALID, found)


def recommend(held: HeldPlan, asked: RecommendationRequest, language: Language) -> dict[str, Any]:
    """Give the document of `Recommendations`.

    Raises
    ------
    Refusal
        If the question names what the plan does not have; or the plan breaks a rule.
    """
    from matcher.recommend import fit_document  # noqa: PLC0415

    desk, need, fits = _answered(held, asked)
    told = [
        {"need": fit.need.id, "occurrence": fit.occurrence}
        | fit_document(desk.scenario, fit, language)
        for fit in fits
    ]
    reasons = [] if fits or need is None else _reasons(desk, need, language)
    name = need.id if isinstance(need, Need) else need
    return {"need": name, "helper": asked.helper, "fits": told, "reasons": reasons}


def apply(held: HeldPlan, asked: ApplicationRequest, folder: Path) -> Made:
    """Carry an answer out; the documents of the plan made lie in `folder`.

    Raises
    ------
    Refusal
        As `recommend`; or if there are fewer answers.
    """
    from api.figures import figures  # noqa: PLC0415
    from matcher.replan.changes import changes_of  # noqa: PLC0415
    from matcher.replan.telling import change_documents  # noqa: PLC0415

    desk, _, fits = _answered(held, asked)
    if asked.rank > len(fits):
        raise Refusal(INVALID, [problem("no_such_answer", "/rank", count=len(fits))])
    scenario, plan = desk.apply(fits[asked.rank - 1])
    changes = changes_of(held.scenario, held.plan, scenario, plan)
    return Made(
        scenario=save(folder / "made.scenario", scenario_document(scenario)),
        result=save(folder / "made.result", {"plan": plan_document(plan), "run": None}),
        warnings=[asdict(warning) for warning in validate(scenario)],
        summary=figures(plan),
        changes={"changes": change_documents(changes, held.scenario, scenario)},
    )


def _answered(
    held: HeldPlan, asked: RecommendationRequest
) -> tuple[Desk, Need | str | None, tuple[Fit, ...]]:
    """Give a desk, the need that was asked for, and the answers."""
    if asked.helper is None:
        need = _need(held.scenario, asked.need)
        return held.desk, need, _fits_of(held.desk, need, asked)
    return _fits_for(held, asked.helper, asked)


def _need(scenario: Scenario, document: object) -> Need | str:
    if isinstance(document, str):
        return document
    try:
        return read_record(Need, document, scenario.start)
    except InvalidInput as invalid:
        raise Refusal(INVALID, below("/need", invalid.problems)) from None


def _fits_of(desk: Desk, need: Need | str, asked: RecommendationRequest) -> tuple[Fit, ...]:
    from matcher.recommend import NoSuchVisit  # noqa: PLC0415

    try:
        return desk.recommend(need, most=asked.most, disturb=asked.disturb)
    except InvalidInput as invalid:
        raise Refusal(INVALID, below("/need", invalid.problems)) from None
    except NoSuchVisit:
        raise Refusal(INVALID, [_no_such_need(desk.scenario, need)]) from None


def _no_such_need(scenario: Scenario, need: Need | str) -> Problem:
    if isinstance(need, Need):
        return problem("id_taken", "/need/id", value=need.id)
    is_known = any(known.id == need for known in scenario.needs)
    return problem("already_served" if is_known else "selects_unknown", "/need", value=need)


def _fits_for(
    held: HeldPlan, helper: str, asked: RecommendationRequest
) -> tuple[Desk, None, tuple[Fit, ...]]:
    shift = asked.shift
    shifts = {person.id: person.shifts for person in held.scenario.helpers}
    if helper not in shifts:
        raise Refusal(INVALID, [problem("selects_unknown", "/helper", value=helper)])
    if isinstance(shift, str) and shift not in {own.id for own in shifts[helper]}:
        raise Refusal(INVALID, [problem("selects_unknown", "/shift", value=shift)])
    desk = held.desk
    if shift is not None and not isinstance(shift, str):
        try:
            new = read_record(Shift, shift, held.scenario.start)
            desk, shift = desk.with_shift(helper, new), new.id
        except InvalidInput as invalid:
            raise Refusal(INVALID, below("/shift", invalid.problems)) from None
    return desk, None, desk.needs_for(helper, shift=shift, most=asked.most, disturb=asked.disturb)


def _reasons(desk: Desk, need: Need | str, language: Language) -> list[dict[str, Any]]:
    from matcher.recommend import reasons_document  # noqa: PLC0415

    scenario = desk.scenario
    if isinstance(need, Need):
        scenario = replace(scenario, needs=(*scenario.needs, need))
    return reasons_document(scenario, desk.plan, desk.why_not(need), language)
