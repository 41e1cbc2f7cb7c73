"""Each kind of unmet visit with its codes, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.arrays import empty_solution
from matcher.explain import explain_unmet
from matcher.instance import compile_instance
from matcher.model import (
    EscalationTier,
    Gender,
    HeldLicence,
    HelperKind,
    Interval,
    Lag,
    PastVisit,
    Policy,
    Project,
    Reason,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    SkillLevel,
    Term,
    TermName,
    Unmet,
    UnmetKind,
    Window,
)
from tests.unit.small import answer, at, helper, need, resource, rest, scenario, shift

NEVER, FULL, NOT_WORTH = UnmetKind.NO_CANDIDATE, UnmetKind.NO_ROOM, UnmetKind.NOT_WORTH_IT


def explained(made, *visits) -> dict[tuple[str, int], Unmet]:
    """Explain what is unmet where these visits are served."""
    instance = compile_instance(made)
    solution = answer(instance, *visits) if visits else empty_solution(instance.arrays)
    return {(each.need, each.occurrence): each for each in explain_unmet(instance, solution)}


def why(made, *visits, name="tea"):
    unmet = explained(made, *visits)[name, 0]
    return unmet.kind, unmet.reasons


def reason(code, *helpers, role=0, blocked=None):
    count = len(helpers) if blocked is None else blocked
    return Reason(code=code, role=role, blocked=count, examples=helpers)


NURSE = Role(licences=("nursing",))
BLOCKED = {
    "kind": (Rule.KIND, {"roles": (Role(kinds=(HelperKind.TEAM,)),)}),
    "skill": (Rule.SKILL, {"roles": (Role(skills=(SkillLevel(skill="care"),)),)}),
    "licence": (Rule.LICENCE, {"roles": (NURSE,)}),
    "area": (Rule.AREA, {"community": "far"}),
    "gender": (Rule.GENDER, {"gender": Gender.MALE, "gender_required": True}),
    "language": (Rule.LANGUAGE, {"languages": ("yi",), "language_required": True}),
    "excluded": (Rule.EXCLUDED, {"excluded": ("ann", "bob")}),
    "hours": (Rule.SHIFT_HOURS, {"windows": (Window(start=1000, end=1100),)}),
}


@pytest.mark.parametrize("case", BLOCKED)
def test_nobody_can_and_by_which_rule(case):
    code, asked = BLOCKED[case]
    far = replace(scenario().communities[0], id="far")
    people = (helper("ann", communities=("home",)), helper("bob", communities=("home",)))
    made = scenario(
        communities=(*scenario().communities, far), helpers=people, needs=(need(**asked),)
    )
    assert why(made) == (NEVER, (reason(code, "ann", "bob"),))


def test_who_may_come_only_when_it_moves_up_to_them_is_told_apart():
    people = (
        helper("ann", kind=HelperKind.SECRETARY),
        helper("bob", kind=HelperKind.TEAM),
        helper("cid"),
    )
    asked = need(roles=(Role(kinds=(HelperKind.LIAISON,)),), service_level_days=0, requested=481)
    ladder = (
        EscalationTier(kinds=(HelperKind.SECRETARY,)),
        EscalationTier(kinds=(HelperKind.TEAM,), after_days=1),
    )
    made = scenario(helpers=people, needs=(asked,), policy=Policy(escalation=ladder))
    # The team's turn comes after the horizon: in this plan it is as if it were not of the ladder.
    assert why(made) == (
        NEVER,
        (reason(Rule.KIND, "bob", "cid"), reason(Rule.ESCALATION, "ann")),
    )


def test_required_helpers_who_cannot_are_blamed_with_the_rest():
    people = helper("ann"), helper("bob", kind=HelperKind.TEAM), helper("cid")
    asked = need(roles=(Role(kinds=(HelperKind.VOLUNTEER,)),), required=("bob",))
    assert why(scenario(helpers=people, needs=(asked,))) == (
        NEVER,
        (reason(Rule.REQUIRED, "ann", "cid"), reason(Rule.KIND, "bob")),
    )


def test_what_blocks_most_comes_first_and_five_examples_are_enough():
    people = tuple(helper(f"h{row}", kind=HelperKind.TEAM) for row in range(6))
    able = helper("ann", gender=Gender.FEMALE)
    role = Role(kinds=(HelperKind.VOLUNTEER,))
    asked = need(roles=(role,), gender=Gender.MALE, gender_required=True)
    kind, reasons = why(scenario(helpers=(*people, able), needs=(asked,)))
    assert kind is NEVER
    assert [(each.code, each.blocked) for each in reasons] == [(Rule.GENDER, 7), (Rule.KIND, 6)]
    assert reasons[0].examples == ("h0", "h1", "h2", "h3", "h4")


def test_the_second_role_is_named():
    asked = need(roles=(Role(), NURSE))
    assert why(scenario(needs=(asked,))) == (NEVER, (reason(Rule.LICENCE, "ann", role=1),))


def test_a_crew_of_more_than_there_are():
    asked = need(roles=(Role(count=2),))
    assert why(scenario(needs=(asked,))) == (NEVER, (reason(Rule.CREW, "ann", blocked=0),))


def test_nobody_at_all():
    assert why(scenario(helpers=())) == (NEVER, (reason(Rule.CREW),))


def test_a_helper_without_shifts_is_blocked_by_hours_only():
    idle = replace(helper("bob"), shifts=())
    assert why(scenario(helpers=(idle,))) == (NEVER, (reason(Rule.SHIFT_HOURS, "bob"),))


def test_two_shifts_that_fail_by_different_rules():
    monday = HeldLicence(licence="nursing", expires=date(2026, 11, 23))
    days = shift("mon"), shift("tue", 1920, 2160)
    nurse = helper("ann", *days, licences=(monday,))
    asked = need(roles=(NURSE,), windows=(Window(start=2000, end=2050),))
    made = scenario(days=2, helpers=(nurse,), needs=(asked,))
    assert why(made) == (NEVER, (reason(Rule.SHIFT_HOURS, "ann"),))


def test_a_project_that_does_not_permit_it():
    other = replace(scenario().services[0], id="other")
    made = scenario(
        services=(*scenario().services, other),
        projects=(Project(id="fund", services=("other",)),),
        needs=(need(project="fund"),),
    )
    assert why(made) == (NEVER, (Reason(code=Rule.PROJECT),))


def test_more_asked_than_there_is():
    rice = tuple(resource(f"rice{n}", ResourceKind.GOODS, 2, item="rice") for n in range(2))
    made = scenario(
        resources=rice, needs=(need(resources=(ResourceLine(item="rice", quantity=5),)),)
    )
    lacking = Reason(code=Rule.LINE, blocked=2, examples=("rice0", "rice1"))
    assert why(made) == (NEVER, (lacking,))


SERVED = need("other", minutes=100), need("tea")


@pytest.mark.parametrize(
    ("code", "person", "windows"),
    [
        (Rule.TRAVEL, {}, (Window(start=500, end=560),)),
        (Rule.MAX_VISITS, {"max_visits": 1}, ()),
    ],
)
def test_the_only_helper_is_taken(code, person, windows):
    ann = helper("ann", shift(**person))
    fixed = replace(SERVED[0], windows=(Window(start=490, end=490),))
    made = scenario(helpers=(ann,), needs=(fixed, replace(SERVED[1], windows=windows)))
    assert why(made, (0, [(0, 490)])) == (FULL, (reason(code, "ann"),))


def test_a_visit_that_can_move_aside_is_no_obstacle():
    needs = SERVED[0], replace(SERVED[1], windows=(Window(start=500, end=510),))
    made = scenario(helpers=(helper("ann"),), needs=needs)
    assert why(made, (0, [(0, 490)])) == (UnmetKind.NOT_WORTH_IT, ())


@pytest.mark.parametrize("limit", ["max_minutes_day", "max_minutes_week"])
def test_the_only_helper_has_worked_enough(limit):
    made = scenario(helpers=(helper("ann", **{limit: 129}),), needs=SERVED)
    assert why(made, (0, [(0, 490)])) == (FULL, (reason(Rule.WEEK_LIMIT, "ann"),))


def test_the_only_helper_s_break_is_in_the_way():
    ann = helper("ann", shift(breaks=(rest(520, 600, 60),)))
    asked = need(minutes=60, windows=(Window(start=510, end=530),))
    assert why(scenario(helpers=(ann,), needs=(asked,))) == (FULL, (reason(Rule.BREAK, "ann"),))


def test_a_crew_that_cannot_meet():
    early, late = helper("ann", shift("am", 480, 600)), helper("bob", shift("pm", 600, 720))
    made = scenario(helpers=(early, late), needs=(need(roles=(Role(count=2),)),))
    assert why(made) == (FULL, (reason(Rule.SYNC, "ann", "bob"),))


def test_a_lag_that_nobody_can_keep():
    people = helper("ann", shift("am", 480, 520)), helper("bob", shift("pm", 690, 720))
    roles = Role(), Role(lag=Lag(min=10, max=100))
    made = scenario(helpers=people, needs=(need(roles=roles),))
    kind, reasons = why(made)
    assert kind in {FULL, NEVER}
    assert reasons


def test_all_faces_are_known_and_busy():
    people = helper("ann"), helper("bob", shift("bob-tue", 1920, 2160))
    twice = need(max_helpers=1, recurrence=Recurrence(times=2))
    made = scenario(days=2, helpers=people, needs=(twice,))
    unmet = explained(made, (0, [(0, 500)]))["tea", 1]
    assert unmet.kind is FULL
    assert Rule.CONTINUITY in {each.code for each in unmet.reasons}


def test_what_must_come_before_is_not_served():
    needs = need("first"), need("tea", after=("first",))
    expected = Reason(code=Rule.PREDECESSOR, blocked=1, examples=("first",))
    assert why(scenario(needs=needs)) == (FULL, (expected,))


def test_no_day_is_left_between_the_other_occurrences():
    past = (PastVisit(helper="ann", day=date(2026, 11, 22)),)
    again = need(history=past, recurrence=Recurrence(times=1, min_gap_days=3))
    assert why(scenario(days=2, needs=(again,))) == (FULL, (Reason(code=Rule.RECURRENCE),))


def test_a_window_closes_before_what_comes_before_has_ended():
    needs = need("first"), need("tea", after=("first",), windows=(Window(start=480, end=500),))
    made = scenario(needs=needs)
    assert why(made, (0, [(0, 480)])) == (FULL, (Reason(code=Rule.WINDOW),))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ResourceKind.GOODS, Rule.STOCK),
        (ResourceKind.FUND, Rule.FUND),
        (ResourceKind.VENUE, Rule.VENUE),
        (ResourceKind.EQUIPMENT, Rule.EQUIPMENT),
    ],
)
def test_a_resource_that_is_never_open(kind, code):
    shut = resource("it", kind, 5, available=(Interval(start=0, end=10),))
    asked = need(
        resources=(ResourceLine(item="it", quantity=1),), windows=(Window(start=500, end=520),)
    )
    expected = Reason(code=code, blocked=1, examples=("it",))
    assert why(scenario(resources=(shut,), needs=(asked,))) == (FULL, (expected,))


def test_the_helper_is_free_only_when_the_resource_is_not():
    room = resource("room", ResourceKind.VENUE, 1, available=(Interval(start=480, end=515),))
    asked = need(resources=(ResourceLine(item="room", quantity=1),))
    other = need("other", windows=(Window(start=480, end=480),))
    made = scenario(resources=(room,), needs=(other, asked))
    closed = Reason(code=Rule.AVAILABLE, role=0, blocked=1, examples=("room",))
    assert why(made, (0, [(0, 480)])) == (FULL, (closed,))


def test_a_budget_that_is_spent():
    ann = helper("ann", cost_per_hour=600)
    needs = need("other", project="fund"), need("tea", project="fund")
    made = scenario(helpers=(ann,), needs=needs, projects=(Project(id="fund", budget=500),))
    spent = Reason(code=Rule.PROJECT_BUDGET, blocked=1, examples=("fund",))
    assert why(made, (0, [(0, 490)])) == (FULL, (spent,))


def test_what_fits_and_is_left_out_is_not_worth_it():
    terms = (Term(name=TermName.TRAVEL_TIME, level=1),)
    made = scenario(needs=(need(place=at(9)),), policy=Policy(terms=terms))
    assert why(made) == (NOT_WORTH, ())


def test_every_unmet_visit_is_explained_in_order_and_nothing_changed():
    needs = need("a", recurrence=Recurrence(times=2, min_gap_days=0)), need("b"), need("c")
    made = scenario(needs=needs)
    instance = compile_instance(made)
    solution = answer(instance, (0, [(0, 500)]))
    before = [array.copy() for array in solution]
    found = [(each.need, each.occurrence) for each in explain_unmet(instance, solution)]
    assert found == [("a", 1), ("b", 0), ("c", 0)]
    assert all((old == new).all() for old, new in zip(before, solution, strict=True))
