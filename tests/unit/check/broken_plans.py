"""The example with its plan changed so that it breaks just one rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from matcher.model import (
    Assignment,
    Break,
    Ended,
    Escalation,
    EscalationTier,
    HelperKind,
    Pin,
    Plan,
    Recurrence,
    ResourceLine,
    Role,
    Rule,
    Scenario,
    Stop,
    TakenBreak,
    Unmet,
    UnmetKind,
)

from .broken_scenarios import climbing
from .change import changed, with_allocation, with_route, with_shift, with_stop, with_visit
from .example import PLAN, SCENARIO

Case = tuple[Scenario, Plan]

EXTRA_STOP: Stop = PLAN.routes[4].stops[1]
EXTRA_MEMBER: Assignment = PLAN.visits[6].crew[1]
TALK, PROJECTOR = SCENARIO.services[3].resources


def plan(**changes: Any) -> Case:
    return SCENARIO, replace(PLAN, **changes)


def unmet(need: str, occurrence: int = 0) -> Unmet:
    return Unmet(need=need, occurrence=occurrence, kind=UnmetKind.NO_ROOM)


LATER = EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=1)
SOON = EscalationTier(kinds=(HelperKind.SECRETARY,))


def said_to_climb(*times: int, reverse: bool = False) -> Plan:
    """Give the plan in which `care` moves up to the first tier, the second, ... then."""
    entries = [Escalation(need="care", tier=tier, at=at) for tier, at in enumerate(times)]
    return replace(PLAN, escalations=tuple(reversed(entries) if reverse else entries))


def member(**changes: Any) -> Case:
    """Give the plan with one more crew member."""
    crew = (*PLAN.visits[6].crew, replace(EXTRA_MEMBER, **changes))
    return SCENARIO, with_visit(PLAN, 6, crew=crew)


def allocation(**changes: Any) -> Case:
    """Give the plan with one more allocation."""
    extra = replace(PLAN.allocations[0], **changes)
    return plan(allocations=(*PLAN.allocations, extra))


def rests(route: int, *taken: tuple[int, int]) -> Plan:
    """Give the plan with other breaks on one route."""
    return with_route(
        PLAN, route, breaks=tuple(TakenBreak(start=start, end=end) for start, end in taken)
    )


def rest_of_wang(start: int, end: int) -> Case:
    """Give the scenario and the plan with Wang's break at another time."""
    rest = Break(start=start, end=end, minutes=end - start)
    return with_shift(SCENARIO, "wang-mon", breaks=(rest,)), rests(0, (start, end))


def last_stay(minutes: int) -> Case:
    """Give the plan whose last member stays other minutes."""
    *others, last = PLAN.visits[6].crew
    done = last.start + minutes
    stayed = with_visit(PLAN, 6, end=done, crew=(*others, replace(last, end=done)))
    stayed = with_stop(stayed, 4, 1, end=done)
    return SCENARIO, with_route(stayed, 4, return_depart=done, back=done)


def parcel_before_the_horizon() -> Case:
    """Give the plan whose parcel comes a minute before the horizon."""
    early = with_visit(PLAN, 4, start=-1, end=14)
    for position in range(3):
        early = with_allocation(early, position, start=-1, end=-1)
    return changed(SCENARIO, "needs", "parcel", windows=(), after=()), early


def projector_held(minutes: int, **changes: Any) -> Case:
    """Give the scenario and the plan whose projector is held for other minutes."""
    lines = (TALK, replace(PROJECTOR, hold=minutes))
    held = with_allocation(PLAN, 4, end=660 + minutes)
    scenario = changed(SCENARIO, "resources", "projector", **changes)
    return changed(scenario, "needs", "class", resources=lines), held


def projector_lent_before(minutes: int) -> Case:
    """Give the plan whose only projector is lent at 600 already, and again at 660."""
    line = ResourceLine(resource="projector", quantity=1, hold=minutes)
    lent = replace(PLAN.allocations[4], need="nurse", line=0, start=600, end=600 + minutes)
    plan = replace(PLAN, allocations=(*PLAN.allocations, lent))
    return changed(SCENARIO, "needs", "nurse", resources=(line,)), plan


def liu_a_minute_late(*roles: Role) -> Case:
    """Give the plan whose first visit has a member come later, in a role of its own or not."""
    scenario = changed(SCENARIO, "needs", "care", windows=(), roles=roles, project=None)
    wang, liu = PLAN.visits[0].crew
    late = replace(liu, role=len(roles) - 1, start=541, end=601)
    crew = (late, wang) if len(roles) == 1 else (wang, late)
    plan = with_visit(PLAN, 0, end=601, crew=crew)
    plan = with_stop(plan, 1, 0, role=late.role, start=541, end=601)
    return scenario, with_stop(plan, 1, 1, depart=601, arrive=601)


def weekly_on_one_route(first: int, second: int) -> Case:
    """Give the plan whose occurrences of one need, in this order, come on one day."""
    visits = [replace(PLAN.visits[2], occurrence=first), PLAN.visits[2]]
    crew = (replace(visits[1].crew[0], start=640, end=670),)
    visits[1] = replace(visits[1], occurrence=second, start=640, end=670, crew=crew)
    care, stop = PLAN.routes[1].stops
    then = replace(stop, occurrence=second, depart=640, arrive=640, start=640, end=670)
    stops = (care, replace(stop, occurrence=first), then)
    merged = replace(PLAN.routes[1], stops=stops, return_depart=670, back=680)
    daily = Recurrence(times=2, min_gap_days=0)
    scenario = changed(SCENARIO, "needs", "weekly", recurrence=daily, history=())
    scenario = changed(scenario, "helpers", "liu", max_minutes_day=None)
    visits.sort(key=lambda visit: visit.occurrence)
    return with_shift(scenario, "liu-mon", max_visits=3), replace(
        PLAN,
        visits=(*PLAN.visits[:2], *visits, *PLAN.visits[4:]),
        routes=(PLAN.routes[0], merged, *PLAN.routes[3:]),
    )


def weekly_once() -> Plan:
    """Give the plan without the second occurrence of a need."""
    return replace(
        PLAN,
        visits=(*PLAN.visits[:3], *PLAN.visits[4:]),
        routes=(*PLAN.routes[:2], *PLAN.routes[3:]),
        unmet=(unmet("weekly", 1), *PLAN.unmet),
    )


def two_venues() -> Case:
    """Give the plan whose class sits in two rooms."""
    half = replace(PLAN.allocations[3], quantity=10)
    rooms = (half, replace(half, resource="annex"))
    lines = (ResourceLine(item="room", quantity=20), PROJECTOR)
    home = replace(SCENARIO.helpers[2].home, key="hall")
    return changed(SCENARIO, "needs", "class", place=home, resources=lines), replace(
        PLAN, allocations=(*PLAN.allocations[:3], *rooms, PLAN.allocations[4])
    )


def money_for_an_unmet_visit() -> Case:
    """Give the plan that gives money to a visit left out."""
    asked = (ResourceLine(resource="aid", quantity=1),)
    less = with_allocation(PLAN, 2, quantity=299)
    extra = replace(PLAN.allocations[2], need="extra", line=0, quantity=1)
    return changed(SCENARIO, "needs", "extra", resources=asked), replace(
        less, allocations=(*less.allocations, extra)
    )


def two_unmet_out_of_order() -> Case:
    """Give a scenario without pins and a plan with two visits left out, the later one first."""
    once = weekly_once()
    return SCENARIO, replace(once, unmet=once.unmet[::-1])


BROKEN_PLANS: dict[Rule, dict[str, Case]] = {
    Rule.TRAVEL: {
        "metres": (SCENARIO, with_stop(PLAN, 0, 0, metres=699)),
        "too fast": (SCENARIO, with_stop(PLAN, 0, 1, arrive=611)),
        "too slow": (SCENARIO, with_stop(PLAN, 0, 1, arrive=613)),
        "return metres": (SCENARIO, with_route(PLAN, 0, return_metres=0)),
        "return minutes": (SCENARIO, with_route(PLAN, 1, back=649)),
        "leaves before the service ends": (
            SCENARIO,
            with_stop(PLAN, 1, 1, depart=599, arrive=599),
        ),
        "serves before it arrives": (SCENARIO, with_stop(PLAN, 3, 1, depart=641, arrive=661)),
        "returns before the service ends": (
            SCENARIO,
            with_route(PLAN, 0, return_depart=779, back=794),
        ),
        "break while travelling": rest_of_wang(611, 671),
        "break while serving": rest_of_wang(691, 751),
    },
    Rule.BREAK: {
        "mandatory break missing": (SCENARIO, rests(0)),
        "too short": (SCENARIO, rests(0, (690, 749))),
        "not the shift's": (SCENARIO, rests(1, (600, 610))),
        "twice": (SCENARIO, rests(1, (660, 680), (680, 700))),
    },
    Rule.HORIZON: {
        "before the start": parcel_before_the_horizon(),
    },
    Rule.DURATION: {
        "too short": last_stay(29),
        "negative": last_stay(-1),
        "visit's end": (SCENARIO, with_visit(PLAN, 0, end=599)),
    },
    Rule.RECURRENCE: {"out of order": weekly_on_one_route(1, 0)},
    Rule.SYNC: {
        "members of one role apart": liu_a_minute_late(Role(count=2)),
        "a minute late": liu_a_minute_late(Role(), Role()),
    },
    Rule.EQUIPMENT: {"lent twice for a minute": projector_lent_before(61)},
    Rule.AVAILABLE: {
        "held past its last day": projector_held(781, expires=date(2026, 11, 23)),
    },
    Rule.PREDECESSOR: {
        "not served in full": (
            changed(SCENARIO, "needs", "parcel", after=("weekly",)),
            weekly_once(),
        ),
    },
    Rule.LINE: {
        "nothing": plan(allocations=(*PLAN.allocations[:3], PLAN.allocations[4])),
        "of nothing": allocation(quantity=0),
        "two venues": two_venues(),
    },
    Rule.PIN: {
        "infeasible, but served otherwise": (
            replace(SCENARIO, pins=(Pin(need="extra"), Pin(need="class", start=661))),
            replace(PLAN, ended=Ended.INFEASIBLE_PINS),
        ),
        "infeasible, but all served": plan(ended=Ended.INFEASIBLE_PINS),
    },
    Rule.REFERENCE: {
        "other scenario": plan(scenario="other"),
        "other start": plan(start=SCENARIO.start.replace(day=24)),
        "no digest": plan(digest=""),
        "escalation of nobody": (
            replace(SCENARIO, policy=climbing(0).policy),
            replace(PLAN, escalations=(Escalation(need="ghost", tier=0, at=0),)),
        ),
        "escalation without a ladder": plan(escalations=(Escalation(need="extra", tier=0, at=0),)),
        "visit twice": plan(visits=(PLAN.visits[0], *PLAN.visits)),
        "unmet twice": plan(unmet=PLAN.unmet * 2),
        "unmet unknown": plan(unmet=(*PLAN.unmet, unmet("ghost"))),
        "occurrence unknown": plan(unmet=(*PLAN.unmet, unmet("extra", 1))),
        "visit unknown": plan(visits=(*PLAN.visits, replace(PLAN.visits[6], need="ghost"))),
        "negative occurrence": plan(
            visits=(*PLAN.visits[:6], replace(PLAN.visits[6], occurrence=-1), PLAN.visits[6])
        ),
        "helper unknown": member(helper="ghost"),
        "other helper's shift": member(shift="liu-mon"),
        "role unknown": member(role=2),
        "negative role": member(role=-1),
        "route unknown": plan(routes=(*PLAN.routes, replace(PLAN.routes[0], shift="ghost-mon"))),
        "stop unknown": (
            SCENARIO,
            with_route(PLAN, 4, stops=(*PLAN.routes[4].stops, replace(EXTRA_STOP, need="ghost"))),
        ),
        "resource unknown": allocation(resource="ghost"),
        "allocation's visit unknown": allocation(occurrence=3),
        "line unknown": allocation(line=2),
        "negative line": allocation(line=-1),
    },
    Rule.CONSISTENCY: {
        "neither served nor unmet": plan(unmet=()),
        "both served and unmet": plan(unmet=(unmet("care"), *PLAN.unmet)),
        "stop missing": (SCENARIO, with_route(PLAN, 4, stops=PLAN.routes[4].stops[:1])),
        "visit missing": plan(visits=PLAN.visits[:6], unmet=(unmet("round"), *PLAN.unmet)),
        "other times": (SCENARIO, with_stop(PLAN, 4, 0, end=3429)),
        "other occurrence": (SCENARIO, with_stop(PLAN, 1, 1, role=0, occurrence=1)),
        "visit's start": (SCENARIO, with_visit(PLAN, 0, start=541)),
        "empty route": plan(
            routes=(
                *PLAN.routes,
                replace(PLAN.routes[4], shift="zhao-sun", stops=(), return_depart=9000, back=9000),
            )
        ),
        "two routes of one shift": plan(
            routes=(
                *PLAN.routes[:4],
                replace(PLAN.routes[4], stops=PLAN.routes[4].stops[:1]),
                replace(PLAN.routes[4], stops=PLAN.routes[4].stops[1:]),
            )
        ),
        "allocation's start": (SCENARIO, with_allocation(PLAN, 2, start=799)),
        "goods held": (SCENARIO, with_allocation(PLAN, 2, end=801)),
        "equipment held other minutes": (SCENARIO, with_allocation(PLAN, 4, end=749)),
        "venue held other minutes": (SCENARIO, with_allocation(PLAN, 3, end=719)),
        "allocation to an unmet visit": money_for_an_unmet_visit(),
        "visits out of order": plan(visits=PLAN.visits[::-1]),
        "unmet out of order": two_unmet_out_of_order(),
        "routes out of order": plan(routes=PLAN.routes[::-1]),
        "escalation unsaid": (climbing(480), PLAN),
        "escalation at another time": (climbing(480), said_to_climb(479)),
        "escalation too soon": (climbing(480, LATER), said_to_climb(480, 1920)),
        "escalations out of order": (climbing(0, SOON), said_to_climb(0, 0, reverse=True)),
        "crew out of order": (SCENARIO, with_visit(PLAN, 0, crew=PLAN.visits[0].crew[::-1])),
    },
    Rule.SCORE: {
        "bound above the totals": plan(bound=(16, 501, 0)),
        "bound of another length": plan(bound=(16,)),
    },
}
