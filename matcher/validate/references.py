"""References: every id named is the id of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.model import Need, Problem, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import each_line, each_named_visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One place that names a record."""

    kind: str
    """What is named: ``community``, ``helper``, ..."""
    pointer: str
    value: str | None


def unknown_ids(scenario: Scenario) -> Iterator[Problem]:
    """Find ids named that no record has."""
    known = {
        "community": {c.id for c in scenario.communities},
        "organisation": {o.id for o in scenario.organisations},
        "helper": {h.id for h in scenario.helpers},
        "resource": {r.id for r in scenario.resources},
        "project": {p.id for p in scenario.projects},
        "service": {s.id for s in scenario.services},
        "need": {n.id for n in scenario.needs},
    }
    for reference in _references(scenario):
        if reference.value is not None and reference.value not in known[reference.kind]:
            code = f"unknown_{reference.kind}"
            yield problem(code, reference.pointer, value=reference.value)


def unknown_past_helpers(scenario: Scenario) -> Iterator[Problem]:
    """Find helpers of the history who are gone; odd, not wrong."""
    helpers = {helper.id for helper in scenario.helpers}
    for i, need in enumerate(scenario.needs):
        for k, past in enumerate(need.history):
            if past.helper not in helpers:
                pointer = f"/needs/{i}/history/{k}/helper"
                yield problem("past_helper_unknown", pointer, value=past.helper)


def _references(scenario: Scenario) -> Iterator[Reference]:
    yield from _of_communities_and_people(scenario)
    yield from _of_resources_and_projects(scenario)
    for i, need in enumerate(scenario.needs):
        yield from _of_need(f"/needs/{i}", need)
    for pointer, line in each_line(scenario):
        yield Reference(kind="resource", pointer=f"{pointer}/resource", value=line.resource)
    for pointer, visit in each_named_visit(scenario):
        yield Reference(kind="need", pointer=f"{pointer}/need", value=visit.need)
        yield from _each("helper", f"{pointer}/helpers", visit.helpers)


def _of_communities_and_people(scenario: Scenario) -> Iterator[Reference]:
    for i, community in enumerate(scenario.communities):
        pointer = f"/communities/{i}/parent"
        yield Reference(kind="community", pointer=pointer, value=community.parent)
    for i, organisation in enumerate(scenario.organisations):
        at = f"/organisations/{i}"
        yield Reference(kind="community", pointer=f"{at}/community", value=organisation.community)
        yield from _each("community", f"{at}/communities", organisation.communities)
    for i, helper in enumerate(scenario.helpers):
        at = f"/helpers/{i}"
        yield Reference(
            kind="organisation", pointer=f"{at}/organisation", value=helper.organisation
        )
        yield Reference(kind="community", pointer=f"{at}/community", value=helper.community)
        yield from _each("community", f"{at}/communities", helper.communities)


def _of_resources_and_projects(scenario: Scenario) -> Iterator[Reference]:
    for i, resource in enumerate(scenario.resources):
        at = f"/resources/{i}"
        yield Reference(
            kind="organisation", pointer=f"{at}/organisation", value=resource.organisation
        )
        yield Reference(kind="community", pointer=f"{at}/community", value=resource.community)
        yield from _each("service", f"{at}/services", resource.services)
        yield from _each("community", f"{at}/communities", resource.communities)
        yield from _each("organisation", f"{at}/organisations", resource.organisations)
    for i, project in enumerate(scenario.projects):
        at = f"/projects/{i}"
        yield Reference(
            kind="organisation", pointer=f"{at}/organisation", value=project.organisation
        )
        yield from _each("service", f"{at}/services", project.services)
        yield from _each("community", f"{at}/communities", project.communities)
        for k, target in enumerate(project.targets):
            pointer = f"{at}/targets/{k}/service"
            yield Reference(kind="service", pointer=pointer, value=target.service)


def _of_need(at: str, need: Need) -> Iterator[Reference]:
    yield Reference(kind="service", pointer=f"{at}/service", value=need.service)
    yield Reference(kind="community", pointer=f"{at}/community", value=need.community)
    yield Reference(kind="organisation", pointer=f"{at}/organisation", value=need.organisation)
    yield Reference(kind="project", pointer=f"{at}/project", value=need.project)
    yield from _each("helper", f"{at}/required", need.required)
    yield from _each("helper", f"{at}/preferred", need.preferred)
    yield from _each("helper", f"{at}/excluded", need.excluded)
    yield from _each("need", f"{at}/after", need.after)


def _each(kind: str, pointer: str, values: Iterable[str]) -> Iterator[Reference]:
    for k, value in enumerate(values):
        yield Reference(kind=kind, pointer=f"{pointer}/{k}", value=value)


CHECKS = (unknown_ids, unknown_past_helpers)
