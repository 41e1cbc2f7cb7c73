"""Plans an instance of a published set: the set's file in, the set's solution file out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from benchmarks.measure import Figures, Options, Stopwatch, peak_megabytes
from matcher.model import Limits, Plan, Progress, Scenario
from matcher.solve import solve

T = TypeVar("T")


def _nothing_known(_: str) -> None:
    """Know of no plan."""


class BadInstance(ValueError):
    """A file that is no instance of its set; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceSet(Generic[T]):
    """How the instances of one set are told in Linli's words, and its plans in the set's.

    Attributes
    ----------
    name : str
    instance : type
        A dataclass with the shape of the set's files.
    scenario : callable
        Makes the scenario of an instance; the second argument is the file's name.
    solution : callable
        Makes the set's solution document of a plan, with the name for it.
    figures : callable
        Judges a plan in the set's own measure.
    figure : str
        That of the figures which is to be most or least.
    is_most : bool
    worth : callable
        Gives this figure of a plan's or a bound's totals; None where it has none.
    best_known : callable
        Gives the best that was published of a file's name, where anything was.
    """

    name: str
    instance: type[T]
    scenario: Callable[[T, str], Scenario]
    solution: Callable[[T, Plan], Figures]
    figures: Callable[[T, Plan], Figures]
    figure: str
    is_most: bool
    worth: Callable[[T, Sequence[int]], float | None]
    best_known: Callable[[str], float | None] = _nothing_known

    def gap(self, value: float, reference: float) -> float | None:
        """Give how much worse a value is, as a share of the reference; below 0 it is better."""
        worse = reference - value if self.is_most else value - reference
        return worse / reference if reference else None


class Trace:
    """How the best plan got better: its figure, and the seconds since the file was opened."""

    def __init__(self, began: float, worth: Callable[[Sequence[int]], float | None]) -> None:
        self._began, self._worth = began, worth
        self.points: list[tuple[float, float]] = []

    def listen(self, progress: Progress) -> None:
        """Note the best plan so far."""
        if progress.totals is not None:
            self.note(progress.totals)

    def note(self, totals: Sequence[int]) -> None:
        """Note a plan's totals, where they are news."""
        worth = self._worth(totals)
        if worth is not None and (not self.points or worth != self.points[-1][1]):
            self.points.append((round(time.perf_counter() - self._began, 3), worth))


def measure(kind: InstanceSet[T], file: Path, options: Options) -> Figures:
    """Read, plan and write one instance.

    Parameters
    ----------
    kind : InstanceSet
    file : Path
        An instance of the set.
    options : Options
        `out` is the solution's file.

    Returns
    -------
    dict
        The set's own figures, the seconds since the file was opened, those of each phase, the peak
        of memory, and the trace where it is asked for.

    Raises
    ------
    BadInstance
    InvalidInput, UnknownEngine, UnsupportedScenario
        As `solve` does.
    """
    began = time.perf_counter()
    watch = Stopwatch()
    with watch.phase("read"):
        instance = read(kind, file)
    with watch.phase("build"):
        scenario = kind.scenario(instance, file.stem)
    with watch.phase("solve"):
        trace = Trace(began, partial(kind.worth, instance))
        limits = Limits(max_seconds=options.seconds, workers=options.workers)
        plan = solve(
            scenario,
            limits=limits,
            engine=options.engine,
            seed=options.seed,
            listen=trace.listen,
        ).plan
        trace.note(plan.score.totals)
    with watch.phase("convert"):
        figures = {"instance": scenario.id, **kind.figures(instance, plan)}
        write(kind.solution(instance, plan), options.out)
    figures |= {
        "engine": plan.engine,
        "iterations": plan.iterations,
        "seconds": round(time.perf_counter() - began, 2),
        "phases": watch.seconds,
        "peak_mb": peak_megabytes(),
    }
    return figures | {"trace": trace.points} if options.trace else figures


def read(kind: InstanceSet[T], file: Path) -> T:
    """Read an instance from its file.

    Raises
    ------
    BadInstance
        If the file cannot be read or is no instance of the set.
    """
    try:
        return TypeAdapter(kind.instance).validate_json(content(file))
    except ValidationError as wrong:
        first, *others = wrong.errors(include_url=False)
        where = "/".join(str(part) for part in first["loc"])
        more = f" (and {len(others)} more errors)" if others else ""
        raise BadInstance(
            f"{file} is no {kind.name} instance: {where or 'the file'}: {first['msg']}{more}."
        ) from wrong


def content(file: Path) -> bytes:
    """Give what is in a file.

    Raises
    ------
    BadInstance
        If it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise BadInstance(f"{file} cannot be read: {wrong.strerror}.") from wrong


def write(document: Figures, file: Path) -> None:
    """Write a solution's document; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
