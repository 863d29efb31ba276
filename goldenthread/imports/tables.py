"""Spreadsheets in: a CSV, Excel or OpenDocument file as one table of text, with every problem named by row and column.

The first row that is not blank holds the headings. Blank rows are passed over, but counted, so that a row number is the
one a spreadsheet shows.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from goldenthread.rules.refusals import Refusal

Cell = int | float | str | bool | time | date | datetime | timedelta

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS: Final = (",", ";", "\t", "|")
_NUMBER_OR_DATE: Final = re.compile(r"[-+(£]?\d[\d,]*\.?\d*[%)]?|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}")
_LARGEST_UNPACKED: Final = 100 * 1024 * 1024  # bytes
_MOST_CELLS: Final = 5_000_000
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_YEAR: Final = re.compile(r"(19|20)\d\d")


class Row(NamedTuple):
    """One row of text. `number` counts from 1 in the file, the headings included."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row, or one cell of it, could not be used, and what to do. `column` is a heading, or "" for the row."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read. Each row has exactly as many cells as there are headings, trimmed of spaces at either end."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]

    def column(self, heading: str) -> int:
        """The position of a heading, from 0. Raises `Refusal("missing_columns")` where there is none."""
        if heading not in self.headers:
            require(self, (heading,))
        return self.headers.index(heading)


def read_table(
    source: Path | bytes, name: str = "", *, renamed: Mapping[str, str] | None = None, number_repeats: bool = False
) -> Sheet:
    """The table in a file, or in the bytes of one called `name`. The kind of file is told by its content.

    `renamed` gives headings of the file other names, such as those an import knows. A heading that comes twice is
    refused, or, with `number_repeats`, called "heading (2)" the second time. Raises `Refusal`, naming the file
    and the remedy, where there is no usable table at all; rows that cannot be used are in `problems`.
    """
    name = name or (source.name if isinstance(source, Path) else "The file")
    content = _content(source, name)
    if not content.strip():
        raise Refusal("file_empty", f"{name} is empty. Choose a file with a row of headings and rows under it.")
    records = _workbook(content, name) if content.startswith(_WORKBOOKS) else _text(content, name)
    return _sheet(_numbered(records) if number_repeats else records, name, renamed or {})


def require(sheet: Sheet, headings: Collection[str]) -> None:
    """Refuses a table that lacks any of these headings, naming all of them and what comes near in the file."""
    missing = [heading for heading in headings if heading not in sheet.headers]
    if missing:
        raise Refusal("missing_columns", f"{sheet.name} {_lacks(missing, sheet.headers)}")


def _lacks(missing: Sequence[str], headers: Sequence[str]) -> str:
    known = {header.lower(): header for header in headers}
    near = [match for heading in missing for match in get_close_matches(heading.lower(), known, 1, 0.7)]
    hints = "".join(f' Is "{known[match]}" meant for one of them?' for match in near[:1])
    columns = "column" if len(missing) == 1 else "columns"
    return (
        f"has no {columns} called {_listed(missing)}. Its headings are {_listed(headers)}.{hints} "
        "Headings must be spelled exactly; their order does not matter."
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


# Reading --------------------------------------------------------------------------------------------------------------


def _content(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except FileNotFoundError:
        raise Refusal("file_not_found", f"There is no file {source}. Check the folder and the spelling.") from None
    except OSError as error:
        raise Refusal("file_unreadable", f"{name} cannot be read ({error.strerror}).") from None


def _text(content: bytes, name: str) -> Iterator[list[str]]:
    text = _decoded(content, name)
    delimiter = _delimiter(text)
    # A fault in the quoting can swallow a file into one cell; a limit finds it, and ours is a long commentary.
    csv.field_size_limit(1_000_000)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Refusal("file_unreadable", f"{name} cannot be read as a CSV file ({error}). Save it again.") from None


def _decoded(content: bytes, name: str) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what Excel on an English Windows writes."""
    encodings: tuple[str, ...]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif b"\x00" in content:
        encodings = ()
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("file_unreadable", f"{name} is not a table. Save it as CSV, Excel (.xlsx) or OpenDocument (.ods).")


def _delimiter(text: str) -> str:
    """The mark that cuts the headings into most columns; a comma where none does."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([heading], delimiter=mark))))


def _workbook(content: bytes, name: str) -> Iterator[list[str]]:
    _refuse_what_would_swell(content, name)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            sheet = _first_sheet(workbook, name)
            for row in sheet.to_python(skip_empty_area=False):
                yield [cell_text(cell) for cell in row]
    except CalamineError as error:
        raise Refusal(
            "file_unreadable",
            f"{name} cannot be opened as a workbook ({error}). Take off any password and save it again as .xlsx.",
        ) from None


def _refuse_what_would_swell(content: bytes, name: str) -> None:
    """Refuses a small file that unpacks to a huge one, or whose one far cell stands for a sheet of empty ones."""
    if not is_zipfile(BytesIO(content)):
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                raise Refusal("file_too_large", f"{name} is too large once it is unpacked. Keep only the table in it.")
            for part in archive.namelist():
                if part.startswith("xl/worksheets/") and _cells_spanned(archive.read(part)) > _MOST_CELLS:
                    raise Refusal(
                        "file_too_large",
                        f"{name} has a cell far away from its table, so that the sheet is mostly empty. Copy the table "
                        "into a new workbook.",
                    )
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return  # the reader of workbooks says what is wrong with it


def _cells_spanned(sheet: bytes) -> int:
    """How many cells the rectangle from A1 to the furthest cell of a sheet's XML has."""
    width = height = 0
    for column, row in _CELL.findall(sheet):
        width = max(width, _column_number(column))
        height = max(height, int(row))
    return width * height


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _first_sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    for each in workbook.sheets_metadata:
        if each.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_name(each.name)
            if sheet.height:
                return sheet
    raise Refusal("file_empty", f"{name} has no visible sheet with anything in it.")


def cell_text(cell: Cell) -> str:
    """A workbook's cell as text: whole numbers without a point, no binary noise (15 digits), dates as 2026-07-31."""
    if isinstance(cell, float):
        text = format(cell, ".15g")
        return f"{cell:.0f}" if "e+" in text else text
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return str(cell)


# Making sense of the rows ---------------------------------------------------------------------------------------------


def _numbered(records: Iterable[list[str]]) -> Iterator[list[str]]:
    """The same, with a number behind each heading that has come before."""
    is_heading = True
    for cells in records:
        if is_heading and any(map(str.strip, cells)):
            is_heading = False
            seen: Counter[str] = Counter()
            headings = []
            for cell in map(str.strip, cells):
                seen[cell] += 1
                headings.append(f"{cell} ({seen[cell]})" if cell and seen[cell] > 1 else cell)
            yield headings
        else:
            yield cells


def _sheet(records: Iterable[list[str]], name: str, renamed: Mapping[str, str]) -> Sheet:
    numbered = enumerate(records, start=1)
    number, first = next(((number, cells) for number, cells in numbered if any(map(str.strip, cells))), (0, []))
    headers = _headers(first, number, name, renamed)
    width = len(headers)
    rows, problems = [], []
    for number, cells in numbered:
        if len(cells) == width:
            row = [cell.strip() for cell in cells]
        else:
            row = [cell.strip() for cell in cells[:width]] + [""] * (width - len(cells))
            if any(map(str.strip, cells[width:])):
                problems.append(RowProblem(number, "", _too_wide(len(cells), width)))
                continue
        if any(row):
            rows.append(Row(number, row))
    if not rows and not problems:
        raise Refusal("no_rows", f"{name} has headings but no rows under them. Add a row for each item.")
    return Sheet(name, headers, tuple(rows), tuple(problems))


def _too_wide(cells: int, width: int) -> str:
    return (
        f"it has {cells} cells but there are {width} headings, so they cannot be told apart. Put text that contains "
        "the separator between quotation marks, or add the missing heading."
    )


def _headers(cells: Sequence[str], number: int, name: str, renamed: Mapping[str, str]) -> tuple[str, ...]:
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    if not found:
        raise Refusal("file_empty", f"{name} is empty. Choose a file with a row of headings and rows under it.")
    if _holds_figures(found):
        raise Refusal(
            "no_headings",
            f"Row {number} of {name} holds figures, not headings. Put a row with the name of each column above it.",
        )
    unknown = [heading for heading in renamed if heading not in found]
    if unknown:
        raise Refusal("missing_columns", f"{name} {_lacks(unknown, found)}")
    headers = [renamed.get(cell, cell) or f"(column {place})" for place, cell in enumerate(found, start=1)]
    _refuse_duplicates(headers, name)
    return tuple(headers)


def _holds_figures(cells: Sequence[str]) -> bool:
    """Whether most cells are numbers or dates; years, and places that count up by one, are headings."""
    figures = [cell for cell in cells if _NUMBER_OR_DATE.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    counting = [str(number) for number in range(1, len(figures) + 1)]
    return len(figures) * 2 > len(cells) and figures != counting


def _refuse_duplicates(headers: Sequence[str], name: str) -> None:
    twice = [heading for heading, count in Counter(headers).items() if count > 1]
    if twice:
        places = [str(place) for place, heading in enumerate(headers, start=1) if heading == twice[0]]
        raise Refusal(
            "duplicate_headings",
            f'{name} has the heading "{twice[0]}" more than once (columns {" and ".join(places)}). '
            "Rename or delete all but one.",
        )
