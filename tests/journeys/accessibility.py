"""axe-core in the pages of a journey."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Fails, naming rule and element, on any violation that axe finds of WCAG 2.2 AA or of good practice."""
    # Evaluated by the debugger, so that the page's content security policy stays as strict as it is for people.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", _RULES)
    problems = [
        f"{each['id']}: {each['help']} {node['target']}" for each in found["violations"] for node in each["nodes"]
    ]
    assert not problems, f"{page.url}\n" + "\n".join(problems)
