"""What residents read without signing in: what was published, as it was published, and nothing else."""

from __future__ import annotations

import csv
import json
import warnings
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import docx
import openpyxl
import pypdf
import pytest
from django.test import Client

from goldenthread.actions import frameworks, outcomes, papers, returns, wards, withholding
from goldenthread.actions.outcomes import Said
from goldenthread.actions.wards import WardEntry
from goldenthread.actions.withholding import Thing
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import Council
from goldenthread.rules.entries import Entry
from goldenthread.rules.framework_yaml import parse
from goldenthread.rules.periods import Period
from tests.a_round import LATER, Q1, ARound
from tests.small_council import NOW, START
from tests.supplied import uncleared
from tests.web.signed_in import browser, words

SECRET = "The contractor Brightwaste is nearly insolvent"


def publish(a_round: ARound, value: str = "51.0", commentary: str = "") -> None:
    """The round's paper, published with its files."""
    a_round.submit(value, commentary=commentary)
    a_round.sign_off()
    a_round.approve()
    a_round.finalise()
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass
    papers.publish(by=a_round.clerk, at=LATER + timedelta(minutes=2), paper=a_round.paper)


def revise(a_round: ARound, value: str) -> None:
    """The figure changes after its paper came out."""
    at = LATER + timedelta(days=1)
    returns.submit(
        by=a_round.provider, at=at, item=a_round.item, entry=Entry(value=Decimal(value)), reason="Counted again"
    )


@pytest.mark.requirement("NH-27")
def test_residents_see_a_figure_only_once_it_is_published_and_members_before(a_round: ARound) -> None:
    a_round.submit("51.0")
    a_round.sign_off()
    a_round.approve()
    member = browser(a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body))
    assert "51.0%" in words(member.get("/my-committees/"))
    assert "51.0%" not in words(Client().get("/public/measures/"))
    a_round.finalise()
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass
    assert "51.0%" not in words(Client().get("/public/measures/"))
    papers.publish(by=a_round.clerk, at=LATER + timedelta(minutes=2), paper=a_round.paper)
    page = words(Client().get("/public/measures/"))
    assert "51.0%" in page
    assert "These are the figures for Q1 2026/27 (April to June 2026), published on 20 July 2026." in page


@pytest.mark.requirement("NH-27")
def test_a_council_that_says_so_shows_approved_figures_without_waiting_for_the_meeting(a_round: ARound) -> None:
    source = uncleared().replace("public: published}", "public: approved}")
    frameworks.adopt(
        by=a_round.council.by,
        at=NOW,
        framework=parse(source, "test.yaml"),
        source=source,
        effective_from=Q1[0],
        reason="Residents need not wait",
    )
    a_round.submit("51.0")
    a_round.sign_off()
    assert "51.0%" not in words(Client().get("/public/measures/"))
    a_round.approve()
    assert "51.0%" in words(Client().get("/public/measures/"))


def test_a_later_revision_stays_inside_until_it_is_published(a_round: ARound) -> None:
    publish(a_round)
    revise(a_round, "53.2")
    page = words(Client().get("/public/measures/W1/"))
    assert "51.0%" in page
    assert "53.2%" not in page


def test_says_how_the_council_is_doing_in_sentences_with_counts_and_their_denominators(a_round: ARound) -> None:
    publish(a_round)
    page = words(Client().get("/public/"))
    assert "How the council is doing in five sentences" in page
    assert "Anytown Council reports on one measure of its Council Plan." in page
    assert "1 of 1 rated: On target (100%)" in page
    assert "1 of 1 measures could be rated" in page


def test_before_anything_is_published_residents_are_told_so(a_round: ARound) -> None:
    page = words(Client().get("/public/"))
    assert "No paper is published yet" in page


def test_the_first_page_of_a_council_leads_residents_to_it(a_round: ARound) -> None:
    page = Client().get("/")
    assert 'href="/public/"' in page.content.decode()
    assert Council.objects.get().is_demo is False


def test_finds_a_service_by_the_words_of_a_resident(a_round: ARound) -> None:
    publish(a_round)
    client = Client()
    assert "1 measure found. 1 A cleaner place" in words(client.get("/public/measures/?words=waste"))
    assert "No measure is about that" in words(client.get("/public/measures/?words=libraries"))
    service = a_round.council.service.pk
    assert "Household waste recycled" in words(client.get(f"/public/measures/?service={service}"))


def test_every_figure_can_be_taken_away_with_the_day_of_its_data(a_round: ARound) -> None:
    publish(a_round)
    client = Client()
    rows = list(csv.DictReader(StringIO(client.get("/public/figures.csv").content.decode("utf-8-sig"))))
    assert [(row["Reference"], row["Period"], row["Actual"], row["Published on"]) for row in rows] == [
        ("W1", "Q1 2026/27", "51", "2026-07-20")
    ]
    figures = json.loads(client.get("/public/figures.json").content)
    assert figures["figures"][0]["Actual"] == "51"
    assert "published on 20 July 2026" in figures["about"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no sparklines
        book = openpyxl.load_workbook(BytesIO(client.get("/public/figures.xlsx").content))
    assert book["Cover"]["A1"].value == "How the council is doing"


def test_a_published_paper_is_read_and_kept_by_anybody(a_round: ARound) -> None:
    publish(a_round)
    client, address = Client(), f"/public/papers/{a_round.paper.pk}/"
    assert "This is what the committee saw" in words(client.get(address))
    listed = words(client.get("/public/"))
    assert "Environment Committee, 8 September 2026" in listed
    for name in ("word", "pdf", "excel"):
        assert client.get(f"{address}{name}/").status_code == 200


def test_a_paper_that_is_not_published_is_not_there(a_round: ARound) -> None:
    assert Client().get(f"/public/papers/{a_round.paper.pk}/").status_code == 404
    assert Client().get(f"/public/papers/{a_round.paper.pk}/pdf/").status_code == 404


def test_what_is_exempt_is_on_no_page_and_in_no_file_even_for_its_own_clerk(a_round: ARound) -> None:
    withholding.mark(
        by=a_round.clerk,
        at=LATER - timedelta(days=12),
        thing=Thing(of_return=a_round.item.of_return, part=""),
        kind="exempt",
        paragraph=3,
        interest="It would harm the tender.",
    )
    publish(a_round, "51.7", commentary=SECRET)
    for client in (Client(), browser(a_round.clerk)):
        for address in ("", "measures/", "measures/W1/", "figures.csv", "summary/", f"papers/{a_round.paper.pk}/"):
            answer = client.get(f"/public/{address}")
            assert answer.status_code == 200, address
            assert "Brightwaste" not in answer.content.decode(), address
            assert "51.7" not in answer.content.decode(), address


def test_an_agenda_is_public_with_its_papers_and_says_what_was_decided(a_round: ARound) -> None:
    meeting = a_round.paper.meeting
    address = f"/public/meetings/{meeting.pk}/"
    item = outcomes.add_item(by=a_round.clerk, at=LATER, meeting=meeting, number="5", title="Trees", purpose="note")
    assert "No agenda is published yet" in words(Client().get(address))
    publish(a_round)
    assert "5. Trees" in words(Client().get(address))
    clerk = replace(a_round.clerk, on=meeting.day)
    outcomes.record(by=clerk, at=LATER, outcome=item.outcome, result="resolve", said=[Said("To plant more of them.")])
    page = words(Client().get(address))
    assert "RESOLVED To plant more of them." in page
    assert f'href="{address}"' in Client().get("/meetings/").content.decode()


@pytest.mark.requirement("SD-15")
def test_the_quarter_is_summed_up_on_one_page(a_round: ARound) -> None:
    publish(a_round)
    client = Client()
    assert "Priority by priority" in words(client.get("/public/summary/"))
    pdf = pypdf.PdfReader(BytesIO(client.get("/public/summary/pdf/").content))
    assert len(pdf.pages) == 1
    assert "Household waste recycled" in pdf.pages[0].extract_text()
    word = docx.Document(BytesIO(client.get("/public/summary/word/").content))
    assert any("How the council is doing" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.requirement("SD-15")
def test_the_annual_report_has_four_quarters_the_outturn_and_the_year_before(a_round: ARound) -> None:
    publish(a_round)
    client = Client()
    page = words(client.get("/public/years/"))
    assert "Annual report" in page
    assert "2025/26" in page
    for figure in ("48.2%", "49.0%", "47.1%", "46.9%"):
        assert figure in page
    for name in ("word", "pdf", "excel"):
        assert client.get(f"/public/years/2025/{name}/").status_code == 200
    assert client.get("/public/years/?year=1999").status_code == 404


@pytest.mark.requirement("GA-15")
def test_a_figure_by_ward_is_published_with_the_council_s_own_and_small_ones_are_not(a_round: ARound) -> None:
    by = a_round.council.by
    names = ("Abbey", "Castle", "Park", "Quay")
    made = [wards.add_ward(by=by, at=LATER, code=name, name=name, starts=START) for name in names]
    values = (Decimal(61), Decimal(48), Decimal(55))
    entries = [WardEntry(ward, value=value) for ward, value in zip(made, values, strict=False)]
    wards.set_figures(
        by=a_round.provider,
        at=LATER - timedelta(days=1),
        measure=a_round.council.measure,
        period=Period(*Q1, "Q1 2026/27"),
        entries=[*entries, WardEntry(made[3], hidden=True)],
    )
    assert "By ward" not in words(Client().get("/public/measures/W1/"))
    publish(a_round)
    page = words(Client().get("/public/measures/W1/"))
    assert "By ward" in page
    assert "Abbey 61.0%" in page
    assert "Quay Too few to publish" in page
    assert "Castle Too few to publish" in page  # the smallest of the others: alone, Quay's could be worked out
    assert "48.0%" not in page
