import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.repair import quantile
from tests.unit.benchmarks.test_synthetic import WEEK, write


def test_a_shift_of_the_week_is_cancelled_and_the_rest_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, WEEK)

    main(["repair", str(file), "--resolved", "1", "--time-limit", "1", "--resolve-limit", "1"])

    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    # Of two routes the first is a rehearsal. Without either helper the pair cannot be served.
    assert (figures["cancellations"], figures["resolved"]) == (1, 1)
    assert figures["dropped"] == figures["lost"]
    assert figures["changed_beyond_most"] == figures["changed_beyond_mean"] == 0
    assert figures["percent_above_most"] == figures["percent_of_objective_most"] == 0
    assert 0 < figures["seconds_p50"] == figures["seconds_p95"] == figures["seconds_most"]
    assert sum(figures["stages"].values()) == 1


@pytest.mark.parametrize(("percent", "value"), [(50, 2), (75, 3), (95, 4), (1, 1)])
def test_quantiles_are_values_seen(percent: int, value: int) -> None:
    assert quantile([4, 3, 1, 2], percent) == value
