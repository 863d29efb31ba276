"""Rounds: worked out before they are opened, and refused where their stages would cross."""

from __future__ import annotations

from datetime import date

from goldenthread.actions import governance
from goldenthread.models import Round
from tests.a_round import ARound
from tests.small_council import NOW
from tests.web.signed_in import browser, words

Q2 = {"ends": "2026-09-30"}


def test_proposes_the_deadlines_back_from_the_meeting(a_round: ARound) -> None:
    governance.add_meeting(by=a_round.council.by, at=NOW, body=a_round.council.body, day=date(2026, 12, 8))
    page = words(browser(a_round.council.by).get("/rounds/open/", Q2))
    assert "1 return would fall due for Q2 2026/27 (July to September 2026)." in page
    assert "14 October 2026" in page
    assert "8 December 2026" in page


def test_opens_a_round_over_the_chosen_period(a_round: ARound) -> None:
    meeting = governance.add_meeting(by=a_round.council.by, at=NOW, body=a_round.council.body, day=date(2026, 12, 8))
    chosen = {**Q2, f"meeting-{a_round.council.body.pk}": str(meeting.pk), "label": "Second quarter", "do": "open"}
    done = browser(a_round.council.by).post("/rounds/open/", chosen, follow=True)
    assert "Second quarter is open: 1 item is due." in words(done)
    assert "Second quarter and Q1 2026/27 are open." in words(done)
    assert Round.objects.count() == 2


def test_names_the_two_stages_that_would_cross(a_round: ARound) -> None:
    meeting = governance.add_meeting(by=a_round.council.by, at=NOW, body=a_round.council.body, day=date(2026, 10, 14))
    chosen = {**Q2, f"meeting-{a_round.council.body.pk}": str(meeting.pk), "label": "Too soon", "do": "open"}
    page = words(browser(a_round.council.by).get("/rounds/open/", chosen))
    assert "would be due on" in page
    assert "before “" in page
    refused = browser(a_round.council.by).post("/rounds/open/", chosen)
    assert refused.status_code == 400
    assert Round.objects.count() == 1


def test_closes_a_round_only_when_its_papers_are_published(a_round: ARound) -> None:
    done = browser(a_round.council.by).post(f"/rounds/{a_round.round.pk}/close/", follow=True)
    assert "not published yet" in words(done)


def test_is_refused_to_whoever_does_not_run_rounds(a_round: ARound) -> None:
    assert browser(a_round.provider).get("/rounds/open/").status_code == 403
