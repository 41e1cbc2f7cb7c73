"""Small valid scenarios at random, with every feature of the model switched on or off.

Hypothesis chooses the sizes, the features and a seed; each record is then drawn from a generator
of its own. So a scenario is quick to make, and shrinks by losing features and records while the
records that stay are the same.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from matcher import model as m
from tests.random_scenarios import demand, ground, orders, people, supply
from tests.random_scenarios.dice import FEATURES, START, Dice

random_scenarios = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
"""For tests whose scenarios take long to draw or to plan: no clock, and the same in every run."""


def scenario_of(dice: Dice) -> m.Scenario:
    """Give the scenario that a seed, the features and the sizes stand for."""
    needs, helpers = demand.needs(dice), people.helpers(dice)
    return m.Scenario(
        id="random",
        start=START,
        days=dice.days,
        datum=dice.of("datum").choice(tuple(m.Datum))
        if "datum" in dice.features
        else m.Datum.WGS84,
        communities=ground.communities(dice),
        organisations=ground.organisations(dice),
        helpers=helpers,
        resources=supply.resources(dice),
        projects=supply.projects(dice),
        services=demand.services(dice),
        needs=needs,
        travel=ground.travel(dice),
        policy=orders.policy(dice),
        pins=orders.pins(dice, needs, helpers),
        published=orders.published(dice, needs),
    )


@st.composite
def scenarios(
    draw: st.DrawFn, most_needs: int = 10, features: tuple[str, ...] = FEATURES
) -> m.Scenario:
    """Draw a valid scenario of 1 to 10 needs, 1 to 6 helpers and 1 to 4 days, sometimes 9.

    Only the features named may be switched on.
    """
    chosen = frozenset(name for name in features if draw(st.booleans()))
    return scenario_of(
        Dice(
            seed=draw(numbers(20)),
            features=chosen,
            days=9 if "long" in chosen and draw(sizes(4)) == 4 else draw(sizes(4)),
            helpers=draw(sizes(6)),
            needs=draw(sizes(most_needs)),
        )
    )


def numbers(bits: int) -> st.SearchStrategy[int]:
    """Draw from 0 to 2**bits - 1 evenly; Hypothesis's own integers are mostly small or round."""
    tossed = st.lists(st.booleans(), min_size=bits, max_size=bits)
    return tossed.map(lambda heads: sum(head << place for place, head in enumerate(heads)))


def sizes(most: int) -> st.SearchStrategy[int]:
    """Draw from 1 to `most` evenly."""
    return numbers(6).map(lambda number: 1 + number * most // 64)
