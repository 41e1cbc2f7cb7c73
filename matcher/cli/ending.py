"""How `linli` as a whole ends, where no command could say it: usage errors, an early Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output, default_language
from matcher.report import Language, Text


def refused(error: click.ClickException, arguments: Sequence[str]) -> int:
    """Say a usage error in the language and the form asked for; return the exit code.

    Parameters
    ----------
    error : click.ClickException
    arguments : sequence of str
        Searched for ``--json`` and ``--lang``, since they may not have been parsed.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
    said = error.format_message()
    _output(arguments).failure(Failure(Exit.USAGE, Text(said, f"用法错误：{said}")))
    return error.exit_code


def stopped(arguments: Sequence[str]) -> Exit:
    """Say that Ctrl-C came before there was anything to keep; return the exit code."""
    failure = Failure(Exit.STOPPED, Text("Stopped.", "已停止。"))
    _output(arguments).failure(failure)
    return failure.code


def _output(arguments: Sequence[str]) -> Output:
    given = [os.environ.get("LINLI_LANG", "")]
    for flag, value in zip(arguments, [*arguments[1:], ""], strict=True):
        given.append(value if flag == "--lang" else flag.partition("--lang=")[2])
    known = [Language(one) for one in given if one in {*Language}]
    return Output(
        as_json="--json" in arguments, language=known[-1] if known else default_language()
    )
