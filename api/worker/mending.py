"""What the process of a revision does: a plan put in order again after events."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pydantic_core import to_jsonable_python

from api.figures import figures
from api.reading import load, save
from api.schemas.revisions import RevisionOptions
from api.schemas.wire import adapter
from api.worker.messages import Found, Task
from matcher.formats import parse_plan, parse_scenario, plan_document
from matcher.model import Ended
from matcher.replan import parse_happened, repair
from matcher.replan.telling import repair_document


def mend(stop: Callable[[], bool], task: Task, origin: Path) -> Found:
    """Do a task that has an origin; begun again, it begins anew.

    Raises
    ------
    InvalidInput
        If the origin was accepted by an earlier version and is not valid for this one.
    """
    began = time.monotonic()
    options: RevisionOptions = adapter(RevisionOptions).validate_python(task.options)
    whence = load(origin)
    before = parse_scenario(whence["scenario"]).scenario
    happened = parse_happened(whence["happened"], before.start)
    told = happened.circumstances
    made = repair(
        before,
        parse_plan(whence["plan"]),
        happened.events,
        freeze=told.freeze,
        confirmed=[(visit.need, visit.occurrence) for visit in told.confirmed],
        disturb=options.disturb,
        limits=options.limits(),
        seed=options.seed,
        stop=stop,
    )
    plan = made.result.plan
    document = {"plan": plan_document(plan), "run": to_jsonable_python(made.result.run)}
    return Found(
        result=save(task.folder / "result.json", document),
        summary=figures(plan),
        seconds=time.monotonic() - began,
        is_last=True,
        is_cancelled=plan.ended is Ended.CANCELLED,
        changes=repair_document(made, before),
    )
