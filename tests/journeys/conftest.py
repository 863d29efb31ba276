"""A real browser, and the site it visits."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

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
# A page that is refused or not there may be exactly what a journey is about; a missing style sheet never is.
_REFUSED_PAGE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")

Visitor = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that this machine has; skips where it has none."""
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
    """Opens a browser of its own for somebody: `visitor()`, or `visitor(java_script_enabled=False)`.

    A journey fails at its end if any page wrote an error to the console: a script that broke, or one that the content
    security policy refused.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = _REFUSED_PAGE.match(message.text) and "/static/" not in message.location["url"]
        if message.type == "error" and not refused:
            errors.append(f"{message.text} ({message.location['url']})")

    def open_for(**options: object) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert not errors, "The browser's console: " + "; ".join(errors)


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """One visitor with an ordinary browser."""
    return visitor()
