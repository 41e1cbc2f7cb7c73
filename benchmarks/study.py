"""Runs instances at several time limits and seeds, keeps each result, and sums them up.

A result is a file of its own, named by all it depends on, so that a study can be stopped at any
time and goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

import matcher
from benchmarks.alone import FAILED, alone
from benchmarks.hhcrsp import HHCRSP
from benchmarks.measure import Figures, Options
from benchmarks.sets import BadInstance, InstanceSet, content, measure, write
from benchmarks.summary import Row, Run, reference, sum_up, table
from benchmarks.synthetic import SYNTHETIC
from matcher.model import Limits

SETS: tuple[tuple[bytes, InstanceSet[Any]], ...] = (
    (b'"patients"', HHCRSP),
    (b'"helpers"', SYNTHETIC),
)
"""A set's files are told by a key that those of no other have."""

RUN = TypeAdapter(Run)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A file that is studied; the digest is of what is in it."""

    file: Path
    kind: InstanceSet[Any]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often an instance is run, and what is close enough.

    Attributes
    ----------
    limits : sequence of float
        Time limits in seconds.
    seeds : sequence of int
    within : float
        The gap of which is told when a run reached it, as a share.

    Raises
    ------
    ValueError
        If there is nothing to run, or no plan can come so close.
    """

    limits: Sequence[float]
    seeds: Sequence[int]
    within: float

    def __post_init__(self) -> None:
        for seconds in self.limits:
            Limits(max_seconds=seconds)
        if not (self.limits and self.seeds):
            raise ValueError("a study needs a time limit and a seed; a lone seed N means 1 to N")
        if self.within <= 0:
            raise ValueError("within must be above 0 percent")


def subject(file: Path) -> Subject:
    """Look at what is in a file.

    Raises
    ------
    BadInstance
        If it cannot be read, or is of no set that can be studied.
    """
    inside = content(file)
    for mark, kind in SETS:
        if mark in inside:
            return Subject(file=file, kind=kind, digest=hashlib.sha256(inside).hexdigest()[:12])
    names = " nor ".join(kind.name for _, kind in SETS)
    raise BadInstance(f"{file} is an instance neither of {names}.")


def study(
    subjects: Iterable[Subject], schedule: Schedule, options: Options
) -> Generator[Figures, None, tuple[Row, ...]]:
    """Run each instance at each limit with each seed, one after the other, and sum them up.

    Parameters
    ----------
    subjects : iterable of Subject
        Taken one by one, as their turn comes.
    schedule : Schedule
    options : Options
        `out` is the folder: `runs` and `solutions` are kept there, `summary.json` and `summary.md`
        written. Seconds and seed are the schedule's.

    Yields
    ------
    dict
        The figures of each run, also of those that were kept.

    Returns
    -------
    tuple of Row
    """
    rows: list[Row] = []
    for each in subjects:
        runs: dict[float, list[Run]] = {}
        for own in _options(schedule, options):
            line = result(each, own)
            runs.setdefault(own.seconds, []).append(_run(each.kind, line))
            yield line
        best_known = each.kind.best_known(each.file.name)
        against = reference(each.kind, best_known, _kept(each, options.out))
        rows += [
            sum_up(each.kind, each.file.stem, of_limit, against, schedule.within)
            for of_limit in runs.values()
        ]
    told = {
        "version": version(),
        "workers": options.workers,
        "seeds": list(schedule.seeds),
        "rows": [asdict(each) for each in rows],
    }
    write(told, options.out / "summary.json")
    (options.out / "summary.md").write_text(table(rows), encoding="utf-8")
    return tuple(rows)


def result(each: Subject, options: Options) -> Figures:
    """Give the result that is kept of a run; if none is, run and keep it.

    A run that fails is told of and not kept, so it is tried again another time.
    """
    code = version()
    name = (
        f"{each.file.stem}-{each.digest}-{options.seconds:g}s-seed{options.seed}"
        f"-workers{options.workers}-{options.engine}-{code}.json"
    )
    kept = options.out / "runs" / name
    if kept.exists():
        return dict(json.loads(kept.read_bytes()))
    own = replace(options, out=options.out / "solutions" / name, trace=True)
    line = {
        "set": each.kind.name,
        "instance": each.file.stem,
        "digest": each.digest,
        "version": code,
        "time_limit": options.seconds,
        "seed": options.seed,
        "workers": options.workers,
    } | alone(measure, each.kind, each.file, own)
    if line["status"] != FAILED:
        # Whole or not at all, whenever the study is stopped.
        part = kept.with_suffix(".part")
        write(line, part)
        part.replace(kept)
    return line


def version() -> str:
    """Give Linli's version with a digest of its code: other code has other results."""
    code = hashlib.sha256()
    for file in sorted(Path(matcher.__file__).parent.rglob("*.py")):
        code.update(file.read_bytes())
    return f"{matcher.__version__}+{code.hexdigest()[:8]}"


def _options(schedule: Schedule, options: Options) -> Iterator[Options]:
    """Give the options of each run, in order."""
    for seconds in schedule.limits:
        for seed in schedule.seeds:
            yield replace(options, seconds=seconds, seed=seed)


def _kept(each: Subject, folder: Path) -> list[Run]:
    """Give every run of an instance that is kept, whatever its limit, seed and version."""
    files = sorted((folder / "runs").glob(f"*-{each.digest}-*.json"))
    return [_run(each.kind, json.loads(file.read_bytes())) for file in files]


def _run(kind: InstanceSet[Any], line: Figures) -> Run:
    return RUN.validate_python(line | {"value": line.get(kind.figure)})
