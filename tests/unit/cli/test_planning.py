"""From a scenario file to a plan, through the real pipeline in its own process."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

import scenarios
from matcher.check import check
from matcher.cli import main
from matcher.formats import plan_document, read_plan, write_scenario
from matcher.model import Ended, Pin, Scenario

QUICK = ("--engine", "search", "--iterations", "5", "--lang", "en")


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_solve_writes_a_plan_that_passes_the_check(
    scenario: Scenario, scenario_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    code, stdout, stderr = linli("solve", scenario_file, "-o", out, *QUICK)
    assert code == 0, stderr
    plan = read_plan(out)
    assert check(scenario, plan).ok
    assert plan.ended is Ended.ITERATION_LIMIT
    assert "Summary" in stdout
    assert f"Plan written to {out}." in stdout.replace("\n", "")
    assert "\x1b" not in stdout + stderr


def test_equal_runs_write_equal_bytes_however_they_are_told(
    scenario_file: Path, tmp_path: Path
) -> None:
    quiet, told = tmp_path / "quiet.json", tmp_path / "told.json"
    arguments = ("solve", scenario_file, "--seed", 7, *QUICK)
    code, stdout, _ = linli(*arguments, "-o", quiet, "--quiet")
    assert (code, stdout.replace("\n", "")) == (0, f"Plan written to {quiet}.")
    code, stdout, _ = linli(*arguments, "-o", told, "--json")
    document = json.loads(stdout)
    assert code == 0
    assert quiet.read_bytes() == told.read_bytes()
    assert document["plan"] == plan_document(read_plan(told))
    assert (document["run"]["seed"], document["run"]["max_iterations"]) == (7, 5)
    assert document["run"]["max_seconds"] is None
    assert isinstance(document["problems"], list)


def test_solve_begins_with_a_plan_and_ends_near_enough_to_the_best(
    scenario_file: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    linli("solve", scenario_file, "-o", first, *QUICK, "--quiet")
    code, stdout, _ = linli(
        *("solve", scenario_file, "--start", first, "-o", second, "--json", "--lang", "en"),
        *("--engine", "exact", "--gap", 1, "--unimproved", 60),
    )
    run = json.loads(stdout)["run"]
    assert code == 0
    assert (run["max_gap"], run["max_unimproved_seconds"]) == (1.0, 60.0)
    assert read_plan(second).ended is Ended.GAP_REACHED
    assert read_plan(second).score.totals <= read_plan(first).score.totals


def test_solve_refuses_a_plan_to_begin_with_that_is_none(scenario_file: Path) -> None:
    code, *_ = linli("solve", scenario_file, "--start", scenario_file, *QUICK)
    assert code == 3


def test_solve_refuses_a_bad_scenario_and_writes_nothing(
    scenario_file: Path, tmp_path: Path
) -> None:
    scenario_file.write_text(scenario_file.read_text().replace('"talk"', '"walk"', 1))
    out = tmp_path / "out.json"
    assert linli("solve", scenario_file, "-o", out, *QUICK)[0] == 3
    assert not out.exists()


def test_solve_refuses_an_engine_that_does_not_exist(scenario_file: Path) -> None:
    code, stdout, stderr = linli("solve", scenario_file, "--engine", "magic", "--lang", "en")
    assert (code, stdout) == (2, "")
    assert "no engine 'magic'" in stderr


def test_a_plan_that_is_not_saved_is_said_so(scenario_file: Path) -> None:
    code, _, stderr = linli("solve", scenario_file, *QUICK)
    assert (code, stderr.splitlines()[-1]) == (
        0,
        "The plan is not saved; to save it: -o plan.json",
    )
    code, stdout, stderr = linli("solve", scenario_file, *QUICK, "--quiet")
    assert (code, stdout) == (2, "")
    assert "say where to write it with -o" in stderr


def test_a_pin_that_cannot_be_kept_ends_with_6(scenario: Scenario, tmp_path: Path) -> None:
    file, out = tmp_path / "pinned.json", tmp_path / "out.json"
    write_scenario(replace(scenario, pins=(Pin(need="n2", start=480),)), file)
    code, stdout, stderr = linli("solve", file, "-o", out, *QUICK)
    assert code == 6
    assert "1 pin is not kept: n2 (Mon 11-23 08:00)" in stderr
    assert "Pins not kept" in stdout
    assert read_plan(out).ended is Ended.INFEASIBLE_PINS


def test_demo_shows_roster_unmet_and_summary() -> None:
    code, stdout, stderr = linli("demo", "double-crew", "--time-limit", 1, "--lang", "en")
    assert code == 0, stderr
    assert "Summary" in stdout
    assert "Unmet" in stdout
    assert "Mon 11-23" in stdout


@contextmanager
def in_a_terminal(*arguments: object) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `linli` in a process group of its own with a terminal as its standard error."""
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "matcher.cli", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=its_end,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
        start_new_session=True,
    )
    os.close(its_end)
    try:
        yield process, terminal
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        os.close(terminal)


def shows(terminal: int, word: bytes) -> bool:
    """Read what the terminal shows until a word appears; False if it closes before."""
    shown = b""
    with suppress(OSError):
        while word not in shown:
            shown += os.read(terminal, 65_536)
    return word in shown


def test_ctrl_c_keeps_the_best_plan(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    file = scenarios.path("station-week")
    with in_a_terminal("solve", file, "-o", out, "--time-limit", 300, "--lang", "en") as (
        process,
        terminal,
    ):
        assert shows(terminal, b"unmet")
        os.killpg(process.pid, signal.SIGINT)
        assert shows(terminal, b"stopping")
        assert not shows(terminal, b"nothing more, and so the end of what it shows")
        assert process.wait(timeout=60) == 0
    assert read_plan(out).ended is Ended.CANCELLED
    assert linli("check", file, out)[0] == 0
