"""The questions that come with the scenarios."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

import scenarios
from matcher.formats import read_scenario
from matcher.model import Scenario
from matcher.whatif.reading import read_each
from matcher.whatif.sweeps import parse_sweep
from matcher.whatif.variants import Heading, laid, parse_variant

FOLDERS = {name: scenarios.path(name).parent for name in scenarios.names()}
FILES = [
    pytest.param(name, path, id=f"{name}/{path.stem}")
    for name, folder in FOLDERS.items()
    for path in sorted(folder.glob("variants/*.yaml"))
]


def base_of(name: str) -> Scenario:
    return read_scenario(scenarios.path(name)).scenario


def is_a_question(heading: Heading) -> bool:
    asked = heading.question
    return asked is not None and asked.en.endswith("?") and asked.zh.endswith("？")


@pytest.mark.parametrize("name", scenarios.names())
def test_every_scenario_has_questions(name: str) -> None:
    assert len(list(FOLDERS[name].glob("variants/*.yaml"))) >= 2


@pytest.mark.parametrize(("name", "path"), FILES)
def test_each_asks_in_both_languages_and_changes_its_scenario(name: str, path) -> None:
    base = base_of(name)
    (variant,) = read_each([path], partial(parse_variant, start=base.start))

    assert variant.name == path.stem
    assert is_a_question(variant.heading)
    assert (path.parent / (variant.heading.base or "")).resolve() == scenarios.path(name)
    made = laid(base, variant)
    assert made.id == f"{name}~{path.stem}"
    # More than the name is another.
    assert made != replace(base, id=made.id)


def test_the_sweep_asks_too() -> None:
    base = base_of("station-week")
    path = FOLDERS["station-week"] / "more-volunteers.yaml"
    (sweep,) = read_each([path], partial(parse_sweep, start=base.start))

    assert is_a_question(sweep.heading)
    sizes = [len(laid(base, variant).helpers) for _, variant in sweep.points]
    assert sizes == [43, 45, 48, 50, 53, 55, 58, 60, 63, 65]
