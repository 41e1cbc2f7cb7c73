"""What a kill of gunicorn's own process leaves, and that another answers."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import psutil
import pytest

START_SECONDS = 90
END_SECONDS = 15
"""Less than the half minute for which gunicorn waits for kept-alive connections."""


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(tmp_path, port):
    arguments = ["serve", "--data", tmp_path, "--port", str(port), "--max-running", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "matcher.cli", *arguments],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield psutil.Process(process.pid)
    process.terminate()
    process.wait(60)


def ask(connection):
    connection.request("GET", "/v1/health")
    answer = connection.getresponse()
    answer.read()
    return answer.status


def ask_until_answered(port):
    patience = time.monotonic() + START_SECONDS
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=1)) as connection:
                return ask(connection)
        except (OSError, http.client.HTTPException):
            assert time.monotonic() < patience, "nobody answers"
            time.sleep(0.1)


def test_another_answers_although_connections_were_kept_alive(server, port):
    assert ask_until_answered(port) == 200
    (web,) = [each for each in server.children() if "--multiprocessing-fork" in each.cmdline()]
    (answerer,) = [each for each in web.children() if each.cmdline() == web.cmdline()]
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as kept:
        assert ask(kept) == 200
        os.kill(web.pid, signal.SIGKILL)
        answerer.wait(END_SECONDS)
    assert ask_until_answered(port) == 200
