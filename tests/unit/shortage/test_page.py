"""The page: complete, escaped, and without anything from elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.report import Language
from matcher.shortage import find_shortages, html_shortages
from tests.unit.shortage.district import found, short
from tests.unit.small import scenario


def page(shortages, language=Language.EN) -> str:
    return html_shortages(shortages, language).decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ('lang="en"', "Shortages", "Bottlenecks", "One more helper", "proven")),
        (Language.ZH, ('lang="zh-CN"', "短缺地图", "瓶颈", "增加一名服务者", "已证明")),
    ],
)
def test_it_is_in_the_language_asked_for(language, words):
    told = page(found(), language)
    assert all(word in told for word in words)


def test_names_are_escaped_and_nothing_is_fetched():
    told = page(found())
    assert "Too &lt;little&gt;" in told
    assert "Ann &lt;b&gt;" in told
    assert "<b>" not in told
    assert "<script" not in told
    assert "http://" not in told.replace("http-equiv", "")
    assert "https://" not in told


def test_cells_show_hours_their_shade_and_all_figures():
    told = page(found())
    assert (
        '<td class="short" title="Mon 11-23 morning · demand (min) 180 · supply (min) 60'
        ' · helpers 1 · served (min) 60">3 / 1</td>' in told
    )
    assert "<td>1 / 3</td>" in told
    assert "1 visit cannot be served by anybody" in told


def test_without_plan_worths_and_shortages_it_says_so():
    bare = find_shortages(scenario(), seconds=0)
    told = page(bare)
    assert "No shortage of helpers is proven." in told
    assert 'id="worths"' not in told
    assert 'class="low"' in told


def test_where_nobody_can_serve_some_it_is_not_said_that_there_is_no_shortage():
    nobody = find_shortages(scenario(helpers=()), seconds=0)
    told = page(nobody)
    assert "No shortage of helpers is proven." not in told
    assert "Besides those, no shortage of helpers is proven." in told
    assert "1次服务无人能够提供" in page(nobody, Language.ZH)


def test_worths_that_are_nothing_are_said_to_be():
    value = found().valuation
    assert value is not None
    none = replace(value, helpers=(), shifts=(), hours=(), resources=())
    assert "that one more is worth anything" in page(replace(found(), valuation=none))


def test_only_the_worst_lines_of_many_are_shown():
    many = replace(found(), lines=found().lines * 30, scenario=short().id)
    told = page(many)
    assert "The worst lines are shown." in told
    assert told.count('scope="row"') == 60
