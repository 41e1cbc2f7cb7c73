"""`linli validate`, `convert` and `template`: scenario files."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic_core import to_jsonable_python

from matcher.cli.command import command, input_path, output_path
from matcher.cli.output import Output
from matcher.cli.overwrite import force_option, refuse_to_overwrite
from matcher.formats import read_scenario, write_scenario, write_template
from matcher.report import Text


@command
@click.argument("file", type=input_path)
def validate(output: Output, file: Path) -> None:
    """Say everything that is wrong with a scenario (检查情景文件)."""
    loaded = read_scenario(file)
    output.problems(loaded.warnings)
    output.document({"problems": to_jsonable_python(loaded.warnings)})
    scenario, warnings = loaded.scenario, len(loaded.warnings)
    counts = (len(scenario.needs), len(scenario.helpers), len(scenario.resources), warnings)
    output.say(
        Text(
            "In order. Needs: {}; helpers: {}; resources: {}; warnings: {}.".format(*counts),
            "可用。需求 {} 项，服务者 {} 名，资源 {} 项，警告 {} 条。".format(*counts),
        )
    )


@command
@click.argument("source", metavar="IN", type=input_path)
@click.argument("target", metavar="OUT", type=output_path)
@force_option
def convert(output: Output, source: Path, target: Path, *, force: bool) -> None:
    """Turn a scenario into another format (转换格式): .json, .xlsx or a folder of .csv."""
    refuse_to_overwrite(target, force=force)
    loaded = read_scenario(source)
    output.problems(loaded.warnings)
    write_scenario(loaded.scenario, target)
    output.document({"written": str(target), "problems": to_jsonable_python(loaded.warnings)})
    output.say(Text(f"Written to {target}.", f"已写入 {target}。"))


@command
@click.argument("target", metavar="OUT.xlsx", type=output_path)
@force_option
def template(output: Output, target: Path, *, force: bool) -> None:
    """Write an empty workbook to fill in (空白工作簿)."""
    refuse_to_overwrite(target, force=force)
    write_template(target, language=output.language.value)
    output.document({"written": str(target)})
    output.say(Text(f"Written to {target}.", f"已写入 {target}。"))
