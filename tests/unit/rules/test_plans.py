"""Each rule on plans where it binds and where it does not, through a whole solve."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.model import (
    Interval,
    Lag,
    Organisation,
    OrganisationKind,
    PastVisit,
    Pin,
    Policy,
    Project,
    Recurrence,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    Window,
)
from tests.unit.small import at, helper, need, planned, resource, rest, scenario, served, shift

TWO = need("a"), need("b")
DAYS = {
    "days": 3,
    "helpers": (
        helper("ann", *(shift(f"d{d}", d * 1440 + 480, d * 1440 + 720) for d in range(3))),
    ),
}


def at_time(name: str, start: int, **fields: object):
    return need(name, windows=(Window(start=start, end=start),), **fields)


def starts(made) -> dict[tuple[str, int], int]:
    return {(visit.need, visit.occurrence): visit.start for visit in planned(made).visits}


def person(**fields):
    shifts = fields.pop("shifts", (shift(**fields.pop("shift", {})),))
    return {"helpers": (helper("ann", *shifts, **fields),)}


LIMITS = {
    # Half an hour's service at place 10: 50 minutes of work for one, 80 for two.
    "day": (Rule.DAY_LIMIT, {"max_minutes_day": 79}, {"max_minutes_day": 80}),
    "week": (Rule.WEEK_LIMIT, {"max_minutes_week": 79}, {"max_minutes_week": 80}),
    "visits": (Rule.MAX_VISITS, {"shift": {"max_visits": 1}}, {"shift": {"max_visits": 2}}),
    "hours": (Rule.SHIFT_HOURS, {"shift": {"end": 559}}, {"shift": {"end": 560}}),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_limit_lets_one_visit_in_or_two(case):
    rule, tight, wide = LIMITS[case]
    needs = need("a", place=at(10)), need("b", place=at(10))
    assert len(served(scenario(**person(**tight), needs=needs))) == 1
    assert served(scenario(**person(**wide), needs=needs)) == {"a", "b"}
    if rule is not Rule.SHIFT_HOURS:
        policy = Policy(ignored_rules=(rule,))
        assert len(served(scenario(**person(**tight), needs=needs, policy=policy))) == 2


def test_the_day_limit_counts_all_shifts_of_a_day_and_no_other_day():
    halves = shift("am", 480, 540), shift("pm", 600, 660), shift("tue", 1920, 2000)
    needs = at_time("a", 500), at_time("b", 610), at_time("c", 1930)
    made = scenario(days=2, **person(shifts=halves, max_minutes_day=59), needs=needs)
    assert "c" in served(made)
    assert len(served(made)) == 2


def test_the_week_limit_starts_anew_after_seven_days():
    shifts = tuple(shift(f"d{day}", day * 1440 + 480, day * 1440 + 600) for day in (0, 6, 7))
    needs = tuple(at_time(f"n{day}", day * 1440 + 500) for day in (0, 6, 7))
    made = scenario(days=8, **person(shifts=shifts, max_minutes_week=59), needs=needs)
    assert "n7" in served(made)
    assert len(served(made)) == 2


def test_travel_takes_its_time():
    for spot, both in ((30, True), (31, False)):
        needs = at_time("a", 500), at_time("b", 560, place=at(spot))
        assert (len(served(scenario(needs=needs))) == 2) is both


@pytest.mark.parametrize(("minutes", "both"), [(30, True), (31, False)])
def test_a_mandatory_break_takes_its_time(minutes, both):
    breaks = (rest(530, 590, minutes),)
    made = scenario(
        **person(shift={"breaks": breaks}), needs=(at_time("a", 500), at_time("b", 560))
    )
    assert (len(served(made)) == 2) is both
    ignoring = scenario(
        **person(shift={"breaks": breaks}),
        needs=(at_time("a", 500), at_time("b", 560)),
        policy=Policy(ignored_rules=(Rule.BREAK,)),
    )
    assert len(served(ignoring)) == 2


def test_a_voluntary_break_is_missed_rather_than_a_visit():
    breaks = (rest(530, 560, 20, mandatory=False),)
    needs = at_time("a", 500), at_time("b", 530)
    plan = planned(scenario(**person(shift={"breaks": breaks}), needs=needs))
    assert len(plan.visits) == 2
    assert plan.routes[0].breaks == ()


def test_occurrences_keep_their_gaps():
    weekly = need("a", recurrence=Recurrence(times=2, min_gap_days=2))
    found = starts(scenario(**DAYS, needs=(weekly,)))
    assert [found["a", n] // 1440 for n in (0, 1)] == [0, 2]


def test_occurrences_do_not_lie_too_far_apart():
    windows = Window(start=0, end=1439), Window(start=2880, end=4320)
    for most, both in ((2, True), (1, False)):
        twice = need("a", windows=windows, recurrence=Recurrence(times=2, max_gap_days=most))
        assert (len(starts(scenario(**DAYS, needs=(twice,)))) == 2) is both


def test_occurrences_of_one_day_follow_one_another():
    twice = need("a", recurrence=Recurrence(times=2, min_gap_days=0))
    found = starts(scenario(helpers=(helper("ann"), helper("bob")), needs=(twice,)))
    assert found["a", 1] >= found["a", 0] + 30


@pytest.mark.parametrize(("last", "first_day"), [(22, 1), (21, 0)])
def test_history_delays_the_first_occurrence(last, first_day):
    past = (PastVisit(helper="ann", day=date(2026, 11, last)),)
    again = need("a", history=past, recurrence=Recurrence(times=1, min_gap_days=2))
    assert starts(scenario(**DAYS, needs=(again,)))["a", 0] // 1440 == first_day


def test_history_delays_nothing_without_a_recurrence():
    once = need("a", history=(PastVisit(helper="ann", day=date(2026, 11, 22)),))
    assert starts(scenario(**DAYS, needs=(once,)))["a", 0] < 1440


@pytest.mark.parametrize(("most", "visits"), [(1, 1), (2, 2)])
def test_continuity_caps_the_distinct_helpers(most, visits):
    people = helper("ann", shift("mon")), helper("bob", shift("tue", 1920, 2160))
    twice = need("a", max_helpers=most, recurrence=Recurrence(times=2))
    fields = {"days": 2, "helpers": people, "needs": (twice,)}
    assert len(starts(scenario(**fields))) == visits
    policy = Policy(ignored_rules=(Rule.CONTINUITY,))
    assert len(starts(scenario(**fields, policy=policy))) == 2


def test_what_comes_before_has_ended():
    needs = need("a", windows=(Window(start=600, end=620),)), need("b", after=("a",))
    found = starts(scenario(helpers=(helper("ann"), helper("bob")), needs=needs))
    assert found["b", 0] >= found["a", 0] + 30


def test_nothing_comes_after_what_is_not_served_in_full():
    before = need("a", recurrence=Recurrence(times=2, min_gap_days=1))
    made = scenario(days=2, needs=(before, need("b", after=("a",))))
    # There is a shift on Monday only.
    assert served(made) == {"a"}


CREWS = {
    "one too few": ((Role(count=2), Role()), 2, False),
    "just enough": ((Role(count=2), Role()), 3, True),
}


@pytest.mark.parametrize("case", CREWS)
def test_a_crew_is_distinct_and_complete(case):
    roles, people, both = CREWS[case]
    helpers = tuple(helper(f"h{row}") for row in range(people))
    plan = planned(scenario(helpers=helpers, needs=(need(roles=roles),)))
    assert bool(plan.visits) is both
    if both:
        assert len({member.helper for member in plan.visits[0].crew}) == people
        assert {member.start for member in plan.visits[0].crew} == {plan.visits[0].start}


@pytest.mark.parametrize(("earliest", "fits"), [(600, True), (601, False)])
def test_a_lag_binds_the_second_role(earliest, fits):
    people = (
        helper("ann", shift("ann-mon", 480, 530)),
        helper("bob", shift("bob-mon", earliest, 720)),
    )
    roles = Role(), Role(lag=Lag(min=60, max=100))
    made = scenario(helpers=people, needs=(need(roles=roles, required=("ann",)),))
    crew = [member.start for visit in planned(made).visits for member in visit.crew]
    assert bool(crew) is fits
    if fits:
        assert 60 <= crew[1] - crew[0] <= 100


LINES = {
    "stock": (ResourceKind.GOODS, {"quantity": 5}, {"quantity": 6}),
    "fund": (ResourceKind.FUND, {"quantity": 5}, {"quantity": 6}),
}


@pytest.mark.parametrize("case", LINES)
def test_what_is_used_up_is_used_once(case):
    kind, little, enough = LINES[case]
    for fields, visits in ((little, 1), (enough, 2)):
        rice = resource("rice", kind, **fields)
        lines = (ResourceLine(item="rice", quantity=3),)
        needs = need("a", resources=lines), need("b", resources=lines)
        assert len(served(scenario(resources=(rice,), needs=needs))) == visits


@pytest.mark.parametrize("kind", [ResourceKind.VENUE, ResourceKind.EQUIPMENT])
@pytest.mark.parametrize(("second", "both"), [(529, False), (530, True)])
def test_what_comes_back_is_used_one_after_the_other(kind, second, both):
    lines = (ResourceLine(item="hall", quantity=3),)
    needs = at_time("a", 500, resources=lines), at_time("b", second, resources=lines)
    people = helper("ann"), helper("bob")
    made = scenario(resources=(resource("hall", kind, 5),), helpers=people, needs=needs)
    assert (len(served(made)) == 2) is both


def test_what_is_held_longer_comes_back_later():
    lines = (ResourceLine(item="chair", quantity=1, hold=45),)
    for second, both in ((544, False), (545, True)):
        needs = at_time("a", 500, resources=lines), at_time("b", second, resources=lines)
        chair = resource("chair", ResourceKind.EQUIPMENT, 1)
        people = helper("ann"), helper("bob")
        made = scenario(resources=(chair,), helpers=people, needs=needs)
        assert (len(served(made)) == 2) is both


@pytest.mark.parametrize(
    ("fields", "serves"),
    [
        ({"available": (Interval(start=500, end=530),)}, True),
        ({"available": (Interval(start=500, end=529),)}, False),
        ({"available": (Interval(start=501, end=600),)}, False),
        ({"expires": date(2026, 11, 23)}, True),
        ({"expires": date(2026, 11, 22)}, False),
        ({"services": ("talk",)}, True),
        ({"communities": ("home",)}, True),
        ({"organisations": ("station",)}, False),
    ],
)
def test_a_resource_is_used_when_and_for_what_it_may_be(fields, serves):
    station = Organisation(id="station", name="S", kind=OrganisationKind.STATION)
    hall: Resource = resource("hall", ResourceKind.VENUE, 5, **fields)
    asked = at_time("a", 500, resources=(ResourceLine(resource="hall", quantity=5),))
    made = scenario(organisations=(station,), resources=(hall,), needs=(asked,))
    assert bool(served(made)) is serves


def test_a_line_gets_less_only_where_less_will_do():
    rice = resource("rice", ResourceKind.GOODS, 2)
    for whole, serves in ((True, False), (False, True)):
        lines = (ResourceLine(item="rice", quantity=3, all_or_none=whole),)
        plan = planned(scenario(resources=(rice,), needs=(need(resources=lines),)))
        assert bool(plan.visits) is serves
        assert [given.quantity for given in plan.allocations] == ([2] if serves else [])


def test_a_venue_line_takes_one_venue():
    halls = tuple(resource(f"hall{n}", ResourceKind.VENUE, n, item="hall") for n in (2, 3))
    for quantity, serves in ((3, True), (4, False)):
        asked = need(resources=(ResourceLine(item="hall", quantity=quantity),))
        assert bool(served(scenario(resources=halls, needs=(asked,)))) is serves


@pytest.mark.parametrize(
    ("fields", "serves"),
    [
        ({"budget": 1000}, True),
        ({"budget": 999}, False),
        ({"services": ("talk",), "communities": ("home",)}, True),
        ({"start": 500, "end": 530}, True),
        ({"start": 501, "end": 530}, False),
    ],
)
def test_a_project_bounds_its_visits(fields, serves):
    fund = Project(id="fund", **fields)
    asked = at_time("a", 500, project="fund")
    made = scenario(projects=(fund,), needs=(asked,), **person(cost_per_hour=1999))
    # Half an hour at 1999 fen an hour is 1000 fen, rounded up.
    assert bool(served(made)) is serves


def test_pins_are_kept_against_better_plans():
    people = helper("ann"), helper("bob", home=at(40))
    pin = Pin(need="tea", helpers=("bob",), start=600)
    visit = planned(scenario(helpers=people, pins=(pin,))).visits[0]
    assert (visit.start, [member.helper for member in visit.crew]) == (600, ["bob"])


def test_a_pin_that_cannot_be_kept_is_said_so_and_others_are_kept():
    pins = Pin(need="a", start=400), Pin(need="b", start=500)
    plan = planned(scenario(needs=TWO, pins=pins))
    assert plan.ended == "infeasible_pins"
    assert [visit.need for visit in plan.visits] == ["b"]


def test_a_crewless_visit_takes_resources_in_its_window():
    lines = (ResourceLine(item="rice", quantity=1),)
    asked = at_time("a", 1000, roles=(), resources=lines, minutes=15)
    made = scenario(resources=(resource("rice", ResourceKind.GOODS, 1),), needs=(asked,))
    plan = planned(made)
    assert [(visit.start, visit.end, visit.crew) for visit in plan.visits] == [(1000, 1015, ())]
    assert plan.routes == ()
