import socket
import ssl
import subprocess
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from standardwebhooks import Webhook

import matcher
from api.webhooks import Fault, Outcome, new_secret, sending
from api.webhooks.sending import send

SECRET = new_secret()
BODY = b'{"type":"plan.solved"}'


class Receiver:
    """A server that answers as told and keeps what it was sent."""

    def __init__(self, context=None):
        self.got = []
        self.status, self.headers = 204, {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((self.path, dict(self.headers), body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.names = []
        if context:
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def deliver(url, *, allow_private=True, **options):
    return send(
        url=url,
        id_="m1",
        event="plan.solved",
        body=BODY,
        secret=SECRET,
        moment=datetime.now(UTC),
        allow_private=allow_private,
        **options,
    )


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_message_arrives_signed(receiver):
    outcome = deliver(f"http://127.0.0.1:{receiver.port}/hook?for=us")
    assert outcome == Outcome(delivered=True, status=204)
    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/hook?for=us", BODY)
    assert headers["Host"] == f"127.0.0.1:{receiver.port}"
    assert headers["Content-Type"] == "application/json"
    assert headers["Linli-Event"] == "plan.solved"
    assert headers["User-Agent"] == f"Linli/{matcher.__version__}"
    assert headers["webhook-id"] == "m1"
    assert Webhook(SECRET).verify(body, headers) == {"type": "plan.solved"}


@pytest.mark.parametrize(
    ("status", "answered", "retry_after", "gone"),
    [
        (302, {"Location": "/elsewhere"}, None, False),
        (410, {}, None, True),
        (429, {"Retry-After": "120"}, 120.0, False),
        (503, {"Retry-After": "soon"}, None, False),
        (503, {"Retry-After": "9" * 5000}, None, False),
        (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0, False),
        (500, {}, None, False),
    ],
)
def test_any_other_status_is_no_delivery(receiver, status, answered, retry_after, gone):
    receiver.status, receiver.headers = status, answered
    assert deliver(f"http://127.0.0.1:{receiver.port}/") == Outcome(
        delivered=False,
        status=status,
        error=Fault.BAD_STATUS,
        retry_after=retry_after,
        gone=gone,
    )
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:{port}/", Fault.NEEDS_HTTPS),
        ("https://127.0.0.1:{port}/", Fault.NOT_PUBLIC),
        ("https://localhost:{port}/", Fault.NOT_PUBLIC),
        ("https://a@127.0.0.1:{port}/", Fault.HAS_USERINFO),
    ],
)
def test_nothing_is_sent_to_an_address_that_is_refused(receiver, url, fault):
    outcome = deliver(url.format(port=receiver.port), allow_private=False)
    assert outcome == Outcome(delivered=False, error=fault)
    assert receiver.got == []


def test_a_name_server_that_changes_its_mind_is_not_asked_again(receiver, monkeypatch):
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    monkeypatch.setattr(socket, "getaddrinfo", forbid_names(socket.getaddrinfo))
    url = f"http://rebound.example:{receiver.port}/"
    assert deliver(url, resolve=resolve) == Outcome(delivered=True, status=204)
    assert asked == [("rebound.example", receiver.port)]
    ((_, headers, _),) = receiver.got
    assert headers["Host"] == f"rebound.example:{receiver.port}"


def forbid_names(getaddrinfo):
    def numbers_only(host, *args, **kwargs):
        assert host == "127.0.0.1"
        return getaddrinfo(host, *args, **kwargs)

    return numbers_only


def test_proxies_of_the_environment_are_not_used(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    assert deliver(f"http://127.0.0.1:{receiver.port}/").delivered


def test_the_next_address_is_tried_where_nobody_listens(receiver):
    url = f"http://two.example:{receiver.port}/"
    assert deliver(url, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"]).delivered


def test_nobody_listens():
    outcome = deliver(f"http://127.0.0.1:{free_port()}/")
    assert outcome == Outcome(delivered=False, error=Fault.UNREACHABLE)


def test_no_such_host():
    def unknown(*_):
        raise OSError("no such host")

    outcome = deliver("http://nowhere.example/", resolve=unknown)
    assert outcome == Outcome(delivered=False, error=Fault.UNKNOWN_HOST)


def hang_up(connection):
    connection.recv(10_000)


def babble(connection):
    connection.recv(10_000)
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")


def say_nothing(connection):
    while connection.recv(10_000):
        pass


def drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    try:
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        pass


def flood(connection):
    connection.recv(10_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    try:
        while True:
            connection.sendall(b"x" * 100_000)
    except OSError:
        pass


class TestBadServers:
    @pytest.fixture
    def port(self, answer):
        """A server that takes one connection and lets `answer` have it."""
        with socket.create_server(("127.0.0.1", 0)) as listening:

            def serve():
                connection, _ = listening.accept()
                with connection:
                    answer(connection)

            thread = threading.Thread(target=serve)
            thread.start()
            yield listening.getsockname()[1]
            thread.join(5)
            assert not thread.is_alive()

    @pytest.mark.parametrize("answer", [hang_up, babble])
    def test_no_http(self, port):
        outcome = deliver(f"http://127.0.0.1:{port}/")
        assert outcome == Outcome(delivered=False, error=Fault.NO_ANSWER)

    @pytest.mark.parametrize("answer", [say_nothing])
    def test_silence(self, port, monkeypatch):
        monkeypatch.setattr(sending, "READ_SECONDS", 0.2)
        outcome = deliver(f"http://127.0.0.1:{port}/")
        assert outcome == Outcome(delivered=False, error=Fault.TIMED_OUT)

    @pytest.mark.parametrize("answer", [drip])
    def test_an_answer_without_end(self, port, monkeypatch):
        monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.4)
        begun = time.monotonic()
        outcome = deliver(f"http://127.0.0.1:{port}/")
        assert outcome == Outcome(delivered=False, error=Fault.TIMED_OUT)
        assert time.monotonic() - begun < 5

    @pytest.mark.parametrize("answer", [flood])
    def test_a_body_without_end_is_not_read(self, port):
        assert deliver(f"http://127.0.0.1:{port}/") == Outcome(delivered=True, status=200)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "both.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=hooks.example", "-addext", "subjectAltName=DNS:hooks.example"),
            *("-keyout", folder / "key.pem", "-out", pem),
        ],
        check=True,
        capture_output=True,
    )
    with pem.open("a") as both:
        both.write((folder / "key.pem").read_text())
    return pem


class TestTls:
    @pytest.fixture
    def secure(self, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with Receiver(context) as receiver:
            yield receiver

    def send_to(self, receiver, host):
        return deliver(f"https://{host}:{receiver.port}/", resolve=lambda *_: ["127.0.0.1"])

    def test_the_certificate_is_the_hosts_not_the_addresss(self, secure, certificate, monkeypatch):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert self.send_to(secure, "hooks.example") == Outcome(delivered=True, status=204)
        assert secure.names == ["hooks.example"]
        ((_, headers, _),) = secure.got
        assert headers["Host"] == f"hooks.example:{secure.port}"

    def test_a_certificate_of_another_host(self, secure, certificate, monkeypatch):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        outcome = self.send_to(secure, "other.example")
        assert outcome == Outcome(delivered=False, error=Fault.TLS_FAILED)
        assert secure.got == []

    def test_a_certificate_of_nobody_we_know(self, secure):
        outcome = self.send_to(secure, "hooks.example")
        assert outcome == Outcome(delivered=False, error=Fault.TLS_FAILED)
        assert secure.got == []
