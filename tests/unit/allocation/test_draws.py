"""Drawing against a count of every minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import Arrays, Solution, visit_end
from matcher.instance import Instance, compile_instance
from matcher.model import Interval, Resource, ResourceKind, ResourceLine
from tests.unit.kernels import drawn
from tests.unit.small import START, answer, need, resource, scenario

USED_UP = (ResourceKind.GOODS, ResourceKind.FUND)

stocks = st.builds(
    resource,
    st.just(""),
    st.sampled_from(ResourceKind),
    st.integers(0, 6),
    available=st.lists(
        st.tuples(st.integers(0, 15), st.integers(1, 40)).map(
            lambda pair: Interval(start=pair[0], end=pair[0] + pair[1])
        ),
        max_size=2,
    ).map(tuple),
    expires=st.sampled_from([None, START.date(), START.date() - timedelta(days=1)]),
)


@dataclass(frozen=True)
class Case:
    """Visits that each take some lines at a time."""

    resources: tuple[Resource, ...]
    visits: tuple[tuple[int, int, tuple[ResourceLine, ...]], ...]
    """Start, minutes, lines."""


@st.composite
def cases(draw: st.DrawFn, most_lines: int = 2) -> Case:
    kind = draw(st.sampled_from(ResourceKind))
    made = draw(st.lists(stocks, min_size=1, max_size=3))
    resources = tuple(
        resource(
            f"r{row}",
            kind,
            each.quantity,
            item="it",
            available=each.available,
            expires=each.expires,
        )
        for row, each in enumerate(made)
    )
    lines = st.builds(
        ResourceLine,
        item=st.just("it"),
        quantity=st.integers(0, 5),
        all_or_none=st.booleans(),
        hold=st.none() if kind in USED_UP else st.sampled_from([None, 0, 5, 30]),
    )
    visit = st.tuples(
        st.integers(0, 20),
        st.integers(1, 15),
        st.lists(lines, min_size=1, max_size=most_lines).map(tuple),
    )
    return Case(resources, tuple(draw(st.lists(visit, min_size=1, max_size=4))))


def build(case: Case) -> tuple[Instance, Solution]:
    needs = tuple(
        need(f"n{row}", roles=(), minutes=minutes, resources=lines)
        for row, (_, minutes, lines) in enumerate(case.visits)
    )
    instance = compile_instance(scenario(resources=case.resources, needs=needs))
    return instance, answer(instance)


def draw_all(case: Case) -> Iterator:
    """Draw for one visit after the other; give what each try answered."""
    instance, solution = build(case)
    for visit, (start, _, _) in enumerate(case.visits):
        before = solution.given.copy()
        solution.start[visit] = start
        end = visit_end(instance.arrays, solution, visit)
        short = drawn(instance.arrays, solution, visit, start, end)
        solution.served[visit] = short >= 0
        yield instance, solution, visit, before, short


def span(arrays: Arrays, solution: Solution, draw: int) -> range:
    """Give the minutes in which what was drawn is in use."""
    row = arrays.draw[draw]
    visit, hold = row["visit"], arrays.line["hold"][arrays.ask["line"][row["ask"]]]
    start = int(solution.start[visit])
    minutes = int(arrays.need["minutes"][arrays.visit["need"][visit]]) if hold < 0 else int(hold)
    return range(start, start + minutes)


def used(arrays: Arrays, solution: Solution, resource_row: int, kind: ResourceKind) -> list[int]:
    """Count what is in use at every minute."""
    level = [0] * 100
    for draw in range(len(arrays.draw)):
        if arrays.draw["resource"][draw] == resource_row and solution.given[draw]:
            minutes = range(100) if kind in USED_UP else span(arrays, solution, draw)
            for minute in minutes:
                level[minute] += int(solution.given[draw])
    return level


def is_open(stock: Resource, start: int, end: int) -> bool:
    """Say whether a resource may be used from a start to an end."""
    if stock.expires is not None and stock.expires < START.date():
        return False
    if stock.kind in USED_UP:
        end = start + 1
    times = stock.available or (Interval(start=0, end=1440),)
    return any(each.start <= start and max(end, start + 1) <= each.end for each in times)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cases())
def test_what_is_drawn_is_there_to_be_drawn(case):
    for instance, solution, visit, before, short in draw_all(case):
        arrays = instance.arrays
        for row, stock in enumerate(case.resources):
            assert max(used(arrays, solution, row, stock.kind)) <= stock.quantity
        asks = range(arrays.visit["ask_first"][visit], arrays.visit["ask_stop"][visit])
        draws = [range(arrays.ask["draw_first"][ask], arrays.ask["draw_stop"][ask]) for ask in asks]
        if short < 0:
            assert (solution.given == before).all()
            continue
        missing = 0
        for group, line in zip(draws, case.visits[visit][2], strict=True):
            given = [int(solution.given[draw]) for draw in group]
            assert sum(given) <= line.quantity
            assert sum(given) == line.quantity or not line.all_or_none
            if line.quantity:
                missing += -(-100 * (line.quantity - sum(given)) // line.quantity)
            if case.resources[0].kind is ResourceKind.VENUE:
                assert sum(1 for quantity in given if quantity) <= 1
            for draw in group:
                if solution.given[draw]:
                    stock = case.resources[arrays.draw["resource"][draw]]
                    times = span(arrays, solution, draw)
                    assert is_open(stock, times.start, times.stop)
        assert short == missing


@settings(max_examples=300, deadline=None, derandomize=True)
@given(cases(most_lines=1))
def test_a_line_alone_gets_all_that_can_be_had(case):
    for instance, solution, visit, before, short in draw_all(case):
        arrays, (line,) = instance.arrays, case.visits[visit][2]
        after, solution.given[:] = solution.given.copy(), before
        start, minutes, _ = case.visits[visit]
        until = start + (minutes if line.hold is None else line.hold)
        left = [
            stock.quantity
            - max(used(arrays, solution, row, stock.kind)[start : max(until, start + 1)])
            if is_open(stock, start, until)
            else 0
            for row, stock in enumerate(case.resources)
        ]
        solution.given[:] = after
        venue = case.resources[0].kind is ResourceKind.VENUE
        most = max(left) if venue else sum(left)
        assert (short < 0) == (line.all_or_none and most < line.quantity)
        if short >= 0 and not venue:
            assert int((after - before).sum()) == min(most, line.quantity)
        if short >= 0 and venue and most and line.quantity:
            assert int((after - before).sum()) > 0
