"""The page at /docs in a real browser that can reach nothing but this machine."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from api.access import Actor, Scope
from api.app import create_app
from api.services import Services
from api.settings import Settings
from api.store import Keys

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")


@pytest.fixture
def app(tmp_path):
    app = create_app(Settings(data=tmp_path))
    yield app
    Services.of(app).close()


@pytest.fixture
def key(app):
    keys, me = Keys(Services.of(app).database), Actor(key="cli", owner="")
    keys.add_tenant("main", "main", None, me)
    return str(keys.add("main", "test", Scope.PLAN, me)[1])


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Visit:
    """A page and what went wrong on it."""

    def __init__(self, page, address):
        self.page = page
        self.elsewhere, self.said = [], []
        page.route("**/*", lambda route: self._let(route, address))
        page.on("console", lambda told: self.said.append(told) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _let(self, route, address):
        if route.request.url.startswith((f"{address}/", "data:")):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


@pytest.fixture
def visit(address):
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=arguments) as browser,
    ):
        page = browser.new_page(viewport={"width": 1200, "height": 1600})
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        visit = Visit(page, address)
        page.goto(f"{address}/docs")
        expect(page.locator(".opblock").first).to_be_visible()
        yield visit
        if shots := os.environ.get("LINLI_TEST_SCREENSHOTS"):
            page.screenshot(path=Path(shots) / "docs.png", full_page=True)


def operation(page, path, method="get"):
    """Give an operation's block, opened and ready to be tried."""
    exact = page.locator(f'.opblock-summary-path[data-path="{path}"]')
    block = page.locator(f".opblock-{method}").filter(has=exact)
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Try it out").click()
    return block


def status_of(block):
    block.get_by_role("button", name="Execute").click()
    return block.locator(".live-responses-table .response .response-col_status").first


def test_the_page_works_and_asks_nobody_else(visit, app, key):
    page = visit.page
    count = sum(len(item) for item in app.api_doc["paths"].values())
    expect(page.locator(".opblock")).to_have_count(count)

    version = operation(page, "/v1/version")
    expect(status_of(version)).to_contain_text("200")
    expect(version.locator(".live-responses-table")).to_contain_text('"version"')

    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".auth-container input").fill(key)
    page.locator(".auth-btn-wrapper .authorize").click()
    page.locator(".auth-btn-wrapper .btn-done").click()
    plans = operation(page, "/v1/plans")
    expect(status_of(plans)).to_contain_text("200")
    expect(plans.locator(".live-responses-table")).to_contain_text('"total_items": 0')

    assert visit.elsewhere == []
    assert [str(each) for each in visit.said] == []
