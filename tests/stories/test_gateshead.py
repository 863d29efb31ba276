"""Gateshead's framework through its year: half-years, four scrutiny committees by remit, then Cabinet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.stories.telling import Year, header_labels, headings_in_order, whole_year

pytestmark = pytest.mark.once

COMMITTEES = ("FAM", "CHW", "HEC", "CR")
SIX_MONTHS, WHOLE_YEAR, UNDER_WAY = 1, 2, 3


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with whole_year("gateshead-2021", django_db_blocker) as told:
        yield told


def _paper(year: Year, body: str, number: int) -> str:
    return "\n".join(year.word(body, number))


@pytest.mark.requirement("GA-18")
def test_headings_stand_without_numbers_and_paragraphs_are_numbered_through(year: Year) -> None:
    header_labels(year, "CAB")
    headings_in_order(year, "CAB")
    page = year.paper_as_read("CAB")
    assert "1. The framework lets the council know how it is doing" in page
    last, contact = page.index("Cabinet is asked to agree the changes"), page.index("Ext: 2794")
    assert (
        page.index("Risk and limitations") < page.index("Next steps") < page.index("Recommendations") < last < contact
    )
    numbers = [number for number in range(1, 40) if f" {number}. " in page[:last]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.requirement("GA-12")
def test_the_paper_says_the_first_and_the_last_day_of_its_period(year: Year) -> None:
    assert "1 April to 30 September 2025" in year.word("FAM", SIX_MONTHS)
    assert "1 October 2025 to 31 March 2026" in year.word("CAB", WHOLE_YEAR)


@pytest.mark.requirement("GA-01", "GA-03", "GA-04")
def test_the_first_appendix_has_each_objectives_assessment_with_its_measures_and_risks(year: Year) -> None:
    lines = year.word("CAB", WHOLE_YEAR)
    appendix = lines[next(place for place, line in enumerate(lines) if line.startswith("Appendix 1:")) :]
    start = appendix.index("PO1 Give every child the best start")
    objective = appendix[start : appendix.index("PO2 Let people make the most of what they can do")]
    headings = ["Context", "Strategic measures", "Operational measures", "Interventions and progress", "Challenges"]
    headings += ["Achievements", "Actions", "Resources", "Risks", "Limitations", "Areas for scrutiny"]
    assert [line for line in objective if line in headings] == headings
    assert "Six more apprentices begin in September. A minibus trial starts in the east." in objective
    cells = "\n".join(lines)
    assert "R1 Tutors and early years workers cannot be found" in cells
    assert "I1 A minibus to nurseries in the east" in cells
    plan = year.page("/plan/")
    for number in range(1, 7):
        assert f"PO{number}" in plan


@pytest.mark.requirement("GA-06")
def test_each_committee_gets_the_assessments_of_its_remit_and_a_measure_may_go_to_two(year: Year) -> None:
    families, care = (_paper(year, code, WHOLE_YEAR) for code in ("FAM", "CHW"))
    assert "PO1-01" in families
    assert "PO1-01" in care
    assert "PO6-01" in care
    assert "PO6-01" not in families
    assert "Appointments are missed most where the need is highest." in care
    assert "Appointments are missed most where the need is highest." not in families


@pytest.mark.requirement("GA-17")
def test_a_measure_moved_to_another_remit_is_in_the_next_extract_and_stays_in_the_last(year: Year) -> None:
    assert "PO3-01" in _paper(year, "CR", SIX_MONTHS)
    assert "PO3-01" not in _paper(year, "HEC", SIX_MONTHS)
    assert "PO3-01" not in _paper(year, "CR", WHOLE_YEAR)
    assert "PO3-01" in _paper(year, "HEC", WHOLE_YEAR)


@pytest.mark.requirement("GA-02")
def test_the_balanced_scorecard_stands_beside_the_objectives(year: Year) -> None:
    cabinet = year.word("CAB", WHOLE_YEAR)
    place = cabinet.index("Organisational health")
    assert "PO6 Prevent ill health" in cabinet[:place]
    assert "Nine complaints in ten are answered in time, the most since they are counted." in cabinet
    assert "1 measure is worse: Workforce (1)." in cabinet
    assert "BS-02" in _paper(year, "CR", WHOLE_YEAR)
    assert "No measure reported here belongs to the balanced scorecard." in _paper(year, "FAM", WHOLE_YEAR)
    assert "Workforce" in year.page("/organisational-health/")


@pytest.mark.requirement("GA-09")
def test_a_yearly_measure_is_not_due_at_six_months_and_not_counted(year: Year) -> None:
    half, whole = (_paper(year, "CAB", number) for number in (SIX_MONTHS, WHOLE_YEAR))
    assert "PO5-02 Residents satisfied with their neighbourhood: Annual: not due until the period to 31 March" in half
    assert "13 rated" in half
    assert "Not due" in half
    assert "Not due" not in whole


@pytest.mark.requirement("GA-10")
def test_a_tracker_is_judged_by_the_same_time_last_year_and_a_target_by_its_target(year: Year) -> None:
    cabinet = _paper(year, "CAB", WHOLE_YEAR)
    assert "82% is 2 points above last year’s 80%" in cabinet
    assert "below the target of 85%" in cabinet
    assert "This is the baseline year: later years are judged against it." in cabinet


@pytest.mark.requirement("GA-14")
def test_a_measure_is_added_retired_and_redefined_and_the_old_series_stays(year: Year) -> None:
    redefined = year.page("/measures/PO5-03/")
    assert "The police share their reports now, so that the figures before do not compare." in redefined
    assert "605" in redefined
    retired = year.page("/measures/PO2-02/")
    assert "Most loans are of electronic books, which it does not count." in retired
    assert "38,800" in retired
    now = year.page(f"/papers/{year.paper('CAB', UNDER_WAY).pk}/preview/", "Priya Nair")
    assert "PO4-03" in now
    assert "PO2-02" not in now.split("Appendix 1")[1]


@pytest.mark.requirement("GA-05")
def test_a_change_to_agreed_measures_is_proposed_in_a_paragraph_and_agreed_by_cabinet(year: Year) -> None:
    asked = _paper(year, "CAB", SIX_MONTHS)
    assert "Changes to measures proposed for approval" in asked
    assert "Warm homes were missing from the objective." in asked
    assert "Changes to measures proposed for approval" not in _paper(year, "CAB", WHOLE_YEAR)
    assert "Approved by minute CAB/1" in year.page("/measures/PO2-02/")


@pytest.mark.requirement("GA-07")
def test_cabinet_reads_what_every_committee_discussed_and_recommended(year: Year) -> None:
    cabinet = _paper(year, "CAB", WHOLE_YEAR)
    for code in COMMITTEES:
        said = year.story.facts["outcomes"][code]
        assert f"Discussed: {said['considerations']}" in cabinet
        assert f"RECOMMENDED TO CABINET: {said['said']}" in cabinet


@pytest.mark.requirement("GA-08")
def test_a_deep_dive_is_asked_for_and_delivered_in_the_next_paper(year: Year) -> None:
    asked = "Deep dive: A closer look at council homes that have stood empty for more than six months."
    assert asked not in _paper(year, "HEC", SIX_MONTHS)
    answered = _paper(year, "HEC", WHOLE_YEAR)
    assert asked in answered
    assert "Supplied: Eighteen of the homes wait for asbestos work, which is let from next month." in answered


@pytest.mark.requirement("GA-11", "GA-16")
def test_the_paper_says_its_limitations_and_who_was_asked(year: Year) -> None:
    families = _paper(year, "FAM", WHOLE_YEAR)
    assert "Staff who count are also staff who serve" in families
    assert "PO1 Give every child the best start: Take-up is counted on one day at the end of the half-year." in families
    assert "Parents in the east of the district" in families
    assert "A minibus trial is planned." in families
    assert "Parents in the east of the district" not in _paper(year, "CR", WHOLE_YEAR)
