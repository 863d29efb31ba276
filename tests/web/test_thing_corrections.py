"""Errata and tabled updates of projects, risks and money: the paper stays, the correction stands beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from goldenthread.access import actor_for
from goldenthread.actions import finance, papers, project_updates, risk_scores
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import Publication, PublishedUpdate, ThingCorrection
from tests.a_round import LATER, Q1
from tests.an_integrated_paper import AnIntegratedPaper, K, begin
from tests.small_council import NOW, TODAY
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db
BEFORE = LATER + timedelta(days=1)
AFTER = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def ours(db: None) -> AnIntegratedPaper:
    return begin()


def published(ours: AnIntegratedPaper) -> Publication:
    """The paper frozen and published, with a project, a risk and money in it."""
    officer = ours.round.council.person_with("risk_officer", "rory@anytown.example")
    risk_scores.review(by=officer, at=NOW, risk=ours.risks["R1"], reviewed_on=TODAY, note="Drivers start in August.")
    line, head = ours.ledger["1001"], ours.round.head
    finance.explain(by=head, at=NOW, line=line, ends=Q1[1], explanation="Two lorries were hired.")
    ours.freeze()
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass
    return papers.publish(by=ours.round.clerk, at=LATER + timedelta(minutes=2), paper=ours.round.paper)


def tell_again(ours: AnIntegratedPaper, at: datetime) -> None:
    """What P1's update should have said."""
    project_updates.report(
        by=actor_for(ours.round.council.user, at.date()), at=at, project=ours.projects["P1"], starts=Q1[0], ends=Q1[1],
        overall="on-track", commentary="The contractor is back.", percent_complete=60, reason="Another was meant.",
    )  # fmt: skip


def test_an_erratum_corrects_a_printed_update_of_a_project_and_names_the_papers(ours: AnIntegratedPaper) -> None:
    publication = published(ours)
    before = bytes(publication.report)
    with time_machine.travel(AFTER, tick=True):
        tell_again(ours, AFTER)
        clerk = browser(ours.round.clerk)
        assert "P1 A new depot, update to 30 June 2026" in words(clerk.get("/corrections/"))
        key = PublishedUpdate.objects.get(update__project=ours.projects["P1"]).pk
        bare = clerk.post(f"/corrections/things/{key}/issue/", {"reason": ""}, follow=True)
        assert "Say why what was printed was wrong" in words(bare)
        clerk.post(f"/corrections/things/{key}/issue/", {"reason": "The wrong column was read."})
        again = clerk.post(f"/corrections/things/{key}/issue/", {"reason": "Again"}, follow=True)
        assert "has its erratum" in words(again)
        member = ours.round.council.person_with("member", "moe@anytown.example", body=ours.round.council.body)
        listed = words(browser(member).get("/corrections/"))
        paper = words(browser(member).get(f"/papers/{publication.paper_id}/"))
    assert "Erratum, 20 September 2026: P1 A new depot" in listed
    assert "40% complete and is On track, 60% complete. The wrong column was read." in listed
    assert "Affects the paper of" in listed
    assert "Erratum, 20 September 2026: P1 A new depot" in paper
    publication.refresh_from_db()
    assert bytes(publication.report) == before


def test_an_erratum_corrects_a_printed_score_and_a_printed_position(ours: AnIntegratedPaper) -> None:
    published(ours)
    with time_machine.travel(AFTER, tick=True):
        officer = actor_for(
            ours.round.council.person_with("risk_officer", "ros@anytown.example").signed_in, AFTER.date()
        )
        risk_scores.assess(
            by=officer, at=AFTER, risk=ours.risks["R1"], aspect="current", likelihood=4, impacts={"Services": 4},
            assessed_on=TODAY, reason="The wrong cell was read.",
        )  # fmt: skip
        partner = actor_for(
            ours.round.council.person_with("finance_partner", "fin@anytown.example").signed_in, AFTER.date()
        )
        finance.record_position(
            by=partner, at=AFTER, line=ours.ledger["1001"], ends=Q1[1], actual=750 * K, forecast=3_300 * K,
            reason="An invoice was missed.",
        )  # fmt: skip
        clerk = browser(ours.round.clerk)
        for printed in PublishedUpdate.objects.exclude(update__isnull=False):
            clerk.post(f"/corrections/things/{printed.pk}/issue/", {"reason": "A wrong line was read."})
        listed = words(clerk.get("/corrections/"))
    assert {row.score is not None for row in ThingCorrection.objects.all()} == {True, False}
    assert "Erratum, 20 September 2026: R1" in listed
    assert "Erratum, 20 September 2026: 1001 Collection crews, position to 30 June 2026" in listed
    assert "forecast £3,300,000" in listed


def test_a_late_update_of_a_project_is_tabled_by_its_head_of_service(ours: AnIntegratedPaper) -> None:
    publication = published(ours)
    with time_machine.travel(BEFORE, tick=True):
        tell_again(ours, BEFORE)
        key = PublishedUpdate.objects.get(update__project=ours.projects["P1"]).pk
        browser(ours.round.head).post(f"/corrections/things/{key}/table/", {"reason": "The site meeting was late."})
        page = words(browser(ours.round.clerk).get(f"/papers/{publication.paper_id}/preview/"))
    assert "Tabled update, 21 July 2026: P1 A new depot" in page
    assert ThingCorrection.objects.get().recorded_by == ours.round.head.signed_in
