import pytest
from click.testing import CliRunner

from api import Settings
from api import serve as server
from api.command import serve
from api.lock import DataFolderInUse


@pytest.fixture
def served(monkeypatch):
    calls = []
    monkeypatch.setattr(server, "serve", lambda *arguments: calls.append(arguments))
    return calls


def run(*arguments, **environment):
    return CliRunner().invoke(serve, arguments, env={"LINLI_LANG": "en", **environment})


def test_serves_this_machine_only_unless_told(served, tmp_path):
    result = run("--data", str(tmp_path))
    assert result.exit_code == 0
    assert "http://127.0.0.1:8000/docs" in result.output
    assert served == [(Settings(data=tmp_path), "127.0.0.1", 8000)]


def test_names_the_whole_data_folder_and_claims_nothing_yet(served, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run("--data", "plans").output
    assert said.startswith(f"Starting on the data folder {tmp_path / 'plans'};")


def test_every_limit_can_be_set(served, tmp_path):
    limits = {
        "max_body_bytes": 5000,
        "max_seconds": 7.5,
        "max_workers": 3,
        "max_running": 4,
        "max_queued": 5,
    }
    options = [f"--{name.replace('_', '-')}={value}" for name, value in limits.items()]
    run("--host=0.0.0.0", "--port=99", *options, LINLI_DATA=str(tmp_path))
    assert served == [(Settings(data=tmp_path, **limits), "0.0.0.0", 99)]  # noqa: S104


def test_limits_out_of_range_are_named(served, tmp_path):
    result = run("--data", str(tmp_path), "--max-queued=0", "--max-running=0")
    assert result.exit_code == 2
    assert "max_running must be 1 to 64; max_queued must be at least 1" in result.output
    assert not served


def test_a_folder_in_use_is_said_in_words(monkeypatch, tmp_path):
    def refuse(*_):
        raise DataFolderInUse("another process runs the jobs in here")

    monkeypatch.setattr(server, "serve", refuse)
    result = run("--data", str(tmp_path))
    assert result.exit_code == 2
    assert "another process" in result.output
