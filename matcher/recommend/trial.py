"""What the kernels that choose a way are handed."""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Ints
from matcher.engines.search.state import Search
from matcher.kernel import by_reference
from matcher.recommend.openings import Asked, Openings
from matcher.recommend.standing import Base

UNKNOWN = -2
"""Of supplies: not looked at yet."""


@by_reference
class Found(NamedTuple):
    """The best so far, best first.

    Attributes
    ----------
    tally : array of int, shape (2,)
        How many there are; openings looked at.
    totals : array of int, shape (most, levels)
        What they change.
    values : array of int, shape (most, terms)
    shift, start, travel : array of int, shape (most, crew)
    begin : array of int, shape (most,)
    moved, moved_start : array of int, shape (most, most moved)
    moves : array of int, shape (most,)
    """

    tally: Ints
    totals: Ints
    values: Ints
    shift: Ints
    start: Ints
    travel: Ints
    begin: Ints
    moved: Ints
    moved_start: Ints
    moves: Ints


@by_reference
class Choice(NamedTuple):
    """What is chosen at the moment, and room to work in.

    Attributes
    ----------
    place : array of int, shape (crew,)
        The role of each member among the need's.
    first, stop : array of int, shape (roles,)
        The openings of each role.
    soonest, latest : array of int, shape (roles,)
        Minutes from the visit's start to the role's.
    pick : array of int, shape (crew + 1,)
        The opening of each member.
    low, high : array of int, shape (crew + 1,)
        Bounds of the visit's start that the members so far leave.
    partial : array of int, shape (crew + 1, levels)
        Bounds of the members so far.
    rest : array of int, shape (crew + 1, levels)
        Least that the members from here on add.
    at : array of int, shape (roles + 1,)
        Start of each role.
    shift, start : array of int, shape (crew,)
    bound, totals : array of int, shape (levels,)
    values, before : array of int, shape (terms,)
    supply : array of int
        What falls short by start, from the first start on; `UNKNOWN`.
    moved, moved_start : array of int, shape (most moved,)
    moves : array of int, shape (1,)
    """

    place: Ints
    first: Ints
    stop: Ints
    soonest: Ints
    latest: Ints
    pick: Ints
    low: Ints
    high: Ints
    partial: Ints
    rest: Ints
    at: Ints
    shift: Ints
    start: Ints
    bound: Ints
    totals: Ints
    values: Ints
    before: Ints
    supply: Ints
    moved: Ints
    moved_start: Ints
    moves: Ints


@by_reference
class Trial(NamedTuple):
    """All that the choice looks at.

    Attributes
    ----------
    search : Search
    base : Base
    asked : Asked
    openings : Openings
    choice : Choice
    found : Found
    visit : int
    keep : bool
        The first that is put in stays.
    """

    search: Search
    base: Base
    asked: Asked
    openings: Openings
    choice: Choice
    found: Found
    visit: int
    keep: bool
