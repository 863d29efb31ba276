"""A council's revenue outturn as it is published in England, one row for each council: as budget lines of one of them.

The summary (RSX) is an OpenDocument workbook in £ thousand, with rows of notes above its headings, four columns for
every service that matter here (spending, income, net) and a total of all services, which is its control total.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.imports.ledger import LedgerOutcome, LedgerRow, LedgerWishes, load_rows, reconcile
from goldenthread.imports.tables import cell_text
from goldenthread.rules.money import parse_pence
from goldenthread.rules.refusals import Refusal

_NAMES: Final = "Local authority"
_TOTAL: Final = "Total Service Expenditure"
_SPENT, _RECEIVED, _NET = ("Total Expenditure", "Total Income", "Net Current Expenditure")


def load_outturn(
    *, by: Actor, at: datetime, content: bytes, name: str, authority: str, wishes: LedgerWishes, keep: bool
) -> LedgerOutcome:
    """Load one council's outturn: for every service a line of spending and one of income, with its actual.

    Besides any control totals of the wishes, the lines must add up to the published total of net current expenditure.
    """
    check_can_somewhere(by, "manage_money")
    rows, total = read(content, name, authority)
    reconcile(name, rows, {"actual": total})
    reconcile(name, rows, dict(wishes.controls) or {"actual": total})
    agreed = LedgerWishes(wishes.ends, {"actual": total, **wishes.controls}, "£k", service=wishes.service)
    return load_rows(
        by=by, at=at, content=content, name=name, rows=rows, problems=(), wishes=agreed, columns={}, keep=keep
    )


def read(content: bytes, name: str, authority: str) -> tuple[list[LedgerRow], int]:
    """The lines of one council, income negative, and its published net total in pence. Nothing of 0 is a line."""
    cells = _sheet(content, name)
    top = next((place for place, row in enumerate(cells) if _NAMES in row), None)
    if top is None:
        raise Refusal("missing_columns", f"{name} has no sheet with a column called “{_NAMES}”.")
    headings = cells[top]
    column = headings.index(_NAMES)
    found = [(number, row) for number, row in enumerate(cells[top + 1 :], top + 2) if row[column] == authority]
    if not found:
        raise Refusal("no_such_authority", f"{name} has no row for “{authority}”. Write the name as the file does.")
    number, row = found[0]
    codes = cells[-1]  # the last row, which is hidden, has a code for every column
    lines = []
    total = None
    for place, heading in enumerate(headings):
        service, _, what = heading.rpartition(" (")[0].rpartition(" - ")
        if service == _TOTAL and what == _NET:
            total = _pence(row[place], authority)
        elif service not in ("", _TOTAL) and what in (_SPENT, _RECEIVED):
            lines.append(_line(number, codes[place], service, what, _pence(row[place], authority)))
    if total is None:
        raise Refusal("no_total", f"{name} has no total of all services. Use the summary of outturn (RSX).")
    return [line for line in lines if line.amounts["actual"]], total


def _line(number: int, code: str, service: str, what: str, pence: int) -> LedgerRow:
    income = what == _RECEIVED
    return LedgerRow(
        number=number,
        code=code,
        title=f"{service}: {'income' if income else 'spending'}",
        service="",
        flow="income" if income else "expenditure",
        amounts={"actual": -pence if income else pence},
    )


def _pence(text: str, authority: str) -> int:
    if text.startswith("["):
        raise Refusal("not_published", f"The figures of {authority} were not received in time to be published.")
    return parse_pence(text, "£k")


def _sheet(content: bytes, name: str) -> Sequence[Sequence[str]]:
    """The sheet with the councils' rows: the one whose name says that it holds data."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            wanted = [sheet for sheet in workbook.sheet_names if "data" in sheet.lower()]
            if not wanted:
                raise Refusal("missing_columns", f"{name} has no sheet of data.")
            rows = workbook.get_sheet_by_name(wanted[0]).to_python(skip_empty_area=False)
            return [[cell_text(cell).strip() for cell in row] for row in rows]
    except CalamineError as error:
        raise Refusal("file_unreadable", f"{name} cannot be opened as a workbook ({error}).") from None
