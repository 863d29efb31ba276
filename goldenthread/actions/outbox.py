"""What the worker does to the queue: claims a row, then marks it done or failed.

These verbs leave no audit row: nobody acts, and the row itself says what happened and when.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from goldenthread.actions import door
from goldenthread.models.outbox import OutboxItem

ATTEMPTS = 3
"""A piece of work that fails so often stays failed until somebody looks at it."""

ABANDONED = timedelta(minutes=15)
"""A row claimed longer ago than this belonged to a worker that was switched off: it is claimed again."""


def claim(*, at: datetime) -> OutboxItem | None:
    """The oldest waiting piece of work, now running; None where nothing waits. Two workers never get the same one."""
    waiting = Q(state="waiting") | Q(state="running", claimed_at__lt=at - ABANDONED)
    with door.write():
        # SQLite lets one writer in at a time; PostgreSQL must be told to step over rows that another worker holds.
        skip = connection.features.has_select_for_update_skip_locked
        item = OutboxItem.objects.select_for_update(skip_locked=skip).filter(waiting).order_by("pk").first()
        if item is not None:
            item.state, item.claimed_at, item.attempts = "running", at, item.attempts + 1
            item.save(update_fields=["state", "claimed_at", "attempts"])
    return item


def finish(item: OutboxItem, *, at: datetime) -> None:
    """The work is done."""
    with door.write():
        item.state, item.done_at, item.error = "done", at, ""
        item.save(update_fields=["state", "done_at", "error"])


def fail(item: OutboxItem, *, error: str) -> None:
    """The work went wrong: it waits for another attempt, or stays failed after ATTEMPTS of them."""
    with door.write():
        item.state = "failed" if item.attempts >= ATTEMPTS else "waiting"
        item.error = error
        item.save(update_fields=["state", "error"])
