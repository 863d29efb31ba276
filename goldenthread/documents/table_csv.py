"""A table of a report as comma-separated text, for whoever wants the figures and not the page."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from goldenthread.reports.blocks import Cell, Table

BOM: Final = "\ufeff"
"""Without it Excel reads £ and – as gibberish."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def table_csv(table: Table) -> bytes:
    """The table as UTF-8: its column titles, then its rows. Numbers are plain and unrounded; words stay words.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return (BOM + out.getvalue()).encode()


def _plain(cell: Cell) -> str:
    if cell.number is not None:
        return f"{cell.number:f}"
    return f"'{cell.text}" if cell.text.startswith(_FORMULA_STARTS) else cell.text
