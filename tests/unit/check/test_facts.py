"""The scenario's defaults, as the checker fills them in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check.facts import gather
from matcher.model import Place, ResourceLine, Role, Rule

from .change import changed
from .example import SCENARIO

FACTS = gather(SCENARIO)


def test_a_need_takes_from_its_service_what_it_does_not_say():
    weekly = FACTS.needs["weekly"]

    assert (weekly.minutes, weekly.roles, weekly.lines) == (30, (Role(),), ())
    assert weekly.crew_size == 1
    assert weekly.occurrences == 2


def test_a_need_may_say_that_it_wants_nothing():
    scenario = changed(SCENARIO, "needs", "class", roles=(), resources=(), minutes=0)
    plain = gather(scenario).needs["class"]

    assert (plain.minutes, plain.roles, plain.lines) == (0, (), ())


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"place": Place(key="own")}, "own"),
        ({}, "hall"),
        ({"resources": (ResourceLine(resource="annex", quantity=1),)}, "west"),
        ({"resources": (ResourceLine(item="room", quantity=1),)}, "west"),
        (
            {
                "resources": (
                    ResourceLine(resource="rice-a", quantity=1),
                    ResourceLine(resource="annex", quantity=1),
                    ResourceLine(resource="hall", quantity=1),
                )
            },
            "hall",
        ),
    ],
)
def test_a_need_is_at_its_own_place_then_its_venues_then_its_communitys(changes, key):
    scenario = changed(SCENARIO, "communities", "west", place=Place(key="west"))
    scenario = changed(scenario, "resources", "rice-a", place=Place(key="store"))

    assert gather(changed(scenario, "needs", "class", **changes)).needs["class"].place == Place(
        key=key
    )


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"home": Place(key="own"), "community": "west"}, "own"),
        ({"community": "west"}, "hall"),
        ({}, "hub"),
        ({"community": "county"}, "hub"),
    ],
)
def test_a_helper_lives_at_home_then_in_the_community_then_with_the_organisation(changes, key):
    wang = replace(SCENARIO.helpers[0], **changes)

    assert FACTS.home(wang) == Place(key=key)


def test_a_helper_may_have_no_home():
    assert FACTS.home(replace(SCENARIO.helpers[0], organisation=None)) is None


def test_a_community_lies_in_all_above_it():
    assert FACTS.needs["care"].ancestry == {"east", "county"}


def test_communities_in_a_circle_end():
    circle = changed(SCENARIO, "communities", "county", parent="east")

    assert gather(circle).needs["care"].ancestry == {"east", "county"}


@pytest.mark.parametrize("occurrence", [-1, 2])
def test_a_need_has_only_its_occurrences(occurrence):
    assert FACTS.need_of("weekly", 1) is not None
    assert FACTS.need_of("weekly", occurrence) is None
    assert FACTS.need_of("ghost", 0) is None


def test_a_shift_is_its_helpers_only():
    assert FACTS.shift_of("liu", "liu-tue") is not None
    assert FACTS.shift_of("wang", "liu-tue") is None
    assert FACTS.shift_of("liu", "liu-sun") is None


def test_only_switchable_rules_are_ignored():
    policy = replace(SCENARIO.policy, ignored_rules=(Rule.AREA, Rule.STOCK))

    assert gather(replace(SCENARIO, policy=policy)).ignored == {Rule.AREA}


def test_times_are_said_as_people_read_them():
    assert FACTS.clock(1440 + 61) == "2026-11-24 01:01"
    assert FACTS.clock(10**30) == f"minute {10**30}"


def test_the_horizon_includes_both_its_ends():
    assert FACTS.beyond([0, 10_080]) is None
    assert FACTS.beyond([0, 10_081]) == (
        "2026-11-30 00:01 is outside the horizon, 2026-11-23 00:00 to 2026-11-30 00:00",
        "2026-11-30 00:01 超出排班周期 2026-11-23 00:00 至 2026-11-30 00:00",
    )
    assert FACTS.beyond([-1]) is not None
