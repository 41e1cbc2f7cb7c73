"""What is said of answers, in cases small enough to know them beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check import check
from matcher.model import (
    HelperKind,
    InvalidInput,
    Need,
    PastVisit,
    Plan,
    Policy,
    Recurrence,
    Role,
    Rule,
    Scenario,
    Shift,
    Term,
    TermName,
    UnmetKind,
    Window,
)
from matcher.recommend import Code, Desk, Fit, NoSuchVisit, UnsoundPlan, open_desk
from tests.unit.small import at, helper, need, planned, scenario, shift

TERMS = Policy(
    terms=(
        Term(name=TermName.COVERAGE, level=1, weight=10),
        Term(name=TermName.TRAVEL_TIME, level=2, weight=1),
        Term(name=TermName.OVERTIME, level=2, weight=2),
    )
)


def window(start: int, end: int) -> tuple[Window, ...]:
    return (Window(start=start, end=end),)


def desk(plan_iterations: int = 30, **fields: object) -> Desk:
    made = scenario(**{"policy": TERMS} | fields)
    return Desk(made, planned(made, plan_iterations))


def codes(fit: Fit) -> tuple[list[Code], list[Code]]:
    return [remark.code for remark in fit.pros], [remark.code for remark in fit.cons]


def test_the_nearest_comes_first_and_the_next_best_is_somebody_else() -> None:
    people = (helper("ann"), helper("bob", home=at(9)))
    fits = desk(needs=(), helpers=people).recommend(need("new", place=at(2), priority=1))
    assert [(fit.crew[0].helper, fit.crew[0].travel) for fit in fits[:1]] == [("ann", 4)]
    assert fits[0].change.totals == (-10, 4)
    assert [(each.name, each.change) for each in fits[0].change.terms] == [
        (TermName.COVERAGE, -1),
        (TermName.TRAVEL_TIME, 4),
    ]
    assert [(fit.crew[0].helper, fit.start) for fit in fits] == [
        ("ann", 482),
        ("ann", 602),
        ("bob", 487),
    ]
    narrow = need("new", place=at(2), windows=window(500, 560))
    fits = desk(needs=(), helpers=people).recommend(narrow)
    assert [fit.crew[0].helper for fit in fits] == ["ann", "bob"]
    assert [fit.change.totals[1] for fit in fits] == [4, 14]


def test_what_speaks_for_and_against_is_said_in_both_languages() -> None:
    people = (
        replace(helper("ann", reliability=0.8), name="Ann"),
        replace(helper("bob", home=at(20)), name="Bob"),
    )
    new = need(
        "new",
        windows=window(520, 560),
        history=(PastVisit(helper="ann"),),
        preferred=("ann",),
    )
    ann, bob = desk(needs=(), helpers=people).recommend(new)
    assert [(each.text.en, each.text.zh) for each in (*ann.pros, *ann.cons)] == [
        ("Ann has been there before.", "Ann曾上门服务。"),
        ("Ann is wished for.", "Ann是居民希望的服务者。"),
        ("The shortest way of these: 0 more minutes of travel.", "其中路程最短：增加0分钟。"),
        ("Ann turns up 80 times in 100.", "Ann的到岗率为80%。"),
    ]
    assert [(each.text.en, each.text.zh) for each in (*bob.pros, *bob.cons)] == [
        ("Bob is a new face.", "Bob是新面孔。"),
        ("1 of the resident's wishes is not kept by Bob.", "由Bob服务时，居民有1项愿望未能满足。"),
        ("Bob travels 40 minutes more.", "Bob的路程增加40分钟。"),
    ]


def test_kinds_and_overtime_are_told() -> None:
    kinds = (HelperKind.SOCIAL_WORKER, HelperKind.VOLUNTEER)
    people = (
        helper("ann", kind=HelperKind.SOCIAL_WORKER),
        helper("bob", shift("bob-mon", 480, 540, max_overtime=60)),
    )
    new = need("new", windows=window(530, 530), roles=(Role(kinds=kinds),))
    ann, bob = desk(needs=(), helpers=people).recommend(new)
    assert codes(ann) == ([Code.RIGHT_KIND], [])
    assert codes(bob) == ([], [Code.OTHER_KIND, Code.OVERTIME])
    assert bob.cons[1].text.en == "20 minutes of overtime."
    assert bob.change.totals == (-40, 40)


def test_who_comes_to_the_resident_already_is_known() -> None:
    old = need("old", resident="wang", windows=window(480, 480), required=("bob",))
    new = need("new", resident="wang", windows=window(600, 600))
    fits = desk(needs=(old,), helpers=(helper("ann"), helper("bob"))).recommend(new)
    told = {fit.crew[0].helper: codes(fit) for fit in fits}
    assert told == {"ann": ([], [Code.NEW_FACE]), "bob": ([Code.KNOWS_THE_RESIDENT], [])}


def test_a_visit_moves_only_where_that_is_allowed_and_no_further_than_it_must() -> None:
    made = desk(needs=(need("old", windows=window(480, 700)),))
    (visit,) = made.plan.visits
    new = need("new", windows=window(visit.start + 10, visit.start + 10))
    assert made.recommend(new) == ()
    (fit,) = made.recommend(new, disturb=1)
    (moved,) = fit.disturbs
    assert (moved.need, moved.before) == ("old", visit.start)
    assert moved.start == visit.start + 40
    assert codes(fit) == ([], [Code.MOVES_A_VISIT])
    assert fit.cons[0].text.en == "old begins 40 minutes later."
    assert fit.cons[0].text.zh == "old推迟40分钟开始。"
    grown, plan = made.apply(fit)
    assert check(grown, plan).violations == ()
    assert {each.need: each.start for each in plan.visits} == {
        "old": visit.start + 40,
        "new": visit.start + 10,
    }


def test_a_crew_starts_together_and_is_of_different_people() -> None:
    people = (helper("ann"), helper("bob"), helper("eve", shift("eve-mon", 480, 500)))
    crew = (Role(name="lift", count=2),)
    (fit,) = desk(needs=(), helpers=people).recommend(
        need("new", roles=crew, windows=window(600, 620))
    )
    assert [(place.helper, place.start, place.end) for place in fit.crew] == [
        ("ann", 600, 630),
        ("bob", 600, 630),
    ]


def test_nothing_fits_and_why() -> None:
    made = desk(helpers=(helper("ann"), helper("bob")), needs=(need("old"),))
    early, named = need("early", windows=window(60, 90)), need("named", excluded=("ann", "bob"))
    for new, rule in ((early, Rule.SHIFT_HOURS), (named, Rule.EXCLUDED)):
        assert made.recommend(new) == ()
        unmet = made.why_not(new)
        assert (unmet.need, unmet.kind) == (new.id, UnmetKind.NO_CANDIDATE)
        assert [(reason.code, reason.blocked) for reason in unmet.reasons] == [(rule, 2)]


def full() -> tuple[Scenario, Plan]:
    """Give a plan that leaves out a long need, for which nobody has the time."""
    people = (helper("ann"), helper("bob", shift("bob-mon", 480, 510)))
    needs = (
        need("tea", required=("ann",), windows=window(500, 500)),
        need("far", required=("ann",), windows=window(600, 600), place=at(10)),
        need("long", minutes=300),
    )
    made = scenario(policy=TERMS, needs=needs, helpers=people)
    return made, planned(made, 0)


def test_an_unmet_need_is_recommended_by_id_and_a_helper_is_told_what_suits() -> None:
    made, plan = full()
    served = {visit.need for visit in plan.visits}
    assert served == {"tea", "far"}
    loaded = open_desk(made, plan)
    assert loaded.recommend("long") == ()
    assert loaded.why_not("long").need == "long"
    late = loaded.with_shift("bob", Shift(id="bob-eve", start=720, end=1080))
    (fit,) = late.needs_for("bob")
    assert (fit.need.id, fit.crew[0].shift, fit.rank) == ("long", "bob-eve", 1)
    assert late.needs_for("bob", shift="bob-mon") == ()
    assert late.recommend("long")[0].change == fit.change
    grown, applied = late.apply(fit)
    assert check(grown, applied).violations == ()
    assert applied.unmet == ()
    for wrong in ("tea", "unknown"):
        with pytest.raises(NoSuchVisit):
            loaded.recommend(wrong)
    for names in (("zoe", None), ("bob", "ann-mon")):
        with pytest.raises(NoSuchVisit):
            loaded.needs_for(names[0], shift=names[1])


def test_questions_leave_the_desk_as_it_was() -> None:
    made = desk(helpers=(helper("ann"), helper("bob")), needs=(need("old"),))
    new = need("new", place=at(3))
    first = made.recommend(new, disturb=1)
    made.recommend(need("other", place=at(4), windows=window(500, 530)), disturb=1)
    assert made.recommend(new, disturb=1) == first


@pytest.mark.parametrize(
    ("new", "pointer"),
    [
        (need("new", service="none"), "/service"),
        (need("new", required=("zoe",)), "/required/0"),
        (need("new", after=("tea", "no")), "/after/1"),
    ],
)
def test_a_need_with_errors_is_refused(new: Need, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk(needs=(need(),)).recommend(new)
    assert [found.pointer for found in refused.value.problems] == [pointer]


def test_a_shift_with_errors_is_refused() -> None:
    made = desk(helpers=(helper("ann"), helper("bob")), needs=())
    with pytest.raises(InvalidInput) as refused:
        made.with_shift("bob", shift("bob-late", 800, 760))
    assert [found.pointer for found in refused.value.problems] == ["/end"]


def test_a_new_need_has_an_id_of_its_own_and_a_plan_keeps_the_rules() -> None:
    made = desk()
    with pytest.raises(NoSuchVisit):
        made.recommend(need())
    with pytest.raises(UnsoundPlan):
        open_desk(made.scenario, replace(made.plan, visits=()))


def test_a_fit_of_another_desk_is_refused() -> None:
    (fit, *_) = desk(needs=()).recommend(need("new", windows=window(500, 500)))
    busy = desk(needs=(need("old", windows=window(500, 500)),))
    with pytest.raises(NoSuchVisit):
        busy.apply(fit)


def test_a_need_of_many_windows_and_visits_finds_room_in_the_tables() -> None:
    made = desk(needs=(need("old"),))
    windows = tuple(Window(start=300 + minute, end=300 + minute) for minute in range(0, 400, 4))
    times = Recurrence(times=100, min_gap_days=0)
    assert [fit.start for fit in made.recommend(need("many", windows=windows), most=1)] == [512]
    fits = made.recommend(need("often", recurrence=times, windows=window(600, 600)))
    assert [(fit.start, fit.occurrence) for fit in fits] == [(600, 0)]


def test_a_new_need_comes_after_those_that_it_names() -> None:
    made = desk(needs=(need("old", windows=window(600, 600)),))
    fits = made.recommend(need("new", after=("old",)))
    assert [fit.start for fit in fits] == [630]
    grown, plan = made.apply(fits[0])
    assert check(grown, plan).violations == ()
    assert made.recommend(need("other", after=("old",), windows=window(500, 620))) == ()
