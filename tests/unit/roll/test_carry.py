"""What is left of a week, and what the next one begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.model import (
    Allocation,
    Assignment,
    Interval,
    PastVisit,
    Pin,
    Project,
    Recurrence,
    Resource,
    ResourceKind,
    Visit,
    Window,
)
from matcher.roll.carry import (
    a_week_later,
    minutes_between,
    new_names,
    next_week,
    refilled,
    remembered,
    still_owed,
)
from tests.unit.small import helper, need, resource, scenario

WEEK = 7 * 1440


def visit(name="tea", start=600, who="ann", occurrence=0):
    member = Assignment(role=0, helper=who, shift=f"{who}-mon", start=start, end=start + 30)
    return Visit(need=name, occurrence=occurrence, start=start, end=start + 30, crew=(member,))


def test_a_need_that_is_met_leaves_nothing():
    assert still_owed(need(), [visit()]) is None


def test_a_need_without_a_visit_keeps_its_age():
    assert still_owed(need(requested=-300), []) == need(requested=-300)
    assert still_owed(need(), []) == need(requested=0)


def test_what_is_owed_of_several_visits_counts_from_the_last_one_made():
    thrice = need(recurrence=Recurrence(times=3, min_gap_days=0), requested=-300)
    left = still_owed(thrice, [visit(start=600), visit(start=500)])
    assert left == need(recurrence=Recurrence(times=1, min_gap_days=0), requested=600)


def test_a_week_later_it_was_asked_for_a_week_before_and_its_windows_are_the_new_ones():
    window = Window(start=480, end=600)
    moved = a_week_later(need(requested=30, due=700, windows=(window,)), WEEK)
    assert moved == need(requested=30 - WEEK, due=700 - WEEK, windows=(window,))


@pytest.mark.parametrize(("days", "weeks"), [(1, 1), (7, 1), (8, 2), (28, 4)])
def test_horizons_follow_one_another_in_whole_weeks(days, weeks):
    assert minutes_between(scenario(days=days)) == weeks * WEEK


def test_who_came_is_remembered_once_with_the_last_day():
    past = PastVisit(helper="ann", day=date(2026, 11, 1)), PastVisit(helper="eve")
    found = remembered(past, [visit(), visit(who="bob"), visit(who="eve")], scenario())
    monday = date(2026, 11, 23)
    assert found == tuple(PastVisit(helper=name, day=monday) for name in ("ann", "eve", "bob"))


def test_a_day_is_not_forgotten_for_one_before_it():
    past = PastVisit(helper="ann", day=date(2026, 12, 24)), PastVisit(helper="ann")
    assert remembered(past, [visit()], scenario()) == past[:1]


def test_needs_that_are_asked_for_again_have_names_of_their_own():
    long = "x" * 100
    found = new_names(["a", "b", long], 12, {"b~12"})
    assert found == {"a": "a~12", "b": "b~12~", long: "x" * 97 + "~12"}


GOODS = resource("rice", ResourceKind.GOODS, 10)
CHAIR = resource("chair", ResourceKind.EQUIPMENT, 2)
PAID = Project(id="fund", budget=1000, start=100, end=2000)


def played():
    return scenario(
        helpers=(helper("ann", cost_per_hour=61),),
        needs=(need(project="fund"), need("lost", project="fund")),
        resources=(GOODS, replace(CHAIR, available=(Interval(start=0, end=900),))),
        projects=(PAID,),
        pins=(Pin(need="tea", start=600),),
    )


def after():
    given = [
        Allocation(resource=name, need=of, line=0, quantity=quantity, start=600, end=600)
        for name, of, quantity in (("rice", "tea", 3), ("rice", "lost", 4), ("chair", "tea", 1))
    ]
    return next_week(played(), (need("new"),), {("tea", 0): visit()}, given)


def test_the_next_week_begins_with_what_the_visits_that_took_place_have_left():
    made = after()
    assert (made.start - played().start).days == 7
    assert [each.id for each in made.needs] == ["new"]
    assert made.pins == ()
    assert [each.quantity for each in made.resources] == [7, 2]
    assert made.resources[1].available == (Interval(start=0, end=900),)
    # Half an hour at 61 fen: 30.5, which is 31.
    (fund,) = made.projects
    assert (fund.budget, fund.start, fund.end) == (969, 100 - WEEK, 2000 - WEEK)


def test_refilled_it_begins_with_what_there_was_at_first():
    made = refilled(after(), played())
    assert made.resources == played().resources
    assert made.projects == (replace(PAID, start=100 - WEEK, end=2000 - WEEK),)
    assert isinstance(made.resources[0], Resource)
