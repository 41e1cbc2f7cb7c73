"""The client against servers that break off, refuse and fall silent."""

import json

import pytest

from api.client import ApiProblem, Client, NoAnswer, Patience, connection, watching

ACCEPTED = {"id": "p1", "status": "queued"}
SOLVED = {"id": "p1", "status": "solved", "progress": None}
FIRST = b'id: 4\nevent: progress\ndata: {"iterations":7}\n\n'
ENDED = b'id: 9\nevent: ended\ndata: {"status":"solved","summary":null}\n\n'


def answer(document, status="200 OK", *headers):
    body = json.dumps(document).encode()
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def stream(*parts):
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + b"".join(parts)


def headers_of(asked):
    lines = asked.split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines)


@pytest.fixture
def waits(monkeypatch):
    """Do not sleep; tell how long it would have been."""
    slept = []
    monkeypatch.setattr(connection.time, "sleep", slept.append)
    return slept


@pytest.fixture
def client_of(waits):
    made = []

    def client_of(server, **patience):
        made.append(Client(server.url, "lk_1", patience=Patience(**{"tries": 3, **patience})))
        return made[-1]

    yield client_of
    for client in made:
        client.close()


def test_a_broken_post_is_repeated_with_the_same_key(scripted, client_of, waits):
    server = scripted(b"", b"HTTP/1.1 202 ACC", answer(ACCEPTED, "202 ACCEPTED"))
    assert client_of(server).plan({"id": "s"}) == ACCEPTED
    keys = {headers_of(asked)["Idempotency-Key"] for asked in server.asked}
    assert (len(server.asked), len(keys)) == (3, 1)
    assert len({asked.split(b"\r\n\r\n")[1] for asked in server.asked}) == 1
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_breaks_are_not_borne_for_ever(scripted, client_of):
    server = scripted(b"", b"", b"", answer(ACCEPTED))
    with pytest.raises(NoAnswer):
        client_of(server).plan({"id": "s"})
    assert len(server.asked) == 3


def test_what_could_be_done_twice_is_asked_once(scripted, client_of):
    server = scripted(b"", answer({"id": "k"}))
    with pytest.raises(NoAnswer):
        client_of(server).create_key(tenant="main", name="desk", scope="read")
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", ["429 TOO MANY REQUESTS", "503 SERVICE UNAVAILABLE"])
def test_it_comes_back_when_it_is_told_to(scripted, client_of, waits, status):
    busy = answer({}, status, "Retry-After: 7")
    server = scripted(busy, busy, answer({"id": "k"}))
    made = client_of(server).create_key(tenant="main", name="desk", scope="read")
    assert (made, waits) == ({"id": "k"}, [7.0, 7.0])


@pytest.mark.parametrize(
    ("headers", "retry_after"),
    [(["Retry-After: 61"], 61.0), ([], None), (["Retry-After: tomorrow"], None)],
)
def test_it_does_not_wait_too_long_nor_for_nothing(scripted, client_of, headers, retry_after):
    server = scripted(answer({}, "503 SERVICE UNAVAILABLE", *headers), answer(SOLVED))
    with pytest.raises(ApiProblem) as caught:
        client_of(server).status("p1")
    assert (caught.value.status, caught.value.retry_after) == (503, retry_after)
    assert len(server.asked) == 1


def test_its_patience_with_busy_servers_ends(scripted, client_of, waits):
    busy = answer({}, "429 TOO MANY REQUESTS", "Retry-After: 1")
    server = scripted(busy, busy, busy, answer(SOLVED))
    with pytest.raises(ApiProblem, match="429 Too Many Requests"):
        client_of(server).status("p1")
    assert waits == [1.0, 1.0]


def test_a_broken_stream_goes_on_after_the_last_event(scripted, client_of):
    server = scripted(stream(FIRST, b": still here\n\n", b"id: 5\nev"), b"", stream(ENDED))
    numbers = [event.number for event in client_of(server).events("p1")]
    assert numbers == [4, 9]
    assert [headers_of(asked)["Last-Event-ID"] for asked in server.asked] == ["0", "4", "4"]
    assert headers_of(server.asked[0])["Authorization"] == "Bearer lk_1"


def test_waiting_falls_back_to_asking_when_streams_break(scripted, client_of, waits):
    running = {**SOLVED, "status": "running"}
    server = scripted(b"", stream(), b"", answer(running), answer(SOLVED))
    assert client_of(server).wait("p1") == SOLVED
    assert waits[-1] == watching.POLL_SECONDS


def test_a_file_is_there_when_it_is_whole(scripted, client_of, tmp_path):
    whole = answer(SOLVED)
    server = scripted(whole[:-5], whole)
    client_of(server).get_to("p1", tmp_path / "plan.json")
    assert json.loads((tmp_path / "plan.json").read_bytes()) == SOLVED
    assert len(server.asked) == 2


def test_a_file_that_breaks_off_again_and_again_is_not_there(scripted, client_of, tmp_path):
    server = scripted(*[answer(SOLVED)[:-5]] * 3)
    (tmp_path / "plan.json").write_text("older")
    with pytest.raises(NoAnswer):
        client_of(server).get_to("p1", tmp_path / "plan.json")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert (tmp_path / "plan.json").read_text() == "older"


def test_a_key_does_not_follow_a_redirect(scripted, client_of):
    server = scripted(answer({}, "302 FOUND", "Location: http://127.0.0.1:1/"))
    with pytest.raises(ApiProblem) as caught:
        client_of(server).health()
    assert (caught.value.status, caught.value.type) == (302, "about:blank")


@pytest.mark.parametrize("document", ["down", {"errors": None}])
def test_refusals_by_others_are_told_too(scripted, client_of, document):
    with pytest.raises(ApiProblem) as caught:
        client_of(scripted(answer(document, "502 BAD GATEWAY"))).health()
    problem = caught.value
    assert (problem.type, problem.title, problem.errors) == ("about:blank", "Bad Gateway", ())


@pytest.mark.parametrize("wrong", [{"tries": 0}, {"first_wait": -1.0}, {"longest_wait": -1.0}])
def test_patience_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="tries must be at least 1"):
        Patience(**wrong)
