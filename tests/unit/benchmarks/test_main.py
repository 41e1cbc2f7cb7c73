import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.shared import VARIABLE
from tests.unit.benchmarks.test_hhcrsp import CARE
from tests.unit.benchmarks.test_synthetic import WEEK


def last_line(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.mark.parametrize("name", ["taipei", "us-food"])
def test_missing_data_is_said_and_is_no_failure(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    main([name, "--out", str(tmp_path / "out")])
    assert last_line(capsys)["skipped"].startswith("skipped: no data in")
    assert not (tmp_path / "out").exists()


def test_taipei_is_built_alone(
    taipei: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["taipei", "--out", str(tmp_path), "--build-only"])
    figures = last_line(capsys)
    assert (figures["scenario"], figures["errors"]) == ("taipei-week", 0)


def test_us_food_tells_how_many_hours_were_read(
    food: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--area", "washington", "--households", "20", "--build-only"]
    main(["us-food", "--out", str(tmp_path), *arguments])
    figures = last_line(capsys)
    assert (figures["pantries"], figures["hours_read"], figures["needs"]) == (338, 332, 20)


def test_a_map_without_a_plan_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["taipei", "--out", str(tmp_path), "--build-only", "--map", "map.svg"])
    assert "--map needs a plan" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["hhcrsp", "synthetic"])
def test_a_file_that_is_no_instance_is_said_in_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "torn.json"
    file.write_text('{"helpers": [', encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([name, str(file), "--out", str(tmp_path / "solution.json")])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "torn.json is no" in line
    assert not (tmp_path / "solution.json").exists()


def test_an_engine_that_is_not_there_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "care.json"
    file.write_text(json.dumps(CARE), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["hhcrsp", str(file), "--engine", "magic", "--out", str(tmp_path / "s.json")])
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("no engine magic")


def test_a_limit_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["taipei", "--out", str(tmp_path), "--time-limit", "0"])
    assert stopped.value.code == 2
    assert "max_seconds must be above 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "instance", "told"),
    [
        ("hhcrsp", CARE, {"cost", "bound", "status", "seconds"}),
        ("synthetic", WEEK, {"objective", "bound", "gap", "status", "seconds", "peak_mb"}),
    ],
)
def test_the_last_line_tells_what_the_set_asks(
    name: str, instance: dict, told: set, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "instance.json", tmp_path / "new" / "solution.json"
    file.write_text(json.dumps(instance), encoding="utf-8")
    main([name, str(file), "--time-limit", "5", "--seed", "3", "--workers", "1", "--out", str(out)])
    figures = last_line(capsys)
    assert told <= set(figures)
    assert list(figures["phases"]) == ["read", "build", "solve", "convert"]
    assert figures["seconds"] >= figures["phases"]["solve"]
    assert json.loads(out.read_text(encoding="utf-8"))["routes"]
