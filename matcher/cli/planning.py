"""`linli solve` and `demo`: from a scenario to a plan."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic_core import to_jsonable_python

import scenarios
from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.cli.overwrite import refuse_to_lose
from matcher.formats import plan_document, read_plan, read_scenario, write_plan
from matcher.model import Limits, Result, Scenario
from matcher.report import Text, View, tables
from matcher.report.pins import pin_rows, pins_text

_DEFAULT_SECONDS = 30.0
_SECONDS = click.FloatRange(0, 86_400, min_open=True)


@command
@click.argument("file", type=input_path)
@click.option("-o", "--out", type=output_path, help="Write the plan here. 方案文件。")
@click.option("--start", type=input_path, help="Begin with this plan. 从此方案开始。")
@click.option(
    "--time-limit",
    type=_SECONDS,
    help="Most seconds; 30 unless --iterations is given. 时限（秒）。",
)
@click.option("--iterations", type=click.IntRange(0), help="Most iterations. 迭代上限。")
@click.option(
    "--gap",
    type=click.FloatRange(0, 1),
    help="Stop this near the proven bound; 0.01 is a hundredth. 与下界的差距不超过此值即停止。",
)
@click.option(
    "--unimproved",
    type=_SECONDS,
    help="Stop after so many seconds without a better plan. 多少秒没有更好的方案即停止。",
)
@click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    help="Threads; 1 makes a run reproducible. 线程数。",
)
@click.option("--engine", default="auto", show_default=True, help="Which solver. 求解引擎。")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no tables. 不显示进度和表格。")
def solve(  # noqa: PLR0913 - one parameter an option
    output: Output,
    *,
    file: Path,
    out: Path | None,
    start: Path | None,
    time_limit: float | None,
    iterations: int | None,
    gap: float | None,
    unimproved: float | None,
    seed: int,
    workers: int,
    engine: str,
    quiet: bool,
) -> Exit:
    """Plan a scenario (排班); Ctrl-C keeps the best plan so far."""
    # The solver is slow to import.
    from matcher.cli.watch import solve_watched  # noqa: PLC0415

    refuse_to_lose(output, quiet=quiet, is_written=out is not None)
    loaded = read_scenario(file)
    begun = None if start is None else read_plan(start)
    output.problems(loaded.warnings)
    if time_limit is None and iterations is None:
        time_limit = _DEFAULT_SECONDS
    result = solve_watched(
        loaded.scenario,
        Limits(
            max_seconds=time_limit,
            max_iterations=iterations,
            workers=workers,
            max_gap=gap,
            max_unimproved_seconds=unimproved,
        ),
        engine=engine,
        seed=seed,
        start=begun,
        output=output,
        quiet=quiet,
    )
    if out is not None:
        write_plan(result.plan, out)
    if not quiet:
        _show(output, loaded.scenario, result, View.SUMMARY, View.UNMET)
    if out is not None:
        output.say(Text(f"Plan written to {out}.", f"方案已写入 {out}。"))
    elif not output.as_json:
        output.note(
            Text(
                "The plan is not saved; to save it: -o plan.json",
                "方案未保存；如需保存：-o plan.json",
            )
        )
    output.document(
        {
            "plan": plan_document(result.plan),
            "run": to_jsonable_python(result.run),
            "problems": to_jsonable_python(loaded.warnings),
        }
    )
    return _ending(output, loaded.scenario, result)


@command
@click.argument("name", default=scenarios.names()[0], type=click.Choice(scenarios.names()))
@click.option(
    "--time-limit",
    type=_SECONDS,
    default=10.0,
    show_default=True,
    help="Most seconds. 时限（秒）。",
)
def demo(output: Output, name: str, time_limit: float) -> Exit:
    """Plan a scenario that comes with Linli and show the roster (演示)."""
    # The solver is slow to import.
    from matcher.cli.watch import solve_watched  # noqa: PLC0415

    scenario = read_scenario(scenarios.path(name)).scenario
    result = solve_watched(scenario, Limits(max_seconds=time_limit), output=output)
    _show(output, scenario, result, View.DAY, View.UNMET, View.SUMMARY)
    output.document({"plan": plan_document(result.plan), "run": to_jsonable_python(result.run)})
    return _ending(output, scenario, result)


def _show(output: Output, scenario: Scenario, result: Result, *views: View) -> None:
    for way in views:
        output.show(*tables(scenario, result.plan, way, output.language))


def _ending(output: Output, scenario: Scenario, result: Result) -> Exit:
    """Note the pins that are not kept, if there are any."""
    missed = pin_rows(scenario, result.plan)
    if not missed:
        return Exit.OK
    output.note(pins_text(missed))
    return Exit.PINS_MISSED
