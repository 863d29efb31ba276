"""A year's target, shared out over the periods of the year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.targets import profiled

pytestmark = pytest.mark.once


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
