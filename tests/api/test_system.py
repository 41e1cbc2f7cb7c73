import matcher


def test_health_counts_what_waits_and_runs(client, ask, store):
    ask()
    ask()
    store.claim()
    assert client.get("/v1/health").json == {"status": "ok", "queued": 1, "running": 1}


def test_version(client):
    assert client.get("/v1/version").json == {"version": matcher.__version__}
