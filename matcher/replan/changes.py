"""What a new plan changes, and whom to call about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher.model import Plan, Scenario, Visit
from matcher.replan.desk import Key
from matcher.replan.events import Event, HelperCancelsShift


class ChangeCode(StrEnum):
    """What has become of a visit."""

    DROPPED = "dropped"
    """It was planned, and is left out."""
    WITHDRAWN = "withdrawn"
    """It was planned, and is asked for no more."""
    MOVED = "moved"
    """The same crew comes at another time."""
    OTHER_CREW = "other_crew"
    """Others come, or do something else in it, at the same time."""
    MOVED_OTHER_CREW = "moved_other_crew"
    ADDED = "added"
    """It was not planned, and is."""
    NOT_SERVED = "not_served"
    """It is asked for anew, and is left out."""


class Party(StrEnum):
    """Who is called."""

    RESIDENT = "resident"
    HELPER = "helper"


class CallReason(StrEnum):
    """What there is to say."""

    JOINS = "joins"
    LEAVES = "leaves"
    STAYS = "stays"
    """With another time or another role."""
    TOLD = "told"
    """The resident: what comes of the visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One person to call about a change.

    Attributes
    ----------
    party : Party
    id : str
        The helper's, or whom the need is for; where it names nobody, the need's own.
    reason : CallReason
    """

    party: Party
    id: str
    reason: CallReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A visit as people know it.

    Attributes
    ----------
    start, end : int
    helpers : tuple of str
        In order of role.
    """

    start: int
    end: int
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One visit that is not as it was.

    Attributes
    ----------
    code : ChangeCode
    need : str
    occurrence : int
    before, after : Told or None
        None: it was not, or is not, planned.
    calls : tuple of Call
        The resident first; nobody is told of their own cancellation or withdrawal.
    by : int
        Minute by which to call: before the old visit or the new begins, or anybody sets off to it.
    """

    code: ChangeCode
    need: str
    occurrence: int
    before: Told | None
    after: Told | None
    calls: tuple[Call, ...]
    by: int


def changes_of(
    scenario: Scenario,
    old: Plan,
    revised: Scenario,
    new: Plan,
    events: Iterable[Event] = (),
    *,
    freeze: int = 0,
) -> tuple[PlanChange, ...]:
    """List what differs between two plans.

    Parameters
    ----------
    scenario, revised : Scenario
        Those of the old and of the new plan.
    old, new : Plan
    events : iterable of Event
        What has happened between.
    freeze : int
        No call can be made before.

    Returns
    -------
    tuple of PlanChange
        Those to call about first come first.
    """
    lists = _Lists(scenario, old, revised, new, events, freeze)
    return tuple(sorted(lists.changes(), key=lambda one: (one.by, one.need, one.occurrence)))


class _Lists:
    """The visits of two plans side by side."""

    def __init__(
        self,
        scenario: Scenario,
        old: Plan,
        revised: Scenario,
        new: Plan,
        events: Iterable[Event],
        freeze: int,
    ) -> None:
        self._before, self._after = _visits(old), _visits(new)
        self._departs = [_departures(plan) for plan in (old, new)]
        self._missed = {(one.need, one.occurrence): one for one in new.unmet}
        self._left_out = {(one.need, one.occurrence) for one in old.unmet}
        needs = {need.id: need for need in (*scenario.needs, *revised.needs)}
        self._resident = {need.id: need.resident or need.id for need in needs.values()}
        self._cancelled = {one.shift for one in events if isinstance(one, HelperCancelsShift)}
        self._freeze = freeze

    def changes(self) -> Iterator[PlanChange]:
        """Yield what differs."""
        for key in {**self._before, **self._after, **self._missed}:
            code = self._code(key)
            if code is not None:
                yield PlanChange(
                    code=code,
                    need=key[0],
                    occurrence=key[1],
                    before=_told(self._before.get(key)),
                    after=_told(self._after.get(key)),
                    calls=tuple(self._calls(key, code)),
                    by=self._by(key),
                )

    def _code(self, key: Key) -> ChangeCode | None:
        before, after = self._before.get(key), self._after.get(key)
        if before is None and after is None:
            return None if key in self._left_out else ChangeCode.NOT_SERVED
        if before is None:
            return ChangeCode.ADDED
        if after is None:
            return ChangeCode.DROPPED if key in self._missed else ChangeCode.WITHDRAWN
        moved = before.start != after.start
        if _roles(before) != _roles(after):
            return ChangeCode.MOVED_OTHER_CREW if moved else ChangeCode.OTHER_CREW
        return ChangeCode.MOVED if before.crew != after.crew else None

    def _calls(self, key: Key, code: ChangeCode) -> Iterator[Call]:
        if code is not ChangeCode.WITHDRAWN:
            yield Call(party=Party.RESIDENT, id=self._resident[key[0]], reason=CallReason.TOLD)
        duties = [_duties(visits.get(key)) for visits in (self._before, self._after)]
        before, after = duties
        for helper in sorted({*before, *after}):
            if helper not in after:
                if before[helper].isdisjoint(("shift", one) for one in self._cancelled):
                    yield Call(party=Party.HELPER, id=helper, reason=CallReason.LEAVES)
            elif helper not in before:
                yield Call(party=Party.HELPER, id=helper, reason=CallReason.JOINS)
            elif before[helper] != after[helper]:
                yield Call(party=Party.HELPER, id=helper, reason=CallReason.STAYS)

    def _by(self, key: Key) -> int:
        moments = [
            moment
            for visits, departs in zip((self._before, self._after), self._departs, strict=True)
            if key in visits
            for moment in (visits[key].start, *departs.get(key, ()))
        ]
        return max(self._freeze, min(moments, default=self._freeze))


def _visits(plan: Plan) -> dict[Key, Visit]:
    return {(visit.need, visit.occurrence): visit for visit in plan.visits}


def _departures(plan: Plan) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for route in plan.routes:
        for stop in route.stops:
            found.setdefault((stop.need, stop.occurrence), []).append(stop.depart)
    return found


def _told(visit: Visit | None) -> Told | None:
    if visit is None:
        return None
    helpers = tuple(dict.fromkeys(member.helper for member in visit.crew))
    return Told(start=visit.start, end=visit.end, helpers=helpers)


def _roles(visit: Visit) -> set[tuple[int, str]]:
    return {(member.role, member.helper) for member in visit.crew}


def _duties(visit: Visit | None) -> dict[str, set[tuple[object, ...]]]:
    found: dict[str, set[tuple[object, ...]]] = {}
    for member in visit.crew if visit else ():
        found.setdefault(member.helper, set()).update(
            {("shift", member.shift), (member.role, member.start, member.end)}
        )
    return found
