"""`linli roster`: a plan in a file, for people and for other systems."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.cli.overwrite import force_option, refuse_to_overwrite
from matcher.cli.reading import read_answer
from matcher.formats.files import replace_file
from matcher.report import Text
from matcher.rosters import FORMATS, Format

_BY_NAME = {each.name: each for each in FORMATS.values()}


@command
@click.argument("scenario", type=input_path)
@click.argument("plan", type=input_path)
@click.option(
    "-o", "--out", "target", type=output_path, required=True, help="The file. 写入的文件。"
)
@click.option(
    "--format",
    "name",
    type=click.Choice([*_BY_NAME]),
    help="The format; else the file's ending says it. 格式；不写则看文件后缀。",
)
@force_option
def roster(
    output: Output, scenario: Path, plan: Path, target: Path, name: str | None, *, force: bool
) -> Exit:
    """Write a plan's roster (导出排班表): Excel, CSV, calendar, map, page or JSON."""
    chosen = _format(target, name)
    refuse_to_overwrite(target, force=force)
    answer = read_answer(output, scenario, plan)
    if answer is None:
        return Exit.RULES_BROKEN
    replace_file(target, chosen.write(*answer, output.language))
    output.document({"written": str(target), "media_type": chosen.media_type})
    output.say(Text(f"Written to {target}.", f"已写入 {target}。"))
    return Exit.OK


def _format(target: Path, name: str | None) -> Format:
    chosen = _BY_NAME.get(name or target.suffix.lower().removeprefix("."))
    if chosen is None:
        endings = ", ".join(f".{known}" for known in _BY_NAME)
        raise Failure(
            Exit.USAGE,
            Text(
                f"{target.name} does not say the format; end it with one of {endings}.",
                f"从 {target.name} 看不出格式；后缀应为 {endings} 之一。",
            ),
        )
    return chosen
