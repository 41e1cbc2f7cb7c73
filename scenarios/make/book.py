"""Households, and the needs they hand in one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, cycle

from matcher.model import Need, Place
from scenarios.make.draw import Draw, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Who lives where."""

    id: str
    community: str
    place: Place


def households(
    draw: Draw, centres: Mapping[str, Point], counts: Mapping[str, int], metres: float
) -> tuple[Household, ...]:
    """Settle `counts` households around the centres of their communities, and shuffle them."""
    settled = [
        (community, draw.near(centres[community], metres))
        for community, number in counts.items()
        for _ in range(number)
    ]
    homes = [
        Household(id=f"h{number:03}", community=community, place=place)
        for number, (community, place) in enumerate(settled, 1)
    ]
    return draw.shuffled(homes)


class Book:
    """Gives each need its number, and each household its turn.

    Parameters
    ----------
    homes : sequence of Household
    """

    def __init__(self, homes: Sequence[Household]) -> None:
        self._numbers = count(1)
        self._homes = cycle(homes)

    def ask(self, service: str) -> Need:
        """Write down a need of the household whose turn it is."""
        home = next(self._homes)
        return Need(
            id=self._number(),
            service=service,
            community=home.community,
            resident=home.id,
            place=home.place,
        )

    def ask_again(self, service: str, earlier: Need) -> Need:
        """Write down another need of the household of an earlier one."""
        return Need(
            id=self._number(),
            service=service,
            community=earlier.community,
            resident=earlier.resident,
            place=earlier.place,
        )

    def ask_for_all(self, service: str, community: str) -> Need:
        """Write down a need of a whole community."""
        return Need(id=self._number(), service=service, community=community)

    def _number(self) -> str:
        return f"n{next(self._numbers):03}"
