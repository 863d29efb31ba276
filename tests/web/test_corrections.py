"""What is put right after a paper was frozen: the paper stays, the correction stands beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from goldenthread.access import Actor
from goldenthread.actions import cycles, governance, papers, returns
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import Correction, Paper, Publication, PublishedReturn
from goldenthread.reports import canonical
from goldenthread.rules.entries import Entry
from tests.a_round import HEADER, LATER, ARound, open_round
from tests.small_council import NOW
from tests.web.signed_in import Page, browser, fields, words

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def ours(db: None) -> ARound:
    return open_round()


def published(ours: ARound) -> Publication:
    """The round's paper with 51.0 in it, published before its meeting."""
    ours.to_paper("51.0")
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass
    return papers.publish(by=ours.clerk, at=LATER + timedelta(minutes=2), paper=ours.paper)


def revised(ours: ARound, at: datetime) -> PublishedReturn:
    """The figure revised to 52.5 after the paper was frozen, and what the paper printed of it."""
    entry = Entry(value=Decimal("52.5"))
    returns.submit(by=ours.provider, at=at, item=ours.item, entry=entry, reason="Two tickets were counted twice")
    return PublishedReturn.objects.get()


def member(ours: ARound) -> Actor:
    return ours.council.person_with("member", "moe@anytown.example", body=ours.council.body)


def test_a_late_figure_is_tabled_with_its_own_sign_off_and_both_figures_are_kept(ours: ARound) -> None:
    publication = published(ours)
    before = bytes(publication.report)
    with time_machine.travel(LATER + timedelta(days=1), tick=True):
        printed = revised(ours, LATER + timedelta(days=1))
        refused = browser(ours.clerk).post(f"/corrections/{printed.pk}/table/", {"reason": "Late data"}, follow=True)
        assert "You cannot sign returns off" in words(refused)
        browser(ours.head).post(f"/corrections/{printed.pk}/table/", {"reason": "The weighbridge was late."})
        page = words(browser(member(ours)).get(f"/papers/{publication.paper_id}/preview/"))
    assert "Tabled update, 21 July 2026: W1" in page
    assert "was printed as 51.0% and is 52.5%. The weighbridge was late." in page
    made = Correction.objects.get()
    assert (made.printed.value, made.corrected.value) == (Decimal("51.0"), Decimal("52.5"))
    assert made.recorded_by == ours.head.signed_in
    publication.refresh_from_db()
    assert bytes(publication.report) == before


def _locked(ours: ARound) -> None:
    """The paper with 51.0 in it, locked by the Leadership Team and not final yet."""
    ours.submit("51.0")
    ours.sign_off()
    ours.approve()
    papers.lock(by=ours.leader, at=NOW, paper=ours.paper)


def _change(ours: ARound, value: str, **chosen: str) -> Page:
    """The provider changes the figure on its page."""
    client, address = browser(ours.provider), f"/updates/{ours.item.pk}/"
    shown = {name: values for name, values in fields(client.get(address)).items() if name != "late"}
    return client.post(address, {**shown, f"i{ours.item.pk}-value": value, "do": "submit", **chosen}, follow=True)


@pytest.mark.requirement("HE-12")
def test_a_figure_that_comes_after_the_lock_is_tabled_and_the_paper_prints_what_was_locked(ours: ARound) -> None:
    _locked(ours)
    with time_machine.travel(LATER, tick=True):
        page = words(browser(ours.provider).get(f"/updates/{ours.item.pk}/"))
        assert "The Leadership Team has locked this figure for Environment Committee, 8 September 2026." in page
        assert "Choose whether the figure is tabled" in words(_change(ours, "52.5"))
        assert "Say why the figure comes late" in words(_change(ours, "52.5", late="table"))
        done = words(_change(ours, "52.5", late="table", reason="The weighbridge was late."))
        assert "The paper prints what the Leadership Team locked" in done
    ours.paper.refresh_from_db()
    assert ours.paper.locked_at == NOW
    waits = words(browser(ours.clerk).get(f"/papers/{ours.paper.pk}/"))
    assert "W1: Dee entered another figure on 20 July 2026." in waits
    later = LATER + timedelta(hours=1)
    papers.write(by=ours.clerk, at=later, paper=ours.paper, texts=HEADER)
    papers.clear(by=ours.clerk, at=later, paper=ours.paper)
    publication = papers.finalise(by=ours.clerk, at=later, paper=ours.paper)
    printed = PublishedReturn.objects.get()
    assert printed.version_number == 1
    assert b"51.0" in bytes(publication.report)
    assert b"52.5" not in bytes(publication.report)
    with time_machine.travel(later, tick=True):
        waiting = words(browser(ours.head).get("/corrections/"))
        assert "No paper has been corrected; 1 thing changed since without a correction." in waiting
        assert "51.0%" in waiting
        assert "52.5%" in waiting
        listed = words(browser(ours.head).get("/to-do/"))
        assert "Table W1 Household waste recycled at the meeting of Environment Committee" in listed
        browser(ours.head).post(f"/corrections/{printed.pk}/table/", {"reason": "The weighbridge was late."})
        assert "Table W1" not in words(browser(ours.head).get("/to-do/"))
    made = Correction.objects.get()
    assert (made.kind, made.printed.value, made.corrected.value) == ("tabled", Decimal("51.0"), Decimal("52.5"))


@pytest.mark.requirement("SD-10")
def test_a_figure_that_goes_into_a_locked_paper_takes_the_lock_off(ours: ARound) -> None:
    _locked(ours)
    with time_machine.travel(LATER, tick=True):
        assert "Submitted." in words(_change(ours, "52.5", late="reopen"))
    ours.paper.refresh_from_db()
    ours.item.refresh_from_db()
    assert ours.paper.locked_at is None
    assert ours.item.state == "submitted"


def test_a_figure_that_came_late_is_signed_off_like_any_other_once_the_lock_comes_off(ours: ARound) -> None:
    _locked(ours)
    entry = Entry(value=Decimal("52.5"))
    returns.submit(by=ours.provider, at=LATER, item=ours.item, entry=entry, reason="It came late.", late=True)
    returns.override(by=ours.leader, at=LATER, item=ours.item, status="amber", reason="The target is in doubt.")
    ours.paper.refresh_from_db()
    ours.item.refresh_from_db()
    assert ours.paper.locked_at is None
    assert ours.item.state == "submitted"


def test_an_erratum_is_issued_on_every_paper_that_printed_the_figure_and_alters_none(ours: ARound) -> None:
    publication = published(ours)
    with time_machine.travel(AFTER, tick=True):
        printed = revised(ours, AFTER)
        clerk = browser(ours.clerk)
        assert "Printed as 51.0%, now 52.5%" in words(clerk.get("/corrections/"))
        over = browser(ours.head).post(f"/corrections/{printed.pk}/table/", {"reason": "Late"}, follow=True)
        assert "The meeting is over" in words(over)
        clerk.post(f"/corrections/{printed.pk}/issue/", {"reason": "Two tickets were counted twice."})
        again = clerk.post(f"/corrections/{printed.pk}/issue/", {"reason": "Again"}, follow=True)
        assert "or has its erratum" in words(again)
        door = browser(member(ours))
        listed = words(door.get("/corrections/"))
        paper = words(door.get(f"/papers/{publication.paper_id}/"))
    assert "Erratum, 20 September 2026: W1" in listed
    assert "Affects the paper of" in listed
    assert "Erratum, 20 September 2026: W1" in paper
    publication.refresh_from_db()
    assert "51.0" in repr(canonical.from_json(bytes(publication.report)))
    assert "52.5" not in repr(canonical.from_json(bytes(publication.report)))


def test_a_correction_needs_a_reason_and_something_to_correct(ours: ARound) -> None:
    published(ours)
    with time_machine.travel(AFTER, tick=True):
        printed = PublishedReturn.objects.get()
        clerk = browser(ours.clerk)
        nothing = clerk.post(f"/corrections/{printed.pk}/issue/", {"reason": "Wrong"}, follow=True)
        assert "Revise the figure first" in words(nothing)
        revised(ours, AFTER)
        bare = clerk.post(f"/corrections/{printed.pk}/issue/", {"reason": " "}, follow=True)
        assert "Say why the figure was wrong" in words(bare)


def test_a_member_is_told_nothing_of_a_paper_that_is_not_published(ours: ARound) -> None:
    ours.to_paper("51.0")
    with time_machine.travel(LATER + timedelta(days=1), tick=True):
        printed = revised(ours, LATER + timedelta(days=1))
        browser(ours.head).post(f"/corrections/{printed.pk}/table/", {"reason": "The weighbridge was late."})
        assert "52.5" not in words(browser(member(ours)).get("/corrections/"))


def test_the_next_paper_prints_what_was_tabled_at_the_last_meeting(ours: ARound) -> None:
    published(ours)
    with time_machine.travel(LATER + timedelta(days=1), tick=True):
        printed = revised(ours, LATER + timedelta(days=1))
        browser(ours.head).post(f"/corrections/{printed.pk}/table/", {"reason": "The weighbridge was late."})
    by, after = ours.council.by, datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    meeting = governance.add_meeting(by=by, at=AFTER, body=ours.council.body, day=date(2026, 12, 8))
    cycles.open_round(
        by=by, at=AFTER, label="Q2 2026/27", starts=date(2026, 7, 1), ends=date(2026, 9, 30), meetings=[meeting]
    )
    with time_machine.travel(after, tick=True):
        paper = Paper.objects.get(meeting=meeting)
        page = words(browser(ours.clerk).get(f"/papers/{paper.pk}/preview/"))
    assert "Corrections of earlier reports" in page
    assert "Tabled update, 21 July 2026: W1" in page
