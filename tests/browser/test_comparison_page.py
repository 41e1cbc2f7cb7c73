"""The page of a comparison in a real browser that can reach nothing but the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from matcher.report import Language
from matcher.whatif.comparison import compare, html_comparison, json_comparison
from tests.unit.whatif.comparison.cases import base_case, fewer_case, more_case

CHROMIUM = Path("/usr/bin/chromium")
UNITS = {
    "count": (1, 0),
    "percent": (1, 1),
    "ratio": (1, 3),
    "minutes": (60, 1),
    "metres": (1000, 1),
    "fen": (100, 2),
    "share": (0.01, 1),
}
WORDS = {
    "better": "更好（已证明）",
    "worse": "更差（已证明）",
    "settled_above": "上层已决定",
    "base": "基准方案",
    "completed": "已完成",
}
READ = """figures => figures.map(figure => ({
    ...figure.dataset, text: figure.textContent, width: figure.getBoundingClientRect().width
}))"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture
def opened(tmp_path):
    """Give the JSON document and the page of a comparison, and what goes wrong on it."""
    comparison = compare([base_case(), more_case(), fewer_case()])
    file = tmp_path / "comparison.html"
    file.write_bytes(html_comparison(comparison, Language.ZH))
    wrong = []
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=arguments) as browser,
    ):
        page = browser.new_page(viewport={"width": 1200, "height": 1600}, offline=True)
        page.set_default_timeout(60_000)
        page.on("request", lambda request: wrong.append(request.url))
        page.on("console", lambda told: wrong.append(told.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        assert wrong == [file.as_uri()]
        wrong.clear()
        yield json.loads(json_comparison(comparison, Language.ZH)), page, wrong
        if shots := os.environ.get("LINLI_TEST_SCREENSHOTS"):
            page.screenshot(path=Path(shots) / "comparison.png", full_page=True)


def at(document, path):
    for step in path.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def said(value, unit, *, signed):
    """Say a figure as the page should, from what the document holds."""
    if unit in {"word", "name"}:
        return WORDS[value] if unit == "word" else value
    scale, digits = UNITS[unit]
    text = f"{value / scale:{'+' if signed else ''},.{digits}f}".replace("-", "−")
    return text.lstrip("+−") if not text.strip("+−0.,") else text


def test_every_figure_is_the_documents(opened):
    document, page, wrong = opened
    figures = page.locator("[data-figure]").evaluate_all(READ)
    assert len(figures) > 300
    for figure in figures:
        value = at(document, figure["figure"])
        assert json.loads(figure["value"]) == value, figure
        assert figure["text"] == said(value, figure["unit"], signed="signed" in figure), figure
        assert figure["width"] > 0, figure
    overview = page.locator("#overview [data-figure]").evaluate_all(READ)
    shown = {figure["figure"] for figure in overview}
    for place, variant in enumerate(document["variants"]):
        differences = {name for name, value in variant["differences"].items() if value is not None}
        assert {f"/variants/{place}/differences/{name}" for name in differences} <= shown
        assert f"/variants/{place}/judgement/verdict" in shown

    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert wrong == []
