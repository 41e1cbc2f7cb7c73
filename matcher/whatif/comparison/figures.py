"""The figures of the overview: where each stands in an `Outcome` and what it is counted in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from matcher.report import Text
from matcher.whatif.comparison.records import Outcome


class Unit(StrEnum):
    """What a figure is counted in, as records hold it."""

    COUNT = "count"
    PERCENT = "percent"
    RATIO = "ratio"
    MINUTES = "minutes"
    METRES = "metres"
    FEN = "fen"
    SHARE = "share"
    WORD = "word"
    """Of a fixed list."""
    NAME = "name"
    """As the scenario gives it."""


class Sense(IntEnum):
    """Which way is good."""

    LESS = -1
    NEITHER = 0
    MORE = 1


_DIGITS = 4
"""Kept of the difference of two figures with decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an outcome.

    Attributes
    ----------
    name : str
        In `Versus.differences`.
    path : tuple of str
        Fields from the outcome down to it.
    unit : Unit
    sense : Sense
    title : Text
    """

    name: str
    path: tuple[str, ...]
    unit: Unit
    sense: Sense
    title: Text

    def of(self, outcome: Outcome) -> float | None:
        """Give the figure of an outcome; none: it has none."""
        found: object = outcome
        for field in self.path:
            found = None if found is None else getattr(found, field)
        return found if isinstance(found, int | float) else None

    def difference(self, base: Outcome, variant: Outcome) -> float | None:
        """Give the variant's less the base's; none: one has no such figure."""
        old, new = self.of(base), self.of(variant)
        return None if old is None or new is None else round(new - old, _DIGITS)


def _figure(path: str, unit: Unit, sense: Sense, en: str, zh: str) -> Figure:
    fields = tuple(path.split("."))
    return Figure(name="_".join(fields), path=fields, unit=unit, sense=sense, title=Text(en, zh))


FIGURES = (
    _figure("visits", Unit.COUNT, Sense.NEITHER, "visits asked for", "需要的服务单"),
    _figure("served", Unit.COUNT, Sense.MORE, "served", "已满足"),
    _figure("unmet", Unit.COUNT, Sense.LESS, "unmet", "未满足"),
    _figure("percent", Unit.PERCENT, Sense.MORE, "served, share", "满足率"),
    _figure(
        "fairness.worst.percent",
        Unit.PERCENT,
        Sense.MORE,
        "worst community's share",
        "最差社区满足率",
    ),
    _figure("fairness.gini", Unit.RATIO, Sense.LESS, "Gini among communities", "社区间基尼系数"),
    _figure("helpers", Unit.COUNT, Sense.NEITHER, "helpers", "服务者"),
    _figure("helpers_used", Unit.COUNT, Sense.NEITHER, "helpers sent out", "派出的服务者"),
    _figure("service_minutes", Unit.MINUTES, Sense.MORE, "hours of service", "服务时间"),
    _figure("travel_minutes", Unit.MINUTES, Sense.LESS, "hours on the way", "路上时间"),
    _figure("metres", Unit.METRES, Sense.LESS, "distance travelled", "路程"),
    _figure("pay", Unit.FEN, Sense.LESS, "pay", "劳务费"),
    _figure("funds_spent", Unit.FEN, Sense.NEITHER, "spent from funds", "资金支出"),
    _figure("visits_with_goods", Unit.COUNT, Sense.MORE, "visits with goods", "发放物资的服务单"),
    _figure("points", Unit.COUNT, Sense.NEITHER, "points earned", "服务积分"),
)
"""Every figure that is set side by side, in order."""
