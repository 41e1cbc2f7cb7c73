from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import (
    Ended,
    EscalationTier,
    HelperKind,
    Objective,
    Policy,
    Score,
    Term,
    TermName,
)
from matcher.whatif.comparison.verdict import Judgement, Verdict, judge
from tests.unit.whatif.comparison.cases import COVERAGE, TRAVEL

BETTER, WORSE, EQUAL = Verdict.BETTER, Verdict.WORSE, Verdict.EQUAL
OPEN, SETTLED = Verdict.NOT_DISTINGUISHABLE, Verdict.SETTLED_ABOVE


def found(case, totals, bound):
    score = Score(terms=(COVERAGE, TRAVEL), totals=totals)
    return replace(case, plan=replace(case.plan, score=score, bound=bound))


@pytest.mark.parametrize(
    ("old", "new", "whole", "levels"),
    [
        # Ranges apart: better by more than the base's gap, worse by more than the variant's.
        (((9, 5), (7, 0)), ((6, 9), (6, 0)), BETTER, (BETTER, SETTLED)),
        (((6, 9), (6, 0)), ((9, 5), (7, 0)), WORSE, (WORSE, SETTLED)),
        # The base's gap is larger than the difference, or just as large.
        (((9, 5), (5, 0)), ((6, 9), (6, 0)), OPEN, (OPEN, OPEN)),
        (((9, 5), (6, 0)), ((6, 9), (6, 0)), OPEN, (OPEN, OPEN)),
        # A plan below the base's bound needs no bound of its own; without one nothing is worse.
        (((9, 5), (7, 0)), ((6, 9), None), BETTER, (BETTER, SETTLED)),
        (((6, 9), (6, 0)), ((9, 5), None), OPEN, (OPEN, OPEN)),
        (((6, 9), None), ((9, 5), (7, 0)), WORSE, (WORSE, SETTLED)),
        # The first level closed and equal, the second speaks.
        (((4, 9), (4, 7)), ((4, 6), (4, 6)), BETTER, (EQUAL, BETTER)),
        (((4, 9), (4, 5)), ((4, 6), (4, 6)), OPEN, (EQUAL, OPEN)),
        (((4, 6), (4, 6)), ((4, 6), (4, 6)), EQUAL, (EQUAL, EQUAL)),
        (((4, 6), (4, 5)), ((4, 6), (4, 5)), OPEN, (EQUAL, OPEN)),
        # No term is negative: a total of zero is closed without a bound.
        (((0, 9), None), ((0, 6), None), OPEN, (EQUAL, OPEN)),
        (((0, 0), None), ((0, 0), None), EQUAL, (EQUAL, EQUAL)),
        (((0, 9), (0, 7)), ((0, 6), None), BETTER, (EQUAL, BETTER)),
        # Below an open level a level of its own says nothing, though the whole score may.
        (((4, 9), (4, 9)), ((4, 6), (3, 0)), BETTER, (OPEN, OPEN)),
    ],
)
def test_only_what_the_bounds_prove(base, old, new, whole, levels):
    judgement = judge(found(base, *old), found(base, *new))
    assert (judgement.verdict, judgement.levels) == (whole, levels)


@pytest.mark.parametrize(
    ("old", "new", "whole", "levels"),
    [
        (((9, 5), (7, 0)), ((6, 9), (6, 0)), WORSE, (WORSE, SETTLED)),
        (((4, 9), (4, 7)), ((4, 6), (4, 6)), WORSE, (EQUAL, WORSE)),
        (((4, 9), (4, 9)), ((4, 6), (3, 0)), WORSE, (OPEN, OPEN)),
        (((9, 5), (5, 0)), ((6, 9), (6, 0)), OPEN, (OPEN, OPEN)),
    ],
)
def test_the_other_way_round_better_is_worse(base, old, new, whole, levels):
    judgement = judge(found(base, *new), found(base, *old))
    assert (judgement.verdict, judgement.levels) == (whole, levels)


def test_differences_are_those_of_the_plans_in_hand(base):
    judgement = judge(found(base, (9, 5), None), found(base, (6, 9), None))
    assert judgement.differences == (-3, 4)


def weigh(case, *terms, objective=Objective.LEXICOGRAPHIC, **fields):
    policy = Policy(objective=objective, terms=terms, **fields)
    return replace(case, scenario=replace(case.scenario, policy=policy))


def term(name, level=1, weight=1):
    return Term(name=name, level=level, weight=weight)


FIRST, SECOND = term(TermName.COVERAGE), term(TermName.TRAVEL_TIME, 2, 100)


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        ((FIRST, replace(SECOND, weight=99)), {}),
        ((FIRST, replace(SECOND, level=1)), {}),
        ((FIRST,), {}),
        ((FIRST, SECOND), {"objective": Objective.WEIGHTED_SUM}),
        ((FIRST, SECOND), {"priority_weights": (1, 2, 4, 8, 17)}),
        ((FIRST, SECOND), {"escalation": (EscalationTier(kinds=(HelperKind.TEAM,)),)}),
    ],
)
def test_another_yardstick_compares_nothing(base, terms, fields):
    judgement = judge(weigh(base, FIRST, SECOND), weigh(base, *terms, **fields))
    assert judgement == Judgement(verdict=Verdict.NOT_COMPARABLE, levels=(), differences=())


def test_the_same_yardstick_written_in_another_way(base):
    other = weigh(base, replace(SECOND, level=7), replace(FIRST, level=3))
    assert judge(weigh(base, FIRST, SECOND), other).differences == (0, 0)
    weighted = Objective.WEIGHTED_SUM
    one = weigh(found(base, (9,), (7,)), FIRST, SECOND, objective=weighted)
    other = weigh(found(base, (6,), None), FIRST, replace(SECOND, level=1), objective=weighted)
    assert judge(one, other).levels == (BETTER,)


@pytest.mark.parametrize("which", [0, 1])
def test_a_plan_that_misses_a_pin_is_no_answer(base, which):
    cases = [base, base]
    cases[which] = replace(base, plan=replace(base.plan, ended=Ended.INFEASIBLE_PINS))
    assert judge(*cases).verdict is Verdict.NOT_COMPARABLE
