from __future__ import annotations

import pytest

from matcher.model import InvalidInput, ResourceKind
from matcher.replan import parse_events, parse_happened, read_freeze, revise
from matcher.replan.events import Circumstances, Late, NeedAdded, VenueClosed, VisitName
from tests.unit import small
from tests.unit.replan.bad_events import BAD_NAMES, BAD_STRUCTURE, LEFT, NEED


def found(call) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as invalid:
        call()
    return [(one.code, one.pointer) for one in invalid.value.problems]


@pytest.mark.parametrize(("code", "pointer", "document"), BAD_STRUCTURE)
def test_an_event_that_cannot_be_read_is_told_where(code, pointer, document):
    assert found(lambda: parse_events([LEFT, document], small.START)) == [
        (code, f"/events/1{pointer}")
    ]


@pytest.mark.parametrize(("code", "pointer", "document"), BAD_NAMES)
def test_an_event_that_does_not_suit_the_plan_is_told_where(code, pointer, document):
    made = small.scenario(
        helpers=(small.helper("ann"), small.helper("bea", small.shift("bea-mon", 720, 840))),
        needs=(small.need(), small.need("milk")),
        resources=(small.resource("rice", ResourceKind.GOODS, 3),),
    )
    plan = small.planned(made)
    events = parse_events([LEFT, document], made.start)

    assert found(lambda: revise(made, plan, events)) == [(code, f"/events/1{pointer}")]


def test_what_is_not_there_and_what_comes_of_a_need_is_told_at_once():
    made = small.scenario(helpers=(small.helper(),), needs=(small.need(),))
    documents = [
        LEFT,
        {"kind": "need_added", "need": NEED | {"service": "none", "community": "none"}},
        {"kind": "need_changed", "need": NEED | {"id": "tea", "after": ["none"]}},
    ]
    events = parse_events(documents, made.start)

    assert found(lambda: revise(made, small.planned(made), events)) == [
        ("selects_unknown", "/events/0/helper"),
        ("unknown_need", "/events/2/need/after/0"),
        ("unknown_community", "/events/1/need/community"),
        ("unknown_service", "/events/1/need/service"),
    ]


def test_all_that_is_wrong_is_told_at_once():
    document = {
        "freeze": "soon",
        "events": [{"kind": "late"}, {"kind": "no_show", "helper": "ann", "need": "x"}],
    }

    assert {pointer for _, pointer in found(lambda: parse_happened(document, small.START))} == {
        "/freeze",
        "/events/0/helper",
        "/events/0/shift",
        "/events/0/minutes",
    }
    assert found(lambda: parse_happened([], small.START)) == [("not_an_object", "")]
    assert found(lambda: parse_events({}, small.START)) == [("not_list", "/events")]
    assert found(lambda: read_freeze("8:30", small.START))[0][1] == "/freeze"


def test_a_document_is_read_with_its_times():
    happened = parse_happened(
        {
            "freeze": "2026-11-23T08:30+08:00",
            "confirmed": [{"need": "tea"}],
            "events": [
                {"kind": "late", "helper": "ann", "shift": "ann-mon", "minutes": 25},
                {"kind": "need_added", "need": NEED},
                {"kind": "venue_closed", "resource": "hall", "start": "2026-11-23T13:00+08:00"},
            ],
        },
        small.START,
    )

    assert happened.circumstances == Circumstances(freeze=510, confirmed=(VisitName(need="tea"),))
    late, added, closed = happened.events
    assert late == Late(helper="ann", shift="ann-mon", minutes=25)
    assert isinstance(added, NeedAdded)
    assert added.need.id == "x"
    assert closed == VenueClosed(resource="hall", start=780)
    assert read_freeze("2026-11-23T08:30+08:00", small.START) == 510
