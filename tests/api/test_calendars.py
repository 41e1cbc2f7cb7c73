import pytest

from tests.api.solved import MORNING, NURSE, end_next

EMPTY = {"visits": [], "routes": []}


@pytest.fixture
def publish(client, scenario, queue):
    """Publish a plan of the morning."""
    scenario["needs"].append(NURSE)

    def publish(plan):
        href = client.post("/v1/plans", json={"scenario": scenario}).json["href"]
        assert client.post(f"{href}/publish").status_code == 404
        end_next(queue, plan)
        assert client.post(f"{href}/publish").status_code == 200

    return publish


@pytest.fixture
def link(client):
    return lambda: client.put("/v1/helpers/h1/calendar").json["href"]


def test_shows_what_is_published_to_who_has_the_link(client, link, publish):
    feed = link()
    assert "BEGIN:VEVENT" not in client.get(feed).text
    publish(MORNING)
    client.key = ""
    response = client.get(feed)
    assert response.mimetype == "text/calendar"
    assert response.text.count("BEGIN:VEVENT") == 1
    assert "CANCELLED" not in response.text


def test_what_is_withdrawn_is_cancelled(client, link, publish):
    publish(MORNING)
    publish(MORNING | EMPTY)
    text = client.get(link()).text
    assert text.count("BEGIN:VEVENT") == text.count("STATUS:CANCELLED") == 1


def test_another_link_closes_the_first(client, link):
    first, second = link(), link()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get(second.replace("/h1/", "/h2/")).status_code == 404
