from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.formats import (
    digest,
    parse_plan,
    parse_scenario,
    plan_document,
    scenario_document,
)
from matcher.model import (
    Assignment,
    InvalidInput,
    Mode,
    ModeSettings,
    Need,
    Plan,
    Score,
    Severity,
    TermName,
    TermValue,
    TravelSettings,
    Visit,
)
from tests.unit.formats.base import GONE, changed, problems_of

PLAN = Plan(
    scenario="base",
    digest="0" * 64,
    start=datetime.fromisoformat("2026-11-23T00:00+08:00"),
    visits=(
        Visit(
            need="N1",
            start=540,
            end=600,
            crew=(Assignment(role=0, helper="H1", shift="S1", start=540, end=600),),
        ),
    ),
    score=Score(
        terms=(TermValue(name=TermName.COVERAGE, level=1, weight=1, value=0),), totals=(0,)
    ),
)


def found_in(changes) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in problems_of(changed(changes))]


@pytest.mark.parametrize("document", [None, [], "scenario", 5])
def test_a_document_is_an_object(document):
    assert [(p.code, p.pointer) for p in problems_of(document)] == [("not_an_object", "")]


def test_all_errors_come_at_once_in_order_of_the_document():
    changes = {
        "/needs/1/priority": 9,
        "/needs/1/place": {"lat": 121.5, "lon": 31.2},
        "/needs/0/after": ["N9"],
        "/helpers/0/kind": "doctor",
        "/helpers/0/shifts/1/end": "2026-11-24T08:00+08:00",
        "/resources/0/id": "R2",
        "/days": "7",
    }

    assert found_in(changes) == [
        ("not_integer", "/days"),
        ("unknown_choice", "/helpers/0/kind"),
        ("end_before_start", "/helpers/0/shifts/1/end"),
        ("duplicate_id", "/resources/1/id"),
        ("unknown_need", "/needs/0/after/0"),
        ("latitude_swapped", "/needs/1/place/lat"),
        ("too_large", "/needs/1/priority"),
    ]


def test_errors_of_meaning_are_told_beside_a_bad_start():
    changes = {"/start": "soon", "/needs/0/service": "visits", "/needs/1/due": "soon"}

    assert found_in(changes) == [
        ("start_invalid", "/start"),
        ("unknown_service", "/needs/0/service"),
        ("bad_time", "/needs/1/due"),
    ]


def test_positions_hold_although_broken_records_before_are_left_out():
    changes = {
        "/helpers/0/shifts/0/start": "nine",
        "/helpers/0/shifts/1/end": "2026-11-24T08:00+08:00",
        "/needs/0/windows": [
            {"start": "x", "end": "y"},
            {"start": "2026-11-23T09:00+08:00", "end": "2026-11-23T08:00+08:00"},
        ],
    }

    assert found_in(changes) == [
        ("bad_time", "/helpers/0/shifts/0/start"),
        ("end_before_start", "/helpers/0/shifts/1/end"),
        ("bad_time", "/needs/0/windows/0/end"),
        ("bad_time", "/needs/0/windows/0/start"),
        ("end_before_start", "/needs/0/windows/1/end"),
    ]


def test_whoever_refers_to_a_broken_record_is_not_blamed():
    assert found_in({"/helpers/0/kind": GONE}) == [("missing_field", "/helpers/0/kind")]


def test_whoever_refers_into_a_broken_list_is_not_blamed():
    assert found_in({"/helpers": "all"}) == [("not_list", "/helpers")]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_document_is_too_odd_to_be_judged(data):
    document = changed({})
    node, steps = document, []
    while isinstance(node, dict | list) and node and (not steps or data.draw(st.booleans())):
        step = data.draw(
            st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node)))
        )
        steps.append(step)
        parent, node = node, node[step]
    odd = st.sampled_from(
        [None, True, -1, 7.5, 10**30, float("nan"), "", "x", [], {}, [[]], {"a": 1}]
    )
    parent[steps[-1]] = data.draw(odd)
    before = copy.deepcopy(document)

    found = problems_of(document)

    assert all(problem.en and problem.zh for problem in found)
    assert repr(document) == repr(before)


def test_a_document_leaves_defaults_out_but_names_its_format():
    document = changed({})

    assert scenario_document(parse_scenario(document).scenario) == document
    assert next(iter(scenario_document(parse_scenario(document).scenario))) == "format"


def test_none_and_nothing_are_told_apart():
    base = parse_scenario(changed({})).scenario
    need = base.needs[0]

    left_out, empty = (
        scenario_document(replace(base, needs=(each,)))["needs"][0]
        for each in (
            replace(need, roles=None, resources=None),
            replace(need, roles=(), resources=()),
        )
    )

    assert "roles" not in left_out
    assert "resources" not in left_out
    assert (empty["roles"], empty["resources"]) == ([], [])


def test_equal_scenarios_have_one_digest_and_others_another():
    base = parse_scenario(changed({})).scenario
    explicit = changed({"/helpers/0/mode": "walk", "/helpers/0/reliability": 1, "/datum": "WGS84"})
    shuffled = dict(reversed(changed({}).items()))
    other = Need(id="N3", service="class", community="C1")

    assert digest(parse_scenario(explicit).scenario) == digest(base)
    assert digest(parse_scenario(shuffled).scenario) == digest(base)
    assert digest(replace(base, needs=(*base.needs, other))) != digest(base)
    assert len(digest(base)) == 64


def test_a_digest_does_not_depend_on_how_a_number_was_written():
    base = parse_scenario(changed({})).scenario
    whole, decimal = (
        TravelSettings(modes=(ModeSettings(mode=Mode.WALK, speed_kmh=speed, detour=1.0),))
        for speed in (4, 4.0)
    )

    assert digest(replace(base, travel=whole)) == digest(replace(base, travel=decimal))


def test_the_digest_is_the_hash_of_the_canonical_document():
    document = {
        "start": "2026-11-23T00:00:00+08:00",
        "needs": [],
        "name": "周",
        "id": "x",
        "days": 3,
    }
    canonical = (
        '{"days":3,"format":"linli.scenario/1","id":"x","name":"周",'
        '"start":"2026-11-23T00:00+08:00"}'
    )

    found = digest(parse_scenario(document).scenario)

    assert found == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    ("zone", "written"),
    [(UTC, "2026-11-23T00:00+00:00"), (ZoneInfo("Asia/Shanghai"), "2026-11-23T00:00+08:00")],
)
def test_a_start_is_written_with_its_offset_whatever_its_zone(zone, written):
    base = parse_scenario(changed({})).scenario
    moved = replace(base, start=datetime(2026, 11, 23, tzinfo=zone))

    document = scenario_document(moved)

    assert document["start"] == written
    assert document["needs"][0]["windows"][0]["start"] == written.replace("T00", "T09")


def test_a_plan_survives_its_document():
    document = json.loads(json.dumps(plan_document(PLAN)))

    assert parse_plan(document) == PLAN
    assert document["visits"][0]["start"] == "2026-11-23T09:00+08:00"


def test_all_errors_of_a_plan_come_at_once():
    document = plan_document(PLAN)
    document["start"] = "soon"
    document["visits"][0]["start"] = "nine"
    document["bounds"] = []

    with pytest.raises(InvalidInput) as caught:
        parse_plan(document)

    assert [(p.code, p.pointer, p.severity) for p in caught.value.problems] == [
        ("start_invalid", "/start", Severity.ERROR),
        ("unknown_field", "/bounds", Severity.ERROR),
        ("bad_time", "/visits/0/start", Severity.ERROR),
    ]


def test_a_choice_that_no_table_holds_is_told_by_its_values():
    document = {**plan_document(PLAN), "ended": "tired"}

    with pytest.raises(InvalidInput, match=r"'tired' is not one of: optimal, completed"):
        parse_plan(document)
