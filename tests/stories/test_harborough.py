"""Harborough's framework through its year: monthly reports to the scrutiny panel, then to Cabinet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.plugin import DjangoDbBlocker

from tests.stories.telling import TODAY, Year, header_labels, headings_in_order, whole_year
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.once

JANUARY, SEPTEMBER = 4, 12


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with whole_year("harborough-2020", django_db_blocker) as told:
        yield told


@pytest.mark.requirement("HA-12")
def test_each_months_report_goes_to_the_panel_and_then_to_cabinet(year: Year) -> None:
    for body in ("PSP", "CAB"):
        papers = [paper for paper in year.papers if paper.meeting.body.code == body]
        assert [paper.state for paper in papers] == ["published"] * 12 + ["drafted"]
    cabinet = "\n".join(year.word("CAB"))
    assert "Performance Scrutiny Panel, 29 October 2026" in cabinet
    assert "RECOMMENDED TO CABINET: That the panel's concern" in cabinet


@pytest.mark.requirement("HA-13")
def test_the_paper_has_the_table_of_implications_then_numbered_sections(year: Year) -> None:
    header_labels(year, "CAB")
    headings_in_order(year, "CAB")
    labels = [field.label for field in year.story.framework.committee_report.header]
    lines = [line for line in year.word("CAB") if line in labels]
    assert lines == labels
    assert labels[-4:] == ["Options", "Appendices", "Background papers", "Recommendation"]
    page = year.paper_as_read("CAB")
    assert "1. To note the report." in page
    assert "2. To ask for more detail on any of its items." in page
    assert re.search(r"1\. Background 1\.1 The Corporate Delivery Plan sets out", page)
    assert "2. Key facts" in page


@pytest.mark.requirement("HA-07")
def test_achievements_and_underperformance_each_have_a_response(year: Year) -> None:
    lines = "\n".join(year.word("PSP"))
    assert "Nearly eight enquiries in ten were answered the first time, the most since they are counted." in lines
    assert "The words that answered them are now on the website." in lines
    assert "A second officer calls landlords in the week that notice is served" in lines
    page = year.paper_as_read("PSP")
    assert page.index("3. Achievements and underperformance") < page.index("What was achieved, and what follows")
    assert page.index("What was achieved, and what follows") < page.index("What falls short, and what is done")
    before = "\n".join(year.word("PSP", SEPTEMBER - 2))
    assert "Six homes are leased from a housing association from next month." in before


@pytest.mark.requirement("HA-05")
def test_what_comes_late_from_outside_is_of_the_latest_month_there_is_and_says_so(year: Year) -> None:
    lines = year.word("PSP")
    assert "KA02 Waste recycled (August 2026)" in lines
    assert any("KA02 Waste recycled: the latest available figure is of August 2026." in line for line in lines)


@pytest.mark.requirement("HA-06")
def test_members_read_what_is_signed_off_before_any_meeting_has_it(year: Year) -> None:
    assert year.last("PSP").round.label == "September 2026"
    now = year.page("/measures/KA05/")
    assert "October 2026" in now
    assert "32,636" in now
    reported = year.paper_as_read("PSP")
    assert "This is what the committee saw: frozen on" in reported
    assert "measures for September 2026" in reported
    assert "measures for October 2026" not in reported


@pytest.mark.requirement("HA-14")
def test_the_executive_became_cabinet_and_its_past_papers_keep_the_name(year: Year) -> None:
    assert "The Executive" in year.word("CAB", JANUARY)
    assert "Cabinet" in year.word("CAB", SEPTEMBER)
    body = year.world.bodies["CAB"].pk
    assert "Previously known as The Executive" in year.page(f"/set-up/committees/{body}/", "Owen Hartley")


@pytest.mark.requirement("HA-17")
def test_a_renamed_priority_goes_on_from_the_one_before_and_trends_run_across(year: Year) -> None:
    assert "CP0 Communities" in "\n".join(year.word("PSP", JANUARY))
    assert "CP2 The people" in "\n".join(year.word("PSP", SEPTEMBER))
    renamed = year.page(f"/plan/{year.world.elements['CP2'].pk}/")
    assert "Communities" in renamed
    measure = year.page("/measures/KA04/")
    assert "February 2026" in measure
    assert "September 2026" in measure


@pytest.mark.requirement("HA-10", "HA-11", "HA-16")
def test_the_framework_holds_two_years_and_the_plan_is_approved_each_year(year: Year) -> None:
    life = year.page("/framework/life/")
    assert "It is due for review by 31 March 2027." in life
    for decided in ("F25/1", "P25/1", "P25/2", "P26/1", "P26/2"):
        assert decided in life, decided
    assert "It belongs with: Business planning; Risk and Opportunity Management" in year.page("/framework/")
    with time_machine.travel("2027-02-01"):
        team = browser(year.world.actor("Priya Nair", TODAY))
        assert "The framework is due for review" in words(team.get("/to-do/"))


@pytest.mark.requirement("HA-04")
def test_the_monthly_report_goes_to_its_readers_in_one_click(year: Year) -> None:
    team = browser(year.world.actor("Priya Nair", TODAY))
    assert "KA02 Waste recycled" in words(team.get("/monthly/?ends=2026-10-31"))
    sent = team.post("/monthly/", {"ends": "2026-10-31"}, follow=True)
    assert "The report on October 2026 is on its way to 4." in words(sent)


@pytest.mark.requirement("HA-08", "HA-09")
def test_risks_and_opportunities_are_watched_beside_performance(year: Year) -> None:
    lines = "\n".join(year.word("PSP"))
    assert "C1 Families wait for years in temporary rooms" in lines
    assert "O1 The new estate fills the leisure centre" in lines
    assert "Opportunities now, and at the last round (" in lines


@pytest.mark.requirement("HA-01")
def test_a_team_plan_carries_the_priority_down_to_the_team(year: Year) -> None:
    plans = year.page("/service-plans/")
    assert "Waste and Recycling" in plans
    critical = year.page(f"/plan/{year.world.elements['CP1.1'].pk}/")
    assert "Visit the blocks of flats with the worst loads" in critical
