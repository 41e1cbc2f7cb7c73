import logging
import re

import pytest

from api.problems import MEDIA_TYPE


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en-GB, zh;q=0.5", "en"),
        ("zh;q=0.2, en;q=0.7", "en"),
        ("zh;q=0, fr", "en"),
        ("fr", "en"),
        ("*", "en"),
        (None, "en"),
    ],
)
def test_the_language_is_the_one_asked_for(client, asked, given):
    headers = {"Accept-Language": asked} if asked else {}
    response = client.post("/v1/plans", json={"scenario": {"id": "a"}}, headers=headers)
    assert response.headers["Content-Language"] == given
    assert "Accept-Language" in response.headers["Vary"]
    said = response.json["title"] + response.json["errors"][0]["message"]
    assert bool(re.search("[一-鿿]", said)) == (given == "zh")


def test_an_unknown_address(client):
    response = client.get("/v1/nothing")
    assert (response.status_code, response.mimetype) == (404, MEDIA_TYPE)
    assert response.json == {"type": "/problems/not-found", "title": "Not found", "status": 404}


def test_a_wrong_method_names_the_right_ones(client):
    response = client.put("/v1/plans")
    assert (response.status_code, response.mimetype) == (405, MEDIA_TYPE)
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_a_fault_of_ours_leaks_nothing_and_can_be_found(app, client, caplog):
    whose = "Grandma Wang"

    def broken():
        raise RuntimeError(f"the telephone of {whose}")

    app.add_url_rule("/broken", view_func=broken)
    with caplog.at_level(logging.ERROR):
        response = client.get("/broken")
    assert (response.status_code, response.mimetype) == (500, MEDIA_TYPE)
    assert "Wang" not in response.text
    assert "Wang" not in caplog.text
    assert response.json["instance"].removeprefix("urn:uuid:") in caplog.text
    assert "in broken" in caplog.text
