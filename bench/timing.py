"""What a measurement is, and how one is taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection
from django.test.utils import CaptureQueriesContext

_T = TypeVar("_T")


@dataclass(frozen=True)
class Measured:
    """One figure beside its floor: the least that the same result could cost, measured in the same run.

    Times are medians in milliseconds; `best` is the quickest run. `queries` is None where no database is asked. `aim`
    is what the figure should not exceed (or, for `unit` "rows/s", not fall below).
    """

    name: str
    value: float
    floor: float
    floor_is: str
    unit: str = "ms"
    best: float | None = None
    queries: int | None = None
    aim: float | None = None
    detail: str = ""


def milliseconds(work: Callable[[], _T], runs: int = 15) -> tuple[float, float, _T]:
    """The median and the best of several runs, and what the last one gave; one run before them warms up."""
    result = work()
    gc.collect()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), min(taken), result


def queries(work: Callable[[], object]) -> int:
    """How many times a piece of work asks the database."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
