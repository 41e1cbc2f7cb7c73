"""How the time to a good plan grows with the needs: weeks of one kind in several sizes."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean

from benchmarks.measure import Figures, Options
from benchmarks.plot import log_log
from benchmarks.sets import BadInstance, write
from benchmarks.shared import data, script
from benchmarks.study import Schedule, study, subject
from benchmarks.summary import Row, markdown, megabytes, number, origin, percent

FAMILY = "citytight"
"""The size of the set's generator that is made larger and smaller."""

GENERATOR_SEED = 1
FITTED = 2
"""Of the sizes that were reached, how many of the smallest the line goes by."""

Size = tuple[int, int, int, int, float]
"""Social workers, volunteers, needs, communities, diameter in km."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A size, and the runs that came close enough soonest; if none did, those with most time."""

    needs: int
    row: Row

    @property
    def seconds(self) -> float | None:
        """From opening the file until the plan was close enough."""
        return self.row.seconds_to_reach


def growth(
    sizes: Sequence[int], schedule: Schedule, options: Options
) -> Generator[Figures, None, tuple[Point, ...]]:
    """Study a week of each size, and write how the time to a good plan grows.

    Parameters
    ----------
    sizes : sequence of int
        Needs; 2 at least.
    schedule : Schedule
    options : Options
        `out` is the folder: `weeks`, what a study leaves, `growth.md` and `growth.svg`.

    Yields
    ------
    dict
        The figures of each run.

    Returns
    -------
    tuple of Point
        From the fewest needs to the most.

    Raises
    ------
    BadInstance
        If a size is too small.
    MissingData
        If the generator is not there.
    """
    ordered = sorted(set(sizes))
    if ordered[0] < 2:
        raise BadInstance(f"a week must have 2 needs at least, not {ordered[0]}.")
    # One after the other, the small ones first: making a week takes memory, and a process begins
    # with the peak of the one that it comes from.
    weeks = (subject(week(needs, options.out / "weeks")) for needs in ordered)
    rows = yield from study(weeks, schedule, options)
    points = tuple(soonest(needs, rows) for needs in ordered)
    (options.out / "growth.md").write_text(table(points, schedule.within), encoding="utf-8")
    (options.out / "growth.svg").write_text(picture(points, schedule.within), encoding="utf-8")
    return points


def week(needs: int, folder: Path) -> Path:
    """Have the set's generator make a week with so many needs; give the file."""
    generator = script(data("bench", "synthetic") / "gen.py")
    generator.SIZES[FAMILY] = scaled(generator.SIZES[FAMILY], needs)
    file = folder / f"{name_of(needs)}.json"
    write(generator.make(FAMILY, GENERATOR_SEED) | {"name": file.stem}, file)
    return file


def name_of(needs: int) -> str:
    """Name the week with so many needs."""
    return f"{FAMILY}-{needs}"


def scaled(size: Size, needs: int) -> Size:
    """Give a size so many needs, with as many to a helper, a community and a square kilometre."""
    social_workers, volunteers, all_needs, communities, diameter = size
    share = needs / all_needs
    return (
        max(1, round(share * social_workers)),
        max(1, round(share * volunteers)),
        needs,
        max(1, round(share * communities)),
        diameter * math.sqrt(share),
    )


def soonest(needs: int, rows: Sequence[Row]) -> Point:
    """Choose of a size's rows the one that came close enough first, else that with most time."""
    of_size = [row for row in rows if row.instance == name_of(needs)]
    reached = [(row.seconds_to_reach, row) for row in of_size if row.seconds_to_reach is not None]
    if reached:
        return Point(needs=needs, row=min(reached, key=lambda pair: pair[0])[1])
    return Point(needs=needs, row=max(of_size, key=lambda row: row.time_limit))


def n_log_n(needs: int) -> float:
    """Give n log n."""
    return needs * math.log(needs)


def fitted(points: Sequence[Point]) -> float | None:
    """Give the seconds for each n log n, by the smallest sizes that were reached."""
    ratios = [p.seconds / n_log_n(p.needs) for p in points if p.seconds is not None]
    return geometric_mean(ratios[:FITTED]) if ratios else None


def table(points: Sequence[Point], within: float) -> str:
    """Write the points as a Markdown table, beside what n log n would be."""
    constant = fitted(points)
    head = (
        *("needs", "time limit", f"seconds to within {100 * within:g} %", "n log n would be"),
        *("against", "median", "median gap", "seconds in all", "peak memory"),
    )
    rows = [
        (
            f"{point.needs:,}",
            f"{point.row.time_limit:g} s",
            number(point.seconds),
            number(constant and constant * n_log_n(point.needs)),
            origin(point.row.reference),
            number(point.row.median),
            percent(point.row.gap),
            number(point.row.seconds, 1),
            megabytes(point.row.peak_mb),
        )
        for point in points
    ]
    return markdown(head, rows)


def picture(points: Sequence[Point], within: float) -> str:
    """Draw the points and the line of n log n."""
    constant = fitted(points)
    measured = [(p.needs, p.seconds) for p in points if p.seconds is not None]
    line = [(p.needs, constant * n_log_n(p.needs)) for p in points if constant]
    title = f"Seconds until within {100 * within:g} % of the best known; broken line: n log n"
    return log_log(title, ("needs", "seconds"), measured, line)
