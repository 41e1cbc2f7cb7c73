"""Steps as changes of a variant, laid over a scenario one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from matcher.formats import record_document
from matcher.instance.effective import Catalogue
from matcher.model import (
    MINUTES_PER_DAY,
    Helper,
    Need,
    Rule,
    Scenario,
    Shift,
    Window,
)
from matcher.model.record import Record
from matcher.remedy.newcomer import newcomer
from matcher.remedy.records import Step, StepKind
from matcher.whatif.variants import parse_changes

Document = dict[str, Any]


def laid(
    scenario: Scenario, need: str, steps: Iterable[Step]
) -> tuple[Scenario, tuple[Document, ...]]:
    """Lay steps for a need over a scenario.

    Returns
    -------
    Scenario
        With the steps; nobody has looked yet whether it has errors.
    tuple of dict
        The same as changes of a variant's file.

    Raises
    ------
    InvalidInput
        If a step does not suit the scenario.
    """
    documents: list[Document] = []
    for step in steps:
        asked = next(one for one in scenario.needs if one.id == need)
        document = _WRITTEN[step.kind](scenario, asked, step)
        documents.append(document)
        for change in parse_changes([document], scenario.start):
            scenario = change.laid(scenario, np.random.default_rng(0))
    return scenario, tuple(documents)


def _extend_shift(scenario: Scenario, _: Need, step: Step) -> Document:
    shift = _shift(scenario, step)
    start = max(0, shift.start - step.amount) if step.earlier else shift.start
    end = shift.end if step.earlier else shift.end + step.amount
    return _with_shift(scenario, step, replace(shift, start=start, end=end))


def _more_visits(scenario: Scenario, _: Need, step: Step) -> Document:
    shift = _shift(scenario, step)
    most = (shift.max_visits or 0) + step.amount
    return _with_shift(scenario, step, replace(shift, max_visits=most))


def _add_shift(scenario: Scenario, _: Need, step: Step) -> Document:
    shift = Shift(id=step.shift, start=step.start, end=step.end)
    return _with_shift(scenario, step, shift)


def _widen_window(scenario: Scenario, need: Need, step: Step) -> Document:
    windows = list(need.windows)
    own = windows[step.window]
    start = max(0, own.start - step.amount) if step.earlier else own.start
    end = own.end if step.earlier else own.end + step.amount
    windows[step.window] = replace(own, start=start, end=end)
    return _set_need(need, windows=_written(scenario, windows))


def _move_day(scenario: Scenario, need: Need, step: Step) -> Document:
    days = -step.amount if step.earlier else step.amount
    later = days * MINUTES_PER_DAY
    more = [replace(one, start=one.start + later, end=one.end + later) for one in need.windows]
    inside = [one for one in more if one.start >= 0 and one.start < scenario.horizon]
    return _set_need(need, windows=_written(scenario, [*need.windows, *inside]))


def _raise_limit(scenario: Scenario, _: Need, step: Step) -> Document:
    helper = _helper(scenario, step)
    by_day = step.rule is Rule.DAY_LIMIT
    field = "max_minutes_day" if by_day else "max_minutes_week"
    return _set_helper(step, **{field: getattr(helper, field) + step.amount})


def _accept_level(scenario: Scenario, need: Need, step: Step) -> Document:
    roles = list(Catalogue.of(scenario).roles(need))
    skills = tuple(
        replace(one, level=one.level - step.amount) if one.skill == step.what else one
        for one in roles[step.role].skills
    )
    roles[step.role] = replace(roles[step.role], skills=skills)
    return _set_need(need, roles=_written(scenario, roles))


def _more_faces(_: Scenario, need: Need, step: Step) -> Document:
    return _set_need(need, max_helpers=(need.max_helpers or 0) + step.amount)


def _serve_community(scenario: Scenario, need: Need, step: Step) -> Document:
    area = Catalogue.of(scenario).area(_helper(scenario, step)) or ()
    return _set_helper(step, communities=[*area, need.community])


def _more_supplies(scenario: Scenario, _: Need, step: Step) -> Document:
    own = next(one for one in scenario.resources if one.id == step.what)
    given = {"quantity": own.quantity + step.amount}
    return {"op": "change", "resources": {"id": step.what}, "set": given}


def _more_budget(scenario: Scenario, _: Need, step: Step) -> Document:
    own = next(one for one in scenario.projects if one.id == step.what)
    given = {"budget": (own.budget or 0) + step.amount}
    return {"op": "change", "projects": {"id": step.what}, "set": given}


def _add_helper(scenario: Scenario, need: Need, step: Step) -> Document:
    made = newcomer(scenario, need, step.role, step.helper)
    return {"op": "add", "helpers": _written(scenario, [made])}


_WRITTEN: dict[StepKind, Callable[[Scenario, Need, Step], Document]] = {
    StepKind.EXTEND_SHIFT: _extend_shift,
    StepKind.WIDEN_WINDOW: _widen_window,
    StepKind.RAISE_LIMIT: _raise_limit,
    StepKind.ACCEPT_LEVEL: _accept_level,
    StepKind.MORE_VISITS: _more_visits,
    StepKind.MORE_FACES: _more_faces,
    StepKind.MOVE_DAY: _move_day,
    StepKind.ADD_SHIFT: _add_shift,
    StepKind.SERVE_COMMUNITY: _serve_community,
    StepKind.MORE_SUPPLIES: _more_supplies,
    StepKind.MORE_BUDGET: _more_budget,
    StepKind.ADD_HELPER: _add_helper,
}


def _helper(scenario: Scenario, step: Step) -> Helper:
    return next(one for one in scenario.helpers if one.id == step.helper)


def _shift(scenario: Scenario, step: Step) -> Shift:
    return next(one for one in _helper(scenario, step).shifts if one.id == step.shift)


def _with_shift(scenario: Scenario, step: Step, shift: Shift) -> Document:
    (written,) = _written(scenario, [shift])
    return {"op": "change", "helpers": {"id": step.helper}, "append": {"shifts": [written]}}


def _set_helper(step: Step, **fields: object) -> Document:
    return {"op": "change", "helpers": {"id": step.helper}, "set": fields}


def _set_need(need: Need, **fields: object) -> Document:
    return {"op": "change", "needs": {"id": need.id}, "set": fields}


def _written(
    scenario: Scenario, records: Iterable[Record | Window | Shift | Helper]
) -> list[Document]:
    return [record_document(one, scenario.start) for one in records]
