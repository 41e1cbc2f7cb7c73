"""How near each shift comes to serving an unmet visit, and what exactly it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.arrays import Bools
from matcher.model import Role, Rule
from matcher.remedy.ground import Gap, Ground, Span
from matcher.remedy.records import GRADES, HARD, Lack, Lacking, Miss, StepKind
from matcher.rules import PAIR_RULES, Pairs

FAR = 180
"""Minutes beyond which a shift is not said to be too short, but on another time."""

LOOKS = 240
"""Shifts of a role that are looked at closely; those that break fewest rules, nearest in time."""

SHOWN = 5
"""Nearest misses that are told."""

LIMITS = {Lacking.DAY_LIMIT: Rule.DAY_LIMIT, Lacking.WEEK_LIMIT: Rule.WEEK_LIMIT}

GRADED = {
    Lacking.SKILL: GRADES[StepKind.ACCEPT_LEVEL],
    Lacking.MAX_VISITS: GRADES[StepKind.MORE_VISITS],
    Lacking.CONTINUITY: GRADES[StepKind.MORE_FACES],
    Lacking.AREA: GRADES[StepKind.SERVE_COMMUNITY],
}
"""What it would take to make up for a lack, where that is more than minutes."""

RANK = {code: place for place, code in enumerate(Lacking)}


class Misses:
    """Looks at the shifts for one visit of a need.

    Parameters
    ----------
    ground : Ground
    need : str
    occurrence : int
    """

    def __init__(self, ground: Ground, need: str, occurrence: int) -> None:
        self._ground, self._need = ground, ground.need(need)
        self._row = ground.arrays.need[ground.needs[need]]
        visit = int(self._row["visit_first"]) + occurrence
        self._member = int(ground.arrays.visit["member_first"][visit])
        self.roles: tuple[Role, ...] = ground.catalogue.roles(self._need)
        self._faces = ground.faces(need)
        self._kept: dict[int, dict[Lacking, Bools]] = {}
        self._found: dict[int, tuple[Miss, ...]] = {}

    def nearest(self) -> tuple[Miss, ...]:
        """Give the nearest misses of the roles that are short, the nearest first, a helper once."""
        found = [miss for role in self.short_roles() for miss in self.of_role(role)]
        best: dict[str, Miss] = {}
        for miss in sorted(found, key=distance):
            best.setdefault(miss.helper, miss)
        return tuple(best.values())[:SHOWN]

    def short_roles(self) -> list[int]:
        """Give the roles for which fewer are free than they need."""
        return [
            role
            for role, asked in enumerate(self.roles)
            if sum(is_free(miss) for miss in self.of_role(role)) < asked.count
        ]

    def of_role(self, role: int) -> tuple[Miss, ...]:
        """Give the misses of one role, each helper's nearest shift."""
        if role not in self._found:
            self._found[role] = self._of_role(role)
        return self._found[role]

    def _of_role(self, role: int) -> tuple[Miss, ...]:
        if not self.roles[role].count:
            return ()
        spans = self._ground.spans(self._need.id, role)
        best: dict[str, Miss] = {}
        for shift in self._shortlist(role, spans):
            miss = self._miss(role, shift, spans)
            if miss.helper not in best or distance(miss) < distance(best[miss.helper]):
                best[miss.helper] = miss
        return tuple(sorted(best.values(), key=distance))

    def of_helper(self, helper: str) -> tuple[Miss, ...]:
        """Give how near each shift of a helper comes to each role, the nearest of each role."""
        own = [row for row, (one, _) in enumerate(self._ground.shifts) if one.id == helper]
        found = []
        for role in range(len(self.roles)):
            spans = self._ground.spans(self._need.id, role)
            misses = [self._miss(role, shift, spans) for shift in own]
            found += sorted(misses, key=distance)[:1]
        return tuple(found)

    def able(self, role: int) -> Iterator[str]:
        """Yield helpers whom nothing keeps from a role but their time."""
        broken = self._broken(role)
        seen = set()
        for shift in np.flatnonzero(~np.any(list(broken.values()), axis=0)).tolist():
            name = self._ground.shifts[shift][0].id
            if name not in seen:
                seen.add(name)
                yield name

    def _shortlist(self, role: int, spans: Sequence[Span]) -> list[int]:
        """Give the rows of the shifts worth a closer look."""
        broken = self._broken(role)
        hard = np.sum([of for code, of in broken.items() if code in HARD], axis=0)
        soft = np.sum([of for code, of in broken.items() if code not in HARD], axis=0)
        shift = self._ground.arrays.shift
        apart = np.full(len(shift), np.iinfo(np.int64).max)
        for span in spans:
            late = np.maximum(shift["start"] - span.last, span.first - shift["latest"])
            apart = np.minimum(apart, np.maximum(late, 0))
        order = np.lexsort((apart, soft, hard))
        return [int(row) for row in order[:LOOKS]]

    def _broken(self, role: int) -> dict[Lacking, Bools]:
        """Say by rule which shifts belong to somebody whom it keeps from a role."""
        if role not in self._kept:
            helpers = self._ground.arrays.shift["helper"]
            roles = np.full(len(helpers), int(self._row["role_first"]) + role)
            pairs = Pairs(roles, helpers, np.arange(len(helpers)))
            facts, ignored = self._ground.instance.facts, self._ground.scenario.policy.ignored_rules
            self._kept[role] = {
                Lacking(rule.code.value): ~rule.allows(facts, pairs)
                for rule in PAIR_RULES
                if rule.code is not Rule.SHIFT_HOURS and rule.code not in ignored
            }
        return self._kept[role]

    def _miss(self, role: int, shift: int, spans: Sequence[Span]) -> Miss:
        helper, own = self._ground.shifts[shift]
        lacks = [*self._of_pair(role, shift), *self._in_plan(role, shift, spans)]
        if not lacks:
            lacks = [Lack(code=Lacking.TOGETHER)]
        lacks.sort(key=lambda lack: (lack.code not in HARD, RANK[lack.code]))
        return Miss(role=role, helper=helper.id, shift=own.id, lacks=tuple(lacks))

    def _of_pair(self, role: int, shift: int) -> Iterator[Lack]:
        """Yield what keeps a helper from a role in any plan."""
        for code, broken in self._broken(role).items():
            if broken[shift]:
                yield from self._skills(role, shift) if code is Lacking.SKILL else [Lack(code=code)]

    def _skills(self, role: int, shift: int) -> Iterator[Lack]:
        held = {one.skill: one.level for one in self._ground.shifts[shift][0].skills}
        for asked in self.roles[role].skills:
            has = held.get(asked.skill, 0)
            if has < asked.level:
                yield Lack(
                    code=Lacking.SKILL,
                    amount=asked.level - has,
                    has=has,
                    asked=asked.level,
                    what=asked.skill,
                )

    def _in_plan(self, role: int, shift: int, spans: Sequence[Span]) -> Iterator[Lack]:
        """Yield what keeps a shift from a role as the plan stands."""
        ground, ignored = self._ground, self._ground.scenario.policy.ignored_rules
        helper, own = ground.shifts[shift]
        stops, most = ground.stops(shift), own.max_visits
        if most is not None and stops >= most and Rule.MAX_VISITS not in ignored:
            yield Lack(code=Lacking.MAX_VISITS, amount=stops + 1 - most, has=stops, asked=most)
        limit, faces = self._need.max_helpers, self._faces
        is_new = limit is not None and helper.id not in faces and len(faces) >= limit
        if is_new and Rule.CONTINUITY not in ignored:
            yield Lack(code=Lacking.CONTINUITY, amount=1, has=len(faces), asked=limit or 0)
        member = self._member + sum(one.count for one in self.roles[:role])
        gaps = list(ground.gaps(shift, member))
        options = time_lacks(gaps, spans)
        yield from options[:1]
        if not options or options[0].code is not Lacking.OFF:
            yield from self._over_limits(shift, member, gaps, spans)

    def time_options(self, role: int, shift: str) -> tuple[Lack, ...]:
        """Give each way in which a shift's time falls short of a role, the least first."""
        row = next(at for at, (_, own) in enumerate(self._ground.shifts) if own.id == shift)
        member = self._member + sum(one.count for one in self.roles[:role])
        spans = self._ground.spans(self._need.id, role)
        return time_lacks(list(self._ground.gaps(row, member)), spans)

    def _over_limits(
        self, shift: int, member: int, gaps: Sequence[Gap], spans: Sequence[Span]
    ) -> Iterator[Lack]:
        fitting = [gap for gap in gaps if any(_fits(gap, span) for span in spans)]
        least = min(gap.minutes for gap in fitting or gaps)
        work = least + int(self._ground.arrays.member["minutes"][member])
        helper = self._ground.shifts[shift][0]
        limits = {
            Lacking.DAY_LIMIT: helper.max_minutes_day,
            Lacking.WEEK_LIMIT: helper.max_minutes_week,
        }
        for code, rule in LIMITS.items():
            over = work - self._ground.room(shift, rule)
            if over > 0:
                yield Lack(code=code, amount=over, asked=limits[code] or 0)


def is_free(miss: Miss) -> bool:
    """Say whether a shift lacks nothing by itself."""
    return [lack.code for lack in miss.lacks] == [Lacking.TOGETHER]


def distance(miss: Miss) -> tuple[object, ...]:
    """Say how far a miss is: of two the nearer comes first, by what would make up for it."""
    lacks = [lack for lack in miss.lacks if lack.code is not Lacking.TOGETHER]
    return (
        sum(lack.code in HARD for lack in lacks),
        sum(_is_beyond(lack) for lack in lacks),
        len(lacks),
        max((GRADED.get(lack.code, 0) for lack in lacks), default=0),
        sum(lack.amount for lack in lacks),
    )


def _is_beyond(lack: Lack) -> bool:
    """Say whether nothing that is suggested makes up for a lack."""
    is_unskilled = lack.code is Lacking.SKILL and lack.has == 0
    return is_unskilled or lack.code in (Lacking.OFF, Lacking.GAP_TOO_SHORT)


def time_lacks(gaps: Sequence[Gap], spans: Sequence[Span]) -> tuple[Lack, ...]:
    """Say by how much the gaps of a shift miss the times that windows allow.

    Returns
    -------
    tuple of Lack
        None if some gap suits some window. Else the least of each kind, the least of all first; if
        all are far, one that says so.
    """
    if any(_fits(gap, span) for gap in gaps for span in spans):
        return ()
    best: dict[Lacking, Lack] = {}
    for gap in gaps:
        for span in spans:
            for lack in _lacks(gap, span):
                if lack.amount < best.get(lack.code, replace(lack, amount=FAR + 1)).amount:
                    best[lack.code] = lack
    if not best:
        return (Lack(code=Lacking.OFF),)
    fixable = [lack for lack in best.values() if lack.code is not Lacking.GAP_TOO_SHORT]
    return tuple(sorted(fixable or best.values(), key=lambda lack: (lack.amount, RANK[lack.code])))


def _fits(gap: Gap, span: Span) -> bool:
    return max(gap.first, span.first) <= min(gap.last, span.last)


def _lacks(gap: Gap, span: Span) -> Iterator[Lack]:
    """Yield what would have to give way for a gap to suit a window."""
    window = span.window
    if gap.first <= gap.last:
        if gap.first > span.last:
            yield Lack(code=Lacking.FREE_TOO_LATE, amount=gap.first - span.last, window=window)
        else:
            yield Lack(code=Lacking.FREE_TOO_EARLY, amount=span.first - gap.last, window=window)
    else:
        # The visits around it may make way on either side, up to a start that the window admits.
        short = max(gap.first, span.first) - min(gap.last, span.last)
        yield Lack(code=Lacking.GAP_TOO_SHORT, amount=short)
    soonest, latest = max(gap.first, span.first), min(gap.last, span.last)
    if gap.closes and soonest <= span.last:
        yield Lack(code=Lacking.ENDS_EARLY, amount=soonest - gap.last)
    if gap.opens and latest >= span.first:
        yield Lack(code=Lacking.STARTS_LATE, amount=gap.first - latest)
