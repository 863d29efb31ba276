"""A real browser, and the site it visits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browsing import Visitor, visits

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """The browser that this machine has; skips where it has none.

    The database is made first: Django keeps other connections while Playwright's event loop runs, and would make it
    where nobody looks.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("No Chromium on this machine: install it (`apt-get install chromium`) to walk the journeys.")
    # Playwright keeps an event loop in this thread; Django would take it for asynchronous code and refuse to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """Browsers that visit a site whose records go when the test ends."""
    with visits(chromium, live_server.url) as open_for:
        yield open_for


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """One visitor with an ordinary browser."""
    return visitor()
