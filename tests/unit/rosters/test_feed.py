from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from icalendar import Calendar

from matcher.model import Place, Plan, Route, Scenario
from matcher.report import Language
from matcher.rosters import helper_calendar


def feed(*published: tuple[Scenario, Plan], helper: str = "h1") -> list[tuple[str, str, int, str]]:
    """Read a helper's events: service, UTC start, sequence, status."""
    calendar = Calendar.from_ical(helper_calendar(published, helper, Language.EN))
    return [
        (str(each["summary"]), f"{each.start:%H:%M}", each["sequence"], str(each["status"]))
        for each in calendar.events
    ]


def with_route(plan: Plan, route: Route) -> Plan:
    return replace(plan, routes=(route, *plan.routes[1:]))


def without_parcel(plan: Plan) -> Plan:
    return with_route(plan, replace(plan.routes[0], stops=plan.routes[0].stops[1:]))


def later_parcel(plan: Plan) -> Plan:
    parcel, bath = plan.routes[0].stops
    moved = replace(parcel, start=660, end=690)
    return with_route(plan, replace(plan.routes[0], stops=(bath, moved)))


PARCEL = ("Parcel", "00:20", 0, "CONFIRMED")
BATH = ("Bath <i>", "01:00", 0, "CONFIRMED")


def test_one_plan_gives_a_helpers_own_visits(scenario: Scenario, plan: Plan) -> None:
    assert feed((scenario, plan)) == [PARCEL, BATH]
    assert feed((scenario, plan), helper="h2") == [BATH]


def test_what_does_not_change_keeps_its_sequence(scenario: Scenario, plan: Plan) -> None:
    assert feed((scenario, plan), (scenario, plan)) == [PARCEL, BATH]


def test_a_visit_taken_away_is_cancelled_once(scenario: Scenario, plan: Plan) -> None:
    less = without_parcel(plan)
    cancelled = ("Parcel", "00:20", 1, "CANCELLED")
    assert feed((scenario, plan), (scenario, less)) == [cancelled, BATH]
    assert feed((scenario, plan), (scenario, less), (scenario, less)) == [cancelled, BATH]


def test_a_visit_given_back_is_confirmed_with_a_higher_sequence(
    scenario: Scenario, plan: Plan
) -> None:
    published = [(scenario, plan), (scenario, without_parcel(plan)), (scenario, plan)]
    assert feed(*published) == [("Parcel", "00:20", 2, "CONFIRMED"), BATH]


def test_a_new_time_raises_the_sequence(scenario: Scenario, plan: Plan) -> None:
    assert feed((scenario, plan), (scenario, later_parcel(plan))) == [
        BATH,
        ("Parcel", "03:00", 1, "CONFIRMED"),
    ]


def test_a_new_place_raises_the_sequence(scenario: Scenario, plan: Plan) -> None:
    moved = replace(scenario.needs[0], place=Place(lat=28.25, lon=113.0))
    elsewhere = replace(scenario, needs=(moved, *scenario.needs[1:]))
    assert feed((scenario, plan), (elsewhere, plan)) == [PARCEL, ("Bath <i>", "01:00", 1, BATH[3])]


def test_other_words_do_not_raise_the_sequence(scenario: Scenario, plan: Plan) -> None:
    renamed = replace(scenario.services[1], name="Box")
    later = replace(scenario, services=(scenario.services[0], renamed, scenario.services[2]))
    assert feed((scenario, plan), (later, plan)) == [("Box", *PARCEL[1:]), BATH]


def test_each_scenario_has_its_own_newest_plan(scenario: Scenario, plan: Plan) -> None:
    next_start = scenario.start + timedelta(days=7)
    after = replace(scenario, id="next", start=next_start)
    published = [(scenario, plan), (after, replace(plan, start=next_start))]
    assert feed(*published) == [PARCEL, BATH, PARCEL, BATH]


def test_a_helper_who_left_has_only_cancelled_visits(scenario: Scenario, plan: Plan) -> None:
    alone = replace(scenario, helpers=scenario.helpers[:1])
    only = replace(plan, routes=plan.routes[:1], visits=(plan.visits[1],))
    published = [(scenario, plan), (alone, only)]
    assert feed(*published, helper="h2") == [("Bath <i>", "01:00", 1, "CANCELLED")]


def test_the_calendar_bears_the_helpers_name(scenario: Scenario, plan: Plan) -> None:
    written = helper_calendar([(scenario, plan)], "h1", Language.EN)
    assert Calendar.from_ical(written)["x-wr-calname"] == "Zhang San"
    assert written == helper_calendar([(scenario, plan)], "h1", Language.EN)


def test_a_stranger_has_an_empty_calendar(scenario: Scenario, plan: Plan) -> None:
    assert feed((scenario, plan), helper="nobody") == []
    assert feed(helper="nobody") == []
