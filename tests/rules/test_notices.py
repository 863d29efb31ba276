"""Notice of the executive's business: the last days for it, and how a notice stands."""

from __future__ import annotations

from datetime import date

from goldenthread.rules.framework_bodies import Notice
from goldenthread.rules.notices import notice_dates, notice_standing

MEETING = date(2026, 9, 8)  # a Tuesday; Monday 31 August is a bank holiday
USUAL = Notice()


def test_counts_28_clear_days_and_five_back_from_the_meeting() -> None:
    dates = notice_dates(USUAL, "private", MEETING)
    assert dates.first == date(2026, 8, 10)
    assert (MEETING - dates.first).days == 29  # neither end counts
    assert dates.second == date(2026, 8, 28)
    assert dates.exception == date(2026, 8, 28)


def test_asks_for_no_second_notice_of_a_key_decision() -> None:
    assert notice_dates(USUAL, "key_decision", MEETING).second is None


def test_counts_working_days_where_the_constitution_does() -> None:
    working = Notice(long_notice_counts="working_days")
    assert notice_dates(working, "key_decision", MEETING).first == date(2026, 7, 28)


def test_takes_every_period_from_the_framework() -> None:
    own = Notice(key_decision_days=14, private_days=21, second_notice_days=3, general_exception_days=4)
    assert notice_dates(own, "key_decision", MEETING).first == date(2026, 8, 24)
    assert notice_dates(own, "private", MEETING).first == date(2026, 8, 17)
    assert notice_dates(own, "private", MEETING).second == date(2026, 9, 2)
    assert notice_dates(own, "private", MEETING).exception == date(2026, 9, 1)


def test_says_by_when_a_notice_has_to_be_published() -> None:
    dates = notice_dates(USUAL, "key_decision", MEETING)
    assert notice_standing(dates, "notice", date(2026, 8, 10), None, None) == (
        "due",
        "Publish the notice by 10 August 2026.",
    )
    late, sentence = notice_standing(dates, "notice", date(2026, 8, 11), None, None)
    assert (late, "general exception is possible until 28 August 2026" in sentence) == ("late", True)
    assert "Only special urgency is left" in notice_standing(dates, "notice", date(2026, 8, 29), None, None)[1]


def test_says_that_a_notice_was_in_time_or_too_short() -> None:
    dates = notice_dates(USUAL, "key_decision", MEETING)
    assert notice_standing(dates, "notice", MEETING, date(2026, 8, 10), None)[0] == "published"
    assert notice_standing(dates, "notice", MEETING, date(2026, 8, 11), None) == (
        "late",
        "Published on 11 August 2026, after 10 August 2026: the notice is too short.",
    )


def test_waits_for_the_second_notice_of_a_private_matter() -> None:
    dates = notice_dates(USUAL, "private", MEETING)
    first = date(2026, 8, 3)
    assert notice_standing(dates, "notice", date(2026, 8, 28), first, None)[0] == "due"
    assert notice_standing(dates, "notice", date(2026, 8, 29), first, None)[0] == "late"
    assert notice_standing(dates, "notice", MEETING, first, date(2026, 8, 28))[0] == "published"
    assert notice_standing(dates, "notice", MEETING, first, date(2026, 9, 1))[0] == "late"


def test_needs_no_full_notice_where_one_was_excepted() -> None:
    dates = notice_dates(USUAL, "key_decision", MEETING)
    assert notice_standing(dates, "special_urgency", MEETING, None, None)[0] == "excepted"
