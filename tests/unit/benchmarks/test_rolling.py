import json
from dataclasses import replace
from datetime import timedelta

import pytest

import scenarios
from benchmarks.__main__ import main
from benchmarks.rolling import Played, unsaid
from matcher.formats import read_scenario
from matcher.model import Limits
from matcher.roll import RollSettings, roll


def test_two_scenarios_are_rolled_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["roll", "--weeks", "2", "--iterations", "1", "--engine", "search"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["scenario"] for line in lines] == ["yuehe-ladder", "station-week~ladder"]
    for line in lines:
        assert (line["weeks"], line["unsaid"], line["broken"], line["same"]) == (2, 0, 0, True)
        assert all(count > 0 for count in line["escalations"][:2])


def test_what_a_ledger_leaves_unsaid_is_counted() -> None:
    played: list[Played] = []
    rolled = roll(
        read_scenario(scenarios.path("yuehe-ladder")).scenario,
        settings=RollSettings(weeks=2),
        limits=Limits(max_seconds=None, max_iterations=1),
        engine="search",
        keep=lambda _, scenario, plan: played.append(Played(scenario, plan)),
    )
    assert unsaid(rolled, played) == 0
    waited = [log for log in rolled.needs if 1 in log.weeks and 2 in log.weeks and log.steps]
    week = played[0].scenario
    over = week.start + timedelta(days=week.days)
    steps = sum(step.at < over for log in waited for step in log.steps)
    assert steps > 0
    assert unsaid(replace(rolled, needs=()), played) == steps
