"""What a random scenario is drawn from: a seed, the features switched on, the sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import TypeVar

from matcher import model as m

Item = TypeVar("Item")

START = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=8)))

FEATURES = (
    "after",
    "areas",
    "availability",
    "bounds",
    "breaks",
    "continuity",
    "crewless",
    "crews",
    "datum",
    "due",
    "equipment",
    "escalation",
    "expiry",
    "few_terms",
    "fund",
    "goods",
    "history",
    "hold",
    "ignored",
    "lags",
    "levels",
    "licences",
    "limits",
    "long",
    "matrix",
    "max_visits",
    "mode_matrix",
    "modes",
    "named",
    "only_keys",
    "organisations",
    "own_ends",
    "overtime",
    "partial",
    "partly_outside",
    "permissions",
    "pins",
    "project",
    "published",
    "radius",
    "recurrence",
    "repeated_crew",
    "required_wishes",
    "skills",
    "soft",
    "venue",
    "voluntary",
    "weighted",
    "windows",
    "wishes",
)

COMMUNITIES = ("county", "east", "west", "lane")
"""`lane` lies in `east`, `east` and `west` in `county`."""

KEYS = 8
"""Named places in the matrices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dice:
    """The source of everything random in one scenario."""

    seed: int
    features: frozenset[str]
    days: int
    helpers: int
    needs: int

    @property
    def helper_ids(self) -> list[str]:
        return [f"h{row}" for row in range(self.helpers)]

    @property
    def need_ids(self) -> list[str]:
        return [f"n{row}" for row in range(self.needs)]

    @property
    def horizon(self) -> int:
        return self.days * m.MINUTES_PER_DAY

    def of(self, *name: object) -> Random:
        """Give a generator of its own to each thing named."""
        return Random("/".join(map(str, (self.seed, *name))))  # noqa: S311

    def on(self, feature: str, *name: object, share: float = 0.4) -> bool:
        """Say whether a feature is on, and for this record."""
        if feature not in FEATURES:
            raise KeyError(feature)
        return feature in self.features and self.of(feature, *name).random() < share

    def some(self, items: Sequence[Item], *name: object, most: int = 2) -> tuple[Item, ...]:
        """Choose one to `most` different items."""
        chance = self.of("some", *name)
        return tuple(chance.sample(items, min(len(items), chance.randint(1, most))))

    def day(self, low: int, high: int, *name: object) -> date:
        """Choose a calendar day, counted from the horizon's first."""
        return START.date() + timedelta(days=self.of("day", *name).randint(low, high))
