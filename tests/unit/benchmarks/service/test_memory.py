import psutil
import pytest

from benchmarks.service.memory import Watch


@pytest.fixture
def watch() -> Watch:
    return Watch(list, 1.0)


def test_the_samples_are_told_at_shares_of_the_time(watch: Watch) -> None:
    watch.samples = [1.0, 2.0, 7.0, 4.0, 5.0]
    assert watch.at(0.0, 0.25, 0.5, 1.0) == [1.0, 2.0, 7.0, 5.0]
    assert watch.peak == 7.0


def test_a_process_that_is_there_has_a_size_and_one_that_is_gone_has_none() -> None:
    def gone() -> list[psutil.Process]:
        raise psutil.NoSuchProcess(1)

    with Watch(lambda: [psutil.Process()], 0.01) as here, Watch(gone, 0.01) as nowhere:
        while not here.samples:
            pass
    assert here.peak > 10
    assert nowhere.samples == []
