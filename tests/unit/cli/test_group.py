from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from matcher import __version__
from matcher.cli import main

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


def leaves(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, those of groups inside included."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, *path, name)
        else:
            yield *path, name


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    listed = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}
    assert set(COMMANDS) <= listed


@pytest.mark.parametrize("words", list(leaves(main)), ids=" ".join)
def test_every_command_takes_json_and_lang(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    assert "--json" in result.stdout
    assert "--lang [en|zh]" in result.stdout


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2


def test_version_as_json() -> None:
    result = CliRunner().invoke(main, ["version", "--json"])
    assert json.loads(result.stdout)["version"] == __version__


def test_an_unknown_language_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["version", "--lang", "fr"]).exit_code == 2


def test_a_usage_error_as_json_is_said_in_both_languages() -> None:
    result = CliRunner().invoke(main, ["solve", "missing.json", "--json", "--lang", "zh"])
    error = json.loads(result.stdout)["error"]
    assert result.exit_code == 2
    assert "missing.json" in error["en"]
    assert error["zh"] == f"用法错误：{error['en']}"
    assert error["zh"] in result.stderr
    assert "Usage: " in result.stderr


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
def test_ctrl_c_while_a_command_is_imported_ends_with_5(
    monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def interrupted(*_: object) -> None:
        raise interruption

    monkeypatch.setattr(type(main), "get_command", interrupted)
    result = CliRunner().invoke(main, ["version", "--lang=en"])
    assert result.exit_code == 5
    assert result.stderr.strip() == "Stopped."


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_closed_pipe_ends_quietly(options: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "matcher.cli", "version", *options],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr.decode().count("Error")) == (141, 0)
