"""What every site says of itself: its accessibility statement, privacy notice and cookies, and its colour."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from goldenthread.actions import council
from tests.a_round import ARound
from tests.small_council import NOW
from tests.web.signed_in import words


@pytest.mark.parametrize("slug", council.SITE_TEXTS)
def test_every_text_is_there_from_the_first_day_for_anybody(a_round: ARound, slug: str) -> None:
    said = words(Client().get(f"/{slug}/"))
    assert council.SITE_TEXTS[slug] in said
    assert "Last changed" not in said


@pytest.mark.parametrize("slug", ["accessibility", "privacy"])
def test_a_text_speaks_for_the_council_and_says_whom_to_ask(a_round: ARound, slug: str) -> None:
    council.change(
        by=a_round.council.by, at=NOW, name="Anytown Council", colour="#1d4f5f", contact="access@anytown.example"
    )
    said = words(Client().get(f"/{slug}/"))
    assert "Anytown Council" in said
    assert "access@anytown.example" in said


def test_the_councils_own_words_replace_the_template_paragraph_by_paragraph(a_round: ARound) -> None:
    own = "We keep little.\n\nAsk us <b>anything</b>."
    council.set_site_text(by=a_round.council.by, at=NOW, slug="privacy", text=own)
    page = Client().get("/privacy/")
    said = words(page)
    assert "We keep little." in said
    assert "Ask us <b>anything</b>." in said
    assert "public task" not in said
    assert "Last changed on 8 July 2026." in said


def test_the_cookies_page_names_exactly_the_cookies_that_are_set(a_round: ARound) -> None:
    said = words(Client().get("/cookies/"))
    assert settings.SESSION_COOKIE_NAME in said
    assert settings.CSRF_COOKIE_NAME in said


def test_the_header_wears_the_councils_colour(a_round: ARound) -> None:
    council.change(by=a_round.council.by, at=NOW, name="Anytown Council", colour="#7A1F3D")
    answer = Client().get("/council.css")
    assert answer["Content-Type"] == "text/css"
    assert "--gt-council:#7a1f3d" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_and_leads_back(a_round: ARound) -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in words(answer)
    assert 'href="/"' in answer.content.decode()
