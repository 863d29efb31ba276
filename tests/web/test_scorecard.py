"""The scorecard page, and the files it can be taken away as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from goldenthread.actions import cycles, governance
from tests.a_round import ARound
from tests.reports.a_measure import add, figures, targets
from tests.small_council import NOW, SmallCouncil, build
from tests.web.signed_in import browser, words


@pytest.fixture
def anytown(db: None) -> Iterator[SmallCouncil]:
    """A council with one measure of each kind, on the day of its round."""
    with time_machine.travel(NOW, tick=True):
        council = build()
        quarters = ("2026-01-01", "2026-04-01")
        for ref, values in {"GRN": ("90", "100"), "AMB": ("95", "95"), "RED": ("70", "60")}.items():
            measure = add(council, ref)
            figures(council, measure, dict(zip(quarters, values, strict=True)))
            targets(council, measure, dict.fromkeys(quarters, "100"))
        figures(council, add(council, "VOL", polarity="neutral"), {"2026-04-01": "1234"})
        figures(council, add(council, "YEAR", frequency="year"), {"2025-04-01": "812"}, "year")
        figures(council, add(council, "LATE"), {"2026-01-01": "42"})
        yield council


@pytest.mark.requirement("NH-20", "HE-10", "NH-22")
def test_it_says_first_what_matters_with_denominators(anytown: SmallCouncil) -> None:
    said = words(browser(anytown.by).get("/scorecard/"))
    assert "1 of 3 rated measures is off target." in said
    assert "1 of 3 rated: On target (33%)" in said
    assert "1 of 3 rated: Near target (33%)" in said
    assert "3 of 7 measures could be rated" in said
    assert "Not rated: 1 for information, 1 not due and 2 awaiting data." in said
    assert "Compared with the period before, of 3 that can be compared: 1 improving, 1 steady and 1 declining." in said
    assert "95 is 5 below the target of 100, 5% off and inside the 10% tolerance: near target." in said
    assert "1,234 is shown for information and not judged." in said


@pytest.mark.requirement("GA-09")
def test_an_annual_measure_is_not_due_in_a_quarter_and_not_rated(anytown: SmallCouncil) -> None:
    said = words(browser(anytown.by).get("/scorecard/?status=not_due"))
    assert "Annual: not due until the period to 31 March 2027. Last reported: 2025/26." in said
    assert "Not rated: 1 not due." in said or "The one measure is not due." in said


@pytest.mark.requirement("HA-05")
def test_a_figure_not_yet_there_shows_the_latest_with_its_period(anytown: SmallCouncil) -> None:
    assert "Latest available: Q4 2025/26" in words(browser(anytown.by).get("/scorecard/"))


@pytest.mark.requirement("HE-03", "GA-12")
def test_any_span_can_be_reported_by_its_dates(anytown: SmallCouncil) -> None:
    monthly = add(anytown, "MON", frequency="month")
    figures(anytown, monthly, {f"2026-0{month}-01": "10" for month in (4, 5, 6, 7)}, "month")
    said = words(browser(anytown.by).get("/scorecard/?from=2026-04-01&to=2026-07-31"))
    assert "April to July 2026 (4 months)" in said
    assert "MON Measure MON" in said
    page = browser(anytown.by).get("/scorecard/?period=2026-04-01_2026-05-31")
    assert "April to May 2026 (2 months)" in words(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=yesterday&to=2026-07-31", "Give both days as numbers"),
        ("from=2026-07-31&to=2026-04-01", "The last day is before the first. Swap the two."),
        ("from=2026-07-31", "Give both days as numbers"),
        ("from=0001-01-01&to=9999-12-31", "Give both days as numbers"),
    ],
)
def test_dates_that_make_no_span_are_explained_and_the_newest_is_shown(
    anytown: SmallCouncil, query: str, sentence: str
) -> None:
    page = browser(anytown.by).get(f"/scorecard/?{query}")
    assert page.status_code == 400
    assert sentence in words(page)
    assert "Q1 2026/27 (April to June 2026)" in words(page)


def test_it_narrows_and_groups_and_says_when_nothing_is_left(anytown: SmallCouncil) -> None:
    client = browser(anytown.by)
    red = words(client.get("/scorecard/?status=red"))
    assert "RED Measure RED" in red
    assert "GRN Measure GRN" not in red
    assert "Waste and Recycling" in words(client.get("/scorecard/?group=service"))
    assert "No measure is like that" in words(client.get("/scorecard/?status=blue"))


def test_a_council_without_measures_for_the_period_says_so(anytown: SmallCouncil) -> None:
    assert "No measures yet" in words(browser(anytown.by).get("/scorecard/?period=2020-04-01_2020-06-30"))


def test_the_file_has_the_rows_of_the_page(anytown: SmallCouncil) -> None:
    answer = browser(anytown.by).get("/scorecard/scorecard.csv?status=red")
    assert answer["Content-Disposition"] == 'attachment; filename="scorecard-2026-04-01-to-2026-06-30.csv"'
    first, *rest = answer.content.decode("utf-8-sig").splitlines()
    assert first.startswith("Reference,Measure,Period,Notes")
    assert [line.split(",")[0] for line in rest] == ["RED"]


@pytest.mark.filterwarnings("ignore:Sparkline Group")
def test_the_workbook_has_the_rows_of_the_page(anytown: SmallCouncil) -> None:
    answer = browser(anytown.by).get("/scorecard/scorecard.xlsx")
    book = load_workbook(BytesIO(answer.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("RED Measure RED" in cell for cell in cells)


def test_the_public_is_asked_to_sign_in(anytown: SmallCouncil) -> None:
    answer = browser().get("/scorecard/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_a_member_reads_it_without_what_is_not_approved(a_round: ARound) -> None:
    a_round.submit("51.0")
    member = a_round.council.person_with("member", "mo@anytown.example")
    said = words(browser(member).get("/scorecard/"))
    assert "51.0%" not in said
    assert "46.9%" in said


def test_the_page_takes_few_queries_however_much_there_is(anytown: SmallCouncil) -> None:
    meeting = governance.add_meeting(by=anytown.by, at=NOW, body=anytown.body, day=date(2026, 9, 8))
    cycles.open_round(
        by=anytown.by, at=NOW, label="Q1", starts=date(2026, 4, 1), ends=date(2026, 6, 30), meetings=[meeting]
    )
    client = browser(anytown.by)
    client.get("/scorecard/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/scorecard/")
    assert len(queries) <= 13
