"""`linli repair`: a plan put in order again after events."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from pydantic_core import to_jsonable_python

from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.cli.reading import read_answer
from matcher.formats import plan_document, write_plan, write_scenario
from matcher.model import Limits
from matcher.replan import parse_happened, read_freeze
from matcher.replan import repair as repair_plan
from matcher.replan.telling import changes_table, repair_document, stage_text
from matcher.report import Text
from matcher.report.pins import pin_rows, pins_text
from matcher.whatif.reading import read_each


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.argument("events", type=input_path)
@click.option(
    "--freeze",
    metavar="TIME",
    help="Change nothing before; as 2026-11-23T08:30+08:00. 此前的安排不再变动。",
)
@click.option("-o", "--out", type=output_path, help="Write the new plan here. 新方案文件。")
@click.option(
    "--scenario-out",
    type=output_path,
    help="Write the scenario as it now is here. 事件发生后的情景文件。",
)
@click.option(
    "--disturb",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Change at most so many visits that still hold. 最多变动多少个仍然有效的服务单。",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=5.0,
    show_default=True,
    help="Most seconds. 时限（秒）。",
)
@click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
def repair(  # noqa: PLR0913 - one parameter an option
    output: Output,
    *,
    scenario: Path,
    plan: Path,
    events: Path,
    freeze: str | None,
    out: Path | None,
    scenario_out: Path | None,
    disturb: int,
    time_limit: float,
    seed: int,
) -> Exit:
    """Put a plan in order after EVENTS (修复方案): a .yaml or .json file of what has happened."""
    answer = read_answer(output, scenario, plan)
    if answer is None:
        return Exit.RULES_BROKEN
    before, old = answer
    (happened,) = read_each([events], partial(parse_happened, start=before.start))
    told = happened.circumstances
    if freeze is not None:
        told = replace(told, freeze=read_freeze(freeze, before.start))
    made = repair_plan(
        before,
        old,
        happened.events,
        freeze=told.freeze,
        confirmed=[(visit.need, visit.occurrence) for visit in told.confirmed],
        disturb=disturb,
        limits=Limits(max_seconds=time_limit),
        seed=seed,
    )
    if out is not None:
        write_plan(made.result.plan, out)
    if scenario_out is not None:
        write_scenario(made.scenario, scenario_out)
    output.show(changes_table(made, before, output.language))
    if made.changes:
        output.say(stage_text(made.stage))
    for path in (out, scenario_out):
        if path is not None:
            output.say(Text(f"Written to {path}.", f"已写入 {path}。"))
    if out is None and not output.as_json:
        output.note(
            Text(
                "The new plan is not saved; to save it: -o plan.json",
                "新方案未保存；如需保存：-o plan.json",
            )
        )
    output.document(
        {
            **repair_document(made, before),
            "plan": plan_document(made.result.plan),
            "run": to_jsonable_python(made.result.run),
        }
    )
    missed = pin_rows(made.scenario, made.result.plan)
    if not missed:
        return Exit.OK
    output.note(pins_text(missed))
    return Exit.PINS_MISSED
