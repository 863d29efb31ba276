"""How a framework cuts the year into reporting periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from goldenthread.rules.framework_part import Part, Words, Wrong
from goldenthread.rules.periods import (
    YEAR_STARTS,
    Calendar,
    Period,
    cumulative,
    periods_between,
    span_words,
    year_containing,
)

MonthAndDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class SpanRule(Part):
    """A period with days of its own, the same every year; both ends included."""

    name: Words = Field(description="What it is called: “Six months”.")
    starts: MonthAndDay = Field(description="Its first day, as month and day: “04-01”.")
    ends: MonthAndDay = Field(description="Its last day, as month and day: “10-31”.")

    @model_validator(mode="after")
    def _real_days(self) -> Self:
        for text in (self.starts, self.ends):
            try:
                _on(text, 2025)
            except ValueError:
                raise Wrong(f"“{text}” is not a day of every year", "Write the month and the day: “09-30”.") from None
        return self

    @property
    def days(self) -> str:
        """ "1 April to 31 October"."""
        first, last = _on(self.starts, 2025), _on(self.ends, 2025)
        return f"{first.day} {first:%B} to {last.day} {last:%B}"

    def in_year(self, first_month: int, year: int) -> Period:
        """The span in the reporting year that begins in `first_month` of `year`, named with its dates."""
        starts = _on(self.starts, year if int(self.starts[:2]) >= first_month else year + 1)
        ends = _on(self.ends, starts.year if self.ends >= self.starts else starts.year + 1)
        return Period(starts, ends, f"{self.name}, {span_words(starts, ends)}")


def _on(text: str, year: int) -> date:
    return date(year, int(text[:2]), int(text[3:]))


class CalendarRule(Part):
    """How the year is cut into reporting periods."""

    year_starts: Literal["april", "january", "september"] = Field(
        description="April for the financial year, January for the calendar year, September for the academic year."
    )
    periods: Literal["month", "quarter", "half", "year", "custom"] = Field(
        description="The length of a period; custom when each round is given its own dates."
    )
    cumulative: bool = Field(False, description="True when each period runs from the start of the year.")
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        (), description="The lengths of the periods in months, each from the start of the year: [4, 8, 12]."
    )
    spans: tuple[SpanRule, ...] = Field((), description="Periods with days of their own, the same every year.")

    @property
    def whose_year(self) -> Calendar:
        """The same year in the words of `goldenthread.rules.periods`."""
        years: dict[str, Calendar] = {"april": "financial", "january": "calendar", "september": "academic"}
        return years[self.year_starts]

    def around(self, day: date) -> tuple[Period, ...]:
        """The periods of the year of a day, of the three before it and of the one after it, by their last days.

        Empty where each round is given its own dates.
        """
        this = year_containing(day, self.whose_year).start.year
        first = YEAR_STARTS[self.whose_year]
        found = [period for year in range(this - 3, this + 2) for period in self._of_year(date(year, first, 1))]
        return tuple(sorted(found, key=lambda period: (period.end, period.start)))

    def _of_year(self, starts: date) -> Iterator[Period]:
        for span in self.spans:
            yield span.in_year(starts.month, starts.year)
        for months in self.months:
            yield cumulative(starts, months=months)
        if self.periods == "custom":
            return
        year = year_containing(starts, self.whose_year)
        for period in periods_between(year.start, year.end, self.periods, self.whose_year):
            yield cumulative(year.start, end=period.end) if self.cumulative else period
