"""What a sweep finds: a curve, or one for each value of a second parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.whatif.comparison import Case, outcome
from matcher.whatif.sweeps.knee import knee
from matcher.whatif.sweeps.sweep import Figure, Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a sweep in figures; shares are per cent."""

    values: tuple[Figure, ...]
    """Of each parameter."""
    digest: str
    """Of the scenario."""
    visits: int
    served: int
    unmet: int
    percent: float
    worst_percent: float | None
    """Of the community of which the least share is served."""
    total: int
    """Of the objective's first level; less is better."""
    bound: int | None
    """No plan's is below this."""
    gap: float | None
    """Of the first level that is not closed."""
    travel_minutes: int
    pay: int
    """Fen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The points of one value of the second parameter, in order of the first."""

    value: Figure | None
    """None: there is one parameter."""
    points: tuple[int, ...]
    """Positions among all points."""
    knee: int | None
    """The position, among all, of the point from which more brings little; see `knee`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """All points of a sweep, and the curves that they make."""

    format: Literal["linli.swept/1"] = "linli.swept/1"
    name: str
    parameters: tuple[str, ...]
    points: tuple[Point, ...]
    """In order of the parameters' values; the last one's change first."""
    curves: tuple[Curve, ...]


def swept(sweep: Sweep, cases: Sequence[Case]) -> Swept:
    """Put the figures of a sweep's plans together.

    Parameters
    ----------
    sweep : Sweep
    cases : sequence of Case
        The plan of each of its points, in their order.
    """
    points = tuple(
        _point(values, case) for (values, _), case in zip(sweep.points, cases, strict=True)
    )
    return Swept(
        name=sweep.heading.name,
        parameters=tuple(parameter.name for parameter in sweep.heading.parameters),
        points=points,
        curves=_curves(points),
    )


def _point(values: tuple[Figure, ...], case: Case) -> Point:
    found = outcome(case)
    worst = found.fairness.worst
    first = found.levels[0] if found.levels else None
    return Point(
        values=values,
        digest=found.digest,
        visits=found.visits,
        served=found.served,
        unmet=found.unmet,
        percent=found.percent,
        worst_percent=None if worst is None else worst.percent,
        total=0 if first is None else first.total,
        bound=None if first is None else first.bound,
        gap=found.gap,
        travel_minutes=found.travel_minutes,
        pay=found.pay,
    )


def _curves(points: Sequence[Point]) -> tuple[Curve, ...]:
    seconds = dict.fromkeys(point.values[1:] for point in points)
    curves = []
    for second in seconds:
        own = [at for at, point in enumerate(points) if point.values[1:] == second]
        own.sort(key=lambda at: points[at].values[0])
        bend = knee([points[at].values[0] for at in own], [points[at].percent for at in own])
        curves.append(
            Curve(
                value=second[0] if second else None,
                points=tuple(own),
                knee=None if bend is None else own[bend],
            )
        )
    return tuple(curves)
