"""The real server, killed with plans in flight."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest

SERVER = Path(__file__).with_name("gated_server.py")
PATIENCE = 40


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
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        self.key = self.process.stdout.readline().strip()
        self.patiently(lambda: self.call("GET", "/v1/ready"))

    @staticmethod
    def patiently(call):
        """Call until it does not fail; connections break where a server is killed."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return call()
            except HTTPError:
                raise
            except OSError:
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.05)

    def call(self, method, path, body=None):
        request = Request(  # our own address
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"},
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310  # our own address
            return json.load(answer)

    def ask(self, scenario):
        return self.call("POST", "/v1/plans", {"scenario": scenario})["id"]

    def wait_for(self, id_, status):
        deadline = time.monotonic() + PATIENCE
        while True:
            details = self.patiently(lambda: self.call("GET", f"/v1/plans/{id_}"))
            if details["status"] == status:
                return details
            assert time.monotonic() < deadline, details
            time.sleep(0.05)

    def family(self):
        """Give all its processes, itself first."""
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]

    def kill(self, *processes):
        """Kill processes, and wait until they are gone."""
        for process in processes:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(processes, 10)

    def one_that(self, word):
        """Give its child that is the web or the worker."""
        children = psutil.Process(self.process.pid).children()
        web = self.web()
        return web if word == "web" else next(child for child in children if child != web)

    def web(self):
        """Give its child that listens, or whose child does."""
        for child in psutil.Process(self.process.pid).children():
            family = [child, *child.children(recursive=True)]
            if any(each.net_connections("tcp") for each in family):
                return child
        return pytest.fail("nobody listens")

    def let_solves_end(self):
        (self.folder / "go").touch()


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    if server.process.poll() is None:
        server.kill(*server.family())
        server.process.wait()
    server.process.stdout.close()


def test_plans_survive_a_kill_of_every_process(server, scenario):
    ids = [server.ask(scenario) for _ in range(3)]
    server.wait_for(ids[0], "running")
    server.kill(*server.family())
    server.process.wait()
    server.process.stdout.close()
    server.let_solves_end()
    server.start()
    for id_ in ids:
        assert server.wait_for(id_, "solved")["result"]["plan"]["scenario"] == "morning"


@pytest.mark.parametrize("which", ["web", "worker"])
def test_plans_survive_a_kill_of_one_process(server, scenario, which):
    id_ = server.ask(scenario)
    server.wait_for(id_, "running")
    server.kill(server.one_that(which))
    server.let_solves_end()
    assert server.wait_for(id_, "solved")["result"]


def test_nothing_is_left_when_the_first_process_is_killed(server, scenario):
    server.wait_for(server.ask(scenario), "running")
    family = server.family()
    server.kill(family[0])
    server.process.wait()
    _, alive = psutil.wait_procs(family[1:], 10)
    assert not alive


def test_a_polite_end_parks_plans_and_leaves_nothing_running(server, scenario):
    id_ = server.ask(scenario)
    server.wait_for(id_, "running")
    family = server.family()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
    _, alive = psutil.wait_procs(family, 10)
    assert not alive
    server.process.stdout.close()
    server.let_solves_end()
    server.start()
    details = server.wait_for(id_, "solved")
    assert details["result"]


def test_two_servers_share_a_data_folder(server, scenario):
    second = Server(server.folder)
    second.start()
    ids = [each.ask(scenario) for each in (server, second)]
    server.let_solves_end()
    for id_ in ids:
        server.wait_for(id_, "solved")
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(PATIENCE) == 0
    second.process.stdout.close()
