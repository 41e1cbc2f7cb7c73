import re
from dataclasses import fields
from urllib.parse import urljoin

import pytest
from openapi_spec_validator import validate

from matcher.model import Plan, Scenario

OTHER_FORMATS = {
    "getPlanEvents",
    "getPlanRoster",
    "getPlanShortages",
    "getCalendar",
    "getComparisonReport",
    "getMetrics",
}


@pytest.fixture
def document(client):
    return client.get("/openapi.json").json


def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_every_operation_is_documented(app, document):
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    served = {
        (method.lower(), re.sub("<(.*?)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods & methods
        if rule.rule.startswith("/v1/")
    }
    told = {(method, path) for path, item in document["paths"].items() for method in item}
    assert served == told
    assert len(served) == 44


def test_operations_have_names_summaries_and_only_problems_as_refusals(document):
    operations = [op for item in document["paths"].values() for op in item.values()]
    assert len({op["operationId"] for op in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["tags"] != ["default"]
        for status, response in operation["responses"].items():
            if not status.startswith("2"):
                assert list(response["content"]) == ["application/problem+json"]
            elif operation["operationId"] not in OTHER_FORMATS and status != "204":
                assert list(response["content"]) == ["application/json"]


@pytest.mark.parametrize("record", [Scenario, Plan])
def test_records_are_described_by_their_own_fields(document, record):
    schema = document["components"]["schemas"][record.__name__]
    assert set(schema["properties"]) == {field.name for field in fields(record)}
    assert schema["additionalProperties"] is False


def test_no_schema_is_left_without_a_meaning(document):
    schemas = document["components"]["schemas"]
    refs = set(re.findall(r"#/components/schemas/([\w.\-]+)", str(document)))
    assert refs <= set(schemas)
    assert schemas["Need"]["properties"]["due"]["description"].startswith("A start after this")


class TestPage:
    @pytest.fixture
    def page(self, client):
        response = client.get("/docs", follow_redirects=True)
        assert response.status_code == 200
        return response

    def test_fetches_only_from_here(self, client, page):
        links = re.findall(r'(?:src|href)="(.*?)"', page.text)
        assert len(links) == 4
        for link in links:
            assert "//" not in link
            with client.get(urljoin(page.request.path, link)) as response:
                assert response.status_code == 200

    def test_shows_the_document_served_here(self, client, page):
        (url,) = re.findall(r'new URL\("(.*?)", window', page.text)
        assert client.get(urljoin(page.request.path, url)).json["openapi"]

    def test_asks_no_validator_on_the_web(self, page):
        assert '{"validatorUrl": null}' in page.text

    def test_lets_the_browser_refuse_the_rest(self, client, page):
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "http" not in policy
        elsewhere = client.get("/v1/version").headers["Content-Security-Policy"]
        assert elsewhere == "default-src 'none'; frame-ancestors 'none'"
