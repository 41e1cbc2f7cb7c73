from pathlib import Path

import pytest

from benchmarks.shared import VARIABLE, MissingData, data


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real" / "here").mkdir(parents=True)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert data("real", "here") == tmp_path / "real" / "here"


def test_what_is_missing_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MissingData, match=r"skipped: no data in .*; LINLI_SHARED may name another"):
        data("real", "nowhere")
