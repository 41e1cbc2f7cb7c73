"""Scenarios whose visits need no routing, made from any."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import Break, Helper, Need, Policy, Role, Rule, Scenario, Shift, TermName

TIED = {TermName.FAIRNESS, TermName.BALANCE, TermName.MAX_LATENESS}
"""Terms that are no sums over visits."""


def plain(scenario: Scenario) -> Scenario:
    """Leave one visit of one helper in each need, and one stop in each shift."""
    return replace(
        scenario,
        helpers=tuple(_single_stop(helper) for helper in scenario.helpers),
        needs=tuple(_single_visit(need) for need in scenario.needs),
        policy=_untied(scenario.policy),
        pins=tuple(
            replace(pin, helpers=pin.helpers[:1]) for pin in scenario.pins if pin.occurrence == 0
        ),
        published=tuple(told for told in scenario.published if told.occurrence == 0),
    )


def _single_stop(helper: Helper) -> Helper:
    shifts = tuple(
        replace(
            shift,
            max_visits=1 if shift.max_visits is None else min(1, shift.max_visits),
            breaks=_short_rest(shift),
        )
        for shift in helper.shifts
    )
    changed = replace(
        helper,
        shifts=shifts,
        # Whole fen a minute: no sum needs rounding.
        cost_per_hour=helper.cost_per_hour // 60 * 60,
    )
    # Over many shifts a limit mostly admits now two visits, now three.
    if len(shifts) < 3:
        return changed
    return replace(changed, max_minutes_day=None, max_minutes_week=None)


def _short_rest(shift: Shift) -> tuple[Break, ...]:
    """Leave of the breaks one that has room beside a visit, mostly."""
    return tuple(
        replace(rest, start=shift.start, end=shift.end, minutes=min(10, rest.minutes))
        for rest in shift.breaks[:1]
    )


def _single_visit(need: Need) -> Need:
    role = replace((need.roles or (Role(),))[0], count=1, lag=None)
    return replace(need, roles=(role,), resources=(), recurrence=None, after=())


def _untied(policy: Policy) -> Policy:
    return replace(
        policy,
        terms=tuple(term for term in policy.terms if term.name not in TIED),
        ignored_rules=tuple(rule for rule in policy.ignored_rules if rule is not Rule.MAX_VISITS),
    )
