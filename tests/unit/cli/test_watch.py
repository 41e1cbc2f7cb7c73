from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from matcher.child import ChildFailed
from matcher.cli import watch
from matcher.cli.exits import Exit, Failure
from matcher.cli.output import Output
from matcher.engines import UnknownEngine, UnsupportedScenario
from matcher.model import Limits, Plan, Progress, Result, Run, Scenario
from matcher.report import Language, Text

STANDING = Progress(engine="search", iterations=5, seconds=1.0, totals=(20, 3500), unmet=3)


@dataclass
class FakeProcess:
    """A solve that sends signals to its watcher instead of solving."""

    story: Callable[[FakeProcess], Iterator[Progress | Result]]
    did: list[str] = field(default_factory=list)

    def stop(self) -> None:
        self.did.append("stop")

    def kill(self) -> None:
        self.did.append("kill")

    def messages(self) -> Iterator[Progress | Result]:
        yield STANDING
        yield from self.story(self)


@pytest.fixture
def result(plan: Plan) -> Result:
    run = Run(
        version="0",
        engine="search",
        seed=0,
        workers=1,
        max_seconds=1.0,
        max_iterations=None,
        seconds=1.0,
    )
    return Result(plan=plan, run=run)


def watched(
    monkeypatch: pytest.MonkeyPatch,
    scenario: Scenario,
    process: FakeProcess,
    engine: str = "auto",
) -> Result:
    monkeypatch.setattr(watch, "SolveProcess", lambda *_args, **_options: process)
    output = Output(as_json=False, language=Language.EN)
    return watch.solve_watched(scenario, Limits(max_seconds=30.0), output=output, engine=engine)


def test_the_result_comes_back(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, result: Result
) -> None:
    process = FakeProcess(lambda _: iter([result]))
    assert watched(monkeypatch, scenario, process) is result
    assert process.did == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_stops_and_keeps_the_result(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, result: Result, number: signal.Signals
) -> None:
    def story(_: FakeProcess) -> Iterator[Result]:
        signal.raise_signal(number)
        yield result

    process = FakeProcess(story)
    assert watched(monkeypatch, scenario, process) is result
    assert process.did == ["stop"]


def test_the_second_signal_gives_up(monkeypatch: pytest.MonkeyPatch, scenario: Scenario) -> None:
    def story(process: FakeProcess) -> Iterator[Result]:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        assert process.did == ["stop", "kill"]
        raise ChildFailed("the solver died with exit code -9")
        yield

    with pytest.raises(Failure) as given_up:
        watched(monkeypatch, scenario, FakeProcess(story))
    assert given_up.value.code is Exit.STOPPED
    assert given_up.value.text == Text("Stopped before there was a plan.", "尚无方案即已停止。")


def test_a_solver_that_dies_unasked_is_a_defect(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario
) -> None:
    def story(_: FakeProcess) -> Iterator[Result]:
        raise ChildFailed("the solver died with exit code 1")
        yield

    with pytest.raises(ChildFailed):
        watched(monkeypatch, scenario, FakeProcess(story))


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (
            UnsupportedScenario("exact: too many visits"),
            "The engine cannot be used: exact: too many visits.",
        ),
        (UnknownEngine("no engine 'magic'"), "There is no engine 'magic'; there are auto, "),
    ],
)
def test_an_engine_that_cannot_be_used_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, refusal: Exception, said: str
) -> None:
    def story(_: FakeProcess) -> Iterator[Result]:
        raise refusal
        yield

    with pytest.raises(Failure) as refused:
        watched(monkeypatch, scenario, FakeProcess(story), engine="magic")
    assert refused.value.code is Exit.USAGE
    assert refused.value.text.en.startswith(said)
    assert "[" not in refused.value.text.en


def test_signals_mean_what_they_meant_afterwards(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, result: Result
) -> None:
    numbers = signal.SIGINT, signal.SIGTERM
    before = [signal.getsignal(number) for number in numbers]
    watched(monkeypatch, scenario, FakeProcess(lambda _: iter([result])))
    assert [signal.getsignal(number) for number in numbers] == before


def test_a_child_is_born_deaf_to_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, scenario: Scenario, result: Result
) -> None:
    heard = []

    def born(*_args: object, **_options: object) -> FakeProcess:
        heard.append(signal.getsignal(signal.SIGINT))
        return FakeProcess(lambda _: iter([result]))

    monkeypatch.setattr(watch, "SolveProcess", born)
    output = Output(as_json=False, language=Language.EN)
    watch.solve_watched(scenario, Limits(max_seconds=30.0), output=output)
    assert heard == [signal.SIG_IGN]


@pytest.mark.parametrize(
    ("progress", "en", "zh"),
    [
        (Progress(engine="exact", iterations=0, seconds=0.0), "", ""),
        (
            STANDING,
            "best 20 / 3,500  unmet 3",
            "最优 20 / 3,500  未满足 3",
        ),
        (
            Progress(engine="exact", iterations=1, seconds=1.0, totals=(9,), unmet=0, bound=(7,)),
            "best 9  unmet 0  bound 7",
            "最优 9  未满足 0  下界 7",
        ),
    ],
)
def test_figures_of_the_bar(progress: Progress, en: str, zh: str) -> None:
    assert watch._figures(progress) == Text(en, zh)


@pytest.mark.parametrize(("patience", "notes"), [(0.01, 1), (60.0, 0)])
def test_a_slow_start_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    scenario: Scenario,
    result: Result,
    patience: float,
    notes: int,
) -> None:
    class Slow(FakeProcess):
        def messages(self) -> Iterator[Progress | Result]:
            time.sleep(0.3)
            yield result

    monkeypatch.setattr(watch, "_PATIENCE", patience)
    watched(monkeypatch, scenario, Slow(lambda _: iter([result])))
    assert capsys.readouterr().err.count("first run takes a minute or two longer") == notes
