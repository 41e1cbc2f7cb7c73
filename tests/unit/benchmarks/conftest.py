from pathlib import Path

import pytest

from benchmarks.shared import MissingData, data


def folder_or_skip(*parts: str) -> Path:
    try:
        return data(*parts)
    except MissingData as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def taipei() -> Path:
    return folder_or_skip("real", "taipei_care")


@pytest.fixture(scope="session")
def food() -> Path:
    return folder_or_skip("real", "us_food")


@pytest.fixture(scope="session")
def hhcrsp() -> Path:
    return folder_or_skip("bench", "hhcrsp")


@pytest.fixture(scope="session")
def synthetic() -> Path:
    return folder_or_skip("bench", "synthetic")
