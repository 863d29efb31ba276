"""Exception reports: asked for by rule, part-written, complete or waived before a paper can be final."""

from __future__ import annotations

import pytest

from goldenthread.actions import papers
from goldenthread.models import ExceptionReport, Paper, PromisedAction, Waiver
from tests.a_round import HEADER, ARound
from tests.small_council import NOW
from tests.web.signed_in import browser, fields, words


@pytest.fixture
def exception(a_round: ARound) -> ExceptionReport:
    """The report that a figure far off target called for."""
    a_round.submit("40", commentary="Crews were short.")
    return ExceptionReport.objects.get()


def _address(exception: ExceptionReport) -> str:
    return f"/exceptions/{exception.pk}/"


def _filled(a_round: ARound, exception: ExceptionReport) -> dict[str, object]:
    shown = fields(browser(a_round.provider).get(_address(exception)))
    written = {name: ["Crews were short."] for name in shown if name.startswith("section-")}
    promise = {
        "promise-0-text": "Recruit two drivers",
        "promise-0-owner": str(a_round.head.person_id),
        "promise-0-due": "2026-09-30",
        "on_track_by": "2026-12-31",
    }
    return {**shown, **written, **promise}


@pytest.mark.requirement("SD-09")
def test_is_asked_for_with_its_facts_already_written(a_round: ARound, exception: ExceptionReport) -> None:
    page = words(browser(a_round.provider).get(_address(exception)))
    assert "It is off target." in page
    assert "Q4 2025/26" in page
    assert "46.9%" in page
    assert "What we are doing" in page


@pytest.mark.requirement("SD-09")
def test_finalising_is_refused_until_it_is_complete_or_waived(a_round: ARound, exception: ExceptionReport) -> None:
    a_round.sign_off()
    a_round.approve()
    papers.lock(by=a_round.leader, at=NOW, paper=a_round.paper)
    papers.write(by=a_round.clerk, at=NOW, paper=a_round.paper, texts=HEADER)
    papers.clear(by=a_round.clerk, at=NOW, paper=a_round.paper)
    clerk = browser(a_round.clerk)
    clerk.post(f"/papers/{a_round.paper.pk}/finalise/")
    assert Paper.objects.get().state == "cleared"
    reason = {"reason": "The service is closed."}
    refused = browser(a_round.head).post(f"/exceptions/waive/{a_round.item.pk}/exception/", reason, follow=True)
    assert "can waive this" in words(refused)
    browser(a_round.council.by).post(f"/exceptions/waive/{a_round.item.pk}/exception/", reason)
    assert Waiver.objects.get().reason == "The service is closed."
    clerk.post(f"/papers/{a_round.paper.pk}/finalise/")
    assert Paper.objects.get().state == "finalised"


def test_keeps_a_draft_and_says_what_is_missing_to_complete_it(a_round: ARound, exception: ExceptionReport) -> None:
    client = browser(a_round.provider)
    shown = fields(client.get(_address(exception)))
    refused = client.post(_address(exception), {**shown, "section-0": "Crews were short.", "do": "complete"})
    assert "Still to write: Why" in words(refused)
    assert "Crews were short." in words(refused)
    done = client.post(_address(exception), {**shown, "section-0": "Crews were short.", "do": "save"}, follow=True)
    assert "Draft saved." in words(done)


def test_is_complete_with_every_section_a_promise_and_a_date(a_round: ARound, exception: ExceptionReport) -> None:
    done = browser(a_round.provider).post(
        _address(exception), _filled(a_round, exception) | {"do": "complete"}, follow=True
    )
    assert "The exception report is complete." in words(done)
    assert PromisedAction.objects.get().text == "Recruit two drivers"


def test_gives_another_row_without_a_script_and_keeps_what_was_typed(
    a_round: ARound, exception: ExceptionReport
) -> None:
    page = browser(a_round.provider).post(_address(exception), _filled(a_round, exception) | {"do": "row"})
    shown = fields(page)
    assert "promise-2-text" in shown
    assert shown["promise-0-text"] == ["Recruit two drivers"]
    assert not PromisedAction.objects.exists()


def test_says_which_part_of_a_promise_is_missing(a_round: ARound, exception: ExceptionReport) -> None:
    typed = _filled(a_round, exception) | {"promise-0-owner": "", "do": "save"}
    assert "An action needs words, an owner and a date." in words(
        browser(a_round.provider).post(_address(exception), typed)
    )


def test_is_in_the_list_of_whoever_writes_or_reads_it(a_round: ARound, exception: ExceptionReport) -> None:
    assert "1 of 1 exception report still to be written." in words(browser(a_round.provider).get("/exceptions/"))
    assert "To be written" in words(browser(a_round.leader).get("/exceptions/"))


def test_shows_its_owner_what_they_promised(a_round: ARound, exception: ExceptionReport) -> None:
    a_round.explain()
    assert "Recruit two drivers" not in words(browser(a_round.provider).get("/to-do/"))
