import pytest

import scenarios

HERE = "/v1/scenarios/morning"


@pytest.fixture
def kept(client, scenario):
    """Keep the scenario; give the answer."""
    response = client.put(HERE, json=scenario)
    assert response.status_code == 201
    return response


def test_a_new_one_is_kept_under_its_own_id(client, scenario):
    response = client.post("/v1/scenarios", json=scenario)
    assert response.status_code == 201
    assert response.headers["Location"] == HERE
    assert response.headers["ETag"] == f'"{response.json["version"]}"'
    assert client.get(HERE).json["needs"] == scenario["needs"]
    again = client.post("/v1/scenarios", json=scenario)
    assert (again.status_code, again.json["type"]) == (409, "/problems/already-there")


def test_a_repeated_request_keeps_one(client, scenario):
    headers = {"Idempotency-Key": "k"}
    first, second = (client.post("/v1/scenarios", json=scenario, headers=headers) for _ in range(2))
    assert (second.status_code, second.data) == (201, first.data)


def test_one_that_is_replaced_has_another_version(client, scenario, kept):
    response = client.put(HERE, json=scenario | {"name": "new"})
    assert response.status_code == 200
    assert response.headers["ETag"] != kept.headers["ETag"]
    got = client.get(HERE)
    assert (got.json["name"], got.headers["ETag"]) == ("new", response.headers["ETag"])


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("If-Match", "{own}", 200),
        ("If-Match", '"other", {own}', 200),
        ("If-Match", "*", 200),
        ("If-Match", '"other"', 412),
        ("If-None-Match", "*", 412),
    ],
)
def test_what_is_there_is_replaced_only_as_it_was_seen(
    client, scenario, kept, header, value, status
):
    headers = {header: value.format(own=kept.headers["ETag"])}
    assert client.put(HERE, json=scenario, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"If-None-Match": "*"}, 201), ({"If-Match": "*"}, 412), ({"If-Match": '"a"'}, 412)],
)
def test_what_is_not_there_is_made_only_where_none_was_seen(client, scenario, headers, status):
    assert client.put(HERE, json=scenario, headers=headers).status_code == status


def test_the_id_in_the_address_is_that_of_the_document(client, scenario):
    response = client.put("/v1/scenarios/other", json=scenario)
    assert response.status_code == 422
    assert [(e["pointer"], e["code"]) for e in response.json["errors"]] == [("/id", "other_id")]


def test_one_is_kept_no_longer(client, kept):
    other = client.delete(HERE, headers={"If-Match": '"other"'})
    assert other.status_code == 412
    assert client.delete(HERE, headers={"If-Match": kept.headers["ETag"]}).status_code == 204
    assert client.get(HERE).status_code == 404
    assert client.delete(HERE).status_code == 404


def test_the_list_has_those_kept_and_then_those_that_come_along(client, scenario):
    for id_ in ("b", "a"):
        client.put(f"/v1/scenarios/{id_}", json=scenario | {"id": id_})
    ids = ["a", "b", *sorted(scenarios.names())]
    size = 3
    for number in range(1, 5):
        page = client.get(f"/v1/scenarios?page={number}&per_page={size}").json
        shown = [each["id"] for each in page["contents"]]
        assert shown == ids[(number - 1) * size : number * size]
        assert page["total_items"] == len(ids)


def test_a_tenant_above_names_whose_it_is(client_of, scenario):
    station, district = client_of("district/station"), client_of("district")
    station.put(HERE, json=scenario)
    assert district.get(HERE).status_code == 404
    assert district.get(f"{HERE}?tenant=district/station/").json["id"] == "morning"
