"""Skills and licences: who has what is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from matcher.model import Helper, HelperKind, Problem, Role, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import distinct, each_role, failing, roles_of, services_by_id


def skills_and_licences_held(scenario: Scenario) -> Iterator[Problem]:
    """Find skills and licences that roles in use ask for and nobody has."""
    levels: defaultdict[str, int] = defaultdict(int)
    licences = set(distinct(scenario, "helpers/*/licences/*/licence"))
    for held in distinct(scenario, "helpers/*/skills/*"):
        levels[held.skill] = max(levels[held.skill], held.level)
    for pointer, role in _roles_in_use(scenario) if scenario.helpers else ():
        for k, asked in enumerate(role.skills):
            if levels[asked.skill] < asked.level:
                at = f"{pointer}/skills/{k}"
                yield problem("skill_nobody_has", at, skill=asked.skill, level=asked.level)
        for k, licence in enumerate(role.licences):
            if licence not in licences:
                yield problem("licence_nobody_has", f"{pointer}/licences/{k}", value=licence)


def licences_expired(scenario: Scenario) -> Iterator[Problem]:
    """Find licences that are over when the horizon starts."""
    first = scenario.start.date()
    for pointer, held in failing(
        scenario,
        "helpers/*/licences/*",
        lambda held: held.expires is None or held.expires >= first,
    ):
        yield problem("licence_expired", f"{pointer}/expires", value=held.licence)


def required_can_fill(scenario: Scenario) -> Iterator[Problem]:
    """Find required helpers who cannot fill the first role."""
    services = services_by_id(scenario)
    helpers = {helper.id: helper for helper in reversed(scenario.helpers)}
    ladder = {kind for tier in scenario.policy.escalation for kind in tier.kinds}
    for i, need in enumerate(scenario.needs):
        first = next(iter(roles_of(need, services)), None) if need.required else None
        for k, name in enumerate(need.required):
            if first is not None and name in helpers:
                yield from _misfits(f"/needs/{i}/required/{k}", helpers[name], first, ladder)


def _misfits(
    pointer: str, helper: Helper, role: Role, ladder: set[HelperKind]
) -> Iterator[Problem]:
    if role.kinds and helper.kind not in ladder.union(role.kinds):
        yield problem("required_wrong_kind", pointer, value=helper.id)
    for asked in role.skills:
        if not any(h.skill == asked.skill and h.level >= asked.level for h in helper.skills):
            yield problem(
                "required_unskilled",
                pointer,
                value=helper.id,
                skill=asked.skill,
                level=asked.level,
            )


def _roles_in_use(scenario: Scenario) -> Iterator[tuple[str, Role]]:
    in_use = {need.service for need in scenario.needs if need.roles is None}
    unused = {f"/services/{i}/" for i, s in enumerate(scenario.services) if s.id not in in_use}
    for pointer, position, role in each_role(scenario):
        owner = pointer.removesuffix(f"roles/{position}")
        if owner not in unused:
            yield pointer, role


CHECKS = (skills_and_licences_held, licences_expired, required_can_fill)
