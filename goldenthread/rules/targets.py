"""Which target, tolerance or rule applies: the one in force at the period's end, as it was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Final, Protocol, TypeVar

from goldenthread.rules.rollup import Accumulation
from goldenthread.rules.values import SIGNIFICANT_DIGITS, ZERO, kept

_EXACT_ENOUGH: Final = Context(prec=SIGNIFICANT_DIGITS)


class DatedFact(Protocol):
    """A row that says from when it holds, when it was recorded, and when (if ever) another row replaced it."""

    @property
    def effective_from(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def superseded_at(self) -> datetime | None: ...


Fact = TypeVar("Fact", bound=DatedFact)


def in_force(rows: Iterable[Fact], *, on: date, known_at: datetime) -> Fact | None:
    """The row in force on a day (a period's end) as it was known at a moment; None if there was none.

    A row counts if it had been recorded and not yet superseded by then and is effective on or before the day. The
    latest effective date wins, then the latest recorded. So a change never alters an earlier period, and what was
    known on an earlier day can always be told.
    """
    applicable = [row for row in rows if row.effective_from <= on and was_known(row, known_at)]
    return max(applicable, key=lambda row: (row.effective_from, row.recorded_at), default=None)


def was_known(row: DatedFact, known_at: datetime) -> bool:
    """Whether a row was current at that moment."""
    return row.recorded_at <= known_at and (row.superseded_at is None or row.superseded_at > known_at)


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
