"""When each step of a round is due: forward from the period's end, backward from the meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from goldenthread.rules.clear_days import add_working_days, last_publication_day, subtract_working_days
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class StageDeadline:
    """The last day on which a step is in time; `code` and `name` are the stage's."""

    code: str
    name: str
    due: date


def stage_deadlines(
    framework: Framework, period_end: date, meeting: date, closures: Collection[date] = ()
) -> tuple[StageDeadline, ...]:
    """The deadline of every stage, in the framework's order.

    `closures` are days the council is closed besides weekends, bank holidays and the framework's own closures. Two
    stages may be due on the same day. Raises `Refusal` when a stage would be due before the one it follows, naming
    both with their dates: the meeting is then too soon after the period's end for this framework.
    """
    closed = {*closures, *(closure.date for closure in framework.notice.closures)}
    dispatch = framework.cycle.stage("dispatched")
    dispatched = last_publication_day(meeting, dispatch.deadline[1] if dispatch else 0, closed)
    deadlines: list[StageDeadline] = []
    for stage in framework.cycle.stages:
        how, days = stage.deadline
        match how:
            case "working_days_after_period_end":
                due = add_working_days(period_end, days, closed)
            case "working_days_after_previous":
                due = add_working_days(deadlines[-1].due, days, closed)
            case "working_days_before_dispatch":
                due = subtract_working_days(dispatched, days, closed)
            case _:
                due = dispatched
        deadlines.append(StageDeadline(stage.code, stage.name, due))
    _refuse_crossing(deadlines, period_end, meeting)
    return tuple(deadlines)


def checkpoint_deadlines(
    framework: Framework, meeting: date, closures: Collection[date] = ()
) -> tuple[StageDeadline, ...]:
    """The day of every checkpoint before the dispatch, in the framework's order; codes are "check-1", "check-2", …"""
    closed = {*closures, *(closure.date for closure in framework.notice.closures)}
    dispatch = framework.cycle.stage("dispatched")
    dispatched = last_publication_day(meeting, dispatch.deadline[1] if dispatch else 0, closed)
    return tuple(
        StageDeadline(
            f"check-{number}",
            check.name,
            subtract_working_days(dispatched, check.working_days_before_dispatch, closed),
        )
        for number, check in enumerate(framework.cycle.checkpoints, 1)
    )


def _refuse_crossing(deadlines: list[StageDeadline], period_end: date, meeting: date) -> None:
    in_order = [StageDeadline("", "the end of the period", period_end), *deadlines]
    for before, after in pairwise(in_order):
        if after.due < before.due:
            raise Refusal(
                "stage_deadlines_cross",
                f"“{after.name}” would be due on {day_words(after.due)}, before “{before.name}” on "
                f"{day_words(before.due)}. Choose a meeting later than {day_words(meeting)}, or shorten the stages "
                "in the framework.",
            )
