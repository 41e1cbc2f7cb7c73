"""What might help an unmet visit, from what its nearest misses lack: to be tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice, product
from operator import itemgetter

from matcher.instance.effective import answers
from matcher.model import (
    MINUTES_PER_DAY,
    Need,
    Project,
    Resource,
    ResourceKind,
    ResourceLine,
    Rule,
    Unmet,
)
from matcher.remedy.ground import Ground
from matcher.remedy.misses import FAR, LIMITS, Misses, is_free
from matcher.remedy.newcomer import day_span
from matcher.remedy.records import HARD, Lack, Lacking, Miss, Step, StepKind, cost

EACH, TURN = 6, 2
"""Proposals of the same kinds that are kept, those that promise to cost least; tried in turn."""

SUPPLY = frozenset({Rule.STOCK, Rule.FUND, Rule.VENUE, Rule.EQUIPMENT, Rule.LINE, Rule.AVAILABLE})

TIMES = frozenset(
    {Lacking.ENDS_EARLY, Lacking.STARTS_LATE, Lacking.FREE_TOO_LATE, Lacking.FREE_TOO_EARLY}
)

IN_CONSUMPTION = frozenset({ResourceKind.GOODS, ResourceKind.FUND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Steps of which the last may need a greater amount than it has.

    Attributes
    ----------
    steps : tuple of Step
        The last with the least amount that may do.
    most : int
        The greatest amount of the last that is offered.
    """

    steps: tuple[Step, ...]
    most: int

    def of(self, amount: int) -> tuple[Step, ...]:
        """Give the steps with another amount of the last."""
        return (*self.steps[:-1], replace(self.steps[-1], amount=amount))

    @property
    def least(self) -> int:
        """The amount of the last step."""
        return self.steps[-1].amount

    @property
    def kinds(self) -> frozenset[StepKind]:
        """What kinds of steps it takes."""
        return frozenset(step.kind for step in self.steps)


def proposals(ground: Ground, unmet: Unmet, misses: Misses) -> tuple[Proposal, ...]:
    """Propose what might help: a few of each kind, the cheapest first, then a few more."""
    drawn = _Drawing(ground, unmet, misses)
    counted: Counter[frozenset[StepKind]] = Counter()
    kept: list[tuple[int, Proposal]] = []
    for one in sorted(dict.fromkeys(drawn.all()), key=lambda one: cost(one.steps)):
        if counted[one.kinds] < EACH:
            # However short the time, every kind has its turn.
            kept.append((counted[one.kinds] // TURN, one))
        counted[one.kinds] += 1
    return tuple(one for _, one in sorted(kept, key=itemgetter(0)))


class _Drawing:
    """Draws up proposals.

    Parameters
    ----------
    ground : Ground
    unmet : Unmet
    misses : Misses
    """

    def __init__(self, ground: Ground, unmet: Unmet, misses: Misses) -> None:
        self._ground, self._unmet, self._misses = ground, unmet, misses
        self._need: Need = ground.need(unmet.need)
        self._codes = {reason.code for reason in unmet.reasons}
        self._roles = misses.roles

    def all(self) -> Iterator[Proposal]:
        """Yield all."""
        yield from self._more_supplies()
        yield from self._more_budget()
        found = [self._misses.of_role(role) for role in range(len(self._roles))]
        short = self._misses.short_roles()
        if sum(self._roles[role].count for role in short) > 1:
            yield from self._for_all(found, short)
        else:
            for role in short or range(len(self._roles)):
                yield from self._closing(found[role])
                yield from () if short else self._longer(found[role])
                yield from self._other_days(role)
        yield from self._windows()
        yield from self._helpers()

    def _for_all(
        self, misses: Sequence[Sequence[Miss]], short: Sequence[int]
    ) -> Iterator[Proposal]:
        """Yield what gives every role that is short the people it lacks."""
        parts = []
        for role in short:
            places = self._roles[role].count
            cheapest = sorted(self._closing(misses[role]), key=lambda one: cost(one.steps))
            parts += [[one.steps for one in cheapest[:EACH]]] * places
        for chosen in islice(product(*parts), EACH**2):
            steps = tuple(dict.fromkeys(step for one in chosen for step in one))
            if len({step.helper for step in steps}) >= len(parts):
                yield Proposal(steps=steps, most=steps[-1].amount)

    def _closing(self, misses: Iterable[Miss]) -> Iterator[Proposal]:
        """Yield what gives a helper what they lack, where that is little."""
        for miss in misses:
            lacks = [lack for lack in miss.lacks if lack.code is not Lacking.TOGETHER]
            if not lacks or len(lacks) > 2 or any(lack.code in HARD for lack in lacks):
                continue
            for chosen in product(*(list(self._steps(miss, lack)) for lack in lacks)):
                # What may need more than it seems stands last.
                steps = tuple(sorted(chosen, key=lambda step: _most(step) > step.amount))
                yield Proposal(steps=steps, most=_most(steps[-1]))

    def _steps(self, miss: Miss, lack: Lack) -> Iterator[Step]:
        """Yield the steps of which each makes up for a lack."""
        if lack.code in TIMES:
            for option in self._misses.time_options(miss.role, miss.shift):
                yield from _time_steps(option, self._need, miss)
        elif lack.code is Lacking.SKILL and lack.has > 0:
            yield Step(
                kind=StepKind.ACCEPT_LEVEL, amount=lack.amount, role=miss.role, what=lack.what
            )
        elif lack.code is Lacking.AREA:
            yield Step(kind=StepKind.SERVE_COMMUNITY, helper=miss.helper)
        elif lack.code is Lacking.MAX_VISITS:
            yield Step(
                kind=StepKind.MORE_VISITS, amount=lack.amount, helper=miss.helper, shift=miss.shift
            )
        elif lack.code is Lacking.CONTINUITY:
            yield Step(kind=StepKind.MORE_FACES)
        elif lack.code in LIMITS:
            rule, helper = LIMITS[lack.code], miss.helper
            yield Step(kind=StepKind.RAISE_LIMIT, amount=lack.amount, helper=helper, rule=rule)

    def _longer(self, misses: Iterable[Miss]) -> Iterator[Proposal]:
        """Yield longer shifts of those who are free, though not together with the others."""
        for miss in misses:
            if is_free(miss):
                for earlier in (False, True):
                    step = Step(
                        kind=StepKind.EXTEND_SHIFT,
                        helper=miss.helper,
                        shift=miss.shift,
                        earlier=earlier,
                    )
                    yield Proposal(steps=(step,), most=FAR)

    def _windows(self) -> Iterator[Proposal]:
        """Yield other times, whoever may come then."""
        for window, earlier in product(range(len(self._need.windows)), (False, True)):
            step = Step(kind=StepKind.WIDEN_WINDOW, window=window, earlier=earlier)
            yield Proposal(steps=(step,), most=FAR)
        if self._need.windows:
            for days, earlier in product(range(1, self._ground.scenario.days), (False, True)):
                step = Step(kind=StepKind.MOVE_DAY, amount=days, earlier=earlier)
                if self._has_window_then(-days if earlier else days):
                    yield Proposal(steps=(step,), most=days)

    def _has_window_then(self, days: int) -> bool:
        """Say whether a window so many days later begins inside the horizon."""
        starts = (one.start + days * MINUTES_PER_DAY for one in self._need.windows)
        return any(0 <= start < self._ground.scenario.horizon for start in starts)

    def _other_days(self, role: int) -> Iterator[Proposal]:
        """Yield days on which somebody who is able has no shift yet."""
        minutes = self._ground.catalogue.role_minutes(self._need, self._roles[role])
        people = {helper.id: helper for helper in self._ground.scenario.helpers}
        for name in islice(self._misses.able(role), EACH):
            days = {shift.start // MINUTES_PER_DAY for shift in people[name].shifts}
            for day in sorted(set(range(self._ground.scenario.days)) - days):
                span = day_span(self._ground.scenario, self._need, minutes, day)
                if span is not None:
                    step = Step(
                        kind=StepKind.ADD_SHIFT,
                        helper=name,
                        shift=self._unused(f"{name}-{day + 1}"),
                        start=span[0],
                        end=span[1],
                    )
                    yield Proposal(steps=(step,), most=1)
                    break

    def _helpers(self) -> Iterator[Proposal]:
        """Yield one more helper for each role, then a whole crew more."""
        crew = []
        for role, asked in enumerate(self._roles):
            # Only those whom the resident asked for may fill the first role.
            if role == 0 and self._need.required:
                return
            step = Step(kind=StepKind.ADD_HELPER, helper=self._unused("more"), role=role)
            yield Proposal(steps=(step,), most=1)
            crew += [role] * asked.count
        if len(crew) > 1:
            steps = tuple(
                Step(kind=StepKind.ADD_HELPER, helper=self._unused(f"more-{place}"), role=role)
                for place, role in enumerate(crew, start=1)
            )
            yield Proposal(steps=steps, most=1)

    def _more_supplies(self) -> Iterator[Proposal]:
        firsts = []
        for line in self._ground.catalogue.lines(self._need):
            found = self._resources(line)
            if not self._codes & SUPPLY and not self._is_out(line, found):
                continue
            for resource in found[:TURN]:
                step = Step(
                    kind=StepKind.MORE_SUPPLIES, amount=self._short(line, found), what=resource.id
                )
                yield Proposal(steps=(step,), most=line.quantity)
            firsts += [replace(step, amount=line.quantity)] if found else []
        if len(firsts) > 1:
            yield Proposal(steps=tuple(firsts), most=firsts[-1].amount)

    def _resources(self, line: ResourceLine) -> list[Resource]:
        """Give what a line may draw on."""
        return [
            one
            for one in self._ground.scenario.resources
            if answers(one, line) and self._ground.catalogue.permits(one, self._need)
        ]

    def _is_out(self, line: ResourceLine, found: Sequence[Resource]) -> bool:
        """Say whether too little is left: a recurring need may give another reason first."""
        consumed = all(one.kind in IN_CONSUMPTION for one in found)
        return line.all_or_none and consumed and line.quantity > self._left(found)

    def _left(self, found: Iterable[Resource]) -> int:
        """Give what is left of what is used up."""
        consumed = {one.id: one.quantity for one in found if one.kind in IN_CONSUMPTION}
        drawn = sum(
            one.quantity for one in self._ground.plan.allocations if one.resource in consumed
        )
        return sum(consumed.values()) - drawn

    def _short(self, line: ResourceLine, found: Sequence[Resource]) -> int:
        """Give the least that is lacking, of what is used up."""
        consumed = any(one.kind in IN_CONSUMPTION for one in found)
        return max(1, line.quantity - self._left(found)) if consumed else 1

    def _more_budget(self) -> Iterator[Proposal]:
        if Rule.PROJECT_BUDGET in self._codes and self._need.project is not None:
            project: Project = self._ground.catalogue.projects[self._need.project]
            step = Step(kind=StepKind.MORE_BUDGET, what=project.id)
            yield Proposal(steps=(step,), most=self._dearest())

    def _dearest(self) -> int:
        """Give the most that a crew could cost."""
        hourly = max((one.cost_per_hour for one in self._ground.scenario.helpers), default=0)
        minutes = sum(
            one.count * self._ground.catalogue.role_minutes(self._need, one) for one in self._roles
        )
        return hourly * minutes // 60 + sum(one.count for one in self._roles)

    def _unused(self, name: str) -> str:
        """Give an id that no helper and no shift has."""
        taken = {helper.id for helper in self._ground.scenario.helpers}
        taken |= {shift.id for _, shift in self._ground.shifts}
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        return next(one for one in names if not any(each.startswith(one) for each in taken))


def _time_steps(lack: Lack, need: Need, miss: Miss) -> Iterator[Step]:
    """Yield the step that makes up for a lack of time."""
    if lack.code in (Lacking.ENDS_EARLY, Lacking.STARTS_LATE):
        earlier = lack.code is Lacking.STARTS_LATE
        yield Step(
            kind=StepKind.EXTEND_SHIFT,
            amount=lack.amount,
            helper=miss.helper,
            shift=miss.shift,
            earlier=earlier,
        )
    elif lack.code in (Lacking.FREE_TOO_LATE, Lacking.FREE_TOO_EARLY) and need.windows:
        earlier = lack.code is Lacking.FREE_TOO_EARLY
        yield Step(
            kind=StepKind.WIDEN_WINDOW, amount=lack.amount, window=lack.window, earlier=earlier
        )


def _most(step: Step) -> int:
    """Give the greatest amount of a step that is offered."""
    if step.kind in (StepKind.EXTEND_SHIFT, StepKind.WIDEN_WINDOW, StepKind.RAISE_LIMIT):
        return FAR
    return step.amount
