from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from matcher import __version__
from matcher.cli import main

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    listed = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}
    assert set(COMMANDS) <= listed


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_json_and_lang(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
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
