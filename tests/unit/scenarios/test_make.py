"""The published facts that each scenario is made from."""

from collections import Counter

import pytest

from matcher.model import Domain, HelperKind, Need, ResourceKind, Scenario, Service, Tier
from scenarios.make import (
    double_crew,
    kangbashi_district,
    outbreak,
    station_week,
    weekly_contact,
)
from scenarios.make.catalogue import services


def roles(scenario: Scenario, need: Need) -> tuple:
    return need.roles if need.roles is not None else service(scenario, need).roles


def lines(scenario: Scenario, need: Need) -> tuple:
    return need.resources if need.resources is not None else service(scenario, need).resources


def service(scenario: Scenario, need: Need) -> Service:
    return next(one for one in scenario.services if one.id == need.service)


def asked(scenario: Scenario, item: str) -> int:
    return sum(
        line.quantity * (need.recurrence.times if need.recurrence else 1)
        for need in scenario.needs
        for line in lines(scenario, need)
        if line.item == item
    )


def stocked(scenario: Scenario, item: str) -> int:
    return sum(one.quantity for one in scenario.resources if one.item == item)


def test_the_station_has_the_published_size() -> None:
    scenario = station_week.build()
    kinds = Counter(helper.kind for helper in scenario.helpers)
    assert kinds == {HelperKind.SOCIAL_WORKER: 3, HelperKind.VOLUNTEER: 40}
    assert len({need.resident for need in scenario.needs if need.resident}) == 90
    assert Counter(community.tier for community in scenario.communities)[Tier.COMMUNITY] == 3
    visits = sum(n.recurrence.times if n.recurrence else 1 for n in scenario.needs)
    assert 100 <= visits <= 150


def test_the_station_works_in_all_eight_fields() -> None:
    fields = {one.domain for one in station_week.build().services}
    assert fields == set(Domain) - {Domain.OWN}


@pytest.mark.parametrize("item", ["meal_box", "emergency_aid"])
def test_the_station_is_short_of(item: str) -> None:
    scenario = station_week.build()
    assert stocked(scenario, item) < asked(scenario, item)


def test_nobody_at_the_station_knows_sign_language() -> None:
    scenario = station_week.build()
    assert any(need.service == "sign" for need in scenario.needs)
    skills = {held.skill for helper in scenario.helpers for held in helper.skills}
    assert "sign_language" not in skills


def test_kangbashi_has_the_published_size() -> None:
    scenario = kangbashi_district.build()
    tiers = Counter(community.tier for community in scenario.communities)
    assert (tiers[Tier.STREET], tiers[Tier.COMMUNITY]) == (4, 19)
    workers = Counter(
        helper.community
        for helper in scenario.helpers
        if helper.kind not in (HelperKind.VOLUNTEER, HelperKind.SPECIALIST)
    )
    assert set(workers.values()) == {15}


def test_matters_in_kangbashi_climb_the_ladder() -> None:
    scenario = kangbashi_district.build()
    matter = next(need for need in scenario.needs if need.service == "matter")
    (role,) = roles(scenario, matter)
    assert role.kinds == (
        HelperKind.LIAISON,
        HelperKind.GRID_MEMBER,
        HelperKind.SECRETARY,
        HelperKind.SPECIALIST,
    )
    assert all(
        need.due is not None
        for need in scenario.needs
        if need.service in ("matter", "dispute", "specialised")
    )


@pytest.mark.parametrize("item", ["food_box", "medicine_pack", "oxygen_concentrator"])
def test_the_outbreak_is_short_of(item: str) -> None:
    scenario = outbreak.build()
    assert stocked(scenario, item) < asked(scenario, item)


def test_food_in_the_outbreak_does_not_keep() -> None:
    loads = [one for one in outbreak.build().resources if one.item == "food_box"]
    assert all(load.kind is ResourceKind.GOODS for load in loads)
    assert len({load.expires for load in loads}) == 3


def test_every_household_is_contacted_weekly_and_visited_monthly() -> None:
    scenario = weekly_contact.build()
    assert scenario.days == 28
    contacts = [need for need in scenario.needs if need.service == "contact"]
    visited = {need.resident for need in scenario.needs if need.service == "visit"}
    assert {need.resident for need in contacts} == visited
    assert all(need.recurrence and need.recurrence.times == 4 for need in contacts)
    assert all(need.due for need in scenario.needs if need.service == "council")


def test_the_nurse_comes_two_hours_after_the_breakfast_help() -> None:
    scenario = double_crew.build()
    breakfast = next(need for need in scenario.needs if need.service == "breakfast")
    helped, nursed = roles(scenario, breakfast)
    assert (helped.lag, nursed.lag.min, nursed.licences) == (None, 120, ("nurse",))


def test_every_visit_of_double_crew_takes_two() -> None:
    scenario = double_crew.build()
    for need in scenario.needs:
        assert sum(role.count for role in roles(scenario, need)) == 2
    assert {need.distinct_crew for need in scenario.needs} == {True, False}


def test_a_service_the_catalogue_does_not_have_is_told() -> None:
    with pytest.raises(LookupError, match="no service dance, sing in the catalogue"):
        services("meal", "sing", "dance")
