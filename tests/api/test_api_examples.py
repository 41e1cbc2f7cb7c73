"""The examples of docs/api.md, run in order against the service as it is really served."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from werkzeug.serving import make_server

from api.services import Services
from api.webhooks.signing import signed_headers
from api.worker import Worker
from api.worker.messages import Solve, Task
from tests.api.conftest import FakeSolve
from tests.api.here import SolveHere

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
RUN = {"bash", "python"}
SHOWN = {"json", "text"}
ADDRESS = "http://127.0.0.1:8000"
SIGN_OF_LIFE = ": still here\n\n"
"""Comes where a solver is slow to begin."""


def start_solve(task: Task) -> Solve:
    """Begin a solve; the long one of the page only waits to be stopped."""
    return FakeSolve(task) if task.options.get("engine") == "search" else SolveHere(task)


@pytest.fixture
def address_served(app, database, settings):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    worker = Worker(database, settings, start_solve)
    worker.start()
    yield f"http://127.0.0.1:{server.server_port}"
    worker.stop()
    Services.of(app).is_ending.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Shell:
    """Runs blocks one after another; what one exports, the next has."""

    def __init__(self, folder: Path, settings: Any) -> None:
        self._folder = folder
        programs = Path(sys.executable).parent
        self.environ = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LINLI_DATA": str(settings.data),
            "LINLI_LANG": "en",
        }
        self._names: dict[str, Any] = {"__name__": "__main__"}

    def bash(self, block: str) -> str:
        kept = self._folder / "environ"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"{block}\nenv -0 > {kept}"],
            cwd=self._folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        pairs = kept.read_text().rstrip("\0").split("\0")
        self.environ = dict(pair.split("=", 1) for pair in pairs)
        return done.stdout

    def python(self, block: str) -> str:
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
            patch.chdir(self._folder)
            patch.setattr(os, "environ", self.environ)
            exec(block, self._names)  # noqa: S102  # our own page
        return said.getvalue()


def differences(shown: Any, printed: Any, at: str = "") -> list[str]:
    """Tell where what is printed is not what is shown; "…" stands for anything."""
    if shown == "…":
        return []
    if isinstance(shown, dict) and isinstance(printed, dict):
        names = shown.keys() - {"…"}
        missing = [f"{at}/{name} is missing" for name in names - printed.keys()]
        if "…" not in shown:
            missing += [f"{at}/{name} is not shown" for name in printed.keys() - names]
        common = names & printed.keys()
        inner = (differences(shown[name], printed[name], f"{at}/{name}") for name in common)
        return [*missing, *(each for found in inner for each in found)]
    if isinstance(shown, list) and isinstance(printed, list):
        if "…" in shown:
            shown = shown[: shown.index("…")]
            printed = printed[: len(shown)]
        if len(shown) == len(printed):
            pairs = enumerate(zip(shown, printed, strict=True))
            return [d for number, pair in pairs for d in differences(*pair, f"{at}/{number}")]
    if isinstance(shown, str) and isinstance(printed, str) and "…" in shown:
        pattern = ".*".join(map(re.escape, shown.split("…")))
        return [] if re.fullmatch(pattern, printed, re.DOTALL) else [f"{at} is {printed!r}"]
    return [] if shown == printed else [f"{at} is {printed!r}, not {shown!r}"]


def test_differences_are_found():
    shown = {"id": "…", "list": [1, "…"], "text": "a…c"}
    assert differences(shown, {"id": 5, "list": [1, 2, 3], "text": "abc"}) == []
    assert differences({"id": 1, "…": "…"}, {"id": 1, "more": 2}) == []
    assert differences({"id": 1}, {"id": 1, "more": 2}) == ["/more is not shown"]
    assert differences({"id": 1}, {}) == ["/id is missing"]
    assert differences([1], [2]) == ["/0 is 2, not 1"]
    assert differences([1], [1, 2]) == [" is [1, 2], not [1]"]
    assert differences("a…", "b") == [" is 'b'"]


def test_examples_do_what_the_page_shows(address_served, tmp_path, settings):
    for program in ("bash", "curl", "jq"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not on this machine")
    shell, printed, shown = Shell(tmp_path, settings), "", 0
    wrong: list[tuple[list[str], str]] = []
    for language, block in BLOCKS:
        if language in RUN:
            printed = getattr(shell, language)(block.replace(ADDRESS, address_served))
            printed = printed.replace(SIGN_OF_LIFE, "").strip()
        elif language in SHOWN and printed:
            shown += 1
            read = json.loads if language == "json" else str.strip
            if found := differences(read(block), read(printed)):
                wrong.append((found, printed))
            printed = ""
    assert not wrong
    assert shown >= 15


def test_every_json_example_is_json():
    for language, block in BLOCKS:
        if language == "json":
            json.loads(block)


def test_the_receiver_of_webhooks_on_the_page_lets_in_only_what_is_signed(monkeypatch):
    block = next(block for language, block in BLOCKS if "standardwebhooks" in block)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # a published example
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102  # our own page
    body = json.dumps({"type": "plan.ended", "data": {"id": "p1", "status": "solved"}}).encode()
    headers = signed_headers("m1", body, secret=secret, moment=datetime.now(UTC))
    assert isinstance(Webhook(secret).verify(body, headers), dict)
    assert names["receive"](headers, body) == "p1"
    with pytest.raises(WebhookVerificationError):
        names["receive"](headers, body + b" ")
