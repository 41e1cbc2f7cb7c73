from __future__ import annotations

import pytest

from matcher.whatif.comparison import Case
from tests.unit.whatif.comparison.cases import base_case, fewer_case, more_case


@pytest.fixture
def base() -> Case:
    return base_case()


@pytest.fixture
def more() -> Case:
    return more_case()


@pytest.fixture
def fewer() -> Case:
    return fewer_case()
