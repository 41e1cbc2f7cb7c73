"""What helpers have and what roles ask for, as matrices."""

from __future__ import annotations

import numpy as np

from matcher.arrays import FOREVER, Bools, Ints
from matcher.instance.effective import Catalogue
from matcher.instance.people import KINDS, days_from_start
from matcher.model import Helper, Role, Scenario, SkillLevel
from matcher.model.ladder import opening_times
from matcher.rules import Qualities


def compile_qualities(scenario: Scenario, catalogue: Catalogue) -> Qualities:
    """Turn skills, licences, languages, areas and lists of names into matrices."""
    helpers, needs = scenario.helpers, scenario.needs
    roles = [role for need in needs for role in catalogue.roles(need)]
    opens = _opens(scenario, catalogue, roles)
    skill, role_skill = _skills(helpers, roles)
    licence, role_licence = _licences(scenario, roles)
    languages = _columns(
        {spoken for helper in helpers for spoken in helper.languages}
        | {wished for need in needs for wished in need.languages}
    )
    required = _required(scenario, catalogue)
    choosy = np.zeros(len(roles), np.bool_)
    choosy[required // max(1, len(helpers))] = True
    return Qualities(
        skill=skill.astype(np.int32),
        licence=licence,
        language=_marks([helper.languages for helper in helpers], languages),
        area=_areas(scenario, catalogue),
        role_kind=opens < scenario.horizon,
        role_opens=opens,
        role_tier=_tiers(scenario, roles),
        role_skill=role_skill,
        role_licence=role_licence,
        role_choosy=choosy,
        required=required,
        excluded=_keys(scenario, [need.excluded for need in needs]),
        preferred=_keys(scenario, [need.preferred for need in needs]),
        need_choosy=np.array([bool(need.preferred) for need in needs], np.bool_),
        need_language=_marks([need.languages for need in needs], languages),
    )


def _columns(names: set[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(sorted(names))}


def _opens(scenario: Scenario, catalogue: Catalogue, roles: list[Role]) -> Ints:
    """Give since when each role may be filled by each kind; FOREVER: never."""
    opens = np.array(
        [
            [-FOREVER if kind in role.kinds or not role.kinds else FOREVER for kind in KINDS]
            for role in roles
        ],
        np.int64,
    ).reshape(len(roles), len(KINDS))
    if not scenario.policy.escalation:
        return opens
    moments: list[tuple[int, ...]] = []
    for need in scenario.needs:
        service = catalogue.services[need.service]
        moments += [opening_times(need, service, scenario.policy)] * len(catalogue.roles(need))
    for row, times in enumerate(moments):
        for tier, at in zip(scenario.policy.escalation, times, strict=False):
            for kind in tier.kinds:
                place = KINDS.index(kind)
                opens[row, place] = min(opens[row, place], at)
    return opens


def _tiers(scenario: Scenario, roles: list[Role]) -> Ints:
    """Give what each kind adds to the term `tier`: its place in the role, or its tier's cost."""
    cost = {kind: tier.cost for tier in scenario.policy.escalation for kind in tier.kinds}
    return np.array(
        [
            [role.kinds.index(kind) if kind in role.kinds else cost.get(kind, 0) for kind in KINDS]
            if role.kinds
            else [0] * len(KINDS)
            for role in roles
        ],
        np.int64,
    ).reshape(len(roles), len(KINDS))


def _skills(helpers: tuple[Helper, ...], roles: list[Role]) -> tuple[Ints, Ints]:
    column = _columns(
        {held.skill for helper in helpers for held in helper.skills}
        | {asked.skill for role in roles for asked in role.skills}
    )
    return (
        _levels([helper.skills for helper in helpers], column),
        _levels([role.skills for role in roles], column),
    )


def _levels(rows: list[tuple[SkillLevel, ...]], column: dict[str, int]) -> Ints:
    """Give the level of each skill by row; rows that share their list are looked at once."""
    shared = {id(skills): skills for skills in rows}
    levels = np.zeros((len(shared), len(column)), np.int64)
    for number, skills in enumerate(shared.values()):
        for entry in skills:
            spot = number, column[entry.skill]
            levels[spot] = max(levels[spot], entry.level)
    number_of = {key: number for number, key in enumerate(shared)}
    return levels[np.array([number_of[id(skills)] for skills in rows], np.int64)]


def _licences(scenario: Scenario, roles: list[Role]) -> tuple[Ints, Bools]:
    helpers = scenario.helpers
    column = _columns(
        {held.licence for helper in helpers for held in helper.licences}
        | {licence for role in roles for licence in role.licences}
    )
    valid = np.full((len(helpers), len(column)), -FOREVER, np.int64)
    for row, helper in enumerate(helpers):
        for held in helper.licences:
            last = FOREVER if held.expires is None else days_from_start(held.expires, scenario)
            place = (row, column[held.licence])
            valid[place] = max(valid[place], last)
    return valid, _marks([role.licences for role in roles], column)


def _marks(rows: list[tuple[str, ...]], column: dict[str, int]) -> Bools:
    marks = np.zeros((len(rows), len(column)), np.bool_)
    row = np.repeat(np.arange(len(rows)), [len(names) for names in rows])
    marks[row, [column[name] for names in rows for name in names]] = True
    return marks


def _areas(scenario: Scenario, catalogue: Catalogue) -> Bools:
    column = {community.id: place for place, community in enumerate(scenario.communities)}
    area = _marks([catalogue.area(helper) or () for helper in scenario.helpers], column)
    # From the top down, each community lies in the areas that hold the one above it.
    for community in sorted(
        scenario.communities, key=lambda entry: len(catalogue.lineage[entry.id])
    ):
        if community.parent is not None:
            area[:, column[community.id]] |= area[:, column[community.parent]]
    return area


def _keys(scenario: Scenario, rows: list[tuple[str, ...]]) -> Ints:
    if not any(rows):
        return np.zeros(0, np.int64)
    place = {helper.id: row for row, helper in enumerate(scenario.helpers)}
    keys = [row * len(place) + place[name] for row, names in enumerate(rows) for name in names]
    return np.unique(np.array(keys, np.int64))


def _required(scenario: Scenario, catalogue: Catalogue) -> Ints:
    rows: list[tuple[str, ...]] = []
    for need in scenario.needs:
        crew = catalogue.roles(need)
        rows += [need.required if place == 0 else () for place in range(len(crew))]
    return _keys(scenario, rows)
