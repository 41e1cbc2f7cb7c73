import gzip
import io
import tracemalloc
import zlib

import pytest
from flask import Response, request, send_file

from api.problems import MEDIA_TYPE
from api.web import compression

LIMIT = 10_000


def packed(raw):
    return gzip.compress(raw, mtime=0)


class TestBodies:
    @pytest.fixture
    def client(self, bare):
        bare.config["MAX_CONTENT_LENGTH"] = LIMIT
        compression.register(bare)

        @bare.post("/all")
        def at_once():
            return request.get_data()

        @bare.post("/json")
        def as_json():
            return request.get_json()

        @bare.post("/piecemeal")
        def piecemeal():
            return Response(b"".join(iter(lambda: request.stream.read(100), b"")))

        return bare.test_client()

    def post(self, client, data, path="/all", encoding="gzip", **options):
        headers = {"Content-Encoding": encoding, **options.pop("headers", {})}
        return client.post(path, data=data, headers=headers, **options)

    @pytest.mark.parametrize("path", ["/all", "/piecemeal"])
    @pytest.mark.parametrize("raw", [b"", b"{}", bytes(range(256)) * 30])
    def test_views_see_what_was_packed(self, client, path, raw):
        assert self.post(client, packed(raw), path).data == raw

    def test_as_json_too(self, client):
        raw = packed('{"name": "桥头"}'.encode())
        response = self.post(client, raw, "/json", content_type="application/json")
        assert response.json == {"name": "桥头"}

    def test_several_members_are_one_body(self, client):
        assert self.post(client, packed(b"ab") + packed(b"cd")).data == b"abcd"

    def test_a_body_of_unannounced_length(self, client):
        response = client.post(
            "/all",
            input_stream=io.BytesIO(packed(b"ab")),
            headers={"Content-Encoding": "GZIP", "Transfer-Encoding": "chunked"},
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert response.data == b"ab"

    @pytest.mark.parametrize("encoding", [None, "identity", "Identity"])
    def test_a_plain_body_is_left_alone(self, client, encoding):
        headers = {"Content-Encoding": encoding} if encoding else {}
        raw = packed(b"ab")
        assert client.post("/all", data=raw, headers=headers).data == raw

    @pytest.mark.parametrize("path", ["/all", "/piecemeal"])
    def test_the_limit_holds_for_what_it_unpacks_to(self, client, path):
        below = b" " * (LIMIT - 1)
        assert self.post(client, packed(below), path).data == below
        response = self.post(client, packed(b" " * (LIMIT + 1)), path)
        assert (response.status_code, response.mimetype) == (413, MEDIA_TYPE)
        assert response.json["limit"] == LIMIT

    def test_a_bomb_takes_no_memory(self, client):
        bomb = packed(bytes(50_000_000))
        client.application.config["MAX_CONTENT_LENGTH"] = 100_000
        assert len(bomb) < 100_000
        tracemalloc.start()
        try:
            assert self.post(client, bomb).status_code == 413
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()

    def test_one_as_long_as_the_limit_is_taken_whole(self, client):
        assert self.post(client, packed(b" " * LIMIT)).data == b" " * LIMIT

    def test_a_packed_body_beyond_the_limit_is_not_even_begun(self, client):
        assert self.post(client, b" " * (LIMIT + 1)).status_code == 413

    @pytest.mark.parametrize("path", ["/all", "/piecemeal"])
    @pytest.mark.parametrize(
        "broken",
        [
            b"{}",
            packed(b"{}")[:-1],
            packed(b"{}")[:5],
            packed(b"{}")[:-8] + bytes(8),
            packed(b"{}")[:10] + b"\xff" * 10,
            packed(b"{}") + b"more",
            zlib.compress(b"{}"),
        ],
    )
    def test_what_is_no_gzip(self, client, path, broken):
        response = self.post(client, broken, path)
        assert (response.status_code, response.mimetype) == (400, MEDIA_TYPE)
        assert response.json["type"] == "/problems/malformed-encoding"

    @pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "x"])
    def test_other_encodings(self, client, encoding):
        response = self.post(client, b"{}", encoding=encoding)
        assert (response.status_code, response.mimetype) == (415, MEDIA_TYPE)
        assert response.json["type"] == "/problems/unsupported-encoding"
        assert response.headers["Accept-Encoding"] == "gzip"


class TestAnswers:
    @pytest.fixture
    def client(self, bare, tmp_path):
        compression.register(bare)
        file = tmp_path / "page.html"
        file.write_text("page " * 1000)

        def answer(mimetype):
            return Response("x" * int(request.args["length"]), mimetype=mimetype)

        def stream():
            return Response((f"row {i}\n" for i in range(3)), mimetype="text/csv")

        def tagged():
            response = Response("[]".ljust(2000), mimetype="application/json")
            response.set_etag("7")
            return response

        def changed():
            return str(request.if_match.contains("7"))

        bare.add_url_rule("/answer/<path:mimetype>", "answer", answer)
        bare.add_url_rule("/stream", "stream", stream)
        bare.add_url_rule("/tagged", "tagged", tagged)
        bare.add_url_rule("/tagged", "changed", changed, methods=["PUT"])
        bare.add_url_rule("/file", "file", lambda: send_file(file))
        return bare.test_client()

    def get(self, client, path, accepted="gzip, br, zstd, deflate"):
        return client.get(path, headers={"Accept-Encoding": accepted})

    def test_those_of_a_kilobyte_are_packed(self, client):
        small = self.get(client, "/answer/application/json?length=1023")
        assert "Content-Encoding" not in small.headers
        large = self.get(client, "/answer/application/json?length=1024")
        assert large.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(large.data) == b"x" * 1024
        assert int(large.headers["Content-Length"]) == len(large.data) < 100
        assert "Accept-Encoding" in large.headers["Vary"]

    @pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0", "*;q=0"])
    def test_not_for_those_who_do_not_take_it(self, client, accepted):
        response = self.get(client, "/answer/application/json?length=2000", accepted)
        assert response.data == b"x" * 2000

    def test_streams_are_packed_as_they_come(self, client):
        response = self.get(client, "/stream")
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.data) == b"row 0\nrow 1\nrow 2\n"

    def test_files_too(self, client):
        with self.get(client, "/file") as response:
            assert gzip.decompress(response.data) == b"page " * 1000

    def test_a_stream_that_is_left_early_is_closed(self, client):
        closed = []

        def rows():
            try:
                while True:
                    yield "row\n" * 10_000
            finally:
                closed.append(True)

        client.application.add_url_rule(
            "/rows", "rows", lambda: Response(rows(), mimetype="text/csv")
        )
        response = self.get(client, "/rows")
        next(response.iter_encoded())
        assert not closed
        response.close()
        assert closed == [True]

    def test_events_never_wait(self, client):
        response = self.get(client, "/answer/text/event-stream?length=5000")
        assert response.data == b"x" * 5000

    def test_the_tag_of_a_packed_answer_is_known(self, client):
        tag = self.get(client, "/tagged").headers["ETag"]
        assert tag == '"7:gzip"'
        assert client.put("/tagged", headers={"If-Match": tag}).text == "True"
        assert client.put("/tagged", headers={"If-Match": '"6", ' + tag}).text == "True"
        assert client.put("/tagged", headers={"If-Match": '"6:gzip"'}).text == "False"
        headers = {"If-None-Match": tag, "Accept-Encoding": "gzip"}
        assert client.get("/tagged", headers=headers).status_code == 304


def test_the_api_reads_packed_scenarios(client, scenario):
    raw = packed(str(scenario).replace("'", '"').encode())
    headers = {"Content-Encoding": "gzip"}
    response = client.post(
        "/v1/scenarios/validate", data=raw, content_type="application/json", headers=headers
    )
    assert response.status_code == 200, response.text
