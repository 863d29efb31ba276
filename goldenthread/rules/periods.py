"""Periods a council reports on: their dates, their names, and when a figure for one can be expected."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Calendar = Literal["financial", "calendar", "academic"]
"""Whose year: financial from 1 April, calendar from 1 January, academic from 1 September."""

Frequency = Literal["month", "quarter", "half", "year"]
AvailabilityCode = Literal["due", "not_due", "awaiting_data", "overdue"]

YEAR_STARTS: Final[dict[Calendar, int]] = {"financial": 4, "calendar": 1, "academic": 9}
MONTHS_IN: Final[dict[Frequency, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ONE_DAY: Final = timedelta(days=1)

_YEAR = re.compile(r"\b(\d{4})(?:/(\d{2}))?\b")


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A span of days, both ends included, with the name people know it by. Ordered and compared by its dates."""

    start: date
    end: date
    label: str = field(compare=False)

    @property
    def long_label(self) -> str:
        """The name with its dates: "Q2 2026/27 (July to September 2026)"; just the name where it has them already."""
        words = span_words(self.start, self.end)
        return self.label if words in self.label else f"{self.label} ({words})"

    @property
    def dated_label(self) -> str:
        """The name with its first and last day: "Q2 2026/27 (1 July to 30 September 2026)"."""
        words = days_words(self.start, self.end)
        return self.label if words in self.label else f"{self.label} ({words})"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a figure can be expected yet. `until` is the day the answer changes, where that is known."""

    code: AvailabilityCode
    until: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class LatestAvailable:
    """The figure to show for a period: its own, or an earlier one labelled as such."""

    period: Period
    is_the_period_asked_for: bool
    sentence: str


def day_words(day: date) -> str:
    """ "5 July 2026", without a padded zero on any platform."""
    return f"{day.day} {day:%B %Y}"


def span_words(start: date, end: date) -> str:
    """ "July to September 2026", "April 2026 to March 2027", or with days where the span is not whole months."""
    if start.day == 1 and end == _month_end(end.year, end.month):
        if (start.year, start.month) == (end.year, end.month):
            return f"{end:%B %Y}"
        return f"{start:%B}{'' if start.year == end.year else start.strftime(' %Y')} to {end:%B %Y}"
    return days_words(start, end)


def days_words(start: date, end: date) -> str:
    """The first day and the last, whatever the span: "1 April to 30 June 2026"."""
    if start == end:
        return day_words(end)
    first = f"{start.day} {start:%B}" if start.year == end.year else day_words(start)
    return f"{first} to {day_words(end)}"


def year_containing(day: date, calendar: Calendar) -> Period:
    """The financial, calendar or academic year that `day` falls in: "2026/27", "2026", "Academic year 2026/27"."""
    return period_containing(day, "year", calendar)


def period_containing(day: date, frequency: Frequency, calendar: Calendar) -> Period:
    """The month, quarter, half or year of that calendar which `day` falls in, with its usual name."""
    return _containing(day, frequency, calendar)


@lru_cache(maxsize=8192)  # a page asks for the same few hundred periods tens of thousands of times
def _containing(day: date, frequency: Frequency, calendar: Calendar) -> Period:
    first_month = YEAR_STARTS[calendar]
    start_year = day.year if day.month >= first_month else day.year - 1
    length = MONTHS_IN[frequency]
    index = ((day.month - first_month) % 12) // length
    start = add_months(date(start_year, first_month, 1), index * length)
    return Period(start, add_months(start, length) - ONE_DAY, _label(start, start_year, index + 1, frequency, calendar))


def _label(start: date, year: int, number: int, frequency: Frequency, calendar: Calendar) -> str:
    if frequency == "month":
        return f"{start:%B %Y}"
    years = str(year) if calendar == "calendar" else f"{year}/{(year + 1) % 100:02}"
    if frequency == "year":
        return f"Academic year {years}" if calendar == "academic" else years
    if calendar == "academic":
        years = f"academic year {years}"
    return f"{'Q' if frequency == 'quarter' else 'H'}{number} {years}"


def periods_between(start: date, end: date, frequency: Frequency, calendar: Calendar) -> tuple[Period, ...]:
    """Every period that touches the days from `start` to `end`, in order."""
    return _between(start, end, frequency, calendar)


@lru_cache(maxsize=1024)
def _between(start: date, end: date, frequency: Frequency, calendar: Calendar) -> tuple[Period, ...]:
    found = []
    period = period_containing(start, frequency, calendar)
    while period.start <= end:
        found.append(period)
        period = period_containing(period.end + ONE_DAY, frequency, calendar)
    return tuple(found)


def previous(period: Period, frequency: Frequency, calendar: Calendar) -> Period:
    """The period of that frequency which ends the day before this one starts."""
    return period_containing(period.start - ONE_DAY, frequency, calendar)


def following(period: Period, frequency: Frequency, calendar: Calendar) -> Period:
    """The period of that frequency which starts the day after this one ends."""
    return period_containing(period.end + ONE_DAY, frequency, calendar)


def same_period_last_year(period: Period) -> Period:
    """The same span a year earlier, its name moved with it; the last day of February stays the last day."""
    return _year_before(period.start, period.end, period.label)


@lru_cache(maxsize=1024)
def _year_before(start: date, end: date, label: str) -> Period:
    return Period(_a_year_earlier(start), _a_year_earlier(end), _YEAR.sub(_one_year_less, label))


def _a_year_earlier(day: date) -> date:
    if day == _month_end(day.year, day.month):
        return _month_end(day.year - 1, day.month)
    return day.replace(year=day.year - 1)


def _one_year_less(match: re.Match[str]) -> str:
    year = int(match[1]) - 1
    return f"{year}/{(year + 1) % 100:02}" if match[2] else str(year)


def cumulative(year_start: date, *, months: int | None = None, end: date | None = None) -> Period:
    """From the start of a year for so many months, or to a given day: "April to July 2026 (4 months)".

    The dates are explicit because "six months" has been printed over April to October. Give `months` or `end`.
    """
    if (months is None) == (end is None):
        raise ValueError("Give either months or end.")
    last = end if end is not None else add_months(year_start, months or 0) - ONE_DAY
    words = span_words(year_start, last)
    whole = (last + ONE_DAY).day == year_start.day
    count = (last + ONE_DAY).month - year_start.month + 12 * ((last + ONE_DAY).year - year_start.year)
    if not whole:
        return Period(year_start, last, words)
    return Period(year_start, last, f"{words} ({count} month{'' if count == 1 else 's'})")


def custom(start: date, end: date, label: str = "") -> Period:
    """Any other span. Without a label it is named by its dates."""
    if end < start:
        raise ValueError("A period ends on or after the day it starts.")
    return Period(start, end, label or span_words(start, end))


def latest_available(wanted: Period, with_values: Iterable[Period]) -> LatestAvailable | None:
    """The newest period with a value that ends no later than `wanted` does; None if there is none."""
    known = [period for period in with_values if period.end <= wanted.end]
    if not known:
        return None
    found = max(known, key=lambda period: (period.end, period.start))
    if found == wanted:
        return LatestAvailable(found, True, "")
    return LatestAvailable(
        found, False, f"Latest available: {found.long_label}. There is no figure yet for {wanted.label}."
    )


def availability(
    period: Period,
    *,
    on: date,
    lag_days: int = 0,
    available_from: date | None = None,
    months_due: Collection[int] = (),
    deadline: date | None = None,
) -> Availability:
    """What to expect on the day `on` of a period that has no value yet.

    `months_due` are the months (1 to 12) at whose end the measure is due; empty means every period. `lag_days` is how
    long after the period's end outside data arrives; `available_from`, a promised date, overrides it. The return is
    overdue the day after `deadline`, though never before its data could have arrived.
    """
    if months_due and period.end.month not in months_due:
        due = _next_month_end(period.end, months_due)
        return Availability(
            "not_due", due + ONE_DAY, f"Not due: it is next reported for the period to {day_words(due)}."
        )
    if on <= period.end:
        starts = period.end + ONE_DAY
        return Availability("not_due", starts, f"Not due until {day_words(starts)}, when the period has ended.")
    arrives = available_from or period.end + timedelta(days=lag_days + 1)
    if on < arrives:
        return Availability("awaiting_data", arrives, f"Awaiting external data until {day_words(arrives)}.")
    if deadline is None:
        return Availability("due", None, "Due now.")
    last_day = max(deadline, arrives)
    if on > last_day:
        return Availability("overdue", last_day, f"Overdue: it was due by {day_words(last_day)}.")
    return Availability("due", last_day, f"Due by {day_words(last_day)}.")


def _next_month_end(day: date, months: Collection[int]) -> date:
    while day.month not in months:
        day = (
            _month_end((day + ONE_DAY).year, (day + ONE_DAY).month)
            if _is_month_end(day)
            else _month_end(day.year, day.month)
        )
    return _month_end(day.year, day.month)


def _is_month_end(day: date) -> bool:
    return day == _month_end(day.year, day.month)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
