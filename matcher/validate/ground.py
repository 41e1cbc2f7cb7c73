"""Which place holds where a need, a home or a shift gives none of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matcher.model import Helper, Need, Place, ResourceKind, ResourceLine, Scenario

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPlace:
    """A place and the pointer to where it is said."""

    pointer: str
    place: Place

    @property
    def label(self) -> str:
        """Its key, or its coordinates."""
        return self.place.key or f"{self.place.lat}, {self.place.lon}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The places of communities and venues, and who may stand in for whom."""

    communities: Mapping[str, SaidPlace | None]
    homes_of_organisations: Mapping[str, str | None]
    resources: Mapping[str, SaidPlace | None]
    """Venues with their places; all else without."""
    lines_of_services: Mapping[str, tuple[ResourceLine, ...]]

    @classmethod
    def of(cls, scenario: Scenario) -> Ground:
        """Gather them from a scenario; of equal ids the first counts."""
        return cls(
            communities={
                community.id: _said(f"/communities/{i}/place", community.place)
                for i, community in _backwards(scenario.communities)
            },
            homes_of_organisations={
                organisation.id: organisation.community
                for _, organisation in _backwards(scenario.organisations)
            },
            resources={
                resource.id: _said(
                    f"/resources/{i}/place",
                    resource.place if resource.kind is ResourceKind.VENUE else None,
                )
                for i, resource in _backwards(scenario.resources)
            },
            lines_of_services={
                service.id: service.resources for _, service in _backwards(scenario.services)
            },
        )

    def place_of_need(self, i: int, need: Need) -> SaidPlace | None:
        """Return the need's own place, its venue's, or its community's."""
        if need.place is not None:
            return SaidPlace(pointer=f"/needs/{i}/place", place=need.place)
        venues = (self.resources.get(name) for name in self._resources_named(need))
        return next(filter(None, venues), self.communities.get(need.community))

    def home_of(self, i: int, helper: Helper) -> SaidPlace | None:
        """Return the helper's own home, its community's, or its organisation's community's."""
        if helper.home is not None:
            return SaidPlace(pointer=f"/helpers/{i}/home", place=helper.home)
        own = self.communities.get(helper.community or "")
        organisation = self.homes_of_organisations.get(helper.organisation or "")
        return own or self.communities.get(organisation or "")

    def places_of_shifts(self, i: int, helper: Helper) -> Iterator[SaidPlace]:
        """Yield where the helper's shifts start and end, as far as it is known."""
        home = self.home_of(i, helper)
        for k, shift in enumerate(helper.shifts):
            for name, own in (("start_place", shift.start_place), ("end_place", shift.end_place)):
                said = _said(f"/helpers/{i}/shifts/{k}/{name}", own) or home
                if said is not None:
                    yield said

    def knows_all_of_need(self, need: Need) -> bool:
        """Tell whether no id that nobody has can be why the need has no place."""
        named = self._resources_named(need)
        return need.community in self.communities and all(name in self.resources for name in named)

    def knows_all_of_helper(self, helper: Helper) -> bool:
        """Tell whether no id that nobody has can be why the helper has no home."""
        organisation = helper.organisation
        if organisation is not None and organisation not in self.homes_of_organisations:
            return False
        homes = (helper.community, self.homes_of_organisations.get(organisation or ""))
        return all(home is None or home in self.communities for home in homes)

    def _resources_named(self, need: Need) -> list[str]:
        lines = need.resources
        if lines is None:
            lines = self.lines_of_services.get(need.service, ())
        return [line.resource for line in lines if line.resource is not None]


def _backwards(records: Sequence[_Record]) -> list[tuple[int, _Record]]:
    return list(enumerate(records))[::-1]


def _said(pointer: str, place: Place | None) -> SaidPlace | None:
    return None if place is None else SaidPlace(pointer=pointer, place=place)
