"""What of a split is not shown."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.rules.wards import kept_back


def test_nothing_is_kept_back_where_nothing_is_small() -> None:
    assert kept_back({"Abbey": Decimal(9), "Castle": Decimal(12)}) == frozenset()


def test_one_small_figure_takes_the_smallest_of_the_others_with_it() -> None:
    found = kept_back({"Abbey": Decimal(9), "Castle": Decimal(12), "Park": None})
    assert found == {"Park", "Abbey"}


def test_two_small_figures_hide_each_other() -> None:
    assert kept_back({"Abbey": None, "Castle": Decimal(12), "Park": None}) == {"Abbey", "Park"}


def test_a_split_into_one_has_nothing_to_hide_behind() -> None:
    assert kept_back({"Abbey": None}) == {"Abbey"}
