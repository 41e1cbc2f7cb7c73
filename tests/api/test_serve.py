"""The real server, killed with plans in flight."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

SERVER = Path(__file__).with_name("gated_server.py")


class Server:
    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, SERVER, self.folder, str(self.port)],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 15
        while True:
            try:
                return self.call("GET", "/v1/health")
            except OSError:  # also a connection that the killed server's socket still took
                assert self.process.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.05)

    def call(self, method, path, body=None):
        request = Request(  # our own address
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310  # our own address
            return json.load(answer)

    def wait_for(self, id_, status):
        deadline = time.monotonic() + 15
        while (details := self.call("GET", f"/v1/plans/{id_}"))["status"] != status:
            assert time.monotonic() < deadline, details
            time.sleep(0.05)
        return details

    def signal(self, which):
        """Send a signal to all its processes, and wait until they are gone."""
        os.killpg(self.process.pid, which)
        self.process.wait(15)

    def worker(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def let_solves_end(self):
        (self.folder / "go").touch()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    if server.process.poll() is None:
        server.signal(signal.SIGKILL)


def test_plans_survive_a_kill_of_every_process(server, scenario):
    ids = [server.call("POST", "/v1/plans", {"scenario": scenario})["id"] for _ in range(3)]
    server.wait_for(ids[0], "running")
    server.signal(signal.SIGKILL)
    server.let_solves_end()
    server.start()
    for id_ in ids:
        assert server.wait_for(id_, "solved")["result"]["plan"]["scenario"] == "morning"


def test_plans_survive_a_kill_of_the_web_process(server, scenario):
    id_ = server.call("POST", "/v1/plans", {"scenario": scenario})["id"]
    server.wait_for(id_, "running")
    worker = server.worker()
    os.kill(worker, signal.SIGKILL)
    while Path(f"/proc/{worker}/cmdline").exists():
        time.sleep(0.02)
    server.let_solves_end()
    deadline = time.monotonic() + 15
    while True:
        try:
            assert server.wait_for(id_, "solved")["result"]
            break
        except (OSError, AssertionError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_polite_end_puts_plans_back_and_leaves_nothing_running(server, scenario):
    id_ = server.call("POST", "/v1/plans", {"scenario": scenario})["id"]
    server.wait_for(id_, "running")
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(15) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(server.process.pid, 0)
    server.let_solves_end()
    server.start()
    assert server.wait_for(id_, "solved")["result"]


def test_a_second_server_on_the_same_folder_is_refused(server):
    second = subprocess.run(
        [sys.executable, SERVER, server.folder, "0"], capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "DataFolderInUse" in second.stderr
