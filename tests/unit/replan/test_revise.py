"""What each event makes of the scenario, exactly."""

from __future__ import annotations

import pytest

from matcher.model import (
    Break,
    Interval,
    Pin,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Window,
)
from matcher.replan import parse_events, revise
from matcher.replan.revise import revised
from tests.unit import small
from tests.unit.whatif.town import town

NINE, TEN = 540, 600


def fixed(name: str, start: int, **fields):
    """A need at one moment."""
    return small.need(name, windows=(Window(start=start, end=start),), **fields)


def after(made, *documents, freeze: int = 0, **options):
    """Plan, and lay events over scenario and plan."""
    plan = small.planned(made)
    assert not plan.unmet
    events = parse_events(list(documents), made.start)
    return revised(made, plan, events, freeze=freeze, **options)


def shifts(scenario) -> dict[str, tuple[int, int]]:
    return {one.id: (one.start, one.end) for who in scenario.helpers for one in who.shifts}


CANCEL = {"kind": "helper_cancels_shift", "helper": "ann", "shift": "ann-mon"}


def test_without_events_what_was_planned_is_published():
    made = small.scenario(needs=(fixed("tea", NINE), fixed("milk", TEN)), days=5)

    now = after(made, confirmed={("milk", 0)})

    assert now.scenario.published == (
        PublishedVisit(need="tea", start=NINE, helpers=("ann",), weight=3),
        PublishedVisit(need="milk", start=TEN, helpers=("ann",), weight=9),
    )
    assert now.scenario.pins == ()
    assert (now.frozen, now.touched, now.called) == (frozenset(),) * 3


@pytest.mark.parametrize(("day", "weight"), [(0, 3), (1, 2), (2, 2), (3, 1)])
def test_earlier_notice_costs_less(day, weight):
    start = day * 1440 + NINE
    made = small.scenario(
        days=5,
        helpers=(small.helper("ann", small.shift("s", start, start + 60)),),
        needs=(fixed("tea", start),),
    )

    (told,) = after(made).scenario.published

    assert told.weight == weight


def test_what_was_published_before_stays_as_it_is():
    told = PublishedVisit(need="tea", start=500, helpers=("ann",), weight=7)
    made = small.scenario(needs=(fixed("tea", NINE),), published=(told,))

    assert after(made).scenario.published == (told,)


def test_a_cancelled_shift_is_gone_and_its_visits_are_touched():
    made = small.scenario(
        needs=(fixed("tea", NINE),), pins=(Pin(need="tea", helpers=("ann",), start=NINE),)
    )

    now = after(made, CANCEL)

    assert shifts(now.scenario) == {}
    assert now.scenario.pins == (Pin(need="tea", start=NINE),)
    assert (now.touched, now.called) == ({("tea", 0)}, {"ann"})


def test_of_a_shift_that_has_begun_only_the_rest_is_cancelled():
    made = small.scenario(
        needs=(fixed("tea", NINE, place=small.at(5)), fixed("milk", TEN, place=small.at(9)))
    )

    now = after(made, CANCEL, freeze=560)

    ((own,),) = (who.shifts for who in now.scenario.helpers)
    assert (own.start, own.end, own.end_place) == (480, 570, small.at(5))
    assert (now.frozen, now.touched) == ({("tea", 0)}, {("milk", 0)})


def test_after_the_freeze_the_time_before_it_is_gone():
    rest = Break(start=480, end=520, minutes=20)
    late = Break(start=530, end=580, minutes=20)
    bob = small.helper("bob", small.shift("bob-mon", 480, 720, breaks=(rest, late)))
    cid = small.helper("cid", small.shift("cid-mon", 480, 550))
    made = small.scenario(
        helpers=(small.helper("ann"), bob, cid),
        needs=(
            fixed("tea", NINE, required=("ann",)),
            small.need(
                "milk",
                required=("bob",),
                windows=(Window(start=480, end=490), Window(start=500, end=700)),
            ),
        ),
    )
    plan = small.planned(made)
    start = next(one.start for one in plan.visits if one.need == "milk")

    now = revised(made, plan, [], freeze=560)

    assert now.frozen == {("tea", 0)} | ({("milk", 0)} if start < 560 else set())
    assert shifts(now.scenario)["ann-mon"] == (480, 720)
    assert "cid-mon" not in shifts(now.scenario)
    tea, milk = now.scenario.needs
    assert tea.windows == (Window(start=NINE, end=NINE),)
    assert milk.windows[-1] == Window(start=560, end=700)
    assert now.scenario.pins[-1] == Pin(need="tea", helpers=("ann",), start=NINE)


def test_overtime_that_is_planned_is_left_of_a_shift_that_is_over():
    late = small.helper("ann", small.shift("ann-mon", 480, NINE, max_overtime=60))
    made = small.scenario(helpers=(late,), needs=(fixed("tea", 560),))

    now = after(made, freeze=550)

    assert shifts(now.scenario) == {"ann-mon": (480, NINE)}
    assert now.touched == frozenset()


def test_a_no_show_is_not_sent_again_and_a_window_that_has_passed_leaves_no_time():
    made = small.scenario(needs=(fixed("tea", NINE, preferred=("ann",)),))

    now = after(made, {"kind": "no_show", "helper": "ann", "need": "tea"}, freeze=TEN)

    (need,) = now.scenario.needs
    assert need.windows == (Window(start=1439, end=1439),)
    assert (need.preferred, need.excluded) == ((), ("ann",))
    assert now.touched == {("tea", 0)}


def test_who_is_on_the_way_is_not_called_back():
    made = small.scenario(needs=(fixed("tea", NINE, place=small.at(20)),))

    assert after(made, freeze=519).frozen == set()
    assert after(made, freeze=520).frozen == set()
    assert after(made, freeze=521).frozen == {("tea", 0)}


def test_a_no_show_at_one_of_several_visits_is_not_there_at_that_hour():
    made = small.scenario(
        days=2,
        helpers=(small.helper("ann", small.shift("a1"), small.shift("a2", 1920, 2160)),),
        needs=(
            small.need(
                windows=(Window(start=NINE, end=NINE), Window(start=1980, end=1980)),
                recurrence=Recurrence(times=2),
            ),
        ),
    )

    now = after(made, {"kind": "no_show", "helper": "ann", "need": "tea"})

    first, second = now.scenario.helpers[0].shifts
    assert first.breaks == (Break(start=NINE, end=570, minutes=30),)
    assert second.breaks == ()
    assert now.scenario.needs[0].excluded == ()
    assert now.touched == {("tea", 0)}


def test_a_late_shift_begins_later_and_one_that_has_begun_is_held_up():
    made = small.scenario(needs=(fixed("tea", NINE), fixed("milk", TEN)))
    late = {"kind": "late", "helper": "ann", "shift": "ann-mon", "minutes": 25}

    before, during = after(made, late), after(made, late, freeze=550)

    assert shifts(before.scenario) == {"ann-mon": (505, 720)}
    assert before.touched == {("tea", 0), ("milk", 0)}
    ((own,),) = (who.shifts for who in during.scenario.helpers)
    assert (own.start, own.breaks) == (480, (Break(start=570, end=595, minutes=25),))
    assert during.touched == {("milk", 0)}


def test_a_shift_as_late_as_it_is_long_is_gone():
    late = {"kind": "late", "helper": "ann", "shift": "ann-mon", "minutes": 240}

    assert shifts(after(small.scenario(), late).scenario) == {}


def test_a_need_is_added_and_all_its_visits_are_asked_for():
    document = {
        "id": "milk",
        "service": "talk",
        "community": "home",
        "recurrence": {"times": 2, "min_gap_days": 0},
    }

    now = after(small.scenario(), {"kind": "need_added", "need": document})

    assert [need.id for need in now.scenario.needs] == ["tea", "milk"]
    assert now.touched == {("milk", 0), ("milk", 1)}


def test_a_changed_need_is_planned_anew_unless_it_has_begun():
    made = small.scenario(needs=(fixed("tea", NINE), fixed("milk", TEN)))

    def change(name, **fields):
        need = {"id": name, "service": "talk", "community": "home"} | fields
        return after(made, {"kind": "need_changed", "need": need}, freeze=550)

    assert change("milk", priority=5).touched == {("milk", 0)}
    assert change("tea", priority=5).frozen == {("tea", 0)}
    assert change("tea", minutes=45).touched == {("tea", 0)}


def test_a_withdrawn_need_is_gone_with_all_that_waited_for_it():
    made = small.scenario(needs=(fixed("tea", NINE), fixed("milk", TEN, after=("tea",))))
    withdrawn = {"kind": "need_withdrawn", "need": "tea"}

    now, later = after(made, withdrawn), after(made, withdrawn, freeze=550)

    assert [(need.id, need.after) for need in now.scenario.needs] == [("milk", ())]
    assert [told.need for told in now.scenario.published] == ["milk"]
    assert now.touched == frozenset()
    assert [need.id for need in later.scenario.needs] == ["tea", "milk"]
    assert later.frozen == {("tea", 0)}


def test_of_a_withdrawn_need_the_visits_that_have_begun_stay():
    made = small.scenario(
        days=2,
        helpers=(small.helper("ann", small.shift("a1"), small.shift("a2", 1920, 2160)),),
        needs=(
            small.need(
                windows=(Window(start=NINE, end=NINE), Window(start=1980, end=1980)),
                recurrence=Recurrence(times=2),
            ),
        ),
    )

    now = after(made, {"kind": "need_withdrawn", "need": "tea"}, freeze=TEN)

    assert now.scenario.needs[0].recurrence == Recurrence(times=1)
    assert (now.frozen, now.touched) == ({("tea", 0)}, frozenset())


def stocked(kind: ResourceKind):
    line = (ResourceLine(resource="rice", quantity=2),)
    return small.scenario(
        resources=(small.resource("rice", kind, 5),),
        needs=(fixed("tea", NINE, resources=line), fixed("milk", TEN, resources=line)),
    )


@pytest.mark.parametrize(
    ("quantity", "freeze", "left", "touched"),
    [
        (1, 0, 4, set()),
        (2, 0, 3, {("tea", 0), ("milk", 0)}),
        (9, 0, 0, {("tea", 0), ("milk", 0)}),
        (9, 550, 2, {("milk", 0)}),
    ],
)
def test_lost_stock_touches_visits_only_where_it_runs_short(quantity, freeze, left, touched):
    lost = {"kind": "stock_lost", "resource": "rice", "quantity": quantity}

    now = after(stocked(ResourceKind.GOODS), lost, freeze=freeze)

    assert now.scenario.resources[0].quantity == left
    assert now.touched == touched


@pytest.mark.parametrize(("freeze", "left"), [(0, 0), (550, 2), (610, 2)])
def test_of_what_is_lent_at_least_that_stays_that_has_been_lent_at_once(freeze, left):
    lost = {"kind": "stock_lost", "resource": "rice", "quantity": 9}

    now = after(stocked(ResourceKind.EQUIPMENT), lost, freeze=freeze)

    assert now.scenario.resources[0].quantity == left


@pytest.mark.parametrize(
    ("start", "freeze", "open_hours", "touched"),
    [
        ("09:30", 0, [(0, 570), (660, 1440)], {("milk", 0)}),
        ("09:00", 550, [(0, 570), (660, 1440)], {("milk", 0)}),
        ("08:00", 0, [(0, 480), (660, 1440)], {("tea", 0), ("milk", 0)}),
        ("08:00", 700, [], set()),
    ],
)
def test_a_closed_venue_is_left_by_who_is_inside_at_the_end(start, freeze, open_hours, touched):
    closed = {
        "kind": "venue_closed",
        "resource": "rice",
        "start": f"2026-11-23T{start}+08:00",
        "end": "2026-11-23T11:00+08:00",
    }

    now = after(stocked(ResourceKind.VENUE), closed, freeze=freeze)

    assert now.scenario.resources[0].available == tuple(
        Interval(start=opens, end=closes) for opens, closes in open_hours
    )
    assert now.touched == touched


def test_a_closed_road_makes_ways_longer_but_for_those_gone():
    made = town(pins=(), published=())
    plan = small.planned(made)
    closed = {"kind": "road_closed", "between": ["west", "east"], "metres": 3000}
    events = parse_events([closed], made.start)

    now = revised(made, plan, events)

    assert now.scenario.travel.matrices
    assert now.touched == {(visit.need, 0) for visit in plan.visits}
    assert revise(made, plan, events, freeze=1440).travel == now.scenario.travel
    assert revised(made, plan, events, freeze=1440).frozen == now.touched
