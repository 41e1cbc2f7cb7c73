"""Ids: each once, and no circles among the records that refer to their own kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from matcher.model import Problem, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import each_named_visit, each_role


def duplicate_ids(scenario: Scenario) -> Iterator[Problem]:
    """Find ids used twice: in one kind of record, for shifts in the whole scenario."""
    for name in (
        "communities",
        "organisations",
        "helpers",
        "resources",
        "projects",
        "services",
        "needs",
    ):
        records = getattr(scenario, name)
        yield from _twice((f"/{name}/{i}/id", record.id) for i, record in enumerate(records))
    yield from _twice(
        (f"/helpers/{i}/shifts/{j}/id", shift.id)
        for i, helper in enumerate(scenario.helpers)
        for j, shift in enumerate(helper.shifts)
    )


def duplicate_visits(scenario: Scenario) -> Iterator[Problem]:
    """Find visits pinned twice or published twice."""
    seen = set()
    for pointer, visit in each_named_visit(scenario):
        key = type(visit), visit.need, visit.occurrence
        if key in seen:
            yield problem("duplicate_visit", pointer, value=visit.need, occurrence=visit.occurrence)
        seen.add(key)


def duplicate_entries(scenario: Scenario) -> Iterator[Problem]:
    """Find entries that stand twice where twice would mean two things."""
    for pointer, entries in _lists_of_single_entries(scenario):
        seen = set()
        for i, entry in enumerate(entries):
            if entry in seen:
                yield problem("duplicate_entry", f"{pointer}/{i}", value=entry)
            seen.add(entry)


def community_cycles(scenario: Scenario) -> Iterator[Problem]:
    """Find communities that are above themselves."""
    parents = {c.id: (c.parent,) for c in scenario.communities if c.parent is not None}
    places = {c.id: f"/communities/{i}/parent" for i, c in enumerate(scenario.communities)}
    for cycle in _cycles(parents):
        yield problem("community_cycle", places[cycle[0]], cycle=" → ".join(cycle))


def predecessor_cycles(scenario: Scenario) -> Iterator[Problem]:
    """Find needs that wait for themselves, at once or in a circle."""
    for i, need in enumerate(scenario.needs):
        for k, other in enumerate(need.after):
            if other == need.id:
                yield problem("need_after_itself", f"/needs/{i}/after/{k}")
    places = {
        (need.id, other): f"/needs/{i}/after/{k}"
        for i, need in enumerate(scenario.needs)
        for k, other in enumerate(need.after)
    }
    edges = {n.id: [other for other in n.after if other != n.id] for n in scenario.needs if n.after}
    for cycle in _cycles(edges):
        yield problem("predecessor_cycle", places[cycle[0], cycle[1]], cycle=" → ".join(cycle))


def _twice(ids: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    seen = set()
    for pointer, value in ids:
        if value in seen:
            yield problem("duplicate_id", pointer, value=value)
        seen.add(value)


def _lists_of_single_entries(scenario: Scenario) -> Iterator[tuple[str, Iterable[str]]]:
    for i, helper in enumerate(scenario.helpers):
        yield f"/helpers/{i}/skills", (held.skill for held in helper.skills)
        yield f"/helpers/{i}/licences", (held.licence for held in helper.licences)
    for pointer, _, role in each_role(scenario):
        yield f"{pointer}/kinds", role.kinds
        yield f"{pointer}/skills", (asked.skill for asked in role.skills)
    for pointer, visit in each_named_visit(scenario):
        yield f"{pointer}/helpers", visit.helpers
    yield "/travel/modes", (settings.mode for settings in scenario.travel.modes)
    for i, matrix in enumerate(scenario.travel.matrices):
        yield f"/travel/matrices/{i}/places", matrix.places
    yield "/policy/terms", (term.name for term in scenario.policy.terms)


def _cycles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Yield one circle of each knot, closed: its first id again at the end."""
    graph = nx.DiGraph()
    graph.add_nodes_from(edges)
    graph.add_edges_from((a, b) for a, others in edges.items() for b in others)
    for knot in nx.strongly_connected_components(graph):
        if len(knot) == 1 and not any(graph.has_edge(node, node) for node in knot):
            continue
        first = next(node for node in edges if node in knot)
        path = [a for a, _ in nx.find_cycle(graph.subgraph(knot), first)]
        yield (*path, path[0])


CHECKS = (
    duplicate_ids,
    duplicate_visits,
    duplicate_entries,
    community_cycles,
    predecessor_cycles,
)
