"""Numbers as people type and read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import format_value, format_variance, parse_number, plain, rounded

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("73.6", "73.6"),
        ("73.60", "73.60"),
        (" 1,234 ", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("£3.5", "3.5"),
        ("-£3.50", "-3.50"),
        ("£-3.50", "-3.50"),
        ("73.6%", "73.6"),
        ("73.6 %", "73.6"),
        ("(5)", "-5"),
        ("(£1,200)", "-1200"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1E+05", "100000"),
        ("-0", "0"),
        ("123456789012345", "123456789012345"),
        ("66.6666666666667", "66.666666667"),
        ("0.0000000005", "0.000000001"),
    ],
)
def test_a_number_is_read_as_typed(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "abc", "1,23", "12,34,567", "1.2.3", "£", "%", "--5", "NaN", "Infinity", "1e999", "£1.2m", "5 or 6",
        "5 6", "+44 1283", "e5", "00 Jan", ".", "-", "١٢",
    ],
)  # fmt: skip
def test_what_is_not_a_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match=r"is not a number\. Type digits only, for example 1,234 or 73\.6\.") as refused:
        parse_number(typed)
    assert refused.value.code == "not_a_number"


@pytest.mark.parametrize("typed", ["1234567890123456", "0.1234567890123456", "1000000000000000", "1E+99"])
def test_a_number_that_no_spreadsheet_keeps_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(typed)
    assert refused.value.code == "too_many_digits"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("73.6", "%", 1, "73.6%"),
        ("73.65", "%", 1, "73.7%"),
        ("-73.65", "%", 1, "−73.7%"),
        ("77", "%", 1, "77.0%"),
        ("1234", "£", 0, "£1,234"),
        ("-1234.5", "£", 2, "−£1,234.50"),
        ("135.2", "£", None, "£135.20"),
        ("1.2", "£m", None, "£1.2m"),
        ("12.4", "days", 1, "12.4 days"),
        ("1", "days", 0, "1 day"),
        ("1", "households", 0, "1 household"),
        ("1", "businesses", 0, "1 business"),
        ("1", "companies", 0, "1 company"),
        ("1", "days per employee", 0, "1 day per employee"),
        ("1", "per 1,000", 0, "1 per 1,000"),
        ("1.0", "days", 1, "1.0 days"),
        ("401", "per 100,000", 0, "401 per 100,000"),
        ("-0.04", "", 1, "0.0"),
        ("1234567", "number", 0, "1,234,567"),
        ("1", "yes/no", 0, "Yes"),
        ("0", "yes/no", 0, "No"),
        ("1E+3", "", None, "1,000"),
    ],
)
def test_a_value_prints_as_british_readers_expect(value: str, unit: str, decimals: int | None, text: str) -> None:
    assert format_value(Decimal(value), unit, decimals) == text


def test_a_missing_value_prints_a_dash() -> None:
    assert format_value(None, "%", 1) == "–"
    assert format_variance(None, "%", 1) == "–"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        ("3.4", "%", 1, "+3.4 points"),
        ("-3.4", "%", 1, "−3.4 points"),
        ("1", "%", 0, "+1 point"),
        ("-1234", "£", 0, "−£1,234"),
        ("0", "days", 0, "0 days"),
        ("0.04", "days", 1, "0.0 days"),
    ],
)
def test_a_variance_prints_its_sign(value: str, unit: str, decimals: int, text: str) -> None:
    assert format_variance(Decimal(value), unit, decimals) == text


NUMBERS = st.decimals(min_value=-(10**8), max_value=10**8, places=4)


@given(NUMBERS)
def test_what_is_printed_is_read_back_the_same(number: Decimal) -> None:
    assert parse_number(format_value(number, "%")) == number
    assert parse_number(format_value(number, "")) == number


@given(NUMBERS, st.integers(0, 4))
def test_printing_rounds_halves_away_from_zero(number: Decimal, decimals: int) -> None:
    slow = (abs(number) * 10**decimals + Decimal("0.5")) // 1 / 10**decimals
    assert rounded(number, decimals) == (slow if number >= 0 else -slow)
    assert plain(number, decimals).replace("−", "-").replace(",", "") in {
        f"{rounded(number, decimals):f}",
        f"{abs(rounded(number, decimals)):f}",
    }
