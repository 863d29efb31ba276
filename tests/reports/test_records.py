"""Which fact counts: the last that holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from goldenthread.reports.records import in_force

pytestmark = pytest.mark.once


@dataclass(frozen=True)
class Fact:
    effective_from: date
    value: int


FIRST, RAISED = Fact(date(2026, 4, 1), 80), Fact(date(2026, 7, 1), 85)


def test_a_change_leaves_the_period_before_alone() -> None:
    assert in_force([FIRST, RAISED], date(2026, 6, 30)) == FIRST
    assert in_force([FIRST, RAISED], date(2026, 7, 1)) == RAISED


def test_before_anything_was_said_nothing_holds() -> None:
    assert in_force([FIRST], date(2026, 3, 31)) is None
    assert in_force([], date(2026, 6, 30)) is None
