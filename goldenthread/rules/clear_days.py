"""Working days and clear days in England.

Clear days before a meeting leave out the day of publication, the day of the meeting, Saturdays and Sundays, the bank
holidays of England, and the council's own closure days. Source: Local Government Act 1972, sections 100A to 100E, and
the usual reading of "clear". A paper is published on a working day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in that year, Easter Monday and substitute days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date, closures: Collection[date] = ()) -> bool:
    """Whether the council is open: not a weekend, not a bank holiday, not one of its closures."""
    return day.weekday() < 5 and day not in bank_holidays(day.year) and day not in closures


def add_working_days(day: date, count: int, closures: Collection[date] = ()) -> date:
    """The working day that is `count` working days after `day`; with 0, `day` itself or the next working day."""
    return _step(day, count, _ONE_DAY, closures)


def subtract_working_days(day: date, count: int, closures: Collection[date] = ()) -> date:
    """The working day that is `count` working days before `day`; with 0, `day` itself or the working day before."""
    return _step(day, count, -_ONE_DAY, closures)


def _step(day: date, count: int, step: timedelta, closures: Collection[date]) -> date:
    if count < 0:
        raise ValueError("Count working days forwards or backwards with a number from 0 up.")
    while count:
        day += step
        if is_working_day(day, closures):
            count -= 1
    while not is_working_day(day, closures):
        day += step
    return day


def clear_days_between(published: date, meeting: date, closures: Collection[date] = ()) -> int:
    """How many clear days lie between the day of publication and the day of the meeting; neither counts."""
    between = range(1, (meeting - published).days)
    return sum(is_working_day(published + timedelta(days=number), closures) for number in between)


def last_publication_day(meeting: date, clear_days: int, closures: Collection[date] = ()) -> date:
    """The last working day on which publishing still gives that many clear days before `meeting`.

    A meeting on Tuesday 8 September 2026 with five clear days: Friday 28 August, because the Monday is a bank holiday.
    """
    return subtract_working_days(meeting, clear_days + 1, closures)
