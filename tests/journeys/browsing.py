"""Somebody's browser, and what it must never write to its console."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

Visitor = Callable[..., Page]
"""Opens a browser of its own for somebody: `visitor()`, or `visitor(java_script_enabled=False)`."""

# A page that is refused or not there may be exactly what a journey is about; a missing style sheet never is.
_REFUSED_PAGE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@contextmanager
def visits(chromium: Browser, address: str) -> Iterator[Visitor]:
    """Browsers that visit the site at an address.

    At the end it fails if any page wrote an error to the console: a script that broke, or one that the content security
    policy refused.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = _REFUSED_PAGE.match(message.text) and "/static/" not in message.location["url"]
        if message.type == "error" and not refused:
            errors.append(f"{message.text} ({message.location['url']})")

    def open_for(**options: object) -> Page:
        context = chromium.new_context(
            base_url=address,
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


def sign_in(page: Page, email: str, password: str) -> None:
    """Come in by the front door."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
