"""The schema permits what the reader does, and refuses what it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import scenarios
from matcher.whatif.reading import read_document
from matcher.whatif.variants.operations import OPERATIONS
from matcher.whatif.variants.schema import variant_schema

ROOT = Path(__file__).parents[4]
FILES = [
    path
    for name in scenarios.names()
    for path in sorted(scenarios.path(name).parent.glob("variants/*.yaml"))
]


def test_the_committed_schema_is_the_code_s():
    # python -c "import json; from matcher.whatif.variants.schema import *;
    # print(json.dumps(variant_schema(), indent=1, ensure_ascii=False))"
    committed = json.loads((ROOT / "docs" / "variant.schema.json").read_text(encoding="utf-8"))

    assert committed == variant_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_bundled_variant_is_permitted(path):
    assert Draft202012Validator(variant_schema()).is_valid(read_document(path))


@pytest.mark.parametrize(
    "change",
    [
        {"op": "cpy", "helpers": {}},
        {"op": "copy", "helper": {}},
        {"op": "remove", "needs": {"priority": 6}},
        {"op": "scale", "resources": {}, "field": "quantity", "by": -1},
        {"op": "close", "communities": {}, "start": "2026-11-23T08:00"},
        {"helpers": {}},
    ],
)
def test_slips_are_refused(change):
    document = {"name": "x", "changes": [change]}

    assert not Draft202012Validator(variant_schema()).is_valid(document)


def test_every_operation_is_in_it():
    mapping = variant_schema()["properties"]["changes"]["items"]["discriminator"]["mapping"]

    assert set(mapping) == set(OPERATIONS)
