import pytest

from matcher.model import InvalidInput, ResourceKind
from matcher.whatif.staffing import Inquiry, parse_question
from matcher.whatif.staffing.question import goals_of, pool_of
from tests.unit.small import START, helper, need, resource, scenario
from tests.unit.whatif.staffing.cases import newcomer, question


def problems(call, *arguments):
    with pytest.raises(InvalidInput) as caught:
        call(*arguments)
    return {(found.pointer, found.code) for found in caught.value.problems}


def test_a_file_gets_all_its_errors_at_once():
    document = {
        "name": "more",
        "colour": "red",
        "targets": [{"share": 2.0}],
        "additions": [
            {"id": "a", "cost": -1, "changes": [{"op": "grow"}]},
            {"id": "b", "cost": 1, "most": 0},
            {"id": "c", "cost": 1},
            {"id": "c", "cost": 1},
            "d",
        ],
    }
    assert problems(parse_question, document, START) == {
        ("/colour", "unknown_field"),
        ("/targets/0/share", "too_large"),
        ("/additions/0/cost", "too_small"),
        ("/additions/0/changes/0/op", "unknown_operation"),
        ("/additions/1/most", "too_small"),
        ("/additions/3/id", "addition_twice"),
        ("/additions/4", "not_record"),
    }


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ([], ("", "not_an_object")),
        ({"name": "more"}, ("/targets", "no_target")),
        ({"name": "more", "targets": [{"share": 1.0}], "additions": 3}, ("/additions", "not_list")),
    ],
)
def test_what_is_no_question_is_refused(document, found):
    assert problems(parse_question, document, START) == {found}


def test_what_does_not_suit_the_scenario_is_told_at_once():
    asked = question(
        {
            "id": "a",
            "cost": 1,
            "changes": [{"op": "change", "helpers": {"id": "zoe"}, "set": {"mode": "car"}}],
        },
        targets=[{"share": 1.0}, {"share": 1.0, "needs": {"service": "sing"}}],
    )
    assert problems(Inquiry, scenario(), asked) == {
        ("/additions/0/changes/0/helpers/id", "selects_unknown"),
        ("/targets/1/needs/service", "selects_unknown"),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"op": "remove", "helpers": {"id": "ann"}},
        {"op": "change", "helpers": {"id": "ann"}, "set": {"mode": "car"}},
        {"op": "shift", "helpers": {"id": "ann"}, "end": -60},
        {"op": "scale", "resources": {"id": "rice"}, "field": "quantity", "by": 0.5},
        {"op": "change", "helpers": {"id": "ann"}, "set": {"radius": 100}},
        {"op": "change", "needs": {"id": "tea"}, "set": {"priority": 1}},
    ],
)
def test_an_addition_that_takes_something_away_is_refused(change):
    made = scenario(resources=(resource("rice", ResourceKind.GOODS, 4),))
    asked = question({"id": "a", "cost": 1, "changes": [change]}, targets=[{"share": 1.0}])
    assert problems(pool_of, made, asked) == {("/additions/0/changes", "addition_takes_away")}


def test_units_are_told_apart_and_add_up():
    made = scenario(
        helpers=(helper(max_minutes_week=100),),
        resources=(resource("rice", ResourceKind.GOODS, 4),),
    )
    raised = {"op": "change", "helpers": {"id": "ann"}, "set": {"max_minutes_week": 130}}
    bought = {"op": "scale", "resources": {"id": "rice"}, "field": "quantity", "by": 1.5}
    longer = {"op": "shift", "helpers": {"id": "ann"}, "end": 30}
    learned = {"op": "change", "helpers": {"id": "ann"}, "append": {"skills": [{"skill": "lift"}]}}
    asked = question(
        {"id": "a", "cost": 1, "most": 2, "changes": [newcomer("cat"), raised, bought, longer]},
        {"id": "b", "cost": 1, "changes": [newcomer("cat"), learned]},
        targets=[{"share": 1.0}],
    )
    grown = pool_of(made, asked).with_mix((2, 1))
    assert [person.id for person in grown.helpers] == ["ann", "cat", "cat+1", "cat+2"]
    assert len({entry.id for person in grown.helpers for entry in person.shifts}) == 4
    ann = grown.helpers[0]
    assert (ann.max_minutes_week, ann.shifts[0].end) == (160, 750)
    assert [held.skill for held in ann.skills] == ["lift"]
    assert grown.resources[0].quantity == 8
    assert pool_of(made, asked).with_mix((0, 0)) == made


def test_a_share_is_rounded_up_to_whole_visits():
    made = scenario(needs=tuple(need(f"n{number}") for number in range(10)))
    asked = question(targets=[{"share": 0.81}, {"share": 0.7}, {"share": 0.0}])
    assert goals_of(made, asked).required == (9, 7, 0)
