"""The body of a Word paper as WordprocessingML (ECMA-376, part 1, chapter 17).

Written as text and parsed once: filling tables through python-docx, cell by cell, takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from goldenthread.charts.measure import MeasureChart
from goldenthread.documents import look, word_styles
from goldenthread.documents.characters import clean
from goldenthread.documents.walk import NOTHING_TO_LIST, appendix_heading, is_wide
from goldenthread.reports.blocks import Block, Bullets, Cell, Document, Facts, Figure, Paragraph, Subheading, Table
from goldenthread.reports.numbering import NumberedSection, appendix_sections, section_numbers

# Twentieths of a point: A4, with 2 cm on each side.
_SHORT: Final = 11906
_LONG: Final = 16838
_MARGIN: Final = 1134
_CELL_MARGIN: Final = 85
_EMU_PER_PIXEL: Final = 9525  # of a 96th of an inch
_EMU_PER_TWENTIETH: Final = 635

_UNNUMBERED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture already in the file: its relationship, and its natural size in 96ths of an inch."""

    relationship: str
    width: float
    height: float


@dataclass(slots=True)
class Body:
    """Writes one document's body. `footer` is the relationship of the footer that every page has."""

    document: Document
    pictures: Mapping[Cell | MeasureChart, Embedded]
    footer: str
    _width: int = _SHORT - 2 * _MARGIN
    _identifiers: Iterator[int] = field(default_factory=lambda: count(1))

    def xml(self) -> str:
        """The content of `w:body`."""
        return "".join((*self._front(), *self._parts(), self._page(landscape=False)))

    def _front(self) -> Iterator[str]:
        document = self.document
        yield paragraph(word_styles.COUNCIL, run(document.council), _rule_above(look.ink(document.colour)))
        yield paragraph(word_styles.TITLE, run(document.title))
        if document.subtitle:
            yield paragraph(word_styles.SUBTITLE, run(document.subtitle))
        if document.header:
            yield self._facts(document.header, "About this report")

    def _parts(self) -> Iterator[str]:
        for part in section_numbers(self.document):
            yield from self._section(part, 1)
        for appendix in self.document.appendices:
            yield _heading(1, appendix_heading(appendix), numbered=False, starts_page=True)
            for index, part in enumerate(appendix_sections(appendix)):
                # The appendix's own heading has just started a page: its first section stays beneath it.
                yield from self._section(part, 2, starts_page=index > 0)

    def _section(self, part: NumberedSection, level: int, starts_page: bool = True) -> Iterator[str]:
        section = part.section
        yield _heading(
            level,
            section.heading,
            numbered=level > 1 or bool(part.number),
            starts_page=section.starts_page and starts_page,
        )
        previous: Block | None = None
        for number, block in part.blocks:
            if isinstance(block, Facts) and isinstance(previous, Facts):
                yield paragraph(word_styles.NOTE, "")  # Word would join two tables that touch
            yield from self._block(number, block, level)
            previous = block

    def _block(self, number: str, block: Block, level: int) -> Iterator[str]:
        match block:
            case Paragraph():
                yield paragraph(word_styles.NUMBERED if number else word_styles.NORMAL, run(block.text))
            case Subheading():
                yield _heading(level + block.level - 1, block.text)
            case Bullets():
                yield from (paragraph(word_styles.BULLET, run(item)) for item in block.items)
            case Facts():
                yield self._facts(block.rows, "Facts")
            case Table():
                yield from self._wide(block) if is_wide(block) else self._table(block)
            case Figure():
                yield paragraph(word_styles.FIGURE_TITLE, run(block.chart.title))
                yield paragraph(word_styles.FIGURE_SUBTITLE, run(block.chart.subtitle))
                drawn = self._picture(self.pictures[block.chart], block.chart.description, self._width)
                yield paragraph(word_styles.PICTURE, drawn)
                yield from self._table(block.table)

    def _wide(self, table: Table) -> Iterator[str]:
        """A table on landscape pages of its own: the paragraph that carries a page set-up ends what it applies to."""
        yield paragraph(word_styles.NOTE, "", self._page(landscape=False))
        self._width = _LONG - 2 * _MARGIN
        yield from self._table(table)
        self._width = _SHORT - 2 * _MARGIN
        yield paragraph(word_styles.NOTE, "", self._page(landscape=True))

    def _page(self, landscape: bool) -> str:
        width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        turned = ' w:orient="landscape"' if landscape else ""
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self.footer}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" w:left="{_MARGIN}" '
            'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        )

    def _table(self, table: Table) -> Iterator[str]:
        yield paragraph(word_styles.CAPTION, run(table.caption))
        if table.rows:
            widths = self._shares([column.weight for column in table.columns])
            yield self._grid(table.caption, widths, self._rows(table, widths), header=True)
        else:
            yield paragraph(word_styles.NORMAL, run(NOTHING_TO_LIST))
        if table.note or table.rows:
            yield paragraph(word_styles.NOTE, run(table.note))  # even empty: it keeps a table apart from what follows

    def _rows(self, table: Table, widths: Sequence[int]) -> Iterator[str]:
        fill = look.ink(self.document.colour)
        right = [column.kind == "number" for column in table.columns]
        titles = (
            _cell(width, _cell_text(run(column.title, _bold("#ffffff")), to_right), fill)
            for column, width, to_right in zip(table.columns, widths, right, strict=True)
        )
        yield _row(titles, header=True)
        for index, row in enumerate(table.rows):
            band = look.BAND if index % 2 else ""
            yield _row(
                self._data_cell(cell, width, to_right, band)
                for cell, width, to_right in zip(row, widths, right, strict=True)
            )

    def _data_cell(self, cell: Cell, width: int, right: bool, band: str) -> str:
        if cell in self.pictures:
            drawn = self._picture(self.pictures[cell], cell.text, width - 2 * _CELL_MARGIN)
            return _cell(width, _cell_text(drawn, right), band)
        mark = look.mark(cell)
        if not mark.sign:
            return _cell(width, _cell_text(run(cell.text), right), band)
        properties = _bold(mark.ink) if mark.fill else _colour(mark.ink)
        return _cell(width, _cell_text(run(f"{mark.sign} {cell.text}", properties), right), mark.fill or band)

    def _facts(self, rows: Sequence[tuple[str, str]], description: str) -> str:
        widths = self._shares([27, 73])
        lines = (
            _row(
                _cell(width, paragraph(word_styles.FACT_TEXT, content))
                for width, content in zip(widths, (run(label, "<w:b/>"), run(value)), strict=True)
            )
            for label, value in rows
        )
        return self._grid(description, widths, lines, header=False)

    def _grid(self, description: str, widths: Sequence[int], rows: Iterable[str], header: bool) -> str:
        edge = f'w:val="single" w:sz="4" w:space="0" w:color="{look.RULE[1:]}"'
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f"<w:tblBorders><w:top {edge}/><w:bottom {edge}/><w:insideH {edge}/></w:tblBorders>"
            '<w:tblLayout w:type="fixed"/>'
            f'<w:tblCellMar><w:left w:w="{_CELL_MARGIN}" w:type="dxa"/><w:right w:w="{_CELL_MARGIN}" w:type="dxa"/>'
            f'</w:tblCellMar><w:tblLook w:val="{"0020" if header else "0000"}" w:firstRow="{int(header)}" '
            'w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(clean(description))}/></w:tblPr>"
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _shares(self, weights: Sequence[int]) -> list[int]:
        total = sum(weights)
        return [self._width * weight // total for weight in weights]

    def _picture(self, picture: Embedded, description: str, room: int) -> str:
        """An inline drawing with alternative text, at its natural size or as wide as `room`, in 20ths of a point."""
        natural = picture.width * _EMU_PER_PIXEL
        width = int(min(natural, room * _EMU_PER_TWENTIETH))
        height = int(picture.height * _EMU_PER_PIXEL * width / natural)
        number = next(self._identifiers)
        name = f'id="{number}" name="Picture {number}" descr={quoteattr(clean(description))}'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f"<wp:docPr {name}/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{picture.relationship}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A `w:p` in a style; `properties` are further paragraph properties in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def run(text: str, properties: str = "") -> str:
    """A `w:r` with the text, its line breaks and tabs; nothing for no text."""
    if not text:
        return ""
    content = escape(clean(text))
    if "\n" in content:
        content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in content:
        content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def _heading(level: int, text: str, numbered: bool = True, starts_page: bool = False) -> str:
    properties = "<w:pageBreakBefore/>" if starts_page else ""
    return paragraph(word_styles.heading(level), run(text), properties + ("" if numbered else _UNNUMBERED))


def _row(cells: Iterable[str], header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def _cell_text(runs: str, right: bool) -> str:
    return paragraph(word_styles.TABLE_TEXT, runs, '<w:jc w:val="right"/>' if right else "")


def _bold(colour: str) -> str:
    return f"<w:b/>{_colour(colour)}"


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour[1:]}"/>'


def _rule_above(colour: str) -> str:
    return f'<w:pBdr><w:top w:val="single" w:sz="32" w:space="10" w:color="{colour[1:]}"/></w:pBdr>'
