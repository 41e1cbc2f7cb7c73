"""Files of the planner's bench."""

from __future__ import annotations

import pytest

from matcher.model import InvalidInput
from matcher.whatif.reading import read_document, read_each
from matcher.whatif.variants import laid, parse_variant
from tests.unit.whatif.town import town

FILE = """
format: linli.variant/1
name: more-rice
title: {en: More rice, zh: 更多大米}
seed: 4
changes:
  - {op: scale, resources: {id: rice}, field: quantity, by: 2}  # twice as much
  - op: close
    communities: {id: east}
    start: 2026-11-23T18:00+08:00
"""


def parse(document):
    return parse_variant(document, town().start)


def written(folder, text, name="a.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_a_variant(tmp_path):
    (variant,) = read_each([written(tmp_path, FILE)], parse)

    assert (variant.name, variant.heading.seed, len(variant.changes)) == ("more-rice", 4, 2)
    assert (variant.heading.text.en, variant.heading.text.zh) == ("More rice", "更多大米")
    found = laid(town(), variant)
    assert found.id == "small~more-rice"
    assert found.resources[0].quantity == 58


def test_one_title_stands_for_both_languages_and_the_name_for_none():
    titled = parse({"format": "linli.variant/1", "name": "x", "title": "Twice"})
    untitled = parse({"format": "linli.variant/1", "name": "x"})

    assert (titled.heading.text.en, titled.heading.text.zh) == ("Twice", "Twice")
    assert untitled.heading.text.zh == "x"


def test_json_is_read_as_well(tmp_path):
    path = written(tmp_path, '{"name": "x", "changes": []}', "a.json")

    assert read_each([path], parse)[0].name == "x"


def test_what_is_wrong_in_every_file_is_told_at_once_with_its_name(tmp_path):
    paths = [
        written(tmp_path, "name: [", "a.yaml"),
        written(tmp_path, "name: x\nname: y", "b.yml"),
        written(tmp_path, "titel: x\nchanges: {}", "c.yaml"),
        written(tmp_path, "name: x", "d.toml"),
        written(tmp_path, "- 1", "e.yaml"),
        written(tmp_path, "{name: x, format: linli.sweep/1}", "f.yaml"),
    ]

    with pytest.raises(InvalidInput) as refused:
        read_each(paths, parse)

    assert refused.value.problems[1].place == "b.yml /name"
    assert [(p.place.split(" ")[0], p.code, p.pointer) for p in refused.value.problems] == [
        ("a.yaml", "bad_yaml", ""),
        ("b.yml", "duplicate_key", "/name"),
        ("c.yaml", "missing_field", "/name"),
        ("c.yaml", "unknown_field", "/titel"),
        ("c.yaml", "not_list", "/changes"),
        ("d.toml", "unsupported_change_file", ""),
        ("e.yaml", "not_an_object", ""),
        ("f.yaml", "unsupported_format", "/format"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff", "not_utf8"), (b"a: \x01", "bad_yaml"), (b"a: !!python/name:os.system", "bad_yaml")],
)
def test_what_is_not_yaml_is_told(tmp_path, data, code):
    path = tmp_path / "a.yaml"
    path.write_bytes(data)

    with pytest.raises(InvalidInput) as refused:
        read_document(path)

    assert refused.value.problems[0].code == code


def test_days_and_moments_stay_text(tmp_path):
    path = written(tmp_path, "a: 2026-11-23\nb: 2026-11-23T08:00+08:00\nc: 3\nd: 0.5\ne: true")

    assert read_document(path) == {
        "a": "2026-11-23",
        "b": "2026-11-23T08:00+08:00",
        "c": 3,
        "d": 0.5,
        "e": True,
    }
