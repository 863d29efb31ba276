"""When things happened in the demo council, counted from the day it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenthread.rules.clear_days import add_working_days, is_working_day, subtract_working_days
from goldenthread.rules.periods import ONE_DAY, Period, add_months, period_containing

LONDON = ZoneInfo("Europe/London")
YEARS_BACK = 3
SETTLED = timedelta(days=35)
"""A round is shown this long after its quarter's end at the earliest, so that its papers can be at different stages."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dates relative to `today`. A quarter's offset is 0 for the round under way, -1 for the one before, and so on."""

    today: date

    @property
    def current(self) -> Period:
        """The quarter of the round under way."""
        running = period_containing(self.today - SETTLED, "quarter", "financial")
        return period_containing(running.start - ONE_DAY, "quarter", "financial")

    def quarter(self, offset: int) -> Period:
        """The quarter so many before (negative) or after the current one."""
        return period_containing(add_months(self.current.start, 3 * offset), "quarter", "financial")

    def year(self, offset: int) -> Period:
        """A financial year; 0 is the one that the current quarter is in."""
        return period_containing(add_months(self.current.start, 12 * offset), "year", "financial")

    def offset(self, day: date) -> int:
        """The offset of the quarter a day is in."""
        months = (day.year - self.current.start.year) * 12 + day.month - self.current.start.month
        return months // 3

    @property
    def first_day(self) -> date:
        """The first day the council's history reaches back to."""
        return self.year(-YEARS_BACK).start

    @property
    def set_up(self) -> date:
        """The day the council began to use the software, before its first round here."""
        return subtract_working_days(self.quarter(-2).end - timedelta(days=40), 0)

    def working_day(self, offset: int, count: int) -> date:
        """So many working days after a quarter's end, though never later than the last working day before today."""
        return min(add_working_days(self.quarter(offset).end, count), self.yesterday)

    @property
    def yesterday(self) -> date:
        """The last working day before today."""
        return subtract_working_days(self.today, 1)

    def in_weeks(self, offset: int, weeks: int) -> date:
        """The working day so many weeks after a quarter's end, or the next."""
        return add_working_days(self.quarter(offset).end + timedelta(weeks=weeks), 0)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.combine(day, time(hour, minute), LONDON)


def first_weekday_from(day: date, weekday: int) -> date:
    """The first working day from `day` on that falls on a day of the week (0 is Monday)."""
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while not is_working_day(day):
        day += timedelta(weeks=1)
    return day
