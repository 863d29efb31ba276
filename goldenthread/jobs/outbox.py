"""Drains the outbox: the rows that actions leave when they need work done after their transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from goldenthread.actions import outbox

Job = Callable[[Mapping[str, Any], datetime], None]
"""Does one piece of work: takes the row's payload and the moment."""

log = logging.getLogger(__name__)


def run_next(jobs: Mapping[str, Job], clock: Callable[[], datetime]) -> bool:
    """Do the oldest waiting piece of work by the job of its kind; False where nothing waited.

    Whatever goes wrong is written on the row and in the log, and the worker goes on with the next one.
    """
    item = outbox.claim(at=clock())
    if item is None:
        return False
    try:
        jobs[item.kind](item.payload, clock())
    except Exception as error:
        log.exception("Outbox row %s (%s) failed on attempt %s", item.pk, item.kind, item.attempts)
        outbox.fail(item, error=f"{type(error).__name__}: {error}")
    else:
        outbox.finish(item, at=clock())
    return True
