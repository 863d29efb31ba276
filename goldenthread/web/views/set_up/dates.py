"""The day that forms suggest where something begins."""

from __future__ import annotations

from datetime import date

from goldenthread.reports.records import frameworks


def first_day() -> date | None:
    """The day the council's first framework holds from: where most of what is set up begins."""
    known = frameworks()
    return known[0].version.effective_from if known else None
