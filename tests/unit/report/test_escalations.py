from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from matcher.model import Escalation, EscalationTier, HelperKind, Plan, Policy, Scenario
from matcher.report import Language, View, tables, view
from matcher.report.reasons import unmet_rows
from matcher.report.text import Text

LADDER = (
    EscalationTier(kinds=(HelperKind.LIAISON, HelperKind.GRID_MEMBER)),
    EscalationTier(kinds=(HelperKind.SPECIALIST,), after_days=2),
)


@pytest.fixture
def laddered(scenario: Scenario) -> Scenario:
    return replace(scenario, policy=Policy(escalation=LADDER))


@pytest.fixture
def climbed(plan: Plan) -> Plan:
    entries = ("n1", 0, 3000), ("n3", 0, -600), ("n3", 1, 2280)
    escalations = (Escalation(need=need, tier=tier, at=at) for need, tier, at in entries)
    return replace(plan, escalations=tuple(escalations))


def test_who_moved_up_the_soonest_first(laddered: Scenario, climbed: Plan) -> None:
    rows = view(laddered, climbed, View.UNMET)["escalations"]
    assert [(row.need, row.tier, row.kinds) for row in rows] == [
        ("n3", 1, LADDER[0].kinds),
        ("n3", 2, LADDER[1].kinds),
        ("n1", 1, LADDER[0].kinds),
    ]
    assert rows[0].at == datetime.fromisoformat("2026-11-22T14:00:00+08:00")


def test_the_table_of_those_who_moved_up(laddered: Scenario, climbed: Plan) -> None:
    table = tables(laddered, climbed, View.UNMET, Language.EN)[-1]
    assert table.title == "Needs that move up"
    assert table.rows[0][:4] == ("11-22 14:00", "1", "liaison, grid member", "5")


def test_an_unmet_visit_says_to_whom_it_moves_up(laddered: Scenario, climbed: Plan) -> None:
    first, *others = unmet_rows(laddered, climbed)
    assert first.need == "n3"
    assert first.because[-1] == Text(
        "It moves up: to the liaison or grid member on Sun 11-22 14:00,"
        " to the specialised body on Tue 11-24 14:00.",
        "逐级上报：周日 11-22 14:00 至联络员或网格员，周二 11-24 14:00 至专门机构。",
    )
    assert {row.moves_up for row in others} == {None}


def test_without_a_ladder_nothing_is_shown(scenario: Scenario, plan: Plan) -> None:
    titles = [table.title for table in tables(scenario, plan, View.UNMET, Language.EN)]
    assert titles == ["Unmet"]
