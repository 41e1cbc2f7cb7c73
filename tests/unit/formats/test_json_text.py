from __future__ import annotations

import pytest

from matcher.formats.json_text import read_json, write_json
from matcher.model import InvalidInput
from tests.unit.formats.bad_files import BAD_JSON


@pytest.mark.parametrize("code", sorted(set(BAD_JSON) - {"byte_order_mark"}))
def test_bad_json_brings_its_one_complaint(code):
    data, pointer = BAD_JSON[code]

    with pytest.raises(InvalidInput) as caught:
        read_json(data)

    assert [(p.code, p.pointer) for p in caught.value.problems] == [(code, pointer)]


def test_a_byte_order_mark_is_warned_of_and_skipped():
    document, warnings = read_json(BAD_JSON["byte_order_mark"][0])

    assert document == {}
    assert [p.code for p in warnings] == ["byte_order_mark"]


def test_bad_json_is_placed_by_line_and_column():
    with pytest.raises(InvalidInput) as caught:
        read_json(b'{\n "id": "x"\n "days": 7\n}')

    assert caught.value.problems[0].en.startswith("This is not JSON: line 3, column 2: ")


def test_endless_numbers_are_bad_json():
    with pytest.raises(InvalidInput) as caught:
        read_json(b'{"days": ' + b"9" * 5000 + b"}")

    assert [p.code for p in caught.value.problems] == ["bad_json"]


def test_each_doubled_key_is_told_once_where_it_stands():
    data = b'{"a": 1, "a": {"b": 1, "b": 2}, "a": 3, "c": [{"d": 1, "d": 1}], "e": 1}'

    with pytest.raises(InvalidInput) as caught:
        read_json(data)

    assert [p.pointer for p in caught.value.problems] == ["/a", "/c/0/d"]


def test_what_is_written_is_the_same_each_time_and_readable():
    document = {"name": "社区", "days": 7, "lat": 28.5}

    assert write_json(document) == '{\n "name": "社区",\n "days": 7,\n "lat": 28.5\n}\n'.encode()
    assert read_json(write_json(document)) == (document, ())
