"""A file was loaded: what it was and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import checks, door
from goldenthread.models import ImportBatch


def record(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    file_name: str,
    content: bytes,
    counts: Mapping[str, int],
    mapping: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
) -> ImportBatch:
    """Keep the trace of a file. What it changed was allowed, or refused, by the actions that it led to."""
    with door.write():
        batch = checks.keep(
            ImportBatch(
                kind=kind,
                file_name=file_name[:200],
                sha256=sha256(content).hexdigest(),
                mapping=dict(mapping or {}),
                answers=dict(answers or {}),
                counts=dict(counts),
                by=by.signed_in,
                at=at,
            )
        )
        door.audit(by, at, f"import.{kind}", batch, **counts)
    return batch
