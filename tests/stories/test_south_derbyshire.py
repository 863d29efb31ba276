"""South Derbyshire's framework through its year: each quarter to three committees, with exceptions and clearances."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from goldenthread.models import TrackedItem
from tests.stories.telling import Year, header_labels, headings_in_order, whole_year

pytestmark = pytest.mark.once

WINTER, SPRING, SUMMER, UNDER_WAY = 1, 2, 3, 4


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with whole_year("south-derbyshire-2024", django_db_blocker) as told:
        yield told


def _paper(year: Year, body: str, number: int) -> str:
    return "\n".join(year.word(body, number))


@pytest.mark.requirement("SD-12", "SD-13")
def test_the_paper_has_every_field_and_heading_of_the_published_template(year: Year) -> None:
    header_labels(year, "HCS")
    headings_in_order(year, "HCS")


@pytest.mark.requirement("SD-08")
def test_each_committee_reads_its_own_measures_and_projects_and_no_others(year: Year) -> None:
    theirs = {
        "EDS": ("WST-01", "STR-01", "P1 A new recycling depot"),
        "HCS": ("HOM-01", "HSG-02", "P2 Homes on four garage sites"),
        "FM": ("CUS-01", "REV-01", "P3 One number"),
    }
    for body in theirs:
        said = _paper(year, body, SPRING)
        for owner, things in theirs.items():
            assert all((thing in said) == (owner == body) for thing in things)


@pytest.mark.requirement("SD-09")
def test_a_measure_and_a_project_that_underperform_are_explained_to_their_committee(year: Year) -> None:
    said = _paper(year, "EDS", SPRING)
    assert "1 measure needs an exception report; it is supplied. 1 project needs an exception report" in said
    assert "A mechanical sweeper was off the road for seven weeks, waiting for a part." in said
    assert "The steelwork supplier has moved our slot by six months." in said
    assert "Hire a second sweeper until autumn" in said
    assert "No measure and no project in this report needs an exception report." in _paper(year, "FM", SUMMER)


def test_named_officers_clear_what_the_paper_says_of_money_and_law(year: Year) -> None:
    said = _paper(year, "FM", WINTER)
    assert "Cleared by the Section 151 Officer (Stephen Crowe)" in said
    assert "Cleared by the Monitoring Officer (Imogen Hale)" in said


def test_a_committee_agrees_one_new_date_and_another_refuses_one(year: Year) -> None:
    lines = year.word("EDS", SPRING)
    assert "Milestone dates proposed" in lines
    assert "30 April 2027" in lines
    assert "30 April 2027 was approved on 2 June 2026 (minute EDS/2)" in year.page("/projects/P1/")
    assert "30 June 2027 was refused on 3 June 2026 (minute HCS/2)" in year.page("/projects/P2/")


def test_a_committee_keeps_the_score_of_a_risk_that_officers_would_lower(year: Year) -> None:
    assert "Not agreed Minute HCS/3" in year.page("/risks/C1/")
    now = year.page(f"/papers/{year.paper('HCS', UNDER_WAY).pk}/preview/", "Priya Nair")
    assert "C1 Rooms for homeless families cost more than the budget: officers proposed 6; it stays at 12" in now


def test_a_committee_agrees_the_target_of_the_new_year(year: Year) -> None:
    before, now = (year.word("EDS", number) for number in (SPRING, SUMMER))
    for lines, target in ((before, "48.0%"), (now, "50.0%")):
        row = lines.index("WST-01 Waste recycled")
        assert lines[row + 2] == target


def test_what_committees_ask_for_is_answered_in_their_next_paper(year: Year) -> None:
    asked = "Request for detail: The reasons for which households lost their home in the last year."
    assert asked not in _paper(year, "HCS", WINTER)
    assert asked in _paper(year, "HCS", SPRING)
    assert "41 lost a private tenancy" in _paper(year, "HCS", SPRING)
    action = TrackedItem.objects.get(kind="action")
    assert "Darren Holt" in year.page(f"/tracker/{action.pk}/")
    assert "The second sweeper has cleaned 212 streets since May" in _paper(year, "EDS", SUMMER)


def test_what_got_better_and_what_was_finished_is_recognised(year: Year) -> None:
    said = _paper(year, "FM", SUMMER)
    assert "CUS-01 Calls answered in five minutes is back on target" in said
    assert "P3 One number for every council service. Completed on" in said


def test_the_next_round_is_under_way(year: Year) -> None:
    papers = [paper for paper in year.papers if paper.meeting.body.code == "HCS"]
    assert [paper.state for paper in papers] == ["published"] * 3 + ["drafted"]
    assert "Homelessness prevented" in year.page("/updates/", "Leanne Corbett")
