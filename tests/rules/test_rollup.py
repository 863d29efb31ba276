"""Adding up over time and from children to their parent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.rollup import (
    Accumulation,
    How,
    Point,
    children_to_parent,
    how_for,
    ratio,
    roll_up,
    year_to_date,
)

pytestmark = pytest.mark.once

WHOLE = st.integers(0, 10**6).map(Decimal)


def counts(*values: int | None) -> list[Point]:
    return [Point(None if value is None else Decimal(value), label=f"M{n}") for n, value in enumerate(values, start=1)]


def rates(*parts: tuple[int, int]) -> list[Point]:
    return [Point(ratio(Decimal(a), Decimal(b)), Decimal(a), Decimal(b)) for a, b in parts]


def test_the_published_park_and_ride_total() -> None:
    rolled = year_to_date(counts(104014, 110103, 82190), "period")
    assert (rolled.value, rolled.complete) == (Decimal(296307), True)
    assert rolled.sentence == "Sum of 3 values."


def test_a_percentage_for_the_year_is_never_the_mean_of_percentages() -> None:
    rolled = year_to_date(rates((1, 2), (99, 100)), "period")
    assert rolled.value == Decimal("98.039215686")
    assert (rolled.numerator, rolled.denominator) == (Decimal(100), Decimal(102))


def test_a_rate_without_its_parts_is_not_added_up() -> None:
    rolled = roll_up([Point(Decimal(50)), Point(Decimal(99))], "period", "ratio")
    assert rolled.value is None
    assert rolled.sentence == "It cannot be added up: each value needs a numerator and a denominator."


def test_an_average_is_weighted_by_its_volume() -> None:
    points = [Point(Decimal(10), denominator=Decimal(1)), Point(Decimal(20), denominator=Decimal(3))]
    assert roll_up(points, "average").value == Decimal("17.5")
    assert roll_up([Point(Decimal(10)), Point(Decimal(20))], "average").value is None


@pytest.mark.parametrize("accumulation", ["snapshot", "cumulative", "rolling"])
def test_a_position_is_its_latest_value(accumulation: Accumulation) -> None:
    rolled = year_to_date(counts(5, 9, 7), accumulation)
    assert (rolled.value, rolled.sentence) == (Decimal(7), "The latest value, for M3.")


def test_a_position_that_is_missing_says_whose_value_it_is() -> None:
    rolled = year_to_date(counts(5, 9, None), "snapshot")
    assert (rolled.value, rolled.missing, rolled.sentence) == (Decimal(9), ("M3",), "The latest value, for M2.")


def test_a_missing_month_is_named_and_never_counted_as_zero_in_silence() -> None:
    rolled = roll_up(counts(5, None, 7), "period")
    assert (rolled.value, rolled.complete) == (Decimal(12), False)
    assert rolled.sentence == "Sum of 2 of 3 values (missing: M2)."


@pytest.mark.parametrize("how", ["sum", "ratio", "latest", "average"])
def test_nothing_adds_up_to_nothing(how: How) -> None:
    rolled = roll_up(counts(None, None), "period", how)
    assert (rolled.value, rolled.missing) == (None, ("M1", "M2"))
    assert roll_up([], "period", how).value is None


def test_a_rate_over_nothing_has_no_value() -> None:
    assert roll_up(rates((0, 0)), "period").value is None
    assert ratio(Decimal(5), Decimal(0)) is None


def test_a_parent_is_the_sum_of_its_wards_or_their_rate() -> None:
    assert children_to_parent(counts(4, 5), "sum").value == Decimal(9)
    assert children_to_parent(rates((1, 10), (9, 10)), "ratio").value == Decimal(50)
    per_thousand = children_to_parent(rates((3, 2000), (5, 2000)), "ratio", scale=Decimal(1000))
    assert per_thousand.value == Decimal(2)


@pytest.mark.parametrize(
    ("accumulation", "is_rate", "how"),
    [
        ("period", False, "sum"),
        ("period", True, "ratio"),
        ("average", True, "average"),
        ("snapshot", True, "latest"),
        ("cumulative", False, "latest"),
        ("rolling", True, "latest"),
    ],
)
def test_each_kind_adds_up_its_own_way(accumulation: Accumulation, is_rate: bool, how: How) -> None:
    assert how_for(accumulation, is_rate=is_rate) == how


@given(st.lists(WHOLE, min_size=12, max_size=12))
def test_months_to_quarters_to_the_year_is_months_to_the_year(months: list[Decimal]) -> None:
    quarters = [roll_up([Point(value) for value in months[start : start + 3]], "period") for start in (0, 3, 6, 9)]
    year = roll_up([Point(quarter.value) for quarter in quarters], "period")
    assert year.value == sum(months)


@given(st.lists(st.tuples(WHOLE, WHOLE), min_size=1, max_size=12))
def test_a_rate_is_the_same_however_it_is_grouped(parts: list[tuple[Decimal, Decimal]]) -> None:
    points = [Point(Decimal(0), top, bottom) for top, bottom in parts]
    halves = [roll_up(points[start : start + 2], "period") for start in range(0, len(points), 2)]
    grouped = roll_up([Point(Decimal(0), half.numerator, half.denominator) for half in halves], "period")
    assert grouped.value == roll_up(points, "period").value


@given(WHOLE, st.integers(1, 10**6).map(Decimal))
def test_a_ratio_is_right_to_the_nine_decimals_that_are_stored(top: Decimal, bottom: Decimal) -> None:
    value = ratio(top, bottom)
    assert value is not None
    assert abs(Fraction(value) - Fraction(top) * 100 / Fraction(bottom)) < Fraction(1, 10**6)
    assert round(value, 9) == value
