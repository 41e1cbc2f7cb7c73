"""Helpers and shifts as tables."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Ints, Table
from matcher.arrays.layout import HELPER, REST, SHIFT, table
from matcher.instance.effective import Catalogue
from matcher.instance.locations import Locations
from matcher.model import MINUTES_PER_DAY, Gender, Helper, HelperKind, Rule, Scenario

KINDS = tuple(HelperKind)
GENDERS: tuple[Gender | None, ...] = (None, Gender.FEMALE, Gender.MALE)


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
    shift = _shifts(scenario, helper, locations, catalogue)
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
        kind=[KINDS.index(helper.kind) for helper in helpers],
        profile=[locations.add_profile(helper) for helper in helpers],
        home=[locations.add(catalogue.home(helper)) for helper in helpers],
        gender=[GENDERS.index(helper.gender) for helper in helpers],
        everywhere=[catalogue.area(helper) is None for helper in helpers],
        day_limit=[_limit(None if day_off else helper.max_minutes_day) for helper in helpers],
        week_limit=[_limit(None if week_off else helper.max_minutes_week) for helper in helpers],
        cost_per_hour=[helper.cost_per_hour for helper in helpers],
        radius=[_radius(helper) for helper in helpers],
        shift_first=first,
        shift_stop=stop,
    )


def _shifts(scenario: Scenario, helper: Table, locations: Locations, catalogue: Catalogue) -> Table:
    owned = [(person, shift) for person in scenario.helpers for shift in person.shifts]
    homes = {person.id: catalogue.home(person) for person in scenario.helpers}
    owner = np.repeat(np.arange(len(helper)), helper["shift_stop"] - helper["shift_first"])
    first, stop = bounds([len(shift.breaks) for _, shift in owned])
    visits_off = Rule.MAX_VISITS in scenario.policy.ignored_rules
    return table(
        SHIFT,
        len(owned),
        helper=owner,
        profile=helper["profile"][owner],
        start=[max(0, shift.start) for _, shift in owned],
        end=[shift.end for _, shift in owned],
        latest=[min(scenario.horizon, shift.end + shift.max_overtime) for _, shift in owned],
        origin=[locations.add(shift.start_place or homes[person.id]) for person, shift in owned],
        target=[locations.add(shift.end_place or homes[person.id]) for person, shift in owned],
        max_visits=[_limit(None if visits_off else shift.max_visits) for _, shift in owned],
        day=[shift.start // MINUTES_PER_DAY for _, shift in owned],
        rest_first=first,
        rest_stop=stop,
        need_first=0,
        need_stop=0,
    )


def _radius(helper: Helper) -> float:
    return float("nan") if helper.radius is None else float(helper.radius)


def _limit(value: int | None) -> int:
    return FOREVER if value is None else value
