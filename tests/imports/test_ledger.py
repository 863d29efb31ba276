"""`goldenthread import budget`: a ledger export with a remembered mapping, held against its control totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.cli import main
from goldenthread.models import BudgetChange, BudgetLine, BudgetPosition
from tests.small_council import build

pytestmark = pytest.mark.django_db

EMAIL = "fay@anytown.example"
HEAD = "Cost centre,Description,Dept,Original,Revised,YTD\n"
ROWS = "1001,Crews,WASTE,3000,3100,1500\n1009,Fees,Waste and Recycling,-800,-800,(300.25)\n"
MAPS = ("Cost centre=code", "Description=title", "Dept=service", "Revised=budget", "YTD=actual")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def finance(db: None) -> None:
    build().person_with("finance_partner", EMAIL)


def load(folder: Path, rows: str, *more: str) -> int:
    """The command on a file of these rows, its figures as at 30 June 2026."""
    file = folder / "ledger.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return main(["import", "budget", str(file), "--as", EMAIL, "--on", "2026-06-30", *more])


def mapped(*more: str) -> tuple[str, ...]:
    return (*(word for each in MAPS for word in ("--map", each)), *more)


def test_lines_budgets_and_positions_are_made_from_one_file(tmp_path: Path, finance: None) -> None:
    assert load(tmp_path, ROWS, *mapped("--control", "actual=1,199.75", "--control", "budget=2300", "--load")) == 0
    crews, fees = BudgetLine.objects.order_by("code")
    assert (crews.flow, fees.flow) == ("expenditure", "income")
    assert [(one.kind, one.amount) for one in crews.changes.all()] == [("original", 300_000), ("supplementary", 10_000)]
    assert BudgetPosition.objects.get(line=fees).actual == -30_025


def test_the_mapping_is_remembered_and_the_same_file_changes_nothing(
    tmp_path: Path, finance: None, capsys: Captured
) -> None:
    load(tmp_path, ROWS, *mapped("--control", "actual=1199.75", "--load"))
    assert load(tmp_path, ROWS, "--control", "actual=1199.75", "--load") == 0
    assert "is loaded: 2 unchanged." in capsys.readouterr().out
    assert (BudgetChange.objects.count(), BudgetPosition.objects.count()) == (3, 2)


def test_income_shown_as_positive_is_turned(tmp_path: Path, finance: None) -> None:
    load(tmp_path, ROWS, *mapped("--control", "actual=1199.75", "--load"))
    turned = "1009,Fees,WASTE,800,800,400\n"
    assert load(tmp_path, turned, "--control", "actual=400", "--income-positive", "--load") == 0
    assert BudgetPosition.objects.current().get(line__code="1009").actual == -40_000


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1001,Crews,WASTE,3000,3000,about 5\n", "row 2, actual: “about 5” is not an amount"),
        ("1001,Crews,NOWHERE,3000,3000,5\n", "There is no service with the code NOWHERE"),
        ("1001,Crews,WASTE,1,1,2\n1001,Crews,WASTE,1,1,3\n", "row 3, code: 1001 is in row 2 already"),
        (",Total,,1,1,5\n", "row 2, code: This cell is empty"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_nothing_is_loaded(
    rows: str, said: str, tmp_path: Path, finance: None, capsys: Captured
) -> None:
    assert load(tmp_path, rows, *mapped("--control", "actual=5", "--load")) != 0
    assert said in capsys.readouterr().err
    assert not BudgetLine.objects.exists()


def test_nobody_but_finance_loads_a_ledger(tmp_path: Path, finance: None, capsys: Captured) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    where = ("--as", "ada@anytown.example", "--on", "2026-06-30", "--control", "actual=5")
    assert main(["import", "budget", str(file), *where]) != 0
    assert "Who can: finance business partner" in capsys.readouterr().err
