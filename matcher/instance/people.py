"""Helpers and shifts as tables."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Ints, Table
from matcher.arrays.layout import HELPER, REST, SHIFT, table
from matcher.instance.effective import Catalogue
from matcher.instance.locations import Locations
from matcher.model import MINUTES_PER_DAY, Gender, HelperKind, Place, Rule, Scenario

KINDS = tuple(HelperKind)
GENDERS: tuple[Gender | None, ...] = (None, Gender.FEMALE, Gender.MALE)
_PLACE_OF_KIND = {kind: place for place, kind in enumerate(KINDS)}
_PLACE_OF_GENDER = {gender: place for place, gender in enumerate(GENDERS)}


class People(NamedTuple):
    """Helpers, shifts and breaks; shifts of one helper are contiguous and in the file's order."""

    helper: Table
    shift: Table
    rest: Table


def bounds(lengths: list[int]) -> tuple[Ints, Ints]:
    """Give first and stop of consecutive slices of the lengths given."""
    stop = np.cumsum(np.array(lengths, np.int64), dtype=np.int64)
    return stop - np.array(lengths, np.int64), stop


def days_from_start(day: date, scenario: Scenario) -> int:
    """Count days from the horizon's first day; negative before it."""
    return (day - scenario.start.date()).days


def compile_people(scenario: Scenario, catalogue: Catalogue, locations: Locations) -> People:
    """Turn helpers, shifts and breaks into tables."""
    helper = _helpers(scenario, catalogue, locations)
    shift = _shifts(scenario, helper, locations)
    mandatory = Rule.BREAK not in scenario.policy.ignored_rules
    rests = [
        rest for person in scenario.helpers for entry in person.shifts for rest in entry.breaks
    ]
    rest = table(
        REST,
        len(rests),
        start=[rest.start for rest in rests],
        end=[rest.end for rest in rests],
        minutes=[rest.minutes for rest in rests],
        mandatory=[rest.mandatory and mandatory for rest in rests],
    )
    return People(helper, shift, rest)


def _helpers(scenario: Scenario, catalogue: Catalogue, locations: Locations) -> Table:
    helpers, ignored = scenario.helpers, scenario.policy.ignored_rules
    first, stop = bounds([len(helper.shifts) for helper in helpers])
    day_off, week_off = Rule.DAY_LIMIT in ignored, Rule.WEEK_LIMIT in ignored
    return table(
        HELPER,
        len(helpers),
        kind=[_PLACE_OF_KIND[helper.kind] for helper in helpers],
        profile=[locations.add_profile(helper) for helper in helpers],
        home=[locations.add(catalogue.home(helper)) for helper in helpers],
        gender=[_PLACE_OF_GENDER[helper.gender] for helper in helpers],
        everywhere=[catalogue.area(helper) is None for helper in helpers],
        day_limit=_limits([None if day_off else helper.max_minutes_day for helper in helpers]),
        week_limit=_limits([None if week_off else helper.max_minutes_week for helper in helpers]),
        cost_per_hour=[helper.cost_per_hour for helper in helpers],
        absent=[round(1000 * (1 - helper.reliability)) for helper in helpers],
        radius=np.array([helper.radius for helper in helpers], np.float64),
        shift_first=first,
        shift_stop=stop,
    )


def _shifts(scenario: Scenario, helper: Table, locations: Locations) -> Table:
    shifts = [shift for person in scenario.helpers for shift in person.shifts]
    owner = np.repeat(np.arange(len(helper)), helper["shift_stop"] - helper["shift_first"])
    first, stop = bounds([len(shift.breaks) for shift in shifts])
    start, end, overtime = (
        np.fromiter(map(attrgetter(name), shifts), np.int64, len(shifts))
        for name in ("start", "end", "max_overtime")
    )
    visits_off = Rule.MAX_VISITS in scenario.policy.ignored_rules
    return table(
        SHIFT,
        len(shifts),
        helper=owner,
        profile=helper["profile"][owner],
        start=np.maximum(0, start),
        end=end,
        latest=np.minimum(scenario.horizon, end + overtime),
        origin=_ends([shift.start_place for shift in shifts], helper["home"][owner], locations),
        target=_ends([shift.end_place for shift in shifts], helper["home"][owner], locations),
        max_visits=_limits([None if visits_off else shift.max_visits for shift in shifts]),
        day=start // MINUTES_PER_DAY,
        rest_first=first,
        rest_stop=stop,
        need_first=0,
        need_stop=0,
    )


def _ends(own: list[Place | None], home: Ints, locations: Locations) -> Ints:
    """Give the locations where shifts start or end: their own places, else the homes."""
    for row, place in enumerate(own):
        if place is not None:
            home[row] = locations.add(place)
    return home


def _limits(values: list[int | None]) -> list[int]:
    return [FOREVER if value is None else value for value in values]
