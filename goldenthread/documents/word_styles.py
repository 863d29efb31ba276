"""The styles and the numbering of a Word paper: real headings, and numbers that Word itself counts."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from goldenthread.documents import look
from goldenthread.reports.blocks import Numbering
from goldenthread.reports.numbering import Pattern, scheme

FONT: Final = "Arial"
GUTTER: Final = Cm(1.3)
MARGIN: Final = Cm(2)
PAGE: Final = Cm(21)
_NUMBERING: Final = 42  # a number that the template's own lists do not use

UNNUMBERED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
"""Properties that take a single heading out of the numbering of its style."""

BULLET: Final = "List Bullet"
NUMBERED: Final = "Numbered Paragraph"
PLAIN: Final = "Plain Paragraph"
TABLE_TEXT: Final = "Table Text"
TABLE_HEAD: Final = "Table Head"
FACT_TEXT: Final = "Fact Text"
SMALL_FACT_TEXT: Final = "Small Fact Text"
TABLE_CAPTION: Final = "Table Caption"
NOTE: Final = "Note"

# Each heading: its size, and the space above and below, in points.
_HEADINGS: Final = (
    ("Heading 1", 16, 18, 6),
    ("Heading 2", 13, 14, 6),
    ("Heading 3", 12, 8, 3),
)

# Each style of running text: its size, and the space above and below, in points.
_TEXTS: Final[tuple[tuple[str, float, float, float], ...]] = (
    (NUMBERED, 12, 0, 8),
    (PLAIN, 12, 0, 6),
    (TABLE_TEXT, 9.5, 1.5, 1.5),
    (TABLE_HEAD, 9, 1.5, 1.5),
    (FACT_TEXT, 11, 2, 2),
    (SMALL_FACT_TEXT, 9.5, 0.75, 0.75),
    (NOTE, 9, 3, 4),
)


def prepare(word: WordDocument, colour: str, title: str) -> None:
    """Give an empty document the paper's page, language and styles, fit for its colour and its title."""
    section = word.sections[0]
    section.page_width, section.page_height = PAGE, Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2)
    normal = _style(word, "Normal")
    normal.paragraph_format.space_after = Pt(8)
    _font(normal, 12)
    _language(word)
    ink = RGBColor.from_string(look.ink(colour).lstrip("#").upper())
    for name, size, before, after in (("Title", look.title_points(title), 4, 6), *_HEADINGS):
        heading = _style(word, name)
        _font(heading, size, bold=True)
        heading.font.color.rgb = ink
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(after)
        heading.paragraph_format.keep_with_next = True
    _no_rule_under_title(word)
    bullet = _style(word, BULLET)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = GUTTER + Cm(0.6), -Cm(0.6)
    bullet.paragraph_format.space_after = Pt(4)
    for name, points, above, below in _TEXTS:
        added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = normal
        _font(added, points)
        added.paragraph_format.space_before, added.paragraph_format.space_after = Pt(above), Pt(below)
        added.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if name not in (NUMBERED, PLAIN):
            added.paragraph_format.line_spacing = 1.0
    caption = word.styles.add_style(TABLE_CAPTION, WD_STYLE_TYPE.PARAGRAPH)
    caption.base_style = normal
    _font(caption, 10.5, bold=True)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(4)
    caption.paragraph_format.keep_with_next = True
    _table_style(word)


def number(word: WordDocument, numbering: Numbering) -> None:
    """Tie a multilevel list to Heading 1 and to the numbered paragraphs, so that Word counts both."""
    wanted = scheme(numbering)
    if wanted.headings is None and wanted.paragraphs is None:
        return
    levels = ""
    if wanted.headings is not None:
        levels += _level(0, "Heading1", f"{wanted.headings.before}%1{wanted.headings.after}", restarts=True)
    if wanted.paragraphs is not None:
        levels += _level(1, "NumberedParagraph", _paragraph_text(wanted.paragraphs), restarts=wanted.restarts)
    part = word.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    first = part.find(qn("w:num"))
    part.insert(list(part).index(first) if first is not None else len(part), abstract)
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>')
    )
    if wanted.headings is not None:
        _tie(_style(word, "Heading 1"), 0)
    if wanted.paragraphs is not None:
        _tie(_style(word, NUMBERED), 1)


def _paragraph_text(pattern: Pattern) -> str:
    heading = f"%1{pattern.between}" if pattern.with_heading else ""
    return f"{pattern.before}{heading}%2{pattern.after}"


def _level(depth: int, style: str, text: str, *, restarts: bool) -> str:
    gutter = GUTTER.twips
    restart = "" if restarts else '<w:lvlRestart w:val="0"/>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{restart}<w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{gutter}" w:hanging="{gutter}"/></w:pPr></w:lvl>'
    )


def _tie(style: Any, depth: int) -> None:
    properties = style.element.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{_NUMBERING}"/></w:numPr>')
    )


def _style(word: WordDocument, name: str) -> Any:
    return word.styles[name]


def _font(style: Any, size: float, *, bold: bool = False) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:  # a theme's font would win over ours
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _language(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    defaults.append(language)


def _no_rule_under_title(word: WordDocument) -> None:
    properties = _style(word, "Title").element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _table_style(word: WordDocument) -> None:
    rule = look.RULE.lstrip("#")
    word.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable">'
            '<w:name w:val="Paper Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
            f'<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr></w:style>"
        )
    )
