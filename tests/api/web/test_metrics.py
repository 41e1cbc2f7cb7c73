import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.web import metrics


@pytest.fixture
def made(bare):
    bare.add_url_rule("/plans/<id_>", "plan", lambda id_: id_, methods=["GET", "POST"])
    return metrics.register(bare)


@pytest.fixture
def client(bare, made):
    return bare.test_client()


def samples(made):
    text, _ = made.render()
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_requests_are_counted_by_rule_method_and_status(made, client):
    for id_ in "abc":
        client.get(f"/plans/{id_}")
    client.post("/plans/a")
    client.put("/plans/a")
    client.get("/nowhere")
    client.open("/nowhere", method="MADEUP")
    count = "linli_http_request_seconds_count"
    assert {labels: value for labels, value in samples(made).items() if labels[0] == count} == {
        (count, "GET", "/plans/<id_>", "200"): 3,
        (count, "POST", "/plans/<id_>", "200"): 1,
        (count, "PUT", "none", "405"): 1,
        (count, "GET", "none", "404"): 1,
        (count, "other", "none", "404"): 1,
    }


def test_seconds_are_summed(made, client):
    made.observe(rule="/a", method="GET", status=200, seconds=0.25)
    made.observe(rule="/a", method="GET", status=200, seconds=3)
    told = samples(made)
    assert told["linli_http_request_seconds_sum", "GET", "/a", "200"] == 3.25
    assert told["linli_http_request_seconds_bucket", "0.25", "GET", "/a", "200"] == 1
    assert told["linli_http_request_seconds_bucket", "+Inf", "GET", "/a", "200"] == 2


def test_gauges_are_read_when_they_are_asked_for(made):
    asked = []
    plans = {"queued": 2, "running": 1.0}

    def read():
        asked.append(1)
        return plans

    made.gauge("linli_plans", "Plans by status.", label="status", read=read)
    assert not asked
    text, content_type = made.render()
    assert content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert text.decode().splitlines()[-4:] == [
        "# HELP linli_plans Plans by status.",
        "# TYPE linli_plans gauge",
        'linli_plans{status="queued"} 2.0',
        'linli_plans{status="running"} 1.0',
    ]
    plans["queued"] = 5
    assert b'linli_plans{status="queued"} 5.0' in made.render()[0]


def test_each_app_has_its_own(made, client):
    client.get("/plans/a")
    assert b"/plans" in made.render()[0]
    assert b"/plans" not in metrics.Metrics().render()[0]
