"""Bad changes of the town of `town`: what is wrong with each, and where."""

from __future__ import annotations

BAD_CHANGES = [
    ("unknown_operation", "/op", {"op": "cpy", "helpers": {}}),
    ("unknown_operation", "/op", {"helpers": {}}),
    ("not_record", "", 3),
    ("one_subject", "", {"op": "remove"}),
    ("one_subject", "", {"op": "remove", "helpers": {}, "needs": {}}),
    ("unknown_field", "/helper", {"op": "remove", "helper": {}}),
    ("unknown_choice", "/helpers/kind", {"op": "remove", "helpers": {"kind": "volunter"}}),
    (
        "unknown_choice",
        "/helpers/kind/1",
        {"op": "remove", "helpers": {"kind": ["volunteer", "volunter"]}},
    ),
    ("too_large", "/needs/priority", {"op": "remove", "needs": {"priority": 6}}),
    ("selects_nothing", "/helpers", {"op": "remove", "helpers": {"kind": "team"}}),
    ("selects_unknown", "/needs/service", {"op": "remove", "needs": {"service": "tlk"}}),
    ("selects_unknown", "/helpers/id", {"op": "remove", "helpers": {"id": ["ann", "anne"]}}),
    ("count_or_times", "", {"op": "copy", "helpers": {}}),
    ("count_or_times", "", {"op": "copy", "helpers": {}, "count": 1, "times": 1}),
    (
        "unknown_field",
        "/set/nam",
        {"op": "copy", "helpers": {}, "times": 1, "set": {"nam": "x"}},
    ),
    ("id_kept", "/set/id", {"op": "change", "helpers": {}, "set": {"id": "x"}}),
    ("too_large", "/set/priority", {"op": "change", "needs": {}, "set": {"priority": 6}}),
    (
        "too_large",
        "/append/skills/0/level",
        {
            "op": "change",
            "helpers": {"id": "ann"},
            "append": {"skills": [{"skill": "nursing", "level": 6}]},
        },
    ),
    ("not_list", "/append/skills", {"op": "change", "helpers": {}, "append": {"skills": "x"}}),
    ("not_a_figure", "/field", {"op": "scale", "resources": {}, "field": "kind", "by": 2}),
    ("too_large", "/by", {"op": "scale", "resources": {}, "field": "quantity", "by": 1001}),
    ("shifts_nothing", "", {"op": "shift", "helpers": {}}),
    ("too_small", "/factor", {"op": "surge", "needs": {}, "factor": -1}),
    (
        "empty_interval",
        "/end",
        {"op": "close", "communities": {"id": "east"}, "end": "2026-11-22T08:00+08:00"},
    ),
    (
        "time_without_offset",
        "/start",
        {"op": "close", "communities": {}, "start": "2026-11-23T08:00"},
    ),
    ("id_taken", "/helpers/0/id", {"op": "add", "helpers": [{"id": "ann", "kind": "volunteer"}]}),
    ("selects_unknown", "/between/1", {"op": "detour", "between": ["east", "wst"], "metres": 1}),
    ("detour_within", "/between", {"op": "detour", "between": ["east", "town"], "metres": 1}),
    ("wrong_length", "/between", {"op": "detour", "between": ["east"], "metres": 1}),
    ("wrong_length", "/priority_weights", {"op": "policy", "priority_weights": [1]}),
    ("unknown_choice", "/terms/fairnes", {"op": "policy", "terms": {"fairnes": {"weight": 1}}}),
]
"""The code, where it points in the change, and the change."""

CODES_OF_VARIANTS = {code for code, _, _ in BAD_CHANGES} | {
    "bad_yaml",
    "detour_own_speed",
    "detour_too_wide",
    "detour_without_coordinates",
    "too_few",
    "too_many",
    "unknown_parameter",
    "unsupported_change_file",
    "unused_parameter",
    "variant_twice",
}
"""Codes that files of the planner's bench bring about; the latter in tests of their own."""
