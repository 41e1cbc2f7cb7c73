"""What a new plan changes, told word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import Limits, Pin, Role, Window
from matcher.replan import Call, CallReason, ChangeCode, Party, PlanChange, parse_events, repair
from matcher.replan.changes import Told
from matcher.replan.telling import changes_table, repair_document, sentence, stage_text
from matcher.report import Language
from tests.unit import small

NINE, TEN = 540, 600
LIMITS = Limits(max_seconds=20, max_iterations=60)


def need(name: str, start: int, **fields):
    return small.need(name, windows=(Window(start=start, end=start),), **fields)


def helpers():
    return tuple(
        replace(small.helper(name, home=small.at(5)), name=name.title())
        for name in ("ann", "bob", "cid")
    )


@pytest.fixture(scope="module")
def made():
    """Ann cancels; Bob takes tea over, cake has no place, and milk is withdrawn."""
    before = small.scenario(
        helpers=helpers(),
        needs=(
            need("milk", 660, place=small.at(2), required=("cid",)),
            need("tea", TEN, resident="mrs-wang", excluded=("cid",)),
            need("cake", NINE, roles=(Role(count=2),), excluded=("bob",), priority=1),
        ),
        pins=(Pin(need="tea", helpers=("ann",)),),
    )
    plan = small.planned(before)
    documents = [
        {"kind": "helper_cancels_shift", "helper": "ann", "shift": "ann-mon"},
        {"kind": "need_withdrawn", "need": "milk"},
    ]
    events = parse_events(documents, before.start)
    return before, repair(before, plan, events, freeze=500, limits=LIMITS)


def test_changes_stand_in_order_of_the_calls_with_all_who_have_to_know(made):
    _, repaired = made
    resident, helper = Party.RESIDENT, Party.HELPER

    assert repaired.changes == (
        PlanChange(
            code=ChangeCode.DROPPED,
            need="cake",
            occurrence=0,
            before=Told(start=NINE, end=570, helpers=("ann", "cid")),
            after=None,
            calls=(
                Call(party=resident, id="cake", reason=CallReason.TOLD),
                Call(party=helper, id="cid", reason=CallReason.LEAVES),
            ),
            by=535,
        ),
        PlanChange(
            code=ChangeCode.OTHER_CREW,
            need="tea",
            occurrence=0,
            before=Told(start=TEN, end=630, helpers=("ann",)),
            after=Told(start=TEN, end=630, helpers=("bob",)),
            calls=(
                Call(party=resident, id="mrs-wang", reason=CallReason.TOLD),
                Call(party=helper, id="bob", reason=CallReason.JOINS),
            ),
            by=595,
        ),
        PlanChange(
            code=ChangeCode.WITHDRAWN,
            need="milk",
            occurrence=0,
            before=Told(start=660, end=690, helpers=("cid",)),
            after=None,
            calls=(Call(party=helper, id="cid", reason=CallReason.LEAVES),),
            by=658,
        ),
    )


def test_the_list_is_told_in_both_languages(made):
    before, repaired = made

    english = changes_table(repaired, before, Language.EN)
    chinese = changes_table(repaired, before, Language.ZH)

    assert english.rows == (
        (
            "Mon 11-23 08:55",
            "Talk for cake, Mon 11-23 09:00, cannot take place.",
            "cake (tell), Cid (need not come)",
        ),
        (
            "Mon 11-23 09:55",
            "To Talk for mrs-wang, Mon 11-23 10:00, comes Bob instead of Ann.",
            "mrs-wang (tell), Bob (comes)",
        ),
        (
            "Mon 11-23 10:58",
            "Talk for milk, Mon 11-23 11:00, is not wanted any more.",
            "Cid (need not come)",
        ),
    )
    assert chinese.rows[1] == (
        "周一 11-23 09:55",
        "mrs-wang的Talk（周一 11-23 10:00）改由Bob服务，原为Ann。",
        "mrs-wang（告知）、Bob（前往）",
    )
    assert (english.title, chinese.title) == ("Changes", "变更")


def test_the_document_has_codes_and_times(made):
    before, repaired = made

    document = repair_document(repaired, before)

    assert document["stage"] == "people_and_times"
    assert document["changes"][1] == {
        "code": "other_crew",
        "need": "tea",
        "occurrence": 0,
        "before": {
            "start": "2026-11-23T10:00+08:00",
            "end": "2026-11-23T10:30+08:00",
            "helpers": ["ann"],
        },
        "after": {
            "start": "2026-11-23T10:00+08:00",
            "end": "2026-11-23T10:30+08:00",
            "helpers": ["bob"],
        },
        "calls": [
            {"party": "resident", "id": "mrs-wang", "reason": "told"},
            {"party": "helper", "id": "bob", "reason": "joins"},
        ],
        "by": "2026-11-23T09:55+08:00",
        "en": "To Talk for mrs-wang, Mon 11-23 10:00, comes Bob instead of Ann.",
        "zh": "mrs-wang的Talk（周一 11-23 10:00）改由Bob服务，原为Ann。",
    }


OLD, NEW = Told(start=NINE, end=570, helpers=("ann",)), Told(start=TEN, end=630, helpers=())


@pytest.mark.parametrize(
    ("code", "before", "after", "en", "zh"),
    [
        (
            ChangeCode.MOVED,
            OLD,
            NEW,
            "Talk for tea#1 moves from Mon 11-23 09:00 to Mon 11-23 10:00.",
            "tea#1的Talk由周一 11-23 09:00改到周一 11-23 10:00。",
        ),
        (
            ChangeCode.MOVED_OTHER_CREW,
            OLD,
            NEW,
            (
                "Talk for tea#1 moves from Mon 11-23 09:00 to Mon 11-23 10:00; "
                "nobody comes instead of ann."
            ),
            "tea#1的Talk由周一 11-23 09:00改到周一 11-23 10:00，改由无人服务，原为ann。",
        ),
        (
            ChangeCode.ADDED,
            None,
            OLD,
            "Talk for tea#1 is new: Mon 11-23 09:00, ann comes.",
            "新增tea#1的Talk：周一 11-23 09:00，由ann服务。",
        ),
        (
            ChangeCode.NOT_SERVED,
            None,
            None,
            "Talk for tea#1 is asked for, but finds no place.",
            "新提出的tea#1的Talk排不下。",
        ),
    ],
)
def test_every_code_has_its_sentence(code, before, after, en, zh):
    change = PlanChange(
        code=code, need="tea", occurrence=1, before=before, after=after, calls=(), by=0
    )

    told = sentence(change, small.scenario())

    assert (told.en, told.zh) == (en, zh)


def test_a_later_visit_of_a_resident_is_named_as_in_files() -> None:
    change = PlanChange(
        code=ChangeCode.NOT_SERVED,
        need="tea",
        occurrence=1,
        before=None,
        after=None,
        calls=(),
        by=0,
    )
    told = sentence(change, small.scenario(needs=(small.need(resident="mrs-wang"),)))
    assert told.en == "Talk for mrs-wang (tea#1) is asked for, but finds no place."
    assert told.zh == "新提出的mrs-wang（tea#1）的Talk排不下。"


def test_every_stage_has_its_sentence(made):
    _, repaired = made

    assert stage_text(repaired.stage).en == "What still held has kept its people and times."
