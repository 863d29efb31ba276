"""Judging rows of text: what they come to, and what is wrong with those that cannot be judged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.rating import COLUMNS, BadCell, Rater, Rating, column_named
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import Facts, judge, rule_from
from goldenthread.rules.trend import DirectionRule, direction

pytestmark = pytest.mark.once

RULE = rule_from({"amber_within": 10})
ROW = {"ref": "A1", "measure": "Recycling", "unit": "%", "polarity": "high", "target": "80", "actual": "79"}


def rated(**cells: str) -> Rating | BadCell:
    row = ROW | cells
    return Rater(tuple(row), RULE, DirectionRule()).rate(tuple(row.values()))


def rating(**cells: str) -> Rating:
    result = rated(**cells)
    assert isinstance(result, Rating), result
    return result


def bad(**cells: str) -> BadCell:
    result = rated(**cells)
    assert isinstance(result, BadCell), result
    return result


def test_a_row_comes_to_a_status_with_its_reason_and_two_directions() -> None:
    assert rating(previous="78", last_year="81").cells() == (
        "amber",
        "improved",
        "declined",
        "79% is 1 point below the target of 80%, 1.3% off and inside the 10% tolerance: near target.",
    )


def test_without_earlier_values_there_is_no_comparison() -> None:
    result = rating()
    assert (result.direction, result.direction_year) == ("not_comparable", "not_comparable")


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"green_within": "2"}, "green"),
        ({"amber_within": "1"}, "red"),
        ({"amber_within": "1", "tolerance_mode": "points"}, "amber"),
        ({"amber_within": "0.5", "tolerance_mode": "Absolute"}, "red"),
        ({"green_within": "12", "amber_within": "15"}, "green"),
        ({"green_within": "", "amber_within": "", "tolerance_mode": ""}, "amber"),
    ],
)
def test_a_rows_own_tolerance_comes_before_the_frameworks(cells: dict[str, str], status: str) -> None:
    assert rating(**cells).status == status


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"polarity": "LOW"}, "green"),
        ({"polarity": "neutral"}, "information_only"),
        ({"polarity": "range", "target": "", "target_low": "75", "target_high": "85"}, "green"),
        ({"polarity": "range"}, "amber"),
        ({"target": ""}, "no_target"),
        ({"target": "n/a"}, "no_target"),
        ({"actual": ""}, "awaiting_data"),
        ({"actual": "not due"}, "not_due"),
        ({"actual": "Not collected"}, "not_collected"),
        ({"actual": "suppressed"}, "suppressed"),
        ({"actual": "N/A"}, "not_applicable"),
        ({"actual": "£1,234.50"}, "green"),
    ],
)
def test_cells_mean_what_people_write_in_them(cells: dict[str, str], status: str) -> None:
    assert rating(**cells).status == status


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"polarity": ""}, "polarity", "There is no polarity. Write high, low, range or neutral"),
        ({"polarity": "up"}, "polarity", '"up" is not a polarity'),
        ({"actual": "about 5"}, "actual", '"about 5" is not a number'),
        ({"target": "tbc"}, "target", '"tbc" is not a number'),
        ({"previous": "x"}, "previous", '"x" is not a number'),
        ({"last_year": "x"}, "last_year", '"x" is not a number'),
        ({"amber_within": "ten"}, "amber_within", '"ten" is not a number'),
        ({"tolerance_mode": "per cent"}, "tolerance_mode", "must be one of percent, points, absolute"),
        ({"tolerance_mode": "explicit"}, "tolerance_mode", "must be one of percent, points, absolute"),
        ({"green_within": "12"}, "green_within", "Green reaches 12 off target but amber only 10"),
    ],
)
def test_a_row_that_cannot_be_judged_names_the_cell(cells: dict[str, str], column: str, said: str) -> None:
    found = bad(**cells)
    assert found.column == column
    assert said in found.sentence


def test_headings_may_be_in_any_order_case_and_spacing() -> None:
    headers = ("Last Year", "ACTUAL", "Target low", "target_high", "Polarity")
    result = Rater(headers, RULE, DirectionRule()).rate(("9", "5", "4", "6", "range"))
    assert isinstance(result, Rating)
    assert (result.status, result.direction_year) == ("green", "improved")
    assert {column_named(name.replace("_", " ").title()) for name in COLUMNS} == set(COLUMNS)


def test_a_range_that_begins_at_zero_counts_for_the_direction() -> None:
    headers = ("polarity", "actual", "previous", "target_low")
    result = Rater(headers, RULE, DirectionRule()).rate(("range", "-1", "-3", "0"))
    assert isinstance(result, Rating)
    assert result.direction == "improved"


def test_a_table_without_the_needed_columns_is_refused_with_the_remedy() -> None:
    with pytest.raises(Refusal) as refused:
        Rater(("KPI", "This quarter", "polarity"), RULE, DirectionRule())
    assert 'no column for "actual", "target"' in refused.value.sentence
    assert '--map "Its heading=actual"' in refused.value.sentence
    Rater(("actual", "polarity", "last_year"), rule_from({"basis": "last_year"}), DirectionRule())


def test_zeros_that_may_mean_nothing_are_asked_about() -> None:
    def asked(**cells: str) -> list[str]:
        row = ROW | cells
        return [doubt.code for doubt in Rater(tuple(row), RULE, DirectionRule()).doubts(tuple(row.values()))]

    assert asked(target="0") == ["target_zero"]
    assert asked(target="0", polarity="neutral") == []
    assert asked(actual="0", previous="5") == ["zero_may_be_missing"]
    assert asked(actual="0", last_year="5") == ["zero_may_be_missing"]
    assert asked(actual="0", previous="0") == []
    assert asked(actual="not due", target="0") == []
    assert asked() == []


VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(st.sampled_from(["high", "low", "neutral"]), VALUES, VALUES, VALUES)
def test_rows_are_judged_as_everything_else_is(
    polarity: str, actual: Decimal, target: Decimal, previous: Decimal
) -> None:
    result = rating(polarity=polarity, actual=str(actual), target=str(target), previous=str(previous))
    facts = Facts(actual, target, polarity=polarity, unit="%")  # type: ignore[arg-type]
    expected = judge(RULE, facts)
    assert (result.status, result.reason) == (expected.status, expected.sentence)
    assert result.direction == direction(actual, previous, facts.polarity, DirectionRule()).code
