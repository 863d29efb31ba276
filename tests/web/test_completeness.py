"""Completeness: the board, and whom to chase."""

from __future__ import annotations

from datetime import UTC, date, datetime

import time_machine

from goldenthread.actions import returns
from goldenthread.rules.entries import Entry
from tests.a_round import ARound
from tests.small_council import NOW
from tests.web.signed_in import browser, words


def test_counts_each_service_by_stage(a_round: ARound) -> None:
    a_round.submit()
    page = words(browser(a_round.council.by).get("/completeness/"))
    assert "1 of 1 returns are in" in page
    assert "Waste and Recycling" in page


def test_opens_the_items_behind_a_number(a_round: ARound) -> None:
    page = words(browser(a_round.council.by).get("/completeness/?column=due"))
    assert "What is behind that number" in page
    assert "W1 Household waste recycled" in page


def test_writes_the_message_to_whoever_is_late(a_round: ARound) -> None:
    with time_machine.travel("2026-07-20 10:00+00:00"):
        page = browser(a_round.council.by).get("/completeness/")
    assert "Dear Dee, One return was due by 14 July 2026: - W1 Household waste recycled, Q1 2026/27" in words(page)
    assert b"mailto:dee@anytown.example?subject=" in page.content


def test_chases_nobody_who_said_when_the_data_comes(a_round: ARound) -> None:
    with time_machine.travel("2026-07-10 10:00+00:00"):
        entry = Entry(absence="awaiting_data", available_from=date(2026, 11, 14))
        returns.submit(by=a_round.provider, at=NOW, item=a_round.item, entry=entry)
    with time_machine.travel("2026-07-20 10:00+00:00"):
        page = words(browser(a_round.council.by).get("/completeness/?column=blocked"))
    assert "Nobody is late" in page
    assert "Data expected 14 November 2026" in page


def test_remembers_how_late_each_service_was(a_round: ARound) -> None:
    with time_machine.travel("2026-07-20 10:00+00:00"):
        a_round.submit(at=datetime(2026, 7, 20, 10, tzinfo=UTC))
        page = words(browser(a_round.council.by).get("/completeness/"))
    assert "1 of 1 late" in page
    assert "6 days" in page


def test_is_refused_to_whoever_does_not_chase(a_round: ARound) -> None:
    assert browser(a_round.provider).get("/completeness/").status_code == 403
