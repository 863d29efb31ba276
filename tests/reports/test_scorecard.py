"""The scorecard: what is on it, in which order, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.actions import cycles, governance, measures, organisation
from goldenthread.documents.table_csv import table_csv
from goldenthread.models import Measure
from goldenthread.reports import scorecard as reports
from goldenthread.reports.scorecard import Filters, Scorecard, span_named, spans
from goldenthread.rules.periods import Period
from tests.a_round import ARound, open_round
from tests.reports.a_measure import add, figures, period, targets
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

Q1 = period("2026-04-01")
YEAR = ("2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01")


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def card(council: SmallCouncil, span: Period = Q1, **filters: str) -> Scorecard:
    return reports.scorecard(reader=council.by, on=TODAY, span=span, filters=Filters(**filters))


def rated(council: SmallCouncil, ref: str, *values: str, target: str = "100") -> Measure:
    """A measure with figures for the last quarters, the newest last."""
    measure = add(council, ref)
    days = YEAR[-len(values) :]
    figures(council, measure, dict(zip(days, values, strict=True)))
    targets(council, measure, dict.fromkeys(days, target))
    return measure


def refs(found: Scorecard) -> list[str]:
    return [row.result.ref for row in found.rows()]


def test_the_worst_comes_first_and_what_is_missing_after_what_is_late(anytown: SmallCouncil) -> None:
    rated(anytown, "G1", "100")
    rated(anytown, "R1", "50")
    rated(anytown, "A1", "95")
    rated(anytown, "R0", "60", "50")
    assert refs(card(anytown)) == ["R0", "R1", "A1", "G1", "W1"]


def test_it_opens_with_a_sentence_that_says_for_how_long(anytown: SmallCouncil) -> None:
    rated(anytown, "R1", "50", "50", "50", "50")
    rated(anytown, "R2", "100", "50", "50", "50")
    rated(anytown, "G1", "100")
    found = card(anytown)
    assert found.lead == "2 of 3 rated measures are off target; 1 has been so for a year or more."
    assert found.counts.sentence.startswith("3 of the 4 measures could be rated")
    assert found.counts.others_sentence == "Not rated: 1 awaiting data."


def test_it_compares_each_status_with_the_period_before(anytown: SmallCouncil) -> None:
    rated(anytown, "B1", "50", "100")
    rated(anytown, "W2", "100", "50")
    rated(anytown, "S1", "95", "95")
    found = card(anytown)
    assert {row.result.ref: (row.was[0], row.moved) for row in found.rows() if row.was[0]} == {
        "B1": ("red", 1),
        "W2": ("green", -1),
        "S1": ("amber", 0),
    }
    assert found.movement == (
        "Of 3 measures rated in the period before too, 1 moved to a better status and 1 to a worse one."
    )


def test_an_annual_measure_is_listed_as_not_due_and_not_counted(anytown: SmallCouncil) -> None:
    measure = add(anytown, "Y1", frequency="year")
    figures(anytown, measure, {"2025-04-01": "5"}, "year")
    rated(anytown, "G1", "100")
    found = card(anytown)
    row = next(row for row in found.rows() if row.result.ref == "Y1")
    assert (row.result.status, reports.notes(row, Q1)) == ("not_due", "Latest available; 2025/26")
    assert (found.counts.rated, found.counts.total) == (1, 3)


def test_a_missing_figure_shows_the_latest_available_by_its_period(anytown: SmallCouncil) -> None:
    measure = add(anytown, "L1")
    figures(anytown, measure, {"2026-01-01": "42"})
    row = next(row for row in card(anytown).rows() if row.result.ref == "L1")
    assert row.result.status == "awaiting_data"
    assert reports.cells(row)[1].text == "42"
    assert reports.notes(row, Q1) == "Latest available: Q4 2025/26"


def test_a_retired_measure_is_gone_from_the_period_after(anytown: SmallCouncil) -> None:
    measure = rated(anytown, "Z1", "100", "100")
    measures.retire(by=anytown.by, at=NOW, measure=measure, effective_from=date(2026, 4, 1), reason="Merged")
    assert "Z1" not in refs(card(anytown))
    assert "Z1" in refs(card(anytown, period("2026-01-01")))


def test_a_measure_not_yet_begun_or_only_proposed_is_not_there(anytown: SmallCouncil) -> None:
    add(anytown, "P1", state="proposed")
    assert refs(card(anytown)) == ["W1"]
    assert refs(card(anytown, period("2024-01-01"))) == []
    assert card(anytown, period("2024-01-01")).lead == "No measure is reported here."


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"status": "red"}, ["R1"]),
        ({"direction": "declined"}, ["R1"]),
        ({"committee": "none"}, []),
        ({"priority": "none"}, ["R1", "G1", "W1"]),
        ({"service": "no such"}, []),
    ],
)
def test_it_can_be_narrowed(anytown: SmallCouncil, filters: Mapping[str, str], left: list[str]) -> None:
    rated(anytown, "R1", "60", "50")
    rated(anytown, "G1", "100")
    found = card(anytown, Q1, **filters)
    assert refs(found) == left
    assert found.total == 3


def test_it_can_be_grouped_and_each_group_has_its_own_totals(anytown: SmallCouncil) -> None:
    parks = organisation.add_service(
        by=anytown.by, at=NOW, code="PARKS", name="Parks", directorate=anytown.directorate, starts=START
    )
    measure = rated(anytown, "R1", "50")
    measures.set_owner(by=anytown.by, at=NOW, measure=measure, service=parks, body=anytown.body, effective_from=START)
    rated(anytown, "G1", "100")
    found = card(anytown, group="service")
    assert [(group.heading, group.counts.rated, len(group.rows)) for group in found.groups] == [
        ("Parks", 1, 1),
        ("Waste and Recycling", 1, 2),
    ]
    by_status = card(anytown, group="status")
    assert [group.heading for group in by_status.groups] == ["Off target", "On target", "Awaiting data"]


def test_any_span_can_be_asked_for_by_its_dates(anytown: SmallCouncil) -> None:
    measure = add(anytown, "M1", frequency="month")
    months = {f"2026-0{month}-01": "5" for month in (3, 4, 5, 6)}
    figures(anytown, measure, months, "month")
    found = card(anytown, span_named(date(2026, 3, 1), date(2026, 6, 30)))
    row = next(row for row in found.rows() if row.result.ref == "M1")
    assert (found.span.label, row.result.value) == ("March to June 2026", Decimal(20))


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), "Q1 2026/27"),
        (date(2026, 4, 1), date(2026, 7, 31), "April to July 2026 (4 months)"),
        (date(2026, 4, 1), date(2026, 9, 30), "H1 2026/27"),
        (date(2026, 4, 1), date(2026, 10, 31), "April to October 2026 (7 months)"),
        (date(2026, 5, 1), date(2026, 6, 30), "May to June 2026"),
    ],
)
def test_a_span_is_called_by_its_usual_name_or_its_dates(start: date, end: date, label: str) -> None:
    assert span_named(start, end).label == label


def test_the_newest_round_is_shown_first_and_its_deadline_makes_a_figure_late(db: None) -> None:
    round_: ARound = open_round()
    offered = spans(reader=round_.council.by, on=TODAY)
    assert offered.default == Q1
    assert offered.due == {round_.council.body.pk: date(2026, 7, 14)}
    late = reports.scorecard(reader=round_.council.by, on=date(2026, 7, 15), span=offered.default, due=offered.due)
    assert late.lead == "The one measure is overdue."
    assert [row.result.status for row in late.rows()] == ["overdue"]


def test_a_member_starts_from_the_newest_round_that_was_reported(db: None) -> None:
    round_ = open_round()
    member = round_.council.person_with("member", "mo@anytown.example")
    round_.to_paper()
    by, q2 = round_.council.by, (date(2026, 7, 1), date(2026, 9, 30))
    at = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    meeting = governance.add_meeting(by=by, at=at, body=round_.council.body, day=date(2026, 12, 8))
    cycles.open_round(by=by, at=at, label="Q2 2026/27", starts=q2[0], ends=q2[1], meetings=[meeting])
    day = date(2026, 10, 6)
    assert spans(reader=member, on=day).default == Q1
    assert (spans(reader=by, on=day).default.start, spans(reader=by, on=day).default.end) == q2


def test_without_a_round_the_last_full_quarter_is_shown(anytown: SmallCouncil) -> None:
    assert spans(reader=anytown.by, on=TODAY).default == Q1


def test_a_member_does_not_see_what_is_not_approved(db: None) -> None:
    round_ = open_round()
    round_.submit("51.0")
    member = round_.council.person_with("member", "mo@anytown.example")
    assert [row.result.status for row in card(round_.council).rows()] == ["green"]
    seen = reports.scorecard(reader=member, on=TODAY, span=Q1)
    assert [(row.result.value, row.latest.value if row.latest else None) for row in seen.rows()] == [
        (None, Decimal("46.9"))
    ]


def test_the_number_of_queries_does_not_grow_with_the_measures(anytown: SmallCouncil) -> None:
    with CaptureQueriesContext(connection) as few:
        card(anytown)
    for number in range(8):
        rated(anytown, f"N{number}", "50", "60", "70", "80")
    with CaptureQueriesContext(connection) as many:
        card(anytown)
    assert len(few) == len(many)
    assert len(many) <= 5


def test_the_file_holds_unrounded_figures_and_keeps_words_words(anytown: SmallCouncil) -> None:
    measure = add(anytown, "E1", title="=SUM(A1) is not a formula", unit="%", decimals=0)
    figures(anytown, measure, {"2026-04-01": "51.26"})
    text = table_csv(reports.exported(card(anytown))).decode("utf-8-sig")
    line = next(line for line in text.splitlines() if line.startswith("E1"))
    assert "'=SUM(A1) is not a formula" in line
    assert ",51.26," in line
