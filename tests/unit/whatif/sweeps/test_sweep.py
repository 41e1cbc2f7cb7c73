"""Sweeps and knees."""

from __future__ import annotations

import pytest

from matcher.model import InvalidInput
from matcher.whatif.sweeps import knee, parse_sweep
from matcher.whatif.variants import laid
from tests.unit.whatif.town import town

DOCUMENT = {
    "name": "hands",
    "parameters": [
        {"name": "volunteers", "values": {"from": 0, "to": 4, "step": 2}},
        {"name": "rice", "values": [0.5, 1]},
    ],
    "changes": [
        {"op": "copy", "helpers": {"kind": "volunteer"}, "count": "$volunteers"},
        {"op": "scale", "resources": {"id": "rice"}, "field": "quantity", "by": "$rice"},
    ],
}


def test_every_choice_of_values_is_a_variant():
    sweep = parse_sweep(DOCUMENT, town().start)

    assert [values for values, _ in sweep.points] == [
        (0, 0.5),
        (0, 1),
        (2, 0.5),
        (2, 1),
        (4, 0.5),
        (4, 1),
    ]
    assert sweep.points[2][1].name == "hands: volunteers=2, rice=0.5"
    sizes = [
        (len(made.helpers), made.resources[0].quantity)
        for made in (laid(town(), variant) for _, variant in sweep.points)
    ]
    assert sizes == [(3, 14), (3, 29), (5, 14), (5, 29), (7, 14), (7, 29)]


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        (
            {"changes": [{"op": "copy", "helpers": {}, "count": "$volunters"}]},
            "unknown_parameter",
            "/changes/0/count",
        ),
        ({"changes": []}, "unused_parameter", "/parameters/0/name"),
        ({"parameters": []}, "too_few", "/parameters"),
        ({"parameters": [{"name": "x", "values": []}]}, "too_few", "/parameters/0/values"),
        ({"parameters": [{"name": "x", "values": ["a"]}]}, "not_number", "/parameters/0/values/0"),
        ({"parameters": [DOCUMENT["parameters"][0]] * 3}, "too_many", "/parameters"),
        ({"parameters": 3}, "not_list", "/parameters"),
    ],
)
def test_what_is_wrong_with_a_sweep_is_told(given, code, pointer):
    with pytest.raises(InvalidInput) as refused:
        parse_sweep({**DOCUMENT, **given}, town().start)

    assert (code, pointer) in [(p.code, p.pointer) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("effort", "gain", "expected"),
    [
        ([0, 1, 2, 3, 4], [0, 5, 8, 9, 9.5], 2),
        ([0, 5, 20], [10, 18, 20], 1),
        ([0, 1, 2], [0, 1, 2], None),
        ([0, 1, 2], [0, 0.1, 2], None),
        ([0, 1, 2], [3, 2, 1], None),
        ([0, 1], [0, 1], None),
        # A worse plan for more help is the search's fault.
        ([0, 1, 2, 3], [0, 9, 8, 10], 1),
    ],
)
def test_a_knee_is_where_more_begins_to_bring_little(effort, gain, expected):
    assert knee(effort, gain) == expected
