"""A figure as people read it: hours for minutes, kilometres for metres, yuan for fen."""

from __future__ import annotations

from matcher.report import Language
from matcher.report.cells import cell as said
from matcher.whatif.comparison.figures import Unit
from matcher.whatif.comparison.grids import Cell
from matcher.whatif.comparison.words import word

_SCALES: dict[Unit, tuple[float, int]] = {
    Unit.COUNT: (1, 0),
    Unit.PERCENT: (1, 1),
    Unit.RATIO: (1, 3),
    Unit.MINUTES: (60, 1),
    Unit.METRES: (1000, 1),
    Unit.FEN: (100, 2),
    Unit.SHARE: (0.01, 1),
}
"""What a figure is divided by, and how many decimals are shown."""

NOTHING = "–"
_MINUS = "−"


def decimals(unit: Unit) -> int:
    """Return how many decimals are shown of figures in a unit."""
    return _SCALES[unit][1]


def number(cell: Cell) -> float | None:
    """Return a figure in the unit that it is shown in; none: it is a word, a name or missing."""
    if cell.value is None or isinstance(cell.value, str):
        return None
    scale, digits = _SCALES[cell.unit]
    return cell.value if scale == 1 and not digits else cell.value / scale


def shown(cell: Cell, language: Language) -> str:
    """Say a figure: thousands apart, a sign before a difference that is not zero."""
    if isinstance(cell.value, str):
        plain = cell.unit is Unit.NAME
        return said(cell.value, language) if plain else word(cell.value).of(language)
    figure = number(cell)
    if figure is None:
        return NOTHING
    text = f"{abs(figure):,.{decimals(cell.unit)}f}"
    zero = not text.strip("0.,")
    if figure < 0 and not zero:
        return _MINUS + text
    return f"+{text}" if cell.signed and not zero else text
