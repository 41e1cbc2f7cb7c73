"""Lines over a figure, as places in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 14, 44

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442")
"""Told apart by the colour-blind as well (Okabe and Ito, 2008)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart.

    Attributes
    ----------
    label : str
        Empty: it needs none.
    points : tuple of (x, y)
        In order of x.
    floor : tuple of float or None, optional
        The y of a band below it; a point without one has none.
    ring : int, optional
        The position of a point to be marked.
    """

    label: str
    points: tuple[tuple[float, float], ...]
    floor: tuple[float | None, ...] | None = None
    ring: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A line in places of the picture."""

    label: str
    colour: str
    dots: tuple[tuple[float, float], ...]
    band: str
    """The corners of the band; empty: none."""
    ring: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture: its axes' ticks as (place, figure), and its lines."""

    x_label: str
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    lines: tuple[Drawn, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def chart(lines: Sequence[Line], x_label: str) -> Chart:
    """Draw lines."""
    xs = np.array([x for line in lines for x, _ in line.points], float)
    ys = [y for line in lines for _, y in line.points]
    ys += [floor for line in lines for floor in line.floor or () if floor is not None]
    x_axis = _Axis(float(xs.min()), float(xs.max()), LEFT, WIDTH - RIGHT)
    y_axis = _Axis(*_padded(min(ys), max(ys)), HEIGHT - BOTTOM, TOP)
    return Chart(
        x_label=x_label,
        x_ticks=tuple((x_axis.place(x), f"{x:g}") for x in _thinned(np.unique(xs).tolist())),
        y_ticks=tuple((y_axis.place(y), f"{y:,g}") for y in y_axis.ticks()),
        lines=tuple(
            _drawn(line, COLOURS[number % len(COLOURS)], x_axis, y_axis)
            for number, line in enumerate(lines)
        ),
    )


class _Axis:
    """A straight scale from figures to places."""

    def __init__(self, least: float, most: float, first: float, last: float) -> None:
        self._least, self._most = least, most if most > least else least + 1
        self._first, self._last = first, last

    def place(self, value: float) -> float:
        """Give where a figure stands."""
        share = (value - self._least) / (self._most - self._least)
        return round(self._first + share * (self._last - self._first), 1)

    def ticks(self) -> list[float]:
        """Give some five round figures."""
        rough = (self._most - self._least) / 5
        power = 10.0 ** np.floor(np.log10(rough))
        step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
        first = np.ceil(self._least / step) * step
        # Adding nothing takes the sign off a zero.
        return [float(tick) + 0.0 for tick in np.arange(first, self._most + step * 1e-6, step)]


def _padded(least: float, most: float) -> tuple[float, float]:
    room = (most - least) * 0.06 or max(1.0, abs(most) * 0.01)
    return least - room, most + room


def _thinned(ticks: Sequence[float], most: int = 11) -> Sequence[float]:
    return ticks[:: -(-len(ticks) // most)]


def _drawn(line: Line, colour: str, x_axis: _Axis, y_axis: _Axis) -> Drawn:
    dots = tuple((x_axis.place(x), y_axis.place(y)) for x, y in line.points)
    below = [
        (dot[0], y_axis.place(floor))
        for dot, floor in zip(dots, line.floor or (), strict=False)
        if floor is not None
    ]
    above = [dot for dot, floor in zip(dots, line.floor or (), strict=False) if floor is not None]
    band = " ".join(f"{x},{y}" for x, y in [*above, *reversed(below)]) if len(below) > 1 else ""
    return Drawn(
        label=line.label,
        colour=colour,
        dots=dots,
        band=band,
        ring=None if line.ring is None else dots[line.ring],
    )
