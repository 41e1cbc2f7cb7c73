"""What the process of a solve does; what is large passes through files."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from api.figures import figures
from api.reading import load, save
from api.schemas.options import Mode, PlanOptions
from api.schemas.wire import adapter
from api.worker import failures
from api.worker.mending import mend
from api.worker.messages import Found, Noted, Refused, Task
from matcher.child import Send
from matcher.engines import Executors, UnknownEngine, UnsupportedScenario
from matcher.engines.gap import gap
from matcher.engines.portfolio import ClusterExecutor
from matcher.formats import parse_plan, parse_scenario, plan_document
from matcher.model import Ended, InvalidInput, Plan, Progress, Run, Scenario, Unmet
from matcher.solve import find_impossible, solve

LEAST_SECONDS = 1.0
"""Of search, for a plan that is gone on with."""


def carry_out(send: Send, stop: Callable[[], bool], task: Task) -> None:
    """Do a task: in the process that is made for it."""
    try:
        if task.origin is not None:
            send(mend(stop, task, task.origin))
            return
        options: PlanOptions = adapter(PlanOptions).validate_python(task.options)
        scenario = parse_scenario(load(task.scenario)).scenario
        work = _find_impossible if options.mode is Mode.DETECT_INFEASIBLE else _solve
        send(work(send, stop, task, scenario, options))
    except InvalidInput:
        send(Refused(failure=failures.INVALID))
    except (UnknownEngine, UnsupportedScenario):
        send(Refused(failure=failures.UNSUPPORTED))


def _solve(
    send: Send, stop: Callable[[], bool], task: Task, scenario: Scenario, options: PlanOptions
) -> Found:
    began = time.monotonic()
    limits = options.limits()
    start = None if task.result is None else parse_plan(load(task.result)["plan"])
    if limits.max_iterations is not None and limits.workers == 1:
        start = None  # so that equal requests give equal plans, whatever happens to the worker
    elif limits.max_seconds is not None:
        left = max(LEAST_SECONDS, limits.max_seconds - task.spent)
        limits = replace(limits, max_seconds=min(left, limits.max_seconds))
    number = 0

    def offer(plan: Plan) -> None:
        nonlocal number
        number += 1
        document = {"plan": plan_document(plan), "run": None}
        send(
            Found(
                result=save(task.folder / f"best-{number}.json", document),
                summary=figures(plan),
                seconds=time.monotonic() - began,
                is_last=False,
            )
        )

    result = solve(
        scenario,
        limits=limits,
        engine=options.engine,
        seed=options.seed,
        listen=lambda progress: send(Noted(progress=_noted(progress))),
        stop=stop,
        start=start,
        offer=offer,
        executors=_executors(task.cluster),
    )
    run = adapter(Run).dump_python(result.run, mode="json")
    return Found(
        result=save(task.folder / "result.json", {"plan": plan_document(result.plan), "run": run}),
        summary=figures(result.plan),
        seconds=time.monotonic() - began,
        is_last=True,
        is_cancelled=result.plan.ended is Ended.CANCELLED,
    )


def _executors(cluster: str) -> Executors | None:
    return (lambda _workers: ClusterExecutor(cluster)) if cluster else None


def _find_impossible(
    _send: Send, _stop: Callable[[], bool], task: Task, scenario: Scenario, _options: PlanOptions
) -> Found:
    impossible = find_impossible(scenario)
    listed = adapter(tuple[Unmet, ...]).dump_python(impossible, mode="json")
    document = {"plan": None, "run": None, "impossible": listed}
    return Found(
        result=save(task.folder / "result.json", document),
        summary={"unmet": len(impossible)},
        seconds=0.0,
        is_last=True,
    )


def _noted(progress: Progress) -> dict[str, Any]:
    told = adapter(Progress).dump_python(progress, mode="json")
    reached = None if progress.totals is None else gap(progress.totals, progress.bound)
    return {**told, "gap": reached}
