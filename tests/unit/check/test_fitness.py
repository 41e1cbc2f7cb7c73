"""A helper's area, by community and by radius."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check import check
from matcher.check.facts import gather
from matcher.check.fitness import in_area
from matcher.check.reading import read
from matcher.model import Helper, HelperKind, Place

from .change import changed
from .example import PLAN, SCENARIO

HERE, THERE = Place(lat=30.0, lon=110.0), Place(lat=30.01, lon=110.0)
HELPER = Helper(id="mei", kind=HelperKind.VOLUNTEER, home=HERE)


def serves(helper, place=THERE):
    """Say whether the helper serves a place in East, 1111.95 metres from home."""
    facts = gather(changed(SCENARIO, "needs", "weekly", place=place))
    return in_area(facts, read(facts, PLAN).visits["weekly", 0], helper)


@pytest.mark.parametrize(
    ("changes", "served"),
    [
        ({}, True),
        ({"communities": ("east",)}, True),
        ({"communities": ("county",)}, True),
        ({"communities": ("west",)}, False),
        ({"radius": 1112}, True),
        ({"radius": 1111}, False),
        ({"communities": ("west",), "radius": 1112}, True),
        ({"communities": ("east",), "radius": 0}, True),
        ({"communities": ("west",), "radius": 0}, False),
        ({"home": None, "radius": 1112}, False),
        ({"organisation": "station"}, True),
        ({"organisation": "station", "radius": 0}, False),
    ],
)
def test_the_area_is_the_communities_or_the_radius_else_the_organisations(changes, served):
    assert serves(replace(HELPER, **changes)) is served


def test_no_radius_is_too_small_for_home_itself():
    assert serves(replace(HELPER, radius=0), place=HERE)


def test_the_best_of_a_skill_listed_twice_counts():
    wang = SCENARIO.helpers[0]
    skills = (*wang.skills, replace(wang.skills[0], level=1))
    scenario = changed(SCENARIO, "helpers", "wang", skills=skills)

    assert check(scenario, PLAN).ok
