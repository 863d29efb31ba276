"""A paper as PDF/UA-1: tagged, with headings, header cells, alternative text, bookmarks and generated numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from goldenthread.charts.measure import MeasureChart
from goldenthread.documents import look
from goldenthread.documents.typesetting import FAMILY, pdf_ua, printable
from goldenthread.documents.walk import NOTHING_TO_LIST, appendix_heading, drawings, is_short, is_wide, small_facts
from goldenthread.reports.blocks import Block, Bullets, Cell, Document, Facts, Figure, Paragraph, Subheading, Table
from goldenthread.reports.numbering import NumberedSection, appendix_sections, section_numbers

Drawn = dict[Cell | MeasureChart, str]

# Longer than this, a cell may be cut at the foot of a page: kept whole it might be taller than one.
_UNBROKEN: Final = 400
_LONG_WORD: Final = re.compile(r"\S{61,}")
_LONG_WORD_IN_CELL: Final = re.compile(r"\S{31,}")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def pdf(document: Document) -> bytes:
    """The document as an A4 PDF/UA-1. Equal documents give equal bytes."""
    drawn = drawings(document)
    data = {
        "family": FAMILY,
        "ink": look.ink(document.colour),
        "black": look.BLACK,
        "grey": look.GREY,
        "rule": look.RULE,
        "band": look.BAND,
        "council": _text(document.council),
        "title": _text(document.title),
        "title-points": look.title_points(document.title),
        "subtitle": _text(document.subtitle),
        "author": printable(document.author),
        "stamp": _text(document.stamp),
        "header": _pairs(document.header),
        "sections": _sections(section_numbers(document), drawn),
        "appendices": [
            {"heading": _text(appendix_heading(appendix)), "sections": _sections(appendix_sections(appendix), drawn)}
            for appendix in document.appendices
        ],
    }
    return pdf_ua("paper.typ", data)


def _sections(sections: Sequence[NumberedSection], drawn: Drawn) -> list[dict[str, Any]]:
    return [
        {
            "number": part.number,
            "heading": _text(part.section.heading),
            "starts-page": part.section.starts_page,
            "blocks": _blocks(part, drawn),
        }
        for part in sections
    ]


def _blocks(part: NumberedSection, drawn: Drawn) -> list[dict[str, Any]]:
    small = small_facts(part.section.blocks)
    blocks = [_block(number, block, drawn) for number, block in part.blocks]
    return [{**block, "small": place in small} for place, block in enumerate(blocks)]


def _block(number: str, block: Block, drawn: Drawn) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "number": number, "text": _text(block.text)}
        case Subheading():
            return {"kind": "subheading", "level": block.level, "text": _text(block.text)}
        case Bullets():
            return {"kind": "bullets", "items": [_text(item) for item in block.items]}
        case Facts():
            return {"kind": "facts", "rows": _pairs(block.rows)}
        case Table():
            return {"kind": "table", "wide": is_wide(block), **_table(block, drawn)}
        case Figure():
            return {
                "kind": "figure",
                "title": _text(block.chart.title),
                "subtitle": _text(block.chart.subtitle),
                "alt": printable(block.chart.description),
                "picture": drawn[block.chart],
                "table": _table(block.table, drawn),
            }


def _table(table: Table, drawn: Drawn) -> dict[str, Any]:
    return {
        "caption": _text(table.caption),
        "note": _text(table.note),
        "nothing": NOTHING_TO_LIST,
        "short": is_short(table),
        "columns": [
            {"title": _text(column.title), "weight": column.weight, "right": column.kind == "number"}
            for column in table.columns
        ],
        "rows": [[_cell(cell, drawn) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell, drawn: Drawn) -> dict[str, Any]:
    mark = look.mark(cell)
    shown: dict[str, Any] = {
        "text": _text(cell.text, _LONG_WORD_IN_CELL),
        "sign": mark.sign,
        "ink": mark.ink,
        "fill": mark.fill,
        "breakable": len(cell.text) > _UNBROKEN,
    }
    if cell in drawn:
        shown["picture"] = drawn[cell]
    return shown


def _pairs(rows: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": _text(label), "value": _text(value)} for label, value in rows]


def _text(text: str, long_word: re.Pattern[str] = _LONG_WORD) -> str:
    """Printable text in which a word too long for a line may be broken: Typst would let it run off the page."""
    return long_word.sub(_breakable, printable(text))


def _breakable(word: re.Match[str]) -> str:
    letters = word.group()
    return _ZERO_WIDTH_SPACE.join(letters[start : start + 10] for start in range(0, len(letters), 10))
