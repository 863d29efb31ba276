"""A paper as Word: real headings, numbers that Word itself generates, header rows, alternative text."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.image import ImagePart

from goldenthread.charts.measure import MeasureChart
from goldenthread.documents import word_styles
from goldenthread.documents.characters import clean
from goldenthread.documents.stamp import stamped
from goldenthread.documents.typesetting import pictures
from goldenthread.documents.walk import drawings
from goldenthread.documents.word_body import Body, Embedded, paragraph, run
from goldenthread.reports.blocks import Cell, Document

_PROPERTY_LIMIT: Final = 255  # characters that Word keeps in a document property


def word(document: Document) -> bytes:
    """The document as a .docx that needs no reformatting: A4, Arial 12, left aligned, in British English."""
    file = docx.Document()
    word_styles.prepare(file, document.colour, document.numbering)
    _properties(file, document)
    footer = _footer(file, document)
    body = Body(document, _embed(file, document), footer).xml()
    filled = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{body}</w:body>")
    file.element.replace(file.element.body, filled)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _embed(file: WordDocument, document: Document) -> dict[Cell | MeasureChart, Embedded]:
    """Every drawing of the paper, put into the file as a picture.

    Made part by part: python-docx compares each new picture with all before it, which takes minutes for a long paper.
    """
    drawn = drawings(document)
    embedded = {}
    for number, (what, picture) in enumerate(zip(drawn, pictures(list(drawn.values())), strict=True), start=1):
        part = ImagePart(PackURI(f"/word/media/image{number}.png"), CONTENT_TYPE.PNG, picture.png)
        relationship = f"rIdPicture{number}"
        file.part.load_rel(RELATIONSHIP_TYPE.IMAGE, part, relationship)
        embedded[what] = Embedded(relationship, picture.width, picture.height)
    return embedded


def _footer(file: WordDocument, document: Document) -> str:
    """Write the foot of every page, the stamp and "Page 2 of 9"; return its relationship."""
    part, relationship = file.part.add_footer_part()  # type: ignore[no-untyped-call]
    for template_content in list(part.element):
        part.element.remove(template_content)
    page = f"{run('Page ')}{_counted('PAGE')}{run(' of ')}{_counted('NUMPAGES')}"
    stamp = run(f"{clean(document.stamp)}\t") + page
    at_the_right = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    xml = paragraph(word_styles.NOTE, stamp, at_the_right).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)
    part.element.append(parse_xml(xml))
    return str(relationship)


def _counted(field: str) -> str:
    return f'<w:fldSimple w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _properties(file: WordDocument, document: Document) -> None:
    """What the file says of itself; its times come from the stamp, never from a clock."""
    made = stamped(document).replace(tzinfo=None)  # python-docx takes UTC without saying so
    properties = file.core_properties
    properties.title = clean(document.title)[:_PROPERTY_LIMIT]
    properties.subject = clean(document.subtitle)[:_PROPERTY_LIMIT]
    properties.author = properties.last_modified_by = clean(document.author)[:_PROPERTY_LIMIT]
    properties.comments = clean(document.stamp)[:_PROPERTY_LIMIT]
    properties.language = "en-GB"
    properties.created = properties.modified = made
