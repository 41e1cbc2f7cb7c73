"""What is asked for, by whom it could be done, and what is done, half-day by half-day."""

from __future__ import annotations

import numpy as np

from matcher.instance import compile_instance
from matcher.model import HelperKind, Need, Role, SkillLevel, Window
from matcher.shortage.askings import Asking, lines_of
from matcher.shortage.ground import ground_of
from matcher.shortage.spread import laid, spread_of
from matcher.start import sound_start
from tests.unit.small import at, helper, need, planned, scenario, shift

WASH = Role(skills=(SkillLevel(skill="wash", level=2),))


def spread(made, plan=None):
    instance = compile_instance(made)
    lines = lines_of(instance)
    solution = None if plan is None else sound_start(instance, plan)
    return lines, spread_of(ground_of(instance), lines, solution)


def lay(asked, supply, room=None):
    supply = np.array(supply)
    return laid(asked, supply, supply if room is None else np.array(room)).tolist()


def test_minutes_go_where_there_is_room_in_proportion():
    assert lay({(0, 1): 90}, [100, 200, 0]) == [30, 60, 0]


def test_what_has_the_least_choice_goes_first():
    assert lay({(0, 1): 60, (0,): 90}, [100, 100]) == [95, 55]


def test_without_room_the_supply_decides_and_without_that_nothing_does():
    assert lay({(0, 1): 30}, [100, 200], [0, 0]) == [10, 20]
    assert lay({(0, 2): 31}, [0, 5, 0]) == [16, 0, 15]


def test_whole_minutes_stay_whole_and_none_is_lost():
    assert lay({(0, 1, 2): 100}, [10, 10, 10]) == [34, 33, 33]


def test_demand_and_supply_by_skill_and_community():
    made = scenario(
        helpers=(
            helper("ann", shift("ann-mon", 660, 780), skills=(SkillLevel(skill="wash", level=3),)),
            helper("bob", skills=(SkillLevel(skill="wash", level=1),)),
        ),
        needs=(need("tub", roles=(WASH,), windows=(Window(start=600, end=700),)), need("tea")),
    )
    lines, found = spread(made)
    assert lines.askings == (Asking(skill="wash", level=2), Asking())
    assert found.demand[0].tolist() == [30, 0, 0]
    assert found.supply.tolist() == [[60, 60, 0], [300, 60, 0]]
    assert found.helpers.tolist() == [[1, 1, 0], [2, 1, 0]]
    # Anywhen, so in proportion to the supply.
    assert found.demand[1].tolist() == [25, 5, 0]
    assert found.places.tolist() == [1, 1]
    assert found.served.sum() == 0


def test_each_place_of_a_crew_counts_and_each_of_its_skills():
    two = Role(skills=(SkillLevel(skill="wash"), SkillLevel(skill="lift")), count=2)
    _, found = spread(scenario(needs=(need("tub", roles=(two,)),)))
    assert found.demand.sum(axis=1).tolist() == [60, 60]
    assert found.places.tolist() == [2, 2]


def test_a_window_that_only_ends_in_a_half_day_does_not_reach_into_it():
    until_noon = need("tea", windows=(Window(start=600, end=720),))
    at_noon = need("bun", windows=(Window(start=720, end=720),))
    _, found = spread(scenario(helpers=(), needs=(until_noon, at_noon)))
    assert found.demand.tolist() == [[30, 30, 0]]


def test_kinds_are_a_line_where_no_skill_is_asked():
    sent = Role(kinds=(HelperKind.SOCIAL_WORKER, HelperKind.VOLUNTEER))
    lines, found = spread(scenario(needs=(need("tea", roles=(sent,)),)))
    assert lines.askings == (Asking(kinds=(HelperKind.VOLUNTEER, HelperKind.SOCIAL_WORKER)),)
    assert found.supply.tolist() == [[240, 0, 0]]


def test_who_does_not_serve_the_community_is_no_supply():
    far = helper("far", community=None, home=at(9), radius=0)
    _, found = spread(scenario(helpers=(helper(), far)))
    assert found.helpers.tolist() == [[1, 0, 0]]


def test_what_is_served_stands_where_the_plan_puts_it():
    windows = (Window(start=480, end=480),)
    needs: tuple[Need, ...] = (need("tea", windows=windows), need("bun", windows=windows))
    made = scenario(needs=needs)
    _, found = spread(made, planned(made))
    assert found.served.tolist() == [[30, 0, 0]]
    assert found.demand.tolist() == [[60, 0, 0]]
    assert (found.places.tolist(), found.places_served.tolist()) == ([2], [1])
    assert found.nowhere.tolist() == [0]


def test_what_can_begin_at_no_time_is_in_no_half_day():
    late = need("late", windows=(Window(start=1430, end=1435),))
    _, found = spread(scenario(needs=(late,)))
    assert found.nowhere.tolist() == [30]
    assert found.demand.sum() == 0
