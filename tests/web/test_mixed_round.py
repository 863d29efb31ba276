"""Projects, risks and budgets in the round: asked for, chased, signed off, approved and frozen as returns are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import door, milestones, papers, risks, signing
from goldenthread.models import DueItem, ExceptionReport, Milestone, Paper, PublishedUpdate
from goldenthread.rules.refusals import Refusal
from tests.a_mixed_round import AMixedRound, open_mixed
from tests.a_project import add
from tests.a_round import HEADER, LATER
from tests.small_council import NOW
from tests.web.signed_in import browser, words


@pytest.fixture
def mixed(db: None) -> Iterator[AMixedRound]:
    with time_machine.travel(NOW, tick=True):
        yield open_mixed()


def _sign_everything(mixed: AMixedRound) -> None:
    signing.sign_off(by=mixed.round.head, at=NOW, items=list(DueItem.objects.filter(state="submitted")))


def _approve_everything(mixed: AMixedRound) -> None:
    _sign_everything(mixed)
    signing.approve(by=mixed.round.leader, at=NOW, items=list(DueItem.objects.filter(state="signed_off")))


def test_asks_each_person_for_what_is_theirs_and_nobody_else_s(mixed: AMixedRound) -> None:
    asked = {
        mixed.manager: "Project update: P1 A new depot",
        mixed.owner: "Risk review: R1 Not enough drivers",
        mixed.round.head: "Budget explanation: 1001 Crews",
    }
    for person, task in asked.items():
        for address in ("/to-do/", "/updates/"):
            page = words(browser(person).get(address))
            assert task in page
            assert all(other not in page for other in asked.values() if other != task)


def test_handing_in_takes_it_from_one_person_to_the_next(mixed: AMixedRound) -> None:
    shown = {"overall": "on-track", "commentary": "Going well.", "seen": "0"}
    browser(mixed.manager).post("/projects/P1/update/", shown)
    assert "Project update" not in words(browser(mixed.manager).get("/to-do/"))
    mixed.review()
    mixed.explain_budget()
    waiting = words(browser(mixed.round.head).get("/to-do/"))
    assert "1 project update, 1 risk review and 1 budget explanation to sign off for Q1 2026/27" in waiting
    page = words(browser(mixed.round.head).get("/sign-off/"))
    for told in ("P1 A new depot", "R1 Not enough drivers", "Two drivers start in August.", "Two lorries were hired."):
        assert told in page
    _sign_everything(mixed)
    leader = words(browser(mixed.round.leader).get("/leadership/"))
    assert "P1 A new depot" in leader
    assert "High overspend" in leader


def test_one_item_is_looked_at_closely_and_sent_back_with_a_note(mixed: AMixedRound) -> None:
    mixed.update()
    item = mixed.item("project")
    head = browser(mixed.round.head)
    assert "Project update: P1" in words(head.get(f"/sign-off/{item.pk}/"))
    head.post(f"/sign-off/{item.pk}/", {"do": "return", "note": "When does the new contractor start?"})
    page = words(browser(mixed.manager).get("/to-do/"))
    assert "P1 A new depot came back to you" in page
    assert "When does the new contractor start?" in page


def test_completeness_counts_every_kind_and_writes_to_whoever_is_late(mixed: AMixedRound) -> None:
    with time_machine.travel(NOW + timedelta(days=60)):
        page = words(browser(mixed.round.leader).get("/completeness/?column=late"))
    assert "0 of 4 things asked for are in" in page
    assert "Project update. Waste and Recycling" in page
    assert "pru@anytown.example" in page
    assert "Project update: P1 A new depot" in page


@pytest.mark.parametrize("address", ["/to-do/", "/sign-off/", "/leadership/", "/completeness/"])
def test_a_list_asks_no_more_queries_for_more_projects(mixed: AMixedRound, address: str) -> None:
    reader = mixed.round.leader if address in ("/leadership/", "/completeness/") else mixed.round.head
    mixed.update()
    client = browser(reader)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for ref in ("P2", "P3", "P4"):
        _another_project(mixed, ref)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def _another_project(mixed: AMixedRound, ref: str) -> None:
    project = add(mixed.council, ref)
    with door.write():
        DueItem.objects.create(round=mixed.round.round, paper=mixed.round.paper, project=project)
    replace(mixed, project=project).update()


@pytest.mark.requirement("SD-10")
def test_a_later_edit_takes_the_approval_and_the_lock_off_again(mixed: AMixedRound) -> None:
    mixed.hand_in()
    _approve_everything(mixed)
    papers.lock(by=mixed.round.leader, at=NOW, paper=mixed.round.paper)
    milestone = Milestone.objects.get(title="Built")
    milestones.forecast(by=mixed.manager, at=LATER, milestone=milestone, day=milestone.dates.first().day, reason="Late")  # type: ignore[union-attr]
    assert mixed.item("project").state == "submitted"
    assert Paper.objects.get().locked_at is None
    assert "1 project update to sign off" in words(browser(mixed.round.head).get("/to-do/"))


def test_whoever_would_take_a_lock_off_is_told_before(mixed: AMixedRound) -> None:
    mixed.hand_in()
    _approve_everything(mixed)
    pages = {
        f"/projects/{mixed.project.ref}/update/": mixed.manager,
        f"/risks/{mixed.risk.ref}/review/": mixed.owner,
        f"/money/lines/{mixed.line.pk}/explain/": mixed.round.head,
    }
    told = "The Leadership Team has locked this for Environment Committee, 8 September 2026."
    assert [told in words(browser(who).get(page)) for page, who in pages.items()] == [False, False, False]
    papers.lock(by=mixed.round.leader, at=NOW, paper=mixed.round.paper)
    assert [told in words(browser(who).get(page)) for page, who in pages.items()] == [True, True, True]


@pytest.mark.requirement("SD-09")
def test_a_red_project_needs_an_exception_report_as_a_red_measure_does(mixed: AMixedRound) -> None:
    mixed.update("off-track")
    assert "Exception report on P1 A new depot" in words(browser(mixed.manager).get("/to-do/"))
    exception = ExceptionReport.objects.get()
    page = words(browser(mixed.manager).get(f"/exceptions/{exception.pk}/"))
    for told in (
        "The project is off track overall.",
        "P1: milestones",
        "Designed",
        "The contractor left.",
        "Milestones",
    ):
        assert told in page
    assert "P1 A new depot" in words(browser(mixed.round.head).get("/exceptions/"))


@pytest.mark.requirement("SD-09")
@pytest.mark.parametrize("supplied", [True, False])
def test_a_paper_waits_for_a_project_s_exception_report_or_its_waiver(mixed: AMixedRound, supplied: bool) -> None:
    mixed.hand_in()
    mixed.update("off-track", reason="Looked at again")
    _approve_everything(mixed)
    paper = mixed.round.paper
    papers.lock(by=mixed.round.leader, at=NOW, paper=paper)
    papers.write(by=mixed.round.clerk, at=NOW, paper=paper, texts=HEADER)
    papers.clear(by=mixed.round.clerk, at=NOW, paper=paper)
    refused = browser(mixed.round.clerk).post(f"/papers/{paper.pk}/finalise/", follow=True)
    assert "P1 needs an exception report. Write it, or waive it." in words(refused)
    assert Paper.objects.get().state == "cleared"
    if supplied:
        # The Leadership Team has not seen it: its lock is off until it has.
        mixed.explain_project()
        papers.lock(by=mixed.round.leader, at=NOW, paper=paper)
    else:
        item = mixed.item("project")
        reason = {"reason": "The project ends next month."}
        browser(mixed.council.by).post(f"/exceptions/waive/{item.pk}/exception/", reason)
    browser(mixed.round.clerk).post(f"/papers/{paper.pk}/finalise/")
    assert Paper.objects.get().state == "finalised"


def test_what_a_paper_said_is_kept_and_a_later_change_is_a_revision_with_its_reason(mixed: AMixedRound) -> None:
    mixed.hand_in()
    _approve_everything(mixed)
    mixed.round.finalise()
    frozen = list(PublishedUpdate.objects.all())
    assert [each.update.number for each in frozen if each.update] == [1]
    assert [each.review.note for each in frozen if each.review] == ["Two drivers start in August."]
    assert [each.position.explanation for each in frozen if each.position] == ["Two lorries were hired."]
    with pytest.raises(Refusal, match="Say why it changes"):
        mixed.update("at-risk", at=LATER)
    mixed.update("at-risk", at=LATER, reason="The date was wrong.")
    assert mixed.item("project").state == "approved"


def test_members_see_an_update_from_approval_and_officers_elsewhere_from_submission(mixed: AMixedRound) -> None:
    member, officer = mixed.member, mixed.council.person_with("administrator", "adam@anytown.example")
    assert "The contractor left." not in words(browser(member).get("/projects/P1/"))
    mixed.hand_in()
    assert "The contractor left." not in words(browser(member).get("/projects/P1/"))
    assert "The contractor left." in words(browser(officer).get("/projects/P1/"))
    assert "Two drivers start in August." not in words(browser(member).get("/risks/R1/"))
    assert "Two lorries were hired." not in words(browser(member).get(f"/money/lines/{mixed.line.pk}/"))
    _approve_everything(mixed)
    assert "The contractor left." in words(browser(member).get("/projects/P1/"))
    assert "Two lorries were hired." in words(browser(member).get(f"/money/lines/{mixed.line.pk}/"))


def test_what_is_over_owes_nothing_more(mixed: AMixedRound) -> None:
    officer = mixed.council.person_with("risk_officer", "ray@anytown.example")
    risks.archive(by=officer, at=NOW, risk=mixed.risk, effective_from=NOW.date(), reason="The firm closed.")
    assert not DueItem.objects.filter(risk=mixed.risk).exists()


def test_a_round_can_be_opened_without_some_kinds(mixed: AMixedRound) -> None:
    client = browser(mixed.council.by)
    page = words(client.get("/rounds/open/"))
    assert "Project updates" in page
    with door.write():
        DueItem.objects.all().delete()
        mixed.round.paper.deadlines.all().delete()
        mixed.round.paper.delete()
        mixed.round.round.delete()
    done = client.post(
        "/rounds/open/",
        {"ends": "2026-06-30", "label": "Again", "do": "open", "kinds": "chosen", "kind": ["risk"]},
        follow=True,
    )
    assert "Again is open: 2 items are due." in words(done)
    assert {item.kind for item in DueItem.objects.all()} == {"return", "risk"}
