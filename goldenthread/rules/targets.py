"""A year's target, shared out over the periods of the year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from goldenthread.rules.rollup import Accumulation
from goldenthread.rules.values import SIGNIFICANT_DIGITS, ZERO, kept

_EXACT_ENOUGH: Final = Context(prec=SIGNIFICANT_DIGITS)


def profiled(
    annual: Decimal, accumulation: Accumulation, *, number: int, shares: Sequence[Decimal], is_rate: bool = False
) -> Decimal:
    """The target for period `number` (1 is the first) of a year, from the year's target and each period's share.

    `shares` are weights, one per period; only their proportions matter. A running total is due the shares up to now,
    a count for the period its own share. A snapshot, an average, a rolling value and a rate for one period have the
    year's target in every period.
    """
    total = sum(shares, ZERO)
    if not 1 <= number <= len(shares) or total <= 0:
        raise ValueError("number counts from 1 to the number of shares, and the shares add up to more than 0.")
    if accumulation == "cumulative":
        return kept(_EXACT_ENOUGH.divide(annual * sum(shares[:number], ZERO), total))
    if accumulation == "period" and not is_rate:
        return kept(_EXACT_ENOUGH.divide(annual * shares[number - 1], total))
    return annual
