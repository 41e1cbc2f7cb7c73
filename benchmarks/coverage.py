"""How much of each community's demand a plan serves."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from matcher.model import Community, Plan, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Visits asked for and served in a community, its descendants included."""

    community: Community
    asked: int
    served: int

    @property
    def share(self) -> float | None:
        """Part served, 0 to 1; None where nothing is asked."""
        return self.served / self.asked if self.asked else None


def coverage(scenario: Scenario, plan: Plan) -> tuple[Coverage, ...]:
    """Count for every community of the scenario, in its order."""
    parents = {community.id: community.parent for community in scenario.communities}
    home = {need.id: need.community for need in scenario.needs}
    asked: Counter[str] = Counter()
    served: Counter[str] = Counter()
    for need in scenario.needs:
        times = need.recurrence.times if need.recurrence else 1
        for community in _upwards(need.community, parents):
            asked[community] += times
    for visit in plan.visits:
        served.update(_upwards(home[visit.need], parents))
    return tuple(
        Coverage(community=community, asked=asked[community.id], served=served[community.id])
        for community in scenario.communities
    )


def write_coverage(rows: tuple[Coverage, ...], path: Path) -> None:
    """Write a CSV table, one line a community."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("community", "name", "tier", "parent", "asked", "served", "share"))
        for row in rows:
            community = row.community
            share = "" if row.share is None else f"{row.share:.3f}"
            table.writerow(
                (
                    *(community.id, community.name, community.tier, community.parent or ""),
                    *(row.asked, row.served, share),
                )
            )


def _upwards(community: str, parents: dict[str, str | None]) -> tuple[str, ...]:
    chain: list[str] = []
    step: str | None = community
    while step is not None:
        chain.append(step)
        step = parents.get(step)
    return tuple(chain)
