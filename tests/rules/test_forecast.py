"""Where the year is heading, and the status it would end with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.forecast import judge_forecast, project
from goldenthread.rules.status import Facts, judge, rule_from

pytestmark = pytest.mark.once


def projected(so_far: Any, accumulation: Any, elapsed: int, **more: Any) -> Decimal | None:
    known: dict[str, Any] = {name: Decimal(value) if name.startswith("last") else value for name, value in more.items()}
    return project(Decimal(so_far), accumulation, elapsed=elapsed, in_year=4, **known).value


def test_a_count_goes_on_at_the_same_rate() -> None:
    assert projected(30, "period", 1) == 120
    assert projected(30, "cumulative", 2) == 60


def test_a_seasonal_count_grows_as_it_did_last_year() -> None:
    assert projected(30, "period", 1, last_year_so_far=20, last_year_outturn=100) == 150


def test_council_tax_collected_adds_what_last_year_added() -> None:
    collected = projected("30.5", "cumulative", 1, is_rate=True, last_year_so_far="31.0", last_year_outturn="98.7")
    assert collected == Decimal("98.2")
    assert projected("30.5", "cumulative", 1, is_rate=True) is None


@pytest.mark.parametrize("accumulation", ["snapshot", "rolling", "average"])
def test_a_position_is_carried_forward(accumulation: str) -> None:
    assert projected(30, accumulation, 1) == 30
    assert projected(30, "period", 1, is_rate=True) == 30


def test_a_finished_year_is_its_own_forecast() -> None:
    assert projected(30, "period", 4) == 30


def test_there_is_no_forecast_without_a_value() -> None:
    assert project(None, "period", elapsed=1, in_year=4).value is None
    with pytest.raises(ValueError, match="elapsed counts"):
        project(Decimal(1), "period", elapsed=0, in_year=4)


def test_the_forecast_has_a_status_of_its_own() -> None:
    rule = rule_from({"amber_within": 10, "judges": "year_to_date"})
    facts = Facts(Decimal(95), Decimal(90), unit="%")
    assert judge(rule, facts).status == "green"
    forecast = judge_forecast(rule, facts, Decimal(85))
    assert forecast.status == "amber"
    assert forecast.sentence.startswith("Forecast for the year: 85% is 5 points below the target of 90%")
    assert judge_forecast(rule, facts, None).status == "awaiting_data"


@given(st.integers(1, 10**6), st.integers(1, 12))
def test_an_even_rate_projects_a_count_back_to_where_it_is(so_far: int, elapsed: int) -> None:
    value = project(Decimal(so_far), "period", elapsed=elapsed, in_year=12).value
    assert value is not None
    assert abs(value * elapsed / 12 - so_far) < Decimal("0.000001")
