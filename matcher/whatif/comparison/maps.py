"""Communities as circles on a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from unicodedata import east_asian_width

from matcher.whatif.comparison.records import CommunityShare

WIDTH, HEIGHT = 300, 240
"""Of a map."""
_MARGIN, _SMALLEST, _ROOMY, _LARGEST = 56, 7.0, 11.0, 24.0
_LINE, _WIDE, _NARROW = 15.0, 13.0, 7.5
"""Height of a line of a label, and width of a Chinese sign and of a Latin letter."""

COLOURS = ("#b35806", "#f1a340", "#fddfae", "#9ecae1", "#2b6cb0")
"""Served share, least first; orange to blue, which nearly everyone can tell apart."""
LIMITS = (60, 75, 85, 95)
"""Per cent at which the next colour begins."""
LEGEND = tuple(zip(COLOURS, (0, *LIMITS), (*LIMITS, 100), strict=True))
"""Each colour, and from which to which per cent it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A community on a map."""

    key: str
    name: str
    x: float
    y: float
    radius: float
    """Its area is as the visits asked for."""
    colour: str
    labelled: bool
    """Whether its name and share stand under it; where there is no room a pointer tells."""
    figured: bool
    """Whether a figure fits into it."""

    @property
    def box(self) -> Box:
        """What it covers."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )

    @property
    def label(self) -> Box:
        """What its label would cover."""
        wide = sum(_WIDE if east_asian_width(sign) in "WF" else _NARROW for sign in self.name)
        top = self.y + self.radius
        return Box(self.x - wide / 2, top, self.x + wide / 2, top + 2 * _LINE)


class Box(NamedTuple):
    """A rectangle of a map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The communities of one case; all maps of a comparison have one scale."""

    case: int
    circles: tuple[Circle, ...]


def maps(cases: Sequence[Sequence[CommunityShare]]) -> tuple[Map, ...]:
    """Draw a map for each case; none where no community has a place."""
    placed = [[one for one in shares if one.lat is not None] for shares in cases]
    together = [one for shares in placed for one in shares]
    if not together:
        return ()
    scale = _Scale(together)
    return tuple(
        Map(case=case, circles=_labelled(scale.circles(shares)))
        for case, shares in enumerate(placed)
    )


def _labelled(circles: Sequence[Circle]) -> tuple[Circle, ...]:
    """Label each circle whose label covers no other circle and no label before it."""
    taken = [circle.box for circle in circles]
    done = []
    for place, circle in enumerate(circles):
        label = circle.label
        others = taken[:place] + taken[place + 1 :]
        free = not any(label.meets(other) for other in others)
        named = free and label.left >= 0 and label.right <= WIDTH and label.bottom <= HEIGHT
        done.append(replace(circle, labelled=named))
        if named:
            taken.append(label)
    return tuple(done)


def colour(percent: float) -> str:
    """Give the colour of a served share."""
    return COLOURS[sum(percent >= limit for limit in LIMITS)]


class _Scale:
    """Puts communities onto a map, north up, metres alike both ways."""

    def __init__(self, shares: Sequence[CommunityShare]) -> None:
        middle = sum(share.lat or 0.0 for share in shares) / len(shares)
        # A degree of longitude is as long as the latitude lets it.
        self._narrowing = math.cos(math.radians(middle))
        points = [self._flat(share) for share in shares]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        room = [
            (size - 2 * _MARGIN) / extent
            for size, extent in ((WIDTH, wide), (HEIGHT, high))
            if extent > 0
        ]
        self._factor = min(room, default=0.0)
        self._middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        self._most = max(share.visits for share in shares)

    def circles(self, shares: Sequence[CommunityShare]) -> list[Circle]:
        """Give the circles of one case, the largest first so that none is hidden."""
        return [self._circle(share) for share in sorted(shares, key=lambda one: -one.visits)]

    def _circle(self, share: CommunityShare) -> Circle:
        x, y = self._flat(share)
        radius = max(_SMALLEST, _LARGEST * math.sqrt(share.visits / self._most))
        return Circle(
            key=share.key,
            name=share.name or share.key,
            x=round(WIDTH / 2 + (x - self._middle[0]) * self._factor, 1),
            y=round(HEIGHT / 2 - (y - self._middle[1]) * self._factor, 1),
            radius=round(radius, 1),
            colour=colour(share.percent),
            labelled=False,
            figured=radius >= _ROOMY,
        )

    def _flat(self, share: CommunityShare) -> tuple[float, float]:
        lat, lon = share.lat or 0.0, share.lon or 0.0
        return lon * self._narrowing, lat
