"""One measure judged for one period: truth cases on a small council."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.actions import measures, returns
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.returns import HistoryEntry
from goldenthread.reports.records import load
from goldenthread.reports.results import (
    due_periods,
    figure,
    latest,
    not_due,
    projection,
    reported_period,
    result,
    target_of,
)
from goldenthread.rules.periods import cumulative, custom
from tests.a_round import ARound, open_round
from tests.reports.a_measure import add, figures, judged, period, read, targets
from tests.small_council import NOW, START, TODAY, SmallCouncil, build

Q1 = period("2026-04-01")
Q4 = period("2026-01-01")
MONTHS = ("2026-04-01", "2026-05-01", "2026-06-01")


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


# Which period --------------------------------------------------------------------------------------------------------


def test_data_in_arrears_is_reported_a_period_late_and_says_so(anytown: SmallCouncil) -> None:
    measure = add(anytown, "L1", lag_periods=1)
    _, record = read(anytown.by, measure)
    reported = reported_period(record, Q1)
    assert reported is not None
    assert reported.label == "Q4 2025/26"
    assert due_periods(record, Q1) == (Q4,)


def test_a_monthly_measure_in_arrears_moves_all_its_months(anytown: SmallCouncil) -> None:
    measure = add(anytown, "L2", frequency="month", lag_periods=1)
    _, record = read(anytown.by, measure)
    assert reported_period(record, Q1) == custom(date(2026, 3, 1), date(2026, 5, 31))
    assert [each.label for each in due_periods(record, Q1)] == ["March 2026", "April 2026", "May 2026"]


def test_an_annual_measure_is_due_only_when_its_year_ends(anytown: SmallCouncil) -> None:
    measure = add(anytown, "A1", frequency="year")
    _, record = read(anytown.by, measure)
    assert reported_period(record, period("2026-07-01", "half")) is None
    assert due_periods(record, Q1) == ()
    assert due_periods(record, Q4) == (period("2025-04-01", "year"),)


def test_a_quarterly_measure_in_a_four_month_report_is_reported_for_its_quarter(anytown: SmallCouncil) -> None:
    measure = add(anytown, "C1")
    _, record = read(anytown.by, measure)
    assert reported_period(record, cumulative(date(2026, 4, 1), months=4)) == Q1


def test_an_annual_measure_prints_not_due_with_its_last_figure(anytown: SmallCouncil) -> None:
    measure = add(anytown, "A1", frequency="year")
    figures(anytown, measure, {"2025-04-01": "812"}, "year")
    book, record = read(anytown.by, measure)
    shown = not_due(book, record, Q1)
    assert (shown.status, shown.value, shown.period.label) == ("not_due", Decimal(812), "2025/26")
    assert shown.judgement.sentence == ("Annual: not due until the period to 31 March 2027. Last reported: 2025/26.")
    assert shown.flag_words == ("Latest available",)


def test_a_period_without_a_figure_offers_the_latest_that_there_is(anytown: SmallCouncil) -> None:
    measure = add(anytown, "W2")
    figures(anytown, measure, {"2025-10-01": "40", "2026-01-01": "42"})
    book, record = read(anytown.by, measure)
    assert judged(anytown, measure, Q1).status == "awaiting_data"
    shown = latest(book, record, Q1, on=TODAY)
    assert shown is not None
    assert (shown.period.label, shown.value) == ("Q4 2025/26", Decimal(42))
    assert latest(book, record, Q4, on=TODAY) is None


# Adding up -----------------------------------------------------------------------------------------------------------


def test_counts_of_three_months_add_up_and_so_do_their_targets(anytown: SmallCouncil) -> None:
    measure = add(anytown, "M1", frequency="month")
    figures(anytown, measure, dict(zip(MONTHS, ("10", "20", "30"), strict=True)), "month")
    targets(anytown, measure, dict.fromkeys(MONTHS, "19"), "month")
    shown = judged(anytown, measure, Q1)
    assert (shown.value, shown.target, shown.status) == (Decimal(60), Decimal(57), "green")
    assert shown.series == (Decimal(10), Decimal(20), Decimal(30))
    assert shown.series_target == Decimal(19)


def test_rates_of_three_months_are_numerators_over_denominators_not_an_average(anytown: SmallCouncil) -> None:
    measure = add(
        anytown, "M2", frequency="month", unit="%", decimals=1, numerator_label="In time", denominator_label="All"
    )
    months = dict(zip(MONTHS, (("90", "100"), ("1", "10"), ("9", "10")), strict=True))
    figures(anytown, measure, months, "month")
    targets(anytown, measure, dict.fromkeys(MONTHS, "80"), "month")
    shown = judged(anytown, measure, Q1)
    assert shown.value is not None
    assert round(shown.value, 4) == Decimal("83.3333")
    assert (shown.numerator, shown.denominator, shown.target) == (Decimal(100), Decimal(120), Decimal(80))


def test_a_snapshot_over_a_quarter_is_its_last_month(anytown: SmallCouncil) -> None:
    measure = add(anytown, "M3", frequency="month", accumulation="snapshot", polarity="low")
    figures(anytown, measure, dict(zip(MONTHS, ("50", "40", "45"), strict=True)), "month")
    targets(anytown, measure, {"2026-06-01": "44"}, "month")
    shown = judged(anytown, measure, Q1)
    assert (shown.value, shown.target) == (Decimal(45), Decimal(44))


def test_a_quarter_with_a_month_missing_is_not_judged_as_if_it_were_whole(anytown: SmallCouncil) -> None:
    measure = add(anytown, "M4", frequency="month")
    figures(anytown, measure, {"2026-04-01": "10", "2026-05-01": "20"}, "month")
    targets(anytown, measure, dict.fromkeys(MONTHS, "19"), "month")
    shown = judged(anytown, measure, Q1)
    assert (shown.value, shown.status) == (None, "awaiting_data")
    assert "Missing: June 2026." in shown.judgement.sentence


def test_a_measure_split_into_two_is_the_sum_of_its_parts(anytown: SmallCouncil) -> None:
    whole = add(anytown, "BV12", unit="days", decimals=2, polarity="low")
    for ref, days in (("BV12a", "1.25"), ("BV12b", "2.90")):
        part = add(anytown, ref, unit="days", decimals=2, polarity="low", parent=whole)
        figures(anytown, part, {"2026-04-01": days})
    targets(anytown, whole, {"2026-04-01": "4"})
    shown = judged(anytown, whole, Q1)
    assert (shown.value, shown.status) == (Decimal("4.15"), "amber")


def test_a_measure_with_a_part_missing_has_no_figure(anytown: SmallCouncil) -> None:
    whole = add(anytown, "BV12", unit="days", polarity="low")
    one = add(anytown, "BV12a", unit="days", polarity="low", parent=whole)
    add(anytown, "BV12b", unit="days", polarity="low", parent=whole)
    figures(anytown, one, {"2026-04-01": "1"})
    assert judged(anytown, whole, Q1).value is None


def test_percentages_without_their_parts_never_add_up(anytown: SmallCouncil) -> None:
    whole = add(anytown, "P1", unit="%")
    for ref in ("P1a", "P1b"):
        figures(anytown, add(anytown, ref, unit="%", parent=whole), {"2026-04-01": "60"})
    assert judged(anytown, whole, Q1).value is None


def test_four_months_of_a_count_add_up(anytown: SmallCouncil) -> None:
    measure = add(anytown, "M5", frequency="month")
    figures(anytown, measure, dict(zip((*MONTHS, "2026-07-01"), "1234", strict=True)), "month")
    span = cumulative(date(2026, 4, 1), months=4)
    assert (span.label, judged(anytown, measure, span).value) == ("April to July 2026 (4 months)", Decimal(10))


def test_a_measure_of_the_rounds_own_span_is_collected_once_for_all_of_it(anytown: SmallCouncil) -> None:
    measure = add(anytown, "H1", frequency="round", accumulation="cumulative")
    spans = [cumulative(date(2025, 4, 1), months=months) for months in (8, 9)]
    entries = [HistoryEntry(span.start, span.end, Decimal(value)) for span, value in zip(spans, (80, 96), strict=True)]
    returns.load_history(by=anytown.by, at=NOW, measure=measure, entries=entries)
    _, record = read(anytown.by, measure)
    assert due_periods(record, spans[0]) == (spans[0],)
    shown = judged(anytown, measure, spans[1])
    assert (shown.period.label, shown.value) == ("April to December 2025 (9 months)", Decimal(96))
    assert shown.labels == ("April to November 2025 (8 months)", "April to December 2025 (9 months)")
    assert shown.previous == Decimal(80)
    assert projection(record, spans[1]).value == Decimal(128)


# Judging -------------------------------------------------------------------------------------------------------------


def test_a_rule_that_judges_the_year_to_date_compares_like_with_like(anytown: SmallCouncil) -> None:
    measure = add(anytown, "Y1")
    measures.set_tolerance(
        by=anytown.by,
        at=NOW,
        measure=measure,
        effective_from=START,
        changes={"judges": "year_to_date"},
        reason="Council",
    )
    figures(anytown, measure, {"2025-04-01": "30", "2025-07-01": "10"})
    targets(anytown, measure, {"2025-04-01": "20", "2025-07-01": "20"})
    shown = judged(anytown, measure, period("2025-07-01"))
    assert (shown.value, shown.judged, shown.target, shown.status) == (Decimal(10), Decimal(40), Decimal(40), "green")
    missing = judged(anytown, measure, period("2025-10-01"))
    assert (missing.judged, missing.status) == (None, "awaiting_data")


def test_a_running_total_is_compared_only_with_last_year(anytown: SmallCouncil) -> None:
    measure = add(anytown, "R1", accumulation="cumulative")
    figures(anytown, measure, {"2025-07-01": "50", "2026-04-01": "30", "2025-04-01": "25"})
    shown = judged(anytown, measure, Q1)
    assert (shown.direction.code, shown.direction_year.code) == ("not_comparable", "improved")


def test_a_years_target_is_no_target_for_a_quarter_of_a_count(anytown: SmallCouncil) -> None:
    count, total, level = (
        add(anytown, "T1"),
        add(anytown, "T2", accumulation="cumulative"),
        add(anytown, "T3", accumulation="snapshot"),
    )
    for measure in (count, total, level):
        targets(anytown, measure, {"2025-04-01": "200"}, "year")
    found = {}
    for measure in (count, total, level):
        _, record = read(anytown.by, measure)
        aims = [target_of(record, each) for each in (period("2025-07-01"), Q4)]
        found[measure.ref] = [aim.target if aim else None for aim in aims]
    assert found == {"T1": [None, None], "T2": [None, Decimal(200)], "T3": [Decimal(200), Decimal(200)]}


def test_figures_before_a_change_of_definition_are_not_compared(anytown: SmallCouncil) -> None:
    measure = add(anytown, "D1")
    figures(anytown, measure, {"2026-01-01": "40", "2026-04-01": "50"})
    measures.redefine(
        by=anytown.by,
        at=NOW,
        measure=measure,
        effective_from=date(2026, 4, 1),
        reason="Street litter now counts",
        series_break=True,
    )
    shown = judged(anytown, measure, Q1)
    assert (shown.direction.code, shown.series) == ("not_comparable", (Decimal(50),))
    assert "does not measure the same thing" in shown.direction.sentence


def test_a_suspended_measure_says_why_and_is_not_rated(anytown: SmallCouncil) -> None:
    measure = add(anytown, "S1")
    figures(anytown, measure, {"2026-04-01": "50"})
    measures.suspend(
        by=anytown.by, at=NOW, measure=measure, effective_from=date(2026, 4, 1), reason="The register is being moved."
    )
    shown = judged(anytown, measure, Q1)
    assert (shown.status, shown.rated) == ("suspended", False)
    assert "The register is being moved." in shown.judgement.sentence


def test_a_later_target_never_alters_an_earlier_period(anytown: SmallCouncil) -> None:
    measure = add(anytown, "T4")
    figures(anytown, measure, {"2026-01-01": "50", "2026-04-01": "50"})
    targets(anytown, measure, {"2026-01-01": "50", "2026-04-01": "50"})
    measures.set_target(
        by=anytown.by,
        at=NOW + timedelta(days=1),
        measure=measure,
        target=PeriodTarget(Q1.start, Q1.end, target=Decimal(80)),
        reason="Cabinet",
    )
    assert (judged(anytown, measure, Q4).status, judged(anytown, measure, Q1).status) == ("green", "red")


def test_a_tolerance_holds_from_its_day_on(anytown: SmallCouncil) -> None:
    measure = add(anytown, "T5")
    figures(anytown, measure, {"2026-01-01": "85", "2026-04-01": "85"})
    targets(anytown, measure, {"2026-01-01": "100", "2026-04-01": "100"})
    measures.set_tolerance(
        by=anytown.by,
        at=NOW,
        measure=measure,
        effective_from=date(2026, 4, 1),
        changes={"amber_within": "20"},
        reason="Cabinet",
    )
    assert (judged(anytown, measure, Q4).status, judged(anytown, measure, Q1).status) == ("red", "amber")


def test_a_missing_figure_is_overdue_only_after_its_deadline(anytown: SmallCouncil) -> None:
    measure = add(anytown, "O1")
    assert judged(anytown, measure, Q1, deadline=TODAY).status == "awaiting_data"
    assert judged(anytown, measure, Q1, deadline=TODAY - timedelta(days=1)).status == "overdue"


def test_outside_data_is_awaited_until_the_day_it_comes(anytown: SmallCouncil) -> None:
    measure = add(anytown, "O2", lag_days=30)
    shown = judged(anytown, measure, Q1, deadline=TODAY - timedelta(days=1))
    assert shown.judgement.sentence == "Awaiting external data until 31 July 2026."


def test_the_year_is_projected_from_what_there_is(anytown: SmallCouncil) -> None:
    measure = add(anytown, "F1")
    figures(anytown, measure, {"2026-04-01": "20"})
    _, record = read(anytown.by, measure)
    assert projection(record, Q1).value == Decimal(80)


# What was stored, and who sees it ------------------------------------------------------------------------------------


@pytest.fixture
def round_(db: None) -> ARound:
    return open_round()


def test_a_judgement_stored_at_sign_off_stands_when_the_rule_changes_backwards(round_: ARound) -> None:
    council = round_.council
    round_.submit("47.0", commentary="Crews were short.")
    round_.sign_off()
    measures.set_tolerance(
        by=council.by,
        at=NOW + timedelta(hours=1),
        measure=council.measure,
        effective_from=START,
        changes={"amber_within": "1"},
        reason="Tightened",
    )
    stands = judged(council, council.measure, Q1)
    again = judged(council, council.measure, Q1, stored=False)
    assert (stands.status, again.status) == ("amber", "red")


def test_a_provisional_figure_is_flagged(round_: ARound) -> None:
    round_.submit("51.0", data_status="provisional")
    assert judged(round_.council, round_.council.measure, Q1).flag_words == ("Provisional",)


def test_a_figure_is_the_same_however_it_is_read(round_: ARound) -> None:
    council = round_.council
    book, record = read(council.by, council.measure)
    alone, _ = read(council.by, council.measure, measures=[council.measure.pk])
    assert figure(book, record, Q4) == figure(alone, alone.measures[council.measure.pk], Q4)


def test_a_member_is_told_that_a_figure_is_not_approved_yet_rather_than_overdue(db: None) -> None:
    a_round = open_round()
    a_round.submit("51")
    member = a_round.council.person_with("member", "mo@anytown.example", body=a_round.council.body)
    after_the_deadline = date(2026, 8, 1)
    book = load(reader=member)
    seen = result(book, book.measures[a_round.council.measure.pk], Q1, on=after_the_deadline, deadline=Q1.end)
    assert seen.status == "awaiting_data"
    assert seen.judgement.sentence == "The figure for Q1 2026/27 has not been approved yet."
