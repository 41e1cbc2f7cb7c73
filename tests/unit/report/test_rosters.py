from __future__ import annotations

from datetime import date, datetime

from matcher.model import HelperKind, Plan, Scenario, UnmetKind
from matcher.report.rosters import day_rows, helper_rows, resident_rows
from matcher.report.rows import Activity, Amount, Given, HelperRow


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}+08:00")


def test_a_helper_sees_visits_breaks_and_the_way_back_in_order(
    scenario: Scenario, plan: Plan
) -> None:
    rows = [row for row in helper_rows(scenario, plan) if row.helper == "h1"]
    assert [(row.activity, row.depart, row.start, row.end, row.metres) for row in rows] == [
        (Activity.VISIT, at("08:10"), at("08:20"), at("08:50"), 300),
        (Activity.VISIT, at("08:50"), at("09:00"), at("10:00"), 700),
        (Activity.BREAK, None, at("10:00"), at("10:30"), None),
        (Activity.RETURN, at("10:30"), None, at("10:40"), 800),
    ]


def test_a_helper_sees_everything_of_a_visit(scenario: Scenario, plan: Plan) -> None:
    rows = helper_rows(scenario, plan)
    assert rows[0] == HelperRow(
        helper="h1",
        helper_name="Zhang San",
        kind=HelperKind.SOCIAL_WORKER,
        shift="s1",
        day=date(2026, 11, 23),
        activity=Activity.VISIT,
        depart=at("08:10"),
        start=at("08:20"),
        end=at("08:50"),
        metres=300,
        need="n2",
        occurrence=0,
        priority=3,
        service="parcel",
        service_name="Parcel",
        resident="r1",
        community="xiangmin",
        community_name="湘民社区",
        role=None,
        others=(),
        resources=(Given(resource="rice", name="Rice", amount=Amount(quantity=2, unit="bags")),),
    )


def test_crew_members_see_each_other_and_their_roles(scenario: Scenario, plan: Plan) -> None:
    together = [row for row in helper_rows(scenario, plan) if row.need == "n1"]
    assert [(row.helper, row.role, row.others) for row in together] == [
        ("h1", "lead", ("h2",)),
        ("h2", "second", ("Zhang San",)),
    ]


def test_a_helper_without_a_name_goes_by_its_id(scenario: Scenario, plan: Plan) -> None:
    assert {row.helper_name for row in helper_rows(scenario, plan)} == {"Zhang San", "h2"}


def test_the_day_is_in_order_of_time_and_leaves_out_the_unmet(
    scenario: Scenario, plan: Plan
) -> None:
    rows = day_rows(scenario, plan)
    assert [(row.need, row.start, row.crew, row.unmet) for row in rows] == [
        ("n2", at("08:20"), ("Zhang San",), None),
        ("n1", at("09:00"), ("Zhang San", "h2"), None),
    ]


def test_residents_see_their_unmet_visits_too_and_nobodys_come_last(
    scenario: Scenario, plan: Plan
) -> None:
    rows = resident_rows(scenario, plan)
    assert [(row.resident, row.need, row.occurrence, row.day, row.unmet) for row in rows] == [
        ("r1", "n2", 0, date(2026, 11, 23), None),
        ("r1", "n2", 1, None, UnmetKind.NO_ROOM),
        ("r2", "n1", 0, date(2026, 11, 23), None),
        (None, "n3", 0, None, UnmetKind.NO_CANDIDATE),
    ]
