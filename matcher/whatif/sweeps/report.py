"""A sweep for people and for programs: a table, a page with curves, a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from pydantic_core import to_jsonable_python

from matcher.report import Language, Table, Text
from matcher.whatif.sweeps.chart import Chart, Line, chart
from matcher.whatif.sweeps.result import Curve, Swept
from matcher.whatif.sweeps.sweep import Parameter, Sweep

_WORDS = {
    "visits": Text("visits", "服务单"),
    "served": Text("served", "已满足"),
    "percent": Text("served %", "满足率 %"),
    "worst_percent": Text("worst community %", "最差社区 %"),
    "total": Text("score, first level", "首层评分"),
    "bound": Text("bound", "下界"),
    "travel_minutes": Text("travel (hours)", "路程（小时）"),
    "knee": Text("knee", "拐点"),
    "coverage": Text("Share of visits served (%)", "服务单满足率（%）"),
    "proof": Text(
        "Score of the first level; the shaded band reaches down to what is proven",
        "首层评分；阴影延伸至已证明的下界",
    ),
    "about": Text(
        "More is better in the first picture, less in the second. The knee (ring) is the point from"
        " which more of the first figure brings little.",
        "第一张图越高越好，第二张图越低越好。拐点（圆环）之后，再增加投入收效甚微。",
    ),
}


def sweep_document(swept: Swept) -> dict[str, Any]:
    """Return a sweep as a JSON document, of format ``linli.swept/1``."""
    document: dict[str, Any] = to_jsonable_python(swept)
    return document


def sweep_table(sweep: Sweep, swept: Swept, language: Language) -> Table:
    """Return a line a point; a knee is marked."""
    names = [_title(parameter, language) for parameter in sweep.heading.parameters]
    fields = ("visits", "served", "percent", "worst_percent", "total", "bound", "travel_minutes")
    knees = {curve.knee for curve in swept.curves}
    return Table(
        title=sweep.heading.text.of(language),
        columns=(*names, *(_WORDS[field].of(language) for field in (*fields, "knee"))),
        figures=(True,) * (len(names) + len(fields)) + (False,),
        rows=tuple(
            (
                *(f"{value:g}" for value in point.values),
                *(_shown(field, getattr(point, field)) for field in fields),
                "◆" if at in knees else "",
            )
            for at, point in enumerate(swept.points)
        ),
    )


def html_sweep(sweep: Sweep, swept: Swept, language: Language) -> bytes:
    """Write a page with both curves and the table; it needs no script and no network."""
    page = _template().render(
        lang="zh-CN" if language is Language.ZH else "en",
        title=sweep.heading.text.of(language),
        question=None if sweep.heading.question is None else sweep.heading.question.of(language),
        words={name: text.of(language) for name, text in _WORDS.items()},
        charts=[
            _chart(sweep, swept, language, "percent", "coverage"),
            _chart(sweep, swept, language, "total", "proof"),
        ],
        table=sweep_table(sweep, swept, language),
    )
    return page.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    heading: str
    chart: Chart


def _chart(sweep: Sweep, swept: Swept, language: Language, field: str, heading: str) -> _Shown:
    lines = [
        Line(
            label=_label(sweep, curve, language),
            points=tuple(
                (swept.points[at].values[0], getattr(swept.points[at], field))
                for at in curve.points
            ),
            floor=tuple(swept.points[at].bound for at in curve.points)
            if field == "total"
            else None,
            ring=curve.points.index(curve.knee)
            if field == "percent" and curve.knee is not None
            else None,
        )
        for curve in swept.curves
    ]
    first = _title(sweep.heading.parameters[0], language)
    return _Shown(heading=_WORDS[heading].of(language), chart=chart(lines, first))


def _label(sweep: Sweep, curve: Curve, language: Language) -> str:
    if curve.value is None:
        return ""
    return f"{_title(sweep.heading.parameters[1], language)} = {curve.value:g}"


def _title(parameter: Parameter, language: Language) -> str:
    return parameter.title.of(language) if parameter.title else parameter.name


def _shown(field: str, value: float | None) -> str:
    if value is None:
        return "–"
    if field == "travel_minutes":
        return f"{value / 60:,.1f}"
    return f"{value:.1f}" if isinstance(value, float) else f"{value:,}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("matcher.whatif.sweeps", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")
