"""Doubts: asked in words that somebody entering a figure understands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.rules.quality import Entry, doubts

pytestmark = pytest.mark.once


def asked(value: Any, **more: Any) -> dict[str, str]:
    exact: dict[str, Any] = {
        name: Decimal(given) if name in {"numerator", "denominator", "target", "last_year"} else given
        for name, given in more.items()
    }
    exact["recent"] = tuple(Decimal(earlier) for earlier in more.get("recent", ()))
    return {doubt.code: doubt.question for doubt in doubts(Entry(Decimal(value), **exact))}


def test_an_ordinary_value_raises_no_doubt() -> None:
    assert asked("73.6", unit="%", numerator=736, denominator=1000, target=75, recent=("72.1", "70")) == {}


def test_ten_times_the_last_value() -> None:
    assert asked("74", recent=("7.4", "7.1")) == {
        "order_of_magnitude": "This is 10 times the last value, 7.4. Is it right?"
    }
    assert asked("75", recent=("7.4", "7.1"))["order_of_magnitude"].startswith("This is about 10 times the last")


def test_a_tenth_of_the_last_value() -> None:
    question = asked("0.74", recent=("7.4", "7.1"))["order_of_magnitude"]
    assert question == "This is 10 times smaller than the last value, 7.4. Is it right?"


@pytest.mark.parametrize("value", ["59", "0.93"])
def test_less_than_eight_times_is_not_asked_about(value: str) -> None:
    assert asked(value, recent=("7.4", "7.1")) == {}


def test_a_fraction_where_a_percentage_is_meant() -> None:
    question = asked("0.736", unit="%", recent=("72",))["fraction_for_percent"]
    assert question == "0.736% is very low. Did you mean 73.6%?"
    assert "fraction_for_percent" not in asked("0.7", unit="%", recent=("0.6",))
    assert "fraction_for_percent" not in asked("0.7", unit="days", recent=("72",))


def test_a_numerator_above_its_denominator() -> None:
    found = asked("125", unit="%", numerator=125, denominator=100)
    assert found["numerator_above_denominator"] == (
        "The numerator (125) is larger than the denominator (100). Have they changed places?"
    )
    assert "percent_out_of_range" in found
    assert asked("1250", unit="per 1,000", numerator=125, denominator=100, scale=Decimal(1000)) == {}


def test_parts_that_give_another_value() -> None:
    question = asked("73", unit="%", numerator=50, denominator=100)["parts_disagree"]
    assert question == "The numerator and denominator give 50.0%, not 73%. Which is right?"


@pytest.mark.parametrize("value", ["-1", "100.1"])
def test_a_percentage_outside_its_range(value: str) -> None:
    assert "percent_out_of_range" in asked(value, unit="%")


@pytest.mark.parametrize("value", ["0", "100"])
def test_a_percentage_at_its_ends_is_inside(value: str) -> None:
    assert asked(value, unit="%") == {}


def test_an_unchanged_value() -> None:
    assert asked("73.6", unit="%", recent=("73.6",)) == {
        "unchanged": "73.6% is exactly the last value. Is it new, or has it been copied?"
    }
    assert asked("100", unit="%", recent=("100",)) == {}


def test_a_zero_that_may_mean_missing() -> None:
    assert "zero_may_be_missing" in asked("0", recent=("401",))
    assert "zero_may_be_missing" in asked("0", last_year=401)
    assert asked("0", recent=("0", "0")) == {}


def test_a_target_of_zero() -> None:
    assert asked("376", target=0)["target_zero"] == "The target is 0. Is that the target, or is there none?"


def test_a_value_before_the_period_is_over() -> None:
    assert "period_not_over" in asked("5", on=date(2026, 6, 29), period_end=date(2026, 6, 30))
    assert asked("5", on=date(2026, 6, 30), period_end=date(2026, 6, 30)) == {}
