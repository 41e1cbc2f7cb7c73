from dataclasses import replace

from api.app import create_app
from api.services import Services


def test_who_asks_too_often_is_told_when_to_come_back(settings, database, key_of):
    app = create_app(replace(settings, requests="2/minute"), database)
    client = app.test_client()
    keys = [{"Authorization": f"Bearer {key_of(name)}"} for name in ("main", "other")]
    statuses = [client.get("/v1/plans", headers=keys[0]).status_code for _ in range(2)]
    assert statuses == [200, 200]
    refused = client.get("/v1/plans", headers=keys[0])
    assert (refused.status_code, refused.json["type"]) == (429, "/problems/too-many-requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get("/v1/plans", headers=keys[1]).status_code == 200
    assert client.get("/v1/version", headers=keys[0]).status_code == 200
    Services.of(app).close()


def test_a_server_that_ends_takes_nothing_more(app, client):
    Services.of(app).is_ending.set()
    for path in ("/v1/plans", "/v1/ready"):
        refused = client.get(path)
        assert (refused.status_code, refused.json["type"]) == (503, "/problems/server-ending")
        assert refused.headers["Retry-After"] == "10"
    assert client.get("/v1/health").status_code == 200
