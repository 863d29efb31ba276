"""The council's rules, in words."""

from __future__ import annotations

from goldenthread.models import FrameworkVersion
from tests.a_round import ARound
from tests.supplied import uncleared
from tests.web.signed_in import browser, words


def test_the_rules_are_told_in_sentences_with_assumptions_marked(a_round: ARound) -> None:
    said = words(browser(a_round.council.by).get("/framework/"))
    assert "a figure exactly on a limit" in said.lower()
    assert "Assumed" in said
    assert "Nobody at the council or body named there has endorsed it." in said
    assert "In force" in said


def test_its_document_can_be_taken_away_as_it_was_approved(a_round: ARound) -> None:
    version = FrameworkVersion.objects.get()
    answer = browser(a_round.council.by).get(f"/framework/{version.pk}/source/")
    assert answer.content.decode() == uncleared(version.name)
    assert answer["Content-Disposition"] == f'attachment; filename="{version.name}-1.yaml"'


def test_a_version_that_is_not_there_is_not_found(a_round: ARound) -> None:
    client = browser(a_round.council.by)
    assert client.get("/framework/?version=999").status_code == 404
    assert client.get("/framework/?version=first").status_code == 404
    assert client.get("/framework/999/source/").status_code == 404


def test_everybody_who_is_signed_in_may_read_them(a_round: ARound) -> None:
    member = a_round.council.person_with("member", "mo@anytown.example")
    assert browser(member).get("/framework/").status_code == 200
    assert browser().get("/framework/").status_code == 302
