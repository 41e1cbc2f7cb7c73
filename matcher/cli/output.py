"""Where a command's words go: results to stdout, notes to stderr, JSON instead of results."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

import click
from pydantic_core import to_jsonable_python
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable

from matcher.cli.exits import Exit, Failure
from matcher.model import Problem
from matcher.report import Language, Table, Text
from matcher.report.findings import problem_table

_WIDTH_WITHOUT_TERMINAL = 200
_NEVER_WRAPPED = 12
"""Columns up to this width stay whole; the long ones give way."""


def default_language() -> Language:
    """Return Chinese in a Chinese locale, else English."""
    return Language.ZH if (locale.getlocale()[0] or "").startswith("zh") else Language.EN


class Output:
    """What a command says.

    Parameters
    ----------
    as_json : bool
        Standard output carries one JSON document; all else goes to standard error.
    language : Language
        Of everything for people.
    """

    def __init__(self, *, as_json: bool, language: Language) -> None:
        self.language = language
        self.as_json = as_json
        self.notes = _console(sys.stderr)
        self._results = self.notes if as_json else _console(sys.stdout)

    def show(self, *tables: Table) -> None:
        """Show a result to people."""
        for table in tables:
            self._draw(table, self._results)

    def say(self, text: Text) -> None:
        """Say a result in one sentence."""
        self._results.print(text.of(self.language), soft_wrap=True)

    def note(self, text: Text) -> None:
        """Say what is not the result."""
        self.notes.print(text.of(self.language), style="dim", soft_wrap=True)

    def problems(self, problems: Sequence[Problem]) -> None:
        """Note what is wrong with an input."""
        if problems:
            self._draw(problem_table(problems, self.language), self.notes)

    def failure(self, failure: Failure) -> None:
        """Note why a command is not carried out."""
        self.note(failure.text)
        self.document({"error": to_jsonable_python(failure.text)})

    def document(self, document: object) -> None:
        """Write the JSON document, if it was asked for."""
        if self.as_json:
            utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
            click.echo(json.dumps(document, ensure_ascii=not utf8, indent=2))

    def _draw(self, table: Table, console: Console) -> None:
        if not table.rows:
            none = Text(f"{table.title}: none", f"{table.title}：无")
            console.print(none.of(self.language), style="bold")
            console.print()
            return
        drawn = RichTable(
            title=table.title,
            title_justify="left",
            title_style="bold",
            box=box.SIMPLE_HEAD,
            show_header=bool(table.columns),
            pad_edge=False,
            show_edge=False,
        )
        heads = table.columns or ("",) * len(table.figures)
        for position, (head, figures) in enumerate(zip(heads, table.figures, strict=True)):
            widest = max(map(cell_len, [head, *(row[position] for row in table.rows)]))
            drawn.add_column(
                head,
                justify="right" if figures else "left",
                overflow="fold",
                no_wrap=widest <= _NEVER_WRAPPED,
            )
        for row in table.rows:
            drawn.add_row(*row)
        if console.is_terminal:
            console.print(drawn)
        else:
            with console.capture() as capture:
                console.print(drawn)
            lines = capture.get().splitlines()
            console.print("\n".join(line.rstrip() for line in lines), soft_wrap=True)
        console.print()


class _Console(Console):
    def on_broken_pipe(self) -> None:
        close_quietly()
        raise SystemExit(Exit.CLOSED)


def close_quietly() -> None:
    """Let nothing more be written to standard output, which nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _console(stream: TextIO) -> Console:
    """Return a console that prints text as it is and never fails on a letter."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    known = stream.isatty() or "COLUMNS" in os.environ
    return _Console(
        file=stream,
        width=None if known else _WIDTH_WITHOUT_TERMINAL,
        markup=False,
        emoji=False,
        highlight=False,
    )
