"""Worths tried out, with solves in this process."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import Limits
from matcher.report import Language
from matcher.shortage import Verified, shortage_tables, verify
from matcher.whatif.runs import Request
from tests.unit.shortage.district import found, plan, short
from tests.unit.whatif.here import Here


def tried(scenario=None) -> Verified:
    value = found().valuation
    base = Request(
        name="base",
        scenario=scenario or short(),
        limits=Limits(max_seconds=None, max_iterations=30),
        engine="search",
        start=plan(),
    )
    (one,) = verify(base, value, value.helpers[:1], executors=lambda _: Here())
    return one


def test_one_more_bath_is_given_and_the_bound_says_no_more_can_be():
    one = tried()
    assert (one.example, one.before, one.after, one.gained) == ("ann", 24, 16, 8)
    assert one.points == pytest.approx(8, abs=0.1)
    assert one.proven_most == pytest.approx(8, abs=0.2)


def test_of_whom_some_need_excludes_nothing_is_proven():
    needs = short().needs
    shunned = replace(short(), needs=(*needs[:-1], replace(needs[-1], excluded=("ann",))))
    assert tried(shunned).proven_most is None


def test_it_stands_in_a_table_of_its_own():
    verified = replace(found(), verified=(tried(),))
    table = shortage_tables(verified, Language.ZH, top=1)[-1]
    assert table.title == "实际验证：增加一名后重新排班"
    assert table.rows[0][0] == "Ann <b>"
    assert table.rows[0][2:5] == ("8.0", "24.0", "16.0")
