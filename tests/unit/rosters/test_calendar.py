from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from icalendar import Calendar, Event

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.rosters import roster

BATH_OF_H1 = "bd52989c-f345-5b48-8547-2c5e02d5f886"
BATH_OF_H2 = "ad4613ef-0754-5da2-b03d-7b12a4eeae4d"


def calendar(scenario: Scenario, plan: Plan, language: Language = Language.EN) -> bytes:
    return roster(scenario, plan, "text/calendar", language)


def events(written: bytes) -> list[Event]:
    return Calendar.from_ical(written).events


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}+08:00").astimezone(UTC)


def test_an_event_word_for_word(scenario: Scenario, plan: Plan) -> None:
    text = calendar(scenario, plan).decode()
    assert text.startswith(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Linli//Rosters//EN\r\n"
        "CALSCALE:GREGORIAN\r\nNAME:Small <b>day</b>\r\nX-WR-CALNAME:Small <b>day</b>\r\n"
        "BEGIN:VEVENT\r\nSUMMARY:Parcel · Zhang San\r\n"
        "DTSTART:20261123T002000Z\r\nDTEND:20261123T005000Z\r\nDTSTAMP:20261122T160000Z\r\n"
        "UID:b5a85384-a731-54c8-83e9-48abf8593501\r\nSEQUENCE:0\r\nCLASS:PRIVATE\r\n"
        "DESCRIPTION:resident: r1\\nresources: Rice 2 kg\r\nLOCATION:湘民\\, 社区\r\n"
        "STATUS:CONFIRMED\r\nEND:VEVENT\r\n"
    )


def test_one_event_for_each_stop_of_each_helper(scenario: Scenario, plan: Plan) -> None:
    found = events(calendar(scenario, plan))
    assert [(str(each["summary"]), each.start, each.end) for each in found] == [
        ("Parcel · Zhang San", at("08:20"), at("08:50")),
        ("Bath <i> · Zhang San", at("09:00"), at("10:00")),
        ("Bath <i> · =1+1", at("09:00"), at("10:00")),
    ]
    assert [str(each["uid"]) for each in found[1:]] == [BATH_OF_H1, BATH_OF_H2]


def test_a_place_with_coordinates_is_on_the_map(scenario: Scenario, plan: Plan) -> None:
    parcel, *baths = events(calendar(scenario, plan))
    assert "geo" not in parcel
    assert [bath["geo"].to_ical() for bath in baths] == ["28.2;112.98", "28.2;112.98"]
    assert [str(bath["location"]) for bath in baths] == ["桥头社区", "桥头社区"]


def test_details_are_in_the_readers_language(scenario: Scenario, plan: Plan) -> None:
    details = {
        str(each["uid"]): str(each["description"])
        for each in events(calendar(scenario, plan, Language.ZH))
    }
    assert details[BATH_OF_H1] == "居民：r2\n角色：lead\n同行：=1+1"


def test_an_events_id_outlives_a_change_of_plan(scenario: Scenario, plan: Plan) -> None:
    route = plan.routes[1]
    moved = replace(
        route, stops=tuple(replace(stop, start=700, end=760, role=0) for stop in route.stops)
    )
    later = replace(plan, digest="1" * 64, routes=(plan.routes[0], moved))
    assert {str(each["uid"]) for each in events(calendar(scenario, later))} == {
        str(each["uid"]) for each in events(calendar(scenario, plan))
    }


def test_another_scenario_has_other_ids(scenario: Scenario, plan: Plan) -> None:
    other = events(calendar(replace(scenario, id="other"), plan))
    same = events(calendar(scenario, plan))
    assert {str(each["uid"]) for each in other}.isdisjoint(str(each["uid"]) for each in same)


def test_two_roles_of_one_visit_are_two_events(scenario: Scenario, plan: Plan) -> None:
    (stop,) = plan.routes[1].stops
    twice = replace(plan.routes[1], stops=(stop, replace(stop, role=0, start=600, end=630)))
    found = events(calendar(scenario, replace(plan, routes=(twice,))))
    assert len({str(each["uid"]) for each in found}) == 2
    assert BATH_OF_H2 in {str(each["uid"]) for each in found}


def test_long_lines_are_folded_at_75_octets(scenario: Scenario, plan: Plan) -> None:
    long = replace(scenario.services[0], name="助浴" * 40)
    written = calendar(replace(scenario, services=(long, *scenario.services[1:])), plan)
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert str(events(written)[1]["summary"]).startswith("助浴" * 40)


def test_no_contacts(scenario: Scenario, plan: Plan) -> None:
    assert not {b"ATTENDEE", b"ORGANIZER", b"CONTACT"} & set(
        calendar(scenario, plan).replace(b":", b"\n").replace(b";", b"\n").split()
    )
