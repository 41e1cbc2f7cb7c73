"""Ids: each once, and no circles among the records that refer to their own kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import networkx as nx

from matcher.model import Problem, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import distinct, each_named_visit, values, with_pointers

LISTS_OF_SINGLE_ENTRIES: Mapping[str, Callable[[Any], str] | None] = {
    "helpers/*/skills": attrgetter("skill"),
    "helpers/*/licences": attrgetter("licence"),
    "services/*/roles/*/kinds": None,
    "needs/*/roles/*/kinds": None,
    "services/*/roles/*/skills": attrgetter("skill"),
    "needs/*/roles/*/skills": attrgetter("skill"),
    "pins/*/helpers": None,
    "published/*/helpers": None,
    "travel/modes": attrgetter("mode"),
    "travel/matrices/*/places": None,
    "policy/terms": attrgetter("name"),
}
"""Lists in which an entry may stand once, and what tells entries apart; None: they themselves."""


def duplicate_ids(scenario: Scenario) -> Iterator[Problem]:
    """Find ids used twice: in one kind of record, for shifts in the whole scenario."""
    for path in (
        "communities/*/id",
        "organisations/*/id",
        "helpers/*/id",
        "resources/*/id",
        "projects/*/id",
        "services/*/id",
        "needs/*/id",
        "helpers/*/shifts/*/id",
    ):
        if not _all_differ(values(scenario, path)):
            yield from _twice(with_pointers(scenario, path))


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
    for path, named in LISTS_OF_SINGLE_ENTRIES.items():
        yield from _duplicate_entries(scenario, path, named)


def _duplicate_entries(
    scenario: Scenario, path: str, named: Callable[[Any], str] | None
) -> Iterator[Problem]:
    def names(entries: Iterable[Any]) -> list[str]:
        return list(map(named, entries) if named else entries)

    if all(_all_differ(names(entries)) for entries in distinct(scenario, path)):
        return
    for pointer, listed in with_pointers(scenario, path):
        seen, entries = set(), names(listed)
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


def _all_differ(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)


def _twice(ids: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    seen = set()
    for pointer, value in ids:
        if value in seen:
            yield problem("duplicate_id", pointer, value=value)
        seen.add(value)


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
