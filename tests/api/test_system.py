import matcher
from api.access import Scope


def test_it_is_well(client):
    assert client.get("/v1/health").json == {"status": "ok"}


def test_it_is_ready_and_counts_what_waits_and_runs(client, ask, queue):
    ask()
    ask()
    queue.claim()
    assert client.get("/v1/ready").json == {"status": "ready", "queued": 1, "running": 1}


def test_version(client):
    assert client.get("/v1/version").json == {"version": matcher.__version__}


def test_metrics_count_plans_and_requests(client, client_of, ask):
    ask()
    text = client_of("main", Scope.ADMIN).get("/v1/metrics").text
    assert 'linli_plans{status="queued"} 1.0' in text
    assert 'linli_last_hour{figure="solved"} 0.0' in text
    asked = 'linli_http_request_seconds_count{method="POST",rule="/v1/plans",status="202"} 1.0'
    assert asked in text
