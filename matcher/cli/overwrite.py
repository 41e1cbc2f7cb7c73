"""Nothing is lost unasked: files are overwritten with --force only, results go somewhere."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.report import Text

force_option = click.option("--force", is_flag=True, help="Overwrite what is there. 覆盖已有文件。")


def refuse_to_overwrite(target: Path, *, force: bool) -> None:
    """Fail if there is something at a path that may not be overwritten."""
    empty_folder = target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty_folder and not force:
        raise Failure(
            Exit.USAGE,
            Text(
                f"{target} is there already; --force overwrites it.",
                f"{target} 已存在；加 --force 可覆盖。",
            ),
        )


def refuse_to_lose(output: Output, *, quiet: bool, is_written: bool) -> None:
    """Fail if a result would neither be shown nor written anywhere."""
    if quiet and not is_written and not output.as_json:
        raise Failure(
            Exit.USAGE,
            Text(
                "With --quiet the result would be lost; say where to write it with -o, or --json.",
                "使用 --quiet 时结果会丢失；请用 -o 指明保存位置，或使用 --json。",
            ),
        )
