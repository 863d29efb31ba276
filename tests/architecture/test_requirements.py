"""Each requirement that the software was built to meet is proved by a test that says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TESTS = Path(__file__).resolve().parents[1]
QUARTER = {
    "SD-01", "SD-02", "SD-07", "SD-08", "SD-09", "SD-10", "SD-12", "SD-13", "SD-14", "SD-16",
    "NH-20", "NH-21", "NH-22", "NH-25", "NH-26", "HA-03", "HA-05", "HE-03", "HE-10", "GA-09", "GA-12",
}  # fmt: skip
"""A council's quarter, from the plan to the committee paper."""

_MARK = re.compile(r"@pytest\.mark\.requirement\((.*)\)")
_CODE = re.compile(r'"([A-Z]{2}-\d{2})"')


def test_every_requirement_of_a_quarter_is_proved() -> None:
    sources = [file.read_text(encoding="utf-8") for file in TESTS.rglob("test_*.py")]
    proved = {code for source in sources for mark in _MARK.findall(source) for code in _CODE.findall(mark)}
    assert not QUARTER - proved
