from __future__ import annotations

import pytest

from matcher import engines
from matcher.engines import UnknownEngine, UnsupportedScenario, choose
from matcher.instance import compile_instance
from matcher.model import Limits
from tests.unit.small import scenario


class Picky:
    name = "picky"

    def unsupported(self, instance):
        return "too many needs"


class Any(Picky):
    name = "any"

    def unsupported(self, instance):
        return None


@pytest.fixture
def _two_engines(monkeypatch):
    monkeypatch.setattr(engines, "ENGINES", (Picky(), Any()))


@pytest.mark.usefixtures("_two_engines")
def test_auto_takes_the_first_that_can():
    assert choose("auto", compile_instance(scenario())).name == "any"


def test_auto_has_the_very_small_proven():
    assert choose("auto", compile_instance(scenario())).name == "exact"


@pytest.mark.usefixtures("_two_engines")
def test_an_engine_asked_for_by_name_says_why_it_cannot():
    with pytest.raises(UnsupportedScenario, match="picky: too many needs"):
        choose("picky", compile_instance(scenario()))


@pytest.mark.usefixtures("_two_engines")
def test_an_unknown_engine_is_told_with_those_there_are():
    with pytest.raises(UnknownEngine, match="no engine other; there are auto, picky, any"):
        choose("other", compile_instance(scenario()))


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"max_seconds": None}, "max_seconds, max_iterations or both"),
        ({"max_seconds": 0}, "max_seconds must be above 0"),
        ({"max_seconds": 86_401}, "at most 86400"),
        ({"max_iterations": -1}, "must not be negative"),
        ({"workers": 0}, "1 to 64"),
        ({"workers": 65}, "1 to 64"),
        ({"max_gap": -0.1}, "max_gap must be 0 to 1"),
        ({"max_gap": 1.1}, "max_gap must be 0 to 1"),
        ({"max_unimproved_seconds": 0}, "max_unimproved_seconds must be above 0"),
        ({"max_unimproved_seconds": 86_401}, "at most 86400"),
    ],
)
def test_limits_check_themselves(fields, complaint):
    with pytest.raises(ValueError, match=complaint):
        Limits(**fields)


def test_limits_may_be_at_their_ends():
    Limits(max_seconds=86_400, max_iterations=0, workers=64, max_gap=1)
    Limits(max_gap=0, max_unimproved_seconds=86_400)
