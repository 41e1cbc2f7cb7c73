"""What docs/variants.md shows can be read and laid over the scenario that it is written for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import scenarios
from matcher.formats import read_scenario
from matcher.formats.yaml_text import read_yaml
from matcher.whatif.sweeps import parse_sweep
from matcher.whatif.variants import laid, lay_over, parse_changes, parse_variant
from matcher.whatif.variants.operations import OPERATIONS

PAGE = (Path(__file__).parents[3] / "docs" / "variants.md").read_text(encoding="utf-8")
BLOCKS = [read_yaml(text.encode()) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]


@pytest.fixture(scope="module")
def base():
    return read_scenario(scenarios.path("station-week")).scenario


@pytest.mark.parametrize("block", [block for block in BLOCKS if isinstance(block, list)])
def test_each_example_of_an_operation_changes_the_station_s_week(base, block):
    assert lay_over(base, parse_changes(block, base.start)) != base


def test_every_operation_is_shown_under_its_name():
    shown = {change["op"] for block in BLOCKS if isinstance(block, list) for change in block}

    assert shown == set(OPERATIONS)
    assert set(re.findall(r"^### `(\w+)`", PAGE, re.MULTILINE)) == set(OPERATIONS)


def test_the_whole_files_are_a_variant_and_a_sweep(base):
    variant, sweep = (block for block in BLOCKS if isinstance(block, dict))

    assert len(laid(base, parse_variant(variant, base.start)).helpers) == len(base.helpers) + 2
    assert len(parse_sweep(sweep, base.start).points) == 10


def test_the_python_example_can_be_run():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    exec(code, {})  # noqa: S102 - our own page's
