import json
import logging
import re
import subprocess
import sys

import pytest
from flask import Response

from api.web import logs, request_ids


@pytest.fixture
def written(caplog):
    """Give the lines that would be written, each read."""
    caplog.set_level(logging.INFO)
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(self.format(record)))

    handler = Keep()
    handler.setFormatter(logs.JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: lines
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def client(bare):
    request_ids.register(bare)
    logs.register(bare)
    bare.add_url_rule("/plans/<id_>", "plan", lambda id_: f"plan {id_}")
    bare.add_url_rule("/stream", "stream", lambda: Response(iter(["a", "b"])))

    @bare.get("/say")
    def say():
        logging.getLogger("told").warning("of %s", "桥头", extra={"job": "j1", "tenant": 7})
        return ""

    return bare.test_client()


def test_a_line_says_when_who_and_what(written):
    logging.getLogger("told").info("two\nlines of %d", 3, extra={"job": "j1"})
    (line,) = written()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line == {"level": "INFO", "logger": "told", "message": "two\nlines of 3", "job": "j1"}


def test_every_logger_writes_it_from_a_level_on():
    program = """
import logging
from api.web import logs

logs.configure("INFO")
logging.getLogger("told").info("桥头")
logging.getLogger("told").debug("nothing")
logging.getLogger("urllib3.connection").warning("https://hooks.example/a-secret")
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    (line,) = told.stderr.splitlines()
    assert json.loads(line)["message"] == "桥头"


def test_errors_are_told_without_their_words(written):
    def broken():
        raise ValueError("Grandma Wang")

    try:
        broken()
    except ValueError:
        logging.getLogger("told").exception("it broke")
    (line,) = written()
    assert line["error"] == "ValueError"
    assert [frame.split()[-1] for frame in line["frames"]] == [
        "test_errors_are_told_without_their_words",
        "broken",
    ]
    assert "Wang" not in str(line)


def test_one_line_a_request_without_path_query_or_headers(written, client):
    headers = {"X-Request-Id": "r1", "Authorization": "Bearer secret"}
    client.get("/plans/wang?name=wang", headers=headers)
    (line,) = written()
    del line["time"]
    assert 0 <= line.pop("ms") < 10_000
    assert line == {
        "level": "INFO",
        "logger": "linli.access",
        "message": "answered",
        "request_id": "r1",
        "method": "GET",
        "rule": "/plans/<id_>",
        "status": 200,
        "bytes": len("plan wang"),
    }


def test_no_rule_and_no_length(written, client):
    client.get("/nowhere/wang")
    client.get("/stream")
    nowhere, stream = written()
    assert (nowhere["rule"], nowhere["status"]) == (None, 404)
    assert (stream["rule"], stream["bytes"]) == ("/stream", None)


def test_what_is_said_within_a_request_names_it(written, client):
    client.get("/say", headers={"X-Request-Id": "r2"})
    said, _ = written()
    assert (said["message"], said["request_id"]) == ("of 桥头", "r2")
    assert (said["job"], said["tenant"]) == ("j1", 7)
