"""Pieces of WordprocessingML as text: a table built from one string is fifty times faster than cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from goldenthread.documents import look
from goldenthread.documents.characters import clean
from goldenthread.documents.typesetting import Picture
from goldenthread.reports.blocks import Cell, Column

NAMESPACES: Final = nsdecls("w", "wp", "a", "pic", "r")
_EMU_PER_PIXEL: Final = 9525  # 914,400 in an inch, 96 pixels in an inch
_FULL: Final = 5000  # fiftieths of a per cent
KEEP_WITH_NEXT: Final = "<w:keepNext/>"


class CellXml(NamedTuple):
    """A table cell still without its width: its shading, or "", and its paragraph."""

    fill: str
    paragraph: str


def parsed(xml: str) -> object:
    """The element that some XML text describes; the outermost tag must carry NAMESPACES."""
    return parse_xml(xml)


def text_xml(text: str) -> str:
    """Runs' text with its line ends kept."""
    lines = escape(clean(text)).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def run_xml(text: str, *, bold: bool = False, colour: str = "") -> str:
    """One run."""
    properties = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour.lstrip("#")}"/>' if colour else "")
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text_xml(text)}</w:r>"


def paragraph_xml(
    content: str, *, style: str, right: bool = False, properties: str = "", outermost: bool = False
) -> str:
    """A paragraph of runs in a style, named by its id; `properties` are its own, in the schema's order."""
    side = '<w:jc w:val="right"/>' if right else ""
    names = f" {NAMESPACES}" if outermost else ""
    return f'<w:p{names}><w:pPr><w:pStyle w:val="{style}"/>{properties}{side}</w:pPr>{content}</w:p>'


def drawing_xml(relation: str, picture: Picture, alt: str, number: int, widest: float) -> str:
    """A picture in the line of text, with its alternative text, no wider than `widest` pixels."""
    scale = min(1.0, widest / picture.width)
    width, height = (round(side * scale * _EMU_PER_PIXEL) for side in (picture.width, picture.height))
    described = quoteattr(clean(alt))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={described}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr={described}/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table_xml(
    columns: Sequence[Column], rows: Sequence[Sequence[CellXml]], *, width: int, ink: str, description: str
) -> str:
    """A table with a header row that repeats on every page and rows that are never split.

    `rows` are cells of `cell_xml`; `width` is the whole width in twentieths of a point.
    """
    total = sum(column.weight for column in columns)
    widths = [width * column.weight // total for column in columns]
    head = "".join(_header_cell(column, share, ink) for column, share in zip(columns, widths, strict=True))
    body = "".join(_row(row, widths) for row in rows)
    return (
        f"<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val='PaperTable'/><w:tblW w:w='{_FULL}' w:type='pct'/>"
        f"<w:tblLayout w:type='fixed'/><w:tblLook w:firstRow='1' w:firstColumn='1' w:noVBand='1'/>"
        f"<w:tblDescription w:val={quoteattr(clean(description))}/></w:tblPr>"
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{share}{chr(34)}/>' for share in widths)}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def facts_xml(rows: Sequence[tuple[str, str]], *, width: int, description: str, style: str) -> str:
    """Labels and values as a plain two-column table, its text in a style named by its id."""
    label = width * 25 // 100
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"<w:tc><w:tcPr>{_width(label)}</w:tcPr>{paragraph_xml(run_xml(name, bold=True), style=style)}</w:tc>"
        f"<w:tc><w:tcPr>{_width(width - label)}</w:tcPr>{paragraph_xml(run_xml(value), style=style)}</w:tc></w:tr>"
        for name, value in rows
    )
    return (
        f"<w:tbl {NAMESPACES}><w:tblPr><w:tblStyle w:val='PaperTable'/><w:tblW w:w='{_FULL}' w:type='pct'/>"
        f"<w:tblLayout w:type='fixed'/><w:tblLook w:firstRow='0' w:firstColumn='1' w:noVBand='1' w:noHBand='1'/>"
        f"<w:tblDescription w:val={quoteattr(clean(description))}/></w:tblPr>"
        f"<w:tblGrid><w:gridCol w:w='{label}'/><w:gridCol w:w='{width - label}'/></w:tblGrid>{body}</w:tbl>"
    )


def cell_xml(cell: Cell, *, right: bool, drawing: str = "", kept: bool = False) -> CellXml:
    """What stands in a table cell: words with their mark and colours, or a drawing.

    A `kept` cell stays on one page with the row below.
    """
    mark = look.mark(cell)
    if drawing:
        content = drawing
    elif mark.sign:
        content = run_xml(f"{mark.sign} {cell.text}", bold=bool(mark.fill), colour=mark.ink)
    else:
        content = run_xml(cell.text)
    paragraph = paragraph_xml(content, style="TableText", right=right, properties=KEEP_WITH_NEXT if kept else "")
    return CellXml(_shade(mark.fill) if mark.fill else "", paragraph)


def _header_cell(column: Column, share: int, ink: str) -> str:
    title = run_xml(column.title, bold=True, colour="#ffffff")
    side = column.kind == "number"
    paragraph = paragraph_xml(title, style="TableHead", right=side, properties=KEEP_WITH_NEXT)
    return f"<w:tc><w:tcPr>{_width(share)}{_shade(ink)}<w:vAlign w:val='bottom'/></w:tcPr>{paragraph}</w:tc>"


def _row(row: Sequence[CellXml], widths: Sequence[int]) -> str:
    cells = "".join(
        f"<w:tc><w:tcPr>{_width(share)}{cell.fill}</w:tcPr>{cell.paragraph}</w:tc>"
        for cell, share in zip(row, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _shade(colour: str) -> str:
    return f"<w:shd w:val='clear' w:color='auto' w:fill='{colour.lstrip('#')}'/>"


def _width(share: int) -> str:
    return f"<w:tcW w:w='{share}' w:type='dxa'/>"
