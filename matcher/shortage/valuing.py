"""What one more of each type is worth: the bound's prices, type by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from matcher.arrays import Floats, Solution
from matcher.engines.bounds import worths
from matcher.engines.bounds.aim import TERMS, policy_weights
from matcher.engines.interface import StopRequest
from matcher.instance import Instance
from matcher.model import Helper, ResourceKind, TermName
from matcher.model.ladder import raised_priority
from matcher.objective import measure, totals
from matcher.report import Text
from matcher.shortage.askings import Asking
from matcher.shortage.halfdays import PARTS, Part, half_day_of
from matcher.shortage.records import Unit, Valuation, Worth
from matcher.shortage.words import LABELS_OF_PARTS, say_certainty, say_points

LEAST = 0.05
"""Points from which on a worth is told; below, it is what the climb to the bound leaves over."""

FEN_PER_YUAN = 100


def value(
    instance: Instance,
    plan: Solution | None,
    *,
    seconds: float | None,
    sweeps: int | None,
    top: int,
    stop: StopRequest,
) -> Valuation:
    """Say what one more helper, shift, hour or unit is worth.

    Parameters
    ----------
    instance : Instance
    plan : Solution or None
        The climb begins with what its stops cost.
    seconds : float or None
    sweeps : int or None
    top : int
        How many of each at most.
    stop : callable
    """
    found = worths(instance.arrays, seconds=seconds, sweeps=sweeps, start=plan, stop=stop)
    arrays = instance.arrays
    weight = int(policy_weights(arrays, 0)[TERMS.index(TermName.COVERAGE)])
    scale = weight or 1
    bound = found.bound / scale
    reached = None if plan is None else float(totals(arrays, measure(arrays, plan))[0]) / scale
    # A bound falls to no less than what is lost anyhow; nor does a plan gain more than it costs.
    most = max(0.0, (bound if reached is None else reached) - found.lost / scale)
    table = _Table(instance, weights=_weights(instance) if weight else (), most=most)
    return Valuation(
        bound=round(bound, 3),
        reached=None if reached is None else round(reached, 3),
        slack=None if reached is None else round(max(0.0, reached - bound), 3),
        sweeps=found.sweeps,
        per_point=scale,
        counts_unmet=weight > 0,
        note=say_certainty(bound, reached),
        helpers=table.helpers(found.helper / scale)[:top],
        shifts=table.shifts(found.shift / scale)[:top],
        hours=table.hours(found.minute * 60 / scale)[:top],
        resources=table.resources(found.resource / scale)[:top],
    )


def _weights(instance: Instance) -> tuple[int, ...]:
    """Give the weights of priorities 1 to 5; 0 of those that no need has by the horizon's end."""
    scenario, services = instance.scenario, instance.catalogue.services
    found = {
        raised_priority(need, services[need.service], scenario.policy, scenario.horizon)
        for need in scenario.needs
    }
    weights = scenario.policy.priority_weights
    return tuple(weight if number in found else 0 for number, weight in enumerate(weights, 1))


class _Table:
    """Puts worths into words, the most valuable of each type as its example.

    Parameters
    ----------
    instance : Instance
    weights : sequence of int
        Of priorities; empty where points are not the weight of unmet visits.
    most : float
        Points that can be gained at all.
    """

    def __init__(self, instance: Instance, *, weights: Sequence[int], most: float) -> None:
        self._scenario, self._arrays = instance.scenario, instance.arrays
        self._names = {one.id: one.name for one in instance.scenario.communities}
        self._weights, self._most = weights, most

    def helpers(self, points: Floats) -> tuple[Worth, ...]:
        """Tell of one more helper of each type."""
        return _typed(
            self._worth(Unit.HELPER, helper, float(value))
            for helper, value in zip(self._scenario.helpers, points, strict=True)
        )

    def shifts(self, points: Floats) -> tuple[Worth, ...]:
        """Tell of one more shift of each type of helper and part of the day."""
        row, starts = (
            self._arrays.shift,
            half_day_of(self._arrays.shift["start"], self._arrays.days),
        )
        found = []
        for number, value in enumerate(points.tolist()):
            helper = self._scenario.helpers[row["helper"][number]]
            shift = helper.shifts[
                number - self._arrays.helper["shift_first"][row["helper"][number]]
            ]
            part = PARTS[starts[number] % len(PARTS)]
            hours = max(1, shift.end - shift.start) / 60
            worth = self._worth(Unit.SHIFT, helper, value, part)
            found.append(replace(worth, example=shift.id, per_hour=round(worth.points / hours, 3)))
        return _typed(found)

    def hours(self, points: Floats) -> tuple[Worth, ...]:
        """Tell of one more hour on top of each helper's limits."""
        return _typed(
            self._worth(Unit.HOUR, helper, float(value))
            for helper, value in zip(self._scenario.helpers, points, strict=True)
        )

    def resources(self, points: Floats) -> tuple[Worth, ...]:
        """Tell of one more unit of each resource, of a fund one more yuan."""
        found = []
        for resource, price in zip(self._scenario.resources, points.tolist(), strict=True):
            is_fund = resource.kind is ResourceKind.FUND
            value = min(self._most, price * FEN_PER_YUAN if is_fund else price)
            name = resource.name or resource.id
            unit = Text("yuan", "元") if is_fund else Text(resource.unit, resource.unit)
            words = say_points(value, self._weights)
            text = Text(
                f"One more {unit.en} of {name}: {words.en}".replace("  ", " "),
                f"增加1{unit.zh}{name}：{words.zh}",
            )
            found.append(_worth(Unit.RESOURCE, resource.id, name, value, words, text))
        return _typed(found)

    def _worth(self, unit: Unit, helper: Helper, value: float, part: Part | None = None) -> Worth:
        value = min(self._most, value)
        name, words = helper.name or helper.id, say_points(value, self._weights)
        begin = _BEGIN[unit]
        when = LABELS_OF_PARTS[part] if part else Text("", "")
        text = Text(
            f"{begin.en.format(name=name, when=when.en)}: {words.en}",
            f"{begin.zh.format(name=name, when=when.zh)}：{words.zh}",
        )
        skills = sorted(helper.skills, key=lambda held: (held.skill, held.level))
        return replace(
            _worth(unit, helper.id, name, value, words, text),
            kind=helper.kind,
            skills=tuple(Asking(skill=held.skill, level=held.level) for held in skills),
            community=helper.community,
            community_name=self._names.get(helper.community or ""),
            part=part,
        )


_BEGIN = {
    Unit.HELPER: Text("One more helper like {name}", "增加一名与{name}同类的服务者"),
    Unit.SHIFT: Text(
        "One more {when} shift like one of {name}'s", "增加一个与{name}的{when}时段相同的时段"
    ),
    Unit.HOUR: Text("One more hour on top of {name}'s limit", "{name}的工作时长上限增加一小时"),
}


def _worth(unit: Unit, example: str, name: str, value: float, words: Text, text: Text) -> Worth:
    return Worth(
        unit=unit,
        example=example,
        name=name,
        kind=None,
        skills=(),
        community=None,
        community_name=None,
        part=None,
        alike=1,
        points=round(value, 3),
        mean=round(value, 3),
        per_hour=None,
        words=words,
        text=text,
    )


def _typed(found: Iterable[Worth]) -> tuple[Worth, ...]:
    """Keep the best of each type, the most valuable type first."""
    types: dict[object, list[Worth]] = defaultdict(list)
    for one in found:
        lone = None if one.unit in {Unit.HELPER, Unit.SHIFT} else one.example
        types[one.kind, one.skills, one.community, one.part, lone].append(one)
    best = [
        replace(
            max(alike, key=lambda one: one.points),
            alike=len(alike),
            mean=round(float(np.mean([one.points for one in alike])), 3),
        )
        for alike in types.values()
    ]
    kept = [one for one in best if one.points >= LEAST]
    return tuple(sorted(kept, key=lambda one: -one.points))
