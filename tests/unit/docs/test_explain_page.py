"""What docs/explain.md shows works on the station's week, and its codes and options are all."""

from __future__ import annotations

import re
from pathlib import Path

import click

import scenarios
from matcher.cli.group import main
from matcher.formats import read_scenario
from matcher.model import Limits
from matcher.remedy import Lacking, StepKind, Unserved
from matcher.remedy.records import GRADES
from matcher.solve import solve

PAGE = (Path(__file__).parents[3] / "docs" / "explain.md").read_text(encoding="utf-8")


def test_the_example_works_on_the_station_s_week() -> None:
    scenario = read_scenario(scenarios.path("station-week")).scenario
    limits = Limits(max_seconds=None, max_iterations=30)
    names: dict[str, object] = {
        "scenario": scenario,
        "plan": solve(scenario, limits=limits, engine="search").plan,
    }
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(code.replace("seconds=5.0", "seconds=0.3"), names)  # noqa: S102 - our own page
    assert isinstance(names["told"], Unserved)
    document = names["document"]
    assert isinstance(document, dict)
    assert document["served"] is False


def test_every_code_grade_and_option_is_told_once() -> None:
    cells = re.findall(r"^\| (`[^|]*) \| ([^|]*) \|", PAGE, re.MULTILINE)
    names = [name for cell, _ in cells for name in re.findall(r"`([^`]+)`", cell)]
    told = sorted(name for name in names if not name.startswith("-"))
    assert told == sorted([*Lacking, *StepKind])
    grades = {kind: int(grade) for kind in StepKind for cell, grade in cells if f"`{kind}`" == cell}
    assert grades == GRADES
    command = main.get_command(click.Context(main), "explain")
    assert command is not None
    own = {each.opts[0] for each in command.params if isinstance(each, click.Option)}
    shown = {name.split()[0] for name in names if name.startswith("-")}
    assert shown == own - {"--json", "--lang"}
