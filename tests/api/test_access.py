import pytest

from api.access import Scope, Secret


@pytest.fixture
def admin(client_of):
    return client_of("main", Scope.ADMIN)


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(admin, client):
    admin.put("/v1/tenants/station", json={"name": "Station"})
    made = admin.post("/v1/keys", json={"tenant": "station", "name": "n", "scope": "read"})
    assert made.status_code == 201
    secret = made.json["key"]
    assert Secret.read(secret).id == made.json["id"]
    assert Secret.read(secret).secret not in admin.get("/v1/keys").text
    client.key = secret
    assert client.get("/v1/plans").status_code == 200
    for _ in range(2):
        assert admin.delete(f"/v1/keys/{made.json['id']}").status_code == 204
    assert client.get("/v1/plans").status_code == 401
    assert admin.get("/v1/keys").json["contents"][-1]["revoked"]


def test_tenants_stand_below_their_makers(admin):
    made = admin.put("/v1/tenants/district", json={"name": "District"})
    assert (made.status_code, made.json["path"]) == (201, "main/district/")
    below = admin.put("/v1/tenants/station", json={"name": "S", "parent": "district"})
    assert below.json["path"] == "main/district/station/"
    paths = [each["path"] for each in admin.get("/v1/tenants").json["contents"]]
    assert paths == ["main/", "main/district/", "main/district/station/"]


@pytest.mark.parametrize("field", ["name", "parent"])
def test_what_cannot_be_kept_is_refused(admin, field):
    response = admin.put("/v1/tenants/new", json={"name": "n", "parent": "main", field: "\0"})
    assert response.status_code == 422
    (error,) = response.json["errors"]
    assert (error["pointer"], error["code"]) == (f"/{field}", "invalid_value")


def test_the_secret_of_webhooks_stays_until_a_new_one_is_made(admin):
    path = "/v1/tenants/main/webhook-secret"
    first = admin.get(path).json["secret"]
    assert first.startswith("whsec_")
    assert admin.get(path).json["secret"] == first
    new = admin.put(path).json["secret"]
    assert new != first
    assert admin.get(path).json["secret"] == new


def test_whatever_is_written_stands_in_the_audit_log(admin, scenario):
    plan = admin.post("/v1/plans", json={"scenario": scenario}).json["id"]
    admin.post(f"/v1/plans/{plan}/cancel")
    admin.put("/v1/scenarios/morning", json=scenario)
    admin.delete("/v1/scenarios/morning", headers={"X-Request-Id": "mine"})
    admin.put("/v1/helpers/h1/calendar")
    admin.put("/v1/tenants/station", json={"name": "S"})
    admin.put("/v1/tenants/station/webhook-secret")
    entries = admin.get("/v1/audit").json["contents"]
    mine = [each for each in entries if each["key"] == Secret.read(admin.key).id][::-1]
    assert [(each["action"], each["target"]) for each in mine] == [
        ("createPlan", plan),
        ("cancelPlan", plan),
        ("storeScenario", "morning"),
        ("deleteScenario", "morning"),
        ("linkCalendar", "h1"),
        ("createTenant", "station"),
        ("newWebhookSecret", "station"),
    ]
    assert mine[3]["request"] == "mine"
