"""A valid scenario to an instance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Aim, Arrays, Demand, Ints, Orders, People
from matcher.instance.candidates import compile_asks, find_candidates
from matcher.instance.demand import compile_demand, near_needs
from matcher.instance.effective import Catalogue
from matcher.instance.locations import Locations
from matcher.instance.people import Names, compile_people, pointers
from matcher.instance.supply import compile_supply
from matcher.model import Objective, Scenario, TermName
from matcher.rules import Facts

TERMS = tuple(TermName)
LEVEL_SCALE = 1e6
"""How much one unit of a level outweighs one of the next in engines' float comparisons."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A scenario compiled to arrays.

    Attributes
    ----------
    scenario : Scenario
    catalogue : Catalogue
        Records by id.
    facts : Facts
        What the rules on pairs look at.
    arrays : Arrays
    """

    scenario: Scenario
    catalogue: Catalogue
    facts: Facts
    arrays: Arrays


def compile_instance(scenario: Scenario) -> Instance:
    """Compile a scenario that `matcher.validate` has passed."""
    catalogue = Catalogue.of(scenario)
    names = Names.of(scenario, catalogue)
    locations = Locations(scenario)
    people = compile_people(scenario, catalogue, names, locations)
    demand = compile_demand(scenario, catalogue, names, locations)
    lat, lon = locations.degrees()
    demand = demand._replace(near=near_needs(demand, lat, lon))
    table = locations.travel()
    facts = Facts(people, demand, compile_asks(scenario, catalogue, names), table, scenario.horizon)
    arrays = Arrays(
        horizon=scenario.horizon,
        days=scenario.days,
        weeks=-(-scenario.days // 7),
        route_room=_route_room(people, demand),
        communities=len(scenario.communities),
        people=people,
        demand=demand,
        supply=compile_supply(scenario, catalogue, demand),
        candidates=find_candidates(facts, scenario.policy.ignored_rules),
        orders=_compile_orders(scenario, demand),
        aim=_compile_aim(scenario),
        travel=table,
    )
    return Instance(scenario, catalogue, facts, arrays)


def _route_room(people: People, demand: Demand) -> int:
    if not len(demand.role_minutes) or not len(people.shift_helper):
        return 1
    by_time = (people.shift_latest - people.shift_start) // max(1, demand.role_minutes.min()) + 1
    room = np.minimum(by_time, people.shift_max_visits).max()
    return int(max(1, min(room, len(demand.member_visit))))


def _compile_orders(scenario: Scenario, demand: Demand) -> Orders:
    visits = len(demand.visit_need)
    first = {need.id: int(demand.visit_ptr[row]) for row, need in enumerate(scenario.needs)}
    helpers = {helper.id: row for row, helper in enumerate(scenario.helpers)}
    pins = {first[pin.need] + pin.occurrence: pin for pin in scenario.pins}
    told = {first[entry.need] + entry.occurrence: entry for entry in scenario.published}
    pin_start = np.full(visits, -1, np.int64)
    published_start = np.full(visits, -1, np.int64)
    weight = np.zeros(visits, np.int64)
    for visit, pin in pins.items():
        pin_start[visit] = -1 if pin.start is None else pin.start
    for visit, entry in told.items():
        published_start[visit], weight[visit] = entry.start, entry.weight
    pin_rows = [
        [helpers[name] for name in pins[v].helpers] if v in pins else [] for v in range(visits)
    ]
    # Who has left can no longer come: the change is counted all the same, as helper -1.
    told_rows = [
        [helpers.get(name, -1) for name in told[v].helpers] if v in told else []
        for v in range(visits)
    ]
    return Orders(
        pinned=np.array([visit in pins for visit in range(visits)], np.bool_),
        pin_start=pin_start,
        pin_helper_ptr=pointers([len(row) for row in pin_rows]),
        pin_helper=_flat(pin_rows),
        published_start=published_start,
        published_weight=weight,
        published_ptr=pointers([len(row) for row in told_rows]),
        published_helper=_flat(told_rows),
    )


def _flat(rows: list[list[int]]) -> Ints:
    return np.array([value for row in rows for value in row], np.int64)


def _compile_aim(scenario: Scenario) -> Aim:
    policy = scenario.policy
    one_sum = policy.objective is Objective.WEIGHTED_SUM
    levels = [0] if one_sum else sorted({term.level for term in policy.terms})
    level = np.full(len(TERMS), -1, np.int64)
    weight = np.zeros(len(TERMS), np.int64)
    for term in policy.terms:
        position = TERMS.index(term.name)
        level[position] = 0 if one_sum else levels.index(term.level)
        weight[position] = term.weight
    scale = LEVEL_SCALE ** (len(levels) - 1.0 - level)
    return Aim(
        factor=np.where(level >= 0, weight * scale, 0.0),
        level=level,
        weight=weight,
        levels=len(levels),
    )
