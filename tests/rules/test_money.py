"""Money: how amounts are read and written, rounding that foots, the finance rule as a truth table, savings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.money import (
    Limit,
    SavingFigures,
    add_savings,
    bracketed,
    footed,
    headline,
    in_units,
    judge,
    judge_saving,
    parse_pence,
    percent_words,
    pounds,
)
from goldenthread.rules.refusals import Refusal

SERVICE = Limit(Decimal(5), 100_000_00)
AMOUNTS = st.integers(-(10**14), 10**14)
K = 100_000  # pence in £1,000


@pytest.mark.parametrize(
    ("typed", "unit", "pence"),
    [
        ("1,234.56", "£", 123456),
        ("£1,234", "£", 123400),
        ("(609)", "£k", -60_900_000),
        ("(£609.10)", "£", -60910),
        ("−609", "£", -60900),
        ("-£12", "£", -1200),
        ("£-12", "£", -1200),
        ("£1.3m", "£", 130_000_000),
        ("45k", "£m", 4_500_000),
        ("14,173", "£k", 1_417_300_000),
        ("0", "£", 0),
        (".5", "£", 50),
    ],
)
def test_reads_amounts_as_people_type_them(typed: str, unit: str, pence: int) -> None:
    assert parse_pence(typed, unit) == pence  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["", "about 5", "1.234", "£", "()", "3bn", "99999999999999"])
def test_refuses_what_is_no_amount_in_words(typed: str) -> None:
    with pytest.raises(Refusal):
        parse_pence(typed)


@given(AMOUNTS)
def test_reads_back_every_amount_that_it_writes(pence: int) -> None:
    assert parse_pence(pounds(pence)) == pence


def test_writes_amounts_for_tables_and_sentences() -> None:
    assert pounds(123450) == "£1,234.50"
    assert pounds(-60900) == "(£609)"
    assert bracketed(-609) == "(609)"
    assert headline(-127_800_000) == "£1.3m"
    assert headline(99_960_000) == "£1.0m"
    assert headline(4_500_000) == "£45k"
    assert headline(60_900) == "£609"


# Rounding -------------------------------------------------------------------------------------------------------------


@given(st.lists(AMOUNTS, max_size=40))
def test_columns_of_thousands_add_up_to_their_total(parts: list[int]) -> None:
    assert sum(footed(parts)) == in_units(sum(parts))


@given(st.lists(AMOUNTS, max_size=40))
def test_no_part_moves_by_a_whole_thousand(parts: list[int]) -> None:
    for printed, part in zip(footed(parts), parts, strict=True):
        assert abs(printed * K - part) <= K


@given(st.lists(st.lists(AMOUNTS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_levels_under_one_another_all_foot(groups: list[list[int]]) -> None:
    above = footed([sum(group) for group in groups])
    for total, group in zip(above, groups, strict=True):
        assert sum(footed(group, total)) == total


def test_three_thirds_of_a_thousand_are_one_thousand() -> None:
    assert footed([33_333, 33_333, 33_334]) == (0, 0, 1)


# The finance rule -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "forecast", "status", "percent"),
    [
        (1_000_000_00, 1_000_000_00, "green", "0.0%"),
        (1_000_000_00, 990_000_00, "green", "(1.0%)"),
        (1_000_000_00, 1_000_000_01, "amber", "0.0%"),
        (1_000_000_00, 1_049_999_99, "amber", "5.0%"),
        (1_000_000_00, 1_050_000_00, "red", "5.0%"),
        (10_000_000_00, 10_099_999_99, "amber", "1.0%"),
        (10_000_000_00, 10_100_000_00, "red", "1.0%"),
        (100_00, 105_00, "red", "5.0%"),
        (-3_870_000_00, -2_592_000_00, "red", "33.0%"),
        (-3_870_000_00, -3_900_000_00, "green", "(0.8%)"),
        (-1_000_000_00, -960_000_00, "amber", "4.0%"),
        (0, 0, "green", "not applicable"),
        (0, 1, "red", "not applicable"),
        (0, -1, "green", "not applicable"),
    ],
)
def test_red_from_the_lower_of_share_and_amount(budget: int, forecast: int, status: str, percent: str) -> None:
    verdict = judge(budget, forecast, SERVICE)
    assert (verdict.status, percent_words(verdict.percent)) == (status, percent)


@pytest.mark.parametrize(
    ("level", "first_red"), [("service", 100_000_00), ("directorate", 250_000_00), ("fund", 1_000_000_00)]
)
def test_every_level_has_its_own_cap(level: str, first_red: int) -> None:
    limit = MoneySettings().limit(level)  # type: ignore[arg-type]
    large = 1_000_000_000_00
    assert judge(large, large + first_red - 1, limit).status == "amber"
    assert judge(large, large + first_red, limit).status == "red"


def test_says_why_in_a_sentence() -> None:
    said = judge(-3_870_000_00, -2_592_000_00, SERVICE).sentence
    assert said == (
        "The forecast is £1.3m (33.0% of the budget) worse than the budget; that is at or beyond 5% of the budget or "
        "£100k, whichever is lower."
    )
    assert judge(0, 100_00, SERVICE).sentence.endswith("which is red whatever the amount.")
    assert judge(500_00, None, SERVICE).word == "No forecast"


@given(AMOUNTS, AMOUNTS)
def test_an_overspend_is_never_green_and_an_underspend_always(budget: int, forecast: int) -> None:
    assert (judge(budget, forecast, SERVICE).status == "green") == (forecast <= budget)


# Savings --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proposed", "achieved", "pressures", "at_risk"),
    [(14_173, 10_837, -609, 3_945), (10_509, 9_490, -3_709, 4_728)],
)
def test_what_is_at_risk_is_what_is_neither_achieved_nor_made_good(
    proposed: int, achieved: int, pressures: int, at_risk: int
) -> None:
    assert SavingFigures(proposed, achieved, 0, pressures).at_risk == at_risk


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        (SavingFigures(100, 100, 100), "blue"),
        (SavingFigures(100, 100, 40), "green"),
        (SavingFigures(100, 80, 80), "amber"),
        (SavingFigures(100, 79), "red"),
        (SavingFigures(100, 100, 100, -1), "amber"),
        (SavingFigures(100), "red"),
    ],
)
def test_a_saving_is_blue_green_amber_or_red(figures: SavingFigures, status: str) -> None:
    assert judge_saving(figures, Decimal(20)).status == status


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), max_size=20))
def test_the_programme_is_at_risk_by_what_its_savings_are(rows: list[tuple[int, int, int, int]]) -> None:
    savings = [SavingFigures(*row) for row in rows]
    assert add_savings(savings).at_risk == sum(one.at_risk for one in savings)
