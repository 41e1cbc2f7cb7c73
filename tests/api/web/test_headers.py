import pytest
from flask import Response

from api.web import headers

DESK = "https://desk.example"


@pytest.fixture
def app(bare):
    own = {"Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'self'"}
    bare.add_url_rule("/v1/plans", "list", lambda: "[]")
    bare.add_url_rule("/v1/plans", "ask", lambda: ("", 202), methods=["POST"])
    bare.add_url_rule("/v1/own", "own", lambda: Response(headers=own))
    bare.add_url_rule("/page", "page", lambda: "a page")
    return bare


class TestSecurity:
    @pytest.fixture
    def client(self, app):
        headers.register(app)
        return app.test_client()

    @pytest.mark.parametrize(("path", "status"), [("/v1/plans", 200), ("/v1/nothing", 404)])
    def test_every_answer_has_them(self, client, path, status):
        response = client.get(path)
        assert response.status_code == status
        del response.headers["Content-Type"], response.headers["Content-Length"]
        response.headers.pop("Vary", None)
        response.headers.pop("Content-Language", None)
        assert dict(response.headers) == {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Frame-Options": "DENY",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            "Cache-Control": "no-store",
        }

    def test_what_a_view_sets_is_kept(self, client):
        response = client.get("/v1/own")
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["Content-Security-Policy"] == "default-src 'self'"

    def test_what_is_not_of_the_api_may_be_kept(self, client):
        assert "Cache-Control" not in client.get("/page").headers

    def test_only_https_is_held_to_https(self, client):
        assert "Strict-Transport-Security" not in client.get("/page").headers
        secure = client.get("/page", base_url="https://localhost")
        assert secure.headers["Strict-Transport-Security"] == "max-age=63072000"


class TestOtherSites:
    @pytest.fixture
    def client(self, app):
        headers.cors(app, (DESK, "http://localhost:5173"))
        return app.test_client()

    def preflight(self, client, origin, path="/v1/plans"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return client.options(path, headers=asked)

    def test_a_preflight_is_answered_before_anybody_asks_who_calls(self, app, client):
        app.before_request(lambda: ("who?", 401))
        response = self.preflight(client, DESK)
        assert (response.status_code, response.text) == (204, "")
        assert response.headers["Access-Control-Allow-Origin"] == DESK
        methods = set(response.headers["Access-Control-Allow-Methods"].split(", "))
        assert methods == {"GET", "HEAD", "OPTIONS", "POST"}
        assert response.headers["Access-Control-Allow-Headers"] == (
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
            "Last-Event-ID, X-Request-Id"
        )
        assert response.headers["Access-Control-Max-Age"] == "600"
        assert response.headers["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in response.headers

    def test_a_site_that_is_let_in_reads_the_answer(self, client):
        response = client.get("/v1/plans", headers={"Origin": DESK})
        assert response.text == "[]"
        assert response.headers["Access-Control-Allow-Origin"] == DESK
        assert response.headers["Access-Control-Expose-Headers"] == (
            "Location, ETag, X-Request-Id, Retry-After"
        )
        assert response.headers["Vary"] == "Origin"

    def test_errors_can_be_read_too(self, client):
        response = client.get("/v1/nothing", headers={"Origin": DESK})
        assert response.status_code == 404
        assert response.headers["Access-Control-Allow-Origin"] == DESK

    @pytest.mark.parametrize(
        "origin",
        [
            "https://desk.example.evil.example",
            "http://desk.example",
            "https://desk.example:444",
            "https://DESK.example",
            "null",
            "*",
            "",
        ],
    )
    def test_no_other_is(self, client, origin):
        for response in (
            client.get("/v1/plans", headers={"Origin": origin}),
            self.preflight(client, origin),
        ):
            assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
            assert response.headers["Vary"] == "Origin"

    def test_no_origin_no_opening_but_caches_know(self, client):
        response = client.get("/v1/plans")
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["Vary"] == "Origin"

    def test_a_plain_question_for_the_options_is_no_preflight(self, client):
        response = client.options("/v1/plans", headers={"Origin": DESK})
        assert response.status_code == 200
        assert "Access-Control-Allow-Methods" not in response.headers

    def test_an_unknown_address_has_no_preflight(self, client):
        assert self.preflight(client, DESK, "/v1/nothing").status_code == 404


def test_without_sites_there_is_no_opening(app):
    headers.cors(app, ())
    response = app.test_client().get("/v1/plans", headers={"Origin": DESK})
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Vary" not in response.headers
