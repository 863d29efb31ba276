"""Periods: their dates and names, and when a figure can be expected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.periods import (
    Calendar,
    Frequency,
    Period,
    availability,
    cumulative,
    custom,
    following,
    latest_available,
    period_containing,
    periods_between,
    previous,
    same_period_last_year,
    year_containing,
)

pytestmark = pytest.mark.once

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CALENDARS: st.SearchStrategy[Calendar] = st.sampled_from(["financial", "calendar", "academic"])
FREQUENCIES: st.SearchStrategy[Frequency] = st.sampled_from(["month", "quarter", "half", "year"])


@pytest.mark.parametrize(
    ("day", "frequency", "calendar", "label", "long_label"),
    [
        (date(2026, 8, 1), "month", "financial", "August 2026", "August 2026"),
        (date(2026, 8, 1), "quarter", "financial", "Q2 2026/27", "Q2 2026/27 (July to September 2026)"),
        (date(2027, 3, 31), "quarter", "financial", "Q4 2026/27", "Q4 2026/27 (January to March 2027)"),
        (date(2027, 1, 1), "half", "financial", "H2 2026/27", "H2 2026/27 (October 2026 to March 2027)"),
        (date(2026, 4, 1), "year", "financial", "2026/27", "2026/27 (April 2026 to March 2027)"),
        (date(2026, 3, 31), "year", "financial", "2025/26", "2025/26 (April 2025 to March 2026)"),
        (date(1999, 12, 1), "year", "financial", "1999/00", "1999/00 (April 1999 to March 2000)"),
        (date(2026, 8, 1), "quarter", "calendar", "Q3 2026", "Q3 2026 (July to September 2026)"),
        (date(2026, 8, 1), "year", "calendar", "2026", "2026 (January to December 2026)"),
        (
            date(2026, 8, 31),
            "year",
            "academic",
            "Academic year 2025/26",
            "Academic year 2025/26 (September 2025 to August 2026)",
        ),
        (
            date(2026, 9, 1),
            "quarter",
            "academic",
            "Q1 academic year 2026/27",
            "Q1 academic year 2026/27 (September to November 2026)",
        ),
    ],
)
def test_a_period_is_named_as_people_name_it(
    day: date, frequency: Frequency, calendar: Calendar, label: str, long_label: str
) -> None:
    period = period_containing(day, frequency, calendar)
    assert (period.label, period.long_label) == (label, long_label)


@given(DAYS, FREQUENCIES, CALENDARS)
def test_periods_follow_one_another_without_gaps(day: date, frequency: Frequency, calendar: Calendar) -> None:
    period = period_containing(day, frequency, calendar)
    after = following(period, frequency, calendar)
    assert day in period
    assert after.start == period.end + timedelta(days=1)
    assert previous(after, frequency, calendar) == period
    assert period < after


@given(DAYS, FREQUENCIES, CALENDARS)
def test_a_year_is_cut_into_whole_periods(day: date, frequency: Frequency, calendar: Calendar) -> None:
    year = year_containing(day, calendar)
    parts = periods_between(year.start, year.end, frequency, calendar)
    assert len(parts) == {"month": 12, "quarter": 4, "half": 2, "year": 1}[frequency]
    assert (parts[0].start, parts[-1].end) == (year.start, year.end)


@given(DAYS, FREQUENCIES, CALENDARS)
def test_the_same_period_last_year_is_the_one_of_that_day_a_year_ago(
    day: date, frequency: Frequency, calendar: Calendar
) -> None:
    period = period_containing(day, frequency, calendar)
    a_year_ago = period_containing(period.start.replace(year=period.start.year - 1), frequency, calendar)
    earlier = same_period_last_year(period)
    assert (earlier, earlier.label) == (a_year_ago, a_year_ago.label)


def test_february_ends_on_its_last_day_in_every_year() -> None:
    february = period_containing(date(2025, 2, 1), "month", "financial")
    assert same_period_last_year(february).end == date(2024, 2, 29)
    assert same_period_last_year(same_period_last_year(february)).end == date(2023, 2, 28)


def test_a_cumulative_period_prints_its_dates_and_counts_its_months() -> None:
    four_months = cumulative(date(2005, 4, 1), months=4)
    assert (four_months.label, four_months.long_label) == ("April to July 2005 (4 months)",) * 2
    assert cumulative(date(2023, 4, 1), end=date(2023, 10, 31)).label == "April to October 2023 (7 months)"
    assert cumulative(date(2023, 4, 1), end=date(2023, 9, 30)).label == "April to September 2023 (6 months)"
    assert cumulative(date(2023, 4, 1), months=1).label == "April 2023 (1 month)"
    assert cumulative(date(2023, 4, 1), months=12).label == "April 2023 to March 2024 (12 months)"
    assert cumulative(date(2023, 4, 1), end=date(2023, 10, 15)).label == "1 April to 15 October 2023"


def test_the_same_span_last_year_keeps_its_count_of_months() -> None:
    assert same_period_last_year(cumulative(date(2005, 4, 1), months=4)).label == "April to July 2004 (4 months)"


def test_a_custom_period_is_named_by_its_dates_unless_it_has_a_name() -> None:
    assert custom(date(2026, 7, 5), date(2026, 7, 9)).label == "5 July to 9 July 2026"
    assert custom(date(2026, 7, 5), date(2026, 7, 9), "Survey week").long_label == "Survey week (5 July to 9 July 2026)"
    with pytest.raises(ValueError, match="ends on or after"):
        custom(date(2026, 7, 9), date(2026, 7, 5))


def quarter(day: date) -> Period:
    return period_containing(day, "quarter", "financial")


def test_the_latest_available_period_is_labelled_as_such() -> None:
    wanted, before, later = quarter(date(2026, 8, 1)), quarter(date(2026, 5, 1)), quarter(date(2026, 11, 1))
    found = latest_available(wanted, [before, later])
    assert found is not None
    assert found.period == before
    assert found.sentence == "Latest available: Q1 2026/27 (April to June 2026). There is no figure yet for Q2 2026/27."


def test_a_period_with_its_own_figure_needs_no_label() -> None:
    wanted = quarter(date(2026, 8, 1))
    found = latest_available(wanted, [wanted])
    assert found is not None
    assert found.is_the_period_asked_for
    assert latest_available(wanted, []) is None


Q1 = quarter(date(2026, 5, 1))


def test_nothing_is_due_before_the_period_has_ended() -> None:
    answer = availability(Q1, on=date(2026, 6, 30), deadline=date(2026, 7, 14))
    assert (answer.code, answer.until) == ("not_due", date(2026, 7, 1))


def test_it_is_due_until_the_deadline_and_overdue_the_day_after() -> None:
    assert availability(Q1, on=date(2026, 7, 14), deadline=date(2026, 7, 14)).code == "due"
    overdue = availability(Q1, on=date(2026, 7, 15), deadline=date(2026, 7, 14))
    assert (overdue.code, overdue.sentence) == ("overdue", "Overdue: it was due by 14 July 2026.")


def test_late_outside_data_is_awaited_and_not_overdue() -> None:
    answer = availability(Q1, on=date(2026, 8, 1), lag_days=92, deadline=date(2026, 7, 14))
    assert (answer.code, answer.until) == ("awaiting_data", date(2026, 10, 1))
    assert answer.sentence == "Awaiting external data until 1 October 2026."
    assert availability(Q1, on=date(2026, 10, 1), lag_days=92, deadline=date(2026, 7, 14)).code == "due"
    assert availability(Q1, on=date(2026, 10, 2), lag_days=92, deadline=date(2026, 7, 14)).code == "overdue"


def test_a_promised_date_overrides_the_usual_lag() -> None:
    answer = availability(Q1, on=date(2026, 7, 5), lag_days=92, available_from=date(2026, 7, 10))
    assert answer.until == date(2026, 7, 10)


def test_an_annual_measure_is_not_due_at_six_months() -> None:
    answer = availability(quarter(date(2026, 8, 1)), on=date(2026, 10, 10), months_due={3})
    assert answer.code == "not_due"
    assert answer.sentence == "Not due: it is next reported for the period to 31 March 2027."
    assert availability(quarter(date(2027, 1, 1)), on=date(2027, 4, 10), months_due={3}).code == "due"
