"""A valid scenario to an instance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import FOREVER, Arrays, Table
from matcher.arrays.layout import CANDIDATE, TERM, table
from matcher.instance.candidates import find_candidates
from matcher.instance.demand import Demand, compile_demand, near_by_matrix, near_needs
from matcher.instance.effective import Catalogue
from matcher.instance.links import Links
from matcher.instance.locations import Locations
from matcher.instance.people import People, compile_people
from matcher.instance.qualities import compile_qualities
from matcher.instance.supply import compile_supply
from matcher.model import Objective, Place, Scenario, TermName
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
    places : dict of Place to int
        The location of each place.
    """

    scenario: Scenario
    catalogue: Catalogue
    facts: Facts
    arrays: Arrays
    places: dict[Place, int]


def compile_instance(scenario: Scenario) -> Instance:
    """Compile a scenario that `matcher.validate` has passed."""
    catalogue = Catalogue.of(scenario)
    locations, links = Locations(scenario), Links()
    people = compile_people(scenario, catalogue, locations)
    demand = compile_demand(scenario, catalogue, locations, links)
    _set_orders(scenario, demand, links)
    supply = compile_supply(scenario, catalogue, demand, links)
    travel = locations.travel()
    near = near_needs(demand.need, *locations.degrees())
    bare = Arrays(
        horizon=scenario.horizon,
        days=scenario.days,
        weeks=-(-scenario.days // 7),
        route_room=_route_room(people, demand),
        communities=len(scenario.communities),
        levels=len(_levels(scenario)),
        **people._asdict(),
        **demand._asdict(),
        **supply._asdict(),
        candidate=np.zeros(0, CANDIDATE),
        term=_terms(scenario),
        link=links.array(),
        near=near_by_matrix(demand.need, near, travel),
        travel=travel,
    )
    facts = Facts(bare, compile_qualities(scenario, catalogue))
    found = find_candidates(facts, scenario.policy.ignored_rules)
    bare.role["candidate_first"], bare.role["candidate_stop"] = (
        found.role_bounds[:-1],
        found.role_bounds[1:],
    )
    bare.shift["need_first"] = found.shift_bounds[:-1] + len(bare.link)
    bare.shift["need_stop"] = found.shift_bounds[1:] + len(bare.link)
    link = np.concatenate([bare.link, found.shift_needs])
    arrays = bare._replace(candidate=found.candidate, link=link)
    return Instance(scenario, catalogue, facts, arrays, locations.places)


def _route_room(people: People, demand: Demand) -> int:
    if not len(demand.role) or not len(people.shift):
        return 1
    open_minutes = people.shift["latest"] - people.shift["start"]
    by_time = open_minutes // max(1, int(demand.role["minutes"].min())) + 1
    room = np.minimum(by_time, people.shift["max_visits"]).max()
    return int(max(1, min(room, len(demand.member))))


def _set_orders(scenario: Scenario, demand: Demand, links: Links) -> None:
    """Write pins and published visits into the visits."""
    helper = {person.id: row for row, person in enumerate(scenario.helpers)}
    first = {
        need.id: int(start)
        for need, start in zip(scenario.needs, demand.need["visit_first"], strict=True)
    }
    visit = demand.visit
    for pin in scenario.pins:
        row = first[pin.need] + pin.occurrence
        (begin,), (stop,) = links.add([[helper[name] for name in pin.helpers]])
        visit["pinned"][row], visit["pin_first"][row], visit["pin_stop"][row] = 1, begin, stop
        visit["pin_start"][row] = -1 if pin.start is None else pin.start
    for told in scenario.published:
        row = first[told.need] + told.occurrence
        # Who has left can no longer come: the change is counted all the same, as helper -1.
        (begin,), (stop,) = links.add([[helper.get(name, -1) for name in told.helpers]])
        # No visit starts before the horizon: one that was told so has moved, wherever it goes.
        visit["published_start"][row] = told.start if told.start >= 0 else FOREVER
        visit["published_weight"][row] = told.weight
        visit["published_first"][row], visit["published_stop"][row] = begin, stop


def _levels(scenario: Scenario) -> list[int]:
    if scenario.policy.objective is Objective.WEIGHTED_SUM:
        return [0]
    return sorted({term.level for term in scenario.policy.terms})


def _terms(scenario: Scenario) -> Table:
    levels = _levels(scenario)
    one_sum = scenario.policy.objective is Objective.WEIGHTED_SUM
    level = np.full(len(TERMS), -1, np.int64)
    weight = np.zeros(len(TERMS), np.int64)
    for term in scenario.policy.terms:
        position = TERMS.index(term.name)
        level[position] = 0 if one_sum else levels.index(term.level)
        weight[position] = term.weight
    scale = np.where(level >= 0, LEVEL_SCALE ** (len(levels) - 1.0 - level), 0.0)
    return table(TERM, len(TERMS), level=level, weight=weight, factor=weight * scale)
