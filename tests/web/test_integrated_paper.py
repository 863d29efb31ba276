"""One paper with measures, projects, risks and money: on the page, in Word, PDF and Excel, and frozen."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.oxml.ns import qn
from lxml import html

from goldenthread.actions import decisions, exceptions, frameworks, governance, milestones, plans, projects
from goldenthread.actions.exceptions import Promise
from goldenthread.documents.excel import excel
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.imports import framework_files
from goldenthread.models import ExceptionReport, Milestone, PublishedUpdate
from goldenthread.reports import canonical
from goldenthread.reports.blocks import Document, Facts, Table
from goldenthread.reports.paper import build
from goldenthread.rules.framework_yaml import parse
from tests.a_round import LATER
from tests.an_integrated_paper import YEAR, AnIntegratedPaper, add_project, begin, tell
from tests.documents.agreement import (
    cells_of,
    missing_in,
    tables_of,
    tables_of_excel,
    text_of_json,
    text_of_page,
    text_of_pdf,
    text_of_word,
    words_of,
)
from tests.small_council import NOW, START, TODAY
from tests.web.signed_in import browser, words

YELLOW = "FFF1A8"


@pytest.fixture
def paper(db: None) -> AnIntegratedPaper:
    return begin()


def drawn(paper: AnIntegratedPaper) -> Document:
    """The draft as its clerk has it."""
    a_round = paper.round
    return build(a_round.paper, reader=a_round.clerk, on=TODAY, known_at=LATER, stamp="Draft, 8 July 2026").document


def page(paper: AnIntegratedPaper) -> str:
    """What the page of the draft says."""
    return words(browser(paper.round.clerk).get(f"/papers/{paper.round.paper.pk}/preview/"))


def table(paper: AnIntegratedPaper, caption: str) -> Table:
    return next(one for one in tables_of(drawn(paper)) if caption in one.caption)


def rows(paper: AnIntegratedPaper, caption: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(paper, caption).rows]


# Together -------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("HE-04")
@pytest.mark.requirement("SD-06")
def test_a_priority_shows_its_measures_projects_risks_and_money_together(paper: AnIntegratedPaper) -> None:
    wanted = [
        "1 A cleaner place", "W1 Household waste recycled", "P1 A new depot", "Off track", "R1 Not enough drivers",
        "9 Medium", "C1 The depot", "2,000", "2,040",
    ]  # fmt: skip
    assert missing_in(page(paper), wanted) == []
    assert missing_in(text_of_word(word(drawn(paper))), wanted) == []


@pytest.mark.requirement("HA-17")
def test_what_serves_a_priority_that_is_over_stands_under_the_one_that_follows(paper: AnIntegratedPaper) -> None:
    council = paper.round.council
    for element in (council.aim, council.priority):
        plans.end_element(by=council.by, at=NOW, element=element, last_day=date(2026, 6, 30))
    assert missing_in(page(paper), ["1 A cleaner place: measures", "1 A cleaner place: projects"]) == []
    plans.add_element(
        by=council.by, at=NOW, plan=council.plan, level="priority", code="7", title="Clean and green",
        predecessor=council.priority, starts=date(2026, 7, 1),
    )  # fmt: skip
    said = page(paper)
    assert (
        missing_in(said, ["7 Clean and green: measures", "7 Clean and green: projects", "risks that bear on it"]) == []
    )
    assert "1 A cleaner place: " not in said


@pytest.mark.requirement("HA-17")
def test_what_serves_a_priority_that_was_over_before_the_period_stands_outside_the_plan(
    paper: AnIntegratedPaper,
) -> None:
    council = paper.round.council
    for element in (council.aim, council.priority):
        plans.end_element(by=council.by, at=NOW, element=element, last_day=date(2026, 3, 31))
    said = page(paper)
    wanted = ["Outside the plan: measures", "W1 Household waste recycled", "Risks that bear on no priority"]
    assert missing_in(said, wanted) == []
    assert "1 A cleaner place: " not in said


@pytest.mark.requirement("NH-12")
def test_the_projects_are_counted_in_one_line(paper: AnIntegratedPaper) -> None:
    assert "3 projects, 1 red, 1 green, 1 complete." in page(paper)


@pytest.mark.requirement("HE-04")
def test_the_money_of_the_services_says_why_budgets_are_over(paper: AnIntegratedPaper) -> None:
    said = page(paper)
    assert "The General Fund is forecast to overspend by £200k (6.7%)" in said
    assert "Collection crews: Agency drivers cost more." in said
    assert "S1 Fewer rounds" in said


# Milestones -----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-13")
def test_only_milestones_that_matter_are_in_the_paper_and_all_are_on_the_page(paper: AnIntegratedPaper) -> None:
    printed = [row[0] for row in rows(paper, "Milestones that matter now")]
    assert printed == ["P1 Designed", "P1 Built"]
    assert "Opened" in words(browser(paper.round.clerk).get("/projects/P1/"))


@pytest.mark.requirement("NH-10")
def test_a_proposed_date_is_highlighted_with_its_reason_in_every_format(paper: AnIntegratedPaper) -> None:
    document = drawn(paper)
    built = next(row for row in table(paper, "Milestone dates proposed").rows)
    assert [cell.text for cell in built] == [
        "P1 Built", "31 December 2026", "31 December 2026", "30 June 2027", "Steel is late."
    ]  # fmt: skip
    assert built[3].kind == "change"
    shown = browser(paper.round.clerk).get(f"/papers/{paper.round.paper.pk}/preview/").content.decode()
    assert "30 June 2027" in shown[shown.index("gt-change") :][:200]
    assert YELLOW in fills_of_word(word(document), "30 June 2027")
    assert YELLOW in fills_of_excel(excel(document), "30 June 2027")
    assert "30June2027" in text_of_pdf(pdf(document))


@pytest.mark.requirement("NH-10")
def test_an_approved_date_stands_and_is_not_highlighted_any_more(paper: AnIntegratedPaper) -> None:
    a_round = paper.round
    decision = decisions.record(
        by=a_round.clerk, at=NOW, body=a_round.council.body, day=TODAY, minute="ENV/9", text="That it be approved."
    )
    asked = Milestone.objects.get(title="Built").proposals.get()
    milestones.settle(by=a_round.clerk, at=NOW, proposal=asked, decision=decision, approve=True)
    built = next(row for row in rows(paper, "Milestones that matter now") if row[0] == "P1 Built")
    assert built[1:4] == ["31 December 2026", "30 June 2027", "None"]
    assert not [one for one in tables_of(drawn(paper)) if "dates proposed" in one.caption]


def fills_of_word(content: bytes, text: str) -> set[str]:
    """The shades of the cells of a Word file that say this."""
    cells = docx.Document(BytesIO(content)).element.body.iter(qn("w:tc"))
    said = (cell for cell in cells if "".join(words.text for words in cell.iter(qn("w:t"))).strip() == text)
    return {shade.get(qn("w:fill")).upper() for cell in said for shade in cell.iter(qn("w:shd"))}


def workbook(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline")  # openpyxl cannot read them; Excel does
        return openpyxl.load_workbook(BytesIO(content))


def fills_of_excel(content: bytes, text: str) -> set[str]:
    """The shades of the cells of a workbook that say this."""
    book = workbook(content)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {str(cell.fill.fgColor.rgb)[-6:] for cell in cells if cell.value == text}


# Recommendations ------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-11")
def test_projects_added_and_completed_and_dates_asked_for_are_recommended(paper: AnIntegratedPaper) -> None:
    said = page(paper)
    assert "That the Committee confirm the addition of P2 Two hundred trees." in said
    assert "That the Committee note the completion of P3 Quieter bins." in said
    assert "That a new date of 30 June 2027 be approved for “Built” of P1 A new depot" in said
    assert "be agreed as 4 Low (agreed before: 9 Medium)." in said


@pytest.mark.requirement("NH-11")
def test_a_replaced_project_is_named_with_the_one_that_replaces_it(paper: AnIntegratedPaper) -> None:
    a_round = paper.round
    heir = add_project(a_round.council, "P4", "A shared depot", TODAY)
    decision = decisions.record(
        by=a_round.clerk, at=NOW, body=a_round.council.body, day=TODAY, minute="ENV/9", text="That it be replaced."
    )
    projects.stand(
        by=a_round.council.by, at=NOW, project=paper.projects["P1"], state="replaced", effective_from=TODAY,
        reason="A neighbour shares theirs.", decision=decision, replaced_by=heir,
    )  # fmt: skip
    assert "That the Committee note the replacement of P1 A new depot by P4." in page(paper)


@pytest.mark.requirement("NH-11")
def test_the_clerk_edits_the_recommendations_and_untouched_ones_follow_the_figures(paper: AnIntegratedPaper) -> None:
    clerk, address = browser(paper.round.clerk), f"/papers/{paper.round.paper.pk}/text/"
    name, given = box(clerk.get(address).content.decode(), "Recommendations")
    assert "That the Committee note the completion of P3 Quieter bins." in given
    clerk.post(address, {"seen": "0", name: given.replace("\n", "\r\n")})
    assert "Recommendations" not in paper.round.paper.texts.current().get().texts
    clerk.post(address, {"seen": "1", name: "That the committee thank the crews."})
    said = page(paper)
    assert "That the committee thank the crews." in said
    assert "note the completion of P3" not in said


def box(content: str, label: str) -> tuple[str, str]:
    """The name of a text box on a page, and what stands in it."""
    found: Any = html.fromstring(content)
    (wanted,) = found.xpath(f"//label[normalize-space() = '{label}']/@for")
    (area,) = found.xpath(f"//textarea[@id = '{wanted}']")
    return str(area.get("name")), str(area.text_content()).strip()


# What projects owe the committee --------------------------------------------------------------------------------------


@pytest.mark.requirement("SD-09")
def test_a_project_off_track_without_an_exception_report_says_so_and_is_a_gap(paper: AnIntegratedPaper) -> None:
    said = page(paper)
    assert "1 project needs an exception report; none is supplied. It is in Appendix B." in said
    assert missing_in(said, ["Appendix B", "P1 A new depot", "No exception report was supplied by Waste and"]) == []
    assert "Exception report missing: 1" in words(browser(paper.round.clerk).get(f"/papers/{paper.round.paper.pk}/"))


@pytest.mark.requirement("SD-09")
def test_a_project_s_exception_report_is_printed_with_its_actions(paper: AnIntegratedPaper) -> None:
    a_round = paper.round
    exception = ExceptionReport.objects.get(item__project=paper.projects["P1"])
    headings = a_round.paper.round.framework.document["exceptions"]["sections"]
    exceptions.write(
        by=a_round.council.person_with("project_manager", "pru@anytown.example", project=paper.projects["P1"]),
        at=NOW,
        exception=exception,
        sections={heading: f"{heading}: steel is late." for heading in headings},
        on_track_by=date(2026, 12, 31),
        promises=[Promise("Find another supplier", a_round.head.signed_in.person, date(2026, 9, 30))],
    )
    wanted = [
        "Appendix B", "P1 A new depot", "Why this report is needed", "Back on track by", "31 December 2026",
        "What happened", "What happened: steel is late.", "P1: actions", "Find another supplier", "30 September 2026",
    ]  # fmt: skip
    assert missing_in(page(paper), wanted) == []


def test_a_waived_update_is_printed_with_who_waived_it(paper: AnIntegratedPaper) -> None:
    publication = paper.freeze()
    said = text_of_json(bytes(publication.report))
    assert "No exception report was supplied by Waste and Recycling" in said
    assert "Waived by" in said


def test_the_frozen_record_knows_which_update_it_printed(paper: AnIntegratedPaper) -> None:
    publication = paper.freeze()
    printed = PublishedUpdate.objects.filter(publication=publication, update__isnull=False)
    assert {each.update.project.ref for each in printed if each.update} == {"P1", "P2"}


# Risks ----------------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-18")
def test_a_risk_stands_as_the_committee_agreed_it_and_the_proposal_is_highlighted(paper: AnIntegratedPaper) -> None:
    (register,) = rows(paper, "Risk register")
    assert register[0] == "R1 Not enough drivers"
    assert register[2:4] == ["9 Medium", "4 Low"]
    proposed = table(paper, "Risk scores proposed").rows[0]
    assert [cell.text for cell in proposed[1:]] == ["9 Medium", "4 Low", "Four drivers have been recruited."]
    assert proposed[2].kind == "change"
    assert YELLOW in fills_of_excel(excel(drawn(paper)), "4 Low")


@pytest.mark.requirement("NH-17")
def test_a_service_s_own_risk_is_in_no_format(paper: AnIntegratedPaper) -> None:
    document = drawn(paper)
    for text in (
        page(paper),
        text_of_json(canonical.to_json(document)),
        text_of_word(word(document)),
        "\n".join(text for row in tables_of_excel(excel(document)) for text in row),
    ):
        assert "R1 Not enough drivers" in text
        assert "yard floods" not in text


def test_another_committees_projects_and_risks_are_not_in_it(paper: AnIntegratedPaper) -> None:
    council = paper.round.council
    other = governance.add_body(by=council.by, at=NOW, code="HOU", name="Housing Committee", starts=START)
    add_project(paper.round.council, "P9", "New homes", body=other)
    assert "New homes" not in page(paper)


# One record -----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("NH-03")
def test_one_appendix_has_a_project_with_its_milestones_measures_and_risks(paper: AnIntegratedPaper) -> None:
    appendix = next(each for each in drawn(paper).appendices if each.title == "Projects")
    depot = next(section for section in appendix.sections if section.heading == "P1 A new depot")
    tables = {one.caption: one for one in depot.blocks if isinstance(one, Table)}
    assert {caption: one.rows[0][0].text for caption, one in tables.items()} == {
        "P1: milestones": "P1 Designed",
        "P1: linked measures": "W1 Household waste recycled",
        "P1: linked risks": "R1 Not enough drivers",
    }
    facts = dict(next(one for one in depot.blocks if isinstance(one, Facts)).rows)
    assert (facts["Status"], facts["Cost"], facts["Budget for the year"]) == ("Off track", "At risk", "£1,250,000")


def test_page_record_word_pdf_and_excel_agree_cell_for_cell(paper: AnIntegratedPaper) -> None:
    document = canonical.from_json(bytes(paper.freeze().report))
    cells = [cell.text for cell in cells_of(document)]
    seen = [cell.text for cell in cells_of(document) if cell.kind != "sparkline"]
    shown = browser(paper.round.clerk).get(f"/papers/{paper.round.paper.pk}/preview/").content.decode()
    assert missing_in(text_of_page(shown), seen) == []
    assert missing_in(text_of_word(word(document)), cells) == []
    assert missing_in(text_of_pdf(pdf(document)), seen) == []
    record = text_of_json(canonical.to_json(document))
    assert [text for text in cells if text not in record] == []
    printed = {text.lstrip("●▲■◆○!‖–↑→↓ ") for row in tables_of_excel(excel(document)) for text in row}
    assert [text for text in cells if text not in printed] == []
    for text in (text_of_page(shown), text_of_word(word(document)), text_of_pdf(pdf(document))):
        assert missing_in(text, words_of(document)) == []


def test_numbers_of_money_are_numbers_in_excel(paper: AnIntegratedPaper) -> None:
    book = workbook(excel(drawn(paper)))
    sheet = next(sheet for sheet in book if str(sheet["A1"].value).startswith("General Fund: revenue"))
    assert [sheet.cell(4, column).value for column in (2, 3, 4, 5)] == [3000, 750, 3200, 200]


def test_the_frozen_paper_is_what_is_built_again_as_at_that_moment(paper: AnIntegratedPaper) -> None:
    publication = paper.freeze()
    milestones.forecast(
        by=paper.round.council.by,
        at=LATER + timedelta(hours=1),
        milestone=Milestone.objects.get(title="Built"),
        day=TODAY,
        reason="Sooner.",
    )
    again = build(
        paper.round.paper, reader=paper.round.clerk, on=paper.round.clerk.on, known_at=publication.frozen_at,
        stamp=canonical.from_json(bytes(publication.report)).stamp,
    )  # fmt: skip
    assert canonical.to_json(again.document) == bytes(publication.report)


def test_the_paper_takes_no_more_queries_however_much_is_in_it(paper: AnIntegratedPaper) -> None:
    drawn(paper)
    with CaptureQueriesContext(connection) as few:
        drawn(paper)
    for number in range(10, 22):
        tell(
            paper.round.council,
            add_project(paper.round.council, f"P{number}", f"Project {number}"),
            "off-track",
            "The money ran out.",
        )
    with CaptureQueriesContext(connection) as many:
        drawn(paper)
    assert len(many) <= len(few)


# Other councils' packs are YAML alone ---------------------------------------------------------------------------------


def adopt(paper: AnIntegratedPaper, name: str) -> Document:
    """The same round's paper as another council's framework lays it out."""
    a_round = paper.round
    source = framework_files.source(name)
    frameworks.adopt(
        by=a_round.council.by, at=NOW, framework=parse(source, name), source=source, effective_from=YEAR,
        reason="Another layout.",
    )  # fmt: skip
    return drawn(paper)


@pytest.mark.requirement("HE-18")
def test_a_fixed_pack_has_its_eight_lettered_appendices_even_where_one_is_empty(paper: AnIntegratedPaper) -> None:
    document = adopt(paper, "herefordshire-2005")
    assert [(each.letter, each.title) for each in document.appendices] == [
        ("A", "Revenue"), ("B", "Capital forecast"), ("C", "Treasury"), ("D", "Debt write-offs"), ("E", "Savings"),
        ("F", "Delivery plan progress"), ("G", "Performance metrics"), ("H", "Corporate risk register"),
    ]  # fmt: skip
    said = text_of_word(word(document))
    assert (
        missing_in(
            said, ["Appendix A: Revenue", "Waste and Recycling", "Appendix C: Treasury", "No figures are recorded"]
        )
        == []
    )


@pytest.mark.requirement("HE-17")
def test_delivery_progress_is_counted_by_theme_and_adds_up(paper: AnIntegratedPaper) -> None:
    document = adopt(paper, "herefordshire-2005")
    progress = next(one for one in tables_of(document) if one.caption == "Progress by priority")
    assert [column.title for column in progress.columns] == ["Priority", "Off track", "On track", "Complete", "All"]
    assert [[cell.text for cell in row] for row in progress.rows] == [
        ["1 A cleaner place", "1", "1", "1", "3"],
        ["Total", "1", "1", "1", "3"],
    ]


@pytest.mark.requirement("NH-03")
def test_a_council_with_one_appendix_has_everything_of_a_project_in_it(paper: AnIntegratedPaper) -> None:
    (appendix,) = adopt(paper, "north-herts-2021").appendices
    assert next(section.heading for section in appendix.sections) == "P1 A new depot"
