"""Measures that are looked at elsewhere than in a body's paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.models.lives import Monitoring


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a measure is monitored, since when and why it moved."""

    ref: str
    where: str
    since: date
    reason: str

    @property
    def sentence(self) -> str:
        """The cross-reference that a paper prints."""
        return f"{self.ref} is no longer in this report: it stays live and is monitored in {self.where}. {self.reason}"


def elsewhere(on: date, known_at: datetime | None = None) -> Mapping[int, Elsewhere]:
    """The measures monitored elsewhere on a day, by primary key: one query."""
    found: dict[int, Elsewhere] = {}
    rows = Monitoring.objects.as_at(known_at).filter(effective_from__lte=on).select_related("measure")
    for row in rows.order_by("effective_from"):
        if row.where:
            found[row.measure_id] = Elsewhere(row.measure.ref, row.where, row.effective_from, row.reason)
        else:
            found.pop(row.measure_id, None)
    return found
