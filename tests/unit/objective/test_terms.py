"""Each term's value on a solution put together by hand: a figure, and none."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.instance import compile_instance
from matcher.model import (
    Community,
    EscalationTier,
    Gender,
    HelperKind,
    Objective,
    PastVisit,
    Policy,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Term,
    TermName,
    Window,
    WindowBounds,
)
from matcher.objective import evaluate, measure, totals
from tests.unit.small import (
    HOME,
    answer,
    at,
    helper,
    need,
    resource,
    rest,
    scenario,
    shift,
    take_breaks,
)

ANN, BOB = 0, 1
PEOPLE = helper("ann", cost_per_hour=1999), helper("bob", cost_per_hour=601)


def value(term, made, *visits, breaks=(), given=()):
    """Give one term of the solution in which these visits are served."""
    instance = compile_instance(made)
    solution = answer(instance, *visits)
    if breaks:
        take_breaks(solution, *breaks)
    if given:
        solution.given[:] = given
    values = measure(instance.arrays, solution)
    return int(values[list(TermName).index(term)])


def alone(shift_row, start):
    return [(shift_row, start)]


def test_coverage_sums_the_weights_of_the_unmet():
    needs = need("a", priority=1), need("b", priority=5), need("c", priority=3)
    policy = Policy(priority_weights=(7, 0, 100, 0, 40))
    made = scenario(needs=needs, policy=policy)
    assert value(TermName.COVERAGE, made) == 147
    assert value(TermName.COVERAGE, made, (1, alone(ANN, 500))) == 107
    assert value(TermName.COVERAGE, made, *((v, alone(ANN, 500 + 40 * v)) for v in range(3))) == 0


@pytest.mark.parametrize(
    ("requested", "weight"), [(-1441, 8), (-1440, 4), (-2880, 8), (-2881, 16), (-99_999, 16)]
)
def test_coverage_counts_a_need_as_urgent_as_it_will_be(requested, weight):
    ladder = (
        EscalationTier(kinds=(HelperKind.SECRETARY,), priority=1),
        EscalationTier(kinds=(HelperKind.SPECIALIST,), after_days=1, priority=4),
    )
    climbs = need(priority=3, requested=requested, service_level_days=2)
    made = scenario(needs=(climbs,), policy=Policy(escalation=ladder))
    assert value(TermName.COVERAGE, made) == weight


def test_the_tier_of_who_comes_by_the_ladder_is_its_cost():
    kinds = HelperKind.SOCIAL_WORKER, HelperKind.VOLUNTEER
    climbs = need(service_level_days=0, roles=(Role(kinds=kinds),))
    ladder = (EscalationTier(kinds=(HelperKind.VOLUNTEER, HelperKind.TEAM), cost=7),)
    people = helper("ann"), helper("bob", kind=HelperKind.TEAM)
    made = scenario(needs=(climbs,), helpers=people, policy=Policy(escalation=ladder))
    assert value(TermName.TIER, made, (0, alone(ANN, 500))) == 1
    assert value(TermName.TIER, made, (0, alone(BOB, 500))) == 7


def test_coverage_counts_every_occurrence():
    made = scenario(needs=(need(priority=4, recurrence=Recurrence(times=3, min_gap_days=0)),))
    assert value(TermName.COVERAGE, made, (0, alone(ANN, 500))) == 16


WINDOWS = (
    Window(start=400, end=500, soft=True, late_cost=2),
    Window(start=530, end=540, soft=True, late_cost=9),
)


@pytest.mark.parametrize(
    ("windows", "due", "start", "cost", "largest"),
    [
        (WINDOWS, None, 500, 0, 0),
        (WINDOWS, None, 515, 30, 15),
        (WINDOWS, None, 535, 0, 0),
        (WINDOWS, None, 541, 9, 1),
        (WINDOWS, None, 560, 120, 60),  # 60 x 2 is less than 20 x 9
        ((), 490, 500, 10, 10),
        ((), 500, 500, 0, 0),
        (WINDOWS, 495, 515, 50, 20),  # 15 x 2 past the window, 20 past the due date
        (WINDOWS, 510, 515, 35, 15),
    ],
)
def test_lateness_of_windows_and_due_date(windows, due, start, cost, largest):
    made = scenario(needs=(need(windows=windows, due=due),))
    served = (0, alone(ANN, start))
    assert value(TermName.LATENESS, made, served) == cost
    assert value(TermName.MAX_LATENESS, made, served) == largest


def test_of_windows_of_equal_cost_the_one_with_the_smaller_lateness_counts():
    free = Window(start=0, end=400, soft=True, late_cost=0)
    later = Window(start=0, end=480, soft=True, late_cost=0)
    made = scenario(needs=(need(windows=(free, later)),))
    assert value(TermName.LATENESS, made, (0, alone(ANN, 500))) == 0
    assert value(TermName.MAX_LATENESS, made, (0, alone(ANN, 500))) == 20


@pytest.mark.parametrize(
    ("bounds", "cost", "largest"),
    [
        (WindowBounds.START, 10 * 3, 10),
        (WindowBounds.ALL_STARTS, (10 + 10 + 50) * 3, 50),
        (WindowBounds.SERVICE, 75 * 3, 75),
    ],
)
def test_what_a_window_bounds(bounds, cost, largest):
    window = Window(start=400, end=490, bounds=bounds, soft=True, late_cost=3)
    roles = Role(count=2), Role(minutes=25)
    people = *PEOPLE, helper("cid")
    made = scenario(helpers=people, needs=(need(windows=(window,), roles=roles),))
    crew = (0, [(ANN, 500), (BOB, 500), (2, 540)])
    assert value(TermName.LATENESS, made, crew) == cost
    assert value(TermName.MAX_LATENESS, made, crew) == largest


def test_max_lateness_is_the_largest_of_all():
    needs = need("a", due=480), need("b", due=500)
    made = scenario(needs=needs)
    visits = (0, alone(ANN, 500)), (1, alone(ANN, 560))
    assert value(TermName.MAX_LATENESS, made, *visits) == 60
    assert value(TermName.LATENESS, made, *visits) == 80


def test_fairness_is_the_share_of_the_worst_community():
    west = Community(id="west", name="W", place=at(0))
    empty = Community(id="empty", name="E")
    needs = need("a"), need("b"), need("c"), need("d", community="west")
    made = scenario(communities=(HOME, west, empty), needs=needs)
    assert value(TermName.FAIRNESS, made) == 1000
    served = (0, alone(ANN, 500)), (3, alone(ANN, 540))
    assert value(TermName.FAIRNESS, made, *served) == 667
    everything = *served, (1, alone(ANN, 580)), (2, alone(ANN, 620))
    assert value(TermName.FAIRNESS, made, *everything) == 0


TWICE = Recurrence(times=2, min_gap_days=0)


@pytest.mark.parametrize(
    ("history", "crew", "expected"),
    [
        ((), (ANN, ANN), 0),
        ((), (ANN, BOB), 1),  # one more face than the crew's size
        (("ann",), (ANN, ANN), 0),
        (("ann",), (ANN, BOB), 1),
        (("ann", "bob"), (ANN, BOB), 0),
        (("gone",), (ANN, BOB), 2),
    ],
)
def test_continuity_counts_new_faces(history, crew, expected):
    past = tuple(PastVisit(helper=name, day=date(2026, 11, 1)) for name in history)
    made = scenario(helpers=PEOPLE, needs=(need(recurrence=TWICE, history=past),))
    visits = ((row, alone(who, 500 + 40 * row)) for row, who in enumerate(crew))
    assert value(TermName.CONTINUITY, made, *visits) == expected


def test_preferences_count_each_wish_of_each_member():
    people = (
        helper("ann", gender=Gender.FEMALE, languages=("yi",)),
        helper("bob", gender=Gender.MALE, languages=("mandarin",)),
    )
    wishes = {"preferred": ("ann",), "gender": Gender.FEMALE, "languages": ("yi", "hmong")}
    made = scenario(helpers=people, needs=(need("a", **wishes), need("b")))
    assert value(TermName.PREFERENCES, made, (0, alone(ANN, 500))) == 0
    assert value(TermName.PREFERENCES, made, (0, alone(BOB, 500))) == 3
    assert value(TermName.PREFERENCES, made, (1, alone(BOB, 500))) == 0


def test_tier_is_the_place_in_the_role_s_list():
    kinds = HelperKind.TEAM, HelperKind.LIAISON, HelperKind.VOLUNTEER
    people = helper("ann", kind=HelperKind.TEAM), helper("bob")
    needs = need("a", roles=(Role(kinds=kinds, count=2),)), need("b")
    made = scenario(helpers=people, needs=needs)
    assert value(TermName.TIER, made, (0, [(ANN, 500), (BOB, 500)])) == 2
    assert value(TermName.TIER, made, (1, alone(BOB, 500))) == 0


def test_no_shows_are_the_weight_at_risk_of_each_member():
    people = helper("ann", reliability=0.9), helper("bob", reliability=0.6666), helper("cid")
    needs = need("a", priority=5, roles=(Role(count=2),)), need("b", priority=1)
    made = scenario(helpers=people, needs=needs)
    crew = [(ANN, 500), (BOB, 500)]
    assert value(TermName.NO_SHOWS, made, (0, crew)) == 16 * 100 + 16 * 333
    assert value(TermName.NO_SHOWS, made, (0, crew), (1, alone(ANN, 600))) == 16 * 433 + 100
    assert value(TermName.NO_SHOWS, made, (1, alone(2, 500))) == 0


def test_missed_breaks_are_those_of_used_shifts():
    breaks = rest(530, 560, 20, mandatory=False), rest(560, 600, 15, mandatory=False)
    people = helper("ann", shift(breaks=breaks)), helper("bob", shift("bob", breaks=breaks))
    made = scenario(helpers=people)
    served = (0, alone(ANN, 500))
    assert value(TermName.MISSED_BREAKS, made, served, breaks=(-1, -1, -1, -1)) == 35
    assert value(TermName.MISSED_BREAKS, made, served, breaks=(535, -1, -1, -1)) == 15
    assert value(TermName.MISSED_BREAKS, made, served, breaks=(535, 565, -1, -1)) == 0


def test_shortfall_is_a_share_of_each_line_rounded_up():
    kind = ResourceKind.GOODS
    lines = (
        ResourceLine(item="rice", quantity=7, all_or_none=False),
        ResourceLine(item="oil", quantity=4, all_or_none=False),
        ResourceLine(item="oil", quantity=0),
    )
    made = scenario(
        resources=(resource("rice", kind, 9), resource("oil", kind, 9)),
        needs=(need("a", resources=lines), need("b", resources=lines)),
    )
    served = (0, alone(ANN, 500))
    assert value(TermName.SHORTFALL, made, served, given=(6, 1, 0, 0)) == 15 + 75
    assert value(TermName.SHORTFALL, made, served, given=(7, 4, 0, 0)) == 0


AWAY = need("a", place=at(10)), need("b", place=at(4))


def test_travel_goes_out_between_and_home():
    made = scenario(needs=AWAY)
    visits = (0, alone(ANN, 500)), (1, alone(ANN, 560))
    assert value(TermName.TRAVEL_TIME, made, *visits) == 10 + 6 + 4
    assert value(TermName.TRAVEL_DISTANCE, made, *visits) == 2000
    assert value(TermName.TRAVEL_TIME, made) == value(TermName.TRAVEL_DISTANCE, made) == 0


def test_travel_starts_and_ends_where_the_shift_does():
    person = helper("ann", shift(start_place=at(9), end_place=at(12)))
    made = scenario(helpers=(person,), needs=AWAY)
    assert value(TermName.TRAVEL_TIME, made, (0, alone(ANN, 500))) == 1 + 2


def test_waiting_is_neither_travel_nor_break():
    person = helper("ann", shift(breaks=(rest(480, 720, 7),)))
    needs = *AWAY, need("c", place=at(4))
    made = scenario(helpers=(person,), needs=needs)
    visits = (0, alone(ANN, 500)), (1, alone(ANN, 560)), (2, alone(ANN, 600))
    # 530 to 560 less 6 of travel, and 590 to 600.
    assert value(TermName.WAITING, made, *visits, breaks=(-1,)) == 24 + 10
    assert value(TermName.MAX_IDLE, made, *visits, breaks=(-1,)) == 24
    assert value(TermName.WAITING, made, *visits, breaks=(540,)) == 17 + 10
    assert value(TermName.MAX_IDLE, made, *visits, breaks=(540,)) == 17
    # A break after the last stop spares no waiting; the way out and home has none.
    assert value(TermName.WAITING, made, *visits, breaks=(640,)) == 34
    assert value(TermName.WAITING, made, *visits[:1], breaks=(640,)) == 0
    assert value(TermName.MAX_IDLE, made, *visits[:1], breaks=(640,)) == 0


@pytest.mark.parametrize(
    ("start", "break_at", "expected"),
    [
        (680, -1, 0),  # back at 720
        (681, -1, 1),
        (700, -1, 20),
        (675, 719, 0),  # home at 715, before the break
        (660, 690, 0),
    ],
)
def test_overtime_ends_with_the_way_home(start, break_at, expected):
    breaks = (rest(480, 720, 5),)
    person = helper("ann", shift(max_overtime=60, breaks=breaks))
    made = scenario(helpers=(person,), needs=AWAY)
    assert value(TermName.OVERTIME, made, (0, alone(ANN, start)), breaks=(break_at,)) == expected


def test_overtime_counts_a_break_before_the_way_home():
    breaks = (rest(700, 720, 15),)
    person = helper("ann", shift(max_overtime=60, breaks=breaks))
    made = scenario(helpers=(person,), needs=AWAY)
    # Served until 700, break until 715, home at 725.
    assert value(TermName.OVERTIME, made, (0, alone(ANN, 670)), breaks=(700,)) == 5


def test_pay_is_rounded_down_once():
    made = scenario(helpers=PEOPLE, needs=AWAY)
    visits = (0, alone(ANN, 500)), (1, alone(BOB, 500))
    # 50 minutes at 1999 and 38 at 601 fen an hour: 1665.83 + 380.63.
    assert value(TermName.PAY, made, *visits) == 2046
    assert value(TermName.PAY, made) == 0


def test_balance_is_the_work_of_the_busiest_helper_over_all_shifts():
    days = shift("mon"), shift("tue", 1920, 2160)
    people = helper("ann", *days), helper("bob")
    needs = *AWAY, need("c")
    made = scenario(days=2, helpers=people, needs=needs)
    visits = (0, alone(0, 500)), (1, alone(1, 2000)), (2, alone(2, 500))
    assert value(TermName.BALANCE, made, *visits) == 50 + 38
    assert value(TermName.BALANCE, made) == 0


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        (((0, [(ANN, 500), (BOB, 500)]),), 0),
        (((0, [(ANN, 501), (BOB, 501)]),), 3),
        (((0, [(ANN, 500), (2, 500)]),), 3),
        (((0, [(2, 510), (3, 510)]),), 9),
        ((), 9),
    ],
)
def test_disruption_counts_what_is_no_longer_as_told(visits, expected):
    told = PublishedVisit(need="tea", start=500, helpers=("ann", "bob"), weight=3)
    people = *PEOPLE, helper("cid"), helper("dan")
    made = scenario(helpers=people, needs=(need(roles=(Role(count=2),)),), published=(told,))
    assert value(TermName.DISRUPTION, made, *visits) == expected


def test_a_visit_published_before_the_horizon_has_moved():
    told = PublishedVisit(need="tea", start=-600, helpers=("ann",), weight=2)
    made = scenario(published=(told,))
    assert value(TermName.DISRUPTION, made, (0, alone(ANN, 500))) == 2
    assert value(TermName.DISRUPTION, made) == 4


TERMS = (
    Term(name=TermName.TRAVEL_TIME, level=9, weight=3),
    Term(name=TermName.COVERAGE, level=2, weight=10),
    Term(name=TermName.BALANCE, level=9, weight=2),
)


@pytest.mark.parametrize(
    ("objective", "expected"),
    [(Objective.LEXICOGRAPHIC, (40, 160)), (Objective.WEIGHTED_SUM, (200,))],
)
def test_totals_by_level_or_in_one_sum(objective, expected):
    made = scenario(needs=AWAY, policy=Policy(objective=objective, terms=TERMS))
    instance = compile_instance(made)
    solution = answer(instance, (0, alone(ANN, 500)))
    score = evaluate(instance, solution)
    # Travel 20, work 50, one unmet visit of weight 4.
    assert [(term.name, term.level, term.value) for term in score.terms] == [
        (TermName.TRAVEL_TIME, 9, 20),
        (TermName.COVERAGE, 2, 4),
        (TermName.BALANCE, 9, 50),
    ]
    assert score.totals == expected
    assert tuple(totals(instance.arrays, measure(instance.arrays, solution))) == expected
