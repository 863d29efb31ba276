"""What somebody who means harm, or a browser gone wrong, can send, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client, override_settings
from django.urls import reverse

from goldenthread.access import Actor
from goldenthread.models import AuditEntry
from tests.a_round import ARound
from tests.small_council import PASSWORD
from tests.web.signed_in import browser, words
from tests.web.test_access_matrix import ADDRESSES, address_of

pytestmark = pytest.mark.both

SIGN_IN = {"username": "dee@anytown.example", "password": PASSWORD}
SET_UP = [name for name in ADDRESSES if name.startswith("set-up")]
SEND = "/updates/"


@pytest.fixture
def outsiders(a_round: ARound) -> Mapping[str, Actor]:
    """People with work of their own in the council, and none in setting it up."""
    member = a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body)
    return {"provider": a_round.provider, "head": a_round.head, "leader": a_round.leader, "member": member}


# What browsers are told -----------------------------------------------------------------------------------------------


def test_tells_browsers_to_run_nothing_but_our_own_and_to_be_framed_by_nobody(a_round: ARound) -> None:
    for answer in (Client().get("/"), browser(a_round.provider).get("/to-do/"), Client().get("/no-such-page/")):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000)
def test_insists_on_https_where_the_council_has_it(a_round: ARound) -> None:
    assert Client().get("/")["Location"].startswith("https://")
    assert Client().get("/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_keeps_what_somebody_was_shown_out_of_shared_caches(a_round: ARound) -> None:
    assert browser(a_round.provider).get("/to-do/")["Cache-Control"] == "private, no-cache"
    assert "private" not in Client().get("/council.css")["Cache-Control"]


# Signing in -----------------------------------------------------------------------------------------------------------


def test_starts_a_new_session_at_sign_in_and_ends_it_at_sign_out(a_round: ARound) -> None:
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.post("/sign-in/", SIGN_IN)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client.post("/sign-out/")
    assert client.get("/to-do/").headers["Location"].startswith("/sign-in/")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
    assert client.get("/to-do/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_leads_nobody_to_another_site_after_signing_in(a_round: ARound, place: str) -> None:
    assert Client().post("/sign-in/", SIGN_IN | {"next": place}).headers["Location"] == "/"


def test_leads_back_to_the_page_that_was_asked_for(a_round: ARound) -> None:
    asked = Client().get("/updates/").headers["Location"]
    assert Client().post(asked, SIGN_IN).headers["Location"] == "/updates/"


def test_stops_guessing_after_ten_wrong_passwords_for_that_account_alone(a_round: ARound) -> None:
    client = Client()
    answers = [client.post("/sign-in/", SIGN_IN | {"password": f"guess {turn}"}) for turn in range(10)]
    assert "do not belong together" in words(answers[0])
    assert answers[-1].status_code == 429
    assert "Too many attempts to sign in" in words(client.post("/sign-in/", SIGN_IN))
    assert client.post("/sign-in/", SIGN_IN | {"username": "hal@anytown.example"}).status_code == 302


def test_says_the_same_of_a_wrong_password_and_of_an_unknown_address(a_round: ARound) -> None:
    wrong = Client().post("/sign-in/", SIGN_IN | {"password": "not this"})
    unknown = Client().post("/sign-in/", {"username": "nobody@anytown.example", "password": "not this"})
    sentence = "That e-mail address and password do not belong together."
    assert sentence in words(wrong)
    assert sentence in words(unknown)


# Forms ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-out/", "/try-as/", "/updates/", "/sign-off/"])
def test_takes_no_form_without_this_browsers_own_token(a_round: ARound, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_round.provider.signed_in, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(address, {"username": "x"})
    assert answer.status_code == 403
    assert "Reload" in words(answer) or "reload" in words(answer)


@pytest.mark.parametrize("who", ["provider", "head", "leader", "member"])
def test_lets_nobody_set_up_who_has_no_part_in_it(outsiders: Mapping[str, Actor], who: str) -> None:
    before = AuditEntry.objects.count()
    client = browser(outsiders[who])
    seen = {client.get(address_of(name)).status_code for name in SET_UP}
    sent = {client.post(address_of(name), {"name": "Mine"}).status_code for name in SET_UP}
    assert seen <= {403, 404}
    assert sent <= {403, 404, 405}  # a page that takes nothing from anybody says so
    assert AuditEntry.objects.count() == before


def test_shows_the_form_of_a_papers_text_only_to_who_may_write_it(a_round: ARound) -> None:
    address = reverse("paper-text", args=[a_round.paper.pk])
    assert browser(a_round.clerk).get(address).status_code == 200
    assert browser(a_round.leader).get(address).status_code == 403


@pytest.mark.once
@pytest.mark.slow
def test_changes_nothing_on_a_mere_visit(a_round: ARound) -> None:
    a_round.submit("40", commentary="Crews were short.")
    before = AuditEntry.objects.count()
    for person in (a_round.provider, a_round.council.by):
        client = browser(person)
        for name in ADDRESSES:
            client.get(address_of(name))
    assert AuditEntry.objects.count() == before


# What no browser sends ------------------------------------------------------------------------------------------------

JUNK = ("²", "9" * 5000, "-1", "1.5", "x", "")


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/plan/", {"plan": "JUNK"}),
        ("/framework/", {"version": "JUNK"}),
        ("/completeness/", {"service": "JUNK"}),
        ("/rounds/open/", {"ends": "JUNK", "meeting-1": "JUNK", "meeting-JUNK": "1"}),
        ("/set-up/plans/", {"plan": "JUNK"}),
        ("/scorecard/", {"period": "JUNK", "from": "JUNK", "to": "JUNK", "service": "JUNK"}),
        ("/measures/W1/", {"as_at": "JUNK"}),
        ("/measures/JUNK/", {}),
    ],
)
def test_answers_a_garbled_question_without_breaking(
    a_round: ARound, address: str, fields: dict[str, str], junk: str
) -> None:
    asked = {name.replace("JUNK", junk): value.replace("JUNK", junk) for name, value in fields.items()}
    answer = browser(a_round.council.by).get(address.replace("JUNK", junk), asked)
    assert answer.status_code in {200, 400, 404}


@pytest.mark.parametrize("junk", JUNK)
def test_answers_a_garbled_form_without_breaking(a_round: ARound, junk: str) -> None:
    item = a_round.item.pk
    for person, address, fields in (
        (a_round.provider, "/updates/", {"item": junk, "do": "submit"}),
        (a_round.provider, "/updates/", {"item": item, f"seen-{item}": junk, f"i{item}-value": junk, "do": "save"}),
        (a_round.provider, f"/updates/{item}/", {"item": item, f"seen-{item}": f"{junk}.{junk}", "do": "submit"}),
        (a_round.head, "/sign-off/", {"item": f"{junk}.{junk}"}),
        (a_round.head, f"/sign-off/{item}/", {"do": "sign_off", "revision": junk}),
        (a_round.leader, "/leadership/", {"item": f"{item}.{junk}"}),
    ):
        sent: dict[str, Any] = fields
        assert browser(person).post(address, sent).status_code in {200, 302, 400, 404}


def test_refuses_the_one_character_that_is_in_nobodys_text(a_round: ARound) -> None:
    client = browser(a_round.provider)
    for answer in (
        client.get("/measures/W%001/"),
        client.get("/scorecard/", {"status": "a\0b"}),
        client.post(SEND, {"item": a_round.item.pk, f"i{a_round.item.pk}-commentary": "a\0b", "do": "save"}),
    ):
        assert answer.status_code == 400
        assert "Nothing was changed." in words(answer)


def test_refuses_a_form_that_is_far_too_large(a_round: ARound) -> None:
    answer = browser(a_round.provider).post(SEND, {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert answer.status_code == 400


def test_answers_to_its_own_name_alone(a_round: ARound) -> None:
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_tells_whoever_watches_over_the_site_that_it_is_there(a_round: ARound) -> None:
    answer = Client().head("/")
    assert (answer.status_code, answer.content) == (200, b"")


# When the house itself is broken --------------------------------------------------------------------------------------


def test_says_sorry_in_plain_words_even_without_its_database(a_round: ARound) -> None:
    client = Client(raise_request_exception=False)
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=DatabaseError("gone: secret detail")):
        answer = client.get("/")
    assert answer.status_code == 500
    said = words(answer)
    assert "The mistake is ours" in said
    assert "secret detail" not in said
