"""A picture of how one figure grows with another: one SVG file, both axes in powers of ten."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 420.0, 72.0, 24.0, 56.0, 52.0
STEPS = (1, 2, 5)
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From a figure to its place in the picture."""

    ticks: Sequence[float]
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a figure."""
        low, high = math.log(self.ticks[0]), math.log(self.ticks[-1])
        return self.start + (math.log(value) - low) / (high - low) * (self.end - self.start)


def log_log(title: str, names: tuple[str, str], marks: Points, line: Points) -> str:
    """Draw marks with their figures and a broken line, all above zero, as a whole SVG document."""
    across, up = zip(*marks, *line, strict=True) if marks or line else ((1.0,), (1.0,))
    x = Axis(ticks=ticks(across), start=LEFT, end=WIDTH - RIGHT)
    y = Axis(ticks=ticks(up), start=HEIGHT - BOTTOM, end=TOP)
    box = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" font-family="sans-serif" font-size="12"'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        '<rect width="100%" height="100%" fill="#fff"/>',
        _text(WIDTH / 2, 24, title),
        _text(WIDTH / 2, HEIGHT - 10, names[0]),
        _text(LEFT, TOP - 12, names[1]),
        *_grid(x, y),
        *_way([(x.at(a), y.at(b)) for a, b in line]),
        *(_mark(x.at(a), y.at(b), f"{b:,.1f}") for a, b in marks),
        "</svg>\n",
    )
    return "\n".join(drawn)


def ticks(values: Iterable[float]) -> list[float]:
    """Give 1, 2 and 5 times powers of ten, from the last below all values to the first above."""
    known = sorted(values)
    low, high = math.floor(math.log10(known[0])), math.ceil(math.log10(known[-1]))
    steps = [step * 10.0**power for power in range(low, high + 1) for step in STEPS]
    first = max(number for number, step in enumerate(steps) if step <= known[0])
    last = min(number for number, step in enumerate(steps) if step >= known[-1])
    return steps[first : max(last, first + 1) + 1]


def _grid(x: Axis, y: Axis) -> Iterator[str]:
    for tick in x.ticks:
        yield f'<path stroke="#ddd" d="M{x.at(tick):.1f} {y.start:g}V{y.end:g}"/>'
        yield _text(x.at(tick), y.start + 18, f"{tick:,g}")
    for tick in y.ticks:
        yield f'<path stroke="#ddd" d="M{x.start:g} {y.at(tick):.1f}H{x.end:g}"/>'
        yield _text(x.start - 24, y.at(tick) + 4, f"{tick:,g}")


def _way(points: Points) -> Iterator[str]:
    if points:
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        yield f'<path fill="none" stroke="#888" stroke-dasharray="5 4" d="M{way}"/>'


def _mark(x: float, y: float, words: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1a6faf"/>' + _text(x, y - 10, words)


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(words)}</text>'
