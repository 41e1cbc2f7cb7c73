"""What places in crews ask of a helper, as the lines of a shortage map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.arrays.ranges import expand
from matcher.instance import Instance
from matcher.model import Helper, HelperKind, Role, Rule
from matcher.rules.area import RULE as AREA
from matcher.rules.pairs import Facts, Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A skill at a level; where a role asks for none, its kinds, or anyone.

    Attributes
    ----------
    skill : str or None
    level : int
        The least; 0 without a skill.
    kinds : tuple of HelperKind
        With a skill empty; without one, who may come, none for anyone.
    """

    skill: str | None = None
    level: int = 0
    kinds: tuple[HelperKind, ...] = ()

    def fits(self, helper: Helper) -> bool:
        """Say whether a helper has what is asked for."""
        if self.skill is None:
            return not self.kinds or helper.kind in self.kinds
        return any(held.skill == self.skill and held.level >= self.level for held in helper.skills)


class Lines(NamedTuple):
    """The lines of a map: what is asked for in which community.

    Attributes
    ----------
    askings : tuple of Asking
    asking, community : array of int, shape (lines,)
    role, line : array of int, shape (n,)
        The lines that each role of a need counts in: one for each of its skills.
    """

    askings: tuple[Asking, ...]
    asking: Ints
    community: Ints
    role: Ints
    line: Ints

    def of_roles(self, role: Ints, roles: int) -> tuple[Ints, Ints]:
        """Give whose lines they are, by position, and the lines of some of all roles."""
        bounds = np.searchsorted(self.role, np.arange(roles + 1))
        at, entry = expand(role, bounds[:-1], bounds[1:])
        return at, self.line[entry]


def askings_of(role: Role) -> tuple[Asking, ...]:
    """Give what a role asks for: one asking a skill."""
    if role.skills:
        skills = dict.fromkeys((held.skill, held.level) for held in role.skills)
        return tuple(Asking(skill=skill, level=level) for skill, level in skills)
    return (Asking(kinds=tuple(sorted(set(role.kinds), key=list(HelperKind).index))),)


def lines_of(instance: Instance) -> Lines:
    """Find the lines, by asking and community in the scenario's order."""
    community = {entry.id: row for row, entry in enumerate(instance.scenario.communities)}
    askings: dict[Asking, int] = {}
    keys: list[tuple[int, int]] = []
    roles: list[int] = []
    row = 0
    for need in instance.scenario.needs:
        for role in instance.catalogue.roles(need):
            for asking in askings_of(role):
                number = askings.setdefault(asking, len(askings))
                keys.append((number, community[need.community]))
                roles.append(row)
            row += 1
    pairs, line = np.unique(np.array(keys, np.int64).reshape(-1, 2), axis=0, return_inverse=True)
    return Lines(
        tuple(askings), pairs[:, 0], pairs[:, 1], np.array(roles, np.int64), line.reshape(-1)
    )


def who_fits(instance: Instance, lines: Lines) -> Bools:
    """Say who has what each line asks for and serves its community, shape (lines, helpers)."""
    fits = np.array(
        [[asking.fits(helper) for helper in instance.scenario.helpers] for asking in lines.askings],
        np.bool_,
    ).reshape(len(lines.askings), len(instance.scenario.helpers))
    return np.asarray(fits[lines.asking] & _serving(instance)[lines.community])


def _serving(instance: Instance) -> Bools:
    """Say who serves some place of a need in each community, shape (communities, helpers)."""
    facts, arrays = instance.facts, instance.arrays
    serving = np.zeros((arrays.communities, len(arrays.helper)), np.bool_)
    community = arrays.need["community"][arrays.role["need"]]
    if Rule.AREA in instance.scenario.policy.ignored_rules:
        serving[community] = True
        return serving
    for role in _examples(facts):
        everyone = np.arange(len(arrays.helper))
        pairs = Pairs(np.full(len(everyone), role), everyone, np.zeros(0, np.int64))
        serving[community[role]] |= AREA.allows(facts, pairs)
    return serving


def _examples(facts: Facts) -> list[int]:
    """Give one role of each place that areas tell apart."""
    need = facts.arrays.need[facts.arrays.role["need"]]
    by_radius = np.isfinite(facts.arrays.helper["radius"]).any()
    places = np.column_stack((need["community"], np.where(by_radius, need["location"], -1)))
    found: list[int] = np.unique(places, axis=0, return_index=True)[1].tolist()
    return found
