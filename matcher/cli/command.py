"""What every command has in common: --json, --lang, and how failures end."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

import click
from pydantic_core import to_jsonable_python

from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output, close_quietly, default_language
from matcher.model import InvalidInput
from matcher.report import Language, Text

P = ParamSpec("P")

input_path = click.Path(exists=True, readable=True, path_type=Path)
"""A file, or a folder of tables, that is there."""


class _OutputPath(click.Path):
    """A path to write to, refused at once, not after a long search."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"there is no folder {str(path.parent)!r}", param, ctx)
        if not os.access(path.parent, os.W_OK):
            self.fail(f"the folder {str(path.parent)!r} cannot be written to", param, ctx)
        return path


output_path = _OutputPath(writable=True)


def command(function: Callable[Concatenate[Output, P], Exit | None]) -> click.Command:
    """Make a command of a function that takes an `Output` and its own options.

    Its documentation is the help; what it returns is the exit code.
    """

    @click.option("--json", "as_json", is_flag=True, help="Write JSON. 输出 JSON。")
    @click.option(
        "--lang",
        type=click.Choice([language.value for language in Language]),
        default=lambda: default_language().value,
        envvar="LINLI_LANG",
        help="Language of the texts. 文字语言。",
    )
    @functools.wraps(function)
    def run(*args: P.args, **options: P.kwargs) -> None:
        output = Output(
            as_json=bool(options.pop("as_json")), language=Language(str(options.pop("lang")))
        )
        click.get_current_context().exit(
            _ending(output, lambda: function(output, *args, **options))
        )

    return click.command()(run)


def _ending(output: Output, action: Callable[[], Exit | None]) -> Exit:
    try:
        return action() or Exit.OK
    except InvalidInput as invalid:
        output.problems(invalid.problems)
        output.document({"problems": to_jsonable_python(invalid.problems)})
        return Exit.INVALID_INPUT
    except KeyboardInterrupt:
        failure = Failure(Exit.STOPPED, Text("Stopped.", "已停止。"))
    except BrokenPipeError:
        close_quietly()
        return Exit.CLOSED
    except OSError as error:
        failure = Failure(Exit.USAGE, Text(f"{error}.", f"{error}。"))
    except Failure as known:
        failure = known
    output.failure(failure)
    return failure.code
