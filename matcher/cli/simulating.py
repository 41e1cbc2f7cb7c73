"""`linli simulate`: what a plan is worth where not everything goes as planned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from pydantic_core import to_jsonable_python

from matcher.cli.command import command, input_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.cli.reading import read_answer


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.option("--settings", type=input_path, help="Settings in a JSON file. 设置文件（JSON）。")
@click.option(
    "--replications",
    type=click.IntRange(1, 1_000_000),
    help="How often the plan is carried out; 10000. 模拟次数。",
)
@click.option(
    "--late-share", type=click.FloatRange(0, 1), help="Share of routes that start late. 迟到比例。"
)
@click.option(
    "--late-minutes", type=click.IntRange(0, 525_600), help="Their mean delay; 20. 平均迟到分钟。"
)
@click.option(
    "--duration-spread",
    type=click.FloatRange(0, 5),
    help="Of visits' lengths: deviation over mean. 服务时长的离散程度。",
)
@click.option(
    "--urgent-per-day",
    type=click.FloatRange(0, 10_000),
    help="Urgent visits asked for a day. 每天新增的紧急服务。",
)
@click.option(
    "--standby",
    type=click.IntRange(0),
    default=0,
    help="Suggest so many helpers to put on call. 建议几名候补人员。",
)
@click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
def simulate(
    output: Output,
    /,
    scenario: Path,
    plan: Path,
    *,
    settings: Path | None,
    standby: int,
    seed: int,
    **given: float | None,
) -> Exit:
    """Carry a plan out many times (模拟): no-shows, late starts, urgent visits."""
    # Slow to import.
    from matcher.whatif import simulation  # noqa: PLC0415

    read = simulation.Uncertainty() if settings is None else simulation.read_uncertainty(settings)
    answer = read_answer(output, scenario, plan)
    if answer is None:
        return Exit.RULES_BROKEN
    # Options stand above the file.
    told = {name: value for name, value in given.items() if value is not None}
    chosen = replace(read, **told)  # type: ignore[arg-type]
    found = simulation.simulate(*answer, settings=chosen, seed=seed)
    standbys = (
        simulation.suggest_standbys(*answer, most=standby, settings=chosen, seed=seed)
        if standby
        else ()
    )
    output.show(*simulation.simulation_tables(answer[0], found, standbys, output.language))
    document = to_jsonable_python(found)
    output.document({**document, "standbys": to_jsonable_python(standbys)})
    return Exit.OK
