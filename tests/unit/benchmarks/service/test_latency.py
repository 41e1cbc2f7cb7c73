import pytest

from benchmarks.service.latency import Latency, latencies, percentile, span, table

TOLD = [
    {
        "name": "status",
        "response_times": {"5": 18, "30": 1, "900": 1},
        "num_failures": 0,
        "start_time": 100.0,
        "last_request_timestamp": 109.0,
    },
    {
        "name": "list",
        "response_times": {"40": 2},
        "num_failures": 1,
        "start_time": 101.0,
        "last_request_timestamp": 112.5,
    },
]


@pytest.mark.parametrize(("share", "ms"), [(0.5, 5), (0.9, 5), (0.95, 30), (0.96, 900), (1, 900)])
def test_a_percentile_is_the_least_time_that_the_share_kept_to(share: float, ms: float) -> None:
    assert percentile({900: 1, 30: 1, 5: 18}, share) == ms


def test_where_nothing_was_answered_there_is_no_time() -> None:
    assert percentile({}, 0.5) == 0


def test_calls_are_told_by_name_and_then_all_together() -> None:
    assert latencies(TOLD) == [
        Latency(name="list", requests=2, errors=1, median=40, p95=40, most=40),
        Latency(name="status", requests=20, errors=0, median=5, p95=30, most=900),
        Latency(name="all", requests=22, errors=1, median=5, p95=40, most=900),
    ]


def test_the_time_goes_from_the_first_beginning_to_the_last_answer() -> None:
    assert span(TOLD) == 12.5


def test_the_table_has_a_line_for_each() -> None:
    row = Latency(name="status", requests=1_200, errors=0, median=5, p95=30, most=900)
    assert table([row]).splitlines()[1].split() == ["status", "1,200", "0", "5", "30", "900"]
