from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from matcher.model import Place
from matcher.report import Language
from matcher.whatif.comparison import compare, comparison_document, html_comparison
from matcher.whatif.comparison.tables import DETAILED
from matcher.whatif.comparison.tabulate import tabulate


class Reader(HTMLParser):
    """Collects the tags, and the text of every figure."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.figures: list[tuple[dict[str, str], str]] = []
        self._figure: dict[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._figure = dict(attrs) if "data-figure" in dict(attrs) else None

    def handle_data(self, data):
        if self._figure is not None:
            self.figures.append((self._figure, data))
            self._figure = None


def at(document, path):
    for step in path.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


@pytest.fixture
def comparison(base, more, fewer):
    return compare([base, more, fewer])


def page(comparison, language=Language.EN) -> str:
    return html_comparison(comparison, language).decode()


@pytest.mark.parametrize("language", Language)
def test_every_figure_is_the_documents(comparison, language):
    document = comparison_document(comparison)
    figures = Reader(page(comparison, language)).figures
    assert len(figures) > 300
    for attributes, _ in figures:
        value = json.loads(attributes["data-value"])
        assert value == at(document, attributes["data-figure"]), attributes


def test_the_tables_are_there_in_full(comparison):
    shown = {attributes["data-figure"] for attributes, _ in Reader(page(comparison)).figures}
    grids = tabulate(comparison_document(comparison))
    for name in ("overview", "levels", "kinds", "reasons", "stock", "funds"):
        cells = [cell for row in grids[name].rows for cell in row.cells if cell.path]
        assert {cell.path for cell in cells} <= shown, name


def test_it_asks_for_nothing_and_runs_nothing(comparison):
    text = page(comparison)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not re.search(r"http:|https:|//|url\(|@import|\son\w+=", text)
    tags = {tag for tag, _ in Reader(text).tags}
    assert {"script", "link", "img", "iframe", "a"}.isdisjoint(tags)
    assert not [attrs for _, attrs in Reader(text).tags if "src" in attrs or "href" in attrs]


def test_names_are_escaped(comparison):
    text = page(comparison)
    assert "<title>What if · Base &lt;i&gt;</title>" in text
    assert "桥头&lt;b&gt;" in text
    assert not re.search(r"<[bi]>", text)


def test_both_languages(comparison):
    english, chinese = page(comparison), page(comparison, Language.ZH)
    assert '<html lang="en">' in english
    assert '<html lang="zh-CN">' in chinese
    assert "better, proven" in english
    assert "更好（已证明）" in chinese
    assert "<small>most change: 桥头&lt;b&gt; · One more</small>" in english
    assert "<small>变化最大：桥头&lt;b&gt; · One more</small>" in chinese
    assert "@media print" in english


def test_one_map_a_case_to_one_scale(comparison):
    circles = [attrs for tag, attrs in Reader(page(comparison)).tags if tag == "circle"]
    # Two communities in the base and the first variant, one in the second.
    assert len(circles) == 5
    assert circles[0]["cx"] == circles[2]["cx"] == circles[4]["cx"]
    assert circles[0]["fill"] == "#f1a340"
    assert circles[2]["fill"] == "#2b6cb0"


def test_without_places_there_are_no_maps(base, more):
    def unplaced(case):
        communities = tuple(replace(one, place=None) for one in case.scenario.communities)
        return replace(case, scenario=replace(case.scenario, communities=communities))

    assert "<circle" not in page(compare([unplaced(base), unplaced(more)]))


def test_one_place_is_in_the_middle(base):
    here = Place(lat=28.2, lon=112.98)
    communities = tuple(replace(one, place=here) for one in base.scenario.communities)
    case = replace(base, scenario=replace(base.scenario, communities=communities))
    circles = [attrs for tag, attrs in Reader(page(compare([case]))).tags if tag == "circle"]
    assert {(attrs["cx"], attrs["cy"]) for attrs in circles} == {("150.0", "120.0")}


def test_a_base_alone_and_plans_of_nothing(base):
    bare = replace(
        base,
        name="bare",
        scenario=replace(base.scenario, needs=()),
        plan=replace(base.plan, visits=(), unmet=(), routes=(), allocations=()),
    )
    assert 'id="days"' not in page(compare([base]))
    assert 'class="card"' not in page(compare([base]))
    text = page(compare([bare, replace(bare, name="again")]))
    assert 'id="communities"' not in text
    assert 'id="days"' not in text


def test_where_nothing_changes_it_says_so(base):
    text = page(compare([base, replace(base, name="again")]))
    assert text.count("<small>no change</small>") == 5


def test_of_many_variants_all_are_in_the_overview_and_few_in_the_rest(base, more):
    cases = [base, *(replace(more, name=f"v{n}", title=f"V{n}") for n in range(100))]
    comparison = compare(cases)
    text = page(comparison)
    assert text.count('class="card"') == DETAILED
    assert text.count("<figcaption>") == 1 + DETAILED + DETAILED
    assert "Every variant has a line in the overview" in text
    document, figures = comparison_document(comparison), Reader(text).figures
    overview = tabulate(document)["overview"]
    paths = {cell.path for row in overview.rows for cell in row.cells if cell.path}
    assert paths <= {attributes["data-figure"] for attributes, _ in figures}
    for attributes, _ in figures:
        assert json.loads(attributes["data-value"]) == at(document, attributes["data-figure"])
