from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from goldenthread.access import Actor
from goldenthread.actions import papers as actions
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import Paper, Publication, Redaction
from goldenthread.reports import canonical
from tests.a_round import HEADER, LATER, ARound, open_round
from tests.documents.agreement import (
    cells_of,
    missing_in,
    numbers_from_libreoffice,
    tables_of_excel,
    text_of_json,
    text_of_page,
    text_of_pdf,
    text_of_word,
    words_of,
)
from tests.small_council import NOW
from tests.web.signed_in import browser as signed_in
from tests.web.signed_in import words

pytestmark = pytest.mark.django_db
WHY = "=Two rounds were missed in May, because crews were short."


@pytest.fixture
def under_way(db: None) -> ARound:
    return open_round()


@pytest.fixture
def at_the_door(client: Client) -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client.force_login(actor.signed_in)
        return client

    return sign_in


def frozen_with_an_exception(a_round: ARound) -> Publication:
    """The paper of a round whose measure missed its target, explained, with its files built."""
    a_round.submit("40", commentary=WHY, action="Agency cover until September.")
    a_round.explain()
    a_round.sign_off()
    a_round.approve()
    publication = a_round.finalise()
    build_files()
    publication.refresh_from_db()
    return publication


def build_files() -> None:
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass


# One number, one calculation ------------------------------------------------------------------------------------------


def test_page_record_word_pdf_and_excel_agree_cell_for_cell(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    publication = frozen_with_an_exception(under_way)
    browser = at_the_door(under_way.clerk)
    document = canonical.from_json(bytes(publication.report))
    address = f"/papers/{publication.paper_id}/"
    page = browser.get(f"{address}preview/").content.decode()
    files = {name: browser.get(f"{address}files/{name}/").content for name in ("word", "pdf", "excel")}
    cells = [cell.text for cell in cells_of(document)]
    seen = [cell.text for cell in cells_of(document) if cell.kind != "sparkline"]
    assert missing_in(text_of_page(page), seen) == []
    assert missing_in(text_of_word(files["word"]), cells) == []
    assert missing_in(text_of_pdf(files["pdf"]), seen) == []
    record = text_of_json(browser.get(f"{address}frozen.json").content)
    assert [text for text in cells if text not in record] == []
    printed = {text.lstrip("●▲■◆○!‖–↑→↓ ") for row in tables_of_excel(files["excel"]) for text in row}
    assert [text for text in cells if text not in printed] == []


def test_every_word_is_in_page_word_and_pdf(under_way: ARound, at_the_door: Callable[[Actor], Client]) -> None:
    publication = frozen_with_an_exception(under_way)
    browser = at_the_door(under_way.clerk)
    words = words_of(canonical.from_json(bytes(publication.report)))
    address = f"/papers/{publication.paper_id}/"
    assert any(text.startswith("=Two rounds") for text in words)
    assert missing_in(text_of_page(browser.get(f"{address}preview/").content.decode()), words) == []
    assert missing_in(text_of_word(browser.get(f"{address}files/word/").content), words) == []
    assert missing_in(text_of_pdf(browser.get(f"{address}files/pdf/").content), words) == []


# The layout of the framework ------------------------------------------------------------------------------------------


@pytest.mark.requirement("SD-12")
def test_the_header_block_has_every_line_of_the_framework(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    publication = frozen_with_an_exception(under_way)
    page = at_the_door(under_way.clerk).get(f"/papers/{publication.paper_id}/preview/").content.decode()
    said = [
        "Report to", "Environment Committee", "Agenda item", "7", "Date of meeting", "8 September 2026",
        "Category", "Delegated", "Report from", "Director of Place", "Open or exempt", "Open",
        "Members' contact point", "Ada Admin", "Doc", "W1", "Subject", "Performance report: Q1 2026/27",
        "Wards affected", "All", "Terms of reference", "ENV01",
    ]  # fmt: skip
    assert missing_in(text_of_page(page), said) == []


@pytest.mark.requirement("SD-13")
def test_the_headings_stand_in_their_order(under_way: ARound, at_the_door: Callable[[Actor], Client]) -> None:
    publication = frozen_with_an_exception(under_way)
    word = at_the_door(under_way.clerk).get(f"/papers/{publication.paper_id}/files/word/").content
    headings = [
        "Recommendations", "Purpose of the report", "Executive summary", "Detail", "Financial implications",
        "Corporate implications", "Employment implications", "Legal implications", "Council Plan implications",
        "Risk impact", "Community impact", "Consultation", "Equality and diversity impact", "Social value impact",
        "Environmental sustainability", "Conclusions", "Background papers", "Appendix A", "Appendix B",
    ]  # fmt: skip
    assert missing_in(text_of_word(word), headings) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.requirement("SD-14")
def test_consultation_is_numbered_under_its_own_heading(
    under_way: ARound, at_the_door: Callable[[Actor], Client], tmp_path: Path
) -> None:
    publication = frozen_with_an_exception(under_way)
    word = at_the_door(under_way.clerk).get(f"/papers/{publication.paper_id}/files/word/").content
    printed = numbers_from_libreoffice(word, tmp_path)
    wanted = ["6.0 Corporate implications", "6.4 None directly.", "7.0 Community impact", "Consultation", "7.1 None"]
    assert missing_in(printed, wanted) == []


@pytest.mark.requirement("SD-16")
def test_a_measure_has_a_page_with_what_it_is_and_how_it_did(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    publication = frozen_with_an_exception(under_way)
    page = at_the_door(under_way.clerk).get(f"/papers/{publication.paper_id}/preview/").content.decode()
    said = [
        "W1 Household waste recycled", "Overview", "Two rounds were missed", "Actions to sustain or improve",
        "Agency cover", "Q4 2025/26", "46.9%", "Q1 2026/27", "40.0%", "50.5%", "Committee", "Environment Committee",
        "Why it matters", "How it is measured", "Target by year", "Compared with others",
    ]  # fmt: skip
    assert missing_in(text_of_page(page), said) == []


@pytest.mark.requirement("SD-08")
def test_a_paper_has_only_its_own_committees_measures(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    from goldenthread.actions import governance, measures
    from tests.small_council import START

    council = under_way.council
    other = governance.add_body(by=council.by, at=NOW, code="HOU", name="Housing Committee", starts=START)
    measures.add(
        by=council.by, at=NOW, ref="H1", service=council.service, body=other, effective_from=START,
        title="Homes empty", unit="days", decimals=0, polarity="low", frequency="quarter",
    )  # fmt: skip
    page = at_the_door(under_way.clerk).get(f"/papers/{under_way.paper.pk}/preview/").content.decode()
    assert "Household waste recycled" in page
    assert "Homes empty" not in page


# From draft to published, in the browser ------------------------------------------------------------------------------


@pytest.mark.requirement("SD-09")
def test_what_is_missing_is_listed_and_finalising_refused(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    under_way.submit("40", commentary=WHY)
    browser = at_the_door(under_way.clerk)
    page = browser.get(f"/papers/{under_way.paper.pk}/").content.decode()
    assert "Not approved by the Leadership Team yet: 1" in page
    assert "Exception report missing: 1" in page
    browser.post(f"/papers/{under_way.paper.pk}/clear/")
    answer = browser.post(f"/papers/{under_way.paper.pk}/finalise/", follow=True).content.decode()
    assert "The Leadership Team has not locked these figures" in answer
    assert Paper.objects.get().state == "cleared"


def test_the_clerk_writes_the_text_finalises_and_publishes(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    under_way.submit("51")
    under_way.sign_off()
    under_way.approve()
    actions.lock(by=under_way.leader, at=NOW, paper=under_way.paper)
    browser = at_the_door(under_way.clerk)
    address = f"/papers/{under_way.paper.pk}/"
    fields = {f"text-{place}": "" for place in range(30)} | {"seen": "0"}
    fields |= {"text-1": HEADER["Agenda item"], "text-4": HEADER["Report from"], "text-6": "Ada", "text-7": "W1"}
    assert browser.post(f"{address}text/", fields).status_code == 302
    for verb in ("clear", "finalise"):
        browser.post(f"{address}{verb}/")
    assert "files are being built" in browser.get(address).content.decode()
    build_files()
    browser.post(f"{address}publish/")
    assert Paper.objects.get().state == "published"
    assert "SHA-256" in browser.get(address).content.decode()


def test_a_draft_is_not_for_members_until_it_is_published(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    member = under_way.council.person_with("member", "mo@anytown.example", body=under_way.council.body)
    browser = at_the_door(member)
    for place in ("", "preview/", "text/", "files/word/", "frozen.json"):
        assert browser.get(f"/papers/{under_way.paper.pk}/{place}").status_code == 404
    clerks = words(signed_in(under_way.clerk).get("/papers/"))
    assert "1 paper is being prepared; the next goes to Environment Committee, 8 September 2026." in clerks
    seen = words(browser.get("/papers/"))
    assert "Environment Committee" not in seen
    assert "No committee has had a paper yet." in seen
    frozen_with_an_exception(under_way)
    actions.publish(by=under_way.clerk, at=LATER, paper=under_way.paper)
    assert browser.get(f"/papers/{under_way.paper.pk}/preview/").status_code == 200


def test_an_earlier_moment_can_be_looked_at(under_way: ARound, at_the_door: Callable[[Actor], Client]) -> None:
    under_way.submit("51", at=NOW + timedelta(hours=1))
    browser = at_the_door(under_way.clerk)
    address = f"/papers/{under_way.paper.pk}/preview/"
    before = browser.get(f"{address}?as_at_0=2026-07-08&as_at_1=10:30").content.decode()
    after = browser.get(f"{address}?as_at_0=2026-07-08&as_at_1=11:01").content.decode()
    assert "51.0%" not in before
    assert "51.0%" in after
    assert browser.get(f"{address}?as_at_0=nonsense&as_at_1=").status_code == 400
    too_early = browser.get(f"{address}?as_at_0=2020-01-01&as_at_1=09:00")
    assert "The round was opened on 8 July 2026" in too_early.content.decode()


def test_a_redaction_is_asked_for_and_approved_by_another(
    under_way: ARound, at_the_door: Callable[[Actor], Client]
) -> None:
    publication = frozen_with_an_exception(under_way)
    wanted = {
        "kind": "return",
        "ref": "w1",
        "ends_day": "30",
        "ends_month": "6",
        "ends_year": "2026",
        "reason": "Names somebody",
    }
    browser = at_the_door(under_way.council.by)
    browser.post("/redactions/", wanted)
    asked = Redaction.objects.get()
    refused = browser.post(f"/redactions/{asked.pk}/approve/", follow=True).content.decode()
    assert "somebody else has to approve it" in refused
    second = at_the_door(under_way.council.person_with("administrator", "zoe@anytown.example"))
    second.post(f"/redactions/{asked.pk}/approve/")
    publication.refresh_from_db()
    assert "Two rounds were missed" not in bytes(publication.report).decode()
    assert "Two rounds" not in second.get(f"/papers/{publication.paper_id}/preview/").content.decode()


def test_the_console_lists_papers_and_writes_the_frozen_record(under_way: ARound, tmp_path: Path) -> None:
    publication = frozen_with_an_exception(under_way)
    said = StringIO()
    call_command("report", stdout=said)
    assert "Environment Committee" in said.getvalue()
    target = tmp_path / "paper.json"
    call_command("report", str(publication.paper_id), "--format", "json", "--out", str(target), stdout=said)
    assert target.read_bytes() == bytes(publication.report)
