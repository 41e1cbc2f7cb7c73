from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.formats import digest, read_scenario, scenario_document, write_scenario
from matcher.model import Scenario, Severity
from matcher.validate import validate
from tests.unit.formats.strategies import scenarios

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("name", ["scenario.json", "scenario.xlsx", "tables"])
@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(scenario=scenarios(), language=st.sampled_from(["en", "zh"]))
def test_nothing_is_lost_on_the_way_through_a_file(scenario: Scenario, language: str, name: str):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_scenario(scenario, path, language=language)

        again = read_scenario(path).scenario

    assert again == scenario
    assert digest(again) == digest(scenario)


@settings(max_examples=90, deadline=None, suppress_health_check=SLOW)
@given(scenario=scenarios())
def test_the_digest_is_that_of_the_document_as_it_is_written(scenario: Scenario):
    written = json.dumps(scenario_document(scenario))
    document = json.loads(written, parse_float=lambda text: _without_needless_decimals(float(text)))
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert digest(scenario) == hashlib.sha256(canonical.encode()).hexdigest()


def _without_needless_decimals(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def test_the_strategy_makes_no_errors_and_uses_every_field():
    used: set[tuple[str, str]] = set()

    @settings(
        max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
    )
    @given(scenario=scenarios())
    def collect(scenario: Scenario) -> None:
        assert [p for p in validate(scenario) if p.severity is Severity.ERROR] == []
        used.update(_fields_used(scenario))

    collect()

    assert set(_all_fields(Scenario)) - used == {("Scenario", "format")}


def _fields_used(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for item in value:
            yield from _fields_used(item)
    elif is_dataclass(value):
        for field in fields(value):
            item = getattr(value, field.name)
            if field.default is MISSING or item != field.default:
                yield type(value).__name__, field.name
            yield from _fields_used(item)


def _all_fields(record: type) -> Iterator[tuple[str, str]]:
    for name, hint in get_type_hints(record).items():
        if name != "__pydantic_config__":
            yield record.__name__, name
            for kind in _records_in(hint):
                yield from _all_fields(kind)


def _records_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _records_in(part)
