import re

import pytest
from flask import g

from api.web import request_ids


@pytest.fixture
def client(bare):
    request_ids.register(bare)

    @bare.get("/mine")
    def mine():
        return g.request_id

    @bare.get("/broken")
    def broken():
        raise RuntimeError

    return bare.test_client()


@pytest.mark.parametrize("given", ["a", "Desk-7.week_48", "x" * 64])
def test_a_sane_one_is_kept(client, given):
    response = client.get("/mine", headers={"X-Request-Id": given})
    assert response.text == response.headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", [None, "", "x" * 65, "a b", "a/b", "桥头".encode(), "{}"])
def test_any_other_is_replaced(client, given):
    response = client.get("/mine", headers={} if given is None else {"X-Request-Id": given})
    assert re.fullmatch("[0-9a-f]{32}", response.text)
    assert response.headers["X-Request-Id"] == response.text
    assert client.get("/mine").text != response.text


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/broken", 500)])
def test_errors_have_it_too(client, path, status):
    response = client.get(path, headers={"X-Request-Id": "r1"})
    assert (response.status_code, response.headers["X-Request-Id"]) == (status, "r1")
