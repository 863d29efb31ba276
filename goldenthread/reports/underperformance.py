"""How a measure has been doing up to a period: what the triggers of an exception report look at."""

from __future__ import annotations

from datetime import date

from goldenthread.reports.records import Book, MeasureRecord
from goldenthread.reports.results import Result, before, figure, result
from goldenthread.rules.exceptions import Course
from goldenthread.rules.periods import Period

LOOK_BACK = 8


def history(
    book: Book, record: MeasureRecord, period: Period, *, on: date, periods: int = LOOK_BACK
) -> tuple[Result, ...]:
    """The measure judged for its last periods up to this one, the newest first; periods without a figure left out."""
    found = []
    each = period
    for _ in range(periods):
        if each == period or figure(book, record, each).value is not None:
            found.append(result(book, record, each, on=on))
        each = before(record, each)
    return tuple(found)


def course(book: Book, record: MeasureRecord, period: Period, *, on: date, now: Result | None = None) -> Course:
    """What the triggers look at, for this period and those before it; `now` is this period's result if known."""
    results = history(book, record, period, on=on, periods=4)
    newest = now or results[0]
    return Course(
        statuses=(newest.status, *(each.status for each in results[1:])),
        directions=(newest.direction.code, *(each.direction.code for each in results[1:])),
        forecast_status=newest.forecast_judgement.status if newest.forecast_judgement else "",
        overridden="overridden" in newest.flags,
    )
