"""Bounds against proven optima, and what they say of themselves."""

from __future__ import annotations

from hypothesis import given, settings

from matcher.engines.bounds import lagrangian
from matcher.engines.exact import ExactEngine
from matcher.instance import compile_instance
from matcher.model import Ended, Limits, TermName
from matcher.objective import measure, totals
from tests.strategies import random_scenarios, scenarios

EXAMPLES = 160
SWEEPS = 40
TERMS = list(TermName)


def optimum(instance):
    """Give the best plan, its terms and totals; None where that is not proven in a moment."""
    limits = Limits(max_seconds=None, max_iterations=1)
    engine = ExactEngine()
    if engine.unsupported(instance) is not None:
        return None
    answer = engine.solve(instance, limits, 0)
    if answer.ended is not Ended.OPTIMAL:
        return None
    values = measure(instance.arrays, answer.solution)
    return answer.solution, values, tuple(map(int, totals(instance.arrays, values)))


def test_no_bound_is_above_a_proven_optimum():
    proven, reached, later = [], 0, 0

    @settings(random_scenarios, max_examples=EXAMPLES)
    @given(scenarios(most_needs=4))
    def each(scenario):
        nonlocal reached, later
        instance = compile_instance(scenario)
        best = optimum(instance)
        if best is None:
            return
        plan, values, best_totals = best
        proven.append(best_totals)
        for known, start, seconds in ((None, None, None), (best_totals, plan, 0.2)):
            bounds = lagrangian(
                instance.arrays, seconds=seconds, sweeps=SWEEPS, start=start, known=known
            )
            assert all(low <= high for low, high in zip(bounds.totals, best_totals, strict=True))
            unmet = int(values[TERMS.index(TermName.COVERAGE)])
            assert bounds.unmet <= unmet
            assert bounds.travel_at(unmet) <= values[TERMS.index(TermName.TRAVEL_TIME)]
        reached += 0 < bounds.totals[0] == best_totals[0]
        later += any(bounds.totals[1:])

    each()
    assert len(proven) >= 120, "too few optima are proven for the comparison to mean anything"
    assert reached > 12, "the bounds are far too low"
    assert later > 4, "no later level is bounded"
