"""To do: what needs me, and nothing that is somebody else's."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import signing
from goldenthread.reports.frame import frame
from tests.a_round import LATER, ARound
from tests.web.signed_in import browser, words


def test_groups_returns_with_how_long_they_take(a_round: ARound) -> None:
    page = words(browser(a_round.provider).get("/to-do/"))
    assert "1 return to enter for Q1 2026/27" in page
    assert "about 2 minutes" in page


def test_shows_nobody_else_s_work(a_round: ARound) -> None:
    for person in (a_round.leader, a_round.head):
        assert "Nothing is waiting for you." in words(browser(person).get("/to-do/"))


def test_moves_with_the_item_from_one_person_to_the_next(a_round: ARound) -> None:
    a_round.submit()
    assert "Nothing is waiting for you." in words(browser(a_round.provider).get("/to-do/"))
    assert "1 return to sign off" in words(browser(a_round.head).get("/to-do/"))
    a_round.sign_off()
    assert "1 return to approve" in words(browser(a_round.leader).get("/to-do/"))


def test_asks_a_verifier_though_nobody_has_to_verify_before_the_sign_off(a_round: ARound) -> None:
    verifier = a_round.council.person_with("verifier", "vera@anytown.example", service=a_round.council.service)
    a_round.submit()
    assert "1 return to verify for Q1 2026/27" in words(browser(verifier).get("/to-do/"))
    assert "1 return to sign off" in words(browser(a_round.head).get("/to-do/"))
    closely = browser(verifier).get(f"/sign-off/{a_round.item.pk}/").content.decode()
    assert 'href="/verify/"' in closely
    assert "Verified." in words(browser(verifier).post(f"/sign-off/{a_round.item.pk}/", {"do": "verify"}, follow=True))
    assert "Nothing is waiting for you." in words(browser(verifier).get("/to-do/"))


def test_puts_what_came_back_first_with_its_note(a_round: ARound) -> None:
    a_round.submit()
    signing.send_back(by=a_round.head, at=LATER, item=a_round.item, note="Is May in this?")
    page = words(browser(a_round.provider).get("/to-do/"))
    assert "W1 Household waste recycled came back to you" in page
    assert "Hal: Is May in this?" in page


def test_lists_an_exception_report_until_it_is_complete(a_round: ARound) -> None:
    a_round.submit("40", commentary="Crews were short.")
    assert "Exception report on W1" in words(browser(a_round.provider).get("/to-do/"))
    a_round.explain()
    assert "Exception report on W1" not in words(browser(a_round.provider).get("/to-do/"))


def test_reminds_of_a_promise_when_it_is_nearly_due(a_round: ARound) -> None:
    a_round.submit("40", commentary="Crews were short.")
    a_round.explain()
    with time_machine.travel("2026-09-20 10:00+00:00"):
        assert "Recruit two drivers" in words(browser(a_round.head).get("/to-do/"))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2026-07-08", "Q1 2026/27: returns due in 6 days"), ("2027-01-04", "Q1 2026/27: every deadline has passed")],
)
def test_says_above_every_page_what_is_due_next(a_round: ARound, day: str, sentence: str) -> None:
    with time_machine.travel(f"{day} 10:00+00:00"):
        assert sentence in words(browser(a_round.provider).get("/to-do/"))


def test_draws_the_frame_in_three_queries(a_round: ARound) -> None:
    with CaptureQueriesContext(connection) as queries:
        drawn = frame(a_round.provider, "to-do")
    assert len(queries) <= 3
    assert drawn.navigation[0].count == 1
