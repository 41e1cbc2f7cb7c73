"""A study runs what is not kept, keeps it, and sums it up."""

import json
import time
from pathlib import Path

import pytest

from benchmarks import study as module
from benchmarks.__main__ import main
from benchmarks.hhcrsp import HHCRSP, best_known
from benchmarks.measure import Options
from benchmarks.sets import BadInstance, InstanceSet, Trace
from benchmarks.shared import VARIABLE
from benchmarks.study import Schedule, study, subject, version
from benchmarks.synthetic import SYNTHETIC
from matcher.model import Progress
from tests.unit.benchmarks.test_hhcrsp import CARE
from tests.unit.benchmarks.test_synthetic import WEEK, write

SCHEDULE = Schedule(limits=(1.0, 2.5), seeds=(1, 2, 3), within=0.01)


class Engine:
    """Stands for the runs: a seed more is ten better, a second more a hundred."""

    def __init__(self) -> None:
        self.ran: list[tuple[float, int]] = []
        self.fails_at: tuple[float, int] | None = None

    def __call__(self, work: object, kind: InstanceSet, file: Path, options: Options) -> dict:
        self.ran.append((options.seconds, options.seed))
        if self.fails_at == self.ran[-1]:
            return {"status": "failed", "objective": None, "seconds": None, "why": "no luck"}
        value = 600.0 + 100 * options.seconds + 10 * options.seed
        return {
            "status": "time_limit",
            "objective": value,
            "bound": 900.0,
            "seconds": options.seconds + 0.5,
            "peak_mb": 200 + options.seed,
            "trace": [[0.25, value - 50], [options.seconds, value]],
        }


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    stands_in = Engine()
    monkeypatch.setattr(module, "alone", stands_in)
    return stands_in


def studied(folder: Path, schedule: Schedule = SCHEDULE) -> list[dict]:
    file = folder / "week.json"
    if not file.exists():
        write(folder, WEEK)
    options = Options(out=folder / "out", seconds=60.0, seed=1, workers=2)
    return list(study([subject(file)], schedule, options))


def summed(folder: Path) -> list[dict]:
    return json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8"))["rows"]


def test_every_limit_is_run_with_every_seed(tmp_path: Path, engine: Engine) -> None:
    lines = studied(tmp_path)
    assert engine.ran == [(seconds, seed) for seconds in (1.0, 2.5) for seed in (1, 2, 3)]
    assert [line["objective"] for line in lines] == [710, 720, 730, 860, 870, 880]
    assert (lines[0]["set"], lines[0]["workers"], lines[0]["version"]) == (
        "synthetic",
        2,
        version(),
    )
    short, long = summed(tmp_path)
    assert (short["median"], short["worst"], short["best"]) == (720, 710, 730)
    assert short["reference"] == {"value": 900, "origin": "bound of 1 s"}
    assert (short["gap"], short["reached"]) == (0.2, 0)
    assert (long["seconds"], long["peak_mb"], long["runs"]) == (3.0, 202, 3)
    table = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert len(table.splitlines()) == 4


def test_a_study_goes_on_where_it_was_stopped(tmp_path: Path, engine: Engine) -> None:
    file = subject(write(tmp_path, WEEK))
    stopped = study([file], SCHEDULE, Options(out=tmp_path / "out", seconds=60, seed=1, workers=2))
    first = [next(stopped) for _ in range(4)]
    stopped.close()
    engine.ran.clear()
    assert studied(tmp_path)[:4] == first
    assert engine.ran == [(2.5, 2), (2.5, 3)]
    assert [row["median"] for row in summed(tmp_path)] == [720, 870]


def test_another_file_of_the_name_and_other_code_are_run_anew(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Schedule(limits=(1.0,), seeds=(1,), within=0.01)
    studied(tmp_path, once)
    studied(tmp_path, once)
    assert len(engine.ran) == 1
    write(tmp_path, WEEK | {"seed": 2})
    studied(tmp_path, once)
    assert len(engine.ran) == 2
    monkeypatch.setattr(module, "version", lambda: "0.2.0+new")
    studied(tmp_path, once)
    assert len(engine.ran) == 3


def test_what_fails_is_told_and_tried_again(tmp_path: Path, engine: Engine) -> None:
    engine.fails_at = (2.5, 3)
    assert studied(tmp_path)[-1]["why"] == "no luck"
    assert (
        summed(tmp_path)[1] | {"runs": 3, "failed": 1, "worst": None, "median": 860}
        == (summed(tmp_path)[1])
    )
    engine.fails_at = None
    engine.ran.clear()
    assert studied(tmp_path)[-1]["objective"] == 880
    assert engine.ran == [(2.5, 3)]


def test_a_longer_run_of_the_folder_gives_the_bound(tmp_path: Path, engine: Engine) -> None:
    studied(tmp_path)
    kept = next((tmp_path / "out" / "runs").glob("*-2.5s-seed3-*"))
    line = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps(line | {"bound": 890.0}), encoding="utf-8")
    studied(tmp_path, Schedule(limits=(1.0,), seeds=(1,), within=0.01))
    (row,) = summed(tmp_path)
    assert row["reference"] == {"value": 890, "origin": "bound of 2.5 s"}


def test_a_trace_tells_what_is_news() -> None:
    trace = Trace(time.perf_counter(), lambda totals: None if totals[0] else float(totals[1]))
    for totals in (None, (1, 5), (0, 9), (0, 9), (0, 7)):
        trace.listen(Progress(engine="search", iterations=1, seconds=99.0, totals=totals))
    trace.note((0, 7))
    assert [value for _, value in trace.points] == [9.0, 7.0]
    assert all(0 <= seconds < 99 for seconds, _ in trace.points)


def test_a_file_s_set_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    assert subject(write(tmp_path, WEEK)).kind is SYNTHETIC
    assert subject(write(tmp_path, CARE)).kind is HHCRSP
    with pytest.raises(BadInstance, match="an instance neither of HHCRSP nor synthetic"):
        subject(write(tmp_path, {}))


def test_the_best_known_is_looked_up_by_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert best_known("care.json") is None
    folder = tmp_path / "bench" / "hhcrsp"
    folder.mkdir(parents=True)
    table = "file,distance,max_tardiness,total_tardiness,cost\ncare.json,10,3,7,6.667\n"
    (folder / "best_known.csv").write_text(table, encoding="utf-8")
    assert (best_known("care.json"), best_known("other.json")) == (20 / 3, None)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--seeds", "0"], "a study needs a time limit and a seed"),
        (["--time-limit", "5", "0"], "max_seconds must be above 0"),
        (["--within", "0"], "within must be above 0 percent"),
    ],
)
def test_what_cannot_be_studied_is_said(
    option: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["study", "week.json", "--out", str(tmp_path / "out"), *option])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_both_sets_are_run_in_processes_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    files = [str(write(tmp_path, WEEK).rename(tmp_path / "a.json")), str(write(tmp_path, CARE))]
    out = tmp_path / "out"
    main(["study", *files, "--time-limit", "60", "--engine", "exact", "--out", str(out)])
    week, care = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (week["status"], week["objective"]) == ("optimal", 17_000 - 12)
    assert (care["status"], care["cost"]) == ("optimal", 92 / 3)
    for line, value in ((week, week["objective"]), (care, care["cost"])):
        seconds, last = line["trace"][-1]
        assert last == value
        assert 0 < seconds <= line["seconds"]
    assert [row["gap"] for row in summed(tmp_path)] == [0, 0]
    assert all(row["reached"] == 1 for row in summed(tmp_path))
    assert len(list((out / "solutions").glob("*.json"))) == 2
