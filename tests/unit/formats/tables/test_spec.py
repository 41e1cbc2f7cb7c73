from __future__ import annotations

import pytest

from matcher.formats.tables.labels import CHOICES, LABELS
from matcher.formats.tables.spec import by_heading, plain, tables


def test_names_and_headings_are_told_apart_in_every_writing():
    assert len(by_heading(tables().values())) == 3 * len(tables())
    for table in tables().values():
        headings = {plain(h) for c in table.columns for h in (c.en, c.zh)}
        assert len(headings) == 2 * len(table.columns)


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.en)
def test_every_column_is_whole(table):
    for column in table.columns:
        assert column.path
        assert column.example
        assert column.note_en
        assert column.note_zh
        if column.refers or column.is_home:
            assert (column.refers or column.home[0]) in tables()


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_every_choice_has_a_label_of_its_own(name):
    labels = LABELS[CHOICES[name]]

    assert set(labels) == {str(choice) for choice in CHOICES[name]}
    assert len(set(labels.values())) == len(labels)


def test_a_heading_is_known_however_it_is_written():
    assert plain(" Max-Helpers （人） ") == plain("max_helpers") == "maxhelpers"
