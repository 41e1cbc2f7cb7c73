"""How many visits are served, seen from several sides."""

from __future__ import annotations

from matcher.check.geography import to_wgs84
from matcher.model import Community, Domain, Plan, Scenario
from matcher.report.figures import shares
from matcher.whatif.comparison.records import CommunityShare, Share, Shares

_DIGITS = 6
"""Of a degree: a tenth of a metre."""


def shares_of(scenario: Scenario, plan: Plan) -> Shares:
    """Count served visits by priority, service, community, domain and organisation in charge."""
    return Shares(
        priorities=_priorities(scenario, plan),
        services=_services(scenario, plan),
        communities=_communities(scenario, plan),
        domains=_domains(scenario, plan),
        organisations=_organisations(scenario, plan),
    )


def _priorities(scenario: Scenario, plan: Plan) -> tuple[Share, ...]:
    by = shares(scenario, plan, lambda need: need.priority)
    return tuple(Share(key=str(one), name=None, **by[one]) for one in sorted(by, reverse=True))


def _services(scenario: Scenario, plan: Plan) -> tuple[Share, ...]:
    by = shares(scenario, plan, lambda need: need.service)
    return tuple(
        Share(key=service.id, name=service.name, **by[service.id])
        for service in scenario.services
        if service.id in by
    )


def _communities(scenario: Scenario, plan: Plan) -> tuple[CommunityShare, ...]:
    by = shares(scenario, plan, lambda need: need.community)
    return tuple(
        CommunityShare(key=one.id, name=one.name, **by[one.id], **_point(scenario, one))
        for one in scenario.communities
        if one.id in by
    )


def _domains(scenario: Scenario, plan: Plan) -> tuple[Share, ...]:
    domain = {service.id: service.domain for service in scenario.services}
    by = shares(scenario, plan, lambda need: domain[need.service])
    return tuple(Share(key=one, name=None, **by[one]) for one in Domain if one in by)


def _organisations(scenario: Scenario, plan: Plan) -> tuple[Share, ...]:
    by = shares(scenario, plan, lambda need: need.organisation or "")
    names: dict[str, str | None] = {one.id: one.name for one in scenario.organisations}
    names[""] = None
    return tuple(Share(key=key, name=name, **by[key]) for key, name in names.items() if key in by)


def _point(scenario: Scenario, community: Community) -> dict[str, float | None]:
    place = community.place
    if place is None or place.lat is None or place.lon is None:
        return {"lat": None, "lon": None}
    lat, lon = to_wgs84((place.lat, place.lon), scenario.datum)
    return {"lat": round(lat, _DIGITS), "lon": round(lon, _DIGITS)}
