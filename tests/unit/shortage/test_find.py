"""A shortage map as a whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from matcher.formats import digest
from matcher.model import InvalidInput, Role, SkillLevel, Window
from matcher.report import Language
from matcher.shortage import BottleneckCode, find_shortages, shortage_document, shortage_tables
from matcher.shortage.askings import Asking
from matcher.shortage.records import VisitName
from tests.unit.shortage.district import SWEEPS, found, plan, short
from tests.unit.small import helper, need, planned, scenario, shift


def test_lines_come_with_what_is_missing_most_first():
    lines = {line.asking.skill: line for line in found().lines}
    assert [line.asking.skill for line in found().lines] == ["wash", "sail", None]
    wash = lines["wash"]
    assert (wash.places, wash.places_served) == (3, 1)
    assert (wash.demand, wash.supply, wash.served) == (180, 60, 60)
    (cell,) = wash.cells
    assert (cell.half_day, cell.demand, cell.supply, cell.helpers, cell.served) == (
        *(0, 180, 60),
        *(1, 60),
    )
    assert cell.short == 120
    assert (lines["sail"].demand, lines["sail"].supply) == (30, 0)
    assert found().impossible == 1


def test_half_days_have_their_moments():
    morning, afternoon, evening = found().half_days
    assert [each.part.value for each in found().half_days] == ["morning", "afternoon", "evening"]
    assert morning.start.isoformat() == "2026-11-23T00:00:00+08:00"
    assert afternoon.start == morning.end
    assert evening.end.isoformat() == "2026-11-24T00:00:00+08:00"


def test_a_bottleneck_names_all_that_it_is_about():
    (first,) = found().bottlenecks
    assert first.code is BottleneckCode.TOO_FEW_MINUTES
    assert first.proven
    assert (first.asked, first.available, first.unserved) == (180, 60, 2)
    assert first.utilisation == 3.0
    assert first.visits == tuple(
        VisitName(need=name, occurrence=0) for name in ("bath1", "bath2", "bath3")
    )
    assert first.askings == (Asking(skill="wash", level=1),)
    assert (first.communities, first.helpers, first.half_days) == (("home",), ("ann",), (0,))


def test_one_more_is_worth_what_waits_for_it():
    value = found().valuation
    assert value is not None
    # Two baths of weight 8, one parcel of 4, and what nobody can do.
    assert value.reached == 24
    assert value.bound == pytest.approx(24, abs=0.1)
    assert value.slack == pytest.approx(0, abs=0.1)
    (ann,) = value.helpers
    assert (ann.example, ann.name, ann.alike) == ("ann", "Ann <b>", 1)
    assert ann.points == pytest.approx(8, abs=0.1)
    (turn,) = value.shifts
    assert turn.example == "ann-mon"
    assert turn.per_hour == pytest.approx(8, abs=0.1)
    (rice,) = value.resources
    assert (rice.example, rice.points) == ("rice", pytest.approx(4, abs=0.1))
    assert value.hours == ()
    assert (value.per_point, value.counts_unmet, value.sweeps) == (1, True, SWEEPS)


def test_no_worth_is_more_than_there_is_to_gain():
    times = (Window(start=480, end=600),)
    # Two helpers serve two each of five, and a copy could serve two; one nobody can serve.
    far = need("far", roles=(Role(skills=(SkillLevel(skill="sail"),)),), priority=1)
    asked = tuple(need(f"n{n}", minutes=60, priority=5, windows=times) for n in range(5))
    made = scenario(
        helpers=tuple(helper(name, shift(f"{name}-mon", 480, 600)) for name in ("ann", "bob")),
        needs=(*asked, far),
    )
    bare = find_shortages(made, seconds=None, sweeps=200).valuation
    held = find_shortages(made, planned(made), seconds=None, sweeps=200).valuation
    assert bare is not None
    assert held is not None
    assert bare.bound == pytest.approx(17, abs=0.1)
    assert bare.helpers[0].points == pytest.approx(bare.bound - 1, abs=0.01)
    assert bare.note.en.endswith("Without a plan the figures are rough.")
    assert held.reached == 17
    for one in (*held.helpers, *held.shifts):
        assert one.points == 16
        assert "that is 1 visit of priority 5 more" in one.text.en
    assert [one.per_hour for one in held.shifts] == [8]


def test_points_are_told_in_priorities_that_there_are():
    asked = tuple(
        need(name, minutes=60, priority=2, windows=(Window(start=480, end=600),))
        for name in "abcde"
    )
    made = scenario(helpers=(helper("ann", shift("ann-mon", 480, 600)),), needs=asked)
    value = find_shortages(made, planned(made), seconds=None, sweeps=60).valuation
    assert value is not None
    # Four points of weight would be one visit of priority 3.
    assert value.helpers[0].words.en.endswith("that is 2 visits of priority 2 more")


def test_without_a_plan_nothing_is_told_of_it():
    bare = find_shortages(short(), seconds=0)
    assert not bare.has_plan
    assert bare.valuation is None
    assert {line.served for line in bare.lines} == {None}
    assert {cell.served for line in bare.lines for cell in line.cells} == {None}
    assert bare.bottlenecks == found().bottlenecks


def test_an_empty_plan_is_one_that_serves_nothing():
    nobody = scenario(helpers=(helper(),), needs=(need(windows=()),))
    full = planned(nobody)
    other = scenario(id="other", helpers=(helper("bob"),))
    assert find_shortages(other, full, seconds=0).lines[0].served == 0


def test_the_document_is_plain_and_the_same_for_equal_runs():
    document = json.loads(json.dumps(shortage_document(found())))
    assert document["format"] == "linli.shortages/1"
    assert document["digest"] == digest(short())
    assert document["lines"][0]["cells"][0]["demand"] == 180
    assert document["half_days"][0]["day"] == "2026-11-23"
    assert document["bottlenecks"][0]["text"].keys() == {"en", "zh"}
    again = find_shortages(short(), plan(), seconds=None, sweeps=SWEEPS)
    assert shortage_document(again) == shortage_document(found())


def test_what_is_wrong_with_a_scenario_is_refused():
    with pytest.raises(InvalidInput):
        find_shortages(scenario_with_error(), seconds=0)


def scenario_with_error():
    return replace(short(), needs=(need("lost", community="nowhere"),))


@pytest.mark.parametrize("language", list(Language))
def test_tables_have_a_head_a_column(language: Language):
    tables = shortage_tables(found(), language, top=2)
    assert len(tables) == 5
    assert len(tables[0].rows) == 2
    for table in tables:
        assert all(len(row) == len(table.columns) == len(table.figures) for row in table.rows)


def test_the_worst_half_days_leave_out_what_is_served():
    worst = shortage_tables(found(), Language.EN, top=9)[0]
    assert [row[:4] for row in worst.rows][:2] == [
        ("wash", "Home", "Mon 11-23 morning", "180"),
        ("sail", "Home", "Mon 11-23 morning", "10"),
    ]
    assert len(worst.rows) == 5
