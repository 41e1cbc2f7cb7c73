from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import python_calamine

from matcher.model import Escalation, EscalationTier, HelperKind, Plan, Policy, Scenario
from matcher.report import Language
from matcher.rosters import roster

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheets(
    scenario: Scenario, plan: Plan, language: Language = Language.EN
) -> dict[str, list[list[object]]]:
    written = io.BytesIO(roster(scenario, plan, XLSX, language))
    book = python_calamine.CalamineWorkbook.from_filelike(written)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {clock}")


def test_a_sheet_for_each_view_in_the_readers_language(scenario: Scenario, plan: Plan) -> None:
    assert list(sheets(scenario, plan)) == [
        *("By helper", "By resident", "By day", "Unmet", "Summary", "Resources", "Allocations")
    ]
    assert list(sheets(scenario, plan, Language.ZH)) == [
        *("按服务者", "按居民", "按日期", "未满足的需求", "概要", "资源", "资源分配")
    ]


def test_needs_that_move_up_have_a_sheet(scenario: Scenario, plan: Plan) -> None:
    ladder = (EscalationTier(kinds=(HelperKind.SECRETARY,)),)
    climbed = replace(plan, escalations=(Escalation(need=plan.visits[0].need, tier=0, at=1439),))
    rows = sheets(replace(scenario, policy=Policy(escalation=ladder)), climbed)
    assert list(rows)[4] == "Needs that move up"
    assert rows["Needs that move up"][1][:3] == [at("23:59"), 1, "secretary"]


def test_the_helpers_sheet_holds_days_times_and_figures(scenario: Scenario, plan: Plan) -> None:
    rows = sheets(scenario, plan)["By helper"]
    assert rows[0] == [
        *("服务者 helper", "类型 kind", "日期 day", "出发 leave", "开始 start", "结束 end"),
        *("事项 what", "居民 resident", "社区 community", "角色 role", "同行 together with"),
        *("资源 resources", "路程（米） metres"),
    ]
    assert rows[1] == [
        *("Zhang San", "social worker", date(2026, 11, 23), at("08:10"), at("08:20"), at("08:50")),
        *("Parcel", "r1", "湘民, 社区", "", "", "Rice 2 kg", 300),
    ]
    assert len(rows) == 7


def test_text_that_looks_like_a_formula_stays_text(scenario: Scenario, plan: Plan) -> None:
    written = roster(scenario, plan, XLSX, Language.EN)
    assert sheets(scenario, plan)["By helper"][5][0] == "=1+1"
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_unmet_sheet_says_why(scenario: Scenario, plan: Plan) -> None:
    rows = sheets(scenario, plan, Language.ZH)["未满足的需求"]
    assert rows[1:] == [
        [5, "n3", "Parcel", "无人可派", "1项资源不能用，因为剩余库存不足（Rice）。"]
    ]


def test_the_summary_sheet_stacks_its_parts(scenario: Scenario, plan: Plan) -> None:
    rows = sheets(scenario, plan)["Summary"]
    assert rows[0][:2] == ["情景 scenario", "Small <b>day</b>"]
    firsts = [row[0] for row in rows]
    coverage = firsts.index("Coverage by community")
    assert rows[coverage + 1 : coverage + 4] == [
        ["社区 community", "服务单 visits", "已满足 served", "未满足 unmet", "百分比 per cent"],
        ["桥头社区", 3, 2, 1, 66.7],
        ["湘民, 社区", 1, 1, 0, 100],
    ]
    assert {"Coverage by priority", "Score"} <= set(firsts)
    assert "Pins not kept" not in firsts


def test_stock_and_allocations(scenario: Scenario, plan: Plan) -> None:
    found = sheets(scenario, plan)
    assert found["Resources"][1] == ["Rice", "goods", "rice", "9 kg", "2 kg", 22.2]
    assert found["Allocations"][1][:5] == [
        *("Rice", date(2026, 11, 23), at("08:20"), at("08:20"), "2 kg")
    ]


def test_it_prints_on_one_page_across_with_its_heading_on_each(
    scenario: Scenario, plan: Plan
) -> None:
    with zipfile.ZipFile(io.BytesIO(roster(scenario, plan, XLSX, Language.EN))) as archive:
        helpers, _, _, _, summary, *_ = (
            archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 8)
        )
        names = archive.read("xl/workbook.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in helpers
    assert "frozen" not in summary
    assert 'paperSize="9" fitToHeight="0" orientation="landscape"' in helpers
    assert "'By helper'!$1:$1" in names
    columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', helpers)
    assert (columns[0][0], columns[-1][1]) == ("1", "13")
    assert all(8 < float(width) < 61 for _, _, width in columns)


def test_a_week_without_anything_has_its_headings(scenario: Scenario, plan: Plan) -> None:
    bare = replace(plan, visits=(), routes=(), allocations=(), unmet=())
    found = sheets(scenario, bare)
    assert len(found["By helper"]) == 1
    assert found["Unmet"] == [
        [
            *("优先级 priority", "需求 need", "居民 resident", "服务项目 service"),
            *("类型 kind", "原因 why"),
        ]
    ]
