"""What docs/escalation.md shows holds."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import click

from matcher.cli.group import main
from matcher.formats import parse_scenario
from matcher.model.ladder import opening_times

PAGE = (Path(__file__).parents[3] / "docs" / "escalation.md").read_text(encoding="utf-8")


def test_the_example_opens_when_the_page_says() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    start = datetime.fromisoformat("2026-11-23T00:00+08:00")
    whole = {
        "id": "x",
        "start": start.isoformat(timespec="minutes"),
        "communities": [{"id": "yuehe", "name": "悦和", "place": {"lat": 39.6, "lon": 109.8}}],
    }
    made = parse_scenario(json.loads(example) | whole).scenario
    opens = opening_times(made.needs[0], made.services[0], made.policy)
    first = (datetime.fromisoformat("2026-11-22T09:00+08:00") - start).total_seconds() // 60
    assert opens == (first, first + 2 * 1440, first + 5 * 1440)


def test_every_option_of_roll_is_told() -> None:
    told = set(re.findall(r"^\| (?:`-\w`, )?`(--[a-z-]+)", PAGE, flags=re.MULTILINE))
    command = main.get_command(click.Context(main), "roll")
    options = {max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)}
    assert told == options - {"--json", "--lang", "--force"}
