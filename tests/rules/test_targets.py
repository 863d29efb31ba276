"""Which target applies: by the period's end, and by what was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.targets import in_force, profiled

pytestmark = pytest.mark.once


@dataclass(frozen=True)
class TargetRow:
    effective_from: date
    recorded_at: datetime
    value: int
    superseded_at: datetime | None = None


def moment(month: int) -> datetime:
    return datetime(2026, month, 1, tzinfo=UTC)


FIRST = TargetRow(date(2026, 4, 1), moment(3), 80)
RAISED = TargetRow(date(2026, 7, 1), moment(6), 85)
CORRECTED = [
    TargetRow(date(2026, 4, 1), moment(3), 80, superseded_at=moment(5)),
    TargetRow(date(2026, 4, 1), moment(5), 82),
]


def value(rows: list[TargetRow], on: date, known_at: datetime) -> int | None:
    row = in_force(rows, on=on, known_at=known_at)
    return row.value if row else None


def test_a_raised_target_leaves_the_period_before_alone() -> None:
    assert value([RAISED, FIRST], date(2026, 6, 30), moment(12)) == 80
    assert value([RAISED, FIRST], date(2026, 9, 30), moment(12)) == 85


def test_before_anything_was_set_there_is_no_target() -> None:
    assert value([FIRST], date(2026, 3, 31), moment(12)) is None
    assert value([FIRST], date(2026, 6, 30), moment(2)) is None
    assert value([], date(2026, 6, 30), moment(12)) is None


def test_what_was_known_then_can_still_be_told() -> None:
    assert value(CORRECTED, date(2026, 6, 30), moment(4)) == 80
    assert value(CORRECTED, date(2026, 6, 30), moment(5)) == 82


def test_a_running_total_is_due_its_share_by_each_quarter() -> None:
    shares = [Decimal(share) for share in (30, 28, 27, 15)]
    due = [profiled(Decimal(98), "cumulative", number=number, shares=shares, is_rate=True) for number in (1, 2, 3, 4)]
    assert due == [Decimal("29.4"), Decimal("56.84"), Decimal("83.3"), Decimal(98)]


def test_a_count_has_its_own_share_and_a_rate_the_years_target() -> None:
    shares = [Decimal(1)] * 4
    assert profiled(Decimal(100), "period", number=2, shares=shares) == 25
    assert profiled(Decimal(95), "period", number=2, shares=shares, is_rate=True) == 95
    assert profiled(Decimal(95), "snapshot", number=2, shares=shares) == 95


def test_a_period_outside_the_profile_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="number counts from 1"):
        profiled(Decimal(95), "period", number=5, shares=[Decimal(1)] * 4)


@given(st.lists(st.integers(1, 1000).map(Decimal), min_size=1, max_size=12))
def test_the_last_cumulative_target_is_the_years(shares: list[Decimal]) -> None:
    assert profiled(Decimal(500), "cumulative", number=len(shares), shares=shares) == 500
