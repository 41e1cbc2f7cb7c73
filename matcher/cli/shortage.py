"""`linli shortages`: where there are too few helpers, and what one more would be worth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.cli.reading import read_answer
from matcher.formats import read_scenario
from matcher.formats.files import replace_file
from matcher.model import Limits, Plan, Scenario
from matcher.report import Text

if TYPE_CHECKING:
    from matcher.shortage import Shortages


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path, required=False)
@click.option(
    "--seconds",
    type=click.FloatRange(0, 86_400),
    default=20.0,
    show_default=True,
    help="For what one more is worth; 0: without. 测算增加价值的时限（秒），0为不测算。",
)
@click.option(
    "--top", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Rows. 行数。"
)
@click.option("--html", "page", type=output_path, help="Write a page. 写入网页文件。")
@click.option("--xlsx", "book", type=output_path, help="Write a workbook. 写入 Excel 文件。")
@click.option(
    "--verify",
    "tried",
    type=click.IntRange(0, 100),
    default=0,
    show_default=True,
    help="Plan again with one more of so many types of helpers. 实际验证前几类。",
)
@click.option(
    "--solve-limit",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds of each of those plans. 每次验证的求解时限（秒）。",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Of those. 并行数。")
def shortages(  # noqa: PLR0913 - one parameter an option
    output: Output,
    /,
    scenario: Path,
    plan: Path | None,
    *,
    seconds: float,
    top: int,
    page: Path | None,
    book: Path | None,
    tried: int,
    solve_limit: float,
    workers: int,
) -> Exit:
    """Say where there are too few helpers (短缺地图), with a PLAN or without one."""
    if tried and not seconds:
        raise click.UsageError(
            "--verify needs --seconds above 0. 使用 --verify 时 --seconds 须大于 0。"
        )
    answer: tuple[Scenario, Plan | None] | None
    if plan is None:
        answer = (read_scenario(scenario).scenario, None)
    else:
        answer = read_answer(output, scenario, plan)
    if answer is None:
        return Exit.RULES_BROKEN
    # Slow to import.
    from matcher import shortage  # noqa: PLC0415

    loaded, planned = answer
    found = shortage.find_shortages(loaded, planned, seconds=seconds, top=top)
    if tried:
        limits = Limits(max_seconds=solve_limit)
        found = _tried(loaded, planned, found, tried, limits, workers)
    impossible = shortage.words.say_impossible(found.impossible)
    if impossible is not None:
        output.say(impossible)
    output.show(*shortage.shortage_tables(found, output.language, top=top))
    if not found.bottlenecks:
        output.say(shortage.words.say_no_bottleneck(found.impossible))
    if found.valuation is not None:
        output.say(found.valuation.note)
    for target, write in (
        (page, shortage.html_shortages),
        (book, shortage.xlsx_shortages),
    ):
        if target is not None:
            replace_file(target, write(found, output.language))
            output.say(Text(f"Written to {target}.", f"已写入 {target}。"))
    output.document(shortage.shortage_document(found))
    return Exit.OK


def _tried(
    scenario: Scenario,
    plan: Plan | None,
    found: Shortages,
    tried: int,
    limits: Limits,
    workers: int,
) -> Shortages:
    """Plan with one more of the most valuable helpers."""
    from matcher.shortage import verify  # noqa: PLC0415 - slow to import
    from matcher.whatif.runs import ProcessPool, Request  # noqa: PLC0415 - slow to import

    if found.valuation is None:
        return found
    base = Request(name="base", scenario=scenario, limits=limits, start=plan)
    helpers = found.valuation.helpers[:tried]
    verified = verify(base, found.valuation, helpers, workers=workers, executors=ProcessPool)
    return replace(found, verified=verified)
