"""axe-core in the pages of a journey."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_FILE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return _FILE.read_text(encoding="utf-8")


def assert_accessible(page: Page) -> None:
    """Fails, naming rule and element, on any violation that axe finds of WCAG 2.2 AA or of good practice."""
    # Evaluated by the debugger, so that the page's content security policy stays as strict as it is for people.
    page.evaluate(_axe())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", _RULES)
    problems = [
        f"{each['id']}: {each['help']} {node['target']}" for each in found["violations"] for node in each["nodes"]
    ]
    assert not problems, f"{page.url}\n" + "\n".join(problems)


def assert_fits_a_phone(page: Page) -> None:
    """Fails where the page is wider than a phone of 390 pixels; what scrolls in a region of its own may be."""
    usual = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, f"{page.url} is {width} pixels wide on a phone: {page.evaluate(_TOO_WIDE)}"
    if usual is not None:
        page.set_viewport_size(usual)


_TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > 391)
    .slice(0, 3).map(each => each.tagName + "." + each.className)"""
