import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.shared import VARIABLE


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
