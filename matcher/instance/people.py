"""Helpers and shifts as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.arrays import FOREVER, Ints, People
from matcher.instance.effective import Catalogue
from matcher.instance.locations import Locations
from matcher.model import MINUTES_PER_DAY, Gender, Helper, HelperKind, Rule, Scenario

KINDS = tuple(HelperKind)
GENDERS: tuple[Gender | None, ...] = (None, Gender.FEMALE, Gender.MALE)


@dataclass(frozen=True, slots=True)
class Names:
    """Skills, licences and languages in the order of their columns."""

    skills: dict[str, int]
    licences: dict[str, int]
    languages: dict[str, int]

    @classmethod
    def of(cls, scenario: Scenario, catalogue: Catalogue) -> Names:
        """Collect every name that a helper holds or a need asks for."""
        roles = [role for need in scenario.needs for role in catalogue.roles(need)]
        skills = {held.skill for helper in scenario.helpers for held in helper.skills}
        skills |= {wanted.skill for role in roles for wanted in role.skills}
        licences = {held.licence for helper in scenario.helpers for held in helper.licences}
        licences |= {licence for role in roles for licence in role.licences}
        languages = {spoken for helper in scenario.helpers for spoken in helper.languages}
        languages |= {wished for need in scenario.needs for wished in need.languages}
        return cls(_columns(skills), _columns(licences), _columns(languages))


def _columns(names: set[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(sorted(names))}


def pointers(lengths: list[int]) -> Ints:
    """Give slice bounds, shape (n + 1,), from n lengths."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)


def days_from_start(day: date, scenario: Scenario) -> int:
    """Count days from the horizon's first day; negative before it."""
    return (day - scenario.start.date()).days


def compile_people(
    scenario: Scenario, catalogue: Catalogue, names: Names, locations: Locations
) -> People:
    """Turn helpers, shifts and breaks into arrays."""
    helpers = scenario.helpers
    homes = [catalogue.home(helper) for helper in helpers]
    areas = [catalogue.area(helper) for helper in helpers]
    shifts = [shift for helper in helpers for shift in helper.shifts]
    at_home = [
        (shift, home)
        for helper, home in zip(helpers, homes, strict=True)
        for shift in helper.shifts
    ]
    breaks = [rest for shift in shifts for rest in shift.breaks]
    ignored = scenario.policy.ignored_rules
    no_visit_limit = Rule.MAX_VISITS in ignored
    licence = np.full((len(helpers), len(names.licences)), -FOREVER, np.int64)
    skill = np.zeros((len(helpers), len(names.skills)), np.int64)
    language = np.zeros((len(helpers), len(names.languages)), np.bool_)
    for row, helper in enumerate(helpers):
        for held in helper.skills:
            column = names.skills[held.skill]
            skill[row, column] = max(skill[row, column], held.level)
        for paper in helper.licences:
            column = names.licences[paper.licence]
            last = FOREVER if paper.expires is None else days_from_start(paper.expires, scenario)
            licence[row, column] = max(licence[row, column], last)
        for spoken in helper.languages:
            language[row, names.languages[spoken]] = True
    return People(
        kind=_ints([KINDS.index(helper.kind) for helper in helpers]),
        profile=_ints([locations.add_profile(helper) for helper in helpers]),
        home=_ints([locations.add(home) for home in homes]),
        gender=_ints([GENDERS.index(helper.gender) for helper in helpers]),
        language=language,
        skill=skill,
        licence=licence,
        radius=np.array([_radius(helper) for helper in helpers], np.float64),
        everywhere=np.array([area is None for area in areas], np.bool_),
        day_limit=_limits([h.max_minutes_day for h in helpers], Rule.DAY_LIMIT in ignored),
        week_limit=_limits([h.max_minutes_week for h in helpers], Rule.WEEK_LIMIT in ignored),
        cost_per_hour=_ints([helper.cost_per_hour for helper in helpers]),
        shift_ptr=pointers([len(helper.shifts) for helper in helpers]),
        shift_helper=np.repeat(np.arange(len(helpers)), [len(h.shifts) for h in helpers]).astype(
            np.int64
        ),
        shift_start=_ints([shift.start for shift in shifts]),
        shift_end=_ints([shift.end for shift in shifts]),
        shift_latest=_ints([shift.end + shift.max_overtime for shift in shifts]),
        shift_from=_ints([locations.add(s.start_place or home) for s, home in at_home]),
        shift_to=_ints([locations.add(s.end_place or home) for s, home in at_home]),
        shift_max_visits=_limits([shift.max_visits for shift in shifts], no_visit_limit),
        shift_day=_ints([shift.start // MINUTES_PER_DAY for shift in shifts]),
        break_ptr=pointers([len(shift.breaks) for shift in shifts]),
        break_start=_ints([rest.start for rest in breaks]),
        break_end=_ints([rest.end for rest in breaks]),
        break_minutes=_ints([rest.minutes for rest in breaks]),
        break_mandatory=np.array(
            [rest.mandatory and Rule.BREAK not in ignored for rest in breaks], np.bool_
        ),
    )


def _radius(helper: Helper) -> float:
    return float("nan") if helper.radius is None else float(helper.radius)


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)


def _limits(values: list[int | None], ignored: bool) -> Ints:  # noqa: FBT001
    return _ints([FOREVER if value is None or ignored else value for value in values])
