"""Every operation, asked for by a stranger, by a relative, and by keys that do not reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from api import comparing, revising
from api.access import Scope, Secret
from api.services import Services
from tests.api import morning
from tests.api.here import DesksHere
from tests.api.solved import MORNING, NOTHING, NURSE, end_next

OPEN = {"getHealth", "getReady", "getVersion", "getCalendar"}
"""Those that ask for no key; a calendar's secret is in its link."""

ADMIN = {
    "createKey",
    "createTenant",
    "getMetrics",
    "getWebhookSecret",
    "listAudit",
    "listKeys",
    "listTenants",
    "newWebhookSecret",
    "revokeKey",
}
PLAN = {
    "applyRecommendation",
    "cancelComparison",
    "cancelPlan",
    "createComparison",
    "createPlan",
    "createRevision",
    "createScenario",
    "deleteComparison",
    "deletePlan",
    "deleteScenario",
    "linkCalendar",
    "publishPlan",
    "putScenario",
}

LISTS = {
    "listAudit",
    "listComparisons",
    "listKeys",
    "listPlans",
    "listScenarios",
    "listTenants",
}

WITHOUT_IDS = {"createScenario", "validateScenario", "getMetrics"}
"""Those that name nothing that could be another's."""

OWN_NAMES = {"linkCalendar", "putScenario"}
"""Names in these are the caller's own: the same id of another tenant stays untouched."""

TAKEN = {"createTenant"}
"""Ids of tenants are taken for all."""


@dataclass(frozen=True)
class Operation:
    """One line of the OpenAPI document."""

    id: str
    method: str
    path: str


@pytest.fixture
def operations(app):
    found = [
        Operation(operation["operationId"], method, path)
        for path, item in app.api_doc["paths"].items()
        for method, operation in item.items()
    ]
    assert len(found) == 44
    return found


@pytest.fixture
def station(app, client_of, scenario, queue, monkeypatch):
    """Give a client of a station below a district, which has one of everything, and its ids."""
    for module in (comparing, revising):
        monkeypatch.setattr(module, "apart", lambda function: function)
    for desks in ("desks", "slow_desks"):
        monkeypatch.setitem(vars(Services.of(app)), desks, DesksHere())
    client = client_of("district/station", Scope.ADMIN)
    scenario["needs"].append(NURSE)
    assert client.put("/v1/scenarios/theirs", json=scenario | {"id": "theirs"}).status_code == 201
    plan = client.post("/v1/plans", json={"scenario": scenario}).json["id"]
    end_next(queue, morning.planned(scenario))
    assert client.post(f"/v1/plans/{plan}/publish").status_code == 200
    link = client.put("/v1/helpers/h1/calendar").json["href"]
    asked = {"base": {"scenario_id": "theirs"}, "variants": [{"name": "same"}]}
    comparison = client.post("/v1/comparisons", json=asked).json["id"]
    for _ in range(2):
        end_next(queue, NOTHING)
    ids = {
        "comparisons": comparison,
        "plans": plan,
        "scenarios": "theirs",
        "helpers": "h1",
        "tenants": "station",
        "keys": Secret.read(client.key).id,
        "secret": link.partition("secret=")[2],
    }
    return client, ids


def ask(client: Any, operation: Operation, ids: dict[str, str], scenario: Any) -> Any:
    """Ask for an operation with everything in it that it could name."""
    resource = operation.path.split("/")[2]
    path = operation.path.replace("{need}", "n1").replace("{id}", ids.get(resource, ""))
    bodies: dict[str, Any] = {
        "createComparison": {
            "base": {"scenario_id": ids["scenarios"]},
            "variants": [{"name": "same"}],
        },
        "createPlan": {"scenario_id": ids["scenarios"]},
        "createRevision": {"events": [{"kind": "need_withdrawn", "need": "n1"}]},
        "recommend": {"need": NURSE | {"id": "n3", "roles": []}},
        "applyRecommendation": {"need": NURSE | {"id": "n3", "roles": []}},
        "analyzePlan": {"scenario_id": ids["scenarios"], "plan": MORNING},
        "createScenario": scenario,
        "validateScenario": scenario,
        "putScenario": scenario | {"id": ids["scenarios"]},
        "createKey": {"tenant": ids["tenants"], "name": "new", "scope": "read"},
        "createTenant": {"name": "new", "parent": ids["tenants"]},
    }
    queries: dict[str, dict[str, object]] = {
        "getCalendar": {"secret": "of-another"},
        "explainPlan": {"seconds": 0},
        "getPlanShortages": {"seconds": 0},
        "suggestForNeed": {"seconds": 0},
    }
    return client.open(
        path,
        method=operation.method,
        json=bodies.get(operation.id),
        query_string=queries.get(operation.id),
    )


def test_a_stranger_finds_nothing(operations, station, client_of, scenario):
    _, ids = station
    stranger = client_of("elsewhere", Scope.ADMIN)
    walked = set()
    for operation in operations:
        if operation.id in (OPEN - {"getCalendar"}) | LISTS | WITHOUT_IDS | OWN_NAMES:
            continue
        response = ask(stranger, operation, ids, scenario)
        assert response.status_code == 404, operation
        walked.add(operation.id)
    assert len(walked) == 44 - 3 - len(LISTS) - len(WITHOUT_IDS) - len(OWN_NAMES)


def test_by_a_query_a_stranger_finds_nothing(station, client_of):
    _, ids = station
    stranger = client_of("elsewhere", Scope.ADMIN)
    for tenant in ("district/station/", "district/", "", "elsewhere/../district/station/"):
        response = stranger.get(f"/v1/scenarios/{ids['scenarios']}?tenant={tenant}")
        assert response.status_code == 404, tenant


def test_lists_show_nothing_of_others(operations, station, client_of, scenario):
    _, ids = station
    stranger = client_of("elsewhere", Scope.ADMIN)
    for operation in operations:
        if operation.id in LISTS:
            response = ask(stranger, operation, ids, scenario)
            assert response.status_code == 200, operation
            for theirs in (*ids.values(), "district", "district/station/"):
                assert f'"{theirs}"' not in response.text, operation


def test_the_same_names_of_another_stay_untouched(operations, station, client_of, scenario):
    client, ids = station
    stranger = client_of("elsewhere", Scope.ADMIN)
    before = client.get("/v1/scenarios/theirs")
    for operation in operations:
        if operation.id in OWN_NAMES:
            assert ask(stranger, operation, ids, scenario).status_code in {200, 201}, operation
    after = client.get("/v1/scenarios/theirs")
    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
    feed = client.get(f"/v1/helpers/h1/calendar.ics?secret={ids['secret']}")
    assert feed.status_code == 200


def test_a_taken_id_of_a_tenant_is_said_to_be_taken(station, client_of):
    stranger = client_of("elsewhere", Scope.ADMIN)
    assert stranger.put("/v1/tenants/station", json={"name": "mine"}).status_code == 409


def test_nothing_of_a_stranger_is_changed_by_trying(operations, station, client_of, scenario):
    client, ids = station
    stranger = client_of("elsewhere", Scope.ADMIN)
    secret = client.get("/v1/tenants/station/webhook-secret").json
    for operation in operations:
        ask(stranger, operation, ids, scenario)
    assert client.get(f"/v1/plans/{ids['plans']}").json["status"] == "solved"
    assert client.get("/v1/scenarios/theirs").status_code == 200
    assert client.get("/v1/tenants/station/webhook-secret").json == secret
    assert client.get("/v1/keys").json["total_items"] == 1


def test_a_district_sees_its_stations(operations, station, client_of, scenario):
    _, ids = station
    district = client_of("district", Scope.ADMIN)
    roots = ("/v1/plans/{id}", "/v1/comparisons/{id}")
    of_plans = [op for op in operations if op.path.startswith(roots)]
    assert len(of_plans) == 15 + 4
    ended = ("cancelPlan", "deletePlan", "cancelComparison", "deleteComparison")
    expected = dict.fromkeys(ended, 409) | {"createRevision": 202, "applyRecommendation": 201}
    for operation in of_plans:
        response = ask(district, operation, ids, scenario)
        assert response.status_code == expected.get(operation.id, 200), operation
    for list_ in ("plans", "comparisons", "tenants", "keys"):
        assert f'"{ids[list_]}"' in district.get(f"/v1/{list_}").text
    entries = district.get("/v1/scenarios").json["contents"]
    (theirs,) = [each for each in entries if each["id"] == "theirs"]
    assert district.get(theirs["href"]).json["id"] == "theirs"
    assert district.get("/v1/audit").json["total_items"] > 0


def test_a_station_does_not_see_its_district(client_of, scenario):
    district = client_of("district", Scope.ADMIN)
    station = client_of("district/station", Scope.ADMIN)
    plan = district.post("/v1/plans", json={"scenario": scenario}).json["href"]
    assert district.get(plan).status_code == 200
    assert station.get(plan).status_code == 404
    assert station.get("/v1/plans").json["empty"]
    assert station.get("/v1/tenants/district/webhook-secret").status_code == 404
    assert [each["id"] for each in station.get("/v1/tenants").json["contents"]] == ["station"]


def test_a_name_that_begins_alike_is_no_relative(client_of, scenario):
    client_of("district/station")
    plan = client_of("district").post("/v1/plans", json={"scenario": scenario}).json["href"]
    assert client_of("distric").get(plan).status_code == 404
    assert client_of("district-2").get(plan).status_code == 404


@pytest.mark.parametrize(("scope", "refused"), [("read", PLAN | ADMIN), ("plan", ADMIN)])
def test_a_key_reaches_as_far_as_its_scope(
    operations, client_of, station, scenario, scope, refused
):
    _, ids = station
    client = client_of("district", Scope(scope))
    assert refused < {operation.id for operation in operations}
    for operation in operations:
        status = ask(client, operation, ids, scenario).status_code
        assert (status == 403) == (operation.id in refused), operation
        assert status != 401, operation


@pytest.mark.parametrize("key", ["none", "malformed", "unknown", "other scheme", "revoked"])
def test_without_a_valid_key_only_the_open_ones_answer(
    operations, client_of, station, scenario, key
):
    _, ids = station
    client = client_of("elsewhere", Scope.ADMIN)
    told = Secret.read(client.key)
    if key == "revoked":
        assert client.delete(f"/v1/keys/{told.id}").status_code == 204
    header = {
        "none": "",
        "malformed": "Bearer lk_1_2",
        "unknown": f"Bearer {Secret(id=told.id, secret='a' * 43)}",
        "other scheme": f"Basic {client.key}",
        "revoked": f"Bearer {client.key}",
    }[key]
    client.key = ""
    client.environ_base["HTTP_AUTHORIZATION"] = header
    for operation in operations:
        response = ask(client, operation, ids, scenario)
        if operation.id in OPEN:
            expected = 404 if operation.id == "getCalendar" else 200
            assert response.status_code == expected, operation
        else:
            assert response.status_code == 401, operation
            assert re.match("Bearer ", response.headers["WWW-Authenticate"])
