"""Bad scenario documents, continued: times, places, needs, resources, policy."""

from __future__ import annotations

from tests.unit.formats.bad import BREAK, HELPER, MATRIX, NEED, ROLE, SHIFT, WINDOW, Bad, at, one
from tests.unit.formats.base import GONE

TIMES = [
    one("horizon_empty", "/days", 0),
    one("horizon_too_long", "/days", 93),
    one("end_before_start", f"{WINDOW}/end", at("08:59")),
    Bad(
        "end_before_start shift",
        {f"{SHIFT}/end": at("08:00"), f"{SHIFT}/breaks": []},
        "end_before_start",
        f"{SHIFT}/end",
    ),
    one("end_before_start", f"{BREAK}/end", at("11:00")),
    one("end_before_start", "/resources/0/available/0/end", at("08:00")),
    one("end_before_start", "/projects/0/end", "2026-10-01T00:00+08:00"),
    Bad(
        "empty_interval shift",
        {f"{SHIFT}/end": at("09:00"), f"{SHIFT}/breaks": []},
        "empty_interval",
        f"{SHIFT}/end",
    ),
    one("empty_interval", "/resources/0/available/0/end", at("09:00")),
    one("empty_interval", "/projects/0/end", "2026-11-01T00:00+08:00"),
    one("zero_minutes", "/services/1/minutes", 0),
    one("zero_minutes", "/needs/1/minutes", 0),
    one("zero_minutes", "/services/0/roles/1/minutes", 0),
    one("zero_minutes", f"{BREAK}/minutes", 0),
    one("overlapping_shifts", "/helpers/0/shifts/1/start", at("16:59")),
    Bad(
        "break_outside_shift",
        {f"{SHIFT}/start": at("11:31")},
        "break_outside_shift",
        BREAK,
    ),
    one("break_too_long", f"{BREAK}/minutes", 61),
    Bad(
        "breaks_overlap",
        {f"{SHIFT}/breaks/1/start": at("12:29")},
        "breaks_overlap",
        f"{SHIFT}/breaks/1",
    ),
    Bad(
        "breaks_out_of_order",
        {f"{SHIFT}/breaks/1/start": at("09:00"), f"{SHIFT}/breaks/1/end": at("10:00")},
        "breaks_out_of_order",
        f"{SHIFT}/breaks/1",
    ),
    Bad(
        "shift_outside_horizon",
        {
            f"{HELPER}/shifts/-": {
                "id": "S3",
                "start": at("09:00", "2026-11-30T"),
                "end": at("10:00", "2026-11-30T"),
            }
        },
        "shift_outside_horizon",
        f"{HELPER}/shifts/2",
    ),
    Bad(
        "shift that ends as the horizon starts",
        {
            f"{HELPER}/shifts/-": {
                "id": "S3",
                "start": at("22:00", "2026-11-22T"),
                "end": at("00:00"),
            }
        },
        "shift_outside_horizon",
        f"{HELPER}/shifts/2",
    ),
    Bad(
        "shift_partly_outside",
        {
            f"{HELPER}/shifts/-": {
                "id": "S3",
                "start": at("22:00", "2026-11-29T"),
                "end": at("02:00", "2026-11-30T"),
            }
        },
        "shift_partly_outside",
        f"{HELPER}/shifts/2",
    ),
    Bad(
        "window_outside_horizon",
        {
            "/needs/1/windows": [
                {"start": at("09:00", "2026-11-30T"), "end": at("10:00", "2026-11-30T")}
            ]
        },
        "window_outside_horizon",
        "/needs/1/windows/0",
    ),
    Bad(
        "window_partly_outside",
        {
            "/needs/1/windows": [
                {"start": at("09:00", "2026-11-29T"), "end": at("10:00", "2026-11-30T")}
            ]
        },
        "window_partly_outside",
        "/needs/1/windows/0",
    ),
    Bad("window_too_short", {f"{WINDOW}/end": at("09:59")}, "window_too_short", WINDOW),
    Bad(
        "window_too_short for the last role's start",
        {
            f"{WINDOW}/bounds": "all_starts",
            f"{WINDOW}/end": at("09:19"),
            "/services/0/roles/1/lag/min": 20,
        },
        "window_too_short",
        WINDOW,
    ),
    Bad(
        "window_too_short even when late",
        {f"{WINDOW}/soft": True, f"{WINDOW}/max_late": 10, f"{WINDOW}/end": at("09:49")},
        "window_too_short",
        WINDOW,
    ),
    one("time_out_of_range", f"{NEED}/due", "2099-01-01T00:00+08:00"),
    one("time_out_of_range", f"{NEED}/requested", "1999-01-01T00:00+08:00"),
    one("time_out_of_range", "/projects/0/end", "9999-01-01T00:00+08:00"),
    one("time_out_of_range", "/published/0/start", "1999-01-01T00:00+08:00"),
    one("pin_outside_horizon", "/pins/0/start", at("00:00", "2026-11-30T")),
]

PLACES = [
    one("coordinates_incomplete", "/communities/0/place/lon", GONE),
    one("coordinates_incomplete", "/communities/0/place/lat", GONE),
    one("place_empty", "/needs/1/place", {}),
    one("place_key_unknown", "/needs/1/place/key", "丁"),
    Bad(
        "place_unreachable",
        {"/needs/1/place": {"key": "甲"}},
        "place_unreachable",
        "/needs/1/place/key",
    ),
    Bad(
        "need_without_place",
        {"/needs/1/resources": []},
        "need_without_place",
        "/needs/1/place",
    ),
    Bad(
        "helper_without_place",
        {
            "/helpers/1/home": GONE,
            "/helpers/1/shifts": [{"id": "S3", "start": at("09:00"), "end": at("10:00")}],
        },
        "helper_without_place",
        "/helpers/1/home",
    ),
    Bad(
        "coordinates_outside_china",
        {"/needs/1/place": {"lat": 48.85, "lon": 2.35}},
        "coordinates_outside_china",
        "/needs/1/place",
    ),
    Bad(
        "coordinates_swapped",
        {"/needs/1/place": {"lat": 87.6, "lon": 43.8}},
        "coordinates_swapped",
        "/needs/1/place",
    ),
    Bad(
        "mode_without_settings",
        {
            "/travel/modes": [{"mode": "walk", "speed_kmh": 4, "detour": 1}],
            f"{HELPER}/mode": "car",
        },
        "mode_without_settings",
        f"{HELPER}/mode",
    ),
    Bad(
        "matrix_empty",
        {MATRIX: {"places": [], "minutes": [], "metres": []}},
        "matrix_empty",
        f"{MATRIX}/places",
    ),
    one("matrix_not_square", f"{MATRIX}/minutes", [[0, 5]]),
    one("matrix_not_square", f"{MATRIX}/metres/1", [450]),
    Bad(
        "matrix_mode_twice",
        {"/travel/matrices/-": {"places": ["甲"], "minutes": [[0]], "metres": [[0]]}},
        "matrix_mode_twice",
        "/travel/matrices/1/mode",
    ),
    one("matrix_diagonal", f"{MATRIX}/minutes/1/1", 3),
]

NEEDS = [
    Bad("role_count_zero", {f"{ROLE}/count": 0}, "role_count_zero", f"{ROLE}/count"),
    Bad(
        "lag_on_first_role",
        {f"{ROLE}/lag": {"min": 0, "max": 9}},
        "lag_on_first_role",
        f"{ROLE}/lag",
    ),
    Bad(
        "lag_range",
        {"/services/0/roles/1/lag/min": 31, WINDOW + "/end": at("13:00")},
        "lag_range",
        "/services/0/roles/1/lag/max",
    ),
    Bad(
        "recurrence_zero",
        {f"{NEED}/recurrence/times": 0, "/pins": [], "/published": []},
        "recurrence_zero",
        f"{NEED}/recurrence/times",
    ),
    Bad(
        "recurrence_gaps",
        {f"{NEED}/recurrence/max_gap_days": 1},
        "recurrence_gaps",
        f"{NEED}/recurrence/max_gap_days",
    ),
    Bad(
        "recurrence_impossible",
        {f"{NEED}/recurrence": {"times": 4, "min_gap_days": 3}},
        "recurrence_impossible",
        f"{NEED}/recurrence",
    ),
    Bad("gender_missing", {f"{NEED}/gender_required": True}, "gender_missing", f"{NEED}/gender"),
    Bad(
        "languages_missing",
        {f"{NEED}/language_required": True},
        "languages_missing",
        f"{NEED}/languages",
    ),
    one("wished_and_excluded", "/needs/1/preferred/0", "H1"),
    Bad(
        "wished_and_excluded required",
        {f"{NEED}/excluded": ["H1"], "/pins": []},
        "wished_and_excluded",
        f"{NEED}/required/0",
    ),
    Bad(
        "required_wrong_kind",
        {f"{HELPER}/kind": "team"},
        "required_wrong_kind",
        f"{NEED}/required/0",
    ),
    Bad(
        "required_unskilled",
        {f"{HELPER}/skills/0/level": 1, "/helpers/1/skills": [{"skill": "护理", "level": 5}]},
        "required_unskilled",
        f"{NEED}/required/0",
    ),
    one("too_few_helpers_allowed", f"{NEED}/max_helpers", 1),
    Bad(
        "too_few_helpers_allowed of a crew that may be one",
        {f"{NEED}/max_helpers": 0, f"{NEED}/distinct_crew": False},
        "too_few_helpers_allowed",
        f"{NEED}/max_helpers",
    ),
    one("history_not_past", f"{NEED}/history/0/day", "2026-11-23"),
    Bad(
        "skill_nobody_has",
        {f"{ROLE}/skills/-": {"skill": "护士"}, f"{NEED}/required": []},
        "skill_nobody_has",
        f"{ROLE}/skills/1",
    ),
    one("licence_nobody_has", f"{ROLE}/licences/0", "护士证"),
    one("licence_expired", f"{HELPER}/licences/0/expires", "2026-11-22"),
    Bad(
        "no_needs",
        {"/needs": [], "/pins": [], "/published": []},
        "no_needs",
        "/needs",
    ),
    Bad(
        "no_helpers",
        {
            "/helpers": [],
            "/pins": [],
            "/published": [],
            f"{NEED}/required": [],
            f"{NEED}/history": [],
            "/needs/1/preferred": [],
            "/needs/1/excluded": [],
        },
        "no_helpers",
        "/helpers",
    ),
]

RESOURCES_AND_POLICY = [
    Bad(
        "line_without_resource",
        {"/needs/1/resources/-": {"quantity": 1}},
        "line_without_resource",
        "/needs/1/resources/1",
    ),
    Bad(
        "line_with_both",
        {"/needs/1/resources/0/item": "room"},
        "line_with_both",
        "/needs/1/resources/0",
    ),
    one("item_not_stocked", "/services/0/resources/0/item", "oil"),
    one("hold_on_goods", "/services/0/resources/0/hold", 30),
    one("resource_expired", "/resources/0/expires", "2026-11-22"),
    one("term_level_zero", "/policy/terms/0/level", 0),
    one("rule_not_switchable", "/policy/ignored_rules/0", "window"),
    Bad(
        "escalation_no_kinds",
        {"/policy/escalation": [{"kinds": []}], f"{NEED}/service_level_days": 1},
        "escalation_no_kinds",
        "/policy/escalation/0/kinds",
    ),
    Bad(
        "escalation_kind_twice",
        {
            "/policy/escalation": [{"kinds": ["team"]}, {"kinds": ["secretary", "team"]}],
            f"{NEED}/service_level_days": 1,
        },
        "escalation_kind_twice",
        "/policy/escalation/1/kinds/1",
    ),
    Bad(
        "escalation_out_of_order",
        {
            "/policy/escalation": [
                {"kinds": ["team"], "after_days": 2},
                {"kinds": ["secretary"], "after_days": 1},
            ],
            "/services/0/service_level_days": 1,
        },
        "escalation_out_of_order",
        "/policy/escalation/1/after_days",
    ),
    Bad(
        "escalation_never",
        {"/policy/escalation": [{"kinds": ["team"]}]},
        "escalation_never",
        "/policy/escalation",
    ),
]

PINS = [
    Bad(
        "pin_excluded",
        {"/pins/-": {"need": "N2", "helpers": ["H1"]}},
        "pin_excluded",
        "/pins/1/helpers/0",
    ),
    Bad(
        "pin_crowded",
        {
            "/pins/-": {"need": "N2", "helpers": ["H2", "H3"]},
            "/helpers/-": {"id": "H3", "kind": "volunteer"},
        },
        "pin_crowded",
        "/pins/1/helpers",
    ),
    Bad(
        "pin_crowded without a crew",
        {"/pins/-": {"need": "N2", "helpers": ["H2"]}, "/needs/1/roles": []},
        "pin_crowded",
        "/pins/1/helpers",
    ),
    one("pin_outside_windows", "/pins/0/start", at("10:01"), "the pinned visit ends too late"),
    Bad(
        "the pinned visit starts before the windows",
        {"/pins/0/start": at("09:00"), f"{WINDOW}/start": at("09:01"), f"{WINDOW}/soft": True},
        "pin_outside_windows",
        "/pins/0/start",
    ),
    Bad(
        "the pinned visit is later than a soft window allows",
        {"/pins/0/start": at("10:31"), f"{WINDOW}/soft": True, f"{WINDOW}/max_late": 30},
        "pin_outside_windows",
        "/pins/0/start",
    ),
    Bad(
        "pin_off_shift",
        {"/pins/0/start": at("17:00"), f"{NEED}/windows": []},
        "pin_off_shift",
        "/pins/0/start",
    ),
]
