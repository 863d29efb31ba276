"""Measures: refusals that guard them, and dates that keep the past as it was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.access import EVERYWHERE
from goldenthread.actions import measures
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Target
from goldenthread.reports import records
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, START, SmallCouncil

Q1 = (date(2026, 4, 1), date(2026, 6, 30))
Q2 = (date(2026, 7, 1), date(2026, 9, 30))
LATER = NOW + timedelta(hours=1)


def test_a_reference_is_never_used_again_even_after_retirement(anytown: SmallCouncil) -> None:
    measures.retire(by=anytown.by, at=NOW, measure=anytown.measure, effective_from=Q2[0], reason="Replaced.")
    with pytest.raises(Refusal, match="references are never used again"):
        measures.add(
            by=anytown.by,
            at=NOW,
            ref="w1",
            service=anytown.service,
            effective_from=START,
            title="Another",
            polarity="low",
        )


def test_polarity_has_to_be_chosen(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match=r"Polarity is missing. Choose one of: high, low, range, neutral"):
        measures.add(by=anytown.by, at=NOW, ref="W2", service=anytown.service, effective_from=START, title="Another")


def test_a_rolling_measure_says_over_how_many_periods(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="over how many periods"):
        measures.redefine(
            by=anytown.by,
            at=NOW,
            measure=anytown.measure,
            effective_from=START,
            reason="It rolls.",
            accumulation="rolling",
        )


def test_a_new_meaning_with_a_break_starts_a_new_series_and_keeps_the_old(anytown: SmallCouncil) -> None:
    measures.redefine(
        by=anytown.by,
        at=LATER,
        measure=anytown.measure,
        effective_from=date(2026, 4, 1),
        reason="Garden waste is now counted.",
        series_break=True,
        definition="Includes garden waste.",
    )
    kept = [(row.effective_from, row.series, row.definition) for row in anytown.measure.definitions.current()]
    assert kept == [(START, 1, ""), (date(2026, 4, 1), 2, "Includes garden waste.")]


def test_a_changed_target_needs_a_reason_and_the_old_one_stays_known(anytown: SmallCouncil) -> None:
    changed = PeriodTarget(*Q1, target=Decimal(48))
    with pytest.raises(Refusal, match="Say why a target that was already set changes"):
        measures.set_target(by=anytown.by, at=LATER, measure=anytown.measure, target=changed)
    measures.set_target(
        by=anytown.by, at=LATER, measure=anytown.measure, target=changed, reason="Agreed by the committee."
    )
    assert [row.target for row in Target.objects.current()] == [Decimal(48)]
    assert [row.target for row in Target.objects.as_at(NOW)] == [Decimal("50.5")]


def test_the_same_target_again_changes_nothing(anytown: SmallCouncil) -> None:
    same = PeriodTarget(*Q1, target=Decimal("50.50"))
    assert measures.set_target(by=anytown.by, at=LATER, measure=anytown.measure, target=same) is None
    assert Target.objects.count() == 1


def test_a_retired_measure_can_have_no_later_target(anytown: SmallCouncil) -> None:
    measures.retire(by=anytown.by, at=NOW, measure=anytown.measure, effective_from=Q2[0], reason="Replaced.")
    with pytest.raises(Refusal, match="retired from 1 July 2026"):
        measures.set_target(
            by=anytown.by, at=NOW, measure=anytown.measure, target=PeriodTarget(*Q2, target=Decimal(50))
        )


@pytest.mark.parametrize(
    ("polarity", "target", "sentence"),
    [
        ("neutral", PeriodTarget(*Q2, target=Decimal(5)), "for information only"),
        ("range", PeriodTarget(*Q2, target=Decimal(5)), "give its bottom and its top"),
        ("range", PeriodTarget(*Q2, low=Decimal(9), high=Decimal(5)), "the lower one first"),
        ("high", PeriodTarget(*Q2, low=Decimal(1), high=Decimal(5)), "leave the range empty"),
        ("high", PeriodTarget(*Q2, target=Decimal(50), floor=Decimal(60)), "must rise in that order"),
        ("low", PeriodTarget(*Q2, target=Decimal(50), stretch=Decimal(60)), "must fall in that order"),
        ("high", PeriodTarget(*Q2, target=Decimal("0.12345678901")), "more digits"),
        ("high", PeriodTarget(Q2[1], Q2[0], target=Decimal(5)), "before the start"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    anytown: SmallCouncil, polarity: str, target: PeriodTarget, sentence: str
) -> None:
    measures.redefine(
        by=anytown.by, at=NOW, measure=anytown.measure, effective_from=START, reason="Test.", polarity=polarity
    )
    with pytest.raises(Refusal, match=sentence):
        measures.set_target(by=anytown.by, at=NOW, measure=anytown.measure, target=target)


def test_sixteen_quarters_of_targets_take_a_handful_of_queries(
    anytown: SmallCouncil, django_assert_max_num_queries: object
) -> None:
    quarters = [
        PeriodTarget(date(2027 + n // 4, 1 + n % 4 * 3, 1), date(2027 + n // 4, 3 + n % 4 * 3, 28), target=Decimal(50))
        for n in range(16)
    ]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        kept = measures.set_targets(by=anytown.by, at=NOW, measure=anytown.measure, targets=quarters)
    assert len(kept) == 16


def test_a_tolerance_holds_from_its_day_on_and_not_before(anytown: SmallCouncil) -> None:
    measures.set_tolerance(
        by=anytown.by,
        at=NOW,
        measure=anytown.measure,
        effective_from=Q2[0],
        changes={"amber_within": Decimal(2), "mode": "points"},
        reason="Small numbers.",
    )
    book = records.load(reader=anytown.by, measures=[anytown.measure.pk])
    record = book.measures[anytown.measure.pk]
    before, after = (book.rule(record, record.own_period(day)) for day in (Q1[1], Q2[1]))
    assert (before.mode, before.amber_within) == ("percent", Decimal(10))
    assert (after.mode, after.amber_within) == ("points", Decimal(2))


def test_a_tolerance_with_an_unknown_setting_is_refused(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="amber_within"):
        measures.set_tolerance(
            by=anytown.by,
            at=NOW,
            measure=anytown.measure,
            effective_from=START,
            changes={"amber_withn": 2},
            reason="Test.",
        )


def test_a_suspended_measure_comes_back_live_with_its_reasons(anytown: SmallCouncil) -> None:
    measures.suspend(by=anytown.by, at=NOW, measure=anytown.measure, effective_from=Q1[0], reason="New system.")
    with pytest.raises(Refusal, match="already suspended"):
        measures.suspend(by=anytown.by, at=NOW, measure=anytown.measure, effective_from=Q1[1], reason="Again.")
    measures.reinstate(by=anytown.by, at=NOW, measure=anytown.measure, effective_from=Q2[0], reason="System works.")
    states = [(row.state, row.reason) for row in anytown.measure.standings.current()]
    assert states == [("live", ""), ("suspended", "New system."), ("live", "System works.")]


def test_a_measure_is_not_a_part_of_itself(anytown: SmallCouncil) -> None:
    child = measures.add(
        by=anytown.by,
        at=NOW,
        ref="W1a",
        service=anytown.service,
        effective_from=START,
        parent=anytown.measure,
        title="Part",
        polarity="high",
    )
    with pytest.raises(Refusal, match="part of itself"):
        measures.place(by=anytown.by, at=NOW, measure=anytown.measure, parent=child)


def test_only_the_performance_team_changes_measures(anytown: SmallCouncil) -> None:
    head = anytown.person_with("head_of_service", "head@anytown.example", service=anytown.service)
    assert not head.may("manage_measures", EVERYWHERE)
    with pytest.raises(Refusal, match="change measures, targets and tolerances"):
        measures.set_target(by=head, at=NOW, measure=anytown.measure, target=PeriodTarget(*Q2, target=Decimal(50)))


def test_a_corrected_benchmark_replaces_the_first(anytown: SmallCouncil) -> None:
    for value, at in ((Decimal(44), NOW), (Decimal(45), LATER)):
        measures.add_benchmark(
            by=anytown.by,
            at=at,
            measure=anytown.measure,
            starts=START,
            ends=date(2025, 3, 31),
            comparator="Districts",
            value=value,
        )
    assert [row.value for row in anytown.measure.benchmarks.current()] == [Decimal(45)]
