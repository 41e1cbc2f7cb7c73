"""An explanation as a JSON-ready document; codes are stable, sentences in one language."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from matcher.model import Plan, Scenario
from matcher.recommend import Change, fit_document, open_desk, reasons_document
from matcher.remedy.ask import MOST, SECONDS, explain_served, explain_unserved, find_visit
from matcher.remedy.ground import Ground
from matcher.remedy.overview import Overview
from matcher.remedy.records import GRADES, Forced, Instead, Miss, Remedy, Served, Step, Unserved
from matcher.remedy.telling import Teller
from matcher.replan import PlanChange
from matcher.replan.desk import Key
from matcher.replan.telling import sentence
from matcher.report import Language
from matcher.report.escalations import moves_up

Document = dict[str, Any]


def explanation_document(
    scenario: Scenario,
    plan: Plan,
    need: str,
    occurrence: int | None = None,
    *,
    seconds: float = SECONDS,
    most: int = MOST,
    instead: Instead | None = None,
    language: Language = Language.ZH,
) -> Document:
    """Explain one visit of a plan, served or not.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    need : str
    occurrence : int, optional
        Default: the first that is unmet, else the first.
    seconds : float
        For what is tried.
    most : int
        Suggestions or alternatives, at most.
    instead : Instead, optional
        Who should come or when, whatever that costs.
    language : Language
        Of the sentences.

    Returns
    -------
    dict
        See docs/explain.md.

    Raises
    ------
    InvalidInput
        If the scenario has errors; all of them at once.
    UnsoundPlan
        If the plan breaks a rule.
    NoSuchVisit
        If the scenario has no such visit or helper.
    """
    return visit_document(
        Ground(open_desk(scenario, plan)),
        need,
        occurrence,
        seconds=seconds,
        most=most,
        instead=instead,
        language=language,
    )


def visit_document(
    ground: Ground,
    need: str,
    occurrence: int | None,
    *,
    seconds: float,
    most: int,
    instead: Instead | None,
    language: Language,
) -> Document:
    """Do as `explanation_document` with a plan that is open already.

    Raises
    ------
    NoSuchVisit
        If the scenario has no such visit or helper.
    """
    plan = ground.plan
    need, number = find_visit(ground, need, occurrence)
    unmet = next((o for o in plan.unmet if (o.need, o.occurrence) == (need, number)), None)
    if unmet is None:
        served = explain_served(ground, (need, number), instead=instead, seconds=seconds, most=most)
        return served_document(ground, served, language)
    unserved = explain_unserved(ground, unmet, instead=instead, seconds=seconds, most=most)
    return unserved_document(ground, unserved, language)


def unserved_document(ground: Ground, told: Unserved, language: Language) -> Document:
    """Give the document of an unmet visit."""
    scenario, unmet = ground.scenario, told.unmet
    teller = Teller(scenario, ground.plan, language)
    return {
        "need": unmet.need,
        "occurrence": unmet.occurrence,
        "served": False,
        "kind": unmet.kind.value,
        "reasons": reasons_document(scenario, ground.plan, unmet, language),
        "misses": [_miss(one, teller) for one in told.misses],
        "suggestions": [_remedy(one, unmet.need, teller, scenario) for one in told.remedies],
        "fit": None if told.fit is None else fit_document(scenario, told.fit, language),
        "forced": _forced(told.forced, ground, teller, language),
        "moves_up": _moves_up(ground, unmet.need, language),
        "complete": told.complete,
    }


def served_document(ground: Ground, told: Served, language: Language) -> Document:
    """Give the document of a served visit."""
    scenario = ground.scenario
    teller = Teller(scenario, ground.plan, language)
    return {
        "need": told.present.need.id,
        "occurrence": told.present.occurrence,
        "served": True,
        "present": fit_document(scenario, told.present, language),
        "alternatives": [fit_document(scenario, one, language) for one in told.others],
        "forced": _forced(told.forced, ground, teller, language),
        "moves_up": _moves_up(ground, told.present.need.id, language),
    }


def overview_document(ground: Ground, told: Overview, language: Language) -> Document:
    """Give the document of all unmet visits."""
    teller = Teller(ground.scenario, ground.plan, language)
    return {
        "groups": [
            {"kind": one.kind.value, "code": one.code, "visits": [_key(key) for key in one.visits]}
            for one in told.groups
        ],
        "common": [
            {
                "steps": [_step(step) for step in one.remedy.steps],
                "changes": list(one.remedy.changes),
                "message": teller.steps(one.visits[0][0], one.remedy.steps),
                "visits": [_key(key) for key in one.visits],
                "together": one.together,
            }
            for one in told.common
        ],
        "visits": [unserved_document(ground, one, language) for one in told.explained],
        "complete": told.complete,
    }


def variant_document(ground: Ground, name: str, need: str, remedy: Remedy) -> Document:
    """Give a suggestion for a need as a variant's file."""
    titles = {
        language.value: Teller(ground.scenario, ground.plan, language).steps(need, remedy.steps)
        for language in Language
    }
    return {
        "format": "linli.variant/1",
        "name": name,
        "title": titles,
        "changes": list(remedy.changes),
    }


def _key(key: Key) -> Document:
    return {"need": key[0], "occurrence": key[1]}


def _miss(miss: Miss, teller: Teller) -> Document:
    return {
        "role": miss.role,
        "helper": miss.helper,
        "shift": miss.shift,
        "lacks": [
            {
                "code": lack.code.value,
                "amount": lack.amount,
                "has": lack.has,
                "asked": lack.asked,
                "what": lack.what,
                "message": teller.lack(lack),
            }
            for lack in miss.lacks
        ],
        "message": teller.miss(miss),
    }


def _remedy(remedy: Remedy, need: str, teller: Teller, scenario: Scenario) -> Document:
    visit = remedy.visit
    return {
        "steps": [_step(step) for step in remedy.steps],
        "changes": list(remedy.changes),
        "message": teller.steps(need, remedy.steps),
        "then": {
            "occurrence": visit.occurrence,
            "start": _iso(scenario, visit.start),
            "end": _iso(scenario, visit.end),
            "crew": [
                {"role": one.role, "helper": one.helper, "shift": one.shift} for one in visit.crew
            ],
            "moved": remedy.moved,
            "message": teller.then(remedy),
        },
    }


def _step(step: Step) -> Document:
    return {
        "kind": step.kind.value,
        "grade": GRADES[step.kind],
        "amount": step.amount,
        "helper": step.helper or None,
        "shift": step.shift or None,
        "what": step.what or None,
    }


def _forced(
    forced: Forced | None, ground: Ground, teller: Teller, language: Language
) -> Document | None:
    if forced is None:
        return None
    return {
        "possible": forced.plan is not None,
        "change": None if forced.change is None else _change(forced.change),
        "changes": [_plan_change(one, ground.scenario, language) for one in forced.changes],
        "against": [_miss(one, teller) for one in forced.against],
        "rules": [rule.value for rule in forced.rules],
        "message": teller.forced(forced),
    }


def _moves_up(ground: Ground, need: str, language: Language) -> str | None:
    said = moves_up(ground.scenario, ground.plan, need)
    return None if said is None else said.of(language)


def _change(change: Change) -> Document:
    return {"totals": list(change.totals), "terms": [asdict(term) for term in change.terms]}


def _plan_change(change: PlanChange, scenario: Scenario, language: Language) -> Document:
    return {
        "code": change.code.value,
        "need": change.need,
        "occurrence": change.occurrence,
        "message": sentence(change, scenario).of(language),
    }


def _iso(scenario: Scenario, minute: int) -> str:
    return (scenario.start + timedelta(minutes=minute)).isoformat(timespec="minutes")
