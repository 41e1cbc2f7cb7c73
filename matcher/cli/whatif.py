"""`linli whatif` and `sweep`: the planner's questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from matcher.cli.command import command, input_path, output_path
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.cli.overwrite import refuse_to_lose
from matcher.cli.runs import Runs, runs_options
from matcher.formats import read_scenario, write_plan, write_scenario
from matcher.formats.files import replace_file
from matcher.formats.json_text import write_json
from matcher.model import InvalidInput, Scenario
from matcher.report import Text
from matcher.validate.catalogue import problem
from matcher.whatif.comparison import Case, compare
from matcher.whatif.comparison.document import comparison_document
from matcher.whatif.comparison.formats import FORMATS
from matcher.whatif.comparison.tables import comparison_tables
from matcher.whatif.reading import read_each
from matcher.whatif.sweeps import parse_sweep, swept
from matcher.whatif.sweeps.report import html_sweep, sweep_document, sweep_table
from matcher.whatif.variants import Variant, laid, parse_variant

_BASE = "base"


@command
@click.argument("base", type=input_path)
@click.argument("variants", nargs=-1, required=True, type=input_path)
@click.option(
    "-o",
    "--out",
    type=output_path,
    multiple=True,
    help="Write the comparison: .html, .xlsx or .json; several times for several. 报告文件。",
)
@click.option(
    "--plans",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write every scenario and plan into this folder. 各情景与方案的保存目录。",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no tables. 不显示进度和表格。")
@runs_options
def whatif(
    output: Output,
    *,
    base: Path,
    variants: tuple[Path, ...],
    out: tuple[Path, ...],
    plans: Path | None,
    quiet: bool,
    runs: Runs,
) -> None:
    """Compare a scenario with variants of it (假设分析): VARIANTS are .yaml or .json files."""
    refuse_to_lose(output, quiet=quiet, is_written=bool(out or plans))
    writers = [(path, FORMATS[_suffix(path, FORMATS)]) for path in out]
    loaded = read_scenario(base)
    read = read_each(variants, partial(parse_variant, start=loaded.scenario.start))
    _refuse_twice(read)
    cases = [(_BASE, loaded.scenario), *_laid(loaded.scenario, read, variants)]
    output.problems(loaded.warnings)
    results = runs.solve(loaded.scenario, cases, output, quiet=quiet)
    titles = [
        loaded.scenario.name or loaded.scenario.id,
        *(variant.heading.text.of(output.language) for variant in read),
    ]
    compared = compare(
        [
            Case(name=name, title=title, scenario=scenario, plan=result.plan)
            for (name, scenario), title, result in zip(cases, titles, results, strict=True)
        ]
    )
    if plans is not None:
        plans.mkdir(parents=True, exist_ok=True)
        for (name, scenario), result in zip(cases, results, strict=True):
            write_scenario(scenario, plans / f"{name}.scenario.json")
            write_plan(result.plan, plans / f"{name}.plan.json")
    for path, write in writers:
        replace_file(path, write(compared, output.language))
    if not quiet:
        output.show(*comparison_tables(compared, output.language))
    for path in out:
        output.say(Text(f"Written to {path}.", f"已写入 {path}。"))
    output.document(comparison_document(compared))


@command
@click.argument("base", type=input_path)
@click.argument("file", metavar="SWEEP", type=input_path)
@click.option(
    "-o",
    "--out",
    type=output_path,
    multiple=True,
    help="Write the curves: .html or .json; several times for several. 结果文件。",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no tables. 不显示进度和表格。")
@runs_options
def sweep(
    output: Output, *, base: Path, file: Path, out: tuple[Path, ...], quiet: bool, runs: Runs
) -> None:
    """Solve a scenario for a range of one or two figures (参数扫描), and find the knee."""
    refuse_to_lose(output, quiet=quiet, is_written=bool(out))
    writers = [(path, _suffix(path, (".html", ".json"))) for path in out]
    loaded = read_scenario(base)
    (read,) = read_each([file], partial(parse_sweep, start=loaded.scenario.start))
    points = [variant for _, variant in read.points]
    cases = list(_laid(loaded.scenario, points, [file] * len(points)))
    output.problems(loaded.warnings)
    results = runs.solve(loaded.scenario, cases, output, quiet=quiet)
    found = swept(
        read,
        [
            Case(name=name, title=name, scenario=scenario, plan=result.plan)
            for (name, scenario), result in zip(cases, results, strict=True)
        ],
    )
    for path, suffix in writers:
        if suffix == ".html":
            replace_file(path, html_sweep(read, found, output.language))
        else:
            replace_file(path, write_json(sweep_document(found)))
    if not quiet:
        output.show(sweep_table(read, found, output.language))
    for path in out:
        output.say(Text(f"Written to {path}.", f"已写入 {path}。"))
    output.document(sweep_document(found))


def _laid(
    base: Scenario, variants: Iterable[Variant], files: Iterable[Path]
) -> list[tuple[str, Scenario]]:
    """Lay each variant over the base, and tell of all that is wrong at once."""
    found, problems = [], []
    for variant, file in zip(variants, files, strict=True):
        try:
            found.append((variant.name, laid(base, variant)))
        except InvalidInput as invalid:
            problems += [
                replace(one, place=f"{file.name} {one.place or one.pointer}".strip())
                for one in invalid.problems
            ]
    if problems:
        raise InvalidInput(dict.fromkeys(problems))
    return found


def _refuse_twice(variants: Iterable[Variant]) -> None:
    names = [_BASE, *(variant.name for variant in variants)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InvalidInput([problem("variant_twice", "/name", value=name) for name in twice])


def _suffix(path: Path, known: Iterable[str]) -> str:
    suffix = path.suffix.lower()
    if suffix not in known:
        endings = ", ".join(known)
        raise Failure(
            Exit.USAGE,
            Text(
                f"{path.name} does not say the format; end it with one of {endings}.",
                f"从 {path.name} 看不出格式；后缀应为 {endings} 之一。",
            ),
        )
    return suffix
