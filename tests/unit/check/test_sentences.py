"""What the checker says, word for word.

`sentences.txt` holds, for each broken case, its name and its first sentence in both languages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.check import check

from .change import scored
from .test_check import CASES

BLOCKS = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").split("\n\n")
SAID = {block.splitlines()[0]: tuple(block.splitlines()[1:]) for block in BLOCKS}


def test_every_case_has_its_sentences():
    assert list(SAID) == sorted(case.id for case in CASES)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_a_violation_says_what_is_wrong_in_both_languages(case):
    _, scenario, plan = case.values

    violation = check(scenario, scored(scenario, plan)).violations[0]

    assert (violation.en, violation.zh) == SAID[case.id]
    assert str(violation) == f"{violation.rule}: {violation.en}"
