"""What commands that solve many scenarios have in common: their options, their bar, Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as RichProgress

from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.engines import UnsupportedScenario
from matcher.engines.portfolio import ClusterExecutor
from matcher.model import EngineChoice, Limits, Result, Scenario
from matcher.report import Text
from matcher.whatif.runs import (
    Cache,
    ProcessPool,
    Request,
    RunsProgress,
    SolveFailed,
    Stopped,
    default_folder,
    solve_all,
)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """How many scenarios are to be solved.

    Attributes
    ----------
    limits : Limits
        Of each.
    engine : str
    seed : int
    jobs : int
        How many at the same time.
    cluster : str or None
        The address of a Dask scheduler; None: processes here.
    cache : Path or None
        Where results are kept.
    independent : bool
        Each begins with nothing, not with a plan of the base.
    """

    limits: Limits
    engine: str
    seed: int
    jobs: int
    cluster: str | None
    cache: Path | None
    independent: bool

    def solve(
        self,
        base: Scenario,
        scenarios: Sequence[tuple[str, Scenario]],
        output: Output,
        *,
        quiet: bool,
    ) -> tuple[Result, ...]:
        """Solve scenarios that are like a base, given with what a bar calls them.

        Raises
        ------
        Failure
            If it was stopped before all had begun, a process died again and again, or the cluster
            cannot be reached.
        """
        first, *requests = [
            Request(
                name=name,
                scenario=scenario,
                limits=self.limits,
                engine=self.engine,
                seed=self.seed,
            )
            for name, scenario in [("", base), *scenarios]
        ]
        address = self.cluster
        executors = ProcessPool if address is None else lambda _: ClusterExecutor(address)
        try:
            with Watch(output, quiet=quiet) as watch:
                return solve_all(
                    requests,
                    workers=self.jobs,
                    first=None if self.independent else first,
                    executors=executors,
                    cache=None if self.cache is None else Cache(self.cache),
                    listen=watch.tell,
                    stop=watch.stopping,
                )
        except (Stopped, SolveFailed, UnsupportedScenario, ModuleNotFoundError) as fault:
            raise _failure(fault, kept=self.cache is not None) from None


def runs_options(
    function: Callable[Concatenate[Output, P], R],
) -> Callable[Concatenate[Output, P], R]:
    """Give a command the options of many solves; it is called with a `Runs` named ``runs``."""

    @click.option(
        "--time-limit",
        type=click.FloatRange(0, 86_400, min_open=True),
        help="Most seconds of each solve; 30 unless --iterations is given. 每次求解的时限（秒）。",
    )
    @click.option("--iterations", type=click.IntRange(0), help="Most iterations. 迭代上限。")
    @click.option("--seed", type=click.IntRange(0), default=0, help="Of all chance. 随机种子。")
    @click.option(
        "--engine",
        type=click.Choice([choice.value for choice in EngineChoice]),
        default=EngineChoice.AUTO.value,
        show_default=True,
        help="Which solver. 求解引擎。",
    )
    @click.option(
        "--jobs",
        type=click.IntRange(1, 1024),
        default=processors,
        help="Solves at the same time; one a processor. 同时求解数。",
    )
    @click.option("--cluster", help="A Dask scheduler that solves: tcp://host:8786. 集群地址。")
    @click.option(
        "--cache",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_folder,
        help="Where results are kept for the next time. 结果缓存目录。",
    )
    @click.option(
        "--independent",
        is_flag=True,
        help="Each solve begins with nothing, not with a plan of the base. 各次求解相互独立。",
    )
    @click.option("--no-cache", is_flag=True, help="Keep and look for none. 不使用缓存。")
    @wraps(function)
    def run(output: Output, /, *args: P.args, **options: P.kwargs) -> R:
        given: dict[str, Any] = {name: options.pop(name) for name in _NAMES}
        seconds, iterations = given["time_limit"], given["iterations"]
        if seconds is None and iterations is None:
            seconds = 30.0
        options["runs"] = Runs(
            limits=Limits(max_seconds=seconds, max_iterations=iterations),
            engine=given["engine"],
            seed=given["seed"],
            jobs=given["jobs"],
            cluster=given["cluster"],
            cache=None if given["no_cache"] else given["cache"],
            independent=given["independent"],
        )
        return function(output, *args, **options)

    return run


_NAMES = (
    "time_limit",
    "iterations",
    "seed",
    "engine",
    "jobs",
    "cluster",
    "cache",
    "no_cache",
    "independent",
)


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Watch:
    """A bar over all solves, and the first SIGINT or SIGTERM as a request to stop."""

    def __init__(self, output: Output, *, quiet: bool) -> None:
        self._stopping = False
        self._language = output.language
        self._bar = RichProgress(
            SpinnerColumn(),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
            console=output.notes,
            transient=True,
            disable=quiet or not output.notes.file.isatty(),
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._before = {
            number: signal.signal(number, self._take) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def tell(self, progress: RunsProgress) -> None:
        """Show how far it is."""
        self._bar.update(self._task, total=progress.of, completed=progress.done)
        if progress.name and not self._stopping:
            self._bar.update(self._task, description=progress.name)

    def stopping(self) -> bool:
        """Say whether it is to stop."""
        return self._stopping

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if self._stopping:
            raise KeyboardInterrupt
        self._stopping = True
        text = Text("stopping (Ctrl-C again: give up)", "正在停止（再按 Ctrl-C 放弃）")
        self._bar.update(self._task, description=text.of(self._language))


def _failure(fault: Exception, *, kept: bool) -> Failure:
    if isinstance(fault, Stopped):
        said = Text("Stopped before all were solved.", "尚未全部求解即已停止。")
        again = Text(" The next time goes on from there.", "下次将从此处继续。")
        both = Text(said.en + again.en, said.zh + again.zh) if kept else said
        return Failure(Exit.STOPPED, both)
    if isinstance(fault, SolveFailed):
        died = Text("A solver died each time it was begun.", "求解进程每次启动后均异常退出。")
        return Failure(Exit.UNEXPECTED, died)
    if isinstance(fault, ModuleNotFoundError):
        extra = Text(
            "A cluster needs the extra packages of linli[distributed].",
            "使用集群需要安装 linli[distributed] 的附加包。",
        )
        return Failure(Exit.USAGE, extra)
    return engine_failure(fault)


def engine_failure(fault: Exception) -> Failure:
    """Say that the engine asked for does not take a scenario."""
    return Failure(
        Exit.USAGE, Text(f"The engine cannot be used: {fault}.", f"不能使用该引擎：{fault}。")
    )
