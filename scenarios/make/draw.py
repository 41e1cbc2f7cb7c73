"""Seeded choices, and the clock and the calendar of the scenarios."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import TypeVar

import numpy as np

from matcher.model import MINUTES_PER_DAY, Place, Window, WindowBounds

START = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=8)))
"""A Monday."""

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WORKDAYS = (MON, TUE, WED, THU, FRI)
METRES_PER_DEGREE = 111_195

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

T = TypeVar("T")


class Draw:
    """Choices that depend on the seed alone.

    All are made from uniform numbers: numpy keeps these the same from version to version, its
    integers and samples not.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._uniform = np.random.Generator(np.random.PCG64(seed)).random

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return bool(self._uniform() < probability)

    def between(self, low: int, high: int, step: int = 1) -> int:
        """Choose one of low, low + step, ... up to high, which is included."""
        return low + step * int(self._uniform() * ((high - low) // step + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Choose one, all alike."""
        return items[self.between(0, len(items) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Choose one key by its weight."""
        mark = float(self._uniform()) * sum(weights.values())
        for item, weight in weights.items():
            mark -= weight
            if mark < 0:
                return item
        return item

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Choose `count` different ones, in the order given."""
        chosen = sorted(self.shuffled(range(len(items)))[:count])
        return tuple(items[place] for place in chosen)

    def shuffled(self, items: Sequence[T]) -> tuple[T, ...]:
        """Put them in any order."""
        return tuple(sorted(items, key=lambda _: float(self._uniform())))

    def near(self, centre: Point, metres: float) -> Place:
        """Choose a place in the disc around a centre, all of its area alike."""
        latitude, longitude = centre
        angle = 2 * math.pi * float(self._uniform())
        degrees = metres * math.sqrt(float(self._uniform())) / METRES_PER_DEGREE
        return Place(
            lat=round(latitude + degrees * math.sin(angle), 5),
            lon=round(longitude + degrees * math.cos(angle) / math.cos(math.radians(latitude)), 5),
        )


def at(day: int, clock: str) -> int:
    """Give the minute from the start for a clock time like ``09:30`` of a day (0 the first)."""
    hours, minutes = clock.split(":")
    return day * MINUTES_PER_DAY + 60 * int(hours) + int(minutes)


def on(
    days: Iterable[int],
    start: str,
    end: str,
    *,
    max_late: int | None = None,
    bounds: WindowBounds = WindowBounds.START,
) -> tuple[Window, ...]:
    """Give one window a day; soft, up to `max_late` minutes, where that is given."""
    return tuple(
        Window(
            start=at(day, start),
            end=at(day, end),
            bounds=bounds,
            soft=max_late is not None,
            max_late=max_late,
        )
        for day in days
    )
