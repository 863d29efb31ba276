"""Somebody's browser, and what it must never write to its console."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from weakref import WeakSet

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

Visitor = Callable[..., Page]
"""Opens a browser of its own for somebody: `visitor()`, or `visitor(java_script_enabled=False)`."""

# How long a busy machine may take proves nothing; what never comes fails all the same.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)
_without_scripts: WeakSet[BrowserContext] = WeakSet()

# A page that is refused, or a site without a council, may be what a journey is about; a missing style sheet never is.
_REFUSED_PAGE = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d|503)")


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
        context.set_default_timeout(_PATIENCE)
        if not options.get("java_script_enabled", True):
            _without_scripts.add(context)
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


# Clicking and typing --------------------------------------------------------------------------------------------------


_UNDER = {
    "My updates": "To do",
    "Exceptions": "To do",
    "Verify": "To do",
    "Sign-off": "To do",
    "Leadership Team": "To do",
    "Completeness": "To do",
    "Service plans": "Council Plan",
    "Assessments": "Council Plan",
    "Meetings": "Reports",
    "Tracker": "Reports",
    "Decisions": "Reports",
}
"""Pages of the navigation by the word under which they are."""


def menu(page: Page, name: str) -> None:
    """Choose a word of the navigation, or a page under one."""
    if name == "Set up":
        page.get_by_role("banner").get_by_role("link", name=name, exact=True).click()
        return
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name=re.compile(f"^{_UNDER.get(name, name)}")).click()
    if name in _UNDER:
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=re.compile(f"^{name}")).click()


def set_up(page: Page, link: str) -> None:
    """Go to something on the set-up page."""
    menu(page, "Set up")
    page.get_by_role("main").get_by_role("link", name=link, exact=True).click()


def field(page: Page, label: str) -> Locator:
    """The control with this label, needed or optional."""
    return page.get_by_role("main").get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))


def fill(page: Page, **texts: str) -> None:
    """Type into text boxes, by their labels with "_" for a space."""
    for label, text in texts.items():
        field(page, label.replace("_", " ")).fill(text)


def fill_date(page: Page, legend: str, day: date) -> None:
    """Type a date into its three boxes."""
    boxes = page.get_by_role("group", name=legend, exact=True)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def press(page: Page, name: str) -> None:
    """Press a button, or a link that looks like one, and wait for the page that comes.

    Only once this page has settled: a click on a button that moves is lost.
    """
    settled = page.locator("body" if page.context in _without_scripts else "body[data-ready]")
    with page.expect_navigation(wait_until="commit"):
        settled.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def says(page: Page, text: str) -> None:
    """Fails unless the page says this, now or in a moment."""
    expect(page.get_by_role("main")).to_contain_text(text)
