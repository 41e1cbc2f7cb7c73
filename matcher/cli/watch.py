"""A solve watched from a terminal: a bar that tells of it, and Ctrl-C that keeps the best."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType
from typing import Protocol, Self

from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from matcher.background import SolveProcess
from matcher.child import ChildFailed
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.engines import ENGINES, UnknownEngine, UnsupportedScenario
from matcher.model import Limits, Plan, Progress, Result, Scenario
from matcher.report import Language, Text
from matcher.report.cells import cell

_PATIENCE = 10.0
"""Seconds without a message after which a start is called slow."""


def solve_watched(
    scenario: Scenario,
    limits: Limits,
    *,
    output: Output,
    engine: str = "auto",
    seed: int = 0,
    start: Plan | None = None,
    quiet: bool = False,
) -> Result:
    """Solve in a process of its own and tell of it.

    The first SIGINT or SIGTERM asks for the best so far, the second gives up.

    Raises
    ------
    InvalidInput
        If the scenario has errors.
    ChildFailed
        If the solver failed.
    Failure
        If it was given up, or there is no such engine, or it cannot take the scenario.
    """
    with sigint_ignored():
        process = SolveProcess(scenario, limits, engine=engine, seed=seed, start=start)
    with (
        _Bar(limits, output, quiet=quiet) as bar,
        Requests(process, bar.tell_stopping) as requests,
    ):
        try:
            for message in process.messages():
                if isinstance(message, Result):
                    return message
                bar.tell(message)
        except UnknownEngine:
            raise Failure(Exit.USAGE, _unknown(engine)) from None
        except UnsupportedScenario as refusal:
            sentence = Text(
                f"The engine cannot be used: {refusal}.", f"不能使用该引擎：{refusal}。"
            )
            raise Failure(Exit.USAGE, sentence) from None
        except ChildFailed:
            if requests.count == 0:
                raise
    raise Failure(Exit.STOPPED, Text("Stopped before there was a plan.", "尚无方案即已停止。"))


def _unknown(engine: str) -> Text:
    names = ["auto", *(known.name for known in ENGINES)]
    return Text(
        f"There is no engine {engine!r}; there are {', '.join(names)}.",
        f"没有名为“{engine}”的引擎；可选：{'、'.join(names)}。",
    )


@contextmanager
def sigint_ignored() -> Iterator[None]:
    """Let a child be born that Ctrl-C does not end while it is still importing."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Bar:
    """A progress bar on standard error; none where nobody watches.

    Parameters
    ----------
    limits : Limits
        Its seconds, else its iterations, make the bar's length.
    output : Output
    quiet : bool
        Show nothing.
    """

    def __init__(self, limits: Limits, output: Output, *, quiet: bool) -> None:
        self._stopping = False
        self._by_time = limits.max_seconds is not None
        self._language = output.language
        self._progress = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[figures]}", markup=False),
            console=output.notes,
            transient=True,
            disable=quiet or not output.notes.file.isatty(),
        )
        self._task = self._progress.add_task(
            Text("starting", "启动中").of(self._language),
            total=limits.max_seconds or limits.max_iterations,
            figures="",
        )
        self._output = output
        watched = not self._progress.disable
        self._slow = Timer(_PATIENCE if watched else 1.5 * _PATIENCE, self._tell_slow)
        self._slow.daemon = True
        self._quiet = quiet

    def __enter__(self) -> Self:
        self._progress.start()
        if not self._quiet:
            self._slow.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._slow.cancel()
        self._progress.stop()

    def _tell_slow(self) -> None:
        text = Text(
            "starting (the first run takes a minute or two longer)",
            "启动中（首次运行多需一两分钟）",
        )
        if self._progress.disable:
            self._output.note(text)
        elif not self._stopping:
            self._progress.update(self._task, description=text.of(self._language))

    def tell(self, progress: Progress) -> None:
        """Show where the run stands."""
        self._slow.cancel()
        self._progress.update(
            self._task,
            completed=progress.seconds if self._by_time else progress.iterations,
            figures=_figures(progress).of(self._language),
        )
        if not self._stopping:
            self._progress.update(self._task, description=progress.engine)

    def tell_stopping(self) -> None:
        """Show that the run was asked to stop."""
        self._stopping = True
        stopping = Text("stopping (Ctrl-C again: give up)", "正在停止（再按 Ctrl-C 放弃）")
        self._progress.update(self._task, description=stopping.of(self._language))


def _figures(progress: Progress) -> Text:
    parts = []
    if progress.totals is not None:
        totals = cell(progress.totals, Language.EN)
        parts.append(Text(f"best {totals}", f"最优 {totals}"))
    if progress.unmet is not None:
        parts.append(Text(f"unmet {progress.unmet}", f"未满足 {progress.unmet}"))
    if progress.bound is not None:
        bound = cell(progress.bound, Language.EN)
        parts.append(Text(f"bound {bound}", f"下界 {bound}"))
    return Text("  ".join(part.en for part in parts), "  ".join(part.zh for part in parts))


class Stoppable(Protocol):
    """A process that can be asked for its best so far, and given up."""

    def stop(self) -> None:
        """Ask for the best so far."""

    def kill(self) -> None:
        """End it at once."""


class Requests:
    """SIGINT and SIGTERM as requests to a process: the first stops it, the second kills it.

    Parameters
    ----------
    process : Stoppable
    tell_stopping : callable
        Called at the first.

    Attributes
    ----------
    count : int
    """

    def __init__(self, process: Stoppable, tell_stopping: Callable[[], None]) -> None:
        self.count = 0
        self._process, self._tell_stopping = process, tell_stopping

    def __enter__(self) -> Self:
        self._before = {
            number: signal.signal(number, self._take) for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self.count == 1:
            self._process.stop()
            self._tell_stopping()
        else:
            self._process.kill()
