import numpy as np

from matcher.engines.bounds.desk import trade_of
from matcher.engines.bounds.market import market_of
from matcher.instance import compile_instance
from matcher.model import Window
from matcher.whatif.staffing.clashes import groups_of, least_ways
from tests.unit.small import at, helper, need, scenario, shift


def trade(*needs, **fields):
    made = scenario(helpers=(helper("ann", shift(end=720), home=at(10), **fields),), needs=needs)
    arrays = compile_instance(made).arrays
    return trade_of(arrays, market_of(arrays), count_metres=False)


def visit(name, spot, opens, closes):
    return need(name, place=at(spot), windows=(Window(start=opens, end=closes),))


def groups(*needs, **fields):
    fits, found = groups_of(trade(*needs, **fields), 0)
    return fits.tolist(), {tuple(group.tolist()) for group in found}


def test_visits_at_one_time_clash_and_those_in_turn_do_not():
    first, same, later = (
        visit("a", 10, 540, 550),
        visit("b", 10, 555, 560),
        visit("c", 10, 590, 590),
    )
    assert groups(first, same, later) == ([True] * 3, {(0, 1)})


def test_the_way_between_counts():
    near, far = visit("b", 10, 540, 570), visit("c", 20, 570, 575)
    assert groups(visit("a", 10, 540, 540), near, far) == ([True] * 3, {(0, 2), (1, 2)})


def test_a_visit_alone_may_be_more_than_a_day_permits():
    far, near = visit("a", 40, 540, 600), visit("b", 15, 540, 600)
    assert groups(far, near, max_minutes_day=80) == ([False, True], {(0, 1)})


def test_the_least_ways_lead_from_the_nearest_place():
    to, home = least_ways(trade(visit("a", 14, 540, 600), visit("b", 16, 540, 600)))
    assert (to.tolist(), home.tolist()) == ([2, 2], [4])
    assert to.dtype == np.int64
