"""What a simulation found, as tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.model import Scenario
from matcher.report import Language, Table, Text
from matcher.report.cells import cell
from matcher.whatif.simulation import words
from matcher.whatif.simulation.results import Simulated, Standby

MOST_ROWS = 10
"""Of a table of the most exposed."""

Row = tuple[str | float | None, ...]
NAMES = (words.NEED, words.RESIDENT, words.COMMUNITY, words.HELPER)
"""Columns that hold no figures."""


def simulation_tables(
    scenario: Scenario, found: Simulated, standbys: Sequence[Standby], language: Language
) -> tuple[Table, ...]:
    """Give what a simulation found, the summary first; no table of standbys if there are none."""
    called = {helper.id: helper.name or helper.id for helper in scenario.helpers}
    told = (
        _summary(found, language),
        _histogram(found, language),
        _needs(scenario, found, language),
        _communities(scenario, found, language),
        _helpers(found, called, language),
    )
    return (*told, _standbys(standbys, called, language)) if standbys else told


def _summary(found: Simulated, language: Language) -> Table:
    weight, urgent = found.weight, found.urgent
    rows: list[tuple[Text, str | float]] = [
        (words.REPLICATIONS, found.settings.replications),
        (words.SEED, found.seed),
        (words.PLANNED_VISITS, f"{found.planned_visits:,} / {found.asked_visits:,}"),
        (words.PLANNED_WEIGHT, f"{found.planned_weight:,} / {found.asked_weight:,}"),
        (words.EXPECTED_VISITS, found.visits.mean),
        (words.EXPECTED_WEIGHT, weight.mean),
        (words.ERROR, weight.error),
        (words.EXPECTED_SHARE, _percent(found.share)),
        (words.WORST, weight.worst),
        (words.TAIL, weight.tail),
        (words.RANGE, f"{weight.least:,} / {weight.most:,}"),
        (words.NOTHING_FAILS, _percent(found.nothing_fails)),
    ]
    if urgent is not None:
        rows.append((words.URGENT, f"{urgent.met:,.2f} / {urgent.asked:,.2f}"))
    return Table(
        title=words.SUMMARY.of(language),
        columns=(),
        figures=(False, True),
        rows=tuple((name.of(language), _cell(value, language)) for name, value in rows),
    )


def _histogram(found: Simulated, language: Language) -> Table:
    rows = ((bar.start, bar.end, bar.replications) for bar in found.histogram)
    return _table(words.HISTOGRAM, (words.FROM, words.TO, words.REPLICATIONS), rows, language)


def _needs(scenario: Scenario, found: Simulated, language: Language) -> Table:
    columns = (words.NEED, words.RESIDENT, words.COMMUNITY, words.VISITS, words.EXPECTED)
    places = {place.id: place.name or place.id for place in scenario.communities}
    rows = (
        (row.need, row.resident, places[row.community], row.visits, row.expected, row.lost)
        for row in found.needs[:MOST_ROWS]
        if row.lost > 0
    )
    return _table(words.NEEDS, (*columns, words.LOST), rows, language)


def _communities(scenario: Scenario, found: Simulated, language: Language) -> Table:
    columns = (words.COMMUNITY, words.ASKED, words.PLANNED, words.EXPECTED, words.SHARE)
    places = {place.id: place.name or place.id for place in scenario.communities}
    rows = (
        (places[row.community], row.asked, row.planned, row.expected, _percent(row.share))
        for row in found.communities
    )
    return _table(words.COMMUNITIES, columns, rows, language)


def _helpers(found: Simulated, called: dict[str, str], language: Language) -> Table:
    columns = (words.HELPER, words.RELIABILITY, words.VISITS, words.WEIGHT, words.LOST)
    rows = (
        (called[row.helper], _percent(row.reliability), row.visits, row.weight, row.lost)
        for row in found.helpers[:MOST_ROWS]
        if row.lost > 0
    )
    return _table(words.HELPERS, columns, rows, language)


def _standbys(standbys: Sequence[Standby], called: dict[str, str], language: Language) -> Table:
    columns = (words.HELPER, words.TAIL_LIFT, words.WORST_LIFT, words.MEAN_LIFT)
    rows = (
        (called[row.helper], row.tail_lift, row.worst_lift, row.mean_lift, row.weight.mean)
        for row in standbys
    )
    return _table(words.STANDBYS, (*columns, words.EXPECTED_WEIGHT), rows, language)


def _table(title: Text, columns: Sequence[Text], rows: Iterable[Row], language: Language) -> Table:
    return Table(
        title=title.of(language),
        columns=tuple(column.of(language) for column in columns),
        figures=tuple(column not in NAMES for column in columns),
        rows=tuple(tuple(_cell(value, language) for value in row) for row in rows),
    )


def _cell(value: str | float | None, language: Language) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else cell(value, language)


def _percent(share: float) -> str:
    return f"{share:.1%}"
