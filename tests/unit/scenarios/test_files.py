import json
import re
from pathlib import Path

import pytest

import scenarios
from matcher.formats import parse_scenario, write_scenario
from scenarios.__main__ import main
from scenarios.make import BUILDERS

MEANT_WARNINGS = {"station-week": ["skill_nobody_has"]}
MOST_BYTES = {"station-week": 150_000, "kangbashi-district": 1_000_000}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scenarios")
    main(folder)
    return folder


def test_every_name_has_a_builder_in_the_same_order() -> None:
    assert tuple(BUILDERS) == scenarios.names()


@pytest.mark.parametrize("name", scenarios.names())
def test_the_committed_file_is_what_the_generator_writes(name: str, written: Path) -> None:
    fresh = written / name / "scenario.json"
    assert scenarios.path(name).read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize("name", scenarios.names())
def test_the_file_is_valid_and_warns_only_where_meant(name: str) -> None:
    document = json.loads(scenarios.path(name).read_text(encoding="utf-8"))
    loaded = parse_scenario(document)
    assert loaded.scenario.id == name
    assert [warning.code for warning in loaded.warnings] == MEANT_WARNINGS.get(name, [])


@pytest.mark.parametrize("name", scenarios.names())
def test_the_file_is_small_enough_to_read(name: str) -> None:
    assert scenarios.path(name).stat().st_size < MOST_BYTES.get(name, 150_000)


@pytest.mark.parametrize("name", scenarios.names())
def test_another_seed_would_make_another_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = __import__(BUILDERS[name].__module__, fromlist=["SEED"])
    monkeypatch.setattr(module, "SEED", module.SEED + 1)
    write_scenario(BUILDERS[name](), tmp_path / "scenario.json")
    assert (tmp_path / "scenario.json").read_bytes() != scenarios.path(name).read_bytes()


@pytest.mark.parametrize("name", scenarios.names())
def test_ids_are_short_ascii(name: str) -> None:
    scenario = BUILDERS[name]()
    records = (
        *scenario.communities,
        *scenario.organisations,
        *scenario.helpers,
        *scenario.resources,
        *scenario.projects,
        *scenario.services,
        *scenario.needs,
    )
    assert all(re.fullmatch(r"[a-z0-9-]{1,16}", record.id) for record in records)


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="no scenario 'nowhere'; there are station-week"):
        scenarios.path("nowhere")
