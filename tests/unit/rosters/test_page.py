from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.rosters import roster


class Reader(HTMLParser):
    """Collects the words of each table row and the attributes of each tag."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def page(scenario: Scenario, plan: Plan, language: Language = Language.EN) -> str:
    return roster(scenario, plan, "text/html", language).decode()


def read(scenario: Scenario, plan: Plan, language: Language = Language.EN) -> Reader:
    reader = Reader()
    reader.feed(page(scenario, plan, language).partition("<main>")[2])
    return reader


def test_a_day_helper_by_helper_and_what_needs_nobody(scenario: Scenario, plan: Plan) -> None:
    assert read(scenario, plan).rows == [
        ["time", "service", "resident", "community", "together with", "resources"],
        ["Zhang San social worker"],
        ["08:20–08:50 leave 08:10", "Parcel", "r1", "湘民, 社区", "", "Rice 2 kg"],
        ["09:00–10:00 leave 08:50", "Bath <i> lead", "r2", "桥头社区", "=1+1", ""],
        ["10:00–10:30", "break"],
        ["10:30–10:40", "return"],
        ["=1+1 volunteer"],
        ["09:00–10:00 leave 08:55", "Bath <i> second", "r2", "桥头社区", "Zhang San", ""],
        ["10:00–10:05", "return"],
        ["No helper needed"],
        ["10:00–11:00", "Pick-up", "", "桥头社区", "", ""],
        ["priority", "service", "resident", "community", "kind", "why"],
        [
            *("5", "Parcel n3", "", "桥头社区", "nobody can"),
            "1 resource cannot be used because too little is left in stock (Rice).",
        ],
    ]


def test_chinese_throughout(scenario: Scenario, plan: Plan) -> None:
    rows = read(scenario, plan, Language.ZH).rows
    assert rows[0] == ["时间", "服务项目", "居民", "社区", "同行", "资源"]
    assert rows[-1][-2:] == ["无人可派", "1项资源不能用，因为剩余库存不足（Rice）。"]
    text = page(scenario, plan, Language.ZH)
    assert '<html lang="zh-CN">' in text
    assert "<h2>周一 11-23</h2>" in text
    assert "2026-11-23 至 2026-11-23" in text
    assert '<html lang="en">' in page(scenario, plan)


def test_names_are_escaped(scenario: Scenario, plan: Plan) -> None:
    text = page(scenario, plan)
    assert "<title>Roster · Small &lt;b&gt;day&lt;/b&gt;</title>" in text
    assert "Bath &lt;i&gt;" in text
    assert not re.search(r"<[bi]>", text)


def test_the_page_asks_for_nothing_and_runs_nothing(scenario: Scenario, plan: Plan) -> None:
    text = page(scenario, plan)
    assert not re.search(r"http|//|url\(|@import|<script|\son\w+=", text)
    reader = Reader()
    reader.feed(text)
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in reader.tags)
    assert not [attrs for _, attrs in reader.tags if "src" in attrs]
    hrefs = [attrs["href"] or "" for _, attrs in reader.tags if "href" in attrs]
    assert hrefs == ["#d2026-11-23", "#left-out"]
    assert {attrs["id"] for _, attrs in reader.tags if "id" in attrs} == {
        *(href.removeprefix("#") for href in hrefs)
    }


def test_it_is_laid_out_for_paper_too(scenario: Scenario, plan: Plan) -> None:
    assert "@media print" in page(scenario, plan)


def test_a_plan_that_meets_all_and_one_that_plans_nothing_say_so(
    scenario: Scenario, plan: Plan
) -> None:
    text = page(scenario, replace(plan, unmet=(), visits=(), routes=(), allocations=()))
    assert "Every need is met." in text
    assert "No visits are planned." in text
