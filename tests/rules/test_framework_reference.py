"""The reference page names every key of a framework."""

from __future__ import annotations

from goldenthread.rules.framework import TRIGGERS, Framework
from goldenthread.rules.framework_reference import framework_markdown
from goldenthread.rules.framework_yaml import keys_of


def test_has_every_key_of_the_document_and_its_parts() -> None:
    page = framework_markdown()
    for key in keys_of(Framework):
        assert f"| `{key}` |" in page
    for part in ("judgement.default", "cycle.stages[]", "calendars.*", "committee_report.sections[].subheadings[]"):
        assert f"## `{part}`" in page


def test_says_what_a_key_takes_and_what_happens_without_it() -> None:
    page = framework_markdown()
    assert "| `amber_within` | number | – |" in page
    assert "| `boundary` | inclusive, exclusive | inclusive |" in page
    assert "| `private` | true or false | false |" in page


def test_lists_what_may_call_for_an_exception_report() -> None:
    page = framework_markdown()
    assert all(f"- `{trigger}`: " in page for trigger in TRIGGERS)
