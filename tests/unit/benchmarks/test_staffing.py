"""The question that is asked of a district with too few helpers."""

from benchmarks.staffing import TARGETS, question_for, thinned
from matcher.formats import read_scenario
from matcher.whatif.staffing.question import goals_of, pool_of
from scenarios import path


def test_a_third_of_the_helpers_goes_by_chance():
    whole = read_scenario(path("kangbashi-district")).scenario
    fewer = thinned(whole, 1)
    assert (len(whole.helpers), len(fewer.helpers)) == (366, 244)
    assert thinned(whole, 1) == fewer
    assert thinned(whole, 2) != fewer


def test_every_community_may_have_more_of_both_kinds():
    week = read_scenario(path("station-week")).scenario
    asked = question_for(week, TARGETS, most=(1, 2))
    pool, goals = pool_of(week, asked), goals_of(week, asked)
    homes = {need.community for need in week.needs}
    grown = pool.with_mix(pool.everything)
    assert len(grown.helpers) == len(week.helpers) + 3 * len(homes)
    assert {goal.community for goal in goals.goals} == {None, *homes}
