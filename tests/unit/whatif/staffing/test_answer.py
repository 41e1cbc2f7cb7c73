from matcher.check import check
from matcher.formats import digest
from matcher.model import Community, Window
from matcher.whatif.staffing import Effort, Inquiry, StaffingEnded
from matcher.whatif.staffing.relaxation import Guess, Relaxation
from tests.unit.small import HOME, at, helper, need, scenario, shift
from tests.unit.whatif.staffing.cases import newcomer, question

EFFORT = Effort(seconds=5)


def crowded(**fields):
    """One helper, and two needs in each of two communities, all from 9:00 to 9:30."""
    needs = tuple(
        need(
            f"{place}-{number}",
            community=place,
            priority=priority,
            windows=(Window(start=540, end=540),),
        )
        for place, priority in (("home", 5), ("east", 2))
        for number in range(2)
    )
    return scenario(
        communities=(HOME, Community(id="east", name="East", place=at(0))),
        helpers=(helper("ann", shift("ann-mon", 500, 600)),),
        needs=needs,
        **fields,
    )


def more(cost=100, most=3):
    return {"id": "cat", "cost": cost, "most": most, "changes": [newcomer("cat")]}


def ask(*targets, additions=None, **fields):
    asked = question(*(additions or [more()]), targets=list(targets))
    return Inquiry(crowded(), asked, effort=EFFORT, **fields)


def test_each_target_is_counted_with_the_mix_and_without():
    found = ask({"share": 0.5}, {"share": 1.0, "needs": {"priority": [4, 5]}}).answer(20)
    assert [(one.addition, one.units, one.cost) for one in found.mix] == [("cat", 1, 100)]
    assert (found.cost, found.bound, found.ended) == (100, 100, StaffingEnded.PROVEN)
    assert found.is_proven
    assert [(goal.asked, goal.required) for goal in found.goals] == [(4, 2), (2, 2)]
    assert [goal.before for goal in found.goals] == [1, 1]
    assert all(goal.is_reached for goal in found.goals)


def test_every_community_reaches_its_share_by_itself():
    found = ask({"share": 0.5, "each": "community"}).answer(20)
    assert found.cost == 100
    assert [(goal.community, goal.served) for goal in found.goals] == [("home", 1), ("east", 1)]


def test_the_plan_is_one_of_the_scenario_with_the_mix_and_its_own_policy():
    found = ask({"share": 0.75}).answer(20)
    assert len(found.scenario.helpers) == 3
    assert found.plan.digest == digest(found.scenario)
    assert found.scenario.policy == crowded().policy
    assert check(found.scenario, found.plan).violations == ()


def test_a_target_that_needs_nothing_costs_nothing():
    found = ask({"share": 0.25}).answer(20)
    assert (found.mix, found.cost, found.bound) == ((), 0, 0)


def test_what_everything_does_not_reach_is_impossible():
    found = ask({"share": 1.0}, {"share": 0.5}, additions=[more(most=2)]).answer(20)
    assert found.ended is StaffingEnded.IMPOSSIBLE
    assert (found.mix, found.cost, found.bound, found.plan) == (None, None, None, None)
    assert [(goal.served, goal.is_reached) for goal in found.goals] == [(3, False), (3, True)]


def test_the_cheaper_of_two_ways_is_taken():
    dear, cheap = more(cost=100), {"id": "dan", "cost": 30, "changes": [newcomer("dan")]}
    found = ask({"share": 0.75}, additions=[dear, cheap]).answer(20)
    assert [(one.addition, one.units) for one in found.mix] == [("cat", 1), ("dan", 1)]


def test_the_curve_rises_with_the_share_and_says_where_it_ends():
    inquiry = ask({"share": 0.5}, additions=[more(most=2)])
    points = inquiry.curve([1.0, 0.25, 0.75, 0.5], 20)
    assert [(point.share, point.cost) for point in points] == [
        (0.25, 0),
        (0.5, 100),
        (0.75, 200),
        (1.0, None),
    ]
    assert [point.served for point in points] == [0.25, 0.5, 0.75, None]
    assert points[-1].ended is StaffingEnded.IMPOSSIBLE


def test_a_stop_hands_over_what_is_known():
    found = ask({"share": 1.0}, stop=lambda: True).answer(20)
    assert (found.ended, found.mix, found.bound) == (StaffingEnded.CANCELLED, None, 300)
    assert not found.is_proven


def test_no_time_ends_without_a_mix():
    found = ask({"share": 1.0}).answer(1e-6)
    assert (found.ended, found.mix) == (StaffingEnded.TIME_LIMIT, None)


def test_progress_tells_the_bound_and_the_cost():
    heard = []
    ask({"share": 0.5}, listen=heard.append).answer(20)
    assert (heard[0].cost, heard[0].bound) == (None, 100)
    assert (heard[-1].cost, heard[-1].bound) == (100, 100)


def test_where_no_guess_comes_in_time_everything_is_made_less(monkeypatch):
    nothing = Guess(mix=None, bound=0)
    monkeypatch.setattr(Relaxation, "cheapest", lambda *_, **__: nothing)
    found = ask({"share": 0.5}).answer(20)
    assert (found.cost, found.bound, found.ended) == (100, 0, StaffingEnded.TIME_LIMIT)
    assert all(goal.is_reached for goal in found.goals)
