"""Mornings, afternoons and evenings of a horizon."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from matcher.arrays import Ints
from matcher.arrays.ranges import expand
from matcher.model import MINUTES_PER_DAY


class Part(StrEnum):
    """A part of a day."""

    MORNING = "morning"
    """From midnight to noon."""
    AFTERNOON = "afternoon"
    """From noon to six."""
    EVENING = "evening"
    """From six to midnight."""


PARTS = tuple(Part)
BORDERS = np.array((0, 720, 1080, MINUTES_PER_DAY))
"""Minutes of the day at which they begin, and at which the last ends."""


def half_day_of(minutes: Ints, days: int) -> Ints:
    """Give the number of the half-day of each instant: three a day, from the horizon's start.

    The end of the horizon belongs to its last.
    """
    day, minute = np.divmod(minutes, MINUTES_PER_DAY)
    number = day * len(PARTS) + np.searchsorted(BORDERS, minute, side="right") - 1
    return np.asarray(np.minimum(number, days * len(PARTS) - 1))


def half_days_between(owner: Ints, start: Ints, end: Ints, days: int) -> tuple[Ints, Ints]:
    """Give the half-days that intervals reach into; one that only ends there is left out.

    Parameters
    ----------
    owner, start, end : array of int, shape (intervals,)
        Whose interval it is, and when it begins and ends.
    days : int
        Of the horizon.

    Returns
    -------
    owner, half_day : array of int
        Every pair once, by owner.
    """
    halves = days * len(PARTS)
    first = half_day_of(start, days)
    last = half_day_of(np.maximum(start, end - 1), days)
    at, half_day = expand(np.arange(len(first)), first, last + 1)
    pairs = np.unique(owner[at] * halves + half_day)
    return pairs // halves, pairs % halves


def half_day_bounds(days: int) -> tuple[Ints, Ints]:
    """Give the first minute of every half-day, and the one at which it is over."""
    first = np.add.outer(np.arange(days) * MINUTES_PER_DAY, BORDERS[:-1]).ravel()
    return first, np.append(first[1:], days * MINUTES_PER_DAY)


def minutes_in(start: Ints, end: Ints, days: int) -> Ints:
    """Give how many minutes of each interval lie in each half-day, shape (intervals, half-days)."""
    first, last = half_day_bounds(days)
    lasts = np.minimum.outer(end, last) - np.maximum.outer(start, first)
    return np.asarray(np.maximum(0, lasts))
