"""A paper in Word: real headings and numbering, tables with header rows, pictures with alternative text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.parts.image import ImagePart

from goldenthread.charts.measure import MeasureChart
from goldenthread.documents import look, word_styles
from goldenthread.documents.characters import clean
from goldenthread.documents.stamp import stamped
from goldenthread.documents.typesetting import Picture, pictures
from goldenthread.documents.walk import NOTHING_TO_LIST, appendix_heading, drawings, is_short, is_wide, small_facts
from goldenthread.documents.word_xml import (
    KEEP_WITH_NEXT,
    cell_xml,
    drawing_xml,
    facts_xml,
    paragraph_xml,
    parsed,
    run_xml,
    table_xml,
)
from goldenthread.reports.blocks import Block, Bullets, Cell, Document, Facts, Figure, Paragraph, Subheading, Table
from goldenthread.reports.numbering import NumberedSection, appendix_sections, section_numbers

_PORTRAIT: Final = 9639  # twentieths of a point: 17 cm between the margins
_LANDSCAPE: Final = 14570  # 25.7 cm
_CHART_PIXELS: Final = 490.0  # so that most measures keep to one page
# Pixels for each of a drawing's: 150 an inch of paper, and for sparklines, which are all thin lines, 190.
_CHART_SHARPNESS: Final = 1.1
_LINE_SHARPNESS: Final = 2.0
_GAP: Final = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'  # six points


def word(document: Document) -> bytes:
    """The document as a .docx file. Numbers are Word's own, so that a paragraph added by hand renumbers the rest."""
    made = docx.Document()
    word_styles.prepare(made, document.colour, document.title)
    word_styles.number(made, document.numbering)
    pen = _Pen(made, look.ink(document.colour), _pictures(document))
    _front(pen, document)
    for section in section_numbers(document):
        pen.section(section, level=1)
    for appendix in document.appendices:
        pen.heading(appendix_heading(appendix), 1, numbered=False, new_page=True)
        for section in appendix_sections(appendix):
            pen.section(section, level=2)
    _foot(made, document.stamp)
    _properties(made, document)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _pictures(document: Document) -> dict[Cell | MeasureChart, Picture]:
    """Sparklines and charts as pictures, as sharp as print asks for at the size that they have here."""
    drawn = drawings(document)
    made: dict[Cell | MeasureChart, Picture] = {}
    for kind, sharpness in ((Cell, _LINE_SHARPNESS), (MeasureChart, _CHART_SHARPNESS)):
        these = {key: svg for key, svg in drawn.items() if isinstance(key, kind)}
        made.update(zip(these, pictures(list(these.values()), sharpness), strict=True))
    return made


def _front(pen: _Pen, document: Document) -> None:
    pen.paragraph(run_xml(document.council, bold=True, colour=pen.ink), word_styles.PLAIN)
    pen.words(document.title, "Title")
    if document.subtitle:
        pen.words(document.subtitle, word_styles.PLAIN)
    if document.header:
        pen.add(facts_xml(document.header, width=_PORTRAIT, description="About this report", style="FactText"))


@dataclass(slots=True)
class _Pen:
    """Writes blocks at the end of a document. `drawn` are the pictures of its sparklines and charts."""

    made: WordDocument
    ink: str
    drawn: dict[Cell | MeasureChart, Picture]
    relations: dict[int, str] = field(default_factory=dict)
    count: int = 0
    below_table: bool = False

    def add(self, xml: str) -> None:
        self.made.element.body[-1].addprevious(parsed(xml))  # the section properties stay last
        self.below_table = xml.startswith("<w:tbl")

    def paragraph(self, content: str, style: str, properties: str = "") -> None:
        """A paragraph of runs; built as text, because asking python-docx for a style takes a millisecond."""
        self.add(paragraph_xml(content, style=style.replace(" ", ""), properties=properties, outermost=True))

    def words(self, text: str, style: str, properties: str = "") -> None:
        self.paragraph(run_xml(text), style, properties)

    def heading(self, text: str, level: int, *, numbered: bool, new_page: bool = False) -> None:
        properties = "<w:pageBreakBefore/>" if new_page else ""
        if level == 1 and not numbered:
            properties += word_styles.UNNUMBERED
        self.words(text, f"Heading {level}", properties)

    def section(self, part: NumberedSection, *, level: int) -> None:
        section = part.section
        self.heading(section.heading, level, numbered=bool(part.number), new_page=section.starts_page)
        small = small_facts(section.blocks)
        for place, (number, block) in enumerate(part.blocks):
            self.block(number, block, level, small=place in small)

    def block(self, number: str, block: Block, level: int, *, small: bool) -> None:
        if self.below_table and isinstance(block, Facts | Paragraph | Bullets):  # two that touch become one
            self.paragraph("", word_styles.NOTE, _GAP)
        match block:
            case Paragraph():
                self.words(block.text, word_styles.NUMBERED if number else word_styles.PLAIN)
            case Subheading():
                self.heading(block.text, max(level + 1, block.level), numbered=False)
            case Bullets():
                for item in block.items:
                    self.words(item, word_styles.BULLET)
            case Facts():
                style = "SmallFactText" if small else "FactText"
                self.add(facts_xml(block.rows, width=_PORTRAIT, description="Facts", style=style))
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)

    def table(self, table: Table) -> None:
        wide = is_wide(table)
        if wide:
            self._turn(WD_ORIENT.LANDSCAPE)
        self.words(table.caption, word_styles.TABLE_CAPTION)
        if not table.rows:
            self.words(NOTHING_TO_LIST, word_styles.PLAIN)
        else:
            rights = [column.kind == "number" for column in table.columns]
            total = sum(column.weight for column in table.columns)
            width = _LANDSCAPE if wide else _PORTRAIT
            pixels = [width * column.weight / total / 15 - 12 for column in table.columns]
            kept = len(table.rows) - 1 if is_short(table) else 1
            rows = [
                [
                    cell_xml(cell, right=right, drawing=self.drawing(cell, cell.text, widest), kept=place < kept)
                    for cell, right, widest in zip(row, rights, pixels, strict=True)
                ]
                for place, row in enumerate(table.rows)
            ]
            self.add(table_xml(table.columns, rows, width=width, ink=self.ink, description=table.caption))
        if table.note:
            self.words(table.note, word_styles.NOTE)
        if wide:
            self._turn(WD_ORIENT.PORTRAIT)

    def figure(self, figure: Figure) -> None:
        chart = figure.chart
        self.words(chart.title, word_styles.TABLE_CAPTION)
        self.words(chart.subtitle, word_styles.NOTE, KEEP_WITH_NEXT)
        self.paragraph(self.drawing(chart, chart.description, _CHART_PIXELS), word_styles.PLAIN, KEEP_WITH_NEXT)
        self.table(figure.table)

    def drawing(self, drawn: Cell | MeasureChart, alt: str, widest: float) -> str:
        """The run that holds a picture; "" where nothing is drawn."""
        picture = self.drawn.get(drawn)
        if picture is None:
            return ""
        relation = self.relations.get(id(picture))
        if relation is None:
            relation = self.relations[id(picture)] = self._image(picture)
        self.count += 1
        return drawing_xml(relation, picture, alt, self.count, widest)

    def _image(self, picture: Picture) -> str:
        """Put a picture into the file. Looking for an equal one among hundreds, as python-docx does, takes seconds."""
        number = len(self.relations) + 1
        image = ImagePart(PackURI(f"/word/media/image{number}.png"), CONTENT_TYPE.PNG, picture.png, None)
        relation: str = self.made.part.load_rel(RELATIONSHIP_TYPE.IMAGE, image, f"rIdPicture{number}").rId
        return relation

    def _turn(self, orientation: WD_ORIENT) -> None:
        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = orientation
        short, long = sorted((section.page_width or 0, section.page_height or 0))
        landscape = orientation == WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (long, short) if landscape else (short, long)


def _foot(made: WordDocument, stamp: str) -> None:
    """The stamp and "Page X of Y" at the foot of every page."""
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.style = word_styles.NOTE
    paragraph.paragraph_format.tab_stops.add_tab_stop(word_styles.PAGE - 2 * word_styles.MARGIN, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{clean(stamp)}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, instruction: str) -> None:
    run = paragraph.add_run()
    for element in _field_elements(instruction):
        run._r.append(element)


def _field_elements(instruction: str) -> Iterable[Any]:
    for kind in ("begin", "instruction", "separate", "text", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        yield element


def _properties(made: WordDocument, document: Document) -> None:
    properties = made.core_properties
    moment = stamped(document).replace(tzinfo=None)
    properties.title = clean(f"{document.title}, {document.subtitle}" if document.subtitle else document.title)
    properties.author = clean(document.author)
    properties.last_modified_by = clean(document.author)
    properties.language = "en-GB"
    properties.comments = ""
    properties.created = properties.modified = moment
