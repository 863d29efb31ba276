"""A year under North Hertfordshire's framework: projects, indicators and risks in one report, along its whole route."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.models import AgendaItem, DeliveryPlan, Project
from tests.stories.telling import Year, header_labels, headings_in_order, whole_year
from tests.web.signed_in import words

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with whole_year("north-herts-2021", django_db_blocker) as told:
        yield told


@pytest.mark.requirement("NH-04")
def test_two_committees_then_cabinet_then_council_and_each_reads_what_was_said_before(year: Year) -> None:
    cabinet = "\n".join(year.word("CAB"))
    for body in ("OS", "FAR"):
        assert f"RECOMMENDED TO CABINET: {year.story.facts['outcomes'][body]['said']}" in cabinet
    council = "\n".join(year.word("COU"))
    assert f"RECOMMENDED TO COUNCIL: {year.story.facts['outcomes']['CAB']['said']}" in council
    assert "Q1 2026/27" in year.paper_page("COU")


@pytest.mark.requirement("NH-03", "NH-12", "NH-17")
def test_one_appendix_has_each_project_with_its_milestones_indicators_and_risks(year: Year) -> None:
    header_labels(year, "CAB")
    headings_in_order(year, "CAB")
    lines = year.word("CAB")
    assert "5 projects, 1 red, 1 amber, 2 green, 1 complete." in lines
    appendix = lines[lines.index("Appendix A: Projects with their indicators and risks") :]
    for heading in (
        "P1 Homes for key workers at Mill Lane",
        "P1: milestones",
        "P1: linked measures",
        "P1: linked risks",
    ):
        assert heading in appendix
    assert "9 High" in " ".join(lines)


@pytest.mark.requirement("NH-08")
def test_the_committee_for_risk_reads_of_risks_and_the_other_of_projects_and_indicators_too(year: Year) -> None:
    scrutiny, risk = "\n".join(year.word("OS")), "\n".join(year.word("FAR"))
    assert "P1 Homes for key workers" in scrutiny
    assert "HSG-02" in scrutiny
    assert "R3 A cyber attack stops services" in risk
    assert "P1 Homes for key workers" not in risk
    assert "HSG-02" not in risk


@pytest.mark.requirement("NH-08", "NH-19")
def test_only_the_body_for_risk_and_those_that_see_everything_read_how_risks_are_managed(year: Year) -> None:
    said = "\n".join(year.word("FAR"))
    assert "How risks are managed" in said
    assert "R1: Speak to three builders before the second tender (done on 31 May 2026)" in said
    assert "R1: Agree a price for both lots (Head of Council Housing, by 31 December 2026)" in said
    assert "None is proposed. Risks are scored by the matrix of" in said
    assert "How risks are managed" in year.word("CAB")
    assert "How risks are managed" not in year.word("OS")


@pytest.mark.requirement("NH-10")
def test_cabinet_approves_one_new_date_and_refuses_another(year: Year) -> None:
    asked = "\n".join(year.word("CAB", 2))
    assert "Milestone dates proposed" in asked
    assert "A highlighted date is not agreed yet." in asked
    assert "31 December 2026" in year.page("/projects/P1/")
    refused = "31 March 2027 was refused on 16 June 2026 (minute CAB/2)"
    assert refused in year.page("/projects/P2/")
    assert f"Panels working: {refused}" in "\n".join(year.word("CAB"))


@pytest.mark.requirement("NH-11")
def test_what_was_completed_and_added_is_in_the_report(year: Year) -> None:
    said = "\n".join(year.word("CAB"))
    assert "P3 Empty shops brought back into use. Completed on" in said
    assert Project.objects.count() == 5


@pytest.mark.requirement("NH-02")
def test_cabinet_approved_two_versions_of_the_delivery_plan(year: Year) -> None:
    page = year.page(f"/delivery-plans/{DeliveryPlan.objects.get().pk}/")
    assert "Council Delivery Plan 2026/27" in page
    assert "CAB/1" in page
    assert "CAB/3" in page


@pytest.mark.requirement("NH-18")
def test_the_committee_for_risk_keeps_a_score_that_officers_would_lower(year: Year) -> None:
    assert "officers proposed 8; it stays at 9 (minute FAR/3" in "\n".join(year.word("CAB"))


@pytest.mark.requirement("NH-20", "NH-21", "NH-24")
def test_indicators_without_target_suspended_and_with_a_target_that_cabinet_reviewed(year: Year) -> None:
    lines = year.word("CAB")
    said = "\n".join(lines)
    assert "Not rated: 1 no target and 1 suspended." in said
    assert "Suspended. The national code of practice is being rewritten" in said
    row = lines.index("WST-01 Waste recycled")
    assert "59.5%" in lines[row : row + 3]


@pytest.mark.requirement("NH-24")
def test_scrutiny_reads_the_target_that_cabinet_is_asked_for(year: Year) -> None:
    for body in ("OS", "CAB"):
        lines = year.word(body, 1)
        assert "Changes to measures proposed for approval" in lines
        assert "59.5%" in lines[lines.index("Target for April 2026 to March 2027") :]


@pytest.mark.requirement("NH-14")
def test_scrutiny_nominates_a_project_and_reads_the_detail_in_its_next_paper(year: Year) -> None:
    said = "\n".join(year.word("OS"))
    assert "A detailed update on the homes at Mill Lane" in said
    assert "which brought two bids" in said


@pytest.mark.requirement("NH-05", "NH-06", "NH-28")
def test_the_referral_sheet_quotes_cabinet_to_the_letter(year: Year) -> None:
    item = AgendaItem.objects.get(paper=year.last("COU"))
    sheet = year.page(f"/agendas/sheets/{item.pk}/referral/")
    facts = year.story.facts["outcomes"]["CAB"]
    for said in (
        "9A. REFERRAL FROM CABINET: 15 SEPTEMBER 2026",
        "7d. Referral from Overview and Scrutiny Committee – 25 August 2026 and Finance, Audit and Risk Committee",
        facts["said"],
        "REASON FOR DECISION",
        facts["reason"],
        "Councillor Okafor",
        "Councillor Prowse",
    ):
        assert said in sheet


@pytest.mark.requirement("NH-27")
def test_members_and_the_public_read_what_is_published_before_the_next_meeting(year: Year) -> None:
    paper = year.last("OS")
    public = words(Client().get(f"/public/papers/{paper.pk}/"))
    for page in (year.page(f"/papers/{paper.pk}/preview/"), public):
        assert "5 projects, 1 red, 1 amber, 2 green, 1 complete." in page
    open_one = next(one for one in year.papers if one.state != "published")
    assert Client().get(f"/public/papers/{open_one.pk}/").status_code == 404


def test_each_body_is_called_by_its_own_name(year: Year) -> None:
    cabinet = "\n".join(year.word("CAB"))
    assert "No milestone date or risk score is proposed to Cabinet." in cabinet
    assert "proposed to the Committee" not in cabinet
    assert [line for line in year.word("CAB") if line == "Exception reports"] == ["Exception reports"]
