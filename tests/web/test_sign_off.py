"""Sign-off: one page for everything, the clean ones at once, a note for what goes back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import returns
from goldenthread.models import DueItem, Judgement, WorkflowEvent
from goldenthread.rules.entries import Entry
from tests.a_round import ARound
from tests.small_council import NOW
from tests.web.fifty import fifty
from tests.web.signed_in import browser, fields, words


def test_shows_the_figure_beside_last_time(a_round: ARound) -> None:
    a_round.submit("51.0")
    page = words(browser(a_round.head).get("/sign-off/"))
    assert "51.0%" in page
    assert "46.9%, Q4 2025/26" in page
    assert "1 to sign off" in page


def test_signs_all_clean_ones_off_at_once(a_round: ARound) -> None:
    a_round.submit("51.0")
    client = browser(a_round.head)
    shown = fields(client.get("/sign-off/"))
    done = client.post("/sign-off/", {"clean": shown["clean"], "do": "clean"}, follow=True)
    assert "1 signed off." in words(done)
    assert DueItem.objects.get().state == "signed_off"
    assert Judgement.objects.get().status == "green"


def test_puts_what_is_off_target_among_those_to_look_at_first(a_round: ARound) -> None:
    a_round.submit("40", commentary="Crews were short.")
    page = browser(a_round.head).get("/sign-off/")
    assert "Look at these first" in words(page)
    assert "Exception report still to be written" in words(page)
    assert "clean" not in fields(page)


def test_does_not_sign_what_changed_after_the_page_was_opened(a_round: ARound) -> None:
    a_round.submit("51.0")
    client = browser(a_round.head)
    shown = fields(client.get("/sign-off/"))
    returns.submit(by=a_round.provider, at=NOW, item=a_round.item, entry=Entry(value=Decimal(52)))
    done = client.post("/sign-off/", {"clean": shown["clean"], "do": "clean"})
    assert "W1 changed after you opened the page" in words(done)
    assert DueItem.objects.get().state == "submitted"


def test_sends_one_back_with_a_note(a_round: ARound) -> None:
    a_round.submit("51.0")
    client = browser(a_round.head)
    address = f"/sign-off/{a_round.item.pk}/"
    refused = client.post(address, {"do": "return", "note": " "})
    assert "Say in the note what should be looked at again" in words(refused)
    done = client.post(address, {"do": "return", "note": "Is May in this?"}, follow=True)
    assert "Sent back" in words(done)
    assert WorkflowEvent.objects.get(verb="return").note == "Is May in this?"


def test_names_who_has_not_handed_in(a_round: ARound) -> None:
    page = words(browser(a_round.head).get("/sign-off/"))
    assert "Not handed in" in page
    assert "Dee" in page


def test_says_who_signs_off_to_whoever_does_not(a_round: ARound) -> None:
    answer = browser(a_round.provider).get("/sign-off/")
    assert answer.status_code == 403
    assert "Who can: head of service" in words(answer)


@pytest.mark.slow
def test_shows_and_signs_fifty_in_few_queries(a_round: ARound) -> None:
    for item in fifty(a_round):
        entry = Entry(value=Decimal("51.5"), commentary="As planned.")
        returns.submit(by=a_round.provider, at=NOW, item=item, entry=entry)
    client = browser(a_round.head)
    with CaptureQueriesContext(connection) as reading:
        page = client.get("/sign-off/")
    shown = fields(page)
    assert len(shown["clean"]) == 50
    assert len(reading) <= 25
    with CaptureQueriesContext(connection) as signing:
        client.post("/sign-off/", {"clean": shown["clean"], "do": "clean"})
    assert DueItem.objects.filter(state="signed_off").count() == 50
    assert len([query for query in signing if "SAVEPOINT" not in query["sql"]]) <= 25
