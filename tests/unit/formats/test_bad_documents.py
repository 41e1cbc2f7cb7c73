from __future__ import annotations

import pytest

from tests.unit.formats.bad import Bad
from tests.unit.formats.bad_documents import BAD_DOCUMENTS
from tests.unit.formats.base import changed, problems_of


def test_the_base_is_without_fault():
    assert problems_of(changed({})) == ()


@pytest.mark.parametrize("bad", BAD_DOCUMENTS, ids=lambda bad: bad.name)
def test_a_bad_document_brings_its_one_complaint(bad: Bad):
    found = problems_of(changed(bad.changes))

    assert [(problem.code, problem.pointer) for problem in found] == [(bad.code, bad.pointer)]


def test_there_are_enough_bad_documents_and_each_is_another():
    assert len(BAD_DOCUMENTS) >= 60
    assert len({bad.name for bad in BAD_DOCUMENTS}) == len(BAD_DOCUMENTS)
