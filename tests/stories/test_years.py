"""Under each framework that comes with the software, the fictional council goes through a whole year."""

from __future__ import annotations

import pytest

from goldenthread.imports import framework_files
from tests.stories.telling import Year, tell

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def _headings_in_order(year: Year, body: str) -> None:
    """Every heading of the framework's layout stands in the Word paper, in its order."""
    lines = iter(year.word(body))
    for section in year.story.framework.committee_report.sections:
        assert any(line == section.heading for line in lines), section.heading


def _header_labels(year: Year, body: str) -> None:
    lines = year.word(body)
    for field in year.story.framework.committee_report.header:
        assert field.label in lines, field.label


@pytest.mark.parametrize("name", framework_files.names())
def test_each_framework_says_what_it_reads_and_that_nobody_there_endorsed_it(name: str) -> None:
    framework = framework_files.load(name)
    assert "public document" in framework.interprets
    assert "not endorsed by the council" in framework.interprets
    assert framework.assumptions


@pytest.mark.requirement("NH-04")
def test_north_hertfordshire_reports_to_two_committees_then_cabinet_then_council() -> None:
    year = tell("north-herts-2021")
    _header_labels(year, "CAB")
    _headings_in_order(year, "CAB")
    cabinet = "\n".join(year.word("CAB"))
    assert "Overview and Scrutiny Committee" in cabinet
    assert "Finance, Audit and Risk Committee" in cabinet
    assert "Q1 2026/27" in year.paper_page("COU")


def test_south_derbyshire_reports_to_three_committees_each_its_own_measures() -> None:
    year = tell("south-derbyshire-2024")
    _header_labels(year, "HCS")
    _headings_in_order(year, "HCS")
    housing = "\n".join(year.word("HCS"))
    assert "HOM-01" in housing
    assert "WST-01" not in housing
    assert "Exception report" in housing
