from __future__ import annotations

import pytest

from matcher.model import HelperKind, Role
from matcher.whatif.simulation import Uncertainty, simulate, suggest_standbys
from tests.unit.small import at, helper, need, rest, scenario, shift
from tests.unit.whatif.simulation.plans import plan, visit
from tests.unit.whatif.simulation.test_simulate import TWO, is_near


def standbys(made, planned, most: int = 2):
    return suggest_standbys(made, planned, most=most, seed=2)


def test_a_standby_comes_where_the_helper_does_not() -> None:
    made = scenario(helpers=(helper(reliability=0.5), helper("bob", reliability=0.8)))
    (bob,) = standbys(made, plan(made, visit("tea", 500, "ann")))
    assert bob.helper == "bob"
    assert is_near(bob.weight.mean / 4, 0.5 + 0.5 * 0.8)
    before = simulate(made, plan(made, visit("tea", 500, "ann")), seed=2).weight
    assert bob.mean_lift == bob.weight.mean - before.mean
    assert (bob.worst_lift, bob.tail_lift) == (0.0, 0.0)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": HelperKind.TEAM},
        {"reliability": 0.0},
        {"home": at(21)},
        {"max_minutes_day": 29},
        {"shifts": (shift("bob-mon", 501, 700),)},
        {"shifts": (shift("bob-mon", 480, 529),)},
        {"shifts": (shift("bob-mon", max_visits=0),)},
        {"shifts": (shift("bob-mon", breaks=(rest(510, 525, 15),)),)},
    ],
    ids=["unfit", "never here", "too far", "hours", "too late", "too early", "visits", "break"],
)
def test_nobody_stands_by_who_could_not_come(fields) -> None:
    made = scenario(
        helpers=(helper(reliability=0.5), helper("bob", **fields)),
        needs=(need("tea", roles=(Role(kinds=(HelperKind.VOLUNTEER,)),)),),
    )
    assert standbys(made, plan(made, visit("tea", 500, "ann"))) == ()


@pytest.mark.parametrize("start", [470, 480, 505, 530, 560])
def test_a_standby_keeps_its_own_visits(start) -> None:
    early = shift("bob-mon", 460, 720)
    made = scenario(
        helpers=(helper(reliability=0.5), helper("bob", early)), needs=(need("a"), need("b"))
    )
    planned = plan(made, visit("a", 500, "ann"), visit("b", start, "bob"))
    found = standbys(made, planned)
    assert [each.helper for each in found] == (["bob"] if abs(start - 500) >= 30 else [])
    if found:
        assert found[0].weight.mean == found[0].weight.most == 8


def test_the_hours_of_a_standby_are_its_own() -> None:
    early = helper("cid", shift("cid-early", -120, 200))
    made = scenario(
        helpers=(helper(reliability=0.5), helper("bob", max_minutes_day=40), early),
        needs=(need("a"), need("b")),
    )
    planned = plan(made, visit("a", 500, "ann"), visit("b", 10, "cid", shift="early"))
    assert [each.helper for each in standbys(made, planned)] == ["bob"]


def test_a_crew_is_made_whole_or_not_at_all() -> None:
    made = scenario(
        helpers=(helper(reliability=0.5), helper("bob", reliability=0.5), helper("cid")),
        needs=(need("tea", roles=TWO),),
    )
    (cid,) = standbys(made, plan(made, visit("tea", 500, "ann", "bob")))
    assert is_near(cid.weight.mean / 4, 0.75)


def test_one_standby_goes_from_one_visit_to_the_next() -> None:
    made = scenario(
        helpers=(helper(reliability=0.5), helper("bob", shift("bob-mon", max_visits=2))),
        needs=(need("a"), need("b"), need("c")),
    )
    starts = {"a": 500, "b": 530, "c": 600}
    (bob,) = standbys(made, plan(made, *(visit(n, at, "ann") for n, at in starts.items())))
    assert (bob.weight.least, bob.weight.most) == (8, 12)
    assert is_near(bob.weight.mean, 10.0, 2.0)


def test_the_one_who_lifts_the_worst_case_most_comes_first() -> None:
    made = scenario(
        helpers=(
            helper(reliability=0.5),
            helper("bob", reliability=0.5),
            helper("few", shift("few-mon", 495, 535)),
            helper("much", shift("much-mon", 595, 640)),
        ),
        needs=(need("a", priority=2), need("b", priority=5)),
    )
    planned = plan(made, visit("a", 500, "ann"), visit("b", 600, "bob"))
    first, second = standbys(made, planned, most=5)
    assert (first.helper, second.helper) == ("much", "few")
    assert (first.worst_lift, first.weight.worst) == (16.0, 16)
    assert (second.worst_lift, second.tail_lift, second.weight.mean) == (2.0, 2.0, 18.0)
    assert [each.helper for each in standbys(made, planned, most=1)] == ["much"]


def test_standbys_are_chosen_from_the_settings_given() -> None:
    made = scenario(helpers=(helper(reliability=0.5), helper("bob")))
    planned = plan(made, visit("tea", 500, "ann"))
    few = suggest_standbys(made, planned, most=1, settings=Uncertainty(replications=7), seed=2)
    assert few[0].weight.mean == 4.0
    assert round(few[0].mean_lift * 7, 9) in {4.0, 8.0, 12.0, 16.0, 20.0, 24.0}
