"""The example with its scenario changed so that its plan breaks just one rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from matcher.model import (
    EscalationTier,
    Gender,
    HeldLicence,
    HelperKind,
    Interval,
    Lag,
    PastVisit,
    Pin,
    Recurrence,
    ResourceLine,
    Role,
    Rule,
    Scenario,
    SkillLevel,
    Window,
)

from .change import changed, with_shift
from .example import SCENARIO

SERVICES = {service.id: service for service in SCENARIO.services}
NEEDS = {need.id: need for need in SCENARIO.needs}


def helper(name: str, **changes: Any) -> Scenario:
    return changed(SCENARIO, "helpers", name, **changes)


def need(name: str, **changes: Any) -> Scenario:
    return changed(SCENARIO, "needs", name, **changes)


def resource(name: str, **changes: Any) -> Scenario:
    return changed(SCENARIO, "resources", name, **changes)


def project(**changes: Any) -> Scenario:
    return changed(SCENARIO, "projects", "warm_home", **changes)


def pins(*wanted: Pin) -> Scenario:
    return replace(SCENARIO, pins=wanted)


def first_role(name: str, **changes: Any) -> Scenario:
    first, second = NEEDS[name].roles or ()
    return need(name, roles=(replace(first, **changes), second))


def second_role(name: str, **changes: Any) -> Scenario:
    first, second = NEEDS[name].roles or ()
    return need(name, roles=(first, replace(second, **changes)))


def climbing(opens: int, *more: EscalationTier) -> Scenario:
    """Let the second role of `care` be filled by volunteers only from then on."""
    made = second_role("care", kinds=(HelperKind.TEAM,))
    policy = replace(
        SCENARIO.policy, escalation=(EscalationTier(kinds=(HelperKind.VOLUNTEER,)), *more)
    )
    climbs = changed(made, "needs", "care", requested=opens, service_level_days=0)
    return replace(climbs, policy=policy)


BROKEN_SCENARIOS: dict[Rule, dict[str, Scenario]] = {
    Rule.KIND: {"not among the kinds": second_role("care", kinds=(HelperKind.TEAM,))},
    Rule.ESCALATION: {"before it moves up": climbing(541)},
    Rule.SKILL: {
        "level too low": first_role("care", skills=(SkillLevel(skill="counselling", level=3),)),
        "not held": second_role("care", skills=(SkillLevel(skill="first_aid"),)),
    },
    Rule.LICENCE: {
        "expired the day before": helper(
            "wang", licences=(HeldLicence(licence="social_work", expires=date(2026, 11, 22)),)
        ),
        "not held": helper("wang", licences=()),
    },
    Rule.AREA: {
        "other community": helper("liu", communities=("west",)),
        "organisation's area": changed(SCENARIO, "organisations", "station", communities=("west",)),
        "no coordinates to reckon a radius": helper("liu", communities=(), radius=10_000_000),
    },
    Rule.GENDER: {
        "other gender": helper("zhao", gender=Gender.MALE),
        "unknown gender": helper("wang", gender=None),
    },
    Rule.LANGUAGE: {"none of the languages": helper("liu", languages=("mandarin",))},
    Rule.REQUIRED: {"somebody else": need("weekly", required=("wang", "zhao"))},
    Rule.EXCLUDED: {"excluded": need("care", excluded=("zhao", "liu"))},
    Rule.SHIFT_HOURS: {
        "leaves too early": with_shift(SCENARIO, "wang-mon", start=531),
        "back too late": with_shift(SCENARIO, "wang-mon", max_overtime=14),
    },
    Rule.TRAVEL: {
        "nothing tells the way": need("class", place=replace(SCENARIO.helpers[2].home, key="moon")),
    },
    Rule.MAX_VISITS: {"one too many": with_shift(SCENARIO, "liu-mon", max_visits=1)},
    Rule.BREAK: {
        "too early": with_shift(
            SCENARIO,
            "wang-mon",
            breaks=(replace(SCENARIO.helpers[0].shifts[0].breaks[0], start=691, end=751),),
        ),
    },
    Rule.DAY_LIMIT: {"a minute too many": helper("liu", max_minutes_day=109)},
    Rule.WEEK_LIMIT: {"a minute too many": helper("liu", max_minutes_week=159)},
    Rule.HORIZON: {"after the end": replace(SCENARIO, days=2)},
    Rule.WINDOW: {
        "before the window": need("care", windows=(Window(start=541, end=600),)),
        "start after the window": need("care", windows=(Window(start=500, end=539),)),
        "end after the window": need(
            "parcel", windows=(replace(NEEDS["parcel"].windows[0], end=814),)
        ),
        "too late for a soft window": need(
            "nurse", windows=(replace(NEEDS["nurse"].windows[1], max_late=49),)
        ),
        "one start of all too late": need(
            "nurse", windows=(replace(NEEDS["nurse"].windows[1], soft=False),)
        ),
    },
    Rule.DURATION: {
        "role's minutes": second_role("care", minutes=59),
        "need's minutes": need("weekly", minutes=29),
        "crewless": need("parcel", minutes=14),
    },
    Rule.CREW: {
        "one short": second_role("round", count=2),
        "one too many": second_role("round", count=0),
        "nobody": need("parcel", roles=(Role(),)),
        "the same twice": need("round", distinct_crew=True),
    },
    Rule.SYNC: {
        "before the lag": second_role("round", lag=Lag(min=31, max=60)),
        "after the lag": second_role("nurse", lag=Lag(min=120, max=149)),
        "not together": second_role("nurse", lag=None),
        "together, not after": second_role("care", lag=Lag(min=1, max=5)),
    },
    Rule.RECURRENCE: {
        "too soon": need("weekly", recurrence=Recurrence(times=2, min_gap_days=2), history=()),
        "too late": need("weekly", recurrence=Recurrence(times=2, min_gap_days=0, max_gap_days=0)),
        "too soon after the history": need(
            "weekly",
            history=(
                PastVisit(helper="liu", day=date(2026, 11, 20)),
                PastVisit(helper="liu", day=date(2026, 11, 23)),
                PastVisit(helper="liu"),
            ),
        ),
    },
    Rule.CONTINUITY: {"one too many": need("nurse", max_helpers=1)},
    Rule.PREDECESSOR: {
        "not served": need("parcel", after=("care", "extra")),
        "not ended": need("parcel", after=("round",)),
        "the last visit not ended": need("parcel", after=("weekly",)),
        "the first visit too early": need("weekly", after=("nurse",)),
    },
    Rule.STOCK: {"one short": resource("rice-a", quantity=1)},
    Rule.FUND: {"a fen short": resource("aid", quantity=299)},
    Rule.VENUE: {"a seat short": resource("hall", quantity=19)},
    Rule.EQUIPMENT: {"none": resource("projector", quantity=0)},
    Rule.PERMITTED: {
        "service": resource("rice-b", services=("class",)),
        "community": resource("rice-b", communities=("west",)),
        "organisation": need("parcel", organisation=None),
        "other item": resource("rice-b", item="noodles"),
        "other resource": need(
            "class",
            place=replace(SCENARIO.helpers[2].home, key="hall"),
            resources=(
                ResourceLine(resource="annex", quantity=20),
                SERVICES["class"].resources[1],
            ),
        ),
    },
    Rule.AVAILABLE: {
        "goods drawn at the end": resource("rice-a", available=(Interval(start=0, end=800),)),
        "venue free only in two parts": resource(
            "hall", available=(Interval(start=600, end=700), Interval(start=700, end=800))
        ),
        "equipment held too long": resource("projector", available=(Interval(start=660, end=749),)),
        "goods expired": resource("rice-a", expires=date(2026, 11, 22)),
        "venue expired": resource("hall", expires=date(2026, 11, 22)),
    },
    Rule.LINE: {
        "too little": need(
            "parcel",
            resources=(
                ResourceLine(item="rice", quantity=4),
                ResourceLine(resource="aid", quantity=300),
            ),
        ),
        "too much": need(
            "parcel",
            resources=(
                ResourceLine(item="rice", quantity=2, all_or_none=False),
                ResourceLine(resource="aid", quantity=300),
            ),
        ),
        "nothing at all": need("care", resources=(ResourceLine(item="rice", quantity=1),)),
    },
    Rule.PROJECT: {
        "service": project(services=("class",)),
        "community": project(communities=("west",)),
        "before its start": project(start=541),
        "after its end": project(end=599),
    },
    Rule.PROJECT_BUDGET: {"a fen short": project(budget=3099)},
    Rule.PIN: {
        "other helper": pins(Pin(need="class", helpers=("zhao", "liu"))),
        "other time": pins(Pin(need="class", start=661)),
        "not served": pins(Pin(need="extra")),
        "other occurrence": pins(Pin(need="weekly", occurrence=1, start=610)),
    },
}
