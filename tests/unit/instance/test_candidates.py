"""The candidates found by index and joins are those that a look at every pair finds.

The checker's tests of fitness, which share no code with the rules, say who may fill a role.
"""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings

from matcher.check.facts import Facts, NeedFacts, gather
from matcher.check.fitness import TESTS
from matcher.check.reading import Member, Served
from matcher.instance import compile_instance
from matcher.model import Assignment, Helper, Shift, Visit, Window, WindowBounds
from tests.strategies import scenarios
from tests.unit.small import candidates


@settings(max_examples=150, deadline=None, derandomize=True)
@given(scenarios(most_needs=6))
def test_candidates_are_those_of_every_pair(scenario):
    facts = gather(scenario)
    expected = {
        (name, number, shift.id)
        for name, need in facts.needs.items()
        for number in range(len(need.roles))
        for helper in scenario.helpers
        for shift in helper.shifts
        if fits(facts, need, number, helper, shift)
        and hours_fit(facts, need, number, helper, shift)
    }
    assert candidates(scenario) == expected


@settings(max_examples=20, deadline=None, derandomize=True)
@given(scenarios(most_needs=6))
def test_helpers_judged_one_by_one_have_the_candidates_they_have_together(scenario):
    together = compile_instance(scenario).arrays
    with mock.patch("matcher.instance.candidates.BLOCK", 1):
        singly = compile_instance(scenario).arrays
    assert singly.candidate.tolist() == together.candidate.tolist()
    assert singly.link.tolist() == together.link.tolist()


def fits(facts: Facts, need: NeedFacts, number: int, helper: Helper, shift: Shift) -> bool:
    place = Assignment(role=number, helper=helper.id, shift=shift.id, start=0, end=0)
    member = Member(assignment=place, role=need.roles[number], helper=helper, shift=shift)
    visit = Visit(need=need.need.id, start=0, end=0)
    served = Served(visit=visit, facts=need, members=(member,))
    return not any(test(facts, served, member) for rule, test in TESTS if rule not in facts.ignored)


def hours_fit(facts: Facts, need: NeedFacts, number: int, helper: Helper, shift: Shift) -> bool:
    """Look at every minute at which the role could start."""
    home, role = facts.home(helper), need.roles[number]
    minutes = need.role_minutes(role)
    out = facts.travel.leg(helper, shift.start_place or home, need.place)
    back = facts.travel.leg(helper, need.place, shift.end_place or home)
    assert out is not None
    assert back is not None
    horizon = facts.scenario.horizon
    first = max(0, shift.start) + out.minutes
    last = min(shift.end + shift.max_overtime, horizon) - back.minutes - minutes
    roles = need.roles[: number + 1]
    least = sum(each.lag.min for each in roles if each.lag)
    most = sum(each.lag.max for each in roles if each.lag)
    windows = need.need.windows or (Window(start=0, end=horizon),)
    return any(
        admits(window, start, minutes, least, most)
        for start in range(first, last + 1)
        for window in windows
    )


def admits(window: Window, start: int, minutes: int, least: int, most: int) -> bool:
    """Say whether a visit with this role alone could be admitted."""
    if start < window.start + least:
        return False
    if window.soft and window.max_late is None:
        return True
    until = window.end + (window.max_late or 0 if window.soft else 0)
    if window.bounds is WindowBounds.SERVICE:
        return start + minutes <= until
    return start <= until + (most if window.bounds is WindowBounds.START else 0)
