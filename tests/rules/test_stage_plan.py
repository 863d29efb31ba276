"""Deadlines run forward from the period's end and backward from the meeting, and never cross."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.clear_days import clear_days_between, is_working_day
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.stage_plan import StageDeadline, stage_deadlines
from tests.rules.small_framework import SMALL, changed

JUNE = date(2026, 6, 30)
SEPTEMBER_MEETING = date(2026, 9, 8)


def with_days(entered: int, checked: int, approved: int, clear: int) -> Framework:
    """The small framework with an approval before the dispatch, and these numbers of days."""
    text = changed(
        "    - {name: Papers out, code: dispatched, by: committee clerk, clear_days_before_meeting: 5}\n",
        f"    - {{name: Approved, code: approved, by: leadership team, working_days_before_dispatch: {approved}}}\n"
        f"    - {{name: Papers out, code: dispatched, by: committee clerk, clear_days_before_meeting: {clear}}}\n",
    )
    text = text.replace("period_end: 10", f"period_end: {entered}").replace("previous: 5", f"previous: {checked}")
    return parse(text, "small.yaml")


def test_gives_every_stage_its_day() -> None:
    # Monday 31 August 2026 is a bank holiday, so five clear days before Tuesday 8 September end on Friday 28 August.
    assert stage_deadlines(with_days(10, 5, 5, 5), JUNE, SEPTEMBER_MEETING) == (
        StageDeadline("entered", "Figures in", date(2026, 7, 14)),
        StageDeadline("signed_off", "Checked", date(2026, 7, 21)),
        StageDeadline("approved", "Approved", date(2026, 8, 21)),
        StageDeadline("dispatched", "Papers out", date(2026, 8, 28)),
    )


def test_leaves_out_the_days_the_council_is_closed() -> None:
    plan = stage_deadlines(with_days(10, 5, 5, 5), JUNE, SEPTEMBER_MEETING, [date(2026, 7, 6), date(2026, 9, 1)])
    assert [stage.due for stage in plan] == [
        date(2026, 7, 15),
        date(2026, 7, 22),
        date(2026, 8, 20),
        date(2026, 8, 27),
    ]


def test_leaves_out_the_closures_of_the_framework() -> None:
    text = SMALL + "notice: {closures: [{date: 2026-09-01, why: Civic day}]}\n"
    plan = stage_deadlines(parse(text, "small.yaml"), JUNE, SEPTEMBER_MEETING)
    assert plan[-1].due == date(2026, 8, 27)


def test_works_across_christmas() -> None:
    # 25 and 28 December 2026 are bank holidays (Boxing Day falls on a Saturday), and 1 January 2027 too.
    plan = stage_deadlines(with_days(2, 2, 1, 5), date(2026, 12, 22), date(2027, 1, 12))
    assert [stage.due for stage in plan] == [
        date(2026, 12, 24),
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 4),
    ]


def test_lets_two_stages_fall_on_one_day() -> None:
    plan = stage_deadlines(with_days(0, 0, 0, 1), date(2026, 7, 1), date(2026, 7, 3))
    assert {stage.due for stage in plan} == {date(2026, 7, 1)}


def test_refuses_deadlines_that_cross_and_names_both() -> None:
    with pytest.raises(Refusal) as refused:
        stage_deadlines(with_days(10, 5, 5, 5), JUNE, date(2026, 7, 28))
    assert refused.value.code == "stage_deadlines_cross"
    assert str(refused.value) == (
        "“Approved” would be due on 13 July 2026, before “Checked” on 21 July 2026. Choose a meeting later than "
        "28 July 2026, or shorten the stages in the framework."
    )


def test_refuses_a_meeting_before_the_period_has_ended() -> None:
    text = changed("working_days_after_period_end: 10", "working_days_before_dispatch: 5").replace(
        "working_days_after_previous: 5", "working_days_before_dispatch: 2"
    )
    with pytest.raises(Refusal, match="before “the end of the period” on 30 June 2026"):
        stage_deadlines(parse(text, "small.yaml"), JUNE, date(2026, 6, 25))


DAYS = st.integers(0, 15)
ENDS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS, DAYS, DAYS, st.integers(0, 10), ENDS, st.integers(0, 120))
def test_never_gives_deadlines_out_of_order(
    entered: int, checked: int, approved: int, clear: int, end: date, weeks_later: int
) -> None:
    framework, meeting = with_days(entered, checked, approved, clear), end + timedelta(days=weeks_later)
    crossing = False
    plan: tuple[StageDeadline, ...] = ()
    try:
        plan = stage_deadlines(framework, end, meeting)
    except Refusal:
        crossing = True
    assert crossing or len(plan) == 4
    assert all(before.due <= after.due for before, after in pairwise(plan))
    assert all(is_working_day(stage.due) for stage in plan)


@given(DAYS, DAYS, DAYS, st.integers(0, 10), ENDS)
def test_counts_as_one_would_on_a_calendar(entered: int, checked: int, approved: int, clear: int, end: date) -> None:
    meeting = end + timedelta(days=150)
    in_by, checked_by, approved_by, out_by = (
        stage.due for stage in stage_deadlines(with_days(entered, checked, approved, clear), end, meeting)
    )
    assert working_days(end, in_by) == max(entered, 0 if is_working_day(end) else 1)
    assert working_days(in_by, checked_by) == checked
    assert working_days(approved_by, out_by) == approved
    assert clear_days_between(out_by, meeting) >= clear
    assert clear_days_between(out_by + timedelta(days=1), meeting) <= clear


def working_days(after: date, until: date) -> int:
    """How many working days there are after the first day, up to and including the second: counted one by one."""
    return sum(is_working_day(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))
