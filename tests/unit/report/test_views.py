from __future__ import annotations

import json

import pytest

from matcher.model import Plan, Scenario
from matcher.report import View, view, view_document


@pytest.mark.parametrize(
    ("way", "parts"),
    [
        (View.HELPER, ["roster"]),
        (View.RESIDENT, ["roster"]),
        (View.DAY, ["roster"]),
        (View.UNMET, ["pins", "unmet", "escalations"]),
        (View.SUMMARY, ["summary", "pins", "coverage", "priorities", "score"]),
        (View.RESOURCES, ["stock", "allocations"]),
    ],
)
def test_parts_of_a_view(scenario: Scenario, plan: Plan, way: View, parts: list[str]) -> None:
    assert list(view(scenario, plan, way)) == parts
    assert list(json.loads(json.dumps(view_document(scenario, plan, way)))) == parts


def test_the_document_of_the_unmet_word_for_word(scenario: Scenario, plan: Plan) -> None:
    assert view_document(scenario, plan, View.UNMET)["unmet"][0] == {
        "need": "n3",
        "occurrence": 0,
        "priority": 5,
        "resident": None,
        "service": "parcel",
        "service_name": "Parcel",
        "community": "qiaotou",
        "community_name": "桥头社区",
        "kind": "no_candidate",
        "why": {
            "en": "Nobody and nothing in the scenario can serve it.",
            "zh": "情景中没有任何人员或资源可以满足。",
        },
        "reasons": [
            {
                "code": "stock",
                "role": None,
                "blocked": 1,
                "examples": ["rice"],
                "text": {
                    "en": "1 resource cannot be used because too little is left in stock (Rice).",
                    "zh": "1项资源不能用，因为剩余库存不足（Rice）。",
                },
            }
        ],
        "moves_up": None,
    }


def test_moments_in_a_document_keep_the_scenarios_offset(scenario: Scenario, plan: Plan) -> None:
    first = view_document(scenario, plan, View.DAY)["roster"][0]
    assert (first["day"], first["start"]) == ("2026-11-23", "2026-11-23T08:20:00+08:00")
