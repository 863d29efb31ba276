"""When a file says it was made: what its stamp says, never the clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from goldenthread.reports.blocks import Document

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_STAMP = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})(?: at (\d{{2}}):(\d{{2}}))?")
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest moment that the files' containers can hold


def stamped(document: Document) -> datetime:
    """The moment in the paper's stamp ("Final, frozen 12 August 2026 at 10:04"); 1 January 1980 if there is none."""
    found = _STAMP.search(document.stamp)
    if found is None:
        return _UNDATED
    day, month, year, hour, minute = found.groups()
    return datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour or 0), int(minute or 0), tzinfo=UTC)
