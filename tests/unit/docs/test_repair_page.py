"""What docs/repair.md shows can be read and laid over the station's week, and is complete."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click
import pytest

import scenarios
from matcher.cli import main
from matcher.formats import read_scenario
from matcher.formats.yaml_text import read_yaml
from matcher.model import Plan, Scenario
from matcher.replan import ChangeCode, parse_happened, revise
from matcher.replan.events import KINDS, NoShow
from tests.unit import small

PAGE = (Path(__file__).parents[3] / "docs" / "repair.md").read_text(encoding="utf-8")
EXAMPLE = read_yaml(re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1].encode())


@pytest.fixture(scope="module")
def week() -> tuple[Scenario, Plan]:
    scenario = read_scenario(scenarios.path("station-week")).scenario
    return scenario, small.planned(scenario, iterations=1)


def test_the_example_holds_one_event_of_each_kind_and_each_changes_the_week(week):
    scenario, plan = week
    happened = parse_happened(EXAMPLE, scenario.start)
    freeze = happened.circumstances.freeze
    before = revise(scenario, plan, [], freeze=freeze)

    assert [event.kind for event in happened.events] == list(KINDS)
    for event in happened.events:
        if isinstance(event, NoShow):
            # Whom the search sends to it is its own affair.
            visit = next(one for one in plan.visits if (one.need, one.occurrence) == ("n003", 0))
            event = replace(event, helper=visit.crew[0].helper)  # noqa: PLW2901
        assert revise(scenario, plan, [event], freeze=freeze) != before


def test_every_kind_code_and_option_is_told():
    told = re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE)

    assert set(told) == {*KINDS, *ChangeCode}
    options = {
        max(p.opts, key=len)
        for p in main.get_command(click.Context(main), "repair").params
        if isinstance(p, click.Option)
    }
    assert set(re.findall(r"^\| .*?`(?:-o`, `)?(--[a-z-]+)", PAGE, re.MULTILINE)) == options - {
        "--json",
        "--lang",
    }
