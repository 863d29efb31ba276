"""Files of set-up, row by row: everything in a file is loaded, or nothing is.

A preview is the load itself, undone: it runs the same actions with the same refusals, so that it cannot promise what
the load then refuses.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Literal

from django.db import transaction

from goldenthread.access import Actor
from goldenthread.actions import door, import_batches
from goldenthread.imports.tables import Row, RowProblem, Sheet, read_table, require
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import parse_number

Effect = Literal["added", "changed", "unchanged"]

_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Line:
    """What a row does: added, changed or unchanged, and to what, in words."""

    row: int
    effect: Effect
    what: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file does, or did where `loaded`. With any problem nothing of it is kept."""

    lines: tuple[Line, ...]
    problems: tuple[RowProblem, ...]
    loaded: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many rows add, change and leave unchanged."""
        return dict(Counter(line.effect for line in self.lines))


@dataclass(slots=True)
class Cells:
    """One row by heading. Reading remembers the heading, so that a refusal can name the cell."""

    row: Row
    headers: Sequence[str]
    reading: str = ""
    _values: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._values = dict(zip(self.headers, self.row.cells, strict=True))

    def text(self, heading: str, usual: str = "") -> str:
        """What the cell says; `usual` where it is empty or there is no such column."""
        self.reading = heading
        return self._values.get(heading, "") or usual

    def needed(self, heading: str) -> str:
        """What the cell says; a refusal where it says nothing."""
        text = self.text(heading)
        if not text:
            raise Refusal("cell_empty", "This cell is empty, and it is needed.")
        return text

    def day(self, heading: str, usual: date | None = None) -> date:
        """A date: 2026-04-01, 1/4/2026 or 1 April 2026."""
        text = self.text(heading)
        if not text and usual is not None:
            return usual
        for form in _DATE_FORMS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no time zone
            except ValueError:
                continue
        raise Refusal("not_a_date", f"“{text}” is not a date. Write it as 2026-04-01 or 1/4/2026.")

    def number(self, heading: str) -> Decimal | None:
        """A number; None where the cell is empty."""
        text = self.text(heading)
        return parse_number(text) if text else None

    def whole(self, heading: str, usual: int = 0) -> int:
        """A whole number from 0 up."""
        number = self.number(heading)
        if number is None:
            return usual
        if number != number.to_integral_value() or number < 0:
            raise Refusal("not_whole", f"“{self.text(heading)}” is not a whole number.")
        return int(number)

    def yes(self, heading: str) -> bool:
        """Yes or no; empty is no."""
        text = self.text(heading).lower()
        if text not in ("", "yes", "no", "y", "n", "true", "false"):
            raise Refusal("not_yes_or_no", f"“{text}” is neither yes nor no.")
        return text in ("yes", "y", "true")

    def code(self, heading: str, words: Mapping[str, str], usual: str = "") -> str:
        """A code of a list, written as the code or as its words."""
        text = self.text(heading, usual)
        wanted = text.lower()
        found = next((code for code, said in words.items() if wanted in (code.lower(), said.lower())), None)
        if found is None:
            raise Refusal("unknown_choice", f"“{text}” is not one of the choices: {', '.join(words)}.")
        return found


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template: its heading, what goes in it, and an example."""

    heading: str
    about: str
    example: str = ""
    needed: bool = False


Take = Callable[[Actor, datetime, Cells], Line]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its columns, and what one row does. `permission` is what a reader needs to see the page."""

    code: str
    title: str
    permission: str
    about: str
    columns: tuple[Column, ...]
    take: Take

    def template(self) -> bytes:
        """A CSV with the headings and one example row; the byte-order mark makes Excel read it as UTF-8."""
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(column.heading for column in self.columns)
        writer.writerow(column.example for column in self.columns)
        return text.getvalue().encode("utf-8-sig")


class _Undo(Exception):
    """Ends a transaction whose changes are not wanted."""


def read(kind: FileKind, content: bytes, name: str) -> Sheet:
    """The file as a table that has every column this kind needs. Raises `Refusal` where it has not."""
    sheet = read_table(content, name)
    require(sheet, [column.heading for column in kind.columns if column.needed])
    known = {column.heading for column in kind.columns}
    unknown = [heading for heading in sheet.headers if heading not in known]
    if unknown:
        raise Refusal(
            "unknown_columns",
            f"{name} has columns that are not in the template: {', '.join(unknown)}. Rename or delete them. "
            f"The template has: {', '.join(column.heading for column in kind.columns)}.",
        )
    return sheet


def load(*, by: Actor, at: datetime, kind: FileKind, content: bytes, name: str, keep: bool) -> Outcome:
    """Load a file, or, without `keep`, find out what loading it would do."""
    sheet = read(kind, content, name)
    lines: list[Line] = []
    problems = list(sheet.problems)
    try:
        with door.write():
            for row in sheet.rows:
                _take(by, at, kind, Cells(row, sheet.headers), lines, problems)
            outcome = Outcome(tuple(lines), tuple(sorted(problems, key=lambda one: one.row)), keep and not problems)
            if not outcome.loaded:
                raise _Undo
            import_batches.record(by=by, at=at, kind=kind.code, file_name=name, content=content, counts=outcome.counts)
    except _Undo:
        pass
    return outcome


def _take(by: Actor, at: datetime, kind: FileKind, cells: Cells, lines: list[Line], problems: list[RowProblem]) -> None:
    try:
        # A savepoint: a row that fails half-way must not leave its first half for the rows after it.
        with transaction.atomic():
            lines.append(kind.take(by, at, cells))
    except Refusal as refusal:
        problems.append(RowProblem(cells.row.number, cells.reading, refusal.sentence))
