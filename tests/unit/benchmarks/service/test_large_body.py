import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.service.large_body import Cost, is_well, write_body
from matcher.formats import parse_scenario

COST = Cost(status=202, megabytes=100.0, seconds=60.0, web_mb=270.0, reader_mb=3000.0)
WELL = {"refused": replace(COST, status=413), "taken": COST, "given": replace(COST, status=200)}


def test_the_body_is_as_large_as_asked_and_its_scenario_valid(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    needs = write_body(file, 0.05)
    assert 50_000 <= file.stat().st_size < 51_500
    loaded = parse_scenario(json.loads(file.read_bytes())["scenario"])
    assert len(loaded.scenario.needs) == needs
    assert not loaded.warnings


def test_all_is_well_where_each_is_answered_as_it_should_be() -> None:
    assert is_well(WELL)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("refused", {"status": 202}),
        ("taken", {"status": 500}),
        ("given", {"status": 404}),
        ("taken", {"web_mb": 500.0}),
        ("given", {"web_mb": 500.0}),
    ],
)
def test_nothing_is_well_otherwise(name: str, change: dict[str, float]) -> None:
    assert not is_well({**WELL, name: replace(WELL[name], **change)})
