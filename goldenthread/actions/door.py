"""The one door for writes: a transaction, an actor, a moment, and an audit row for everything that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models, transaction

from goldenthread.access import Actor
from goldenthread.models.audit import AuditEntry

_open: ContextVar[int] = ContextVar("actions_door_open", default=0)


def is_open() -> bool:
    """Whether an action is under way; tests refuse writes to the council's records when it is not."""
    return _open.get() > 0


@contextmanager
def write() -> Iterator[None]:
    """One transaction in which records may change; inside another, part of it."""
    token = _open.set(_open.get() + 1)
    try:
        with transaction.atomic():
            yield
    finally:
        _open.reset(token)


def audit(by: Actor | None, at: datetime, action: str, record: models.Model, **fields: Any) -> None:
    """Leave the trace of one action. `fields` are names and harmless values, never private text."""
    audit_all(by, at, action, [record], **fields)


def audit_all(by: Actor | None, at: datetime, action: str, records: Sequence[models.Model], **fields: Any) -> None:
    """The trace of one action on many records: a row for each."""
    AuditEntry.objects.bulk_create(_entry(by, at, action, record, fields) for record in records)


def _entry(by: Actor | None, at: datetime, action: str, record: models.Model, fields: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        at=at,
        user_id=by.user.pk if by and by.user else None,
        action=action,
        kind=record._meta.model_name or "",
        object_id=record.pk,
        ref=str(record)[:120],
        fields=fields,
    )
