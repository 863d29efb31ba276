"""The one door for writes: a transaction, an actor, a moment, and an audit row for everything that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, models, transaction

from goldenthread.access import Actor
from goldenthread.models.audit import AuditEntry
from goldenthread.rules.refusals import Refusal

_open: ContextVar[int] = ContextVar("actions_door_open", default=0)


# PostgreSQL's code for what was read "repeatable" and has been changed by somebody else.
_OVERTAKEN = "40001"
_OVERTAKEN_SENTENCE = (
    "Somebody else changed this at the same moment, so nothing was done. Look at it again, then repeat what you did."
)


def is_open() -> bool:
    """Whether an action is under way; tests refuse writes to the council's records when it is not."""
    return _open.get() > 0


@contextmanager
def write(*, repeatable: bool = False) -> Iterator[None]:
    """One transaction in which records may change; inside another, part of it.

    `repeatable` makes everything it reads come from one moment. PostgreSQL has to be told so before the first read; on
    SQLite nobody else writes meanwhile. Refused where somebody else changes what it has read before it ends.
    """
    outermost = not connection.in_atomic_block
    token = _open.set(_open.get() + 1)
    try:
        with transaction.atomic():
            if repeatable and outermost and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == _OVERTAKEN:
            raise Refusal("changed_meanwhile", _OVERTAKEN_SENTENCE) from error
        raise
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
