from __future__ import annotations

import dataclasses
from typing import get_args

import pytest

from matcher.report import rows
from matcher.report.catalogue import COLUMNS, LABELS, TABLES
from matcher.report.layouts import LAYOUTS
from matcher.report.views import _PARTS


@pytest.mark.parametrize("kind", LABELS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_label_of_its_own_in_both_languages(kind: type) -> None:
    assert list(LABELS[kind]) == list(kind)
    for language in ("en", "zh"):
        labels = [getattr(label, language) for label in LABELS[kind].values()]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_every_enum_in_a_row_has_labels() -> None:
    held = {
        getattr(rows, name)
        for row in get_args(rows.Row)
        for field in dataclasses.fields(row)
        for name in field.type.replace("|", " ").split()
        if isinstance(getattr(rows, name, None), type(rows.Activity))
    }
    assert held
    assert held <= set(LABELS)


def test_every_part_of_every_view_has_a_layout_a_title_and_heads() -> None:
    assert set(LAYOUTS) == {(way, part) for way, parts in _PARTS.items() for part in parts}
    for (_, part), layout in LAYOUTS.items():
        assert part in TABLES
        assert {*layout.group, *layout.fields} <= set(COLUMNS)
