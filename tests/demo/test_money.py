"""The demo council's money: every service has a budget, and what the pages say agrees with what its papers say."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.access import Actor, actor_for
from goldenthread.demo.world import email
from goldenthread.models import BudgetLine, Saving, Service, User
from goldenthread.reports.finance import capital, paper_money, savings, summary, tables

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def reader() -> Actor:
    return actor_for(User.objects.get(email=email("Laura Benedetti")), TODAY)


def test_every_service_has_a_budget_and_explains_where_it_is_over(reader: Actor) -> None:
    found = summary(reader=reader, on=TODAY)
    assert found is not None
    assert {node.pk for node in found.services} == set(Service.objects.values_list("pk", flat=True))
    assert found.services[0].verdict.status == "red"
    assert all(node.why_over for node in found.services if node.verdict.status in ("red", "amber"))
    assert all(node.amounts.movement is not None for node in found.services)


def test_the_forecast_is_near_what_the_measure_of_it_says(reader: Actor) -> None:
    found = summary(reader=reader, on=TODAY)
    assert found is not None
    percent = found.funds[0].verdict.percent
    assert percent is not None
    assert 0.5 < percent < 1.2


def test_it_has_schemes_that_slip_savings_of_every_colour_and_all_the_tables(reader: Actor) -> None:
    assert BudgetLine.objects.filter(nature="capital").count() == 8
    assert Saving.objects.count() == 8
    schemes, saved = capital(reader=reader, on=TODAY), savings(reader=reader, on=TODAY)
    assert schemes is not None
    assert saved is not None
    assert {"red", "green"} <= {cell.code for row in schemes.rows for cell in row.cells if cell.kind == "status"}
    assert {"blue", "green", "amber", "red"} == {
        cell.code for row in saved.rows for cell in row.cells if cell.kind == "status"
    }
    assert [cell.text for cell in schemes.rows[0].cells[:3]] == ["C14 Recycling depot at Fenside", "2,400", "1,000"]
    assert len(tables(reader=reader, on=TODAY)) == 5
    assert all(paper_money(reader=reader, on=TODAY).parts.values())
