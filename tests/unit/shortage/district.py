"""A small week-day with a shortage of each kind, and its map."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from matcher.model import (
    HelperKind,
    Plan,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    SkillLevel,
    Window,
)
from matcher.shortage import Shortages, find_shortages
from tests.unit.small import helper, need, planned, scenario, shift

MORNING = (Window(start=480, end=540),)
WASH = (Role(skills=(SkillLevel(skill="wash"),)),)
SWEEPS = 300


@cache
def short() -> Scenario:
    """Give three baths of an hour for one who can give one of them, and parcels for one of two."""
    return scenario(
        name="Too <little>",
        helpers=(
            replace(
                helper("ann", shift("ann-mon", 480, 540), skills=(SkillLevel(skill="wash"),)),
                name="Ann <b>",
            ),
            replace(helper("bob", kind=HelperKind.LIAISON), name="Bob"),
        ),
        resources=(
            Resource(id="rice", kind=ResourceKind.GOODS, item="rice", quantity=1, unit="bag"),
        ),
        needs=(
            *(
                need(name, minutes=60, windows=MORNING, roles=WASH, priority=4)
                for name in ("bath1", "bath2", "bath3")
            ),
            *(
                need(name, resources=(ResourceLine(item="rice", quantity=1),))
                for name in ("rice1", "rice2")
            ),
            need("far", roles=(Role(skills=(SkillLevel(skill="sail"),)),)),
        ),
    )


@cache
def plan() -> Plan:
    """Give its plan, which serves one bath and one parcel."""
    return planned(short())


@cache
def found() -> Shortages:
    """Give its map, with the plan."""
    return find_shortages(short(), plan(), seconds=None, sweeps=SWEEPS)
