"""What docs/recommend.md shows works on the station's week, and its codes and options are all."""

from __future__ import annotations

import re
from pathlib import Path

import click

import scenarios
from matcher.check import check
from matcher.cli.group import main
from matcher.formats import read_record, read_scenario
from matcher.formats.yaml_text import read_yaml
from matcher.model import Limits, Need, Plan, Scenario
from matcher.recommend import Code, Fit
from matcher.solve import solve

PAGE = (Path(__file__).parents[3] / "docs" / "recommend.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_example_works_on_the_station_s_week() -> None:
    scenario = read_scenario(scenarios.path("station-week")).scenario
    limits = Limits(max_seconds=None, max_iterations=100)
    names: dict[str, object] = {
        "scenario": scenario,
        "plan": solve(scenario, limits=limits, engine="search").plan,
        "need": read_record(Need, read_yaml(block("yaml").encode()), scenario.start),
    }
    exec(block("python"), names)  # noqa: S102 - our own page
    fits, grown, better = names["fits"], names["grown"], names["better"]
    assert isinstance(fits, tuple)
    assert all(isinstance(fit, Fit) for fit in fits)
    assert isinstance(grown, Scenario)
    assert isinstance(better, Plan)
    assert len(fits) == 3
    assert check(grown, better).violations == ()
    assert any(visit.need == "hair-new" for visit in better.visits)


def test_every_code_and_option_is_explained_once() -> None:
    first_cells = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    shown = [name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)]
    options = [name.split()[0] for name in shown if name.startswith("-")]
    assert sorted(name for name in shown if not name.startswith("-")) == sorted(Code)
    command = main.get_command(click.Context(main), "recommend")
    assert command is not None
    own = {each.opts[0] for each in command.params if isinstance(each, click.Option)}
    assert sorted(options) == sorted(own - {"--json", "--lang"})
