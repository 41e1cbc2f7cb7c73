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


class Group(StrEnum):
    """What figures of the overview are about."""

    RESULT = "result"
    FAIRNESS = "fairness"
    EFFORT = "effort"
    CHANGES = "changes"
    PROOF = "proof"


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
    group : Group
    """

    name: str
    path: tuple[str, ...]
    unit: Unit
    sense: Sense
    title: Text
    group: Group

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


def _figure(group: Group, path: str, unit: Unit, sense: Sense, title: Text) -> Figure:
    fields = tuple(path.split("."))
    name = "_".join(fields)
    return Figure(name=name, path=fields, unit=unit, sense=sense, title=title, group=group)


FIGURES = (
    _figure(
        Group.RESULT, "visits", Unit.COUNT, Sense.NEITHER, Text("visits asked for", "需要的服务单")
    ),
    _figure(Group.RESULT, "served", Unit.COUNT, Sense.MORE, Text("served", "已满足")),
    _figure(Group.RESULT, "unmet", Unit.COUNT, Sense.LESS, Text("unmet", "未满足")),
    _figure(Group.RESULT, "percent", Unit.PERCENT, Sense.MORE, Text("share served", "满足率")),
    _figure(
        Group.FAIRNESS,
        "fairness.worst.percent",
        Unit.PERCENT,
        Sense.MORE,
        Text("worst community", "最差社区满足率"),
    ),
    _figure(
        Group.FAIRNESS,
        "fairness.gini",
        Unit.RATIO,
        Sense.LESS,
        Text("Gini among communities", "社区间基尼系数"),
    ),
    _figure(Group.EFFORT, "helpers", Unit.COUNT, Sense.NEITHER, Text("helpers", "服务者")),
    _figure(
        Group.EFFORT,
        "helpers_used",
        Unit.COUNT,
        Sense.NEITHER,
        Text("helpers sent out", "派出的服务者"),
    ),
    _figure(Group.EFFORT, "service_minutes", Unit.MINUTES, Sense.MORE, Text("service", "服务时间")),
    _figure(Group.EFFORT, "travel_minutes", Unit.MINUTES, Sense.LESS, Text("travel", "路上时间")),
    _figure(Group.EFFORT, "metres", Unit.METRES, Sense.LESS, Text("travel", "路程")),
    _figure(Group.EFFORT, "pay", Unit.FEN, Sense.LESS, Text("pay", "劳务费")),
    _figure(
        Group.EFFORT, "funds_spent", Unit.FEN, Sense.NEITHER, Text("spent from funds", "资金支出")
    ),
    _figure(
        Group.EFFORT,
        "visits_with_goods",
        Unit.COUNT,
        Sense.NEITHER,
        Text("visits with goods", "发放物资的服务单"),
    ),
    _figure(Group.EFFORT, "points", Unit.COUNT, Sense.NEITHER, Text("points earned", "服务积分")),
)
"""Every figure that is set side by side, in order."""
