"""`linli serve`, `worker`, `keys` and `tenants`."""

import json

import pytest
from click.testing import CliRunner

from api import serve as server
from api.access import Scope, Secret
from api.commands import keys, serve, tenants, worker
from api.settings import Settings
from api.store import Database, Keys, in_folder

LIMITS = {
    "max_body_bytes": 5000,
    "max_needs": 6,
    "max_seconds": 7.5,
    "max_solve_bytes": 1 << 30,
    "max_workers": 3,
    "max_running": 4,
    "max_queued": 5,
    "requests": "9/second",
    "keep_days": 2.5,
}


@pytest.fixture
def started(monkeypatch):
    calls = []
    monkeypatch.setattr(server, "serve", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(server, "run_worker", lambda *arguments: calls.append(arguments))
    return calls


@pytest.fixture
def run(tmp_path):
    """Call a command on a data folder; give its result."""

    def run(command, *arguments, **environment):
        known = {"LINLI_LANG": "en", "LINLI_DATA": str(tmp_path), "LINLI_DATABASE_URL": ""}
        return CliRunner().invoke(command, arguments, env=known | environment)

    return run


@pytest.fixture
def known(tmp_path):
    """Give the keys of the data folder's database."""
    database = Database(in_folder(tmp_path))
    yield Keys(database)
    database.close()


def as_json(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def options_of(limits):
    return [f"--{name.replace('_', '-')}={value}" for name, value in limits.items()]


def test_serves_this_machine_only_unless_told(run, started, tmp_path):
    result = run(serve)
    assert result.exit_code == 0
    assert f"Starting on the data folder {tmp_path}; " in result.stdout
    assert "http://127.0.0.1:8000/docs" in result.stdout
    assert started == [(Settings(data=tmp_path), "127.0.0.1", 8000)]


def test_says_how_to_make_a_first_key_until_there_is_one(run, started):
    assert "linli keys create --scope admin" in run(serve).stdout
    run(keys, "create")
    assert "linli keys" not in run(serve).stdout


def test_every_limit_can_be_set(run, started, tmp_path):
    more = ["--origin=https://a.example", "--origin=https://b.example", "--webhooks-inside"]
    run(serve, "--host=0.0.0.0", "--port=99", *more, *options_of(LIMITS))
    origins = ("https://a.example", "https://b.example")
    settings = Settings(data=tmp_path, origins=origins, webhooks_inside=True, **LIMITS)
    assert started == [(settings, "0.0.0.0", 99)]  # noqa: S104


def test_a_worker_has_the_limits_of_solves(run, started, tmp_path):
    own = {name: LIMITS[name] for name in ("max_solve_bytes", "max_running", "keep_days")}
    assert run(worker, *options_of(own)).exit_code == 0
    assert started == [(Settings(data=tmp_path, **own),)]


@pytest.mark.parametrize("command", [serve, worker])
def test_limits_out_of_range_are_named(run, started, command):
    result = run(command, "--max-running=65", "--keep-days=0")
    assert result.exit_code == 2
    assert "max_running must be 0 to 64; keep_days must be above 0." in result.stderr
    assert not started


@pytest.mark.parametrize("command", [serve, worker])
def test_a_database_that_cannot_be_opened_is_said_in_words(run, started, command, tmp_path):
    missing = f"sqlite:///{tmp_path / 'nowhere' / 'linli.sqlite'}"
    result = run(command, LINLI_DATABASE_URL=missing)
    assert result.exit_code == 2
    assert "The database cannot be opened (OperationalError)." in result.stderr
    assert not started


def test_the_first_key_makes_its_tenant(run, known):
    result = run(keys, "create", "--tenant=station", "--scope=admin")
    found = known.find(Secret.read(result.stdout.strip()))
    assert (found.owner, found.name, found.scope) == ("station/", "first", Scope.ADMIN)
    assert "write it down now" in result.stderr


def test_later_keys_make_no_tenant(run):
    run(keys, "create")
    result = run(keys, "create", "--tenant=elsewhere")
    assert result.exit_code == 2
    assert "There is no elsewhere." in result.stderr


def test_keys_are_listed_without_their_secrets_and_revoked(run, known):
    made = as_json(run(keys, "create", "--name=desk", "--json"))
    assert (made["tenant"], made["scope"]) == ("main", "plan")
    listed = run(keys, "list").stdout
    assert made["id"] in listed
    assert "desk" in listed
    assert made["key"].rpartition("_")[2] not in listed
    assert as_json(run(keys, "revoke", made["id"], "--json")) == {"revoked": made["id"]}
    assert known.find(Secret.read(made["key"])) is None
    assert as_json(run(keys, "list", "--json"))[0]["revoked"] is not None
    assert run(keys, "revoke", "0" * 16).exit_code == 2


def test_tenants_stand_below_each_other(run):
    assert as_json(run(tenants, "add", "city", "--json"))["path"] == "city/"
    added = as_json(run(tenants, "add", "yuehe", "--name=月河", "--parent=city", "--json"))
    assert added == {"id": "yuehe", "name": "月河", "path": "city/yuehe/"}
    assert "city/yuehe/" in run(tenants, "list").stdout
    assert [tenant["id"] for tenant in as_json(run(tenants, "list", "--json"))] == ["city", "yuehe"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "city"], "city is there already."),
        (["add", "yuehe", "--parent=nowhere"], "There is no nowhere."),
        (["add", "Yuehe"], "A tenant's id is small letters, digits and hyphens, at most 64."),
        (["webhook-secret", "nowhere"], "There is no nowhere."),
    ],
)
def test_what_cannot_be_done_with_tenants_is_said(run, arguments, words):
    run(tenants, "add", "city")
    result = run(tenants, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_webhook_secret_stays_until_it_is_replaced(run):
    run(tenants, "add", "city")
    first = run(tenants, "webhook-secret", "city").stdout
    assert first.startswith("whsec_")
    assert run(tenants, "webhook-secret", "city").stdout == first
    new = as_json(run(tenants, "webhook-secret", "city", "--new", "--json"))["secret"]
    assert new != first.strip()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_lists_speak_both_languages(run, lang):
    run(keys, "create")
    said = run(keys, "list", LINLI_LANG=lang).stdout
    assert ("用途" if lang == "zh" else "scope") in said
