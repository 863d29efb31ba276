"""How a framework cuts the year: standard periods, cumulative months, and days of its own."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from goldenthread.rules.framework_calendar import CalendarRule, SpanRule

DAY = date(2026, 11, 22)


def ending_in(rule: CalendarRule, year: int) -> list[str]:
    """The names of the periods of the financial year that begins in `year`."""
    return [
        period.label
        for period in rule.around(DAY)
        if date(year, 4, 1) <= period.start and period.end < date(year + 1, 4, 1)
    ]


def test_quarters_are_the_usual_ones() -> None:
    rule = CalendarRule(year_starts="april", periods="quarter")
    assert ending_in(rule, 2026) == ["Q1 2026/27", "Q2 2026/27", "Q3 2026/27", "Q4 2026/27"]


def test_cumulative_quarters_each_run_from_the_start_of_the_year() -> None:
    rule = CalendarRule(year_starts="april", periods="quarter", cumulative=True)
    assert ending_in(rule, 2026)[:2] == ["April to June 2026 (3 months)", "April to September 2026 (6 months)"]


def test_lengths_in_months_are_cumulative_and_say_their_dates() -> None:
    rule = CalendarRule(year_starts="april", periods="custom", months=(2, 4, 8, 9))
    assert ending_in(rule, 2026) == [
        "April to May 2026 (2 months)",
        "April to July 2026 (4 months)",
        "April to November 2026 (8 months)",
        "April to December 2026 (9 months)",
    ]


def test_a_span_has_days_of_its_own_in_every_year() -> None:
    six = SpanRule(name="Six months", starts="04-01", ends="10-31")
    winter = SpanRule(name="Winter", starts="11-01", ends="03-31")
    rule = CalendarRule(year_starts="april", periods="custom", spans=(six, winter))
    assert ending_in(rule, 2026) == [
        "Six months, April to October 2026",
        "Winter, November 2026 to March 2027",
    ]
    assert six.days == "1 April to 31 October"


def test_dates_given_with_each_round_leave_nothing_to_choose_from() -> None:
    assert CalendarRule(year_starts="april", periods="custom").around(DAY) == ()


def test_a_day_that_some_years_lack_is_refused() -> None:
    with pytest.raises(ValidationError, match="not a day of every year"):
        SpanRule(name="Leap", starts="04-01", ends="02-29")
