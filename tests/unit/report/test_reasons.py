from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import Plan, Reason, Rule, Scenario
from matcher.report.book import Book
from matcher.report.catalogue import CAUSES
from matcher.report.reasons import reason_text, unmet_rows
from matcher.report.text import Text

WHOLE_PLAN_RULES = {Rule.REFERENCE, Rule.CONSISTENCY, Rule.SCORE}


def said(scenario: Scenario, plan: Plan, reason: Reason, need: str = "n3") -> Text:
    return reason_text(reason, Book(scenario, plan), need)


@pytest.mark.parametrize(
    ("reason", "en", "zh"),
    [
        (
            Reason(code="skill", role=0, blocked=12, examples=("h1", "h2")),
            (
                "12 helpers cannot come because they lack a skill of the role, or its level"
                " (such as Zhang San, h2)."
            ),
            "12名服务者不能来，因为缺少该角色要求的技能，或等级不够（如Zhang San、h2）。",
        ),
        (
            Reason(code="area", blocked=1, examples=("h1",)),
            "1 helper cannot come because the place is outside their area (Zhang San).",
            "1名服务者不能来，因为地点不在其服务范围内（Zhang San）。",
        ),
        (
            Reason(code="kind"),
            "Helpers cannot come because they are not of a kind that the role takes.",
            "服务者不能来，因为不属于该角色接受的服务者类型。",
        ),
        (
            Reason(code="stock", blocked=2, examples=("rice", "aid")),
            "2 resources cannot be used because too little is left in stock (Rice, aid).",
            "2项资源不能用，因为剩余库存不足（Rice、aid）。",
        ),
        (
            Reason(code="predecessor", examples=("n1",)),
            "A need that must come before it is not served in full (n1).",
            "必须在前的需求未全部完成（n1）。",
        ),
        (
            Reason(code="crew", role=0, examples=("h1",)),
            "There are too few different helpers for its crew (Zhang San).",
            "凑不齐服务小组所需的不同服务者（Zhang San）。",
        ),
        (
            Reason(code="line", blocked=2, examples=("rice", "aid")),
            "What it asks of a resource cannot be given in full (Rice, aid).",
            "所需资源无法足量提供（Rice、aid）。",
        ),
        (
            Reason(code="moon_phase", blocked=3),
            "The rule moon_phase stands against it.",
            "不符合规则“moon_phase”。",
        ),
    ],
)
def test_reasons_word_for_word(
    scenario: Scenario, plan: Plan, reason: Reason, en: str, zh: str
) -> None:
    assert said(scenario, plan, reason) == Text(en, zh)


def test_without_helpers_a_crew_lacks_any(scenario: Scenario, plan: Plan) -> None:
    nobody = replace(scenario, helpers=())
    assert said(nobody, replace(plan, visits=()), Reason(code="crew", role=0)) == Text(
        "There is no helper.", "没有服务者。"
    )


def test_the_role_is_named_where_a_crew_has_several(scenario: Scenario, plan: Plan) -> None:
    reason = Reason(code="sync", role=1, blocked=1)
    assert said(scenario, plan, reason, need="n1") == Text(
        "Role second: 1 helper cannot come because they have time,"
        " but not together with the rest of the crew.",
        "角色“second”：1名服务者不能来，因为有空但无法与小组其他成员配合。",
    )


def test_every_rule_that_can_stand_against_a_visit_has_a_sentence() -> None:
    assert set(CAUSES) >= set(Rule) - WHOLE_PLAN_RULES


def test_no_two_rules_read_alike() -> None:
    for language in ("en", "zh"):
        sentences = [getattr(cause, language) for _, cause in CAUSES.values()]
        assert len(set(sentences)) == len(sentences)


def test_unmet_most_urgent_first_with_kind_and_reasons(scenario: Scenario, plan: Plan) -> None:
    first, second = unmet_rows(scenario, plan)
    assert (first.need, first.priority, second.need, second.occurrence) == ("n3", 5, "n2", 1)
    assert first.why == Text(
        "Nobody and nothing in the scenario can serve it.", "情景中没有任何人员或资源可以满足。"
    )
    assert second.why == Text(
        "Some can serve it, but none has room in this plan.", "有人可以满足，但在本方案中排不下。"
    )
    assert [reason.code for reason in second.reasons] == ["shift_hours"]
    assert second.reasons[0].text.en == (
        "2 helpers cannot come because the visit fits into none of their shifts (Zhang San, h2)."
    )
