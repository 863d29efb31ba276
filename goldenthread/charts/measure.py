"""The chart of one measure: its line, the target as a dashed line, last year in grey."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """What a measure's chart shows. All series have the length of `labels`; None is a gap.

    `title` is the message ("Recycling has been below target for five quarters"), `subtitle` the statistical description
    ("Household waste recycled, per cent, by quarter"), `description` what a reader who cannot see it is told.
    """

    title: str
    subtitle: str
    description: str
    unit: str
    decimals: int
    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    targets: tuple[Decimal | None, ...]
    last_year: tuple[Decimal | None, ...]
