from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from matcher.cli.command import command
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.model import InvalidInput, Problem
from matcher.report import Text

PROBLEM = Problem(code="bad_time", pointer="/needs/0/due", en="not a time", zh="不是时间")


def run_raising(error: BaseException, *arguments: str) -> Result:
    @command
    def fail(_output: Output) -> None:
        """Fail."""
        raise error

    return CliRunner().invoke(fail, arguments)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInput([PROBLEM]), 3),
        (Failure(Exit.STOPPED, Text("stopped", "停")), 5),
        (FileNotFoundError(2, "No such file or directory", "plan.json"), 2),
        (KeyboardInterrupt(), 5),
        (RuntimeError("a defect"), 1),
    ],
)
def test_failures_end_with_their_code(error: BaseException, code: int) -> None:
    assert run_raising(error).exit_code == code


def test_a_command_that_returns_nothing_ends_with_0() -> None:
    @command
    def succeed(output: Output) -> None:
        """Succeed."""
        output.say(Text("done", "完成"))

    result = CliRunner().invoke(succeed, ["--lang", "zh"])
    assert (result.exit_code, result.stdout) == (0, "完成\n")


def test_invalid_input_as_json_lists_the_problems() -> None:
    result = run_raising(InvalidInput([PROBLEM]), "--json")
    assert json.loads(result.stdout) == {
        "problems": [
            {
                "code": "bad_time",
                "pointer": "/needs/0/due",
                "en": "not a time",
                "zh": "不是时间",
                "severity": "error",
                "place": "",
            }
        ]
    }


def test_a_failure_as_json_is_said_in_both_languages() -> None:
    result = run_raising(Failure(Exit.STOPPED, Text("stopped", "停")), "--json", "--lang", "zh")
    assert json.loads(result.stdout) == {"error": {"en": "stopped", "zh": "停"}}
    assert result.stderr == "停\n"


def test_an_unreadable_file_is_named() -> None:
    error = FileNotFoundError(2, "No such file or directory", "plan.json")
    assert "plan.json" in run_raising(error, "--lang", "en").stderr


def test_the_language_can_stand_in_the_environment() -> None:
    @command
    def speak(output: Output) -> None:
        """Speak."""
        output.say(Text("one", "一"))

    spoken = CliRunner().invoke(speak, env={"LINLI_LANG": "zh"})
    assert spoken.stdout == "一\n"
