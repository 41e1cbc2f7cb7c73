"""What happens to needs over the weeks, written down as it happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from matcher.model import MINUTES_PER_DAY, Escalation, Need, Scenario, Visit
from matcher.model.ladder import service_level_end
from matcher.roll.records import NeedLog, Step


@dataclass(slots=True)
class _Story:
    """One need's, as far as it is known."""

    need: Need
    origin: str
    requested: datetime
    weeks: list[int] = field(default_factory=list)
    no_shows: int = 0
    steps: list[Step] = field(default_factory=list)
    visits: list[datetime] = field(default_factory=list)
    is_open: bool = True


class Stories:
    """Keeps the story of every need."""

    def __init__(self) -> None:
        self._told: dict[str, _Story] = {}

    def ask(self, scenario: Scenario, need: Need, origin: str) -> None:
        """Begin the story of a need that is new in a scenario."""
        requested = scenario.start + timedelta(minutes=need.requested or 0)
        self._told[need.id] = _Story(need, origin, requested)

    def origin(self, need: str) -> str:
        """Give the need of the first scenario that a need repeats."""
        return self._told[need].origin

    def plan(self, week: int, need: str, no_shows: int, visits: Iterable[datetime]) -> None:
        """Tell what came of a need in a week."""
        story = self._told[need]
        story.weeks.append(week)
        story.no_shows += no_shows
        story.visits += sorted(visits)

    def close(self, need: str) -> None:
        """Tell that a need waits for nothing more."""
        self._told[need].is_open = False

    def climb(self, scenario: Scenario, found: Iterable[Escalation]) -> list[Escalation]:
        """Tell who moved up; give those of whom it was not known yet."""
        new = []
        for entry in found:
            steps = self._told[entry.need].steps
            step = Step(tier=entry.tier, at=scenario.start + timedelta(minutes=entry.at))
            if step not in steps:
                steps.append(step)
                new.append(entry)
        return new

    def logs(self) -> tuple[NeedLog, ...]:
        """Give the stories that are worth telling, of needs that a week was planned for."""
        return tuple(
            NeedLog(
                need=name,
                origin=story.origin,
                service=story.need.service,
                community=story.need.community,
                requested=story.requested,
                weeks=tuple(story.weeks),
                no_shows=story.no_shows,
                steps=tuple(story.steps),
                visits=tuple(story.visits),
                open=story.is_open,
            )
            for name, story in self._told.items()
            if len(story.weeks) > 1
            or (story.weeks and (story.steps or story.no_shows or story.is_open))
        )


def made_of(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Give the visits of each need that has any."""
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.need, []).append(visit)
    return found


def oldest_days(scenario: Scenario, left: Iterable[Need]) -> int | None:
    """Give the whole days since the oldest of some needs was asked for, at the horizon's end."""
    ages = [scenario.horizon - (need.requested or 0) for need in left]
    return max(ages) // MINUTES_PER_DAY if ages else None


def overdue(scenario: Scenario, left: Iterable[Need]) -> int:
    """Count the needs that are older than their service level at the horizon's end."""
    services = {service.id: service for service in scenario.services}
    ends = (service_level_end(need, services[need.service]) for need in left)
    return sum(end is not None and end < scenario.horizon for end in ends)
