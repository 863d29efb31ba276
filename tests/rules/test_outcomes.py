"""When decisions take effect and answers are due, and which steps an outcome and a tracked item may take."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.rules.outcomes import effective_from, response_due
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import OUTCOME, TRACKED


def test_a_decision_takes_effect_five_working_days_after_it_is_published() -> None:
    assert effective_from(date(2026, 8, 27), 5) == date(2026, 9, 4), "31 August is a bank holiday"


def test_the_councils_own_closure_days_count_as_none() -> None:
    assert effective_from(date(2026, 6, 25), 5, {date(2026, 6, 26)}) == date(2026, 7, 3)


def test_an_answer_is_due_two_months_on_or_the_next_working_day() -> None:
    assert response_due(date(2026, 6, 16), 2) == date(2026, 8, 17), "16 August is a Sunday"
    assert response_due(date(2026, 12, 31), 2) == date(2027, 3, 1), "28 February is a Sunday"


def test_what_was_deferred_may_be_considered_again() -> None:
    assert OUTCOME.check("consider", "deferred").target == "considered"


def test_minutes_of_what_was_deferred_are_not_confirmed() -> None:
    with pytest.raises(Refusal, match="it is deferred"):
        OUTCOME.check("confirm", "deferred")


def test_nothing_is_closed_before_it_is_answered() -> None:
    with pytest.raises(Refusal, match="it is waiting for an answer"):
        TRACKED.check("close", "asked")


def test_an_answer_may_be_improved_until_it_is_closed() -> None:
    assert TRACKED.check("answer", "answered").target == "answered"
    with pytest.raises(Refusal, match="it is closed"):
        TRACKED.check("answer", "closed")
