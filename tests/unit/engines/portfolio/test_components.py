"""What ties two needs with a helper each, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.engines.portfolio.components import components_of
from matcher.engines.portfolio.parts import sizes_of
from matcher.instance import compile_instance
from matcher.model import (
    Pin,
    Policy,
    Project,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    SkillLevel,
    Term,
    TermName,
    Window,
)
from tests.unit.small import helper, need, resource, scenario, shift

DAY = 1440


def policy(*names, **fields):
    terms = tuple(Term(name=name, level=1) for name in (TermName.COVERAGE, *names))
    return Policy(terms=terms, **fields)


def ann_and_bob(tea=None, rice=None, ann=None, bob=None, **fields):
    """Ann serves only tea, Bob only rice, unless told otherwise."""
    return scenario(
        **{
            "helpers": (helper("ann", **(ann or {})), helper("bob", **(bob or {}))),
            "needs": (
                need("tea", **{"required": ("ann",)} | (tea or {})),
                need("rice", **{"required": ("bob",)} | (rice or {})),
            ),
            "policy": policy(),
        }
        | fields
    )


def stocked(quantity, kind=ResourceKind.GOODS):
    lines = {"resources": (ResourceLine(item="flour", quantity=2),)}
    return ann_and_bob(lines, lines, resources=(resource("flour", kind, quantity),))


def paid(budget, **fields):
    of_project = {"project": "p"}
    project = Project(id="p", budget=budget)
    return ann_and_bob(of_project, of_project, projects=(project,), **fields)


def on_two_days(*shifts, **limits):
    windows = [(Window(start=day * DAY, end=day * DAY + 720),) for day in (0, 1)]
    return scenario(
        days=2,
        policy=policy(),
        helpers=(helper("ann", *shifts, **limits),),
        needs=tuple(need(f"n{day}", windows=windows[day]) for day in (0, 1)),
    )


MONDAY, TUESDAY = shift("mon"), shift("tue", DAY + 480, DAY + 720)
SOFT = (Window(start=480, end=500, soft=True),)
SECOND_ROLE = (Role(), Role(skills=(SkillLevel(skill="nursing"),)))

APART = {
    "nothing shared": ann_and_bob(),
    "enough stock": stocked(4),
    "enough seats": stocked(4, ResourceKind.VENUE),
    "a project without a budget": paid(None),
    "a budget that is ignored": paid(9, policy=policy(ignored_rules=(Rule.PROJECT_BUDGET,))),
    "two days of a helper": on_two_days(MONDAY, TUESDAY),
    "a limit of each day": on_two_days(MONDAY, TUESDAY, max_minutes_day=60),
    "a term that does not count": ann_and_bob(
        policy=Policy(
            terms=(
                Term(name=TermName.COVERAGE, level=1),
                Term(name=TermName.FAIRNESS, level=1, weight=0),
            )
        )
    ),
    "nobody may be late": ann_and_bob(policy=policy(TermName.MAX_LATENESS)),
    "only one may be late": ann_and_bob({"windows": SOFT}, policy=policy(TermName.MAX_LATENESS)),
    "whole fen a minute": ann_and_bob(
        ann={"cost_per_hour": 60}, bob={"cost_per_hour": 120}, policy=policy(TermName.PAY)
    ),
    "one stop a shift, so no wait": scenario(
        policy=policy(TermName.MAX_IDLE),
        helpers=tuple(helper(name, shift(name, max_visits=1)) for name in ("ann", "bob")),
        needs=(need("tea", required=("ann",)), need("rice", required=("bob",))),
    ),
    "pins, and what was published": ann_and_bob(
        pins=(Pin(need="tea", helpers=("ann",)), Pin(need="rice", start=500)),
        published=(
            PublishedVisit(need="tea", start=500, helpers=("ann", "bob")),
            PublishedVisit(need="rice", start=500, helpers=("ann",)),
        ),
    ),
}

TIED = {
    "a helper of both": ann_and_bob({"required": ("ann", "bob")}),
    "a crew of both": ann_and_bob({"required": (), "roles": (Role(count=2),)}),
    "too little stock": stocked(3),
    "too few seats": stocked(3, ResourceKind.VENUE),
    "a budget": paid(10_000),
    "one before the other": ann_and_bob(rice={"after": ("tea",)}),
    "one need on both days": replace(
        on_two_days(MONDAY, TUESDAY), needs=(need("n", recurrence=Recurrence(times=2)),)
    ),
    "a limit of the week": on_two_days(MONDAY, TUESDAY, max_minutes_week=60),
    "a limit of the same day": scenario(
        policy=policy(),
        helpers=(helper("ann", shift("am"), shift("pm", 780, 1000), max_minutes_day=60),),
        needs=tuple(
            need(f"n{start}", windows=(Window(start=start, end=start + 60),))
            for start in (500, 800)
        ),
    ),
    "the worst community": ann_and_bob(policy=policy(TermName.FAIRNESS)),
    "the busiest helper": ann_and_bob(policy=policy(TermName.BALANCE)),
    "the longest wait": ann_and_bob(policy=policy(TermName.MAX_IDLE)),
    "the largest lateness": ann_and_bob(
        {"windows": SOFT}, {"due": 500}, policy=policy(TermName.MAX_LATENESS)
    ),
    "fractions of a fen": ann_and_bob(
        ann={"cost_per_hour": 61}, bob={"cost_per_hour": 62}, policy=policy(TermName.PAY)
    ),
}


def sizes(made):
    arrays = compile_instance(made).arrays
    return sizes_of(arrays, components_of(arrays)).tolist()


@pytest.mark.parametrize("case", APART)
def test_apart(case):
    assert sizes(APART[case]) == [1, 1]


@pytest.mark.parametrize("case", TIED)
def test_tied(case):
    assert len(sizes(TIED[case])) == 1


def test_who_cannot_be_served_is_in_no_component_and_ties_nobody():
    made = ann_and_bob()
    nurse = need("nurse", roles=SECOND_ROLE)
    components = components_of(compile_instance(replace(made, needs=(*made.needs, nurse))).arrays)
    assert components.need.tolist() == [0, 1, -1]
    assert components.shift.tolist() == [0, 1]


def test_who_comes_after_one_that_cannot_be_served_stays_with_it():
    made = ann_and_bob(rice={"after": ("tea",)}, tea={"roles": SECOND_ROLE})
    components = components_of(compile_instance(made).arrays)
    assert components.need.tolist() == [0, 0]
    assert components.shift.tolist() == [-1, 0]


def test_a_need_without_a_crew_is_a_component():
    made = ann_and_bob({"required": (), "roles": ()})
    assert sizes(made) == [1, 1]
