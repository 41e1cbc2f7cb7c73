"""Files are overwritten only with --force."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.exits import Exit, Failure
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
