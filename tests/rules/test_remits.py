"""What a remit gives a body: kinds of things over parts of the council."""

from __future__ import annotations

import pytest

from goldenthread.rules.remits import DEFAULT, Selection, Thing, selects

OS, FAR = 1, 2
BINS = Thing(
    bodies=(OS,), elements=(10, 100), service=3, directorate=4, portfolio=5, measure=6, sets=("LPSA", "Outcomes")
)


def test_gives_what_names_the_body_where_nothing_is_selected() -> None:
    assert selects(DEFAULT, "measures", BINS, OS)
    assert not selects(DEFAULT, "measures", BINS, FAR)
    assert not selects(DEFAULT, "risk_framework", BINS, OS)


@pytest.mark.parametrize(
    ("over", "theirs", "others"),
    [("element", 100, 11), ("service", 3, 4), ("directorate", 4, 3), ("portfolio", 5, 6), ("measure", 6, 5)],
)
def test_gives_what_is_under_the_chosen_part(over: str, theirs: int, others: int) -> None:
    assert selects([Selection("measures", over, theirs)], "measures", BINS, FAR)
    assert not selects([Selection("measures", over, others)], "measures", BINS, FAR)


def test_finds_an_indicator_set_however_it_is_capitalised() -> None:
    assert selects([Selection("measures", "indicator_set", name="lpsa")], "measures", BINS, FAR)
    assert not selects([Selection("measures", "indicator_set", name="LAA")], "measures", BINS, FAR)


def test_gives_one_kind_and_not_another() -> None:
    everything = [Selection("projects")]
    assert selects(everything, "projects", Thing(), FAR)
    assert not selects(everything, "measures", BINS, FAR)
