"""`linli staff`: the cheapest additions with which every target is reached."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import Progress as RichProgress
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from matcher.child import ChildFailed
from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.cli.overwrite import refuse_to_lose
from matcher.formats import read_scenario
from matcher.formats.files import replace_file
from matcher.formats.json_text import write_json
from matcher.report import Text

if TYPE_CHECKING:
    from matcher.whatif.staffing import StaffingProgress
    from matcher.whatif.staffing.background import InquiryProcess, Outcome

_SECONDS = click.FloatRange(0, 86_400, min_open=True)


class _Shares(click.ParamType[tuple[float, ...]]):
    """Shares with commas between them."""

    name = "SHARES"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        try:
            shares = tuple(float(share) for share in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r} is no list of shares like 0.8,0.9,0.95", param, ctx)
        if not all(0 <= share <= 1 for share in shares):
            self.fail("shares are 0 to 1", param, ctx)
        return shares


@command
@click.argument("scenario", type=input_path)
@click.argument("question", type=input_path)
@click.option("-o", "--out", type=output_path, help="Write the answer as JSON. 结果文件。")
@click.option(
    "--time-limit",
    type=_SECONDS,
    default=300.0,
    show_default=True,
    help="Most seconds of the answer, and again of the curve. 时限（秒）。",
)
@click.option(
    "--resolve-limit",
    type=_SECONDS,
    default=10.0,
    show_default=True,
    help="Most seconds of each solve. 每次求解的时限（秒）。",
)
@click.option(
    "--curve",
    type=_Shares(),
    default=None,
    help="What these shares of the first target cost: 0.8,0.9,0.95. 费用与满足率曲线。",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Threads. 线程数。")
@click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no tables. 不显示进度和表格。")
def staff(  # noqa: PLR0913 - one parameter an option
    output: Output,
    *,
    scenario: Path,
    question: Path,
    out: Path | None,
    time_limit: float,
    resolve_limit: float,
    curve: tuple[float, ...] | None,
    workers: int,
    seed: int,
    quiet: bool,
) -> None:
    """Find the cheapest additions that reach the targets of QUESTION (增补测算), .yaml or .json."""
    refuse_to_lose(output, quiet=quiet, is_written=out is not None)
    # The solver is slow to import.
    from matcher.cli.watch import sigint_ignored  # noqa: PLC0415
    from matcher.whatif.reading import read_each  # noqa: PLC0415
    from matcher.whatif.staffing import Effort, parse_question  # noqa: PLC0415
    from matcher.whatif.staffing.background import InquiryProcess  # noqa: PLC0415
    from matcher.whatif.staffing.report import (  # noqa: PLC0415
        sentence,
        staffing_document,
        staffing_tables,
    )

    loaded = read_scenario(scenario)
    (asked,) = read_each([question], partial(parse_question, start=loaded.scenario.start))
    output.problems(loaded.warnings)
    effort = Effort(seconds=resolve_limit, workers=workers, seed=seed)
    with sigint_ignored():
        process = InquiryProcess(
            loaded.scenario, asked, effort, seconds=time_limit, shares=curve or ()
        )
    answer, points = _outcome(process, output, quiet=quiet)
    document = staffing_document(answer, points)
    if out is not None:
        replace_file(out, write_json(document))
    if not quiet:
        output.show(*staffing_tables(loaded.scenario, asked, answer, points, output.language))
        output.say(sentence(answer))
    if out is not None:
        output.say(Text(f"Written to {out}.", f"已写入 {out}。"))
    output.document(document)


def _outcome(process: InquiryProcess, output: Output, *, quiet: bool) -> Outcome:
    """Wait for the outcome; the first Ctrl-C asks for the best so far, the second gives up."""
    from matcher.cli.watch import Requests  # noqa: PLC0415 - slow to import

    bar = RichProgress(
        SpinnerColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=output.notes,
        transient=True,
        disable=quiet or not output.notes.file.isatty(),
    )
    task = bar.add_task("")

    def tell(text: Text) -> None:
        bar.update(task, description=text.of(output.language))

    stopping = Text("stopping (Ctrl-C again: give up)", "正在停止（再按 Ctrl-C 放弃）")
    with bar, Requests(process, lambda: tell(stopping)) as requests:
        try:
            for message in process.messages():
                if isinstance(message, tuple):
                    return message
                if not requests.count:
                    tell(_figures(message))
        except ChildFailed:
            if requests.count == 0:
                raise
    raise Failure(Exit.STOPPED, Text("Stopped before there was an answer.", "尚无结果即已停止。"))


def _figures(progress: StaffingProgress) -> Text:
    cost = "–" if progress.cost is None else f"{progress.cost / 100:,.2f}"
    bound = f"{progress.bound / 100:,.2f}"
    return Text(
        f"cost {cost}  bound {bound}  solves {progress.solves}",
        f"费用 {cost}  下界 {bound}  求解 {progress.solves} 次",
    )
