from dataclasses import replace

import numpy as np
import pytest

from matcher.model import EscalationTier, HelperKind, Policy, Recurrence
from matcher.whatif.staffing.goals import Goal, Goals
from matcher.whatif.staffing.steering import Fact, steered, weights_of
from tests.unit.small import need, scenario


def case():
    """Five needs, the last of three visits; goals about the first three, and about all."""
    needs = (
        *(need(f"n{number}") for number in range(4)),
        need("thrice", recurrence=Recurrence(times=3, min_gap_days=0)),
    )
    made = scenario(needs=needs)
    goals = [
        Goal(target=0, needs=(0, 1, 2), share=0.5),
        Goal(target=1, needs=(0, 1, 2, 3, 4), share=0.5),
    ]
    return made, Goals(made, goals)


def test_needs_weigh_what_their_goals_do():
    _, goals = case()
    assert weights_of(goals, [4, 1]).tolist() == [5, 5, 5, 1, 1]


def test_weights_that_are_nearly_the_same_become_one():
    made = scenario(needs=tuple(need(f"n{number}") for number in range(6)))
    single = Goals(made, [Goal(target=0, needs=(row,), share=1.0) for row in range(5)])
    assert weights_of(single, [1, 8, 64, 70, 900]).tolist() == [1, 8, 70, 70, 900, 0]


def test_priorities_say_the_weights():
    made, goals = case()
    told = steered(made, weights_of(goals, [4, 0]))
    assert [one.priority for one in told.needs] == [2, 2, 2, 1, 1]
    assert told.policy.priority_weights == (0, 4, 0, 0, 0)


def test_the_ladder_opens_roles_and_raises_nothing():
    made, goals = case()
    tier = EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=2, priority=3, cost=4)
    laddered = replace(made, policy=Policy(escalation=(tier,)))
    told = steered(laddered, weights_of(goals, [4, 0]))
    assert told.policy.escalation == (replace(tier, priority=0),)


@pytest.mark.parametrize(
    ("weight", "unmet", "required", "ruled_out"),
    [
        ((1, 1, 1, 0, 0), 2, (2, 0), True),
        ((1, 1, 1, 0, 0), 2, (1, 0), False),
        ((1, 1, 1, 1, 1), 4, (0, 4), True),
        ((1, 1, 1, 1, 1), 3, (0, 4), False),
        ((5, 5, 5, 1, 1), 8, (2, 4), True),
        ((5, 5, 5, 1, 1), 7, (2, 4), False),
    ],
)
def test_a_bound_rules_out_what_leaves_less_unmet(weight, unmet, required, ruled_out):
    _, goals = case()
    fact = Fact(weight=np.array(weight), unmet=unmet)
    assert fact.rules_out(goals, required) is ruled_out
