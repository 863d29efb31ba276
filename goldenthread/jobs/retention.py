"""Deletes what is kept for a time only, once that time is over. The worker does it once a day."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.actions import objectives
from goldenthread.models import Council


def delete_outlived(at: datetime, on: date) -> None:
    """Delete the individual objectives that the framework no longer keeps."""
    if Council.objects.exists():
        objectives.delete_outlived(at=at, on=on)
