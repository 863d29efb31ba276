"""The Leadership Team: exceptions first, approval per item, and the lock."""

from __future__ import annotations

import pytest

from goldenthread.actions import signing
from goldenthread.models import DueItem, Override, Paper
from tests.a_round import LATER, ARound
from tests.web.signed_in import browser, fields, words


def _signed_off(a_round: ARound, value: str = "51.0", commentary: str = "") -> None:
    a_round.submit(value, commentary=commentary)
    a_round.sign_off()


def test_shows_exceptions_before_everything_else(a_round: ARound) -> None:
    _signed_off(a_round, "40", commentary="Crews were short.")
    page = words(browser(a_round.leader).get("/leadership/"))
    assert "1 to approve: 1 off target, 1 to look at first." in page
    assert "Off target" in page


@pytest.mark.requirement("SD-10")
def test_approves_and_locks_before_the_deadline_and_a_later_edit_reopens_both(a_round: ARound) -> None:
    _signed_off(a_round)
    client = browser(a_round.leader)
    page = client.get("/leadership/")
    assert "Approve by" in words(page)
    refused = client.post(f"/leadership/papers/{a_round.paper.pk}/lock/", follow=True)
    assert "Not approved yet: W1" in words(refused)
    client.post("/leadership/", {"do": "ticked", "item": f"{a_round.item.pk}.{DueItem.objects.get().revision}"})
    assert DueItem.objects.get().state == "approved"
    locked = client.post(f"/leadership/papers/{a_round.paper.pk}/lock/", follow=True)
    assert "Locked" in words(locked)
    address = f"/updates/{a_round.item.pk}/"
    provider = browser(a_round.provider)
    typed = fields(provider.get(address)) | {f"i{a_round.item.pk}-value": "51.4", "do": "submit"}
    provider.post(address, typed)
    assert DueItem.objects.get().state == "submitted"
    assert Paper.objects.get().locked_at is None
    assert "1 not signed off yet" in words(client.get("/leadership/"))


def test_approves_all_that_are_listed(a_round: ARound) -> None:
    _signed_off(a_round)
    client = browser(a_round.leader)
    shown = fields(client.get("/leadership/"))
    section = next(name for name in shown if name.startswith("in-"))
    done = client.post("/leadership/", {**shown, "do": section.removeprefix("in-")}, follow=True)
    assert "1 approved for committee." in words(done)


def test_says_that_something_has_to_be_chosen(a_round: ARound) -> None:
    _signed_off(a_round)
    done = browser(a_round.leader).post("/leadership/", {"do": "ticked"})
    assert "Choose at least one first." in words(done)


def test_sets_a_status_by_hand_only_with_a_reason(a_round: ARound) -> None:
    _signed_off(a_round, "40", commentary="Crews were short.")
    client = browser(a_round.leader)
    address = f"/sign-off/{a_round.item.pk}/"
    refused = client.post(address, {"do": "override", "status": "amber", "reason": ""})
    assert "Give the reason: it is printed beside the status." in words(refused)
    done = client.post(address, {"do": "override", "status": "amber", "reason": "A strike."}, follow=True)
    assert "The status is set by hand" in words(done)
    assert "Status set by hand" in words(done)
    assert Override.objects.get().reason == "A strike."


def test_challenges_an_item_with_a_question(a_round: ARound) -> None:
    _signed_off(a_round)
    done = browser(a_round.leader).post(
        f"/sign-off/{a_round.item.pk}/", {"do": "return", "note": "Why so high?"}, follow=True
    )
    assert "Why so high?" in words(done)
    assert "Lee: Why so high?" in words(browser(a_round.provider).get("/updates/"))


def test_says_when_a_figure_moved_since_the_reader_last_looked(a_round: ARound) -> None:
    _signed_off(a_round)
    a_round.approve()
    signing.send_back(by=a_round.leader, at=LATER, item=a_round.item, note="Why?")
    assert "1 not signed off yet" in words(browser(a_round.leader).get("/leadership/"))
