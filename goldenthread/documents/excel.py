"""A paper as an Excel workbook: a cover, the words, and a sheet for each table, figures as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from goldenthread.documents import look
from goldenthread.documents.characters import clean
from goldenthread.documents.stamp import stamped
from goldenthread.documents.walk import NOTHING_TO_LIST, appendix_heading, has_line
from goldenthread.reports.blocks import Block, Bullets, Cell, Document, Facts, Figure, Paragraph, Subheading, Table
from goldenthread.reports.numbering import NumberedSection, appendix_sections, section_numbers

# A cell that begins so stays text: xlsxwriter is told never to make a formula or an address of it.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CELL_LIMIT: Final = 32_767
_NAME_LIMIT: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_SERIES: Final = "Series data"
_WORDS: Final = "Text"
_A4: Final = 9  # Excel's number for it
_ROW: Final = 20  # points: enough for a sparkline


def excel(document: Document) -> bytes:
    """The document as an .xlsx file. Missing is a word, never a blank; no cell is merged; no words are a formula."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    moment = stamped(document).replace(tzinfo=None)
    book.set_properties({"title": clean(document.title), "author": clean(document.author), "created": moment})
    desk = _Desk(book, look.ink(document.colour), clean(document.stamp))
    cover, words = book.add_worksheet("Cover"), book.add_worksheet(_WORDS)
    parts = list(_parts(document))
    sheets = [(name, table) for name, table in _named_tables(parts)]
    for sheet in (cover, words):
        desk.print_set_up(sheet)
    _cover(desk, cover, document, sheets)
    _words(desk, words, parts)
    for name, table in sheets:
        desk.table(name, table)
    desk.series()
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of the paper or of an appendix, with the heading it is printed under."""

    heading: str
    section: NumberedSection


def _parts(document: Document) -> Iterator[_Part]:
    for section in section_numbers(document):
        yield _Part(f"{section.number} {section.section.heading}".strip(), section)
    for appendix in document.appendices:
        for section in appendix_sections(appendix):
            yield _Part(f"{appendix_heading(appendix)}: {section.section.heading}", section)


def _named_tables(parts: Sequence[_Part]) -> Iterator[tuple[str, Table]]:
    taken = {"cover", _WORDS.lower(), _SERIES.lower()}
    for part in parts:
        for _, block in part.section.blocks:
            table = block.table if isinstance(block, Figure) else block
            if isinstance(table, Table):
                yield _sheet_name(table.caption, taken), table


def _sheet_name(caption: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has; it is added to `taken`."""
    plain = _FORBIDDEN.sub(" ", clean(caption)).strip() or "Table"
    name, number = plain[:_NAME_LIMIT].strip(), 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = plain[: _NAME_LIMIT - len(ending)].strip() + ending, number + 1
    taken.add(name.lower())
    return name


def _cover(desk: _Desk, sheet: Worksheet, document: Document, sheets: Sequence[tuple[str, Table]]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    rows = [("Council", document.council), *document.header, ("Stamp", document.stamp)]
    desk.write(sheet, 0, 0, document.title, desk.style(bold=True, size=16))
    desk.write(sheet, 1, 0, document.subtitle, desk.style())
    for row, (label, value) in enumerate(rows, start=3):
        desk.write(sheet, row, 0, label, desk.style(bold=True))
        desk.write(sheet, row, 1, value, desk.style(wrap=True))
    top = 4 + len(rows)
    desk.write(sheet, top, 0, "Contents", desk.style(bold=True, size=13))
    sheet.write_url(top + 1, 0, f"internal:'{_WORDS}'!A1", string="The paper’s text")
    for row, (name, table) in enumerate(sheets, start=top + 2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        desk.write(sheet, row, 1, table.caption, desk.style(wrap=True))


def _words(desk: _Desk, sheet: Worksheet, parts: Sequence[_Part]) -> None:
    """The paper's words, one paragraph a row with its number; tables are named where they stand."""
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 100)
    for column, title in enumerate(("Number", "Kind", "Text")):
        desk.write(sheet, 0, column, title, desk.head())
    sheet.freeze_panes(1, 0)
    row = 1
    for part in parts:
        heading = part.section.section.heading
        for number, kind, text in [(part.section.number, "Heading", heading), *_lines(part.section)]:
            desk.write(sheet, row, 0, number, desk.style())
            desk.write(sheet, row, 1, kind, desk.style(wrap=True))
            desk.write(sheet, row, 2, text, desk.style(bold=kind == "Heading", wrap=True))
            row += 1


def _lines(section: NumberedSection) -> Iterator[tuple[str, str, str]]:
    for number, block in section.blocks:
        yield from ((number, kind, text) for kind, text in _text_of(block))


def _text_of(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Paragraph():
            yield "Paragraph", block.text
        case Subheading():
            yield "Subheading", block.text
        case Bullets():
            yield from (("Bullet", item) for item in block.items)
        case Facts():
            yield from block.rows
        case Table():
            yield "Table", block.caption
        case Figure():
            yield "Chart", f"{block.chart.title}. {block.chart.subtitle}. {block.chart.description}"
            yield "Table", block.table.caption


@dataclass(slots=True)
class _Desk:
    """Writes cells and keeps the formats and the hidden sheet that sparklines draw from."""

    book: Workbook
    ink: str
    stamp: str
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    lines: list[Sequence[Any]] = field(default_factory=list)

    def style(
        self, *, bold: bool = False, size: float = 11, wrap: bool = False, right: bool = False, **more: Any
    ) -> Any:
        wanted = {"font_name": "Arial", "font_size": size, "valign": "top", **more}
        if bold:
            wanted["bold"] = True
        if wrap:
            wanted["text_wrap"] = True
        if right:
            wanted["align"] = "right"
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(wanted)
        return self.formats[key]

    def head(self, *, right: bool = False) -> Any:
        return self.style(bold=True, wrap=True, right=right, font_color="#ffffff", bg_color=self.ink)

    def write(self, sheet: Worksheet, row: int, column: int, text: str, style: Any) -> None:
        sheet.write_string(row, column, clean(text)[:_CELL_LIMIT], style)

    def print_set_up(self, sheet: Worksheet, *, landscape: bool = False, heads: int = 0) -> None:
        """A4, as wide as the page, with the stamp and the page's number at the foot; row `heads` on every page."""
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(heads)
        sheet.set_footer(f"&L&9{self.stamp.replace('&', '&&')}&R&9Page &P of &N")
        if landscape:
            sheet.set_landscape()

    def table(self, name: str, table: Table) -> None:
        """A sheet with the caption in A1, the headings in row 3 and the rows beneath."""
        sheet = self.book.add_worksheet(name)
        self.print_set_up(sheet, landscape=True, heads=2)
        self.write(sheet, 0, 0, table.caption, self.style(bold=True, size=13))
        total = sum(column.weight for column in table.columns)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, max(14, 110 * column.weight / total))
            self.write(sheet, 2, place, column.title, self.head(right=column.kind == "number"))
        words = len(table.columns)
        if any(has_line(cell) for row in table.rows for cell in row):
            sheet.set_column(words, words, 44)
            self.write(sheet, 2, words, "Trend in words", self.head())
        sheet.freeze_panes(3, 1)
        for row, cells in enumerate(table.rows, start=3):
            sheet.set_row(row, None if any(len(cell.text) > 30 for cell in cells) else _ROW)
            for place, cell in enumerate(cells):
                self.cell(sheet, row, place, cell, words)
        below = 3 + len(table.rows)
        if not table.rows:
            self.write(sheet, below, 0, NOTHING_TO_LIST, self.style())
        sentences = table.note.split(". ") if table.note else []
        for row, sentence in enumerate(sentences, start=below + 1):
            self.write(sheet, row, 0, sentence if sentence.endswith(".") else f"{sentence}.", self.style())

    def cell(self, sheet: Worksheet, row: int, place: int, cell: Cell, words: int) -> None:
        """One cell; a line's words go into column `words`, where they do not hide it."""
        mark = look.mark(cell)
        printed_as = number_format(cell.text) if cell.number is not None else ""
        if cell.kind == "number" and cell.number is not None and printed_as:
            sheet.write_number(row, place, float(cell.number), self.style(right=True, num_format=printed_as))
        elif has_line(cell):
            self.line(sheet, row, place, cell)
            self.write(sheet, row, words, cell.text, self.style(wrap=True))
        elif mark.sign or mark.fill:
            style = self.style(font_color=mark.ink, wrap=True, bg_color=mark.fill or "#ffffff")
            self.write(sheet, row, place, f"{mark.sign} {cell.text}".strip(), style)
        else:
            self.write(sheet, row, place, cell.text, self.style(wrap=True, right=cell.kind == "number"))

    def line(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        """A native sparkline, drawn from a row of the hidden sheet."""
        data = len(self.lines)
        self.lines.append(cell.series)
        where = xl_range_abs(data, 0, data, len(cell.series) - 1)
        sheet.add_sparkline(row, place, {"range": f"'{_SERIES}'!{where}", "last_point": True, "series_color": self.ink})

    def series(self) -> None:
        """The hidden sheet that the sparklines draw from."""
        if not self.lines:
            return
        sheet = self.book.add_worksheet(_SERIES)
        sheet.hide()
        for row, values in enumerate(self.lines):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write_number(row, column, float(value))


def number_format(text: str) -> str:
    """The Excel format that prints a figure as the paper does: "73.6%" keeps its decimals, and its unit as words.

    Empty where the paper prints words instead of the figure.
    """
    if text.startswith("(") and text.endswith(")"):  # less than nothing, as accountants write it
        inside = number_format(text[1:-1])
        return f'{inside};"("{inside}")"' if inside else ""
    digits = re.search(r"\d[\d,]*(?:\.(\d+))?", text)
    if digits is None:
        return ""
    places = f".{'0' * len(digits[1])}" if digits[1] else ""
    before, after = text[: digits.start()].lstrip("−-"), text[digits.end() :]
    return f"{_quoted(before)}#,##0{places}{_quoted(after)}"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""
