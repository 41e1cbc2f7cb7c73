import gzip
import io
import json

import pytest


def errors(response):
    return [(e.get("pointer"), e["code"]) for e in response.json["errors"]]


class TestAskingForAPlan:
    def test_is_acknowledged_with_where_to_ask_for_it(self, client, scenario):
        response = client.post("/v1/plans", json={"scenario": scenario, "custom": {"a": [1, None]}})
        assert response.status_code == 202
        assert response.headers["Location"] == response.json["href"]
        assert response.json["href"] == f"/v1/plans/{response.json['id']}"
        assert response.json["status"] == "queued"
        assert response.json["custom"] == {"a": [1, None]}

    def test_is_on_disk_once_acknowledged(self, ask, store, scenario):
        id_ = ask()
        assert store.get(id_, "").status == "queued"
        with store.scenario(id_, "") as document:
            assert json.load(document)["needs"] == scenario["needs"]

    def test_says_the_time_limit_that_holds(self, client, scenario, settings):
        def limit(**options):
            body = {"scenario": scenario, "options": options}
            return client.post("/v1/plans", json=body).json["options"]["max_seconds"]

        assert limit() == settings.default_seconds
        assert limit(max_iterations=5) == settings.max_seconds
        assert limit(max_seconds=2.5) == 2.5

    def test_tells_of_what_is_odd_in_the_scenario(self, client, scenario):
        scenario["needs"][0]["roles"] = [{"skills": [{"skill": "no_one_has_it"}]}]
        response = client.post("/v1/plans", json={"scenario": scenario})
        assert response.status_code == 202
        (warning,) = response.json["warnings"]
        assert warning["pointer"].startswith("/scenario/needs/0/roles/0")
        details = client.get(response.json["href"]).json
        assert details["warnings"] == [warning]

    def test_takes_no_longer_than_the_queue(self, ask, client, scenario):
        for _ in range(3):
            ask()
        response = client.post("/v1/plans", json={"scenario": scenario})
        assert response.status_code == 503
        assert response.json["type"] == "/problems/queue-full"
        assert int(response.headers["Retry-After"]) > 0
        assert client.get("/v1/plans").json["total_items"] == 3


class TestRefusals:
    def test_all_errors_of_scenario_and_options_come_at_once(self, client, scenario):
        scenario["needs"][0]["service"] = "unknown"
        scenario["helpers"][0]["shifts"][0]["id"] = ""
        body = {
            "scenario": scenario,
            "options": {"max_seconds": 1e4, "workers": 3, "engine": "none", "seed": -1, "no": 1},
        }
        response = client.post("/v1/plans", json=body)
        assert response.status_code == 422
        assert response.mimetype == "application/problem+json"
        assert response.json["type"] == "/problems/invalid-request"
        found = errors(response)
        assert ("/scenario/helpers/0/shifts/0/id", "text_empty") in found
        assert ("/scenario/needs/0/service", "unknown_service") in found
        assert ("/options/max_seconds", "too_large") in found
        assert ("/options/workers", "too_large") in found
        assert ("/options/engine", "unknown_choice") in found
        assert ("/options/seed", "too_small") in found
        assert ("/options/no", "unknown_field") in found
        assert len(found) == 7

    def test_a_wrong_scenario_is_called_so(self, client, scenario):
        del scenario["start"]
        response = client.post("/v1/plans", json={"scenario": scenario})
        assert response.json["type"] == "/problems/invalid-scenario"
        assert errors(response) == [("/scenario/start", "start_missing")]

    def test_a_weight_of_an_unknown_term(self, client, scenario):
        body = {"scenario": scenario, "options": {"weights": {"coverige": 1}}}
        response = client.post("/v1/plans", json=body)
        assert response.status_code == 422
        assert errors(response) == [("/options/weights/coverige", "unknown_choice")]

    def test_nothing_refused_is_kept(self, client):
        client.post("/v1/plans", json={"scenario": {}})
        assert client.get("/v1/plans").json["empty"]

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            ({}, [("", "scenario_or_id")]),
            ([], [("", "not_record")]),
            ("text", [("", "not_record")]),
            ({"scenario": 1}, [("/scenario", "not_an_object")]),
        ],
    )
    def test_a_body_of_another_shape(self, client, body, found):
        response = client.post("/v1/plans", json=body)
        assert response.status_code == 422
        assert errors(response) == found

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            (b"", "bad_json"),
            (b"{", "bad_json"),
            (b'{"scenario": {}, "scenario": {}}', "duplicate_key"),
            (b'"\xff"', "not_utf8"),
            (b"[" * 50_000, "json_too_deep"),
            (b'{"custom": "\\ud800"}', "control_character"),
            (b'{"scenario": {"\\udfff": 1}}', "control_character"),
        ],
    )
    def test_what_is_not_json(self, client, raw, code):
        response = client.post("/v1/plans", data=raw, content_type="application/json")
        assert response.status_code == 400
        assert errors(response)[0][1] == code

    @pytest.mark.parametrize("field", ["datum", "needs", "unknown"])
    def test_however_deep_it_is_refused_politely(self, client, field):
        for depth in range(850, 1000):
            raw = f'{{"scenario": {{"{field}": {"[" * depth}{"]" * depth}}}}}'
            response = client.post("/v1/plans", data=raw, content_type="application/json")
            assert response.status_code in {400, 422}, depth

    def test_a_line_break_in_bad_json_is_counted(self, client):
        response = client.post("/v1/plans", data=b'{\n"a": ?}', content_type="application/json")
        assert response.status_code == 400
        assert response.json["type"] == "/problems/malformed-request"
        assert "line 2" in response.json["errors"][0]["message"]

    def test_a_pair_of_surrogates_is_a_character(self, client, scenario):
        scenario["name"] = "😀"
        raw = json.dumps({"scenario": scenario}, ensure_ascii=True)
        assert "\\ud83d" in raw
        response = client.post("/v1/plans", data=raw, content_type="application/json")
        assert response.status_code == 202

    @pytest.mark.parametrize(
        ("custom", "code"),
        [("NaN", "not_finite"), ("[" * 300 + "]" * 300, "json_too_deep")],
    )
    def test_custom_data_that_cannot_be_echoed(self, client, scenario, custom, code):
        raw = f'{{"scenario": {json.dumps(scenario)}, "custom": {custom}}}'
        response = client.post("/v1/plans", data=raw, content_type="application/json")
        assert response.status_code == 422
        assert errors(response) == [("/custom", code)]

    @pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
    def test_what_is_not_said_to_be_json(self, client, media_type):
        response = client.post("/v1/plans", data=b"{}", content_type=media_type)
        assert response.status_code == 415
        assert response.json["type"] == "/problems/unsupported-media-type"
        assert response.headers["Accept"] == "application/json"

    def test_a_body_beyond_the_limit(self, client, settings):
        raw = b" " * settings.max_body_bytes
        at_limit = client.post("/v1/plans", data=raw, content_type="application/json")
        assert at_limit.status_code == 400
        beyond = client.post("/v1/plans", data=raw + b" ", content_type="application/json")
        assert beyond.status_code == 413
        assert beyond.json["limit"] == settings.max_body_bytes

    def test_a_body_of_unannounced_length_beyond_the_limit(self, client, settings):
        def send(length):
            return client.post(
                "/v1/plans",
                input_stream=io.BytesIO(b" " * length),
                content_type="application/json",
                headers={"Transfer-Encoding": "chunked"},
                environ_overrides={"wsgi.input_terminated": True},
            )

        assert send(settings.max_body_bytes - 1).status_code == 400
        assert send(settings.max_body_bytes + 1).status_code == 413

    def test_a_body_that_is_compressed(self, client):
        raw = gzip.compress(b"{}")
        response = client.post("/v1/plans", data=raw, content_type="application/json")
        assert response.status_code == 400

    @pytest.mark.parametrize("id_", ["no-such", "00000000-0000-4000-8000-000000000000"])
    def test_an_unknown_plan(self, client, id_):
        assert client.get(f"/v1/plans/{id_}").status_code == 404
        assert client.post(f"/v1/plans/{id_}/cancel").status_code == 404


class TestIdempotencyKey:
    def post(self, client, scenario, key="k-1", **body):
        return client.post(
            "/v1/plans",
            json={"scenario": scenario, **body},
            headers={"Idempotency-Key": key},
        )

    def test_the_same_key_and_body_get_the_same_answer(self, client, scenario):
        first, second = self.post(client, scenario), self.post(client, scenario)
        assert first.status_code == second.status_code == 202
        assert first.data == second.data
        assert client.get("/v1/plans").json["total_items"] == 1

    def test_also_when_the_plan_is_made_or_the_queue_is_full(
        self, client, scenario, queue, settings
    ):
        first = self.post(client, scenario)
        queue.claim()
        for number in range(settings.max_queued):
            self.post(client, scenario, key=f"other-{number}")
        assert self.post(client, scenario).data == first.data

    def test_another_body_is_refused(self, client, scenario):
        self.post(client, scenario)
        response = self.post(client, scenario, custom=1)
        assert response.status_code == 422
        assert response.json["type"] == "/problems/idempotency-key-reused"

    def test_without_a_key_each_request_makes_a_plan(self, ask):
        assert ask() != ask()

    @pytest.mark.parametrize("key", ["", "k" * 201])
    def test_a_key_of_the_wrong_length(self, client, scenario, key):
        response = self.post(client, scenario, key=key)
        assert response.status_code == 422
        assert response.json["errors"][0]["parameter"] == "Idempotency-Key"


class TestList:
    @pytest.fixture
    def ids(self, ask, queue):
        ids = []
        for _ in range(5):
            ids.append(ask())
            queue.claim()
        return ids[::-1]

    def test_is_paged_newest_first(self, client, ids):
        pages = [client.get(f"/v1/plans?page={n}&per_page=2").json for n in (1, 2, 3, 4)]
        assert [[plan["id"] for plan in page["contents"]] for page in pages] == [
            ids[:2],
            ids[2:4],
            ids[4:],
            [],
        ]
        assert [page["first_page"] for page in pages] == [True, False, False, False]
        assert [page["last_page"] for page in pages] == [False, False, True, True]
        assert [page["empty"] for page in pages] == [False, False, False, True]
        assert [page["size"] for page in pages] == [2, 2, 1, 0]
        assert {(page["total_items"], page["total_pages"]) for page in pages} == {(5, 3)}

    def test_is_empty_at_first(self, client):
        page = client.get("/v1/plans").json
        assert (page["total_items"], page["total_pages"], page["empty"]) == (0, 0, True)
        assert page["first_page"]
        assert page["last_page"]

    @pytest.mark.parametrize(
        ("query", "parameter", "code"),
        [
            ("page=0", "page", "too_small"),
            ("page=x", "page", "not_integer"),
            ("per_page=201", "per_page", "too_large"),
            ("status=null", "status", "unknown_choice"),
        ],
    )
    def test_a_page_that_cannot_be(self, client, query, parameter, code):
        response = client.get(f"/v1/plans?{query}")
        assert response.status_code == 422
        (error,) = response.json["errors"]
        assert (error["parameter"], error["code"]) == (parameter, code)
        assert "pointer" not in error
