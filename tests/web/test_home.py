"""The first page, and trying the site as somebody: only where the database says that it is a demo council's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from goldenthread.actions import door
from goldenthread.demo.doors import DOORS
from goldenthread.models import Council
from goldenthread.web.views import home, try_as
from tests.a_round import ARound
from tests.web.signed_in import browser, words


@pytest.fixture
def demo(a_round: ARound, monkeypatch: pytest.MonkeyPatch) -> ARound:
    """The small council as a demo, its data provider behind the first door."""
    with door.write():
        Council.objects.update(is_demo=True)
    doors = (replace(DOORS[0], who="Dee"),)
    monkeypatch.setattr(type(DOORS[0]), "email", property(lambda self: "dee@anytown.example"))
    monkeypatch.setattr(home, "DOORS", doors)
    monkeypatch.setattr(try_as, "DOORS", doors)
    return a_round


def test_offers_a_real_council_only_to_sign_in(a_round: ARound) -> None:
    page = words(Client().get("/"))
    assert "Anytown Council: performance" in page
    assert "Sign in" in page
    assert "I enter figures" not in page


def test_opens_a_door_of_the_demo_council_on_its_one_task(demo: ARound) -> None:
    client = Client()
    page = words(client.get("/"))
    assert "I enter figures" in page
    assert "is invented: its people, figures and papers are not real" in page
    entered = client.post("/try-as/", {"email": "dee@anytown.example"}, follow=True)
    assert "1 return to enter" in words(entered)
    assert "Dee" in words(entered)


def test_lets_nobody_in_by_an_address_that_is_not_a_door(demo: ARound) -> None:
    assert Client().post("/try-as/", {"email": "ada@anytown.example"}).status_code == 404


def test_has_no_doors_at_all_in_a_real_council(demo: ARound) -> None:
    with door.write():
        Council.objects.update(is_demo=False)
    assert Client().post("/try-as/", {"email": "dee@anytown.example"}).status_code == 404


def test_leads_somebody_signed_in_to_what_they_have_to_do(a_round: ARound) -> None:
    assert browser(a_round.provider).get("/").headers["Location"] == "/to-do/"
