from __future__ import annotations

import json
import re
from pathlib import Path

from matcher.formats import parse_scenario
from matcher.formats.reference import reference

PAGE = (Path(__file__).parents[3] / "docs" / "files.md").read_text(encoding="utf-8")


def test_the_page_ends_with_the_reference():
    # python -c "from matcher.formats.reference import reference; print(reference(), end='')"
    assert PAGE.endswith(reference())


def test_the_example_of_the_page_is_without_fault():
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)

    assert parse_scenario(json.loads(example)).warnings == ()
