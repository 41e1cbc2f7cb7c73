"""A comparison as one page to read and to print; it asks for nothing but itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from matcher.report import Language
from matcher.report.cells import cell as said
from matcher.whatif.comparison.compare import Comparison
from matcher.whatif.comparison.document import comparison_document
from matcher.whatif.comparison.gantt import charts
from matcher.whatif.comparison.grids import Cell, Grid, Row
from matcher.whatif.comparison.maps import HEIGHT, LEGEND, WIDTH, maps
from matcher.whatif.comparison.shown import number, shown
from matcher.whatif.comparison.tables import DETAILED
from matcher.whatif.comparison.tabulate import tabulate
from matcher.whatif.comparison.words import GROUPS, MEANINGS, PAGE

_SHARES = ("communities", "priorities", "services", "domains", "organisations")
_PLAIN = ("kinds", "reasons", "stock", "funds")
_ON_CARDS = (
    "percent",
    "fairness_worst_percent",
    "service_minutes",
    "travel_minutes",
    "pay",
    "funds_spent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shares:
    """A table of served shares, and what changes most in it."""

    grid: Grid
    row: Row | None
    """None: nothing changes."""
    case: int


def html_comparison(comparison: Comparison, language: Language) -> bytes:
    """Write a page: a card a variant, the tables, bars, maps, and days of helpers.

    It needs no script and no network; every name is escaped. Every figure carries its path into
    the JSON document. Of more than `DETAILED` variants all stand in the overview, a line each, and
    the first of them in the rest.
    """
    grids = tabulate(comparison_document(comparison))
    variants = comparison.variants[:DETAILED]
    outcomes = (comparison.base, *(variant.outcome for variant in variants))
    everyone = (comparison.base, *(variant.outcome for variant in comparison.variants))
    cases = range(len(outcomes))
    page = _template().render(
        lang="zh-CN" if language is Language.ZH else "en",
        say=partial(said, language=language),
        show=partial(shown, language=language),
        tone=_tone,
        comparison=comparison,
        cases=cases,
        fullest=max(everyone, key=attrgetter("served")).title,
        turned=len(comparison.variants) > DETAILED,
        overview=grids["overview"],
        figures=grids["overview"].by_key,
        on_cards=_ON_CARDS,
        levels=grids["levels"],
        shares=[_most_changed(grids[name], cases) for name in _SHARES if name in grids],
        plain=[grids[name] for name in _PLAIN if name in grids],
        maps=maps([outcome.shares.communities for outcome in outcomes]),
        communities=grids.get("communities"),
        size=(WIDTH, HEIGHT),
        legend=LEGEND,
        charts=charts(variants),
        groups=GROUPS,
        meanings=MEANINGS,
        words={name: text.of(language) for name, text in PAGE.items()},
    )
    return page.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("matcher.whatif.comparison", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def _tone(cell: Cell) -> str:
    """Say whether a difference is for the better."""
    figure = number(cell)
    if not cell.signed or figure is None or figure * cell.sense == 0:
        return "even"
    return "better" if figure * cell.sense > 0 else "worse"


def _most_changed(grid: Grid, cases: range) -> _Shares:
    """Find the row of which most visits more or less are served in some variant."""

    def change(found: tuple[Row, int]) -> float:
        row, case = found
        served = next((cell for cell in grid.of(row, case) if cell.signed), None)
        return abs(number(served) or 0) if served else 0

    each = [(row, case) for case in cases[1:] for row in grid.rows]
    row, case = max(each, key=change, default=(None, 0))
    if row is None or not change((row, case)):
        return _Shares(grid=grid, row=None, case=0)
    return _Shares(grid=grid, row=row, case=case)
