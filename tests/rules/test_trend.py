"""Direction: better, worse or steady, and never a judgement of a neutral measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.rollup import ACCUMULATIONS, Accumulation
from goldenthread.rules.trend import (
    DIRECTION_WORDS,
    DirectionCode,
    DirectionRule,
    direction,
    direction_code,
    like_for_like,
)
from goldenthread.rules.values import Polarity

pytestmark = pytest.mark.once

ANY_CHANGE = DirectionRule()
VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)
RULES = st.builds(
    DirectionRule,
    st.decimals(min_value=0, max_value=20, places=1),
    st.sampled_from(["percent", "points", "absolute"]),
)


def code(current: Any, earlier: Any, polarity: Polarity, rule: DirectionRule = ANY_CHANGE, **more: Any) -> str:
    return direction(Decimal(current), Decimal(earlier), polarity, rule, **more).code


@pytest.mark.parametrize(
    ("polarity", "current", "expected"),
    [
        ("high", "11", "improved"),
        ("high", "10", "unchanged"),
        ("high", "9", "declined"),
        ("low", "11", "declined"),
        ("low", "10", "unchanged"),
        ("low", "9", "improved"),
        ("neutral", "11", "up"),
        ("neutral", "10", "unchanged"),
        ("neutral", "9", "down"),
    ],
)
def test_the_direction_is_the_change_turned_by_polarity(polarity: Polarity, current: str, expected: str) -> None:
    assert code(current, "10", polarity) == expected


@pytest.mark.parametrize(
    ("current", "earlier", "expected"),
    [
        ("25", "35", "improved"),
        ("35", "25", "declined"),
        ("21", "29", "unchanged"),
        ("15", "35", "unchanged"),
        ("16", "35", "improved"),
        ("14", "35", "declined"),
    ],
)
def test_nearer_to_the_range_is_improving(current: str, earlier: str, expected: str) -> None:
    assert code(current, earlier, "range", low=Decimal(20), high=Decimal(30)) == expected


@pytest.mark.parametrize(
    ("deadband", "mode", "current", "expected"),
    [
        ("2", "percent", "102", "unchanged"),
        ("2", "percent", "102.01", "improved"),
        ("2", "percent", "97.99", "declined"),
        ("2", "points", "102", "unchanged"),
        ("0.5", "absolute", "100.5", "unchanged"),
        ("0.5", "absolute", "100.51", "improved"),
    ],
)
def test_a_change_up_to_the_deadband_is_steady(deadband: str, mode: Any, current: str, expected: str) -> None:
    assert code(current, "100", "high", DirectionRule(Decimal(deadband), mode)) == expected


def test_any_change_from_zero_counts_where_the_deadband_is_a_percentage() -> None:
    assert code("0.1", "0", "high", DirectionRule(Decimal(5))) == "improved"


def test_without_both_values_there_is_no_comparison() -> None:
    assert direction(Decimal(5), None, "high", ANY_CHANGE, against="last_year").sentence == (
        "There is no value for the same period last year to compare."
    )
    assert direction(None, Decimal(5), "high", ANY_CHANGE).code == "not_comparable"
    assert direction(Decimal(5), Decimal(4), "high", ANY_CHANGE, comparable=False).code == "not_comparable"
    assert direction(Decimal(5), Decimal(4), "range", ANY_CHANGE).code == "not_comparable"


@pytest.mark.parametrize("accumulation", ACCUMULATIONS)
def test_only_a_running_total_cannot_be_compared_with_the_previous_period(accumulation: Accumulation) -> None:
    assert like_for_like(accumulation, "previous") is (accumulation != "cumulative")
    assert like_for_like(accumulation, "last_year")


def test_the_sentence_has_both_values_and_the_change() -> None:
    found = direction(Decimal("95.9"), Decimal("95.3"), "high", ANY_CHANGE, unit="%", decimals=1)
    assert (found.word, found.change) == ("Improving", Decimal("0.6"))
    assert found.sentence == "Improving: 95.9%, up 0.6 points from 95.3% in the previous period."
    steady = direction(Decimal(5), Decimal(5), "low", ANY_CHANGE, against="last_year", unit="days")
    assert steady.sentence == "Steady: 5 days, the same as the same period last year."
    slight = direction(Decimal("29.17"), Decimal("29.21"), "high", ANY_CHANGE, unit="%", decimals=1)
    assert slight.sentence == "Declining: 29.2%, down less than 0.1 points from 29.2% in the previous period."


def test_every_code_has_a_word() -> None:
    assert set(DIRECTION_WORDS) == set(get_args(DirectionCode))


@given(RULES, VALUES, VALUES)
def test_high_and_low_are_opposites(rule: DirectionRule, current: Decimal, earlier: Decimal) -> None:
    opposite = {"improved": "declined", "declined": "improved", "unchanged": "unchanged"}
    assert opposite[direction_code(current, earlier, "high", rule)] == direction_code(current, earlier, "low", rule)


@given(RULES, VALUES, VALUES)
def test_a_neutral_measure_is_never_better_or_worse(rule: DirectionRule, current: Decimal, earlier: Decimal) -> None:
    neutral = {"improved": "up", "declined": "down", "unchanged": "unchanged"}
    assert direction_code(current, earlier, "neutral", rule) == neutral[direction_code(current, earlier, "high", rule)]


@given(VALUES, VALUES)
def test_going_there_and_back_is_improving_and_declining(one: Decimal, other: Decimal) -> None:
    there, back = code(one, other, "high"), code(other, one, "high")
    assert {there, back} in ({"unchanged"}, {"improved", "declined"})
