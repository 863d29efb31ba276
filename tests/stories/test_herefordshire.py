"""A year under Herefordshire's framework: integrated reports from April on, judged on evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import docx
import pytest
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.models import AgendaItem, DeliveryPlan, Meeting, TrackedItem
from tests.stories.telling import Year, header_labels, headings_in_order, whole_year

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with whole_year("herefordshire-2005", django_db_blocker) as told:
        yield told


@pytest.mark.requirement("HE-20")
def test_the_paper_has_the_published_layout_with_one_numbered_part(year: Year) -> None:
    header_labels(year, "CAB")
    headings_in_order(year, "CAB")
    content = year.last("CAB").publication.files.get(format="word", withdrawn_at=None).content
    document = docx.Document(BytesIO(bytes(content)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    headings = [
        "Wards affected", "Purpose", "Key decision", "Recommendation", "Reasons", "Considerations",
        "Alternative options", "Risk management", "Consultees", "Background papers",
    ]  # fmt: skip
    places = [lines.index(heading) for heading in headings]
    assert places == sorted(places)
    assert lines[places[3] + 1].startswith("THAT the progress")
    written = enumerate(document.paragraphs)
    numbered = [place for place, each in written if each.style and each.style.name == "Numbered Paragraph"]
    assert numbered
    assert all(places[5] < place < places[6] for place in numbered)


@pytest.mark.requirement("HE-03")
def test_rounds_run_from_april_to_the_month_they_stop_at(year: Year) -> None:
    assert [span.label for span in year.story.rounds[:4]] == [
        "April to November 2025 (8 months)",
        "April to December 2025 (9 months)",
        "April 2025 to March 2026 (12 months)",
        "April to May 2026 (2 months)",
    ]
    first = year.word("CAB", 1)
    assert "T1 Healthier communities: measures for April to November 2025" in first
    row = first.index("HCS-01 Households accepted as homeless (number)")
    assert first[row + 1 : row + 3] == ["127", "120"]


@pytest.mark.requirement("HE-09")
def test_what_is_not_green_and_shows_no_evidence_is_red(year: Year) -> None:
    assert year.story.said("judged", "ENV-02", 1) == "amber"
    said = "\n".join(year.word("CAB", 1))
    assert "No evidence of action was given: unlikely to be met." in said


def test_who_judges_chooses_among_the_words_of_the_framework(year: Year) -> None:
    form = year.page("/updates/", "Leanne Corbett")
    assert "On target Not yet known Unlikely to be met" in form
    assert "April to September 2026 (6 months)" in form


@pytest.mark.requirement("HE-11")
def test_a_survey_is_rated_once_a_year_and_watched_through_another_measure_meanwhile(year: Year) -> None:
    within, after = year.word("CAB", 1), year.word("CAB", 3)
    assert any(line.startswith("ENV-03 Residents satisfied with clean streets: Annual: not due") for line in within)
    row = after.index("ENV-03 Residents satisfied with clean streets")
    assert after[row + 1 : row + 4] == ["61%", "60%", "● On target"]
    assert "Within the year see ENV-02" in year.page("/measures/ENV-03/")


@pytest.mark.requirement("HE-12")
def test_a_forecast_stands_in_for_a_figure_and_says_so(year: Year) -> None:
    lines = year.word("CAB", 2)
    row = next(place for place, line in enumerate(lines) if line.startswith("ENV-01 Waste recycled"))
    assert "(forecast)" in lines[row]
    assert "On target" in lines[row + 3]


@pytest.mark.requirement("HE-04", "HE-18")
def test_the_appendices_keep_their_letters(year: Year) -> None:
    lines = year.word("CAB")
    for title in (
        "Appendix A: Revenue", "Appendix B: Capital forecast", "Appendix C: Treasury", "Appendix D: Debt write-offs",
        "Appendix E: Savings", "Appendix F: Delivery plan progress", "Appendix G: Performance metrics",
        "Appendix H: Corporate risk register",
    ):  # fmt: skip
        assert title in lines
    for said in ("Landfill tax rose", "CR2 The landfill allowance is exceeded", "Offices given up in two towns"):
        assert said in "\n".join(lines)


@pytest.mark.requirement("HE-01", "HE-02", "HE-13")
def test_the_annual_operating_plan_traces_to_the_corporate_plan(year: Year) -> None:
    plan = DeliveryPlan.objects.get()
    page = year.page(f"/delivery-plans/{plan.pk}/")
    assert "Annual Operating Plan 2026/27" in page
    for serves in ("Fewer people lose their home", "Less waste goes to landfill", "Services that are easy to reach"):
        assert serves in page
    assert "IMP-1 Every directorate reports in one format" in "\n".join(year.word("CAB"))


@pytest.mark.requirement("HE-05", "HE-06", "HE-07")
def test_a_measure_in_several_sets_is_entered_once_and_partners_answer_for_theirs(year: Year) -> None:
    sets = year.page("/indicator-sets/")
    for name in ("Local Public Service Agreement", "Local Area Agreement", "Best Value Performance Indicators"):
        assert name in sets
    assert "Larkmoor Primary Care Trust" in sets
    agreement = year.page("/indicator-sets/of/LPSA/")
    assert "HCS-01" in agreement
    assert "£120,000" in agreement
    assert "HCS-01" in year.page("/indicator-sets/of/BVPI/")


@pytest.mark.requirement("HE-05", "HE-06", "HE-07")
def test_cabinet_reads_sets_whole_and_what_partners_lead_in_summary(year: Year) -> None:
    lines = year.word("CAB")
    appendix = lines[lines.index("Appendix G: Performance metrics") :]
    for heading in ("Measures led by others", "Indicator sets", "Local Public Service Agreement"):
        assert heading in appendix
    assert "Larkmoor Primary Care Trust" in lines
    assert "£120,000: stretch not met" in lines
    theme = next(place for place, line in enumerate(lines) if line.startswith("T1 Healthier communities: measures"))
    assert "HCS-02 Older people helped at home (per 1,000)" not in lines[:theme]


@pytest.mark.requirement("HE-08")
def test_one_objective_is_served_by_two_directorates(year: Year) -> None:
    objective = year.world.elements["T3.1"]
    assert "HCS-01" in year.page(f"/plan/{objective.pk}/")
    assert "CUS-01" in year.page(f"/plan/{objective.pk}/")


@pytest.mark.requirement("HE-15")
def test_cabinet_then_scrutiny_which_refers_a_topic_to_a_specialist_committee(year: Year) -> None:
    facts = year.story.facts["outcomes"]
    assert facts["CAB"]["said"] in "\n".join(year.word("SMC"))
    meeting = Meeting.objects.get(body__code="ENV", agenda__isnull=False)
    agenda = year.page(f"/agendas/{meeting.pk}/")
    assert "Strategic Monitoring Committee" in agenda or "STRATEGIC MONITORING COMMITTEE" in agenda
    sheet = year.page(f"/agendas/sheets/{meeting.agenda.get().pk}/referral/")
    assert facts["SMC"]["refers"]["said"] in sheet


@pytest.mark.requirement("HE-14")
def test_the_record_of_a_decision_says_from_when_it_holds(year: Year) -> None:
    item = AgendaItem.objects.get(paper=year.last("CAB"))
    record = year.page(f"/agendas/sheets/{item.pk}/decision/")
    for said in ("County-wide", "There is no realistic alternative.", "Relevant officers", "10 September 2026"):
        assert said in record
    version = item.outcome.versions.current().get()
    assert version.call_in
    assert version.effective_from is not None
    assert version.effective_from > date(2026, 9, 10)


@pytest.mark.requirement("HE-16")
def test_a_resolution_sets_somebody_to_work_and_the_answer_comes_back(year: Year) -> None:
    action = TrackedItem.objects.get(kind="action")
    page = year.page(f"/tracker/{action.pk}/")
    assert "Darren Holt" in page
    assert "Both crews began" in "\n".join(year.word("CAB", 2))
