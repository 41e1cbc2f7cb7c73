from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from matcher.arrays import FOREVER
from matcher.arrays.ranges import expand
from matcher.instance import compile_instance
from matcher.instance.demand import NEIGHBOURS, near_needs
from matcher.instance.links import Links
from matcher.model import (
    Break,
    Community,
    Interval,
    Objective,
    PastVisit,
    Pin,
    Place,
    Policy,
    Project,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    Service,
    Term,
    TermName,
    Window,
    WindowBounds,
)
from tests.unit.small import HOME, at, helper, need, resource, scenario, shift

WEEKLY = need("weekly", recurrence=Recurrence(times=3, min_gap_days=1))


def test_occurrences_and_members_are_contiguous():
    pair = need("pair", roles=(Role(count=2, minutes=10), Role()))
    arrays = compile_instance(scenario(days=3, needs=(WEEKLY, pair))).arrays
    assert arrays.visit["need"].tolist() == [0, 0, 0, 1]
    assert arrays.visit["occurrence"].tolist() == [0, 1, 2, 0]
    assert arrays.need["visit_first"].tolist() == [0, 3]
    assert arrays.member["visit"].tolist() == [0, 1, 2, 3, 3, 3]
    assert arrays.member["role"].tolist() == [0, 0, 0, 1, 1, 2]
    assert arrays.member["minutes"].tolist() == [30, 30, 30, 10, 10, 30]
    assert arrays.visit["member_stop"].tolist() == [1, 2, 3, 6]


def test_a_need_takes_its_own_fields_before_its_service_s():
    parcel = Service(
        id="parcel",
        name="P",
        minutes=15,
        roles=(),
        resources=(ResourceLine(item="rice", quantity=2),),
    )
    made = scenario(
        services=(*scenario().services, parcel),
        resources=(resource("rice", ResourceKind.GOODS, 9),),
        needs=(
            need("a", service="parcel"),
            need("b", service="parcel", minutes=40, roles=(Role(),), resources=()),
        ),
    )
    arrays = compile_instance(made).arrays
    assert arrays.need["minutes"].tolist() == [15, 40]
    assert len(arrays.role) == 1
    assert arrays.role["need"][0] == 1
    assert arrays.line["quantity"].tolist() == [2]


def test_a_need_stands_at_its_own_place_its_venue_s_or_its_community_s():
    lines = (ResourceLine(item="hall", quantity=1), ResourceLine(resource="hall", quantity=1))
    made = scenario(
        resources=(resource("hall", ResourceKind.VENUE, 9, place=at(7)),),
        needs=(
            need("own", place=at(3), resources=lines),
            need("venue", resources=lines),
            need("item", resources=lines[:1]),
        ),
    )
    instance = compile_instance(made)
    places = [instance.catalogue.need_place(each) for each in made.needs]
    assert places == [at(3), at(7), at(0)]


def test_a_shift_is_cut_to_the_horizon_and_keeps_its_day():
    early, late = shift("early", -60, 300), shift("late", 1380, 1470, max_overtime=90)
    arrays = compile_instance(scenario(helpers=(helper("ann", early, late),))).arrays
    assert arrays.shift["start"].tolist() == [0, 1380]
    assert arrays.shift["latest"].tolist() == [300, 1440]
    assert arrays.shift["end"].tolist() == [300, 1470]
    assert arrays.shift["day"].tolist() == [-1, 0]


def test_no_window_is_the_whole_horizon():
    window = Window(start=5, end=9, bounds=WindowBounds.SERVICE, soft=True, late_cost=3)
    hard = Window(start=600, end=700, max_late=None)
    made = scenario(needs=(need("free"), need("two", minutes=4, windows=(window, hard))))
    arrays = compile_instance(made).arrays
    assert arrays.window["start"].tolist() == [0, 5, 600]
    assert arrays.window["end"].tolist() == [1440, 9, 700]
    assert arrays.window["bounds"].tolist() == [0, 2, 0]
    assert arrays.window["max_late"].tolist() == [0, FOREVER, 0]


def test_orders_are_written_into_their_visits():
    made = scenario(
        days=3,
        helpers=(helper("ann"), helper("bob")),
        needs=(WEEKLY,),
        pins=(Pin(need="weekly", occurrence=1, helpers=("bob",), start=2000),),
        published=(
            PublishedVisit(need="weekly", occurrence=2, start=3000, helpers=("ann",), weight=4),
            PublishedVisit(need="weekly", occurrence=0, start=-30),
        ),
    )
    arrays = compile_instance(made).arrays
    assert arrays.visit["pinned"].tolist() == [0, 1, 0]
    assert arrays.visit["pin_start"].tolist() == [-1, 2000, -1]
    first, stop = (arrays.visit[name][1] for name in ("pin_first", "pin_stop"))
    assert arrays.link[first:stop].tolist() == [1]
    # A time before the horizon can never be kept; it still counts as published.
    assert arrays.visit["published_start"].tolist() == [FOREVER, -1, 3000]
    assert arrays.visit["published_weight"].tolist() == [1, 0, 4]


def test_history_counts_its_last_day_and_forgets_who_left():
    past = (
        PastVisit(helper="ann", day=date(2026, 11, 20)),
        PastVisit(helper="gone", day=date(2026, 11, 22)),
    )
    made = scenario(needs=(need("old", history=past), need("new")))
    arrays = compile_instance(made).arrays
    assert arrays.need["last_day"].tolist() == [-1, -FOREVER]
    assert arrays.need["has_history"].tolist() == [1, 0]
    row = arrays.need[0]
    assert arrays.link[row["history_first"] : row["history_stop"]].tolist() == [0]


@pytest.mark.parametrize(
    ("rule", "table", "column"),
    [
        (Rule.DAY_LIMIT, "helper", "day_limit"),
        (Rule.WEEK_LIMIT, "helper", "week_limit"),
        (Rule.MAX_VISITS, "shift", "max_visits"),
        (Rule.CONTINUITY, "need", "max_helpers"),
        (Rule.PROJECT_BUDGET, "project", "budget"),
        (Rule.BREAK, "rest", "mandatory"),
    ],
)
def test_an_ignored_rule_has_no_limit(rule, table, column):
    person = helper(
        "ann",
        shift(max_visits=1, breaks=(Break(start=500, end=520, minutes=10),)),
        max_minutes_day=1,
        max_minutes_week=1,
    )
    fields = {
        "helpers": (person,),
        "needs": (need(max_helpers=1),),
        "projects": (Project(id="fund", budget=1),),
    }
    kept = compile_instance(scenario(**fields)).arrays
    ignored = compile_instance(scenario(**fields, policy=Policy(ignored_rules=(rule,)))).arrays
    assert getattr(kept, table)[column].tolist() == [1]
    assert getattr(ignored, table)[column].tolist() == [0 if rule is Rule.BREAK else FOREVER]


def test_levels_are_numbered_by_what_is_there():
    terms = (
        Term(name=TermName.PAY, level=7, weight=2),
        Term(name=TermName.COVERAGE, level=3),
    )
    names = list(TermName)
    arrays = compile_instance(scenario(policy=Policy(terms=terms))).arrays
    assert arrays.levels == 2
    level = dict(zip(names, arrays.term["level"].tolist(), strict=True))
    assert (level[TermName.COVERAGE], level[TermName.PAY], level[TermName.TIER]) == (0, 1, -1)
    policy = Policy(terms=terms, objective=Objective.WEIGHTED_SUM)
    arrays = compile_instance(scenario(policy=policy)).arrays
    assert arrays.levels == 1
    assert set(arrays.term["level"].tolist()) == {-1, 0}


def test_draws_leave_out_what_is_not_permitted_and_use_first_what_expires_first():
    goods = ResourceKind.GOODS
    made = scenario(
        communities=(HOME, Community(id="west", name="W", place=at(1))),
        resources=(
            resource("lasting", goods, 5, item="rice"),
            resource("soon", goods, 5, item="rice", expires=date(2026, 11, 24)),
            resource("other", goods, 5, item="rice", communities=("west",)),
        ),
        needs=(need(resources=(ResourceLine(item="rice", quantity=2),)),),
    )
    assert compile_instance(made).arrays.draw["resource"].tolist() == [1, 0]


def test_availability_ends_with_expiry():
    day = Interval(start=500, end=2000)
    made = scenario(
        days=2,
        resources=(
            resource("a", ResourceKind.FUND, 1, available=(day,), expires=date(2026, 11, 23)),
            resource("b", ResourceKind.FUND, 1, expires=date(2026, 11, 22)),
            resource("c", ResourceKind.FUND, 1),
        ),
    )
    arrays = compile_instance(made).arrays
    rows = [tuple(row) for row in arrays.interval.tolist()]
    assert rows == [(500, 1440), (-FOREVER, 0), (-FOREVER, FOREVER)]


def test_expand_replaces_each_owner_by_its_rows():
    owners, first, stop = (np.array(row) for row in ([2, 0, 2], [0, 3, 4], [3, 3, 6]))
    position, row = expand(owners, first, stop)
    assert position.tolist() == [0, 0, 1, 1, 1, 2, 2]
    assert row.tolist() == [4, 5, 0, 1, 2, 4, 5]


def test_links_delimit_their_rows():
    links = Links()
    assert links.add([[4, 5], []]) == ([0, 2], [2, 2])
    assert links.add([[6]]) == ([2], [3])
    assert links.array().tolist() == [4, 5, 6]


def test_near_needs_come_nearest_first_without_the_need_itself():
    made = scenario(needs=tuple(need(f"n{row}") for row in range(4)))
    table = compile_instance(made).arrays.need
    table["location"] = [0, 1, 2, 3]
    lat, lon = np.array([28.0, 28.3, 28.1, 28.7]), np.full(4, 112.9)
    assert near_needs(table, lat, lon)[0].tolist() == [2, 1, 3]
    assert near_needs(table, lat, lon)[3].tolist() == [1, 2, 0]


def test_many_needs_at_one_point_are_near_each_other_but_not_themselves():
    made = scenario(needs=tuple(need(f"n{row}") for row in range(NEIGHBOURS + 9)))
    near = compile_instance(made).arrays.near
    assert near.shape == (NEIGHBOURS + 9, NEIGHBOURS)
    assert not (near == np.arange(NEIGHBOURS + 9)[:, None]).any()


def test_one_need_is_near_nothing():
    assert compile_instance(scenario()).arrays.near.tolist() == [[-1]]


def test_without_coordinates_the_matrix_says_what_is_near():
    spots = 0, 9, 4, 30
    needs = tuple(need(f"n{row}", place=at(spot)) for row, spot in enumerate(spots))
    near = compile_instance(scenario(needs=needs)).arrays.near
    assert near.tolist() == [[2, 1, 3], [2, 0, 3], [0, 1, 3], [1, 2, 0]]


def test_what_the_matrix_does_not_hold_is_not_near():
    point = Place(lat=28.2, lon=112.9)
    needs = need("a", place=at(1)), need("b", place=at(7)), need("c", place=point)
    near = compile_instance(scenario(helpers=(), needs=needs)).arrays.near
    assert near[:2].tolist() == [[1, -1], [0, -1]]
