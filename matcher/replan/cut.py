"""The part of a plan that a repair may change, as a scenario of its own, and the way back.

It holds the needs that are touched, whole, and whoever could come to them, with all that these
helpers do. What is to stay is a *block*: a visit at its time, of those of its crew who are in the
part, each in a role that only they can fill.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from matcher.instance import compile_instance
from matcher.instance.effective import Catalogue
from matcher.model import (
    Allocation,
    Assignment,
    Helper,
    Lag,
    Need,
    Pin,
    Plan,
    Project,
    ResourceLine,
    Role,
    Rule,
    Scenario,
    Shift,
    SkillLevel,
    Visit,
)
from matcher.replan.desk import Key, pin_of
from matcher.replan.policy import repair_policy
from matcher.replan.revise import Revised


class Stage(StrEnum):
    """What a repair keeps of the visits that the events leave in order."""

    PEOPLE_AND_TIMES = "people_and_times"
    PEOPLE = "people"
    NOTHING = "nothing"
    """Nothing but what is frozen or pinned; each change still costs what was promised."""


RING = 20
"""Visits that may go to other people, the least urgent of those in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One need of a part, and the visit of the whole that it stands for.

    Attributes
    ----------
    need : Need
    visit : Visit or None
        None: it stands for all visits of the need of its own name.
    crew : tuple of Assignment
        Of that visit, by role of the piece.
    draws : tuple of Allocation
        Of that visit, by resource line of the piece.
    starts : int or None
        When, of a block; None: it may change.
    """

    need: Need
    visit: Visit | None = None
    crew: tuple[Assignment, ...] = ()
    draws: tuple[Allocation, ...] = ()
    starts: int | None = None

    def key(self, occurrence: int) -> Key:
        """Give the visit of the whole that an occurrence is."""
        if self.visit is None:
            return self.need.id, occurrence
        return self.visit.need, self.visit.occurrence

    def role(self, role: int) -> int:
        """Give the role in the whole."""
        return role if self.visit is None else self.crew[role].role


class Part(NamedTuple):
    """A part of a scenario.

    Attributes
    ----------
    scenario : Scenario
    pieces : dict of str to Piece
        What its needs stand for.
    helpers : frozenset of str
        Those whose routes are the part's; others are only named.
    """

    scenario: Scenario
    pieces: Mapping[str, Piece]
    helpers: frozenset[str]


class Cutter:
    """Cuts out what a repair may change.

    Parameters
    ----------
    revised : Revised
    plan : Plan
        The one to be repaired.
    """

    def __init__(self, revised: Revised, plan: Plan) -> None:
        self._scenario, self._plan, self._touched = revised.scenario, plan, revised.touched
        self._catalogue = Catalogue.of(revised.scenario)
        self._needs = {need.id: need for need in revised.scenario.needs}
        self._ignored = frozenset(self._scenario.policy.ignored_rules)
        self._times = {need.id: self._catalogue.occurrences(need) for need in self._needs.values()}
        self._open = _linked(self._scenario.needs, {name for name, _ in revised.touched})
        self._helpers = (
            revised.called
            | self._candidates(self._open)
            | {
                member.helper
                for visit in plan.visits
                if visit.need in self._open or self._is_gone(visit)
                for member in visit.crew
            }
        )
        self._shared = self._shared_allocations()
        self._pinned = {(pin.need, pin.occurrence) for pin in self._scenario.pins}
        self._after = {name for need in self._scenario.needs for name in need.after}
        self._movable = [
            visit
            for visit in plan.visits
            if visit.need not in self._open and not self._is_gone(visit) and self._may_move(visit)
        ]

    def part(self, stage: Stage) -> Part:
        """Cut out what a stage may change."""
        moving, helpers = set[str](), self._helpers
        if stage is Stage.PEOPLE:
            moving = {
                visit.need
                for visit in self._movable
                if all(member.helper in helpers for member in visit.crew)
            }
        elif stage is Stage.NOTHING:
            moving = self._ring()
            helpers = helpers | self._candidates(moving)
        pieces = [Piece(need=need) for need in self._scenario.needs if need.id in self._open]
        for visit in self._plan.visits:
            if visit.need in self._open or self._is_gone(visit):
                continue
            if visit.need not in moving:
                pieces += self._blocks(visit, len(pieces), helpers)
            elif stage is Stage.PEOPLE:
                pieces.append(self._with_its_people(visit))
            else:
                pieces.append(Piece(need=self._needs[visit.need]))
        named = {piece.need.id: piece for piece in pieces}
        pins = self._pins() if stage is Stage.PEOPLE_AND_TIMES else ()
        return Part(self._written(pieces, helpers, pins), named, helpers)

    def alone(self) -> Scenario:
        """Give the needs that are planned anew, with all helpers there are."""
        needs = tuple(need for need in self._scenario.needs if need.id in self._open)
        return replace(self._scenario, needs=needs, pins=(), published=())

    def _pins(self) -> tuple[Pin, ...]:
        """Keep what still holds of the needs that are planned anew."""
        return tuple(
            pin_of(visit)
            for visit in self._plan.visits
            if visit.need in self._open
            and not self._is_gone(visit)
            and (visit.need, visit.occurrence) not in self._touched | self._pinned
        )

    def _ring(self) -> set[str]:
        """Name the needs whose visits may go to others: those in the way of what is open."""
        spans = [span for name in self._open for span in self._spans(self._needs[name])]
        in_the_way = [
            visit
            for visit in self._movable
            if any(first <= visit.end and visit.start <= last for first, last in spans)
        ]
        in_the_way.sort(key=lambda visit: self._needs[visit.need].priority)
        return {visit.need for visit in in_the_way[:RING]}

    def _is_gone(self, visit: Visit) -> bool:
        """Say whether a visit of the plan is asked for no more."""
        return visit.occurrence >= self._times.get(visit.need, 0)

    def _candidates(self, names: Collection[str]) -> frozenset[str]:
        """Name the helpers who could fill a role of some needs."""
        needs = tuple(need for need in self._scenario.needs if need.id in names)
        named = {name for need in needs for name in _named(need)}
        spans = [span for need in needs for span in self._spans(need)]
        asked = tuple(
            helper
            for helper in self._scenario.helpers
            if helper.id in named
            or (self._serves(helper, needs) and any(_meets(each, spans) for each in helper.shifts))
        )
        bare = replace(self._scenario, needs=needs, helpers=asked, pins=(), published=())
        arrays = compile_instance(bare).arrays
        shifts = set(arrays.candidate["shift"].tolist())
        owners = arrays.shift["helper"].tolist()
        return frozenset(asked[owners[shift]].id for shift in shifts)

    def _serves(self, helper: Helper, needs: Iterable[Need]) -> bool:
        """Say whether a helper might be in the area of a need: all others need not be looked at."""
        area = self._catalogue.area(helper)
        if helper.radius is not None or not area or Rule.AREA in self._ignored:
            return True
        return any(self._catalogue.reaches(area, need) for need in needs)

    def _spans(self, need: Need) -> Iterator[tuple[int, int]]:
        """Yield, for each window, when somebody may begin."""
        lags = sum(role.lag.max for role in self._catalogue.roles(need) if role.lag)
        horizon = self._scenario.horizon
        for window in need.windows:
            late = (horizon if window.max_late is None else window.max_late) if window.soft else 0
            yield window.start, window.end + late + lags
        if not need.windows:
            yield 0, horizon

    def _shared_allocations(self) -> dict[Key, list[Allocation]]:
        """Give what other visits draw of the resources that open needs may draw on."""
        lines = [line for name in self._open for line in self._catalogue.lines(self._needs[name])]
        named = {line.resource for line in lines} | {
            one.id for one in self._scenario.resources if one.item in {line.item for line in lines}
        }
        shared: dict[Key, list[Allocation]] = {}
        for one in self._plan.allocations:
            if one.resource in named and one.need not in self._open:
                shared.setdefault((one.need, one.occurrence), []).append(one)
        return shared

    def _may_move(self, visit: Visit) -> bool:
        """Say whether nothing but its crew's routes depends on a visit."""
        need, key = self._needs[visit.need], (visit.need, visit.occurrence)
        return (
            key not in self._pinned
            and need.recurrence is None
            and not need.after
            and need.id not in self._after
            and need.project is None
            and not self._catalogue.lines(need)
            and any(member.helper in self._helpers for member in visit.crew)
        )

    def _with_its_people(self, visit: Visit) -> Piece:
        """Give a visit at any time, in whose roles only those can serve who do."""
        need = self._needs[visit.need]
        roles = self._catalogue.roles(need)
        own = []
        for place, member in enumerate(visit.crew):
            is_first = place == 0 or visit.crew[place - 1].role != member.role
            lag = roles[member.role].lag if is_first else None
            skills = (*roles[member.role].skills, _being(member.helper))
            own.append(replace(roles[member.role], count=1, lag=lag, skills=skills))
        return Piece(need=replace(need, roles=tuple(own)), visit=visit, crew=visit.crew)

    def _blocks(self, visit: Visit, number: int, helpers: Collection[str]) -> Iterator[Piece]:
        """Yield what keeps the helpers of the part busy, and what takes their resources."""
        crew = tuple(
            sorted(
                (member for member in visit.crew if member.helper in helpers),
                key=lambda member: member.start,
            )
        )
        if crew:
            starts = [member.start for member in crew]
            roles = tuple(
                Role(
                    minutes=member.end - member.start,
                    skills=(_being(member.helper),),
                    lag=Lag(min=lag, max=lag) if (lag := member.start - before) else None,
                )
                for member, before in zip(crew, starts[:1] + starts, strict=False)
            )
            block = replace(self._bare(visit, number), roles=roles)
            yield Piece(need=block, visit=visit, crew=crew, starts=crew[0].start)
        draws = tuple(self._shared.get((visit.need, visit.occurrence), ()))
        if draws:
            lines = tuple(
                ResourceLine(
                    resource=one.resource, quantity=one.quantity, hold=(one.end - one.start) or None
                )
                for one in draws
            )
            block = replace(self._bare(visit, number + bool(crew)), resources=lines)
            yield Piece(need=block, visit=visit, draws=draws, starts=visit.start)

    def _bare(self, visit: Visit, number: int) -> Need:
        need = self._needs[visit.need]
        return Need(
            # No name in a file begins with a space.
            id=f" {number}",
            service=need.service,
            community=need.community,
            organisation=need.organisation,
            place=self._catalogue.need_place(need),
            minutes=visit.end - visit.start,
            roles=(),
            distinct_crew=False,
            resources=(),
        )

    def _written(
        self, pieces: Sequence[Piece], helpers: Collection[str], kept: Sequence[Pin]
    ) -> Scenario:
        scenario = self._scenario
        loose = {piece.need.id for piece in pieces if piece.starts is None}
        blocks = tuple(
            Pin(need=piece.need.id, start=piece.starts)
            for piece in pieces
            if piece.starts is not None
        )
        pins = tuple(pin for pin in scenario.pins if pin.need in loose)
        named = {name for piece in pieces for name in _named(piece.need)}
        named.update(name for pin in pins for name in pin.helpers)
        return replace(
            scenario,
            policy=repair_policy(scenario.policy),
            helpers=tuple(
                _as_oneself(helper, is_called=helper.id in helpers)
                for helper in scenario.helpers
                if helper.id in helpers or helper.id in named
            ),
            projects=tuple(self._left_over(project, loose) for project in scenario.projects),
            needs=tuple(piece.need for piece in pieces),
            pins=(*pins, *kept, *blocks),
            published=tuple(one for one in scenario.published if one.need in loose),
        )

    def _left_over(self, project: Project, loose: set[str]) -> Project:
        """Give a project with what the visits outside leave of its budget."""
        if project.budget is None:
            return project
        hourly = {helper.id: helper.cost_per_hour for helper in self._scenario.helpers}
        spent = sum(
            -(-hourly[member.helper] * (member.end - member.start) // 60)
            for visit in self._plan.visits
            if visit.need not in loose
            and not self._is_gone(visit)
            and self._needs[visit.need].project == project.id
            for member in visit.crew
        )
        return replace(project, budget=max(0, project.budget - spent))


def _linked(needs: Iterable[Need], names: Collection[str]) -> set[str]:
    """Give needs with all that come before or after them."""
    beside: dict[str, list[str]] = {need.id: [] for need in needs}
    for need in needs:
        for name in need.after:
            beside[need.id].append(name)
            beside[name].append(need.id)
    found, waiting = set(names), list(names)
    while waiting:
        for name in beside[waiting.pop()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _named(need: Need) -> tuple[str, ...]:
    return need.required + need.preferred + need.excluded


def _meets(shift: Shift, spans: Iterable[tuple[int, int]]) -> bool:
    until = shift.end + shift.max_overtime
    return any(shift.start <= last and first <= until for first, last in spans)


def _being(helper: str) -> SkillLevel:
    """Give the skill of being a helper; no name in a file begins with a space."""
    return SkillLevel(skill=f" {helper}")


def _as_oneself(helper: Helper, *, is_called: bool) -> Helper:
    """Give a helper with the skill of being who they are; who is only named has no shifts."""
    if not is_called:
        return replace(helper, shifts=())
    return replace(helper, skills=(*helper.skills, _being(helper.id)))
