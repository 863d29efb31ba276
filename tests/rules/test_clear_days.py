"""Working days and clear days in England, against the calendar on the wall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.clear_days import (
    add_working_days,
    clear_days_between,
    is_working_day,
    last_publication_day,
    subtract_working_days,
)

pytestmark = pytest.mark.once

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("meeting", "published", "because"),
    [
        (date(2026, 9, 8), date(2026, 8, 28), "the late August holiday is on Monday 31 August"),
        (date(2026, 9, 10), date(2026, 9, 2), "nothing but a weekend lies between"),
        (date(2026, 4, 9), date(2026, 3, 30), "Good Friday and Easter Monday are holidays in England"),
        (date(2027, 1, 5), date(2026, 12, 23), "Christmas, the substitute Monday and New Year's Day lie between"),
        (date(2026, 12, 29), date(2026, 12, 17), "28 December stands in for Boxing Day, a Saturday"),
        (date(2022, 9, 22), date(2022, 9, 13), "19 September 2022 was a holiday of its own"),
    ],
)
def test_five_clear_days_before_a_meeting(meeting: date, published: date, because: str) -> None:
    assert last_publication_day(meeting, 5) == published, because
    assert clear_days_between(published, meeting) == 5, because


def test_the_councils_own_closures_do_not_count() -> None:
    closures = [date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)]
    assert last_publication_day(date(2027, 1, 7), 5, closures) == date(2026, 12, 22)
    assert last_publication_day(date(2027, 1, 7), 5) == date(2026, 12, 29)


def test_scottish_and_welsh_custom_does_not_matter() -> None:
    assert is_working_day(date(2026, 1, 2))
    assert not is_working_day(date(2026, 4, 6))


def slow_clear_days(published: date, meeting: date) -> int:
    count, day = 0, published
    while (day := day + timedelta(days=1)) < meeting:
        count += is_working_day(day)
    return count


@given(DAYS, st.integers(0, 30))
def test_the_last_publication_day_is_the_last_one_that_still_gives_the_clear_days(meeting: date, days: int) -> None:
    published = last_publication_day(meeting, days)
    assert is_working_day(published)
    assert slow_clear_days(published, meeting) == clear_days_between(published, meeting) >= days
    later = published + timedelta(days=1)
    while later < meeting:
        assert not is_working_day(later) or slow_clear_days(later, meeting) < days
        later += timedelta(days=1)


@given(DAYS, st.integers(0, 60))
def test_working_days_forward_and_back_come_to_the_same_day(day: date, count: int) -> None:
    start = add_working_days(day, 0)
    assert subtract_working_days(add_working_days(start, count), count) == start


def test_counting_a_negative_number_of_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        add_working_days(date(2026, 1, 5), -1)
