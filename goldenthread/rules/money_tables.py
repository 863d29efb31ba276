"""The tables that stand beside the budget in a council's quarterly pack: what each has for columns.

A cell of kind "money" is whole pence, "number" a figure as text with its own decimals, "text" words. A column with
`sums` is worked out: it adds some columns and takes others off, so that nobody types a total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from goldenthread.rules.money import parse_pence
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import parse_number

CellType = Literal["money", "number", "text"]
Cell = int | str


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column; `adds` and `takes` are the codes of the columns it is worked out from, where it is."""

    code: str
    title: str
    kind: CellType = "money"
    adds: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    @property
    def computed(self) -> bool:
        return bool(self.adds)


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table: its name, what its rows are called, its columns, and whether its money adds up to a total."""

    code: str
    title: str
    row: str
    columns: tuple[MoneyColumn, ...]
    totalled: bool = True
    note: str = ""


_VARIANCE = MoneyColumn("variance", "Variance", adds=("forecast",), takes=("budget",))
_BUDGET = (
    MoneyColumn("budget", "Budget"),
    MoneyColumn("actual", "Actual to date"),
    MoneyColumn("forecast", "Forecast"),
)

TABLES: Final[Mapping[str, MoneyTable]] = {
    table.code: table
    for table in (
        MoneyTable("hra", "Housing Revenue Account", "Item", (*_BUDGET, _VARIANCE)),
        MoneyTable("collection-fund", "Collection Fund", "Item", (*_BUDGET, _VARIANCE)),
        MoneyTable(
            "reserves",
            "Reserves",
            "Reserve",
            (
                MoneyColumn("opening", "At 1 April"),
                MoneyColumn("added", "Added"),
                MoneyColumn("used", "Used"),
                MoneyColumn("closing", "Expected at 31 March", adds=("opening", "added"), takes=("used",)),
            ),
            note="Reserves are what the council holds: positive figures, and none of them a budget.",
        ),
        MoneyTable(
            "write-offs",
            "Debts written off",
            "Kind of debt",
            (
                MoneyColumn("cases", "Debts", "number"),
                MoneyColumn("amount", "Written off"),
                MoneyColumn("why", "Why", "text"),
            ),
            note="Amounts written off in the year so far, all positive.",
        ),
        MoneyTable(
            "treasury",
            "Treasury indicators",
            "Indicator",
            (
                MoneyColumn("limit", "Limit", "text"),
                MoneyColumn("actual", "Actual", "text"),
                MoneyColumn("kept", "Within the limit?", "text"),
            ),
            totalled=False,
            note="Limits are those of the treasury strategy of the year.",
        ),
    )
}


def table_called(code: str) -> MoneyTable:
    """A table by its code. Raises `Refusal` for one that is not there."""
    if code not in TABLES:
        raise Refusal("no_such_table", f"There is no table “{code}”. Tables: {', '.join(TABLES)}.")
    return TABLES[code]


def read_cells(table: MoneyTable, typed: Mapping[str, str]) -> dict[str, Cell]:
    """What was typed, column by column; empty money is nothing, and worked-out columns are left out."""
    return {column.code: _read(column, typed.get(column.code, "")) for column in table.columns if not column.computed}


def _read(column: MoneyColumn, typed: str) -> Cell:
    if column.kind == "money":
        return parse_pence(typed) if typed.strip() else 0
    if column.kind == "number":
        return str(parse_number(typed)) if typed.strip() else "0"
    return " ".join(typed.split())


def with_sums(table: MoneyTable, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """A row with the columns that are worked out."""
    row = dict(cells)
    for column in table.columns:
        if column.computed:
            row[column.code] = sum(_pence(row, code) for code in column.adds) - sum(
                _pence(row, code) for code in column.takes
            )
    return row


def totals(table: MoneyTable, rows: Sequence[Mapping[str, Cell]]) -> dict[str, int]:
    """The sum of every money column."""
    return {
        column.code: sum(_pence(row, column.code) for row in rows) for column in table.columns if column.kind == "money"
    }


def _pence(row: Mapping[str, Cell], code: str) -> int:
    value = row.get(code, 0)
    return value if isinstance(value, int) else 0
