"""The reference page is written by the rules."""

from __future__ import annotations

import pytest

from goldenthread.rules.status import STATUSES
from goldenthread.rules.truth_table import CASES, truth_table_markdown

pytestmark = pytest.mark.once


def test_the_page_lists_every_status_and_every_case() -> None:
    page = truth_table_markdown()
    for code, meaning in STATUSES.items():
        assert f"| `{code}` | {meaning.word} | {meaning.shape} |" in page
    for case in CASES:
        assert f"### {case.title}" in page
