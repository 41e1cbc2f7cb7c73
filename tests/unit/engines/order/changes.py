"""What makes a scenario unsuited, one thing at a time."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import (
    PastVisit,
    Pin,
    Policy,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Term,
    TermName,
    Window,
    WindowBounds,
)
from tests.unit.small import resource, rest


def _first_need(scenario, **fields):
    first, *others = scenario.needs
    return {"needs": (replace(first, **fields), *others)}


def _first_helper(scenario, **fields):
    first, *others = scenario.helpers
    return {"helpers": (replace(first, **fields), *others)}


def _first_shift(scenario, **fields):
    first, *others = scenario.helpers[0].shifts
    return _first_helper(scenario, shifts=(replace(first, **fields), *others))


def waiting(scenario):
    return {"policy": Policy(terms=(*scenario.policy.terms, Term(name=TermName.WAITING, level=1)))}


def recurrence(scenario):
    return {"days": 3, **_first_need(scenario, recurrence=Recurrence(times=2))}


def windows(scenario):
    return _first_need(scenario, windows=(Window(start=500, end=510), Window(start=530, end=540)))


def bounds(scenario):
    return _first_need(scenario, windows=(Window(start=480, end=640, bounds=WindowBounds.SERVICE),))


def due(scenario):
    return _first_need(scenario, due=600)


def after(scenario):
    return _first_need(scenario, after=(scenario.needs[1].id,))


def crewless(scenario):
    return _first_need(scenario, roles=())


def breaks(scenario):
    return _first_shift(scenario, breaks=(rest(450, 700, 10),))


def resources(scenario):
    return {
        **_first_need(scenario, resources=(ResourceLine(item="rice", quantity=1),)),
        "resources": (resource("rice", ResourceKind.GOODS, 5),),
    }


def history(scenario):
    return _first_need(scenario, history=(PastVisit(helper="h1"),))


def pins(scenario):
    return {"pins": (Pin(need=scenario.needs[0].id),)}


def limits(scenario):
    return _first_helper(scenario, max_minutes_day=120)


def overtime(scenario):
    return _first_shift(scenario, max_overtime=20)
