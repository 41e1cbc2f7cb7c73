"""Bad events of the town of `town`: what is wrong with each, and where."""

from __future__ import annotations

LEFT = {"kind": "helper_cancels_shift", "helper": "bea", "shift": "bea-mon"}
NEED = {"id": "x", "service": "talk", "community": "home"}

BAD_STRUCTURE = [
    ("unknown_event", "/kind", {"kind": "helper_cancel_shift"}),
    ("unknown_event", "/kind", {}),
    ("not_record", "", "late"),
    ("missing_field", "/shift", {"kind": "helper_cancels_shift", "helper": "ann"}),
    ("unknown_field", "/why", LEFT | {"why": "ill"}),
    ("too_small", "/minutes", {"kind": "late", "helper": "a", "shift": "s", "minutes": -1}),
    ("wrong_length", "/between", {"kind": "road_closed", "between": ["east"], "metres": 1}),
    (
        "time_without_offset",
        "/end",
        {"kind": "venue_closed", "resource": "hall", "end": "2026-11-23T08:00"},
    ),
    ("too_large", "/need/priority", {"kind": "need_added", "need": NEED | {"priority": 6}}),
]
"""The code, where it points in the event, and an event that cannot be read."""

BAD_NAMES = [
    ("selects_unknown", "/helper", LEFT | {"helper": "eve"}),
    ("selects_unknown", "/shift", LEFT | {"shift": "ann-mon"}),
    ("selects_unknown", "/need", {"kind": "no_show", "helper": "ann", "need": "x"}),
    ("not_in_crew", "/helper", {"kind": "no_show", "helper": "bea", "need": "tea"}),
    (
        "not_in_crew",
        "/helper",
        {"kind": "no_show", "helper": "ann", "need": "tea", "occurrence": 1},
    ),
    ("selects_unknown", "/helper", {"kind": "late", "helper": "eve", "shift": "s", "minutes": 1}),
    ("id_taken", "/need/id", {"kind": "need_added", "need": NEED | {"id": "tea"}}),
    (
        "unknown_service",
        "/need/service",
        {"kind": "need_added", "need": NEED | {"service": "x"}},
    ),
    ("selects_unknown", "/need/id", {"kind": "need_changed", "need": NEED}),
    ("selects_unknown", "/need", {"kind": "need_withdrawn", "need": "x"}),
    ("selects_unknown", "/resource", {"kind": "stock_lost", "resource": "x", "quantity": 1}),
    (
        "selects_unknown",
        "/between/1",
        {"kind": "road_closed", "between": ["home", "x"], "metres": 1},
    ),
    ("selects_unknown", "/resource", {"kind": "venue_closed", "resource": "x"}),
    (
        "empty_interval",
        "/end",
        {
            "kind": "venue_closed",
            "resource": "rice",
            "start": "2026-11-23T09:00+08:00",
            "end": "2026-11-23T09:00+08:00",
        },
    ),
]
"""The same, of events that do not suit their plan."""

CODES_OF_HEADINGS = {"freeze_after_horizon", "not_planned"}
"""Of what goes before the events; tests/unit/cli/test_replanning brings them about."""

CODES_OF_EVENTS = {code for code, _, _ in BAD_STRUCTURE + BAD_NAMES} | CODES_OF_HEADINGS
