"""What must not be complained of, and what holds beyond the table of bad documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.formats import parse_scenario
from matcher.model import Need, Place, Scenario, Severity
from matcher.validate import validate
from tests.unit.formats.bad import NEED, WINDOW, at
from tests.unit.formats.base import GONE, changed, problems_of

FINE = {
    "a pinned visit that just fits its window": {"/pins/0/start": at("10:00")},
    "a pinned start of a soft window that is overrun": {
        "/pins/0/start": at("10:30"),
        f"{WINDOW}/soft": True,
    },
    "a pinned start that one of two windows allows": {
        "/pins/0/start": at("14:00"),
        f"{NEED}/windows/-": {"start": at("14:00"), "end": at("15:00")},
    },
    "a pinned start in a shift's overtime": {
        "/pins/0/start": at("17:30"),
        "/helpers/0/shifts/0/max_overtime": 31,
        f"{NEED}/windows": [],
    },
    "as many pinned helpers as the crew has places": {"/pins/-": {"need": "N2", "helpers": ["H2"]}},
    "no gap at all between occurrences": {
        f"{NEED}/recurrence": {"times": 2, "min_gap_days": 0, "max_gap_days": 0}
    },
    "occurrences that just fit": {f"{NEED}/recurrence": {"times": 4, "min_gap_days": 2}},
    "a window of one instant": {"/needs/1/windows": [{"start": at("09:00"), "end": at("09:00")}]},
    "a window of all the horizon": {
        "/needs/1/windows": [{"start": at("00:00"), "end": at("00:00", "2026-11-30T")}]
    },
    "a service that just fits its window": {f"{WINDOW}/end": at("10:00")},
    "a soft window that is overrun": {f"{WINDOW}/end": at("09:01"), f"{WINDOW}/soft": True},
    "a soft window that is overrun just enough": {
        f"{WINDOW}/end": at("09:50"),
        f"{WINDOW}/soft": True,
        f"{WINDOW}/max_late": 10,
    },
    "a short window that bounds the start": {
        f"{WINDOW}/end": at("09:01"),
        f"{WINDOW}/bounds": "start",
    },
    "a due date long past": {f"{NEED}/due": "2025-01-01T09:00+08:00"},
    "shifts that touch": {"/helpers/0/shifts/1/start": at("17:00")},
    "breaks that touch": {"/helpers/0/shifts/0/breaks/1/start": at("12:30")},
    "a break that fills its shift": {
        "/helpers/0/shifts/1/breaks": [
            {"start": at("09:00", "2026-11-24T"), "end": at("12:00", "2026-11-24T"), "minutes": 180}
        ]
    },
    "a crewless need without a place": {"/needs/1/roles": [], "/needs/1/resources": []},
    "a helper without a home and without shifts": {"/helpers/1/home": GONE},
    "a helper without a home whose shifts have their places": {
        "/helpers/1/home": GONE,
        "/helpers/1/shifts": [
            {
                "id": "S3",
                "start": at("09:00"),
                "end": at("10:00"),
                "start_place": {"lat": 28.2, "lon": 112.9},
                "end_place": {"lat": 28.2, "lon": 112.9},
            }
        ],
    },
    "a helper at home where the organisation is": {"/helpers/0/community": GONE},
    "a key without coordinates that nobody travels to": {
        "/needs/1/place": {"key": "甲"},
        "/needs/1/roles": [],
        "/needs/1/resources": [],
    },
    "keys without coordinates that a matrix joins": {
        "/communities/0/place": {"key": "甲"},
        "/resources/1/place": {"key": "乙"},
        "/needs/1/place": {"key": "乙"},
    },
    "a mode with speed that nobody lacks": {
        "/travel/modes": [{"mode": "walk", "speed_kmh": 4, "detour": 1}]
    },
    "a skill of an unused service that nobody has": {
        "/services/-": {"id": "nursing", "name": "护理", "roles": [{"skills": [{"skill": "护士"}]}]}
    },
    "a crew of one helper in several roles": {
        f"{NEED}/distinct_crew": False,
        f"{NEED}/max_helpers": 1,
    },
    "a licence on its last day": {"/helpers/0/licences/0/expires": "2026-11-23"},
    "a resource on its last day": {"/resources/0/expires": "2026-11-23"},
    "a hold of what comes back": {
        "/needs/1/place": {"lat": 28.2, "lon": 112.9},
        "/needs/1/resources/0": {"item": "room", "quantity": 1, "hold": 5},
    },
    "a project without an end": {"/projects/0/end": GONE},
    "a horizon of three months": {"/days": 92},
    "Hong Kong, Ürümqi and Taipei": {
        "/communities/0/place": {"lat": 22.28, "lon": 114.16},
        "/resources/1/place": {"lat": 43.83, "lon": 87.62},
        "/helpers/1/home": {"lat": 25.03, "lon": 121.56},
    },
    "a long number that is no date of birth": {f"{NEED}/resident": "202611230000000017"},
    "a number as long as a telephone's": {f"{NEED}/resident": "20261123001"},
    "pinned as often as there are visits": {
        "/pins": [
            {"need": "N1", "start": at("23:59", "2026-11-29T")},
            {"need": "N1", "occurrence": 1},
        ],
        f"{NEED}/windows": [],
    },
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine_is_left_in_peace(name):
    assert problems_of(changed(FINE[name])) == ()


def test_a_scenario_built_in_python_is_judged_like_one_from_a_file():
    base = parse_scenario(changed({})).scenario
    need = Need(id="N1", service="?", community="C1", place=Place(lat=28.0))

    found = [(p.code, p.pointer) for p in validate(replace(base, needs=(*base.needs, need)))]

    assert found == [
        ("duplicate_id", "/needs/2/id"),
        ("coordinates_incomplete", "/needs/2/place/lon"),
        ("unknown_service", "/needs/2/service"),
    ]


def test_an_unknown_id_is_not_also_blamed_for_the_place_it_would_give():
    homeless = {
        "/helpers/1/home": GONE,
        "/helpers/1/shifts": [{"id": "S3", "start": at("09:00"), "end": at("10:00")}],
    }
    for field, code in (("organisation", "organisation"), ("community", "community")):
        found = problems_of(changed(homeless | {f"/helpers/1/{field}": "?"}))

        assert [p.code for p in found] == [f"unknown_{code}"]


def test_an_empty_scenario_is_odd_but_not_wrong():
    base = parse_scenario(changed({})).scenario

    found = validate(Scenario(id="empty", start=base.start))

    assert [(p.code, p.severity) for p in found] == [
        ("no_helpers", Severity.WARNING),
        ("no_needs", Severity.WARNING),
    ]


def test_each_place_without_way_is_told_for_each_mode_in_use():
    document = changed(
        {
            "/needs/1/place": {"key": "甲"},
            "/helpers/1/mode": "car",
            "/helpers/1/shifts": [{"id": "S3", "start": at("09:00"), "end": at("10:00")}],
            "/travel/matrices/-": {
                "mode": "car",
                "places": ["甲", "丙"],
                "minutes": [[0, 1], [1, 0]],
                "metres": [[0, 1], [1, 0]],
            },
        }
    )

    found = problems_of(document)

    assert {(p.code, p.pointer) for p in found} == {("place_unreachable", "/needs/1/place/key")}
    assert ["by car" in p.en for p in found] == [True, False]


def test_three_needs_that_wait_for_each_other_are_one_circle():
    document = changed({"/needs/0/after": ["N3"]})
    document["needs"].append({"id": "N3", "service": "class", "community": "C1", "after": ["N2"]})

    (found,) = problems_of(document)

    assert found.code == "predecessor_cycle"
    assert found.en == "These needs wait for each other: N1 → N3 → N2 → N1."


def test_a_circle_beside_a_need_after_itself_is_told_too():
    document = changed({"/needs/0/after": ["N1", "N2"]})

    assert [(p.code, p.pointer) for p in problems_of(document)] == [
        ("need_after_itself", "/needs/0/after/0"),
        ("predecessor_cycle", "/needs/0/after/1"),
    ]


def test_a_short_shift_inside_a_long_one_and_the_next_are_both_told():
    shifts = [
        {"id": "A", "start": at("09:00"), "end": at("17:00")},
        {"id": "B", "start": at("16:00"), "end": at("18:00")},
        {"id": "C", "start": at("10:00"), "end": at("11:00")},
        {"id": "D", "start": at("18:00"), "end": at("19:00")},
    ]

    found = problems_of(changed({"/helpers/1/shifts": shifts}))

    assert [(p.code, p.pointer) for p in found] == [
        ("overlapping_shifts", "/helpers/1/shifts/1/start"),
        ("overlapping_shifts", "/helpers/1/shifts/2/start"),
    ]


def test_a_place_with_coordinates_does_not_vouch_for_its_namesake_without():
    document = changed(
        {
            "/needs/0/place": {"lat": 28.2, "lon": 112.9, "key": "甲"},
            "/needs/1/place": {"key": "甲"},
        }
    )

    assert [(p.code, p.pointer) for p in problems_of(document)] == [
        ("place_unreachable", "/needs/1/place/key")
    ]
