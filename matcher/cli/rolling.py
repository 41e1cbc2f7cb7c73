"""`linli roll`: several weeks, one after the other."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic_core import to_jsonable_python

from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit
from matcher.cli.output import Output
from matcher.cli.overwrite import force_option, refuse_to_overwrite
from matcher.engines import UnsupportedScenario
from matcher.formats import read_scenario, write_plan, write_scenario
from matcher.model import EngineChoice, Limits, Plan, Scenario

_DEFAULT_SECONDS = 10.0


@command
@click.argument("scenario", type=input_path)
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=8,
    show_default=True,
    help="How many weeks. 周数。",
)
@click.option(
    "--arrivals",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="Chance that a need is asked for again each week. 每周再次提出各需求的概率。",
)
@click.option(
    "--refill",
    is_flag=True,
    help="Stocks, funds and budgets are as at first each week. 每周补足物资、资金和预算。",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, 86_400, min_open=True),
    help="Most seconds a week; 10 unless --iterations is given. 每周求解的时限（秒）。",
)
@click.option("--iterations", type=click.IntRange(0), help="Most iterations. 迭代上限。")
@click.option(
    "--engine",
    type=click.Choice([choice.value for choice in EngineChoice]),
    default=EngineChoice.AUTO.value,
    show_default=True,
    help="Which solver. 求解引擎。",
)
@click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
@click.option(
    "-o",
    "--out",
    type=output_path,
    help="A folder for each week's scenario and plan. 保存各周情景和方案的目录。",
)
@force_option
@click.option("-q", "--quiet", is_flag=True, help="No progress. 不显示进度。")
def roll(  # noqa: PLR0913 - one parameter an option
    output: Output,
    *,
    scenario: Path,
    weeks: int,
    arrivals: float,
    refill: bool,
    time_limit: float | None,
    iterations: int | None,
    engine: str,
    seed: int,
    out: Path | None,
    force: bool,
    quiet: bool,
) -> Exit:
    """Play several weeks (滚动推演): plan, no-shows, what is left moves up; Ctrl-C keeps them."""
    # Slow to import.
    from matcher import roll as weekly  # noqa: PLC0415
    from matcher.cli.runs import Watch, engine_failure  # noqa: PLC0415
    from matcher.whatif.runs import RunsProgress  # noqa: PLC0415

    if out is not None:
        refuse_to_overwrite(out, force=force)
    base = read_scenario(scenario).scenario
    if time_limit is None and iterations is None:
        time_limit = _DEFAULT_SECONDS
    settings = weekly.RollSettings(weeks=weeks, arrivals=arrivals, refill=refill, seed=seed)
    with Watch(output, quiet=quiet) as watch:
        watch.tell(RunsProgress(done=0, of=weeks))

        def keep(week: weekly.Week, played: Scenario, plan: Plan) -> None:
            watch.tell(RunsProgress(done=week.week, of=weeks, name=f"{week.start}"))
            if out is not None:
                _write(out / f"week-{week.week:03}", played, plan)

        try:
            rolled = weekly.roll(
                base,
                settings=settings,
                limits=Limits(max_seconds=time_limit, max_iterations=iterations),
                engine=engine,
                keep=keep,
                stop=watch.stopping,
            )
        except UnsupportedScenario as fault:
            raise engine_failure(fault) from None
    output.show(*weekly.roll_tables(base, rolled, output.language))
    if (more := weekly.needs_cut(rolled)) is not None:
        output.say(more)
    output.document(to_jsonable_python(rolled))
    return Exit.OK if rolled.weeks else Exit.STOPPED


def _write(folder: Path, scenario: Scenario, plan: Plan) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_scenario(scenario, folder / "scenario.json")
    write_plan(plan, folder / "plan.json")
