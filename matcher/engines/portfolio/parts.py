"""A part of a scenario as a scenario of its own, and its plan's way back into the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Ints, Solution
from matcher.engines.portfolio.components import Components, components_of
from matcher.instance import Instance
from matcher.model import Helper, Need, Scenario


@dataclass(frozen=True, slots=True)
class Part:
    """Needs and shifts on which no others depend.

    Attributes
    ----------
    size : int
        Places in crews; a visit without a crew counts as one.
    need, shift : array of int
        Their rows in the whole.
    """

    size: int
    need: Ints
    shift: Ints


def sizes_of(arrays: Arrays, components: Components) -> Ints:
    """Give the size of each component, as `Part` counts it."""
    visit = arrays.visit
    places = np.maximum(1, visit["member_stop"] - visit["member_first"])
    owner = components.need[visit["need"]]
    sizes = np.zeros(owner.max(initial=-1) + 1, np.int64)
    np.add.at(sizes, owner[owner >= 0], places[owner >= 0])
    return sizes


def parts_of(arrays: Arrays, least: int) -> list[Part]:
    """Cut an instance into independent parts.

    Parameters
    ----------
    arrays : Arrays
    least : int
        Components smaller than this share a part up to it.
    """
    components = components_of(arrays)
    sizes = sizes_of(arrays, components)
    part = _packed(sizes.tolist(), least)
    # The last entry stands for -1: in no part.
    of_need, of_shift = (np.append(part, -1)[column] for column in components)
    return [
        Part(
            size=int(sizes[part == number].sum()),
            need=np.flatnonzero(of_need == number),
            shift=np.flatnonzero(of_shift == number),
        )
        for number in range(part.max(initial=-1) + 1)
    ]


def _packed(sizes: list[int], least: int) -> Ints:
    """Give the part of each component."""
    part = np.zeros(len(sizes), np.int64)
    parts, shared, room = 0, 0, 0
    for row, size in enumerate(sizes):
        if size > room:
            parts += 1
            part[row] = parts - 1
            if size < least:
                shared, room = parts - 1, least - size
        else:
            part[row], room = shared, room - size
    return part


def scenario_of(part: Part, instance: Instance) -> Scenario:
    """Write a part as a scenario that compiles to the same figures."""
    scenario = instance.scenario
    needs = tuple(scenario.needs[row] for row in part.need.tolist())
    ids = {need.id for need in needs}
    pins = tuple(pin for pin in scenario.pins if pin.need in ids)
    named = {name for need in needs for name in _named(need)}
    named.update(name for pin in pins for name in pin.helpers)
    return replace(
        scenario,
        helpers=_helpers(part, instance, named),
        needs=needs,
        pins=pins,
        published=tuple(told for told in scenario.published if told.need in ids),
    )


def _named(need: Need) -> tuple[str, ...]:
    return need.required + need.preferred + need.excluded


def _helpers(part: Part, instance: Instance, named: set[str]) -> tuple[Helper, ...]:
    """Give the helpers with the shifts of the part; who is only named comes without any."""
    helpers = instance.scenario.helpers
    first = instance.arrays.helper["shift_first"]
    kept: dict[int, list[int]] = {
        row: [] for row, helper in enumerate(helpers) if helper.id in named
    }
    for shift in part.shift.tolist():
        kept.setdefault(int(instance.arrays.shift["helper"][shift]), []).append(shift)
    return tuple(
        replace(
            helpers[row],
            shifts=tuple(helpers[row].shifts[shift - first[row]] for shift in kept[row]),
        )
        for row in sorted(kept)
    )


def visits_of(part: Part, arrays: Arrays) -> Ints:
    """Give the visits of a part."""
    return np.flatnonzero(np.isin(arrays.visit["need"], part.need))


class _Rows(NamedTuple):
    """The rows of a part in the tables of the whole."""

    visit: Ints
    member: Ints
    draw: Ints
    rest: Ints


def _rows(part: Part, arrays: Arrays) -> _Rows:
    visit = visits_of(part, arrays)
    shift = arrays.shift
    of_rest = np.repeat(np.arange(len(shift)), shift["rest_stop"] - shift["rest_first"])
    return _Rows(
        visit=visit,
        member=np.flatnonzero(np.isin(arrays.member["visit"], visit)),
        draw=np.flatnonzero(np.isin(arrays.draw["visit"], visit)),
        rest=np.flatnonzero(np.isin(of_rest, part.shift)),
    )


def insert(whole: Solution, own: Solution, part: Part, arrays: Arrays) -> None:
    """Write the plan of a part into that of the whole, whose arrays are given."""
    visit, member, draw, rest = _rows(part, arrays)
    whole.served[visit], whole.start[visit] = own.served, own.start
    whole.shift[member] = np.append(part.shift, -1)[own.shift]
    whole.member_start[member] = own.member_start
    whole.given[draw], whole.rest[rest] = own.given, own.rest


def extract(whole: Solution, part: Part, arrays: Arrays) -> Solution:
    """Give the plan of a part, out of a plan of the whole, whose arrays are given."""
    visit, member, draw, rest = _rows(part, arrays)
    shift = whole.shift[member]
    return Solution(
        served=whole.served[visit],
        start=whole.start[visit],
        shift=np.where(shift < 0, -1, np.searchsorted(part.shift, shift)),
        member_start=whole.member_start[member],
        given=whole.given[draw],
        rest=whole.rest[rest],
    )
