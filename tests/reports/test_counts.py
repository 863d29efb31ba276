"""Totals: always with their denominator, and nothing hidden."""

from __future__ import annotations

import pytest

from goldenthread.actions import returns
from goldenthread.actions.returns import HistoryEntry
from goldenthread.reports.counts import Counts, count, percent
from goldenthread.reports.scorecard import scorecard
from tests.reports.a_measure import add, figures, period, targets
from tests.small_council import NOW, TODAY, SmallCouncil, build

Q1 = period("2026-04-01")


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def counted(council: SmallCouncil) -> Counts:
    return scorecard(reader=council.by, on=TODAY, span=Q1).counts


def test_percentages_are_of_those_rated_and_the_others_are_named(anytown: SmallCouncil) -> None:
    for ref, value in (("A", "100"), ("B", "95"), ("C", "50")):
        measure = add(anytown, ref)
        figures(anytown, measure, {"2026-04-01": value, "2026-01-01": "70"})
        targets(anytown, measure, {"2026-04-01": "100"})
    figures(anytown, add(anytown, "N", polarity="neutral"), {"2026-04-01": "7"})
    found = counted(anytown)
    assert found.sentence == (
        "3 of the 5 measures could be rated: 1 on target (33%), 1 near target (33%) and 1 off target (33%)."
    )
    assert found.others_sentence == "Not rated: 1 for information and 1 awaiting data."
    assert found.directions_sentence == (
        "Compared with the period before, of 3 that can be compared: 2 improving and 1 declining."
    )


def test_what_does_not_apply_is_in_no_total(anytown: SmallCouncil) -> None:
    measure = add(anytown, "N")
    entry = HistoryEntry(Q1.start, Q1.end, None, absence="not_applicable", commentary="No election was held.")
    returns.load_history(by=anytown.by, at=NOW, measure=measure, entries=[entry])
    found = counted(anytown)
    assert (found.total, found.number("not_applicable")) == (1, 0)


def test_one_measure_alone_is_said_in_its_own_words(anytown: SmallCouncil) -> None:
    assert counted(anytown).sentence == "The one measure is awaiting data."


def test_nothing_is_said_to_be_nothing() -> None:
    found = count([], {"green": "On target", "amber": "Near target", "red": "Off target"})
    assert (found.sentence, found.others_sentence, found.directions_sentence) == ("There are no measures.", "", "")


def test_halves_round_up_and_nothing_has_no_share() -> None:
    assert (percent(1, 8), percent(0, 3), percent(1, 0)) == (13, 0, None)
