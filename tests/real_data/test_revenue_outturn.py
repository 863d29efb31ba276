"""`goldenthread import outturn` on the published revenue outturn of English councils for 2024-25."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.cli import main
from goldenthread.models import BudgetLine, BudgetPosition, ImportBatch
from goldenthread.rules.money import pounds
from tests.real_data.shared import shared
from tests.small_council import build

pytestmark = pytest.mark.django_db

EMAIL = "fay@anytown.example"
WORKBOOK = "RSX_LA_Data_2024-25_data_by_LA.ods"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def finance(db: None) -> None:
    build().person_with("finance_partner", EMAIL)


def outturn(*more: str, authority: str = "Trafford", workbook: str = WORKBOOK) -> int:
    """Load one council's row, by the command."""
    file = shared("council_budgets", workbook)
    where = ("--as", EMAIL, "--on", "2025-03-31", "--authority", authority, "--service", "WASTE")
    return main(["import", "outturn", str(file), *where, *more])


def test_one_councils_outturn_becomes_budget_lines_that_agree_with_its_published_total(
    finance: None, capsys: Captured
) -> None:
    assert outturn("--control", "actual=446,685", "--load") == 0
    assert "agrees with its control totals: actual £446,685,000" in capsys.readouterr().out
    rows = BudgetPosition.objects.current().filter(ends=date(2025, 3, 31)).select_related("line")
    actuals = {row.line.code: row.actual or 0 for row in rows}
    assert len(actuals) == 22
    assert pounds(sum(actuals.values())) == "£446,685,000"
    assert pounds(actuals["RSX-trans-tot-exp"]) == "£10,037,000"
    assert pounds(actuals["RSX-trans-tot-inc"]) == "(£6,198,000)"
    assert BudgetLine.objects.get(code="RSX-trans-tot-inc").flow == "income"


def test_the_same_workbook_again_changes_nothing(finance: None, capsys: Captured) -> None:
    outturn("--load")
    assert outturn("--load") == 0
    assert "is loaded: 22 unchanged." in capsys.readouterr().out
    assert BudgetPosition.objects.count() == 22
    assert ImportBatch.objects.count() == 2


def test_a_preview_keeps_nothing(finance: None, capsys: Captured) -> None:
    assert outturn() == 0
    assert "This was a preview, and nothing was kept." in capsys.readouterr().out
    assert not BudgetLine.objects.exists()


def test_another_control_total_is_refused_with_the_difference(finance: None, capsys: Captured) -> None:
    assert outturn("--control", "actual=446,700", "--load") != 0
    assert "£15,000 less than the control total of £446,700,000" in capsys.readouterr().err
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    ("authority", "workbook", "said"),
    [
        ("Amber Valley", WORKBOOK, "were not received in time"),
        ("Camelot", WORKBOOK, "has no row for “Camelot”"),
        ("Trafford", "RO3_LA_Data_2024-25_data_by_LA.ods", "Use the summary of outturn"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    authority: str, workbook: str, said: str, finance: None, capsys: Captured
) -> None:
    assert outturn(authority=authority, workbook=workbook) != 0
    assert said in capsys.readouterr().err
