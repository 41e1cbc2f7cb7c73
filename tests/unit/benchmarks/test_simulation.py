import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.measure import Options
from benchmarks.shared import VARIABLE
from benchmarks.simulation import RELIABILITY, build
from matcher.model import HelperKind
from tests.unit.benchmarks.test_synthetic import WEEK

GENERATOR = f"""
def make(size, seed):
    return {WEEK!r} | {{"name": size, "seed": seed}}
"""


@pytest.fixture
def generator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bench" / "synthetic"
    folder.mkdir(parents=True)
    (folder / "gen.py").write_text(GENERATOR)
    monkeypatch.setenv(VARIABLE, str(tmp_path))


@pytest.mark.usefixtures("generator")
def test_a_week_is_planned_and_simulated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--size", "tiny", "--engine", "exact", "--replications", "40", "--standby", "1"]
    main(["simulation", "--out", str(tmp_path / "out"), *options])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["instance"], figures["replications"], figures["visits"]) == ("tiny", 40, 2)
    assert figures["planned_weight"] == 17 >= figures["mean"] > 0
    # Both helpers serve together, and nobody is left to stand by.
    assert figures["tail_lifts"] == []
    assert set(figures["phases"]) == {"build", "solve", "compile"}


@pytest.mark.usefixtures("generator")
def test_chances_to_turn_up_come_from_the_seed(tmp_path: Path) -> None:
    def drawn(seed: int) -> list[float]:
        options = Options(out=tmp_path, seconds=1.0, seed=seed, workers=1)
        helpers = build(options, "tiny").helpers
        assert [helper.kind for helper in helpers] == [
            HelperKind.VOLUNTEER,
            HelperKind.SOCIAL_WORKER,
        ]
        for helper in helpers:
            low, high = RELIABILITY[helper.kind]
            assert low <= helper.reliability <= high
        return [helper.reliability for helper in helpers]

    assert drawn(1) == drawn(1) != drawn(2)
