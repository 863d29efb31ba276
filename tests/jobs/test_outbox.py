"""The queue: what waits is done once, in turn, and a failure is kept where it can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goldenthread.actions import outbox
from goldenthread.jobs.outbox import run_next
from goldenthread.models.outbox import OutboxItem

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_letters() -> list[OutboxItem]:
    return [
        OutboxItem.objects.create(kind="letter", payload={"to": name}, created_at=NOON) for name in ("Ann", "Bashir")
    ]


def test_work_is_done_in_the_order_it_was_asked_for(two_letters: list[OutboxItem]) -> None:
    sent: list[str] = []

    def send(payload: Mapping[str, Any], _at: datetime) -> None:
        sent.append(payload["to"])

    while run_next({"letter": send}, lambda: NOON):
        pass

    assert sent == ["Ann", "Bashir"]
    assert set(OutboxItem.objects.values_list("state", "done_at")) == {("done", NOON)}


def test_what_fails_is_tried_again_and_then_left_with_its_reason(two_letters: list[OutboxItem]) -> None:
    def refuse(_payload: Mapping[str, Any], _at: datetime) -> None:
        raise OSError("the post office is closed")

    while run_next({"letter": refuse}, lambda: NOON):
        pass

    for letter in OutboxItem.objects.all():
        assert (letter.state, letter.attempts) == ("failed", outbox.ATTEMPTS)
        assert letter.error == "OSError: the post office is closed"


def test_a_kind_that_nobody_knows_fails_visibly(two_letters: list[OutboxItem]) -> None:
    run_next({}, lambda: NOON)
    two_letters[0].refresh_from_db()
    assert (two_letters[0].state, two_letters[0].error) == ("waiting", "KeyError: 'letter'")


def test_nobody_gets_a_row_that_another_worker_holds(two_letters: list[OutboxItem]) -> None:
    first, second = outbox.claim(at=NOON), outbox.claim(at=NOON)
    assert [first, second] == two_letters
    assert outbox.claim(at=NOON) is None


def test_a_row_left_by_a_worker_that_was_switched_off_is_claimed_again(two_letters: list[OutboxItem]) -> None:
    outbox.claim(at=NOON)
    outbox.claim(at=NOON)
    assert outbox.claim(at=NOON + outbox.ABANDONED) is None
    assert outbox.claim(at=NOON + outbox.ABANDONED + timedelta(seconds=1)) == two_letters[0]
