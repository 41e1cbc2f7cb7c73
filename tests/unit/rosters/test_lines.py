from __future__ import annotations

import csv
import io
from dataclasses import replace

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.rosters import roster


def table(scenario: Scenario, plan: Plan, language: Language = Language.EN) -> list[list[str]]:
    written = roster(scenario, plan, "text/csv", language)
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))


def test_the_file_begins_with_a_byte_order_mark(scenario: Scenario, plan: Plan) -> None:
    assert roster(scenario, plan, "text/csv", Language.EN).startswith(b"\xef\xbb\xbf")


def test_the_heading_is_the_same_in_both_languages(scenario: Scenario, plan: Plan) -> None:
    heading = table(scenario, plan)[0]
    assert heading == table(scenario, plan, Language.ZH)[0]
    assert heading == [
        *("服务者编号 helper id", "服务者 helper", "类型 kind", "时段编号 shift id", "日期 day"),
        *("事项 activity", "出发 leave", "开始 start", "结束 end", "需求编号 need id"),
        *("序号 occurrence", "优先级 priority", "服务项目编号 service id", "服务项目 service"),
        *("居民 resident", "社区编号 community id", "社区 community", "角色 role"),
        *("同行 together with", "资源 resources", "路程（米） metres"),
    ]


def test_a_visit_line_word_for_word(scenario: Scenario, plan: Plan) -> None:
    assert table(scenario, plan)[1] == [
        *("h1", "Zhang San", "social worker", "s1", "2026-11-23", "visit"),
        *("2026-11-23 08:10", "2026-11-23 08:20", "2026-11-23 08:50", "n2", "0", "3"),
        *("parcel", "Parcel", "r1", "c2", "湘民, 社区", "", "", "Rice 2 kg", "300"),
    ]


def test_one_line_a_visit_break_and_return_by_helper_and_time(
    scenario: Scenario, plan: Plan
) -> None:
    turned = replace(plan, routes=plan.routes[::-1])
    expected = [
        ("h1", "服务", "2026-11-23 08:50"),
        ("h1", "服务", "2026-11-23 10:00"),
        ("h1", "休息", "2026-11-23 10:30"),
        ("h1", "返回", "2026-11-23 10:40"),
        ("h2", "服务", "2026-11-23 10:00"),
        ("h2", "返回", "2026-11-23 10:05"),
    ]
    for each in (plan, turned):
        lines = table(scenario, each, Language.ZH)[1:]
        assert [(line[0], line[5], line[8]) for line in lines] == expected


def test_no_text_is_taken_for_a_formula(scenario: Scenario, plan: Plan) -> None:
    for name in ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1"):
        named = replace(scenario.helpers[1], name=name)
        odd = replace(scenario, helpers=(scenario.helpers[0], named))
        assert [line[1] for line in table(odd, plan)[-2:]] == [f"'{name}", f"'{name}"]
