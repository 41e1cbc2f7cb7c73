"""What a need or a helper comes to once the defaults are filled in."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.model import (
    Community,
    Helper,
    Need,
    Organisation,
    Place,
    Project,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    Service,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A scenario's records by id, and the communities above each community."""

    services: dict[str, Service]
    communities: dict[str, Community]
    organisations: dict[str, Organisation]
    resources: dict[str, Resource]
    projects: dict[str, Project]
    lineage: dict[str, frozenset[str]]
    """Community id to itself and all communities above it."""

    @classmethod
    def of(cls, scenario: Scenario) -> Catalogue:
        """Index a valid scenario."""
        communities = {community.id: community for community in scenario.communities}
        lineage: dict[str, frozenset[str]] = {}
        for community in scenario.communities:
            above: list[str] = []
            step: str | None = community.id
            while step is not None:
                above.append(step)
                step = communities[step].parent
            lineage[community.id] = frozenset(above)
        return cls(
            services={service.id: service for service in scenario.services},
            communities=communities,
            organisations={body.id: body for body in scenario.organisations},
            resources={resource.id: resource for resource in scenario.resources},
            projects={project.id: project for project in scenario.projects},
            lineage=lineage,
        )

    def roles(self, need: Need) -> tuple[Role, ...]:
        """Give the crew a need asks for."""
        return self.services[need.service].roles if need.roles is None else need.roles

    def minutes(self, need: Need) -> int:
        """Give the duration of a visit."""
        return self.services[need.service].minutes if need.minutes is None else need.minutes

    def role_minutes(self, need: Need, role: Role) -> int:
        """Give the duration of one role of a visit."""
        return self.minutes(need) if role.minutes is None else role.minutes

    def lines(self, need: Need) -> tuple[ResourceLine, ...]:
        """Give the resource lines of a visit."""
        return self.services[need.service].resources if need.resources is None else need.resources

    def occurrences(self, need: Need) -> int:
        """Give the number of visits."""
        return need.recurrence.times if need.recurrence else 1

    def need_place(self, need: Need) -> Place | None:
        """Give where a need is met."""
        if need.place is not None:
            return need.place
        for line in self.lines(need):
            venue = self.resources.get(line.resource) if line.resource else None
            if venue is not None and venue.kind is ResourceKind.VENUE and venue.place is not None:
                return venue.place
        return self.communities[need.community].place

    def reaches(self, communities: tuple[str, ...], need: Need) -> bool:
        """Say whether a list of communities, empty for all, holds a need's or one above it."""
        return not communities or not self.lineage[need.community].isdisjoint(communities)

    def permits(self, resource: Resource, need: Need) -> bool:
        """Say whether a resource may be used for a need."""
        return (
            (not resource.services or need.service in resource.services)
            and self.reaches(resource.communities, need)
            and (not resource.organisations or need.organisation in resource.organisations)
        )

    def project_permits(self, need: Need) -> bool:
        """Say whether a need's project, if any, permits its service and community."""
        if need.project is None:
            return True
        project = self.projects[need.project]
        in_services = not project.services or need.service in project.services
        return in_services and self.reaches(project.communities, need)

    def home(self, helper: Helper) -> Place | None:
        """Give where a helper lives or is based."""
        if helper.home is not None:
            return helper.home
        bases = [helper.community]
        if helper.organisation is not None:
            bases.append(self.organisations[helper.organisation].community)
        for base in bases:
            place = self.communities[base].place if base is not None else None
            if place is not None:
                return place
        return None

    def area(self, helper: Helper) -> tuple[str, ...] | None:
        """Give the communities a helper serves; None: the whole map.

        An empty tuple means that only the radius decides.
        """
        if helper.communities or helper.radius is not None:
            return helper.communities
        if helper.organisation is not None:
            return self.organisations[helper.organisation].communities or None
        return None


def answers(resource: Resource, line: ResourceLine) -> bool:
    """Say whether a resource is what a line asks for."""
    if line.resource is not None:
        return resource.id == line.resource
    return resource.item == line.item
