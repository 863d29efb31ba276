"""How a slipping date is judged: the truth tables of two councils' rules, and what is never hidden."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rules.delivery import (
    DateRule,
    Dates,
    DeliveryStatus,
    by_concern,
    is_relevant,
    judge,
    movement,
    slip_words,
    summary_line,
    tally,
    worst,
)
from goldenthread.rules.framework_delivery import Delivery

TODAY = date(2026, 7, 8)
DUE = date(2026, 9, 30)
ROTHERHAM = DateRule("original", 3, "exclusive")
BROMSGROVE = DateRule("approved", 1, "inclusive")
SET = Delivery().status_set


@pytest.mark.parametrize(
    ("rule", "forecast", "outcome"),
    [
        (ROTHERHAM, date(2026, 9, 29), "on_track"),
        (ROTHERHAM, DUE, "on_track"),
        (ROTHERHAM, date(2026, 10, 1), "late"),
        (ROTHERHAM, date(2026, 12, 29), "late"),
        (ROTHERHAM, date(2026, 12, 30), "very_late"),
        (ROTHERHAM, date(2026, 12, 31), "very_late"),
        (BROMSGROVE, DUE, "on_track"),
        (BROMSGROVE, date(2026, 10, 1), "late"),
        (BROMSGROVE, date(2026, 10, 30), "late"),
        (BROMSGROVE, date(2026, 10, 31), "very_late"),
    ],
)
def test_a_slipping_date_is_late_and_then_very_late(rule: DateRule, forecast: date, outcome: str) -> None:
    verdict = judge(Dates(DUE, DUE, forecast), rule, on=TODAY)
    assert verdict.outcome == outcome
    assert verdict.slip_approved == (forecast - DUE).days


def test_what_was_not_reached_by_its_date_is_late_whatever_was_forecast() -> None:
    past = Dates(date(2026, 6, 30), date(2026, 6, 30), forecast=date(2026, 6, 30))
    verdict = judge(past, DateRule(), on=TODAY)
    assert (verdict.outcome, verdict.slip_approved, verdict.expected) == ("late", 8, TODAY)
    assert verdict.sentence == ("Due on 30 June 2026 and not reached: 8 days late so far, which is less than 3 months.")


def test_a_new_baseline_never_erases_the_slippage() -> None:
    moved = Dates(original=date(2026, 3, 31), approved=DUE)
    verdict = judge(moved, DateRule("approved"), on=TODAY)
    assert (verdict.outcome, verdict.reprogrammed) == ("on_track", True)
    assert (verdict.slip_approved, verdict.slip_original) == (0, 183)
    assert "183 days later than the original, 31 March 2026" in verdict.sentence
    assert judge(moved, ROTHERHAM, on=TODAY).outcome == "very_late"


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (DUE, "Reached on 30 September 2026, on the day."),
        (date(2026, 10, 10), "Reached on 10 October 2026, 10 days after the approved date, 30 September 2026."),
        (date(2026, 9, 29), "Reached on 29 September 2026, 1 day before the approved date, 30 September 2026."),
    ],
)
def test_what_was_reached_is_complete_and_says_when(actual: date, words: str) -> None:
    verdict = judge(Dates(DUE, DUE, None, actual), DateRule(), on=date(2027, 1, 1))
    assert (verdict.outcome, verdict.sentence) == ("complete", words)


def test_without_a_date_nothing_is_judged() -> None:
    verdict = judge(Dates(), DateRule(), on=TODAY)
    assert (verdict.outcome, verdict.sentence, verdict.slip_original) == ("no_date", "No date has been set.", None)


def test_an_early_forecast_is_said() -> None:
    verdict = judge(Dates(DUE, DUE, date(2026, 9, 1)), DateRule(), on=TODAY)
    assert (verdict.outcome, verdict.sentence) == ("on_track", "Expected on 1 September 2026, 29 days early.")


@pytest.mark.parametrize(
    ("days", "said"), [(None, "No date"), (0, "On time"), (1, "1 day late"), (-3, "3 days early"), (46, "46 days late")]
)
def test_slippage_in_words(days: int | None, said: str) -> None:
    assert slip_words(days) == said


def test_the_worst_milestone_counts() -> None:
    assert worst(["complete", "late", "on_track"]) == "late"
    assert worst(["complete", "very_late"]) == "very_late"
    assert worst(["no_date"]) is None


@pytest.mark.parametrize(
    ("dates", "changed", "printed"),
    [
        (Dates(DUE, DUE), False, True),  # due within three months
        (Dates(date(2027, 3, 1), date(2027, 3, 1)), False, False),
        (Dates(date(2027, 3, 1), date(2027, 3, 1)), True, True),
        (Dates(DUE, DUE, None, date(2026, 6, 1)), False, False),
        (Dates(date(2026, 6, 1), date(2026, 6, 1)), False, True),  # late
    ],
)
def test_only_relevant_milestones_are_printed(dates: Dates, changed: bool, printed: bool) -> None:
    verdict = judge(dates, DateRule(), on=TODAY)
    assert is_relevant(dates, verdict, changed=changed, on=TODAY, ahead=3) is printed


# Totals ---------------------------------------------------------------------------------------------------------------


def test_the_line_counts_every_project_once_the_worst_first() -> None:
    codes = ["off-track"] * 3 + ["at-risk"] + ["on-track"] * 20 + ["complete"] * 6
    assert summary_line(codes, SET, "project", "projects") == "30 projects, 3 red, 1 amber, 20 green, 6 complete"
    assert summary_line(["complete"], SET, "project", "projects") == "1 project, 1 complete"
    assert summary_line([], SET, "project", "projects") == "No projects"


# The eight statuses of a delivery plan with a purple one for what is carried over (Herefordshire).
EIGHT = (
    DeliveryStatus("complete", "Complete", "blue"),
    DeliveryStatus("on-track", "On track", "green"),
    DeliveryStatus("at-risk", "At risk", "amber"),
    DeliveryStatus("missed", "Missed", "red"),
    DeliveryStatus("carried-over", "Carried over", "overdue"),
    DeliveryStatus("not-started", "Not started", "not_due"),
    DeliveryStatus("paused", "Paused", "suspended"),
    DeliveryStatus("discontinued", "Discontinued", "not_applicable"),
)


def test_a_set_of_eight_statuses_adds_up() -> None:
    codes = [status.code for status in EIGHT] * 2 + ["missed"]
    counted = tally(codes, EIGHT)
    assert sum(number for _, number in counted) == len(codes) == 17
    assert [status.word for status, _ in counted][:3] == ["Missed", "Carried over", "At risk"]
    assert summary_line(codes, EIGHT, "milestone", "milestones").startswith(
        "17 milestones, 3 red, 2 carried over, 2 amber"
    )


def test_two_statuses_of_one_colour_are_told_apart_by_their_words() -> None:
    five = (*SET, DeliveryStatus("amber-red", "Amber-red", "amber"))
    said = summary_line(["at-risk", "amber-red"], five, "project", "projects")
    assert said == "2 projects, 1 amber-red, 1 at risk"


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("at-risk", "off-track", "worse"),
        ("off-track", "at-risk", "better"),
        ("on-track", "on-track", "same"),
        (None, "on-track", ""),
        ("gone", "on-track", ""),
    ],
)
def test_movement_says_better_or_worse(before: str | None, now: str, moved: str) -> None:
    assert movement(before, now, {status.code: status for status in SET}) == moved


def test_red_comes_before_everything_else() -> None:
    assert by_concern("red") < by_concern("amber") < by_concern("green") < by_concern("blue") < by_concern("unknown")
