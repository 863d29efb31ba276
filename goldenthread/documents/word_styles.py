"""The styles and the numbering of a Word paper, so that a clerk who edits it finds Word's own headings and numbers."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from goldenthread.documents import look
from goldenthread.reports.blocks import Numbering
from goldenthread.reports.numbering import Pattern, Scheme, scheme

FONT: Final = "Arial"

# Style identifiers, as the body's XML names them.
NORMAL: Final = "Normal"
NUMBERED: Final = "NumberedParagraph"
COUNCIL: Final = "Council"
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
BULLET: Final = "ListBullet"
CAPTION: Final = "Caption"
FIGURE_TITLE: Final = "FigureTitle"
FIGURE_SUBTITLE: Final = "FigureSubtitle"
PICTURE: Final = "Picture"
TABLE_TEXT: Final = "TableText"
FACT_TEXT: Final = "FactText"
NOTE: Final = "Note"

_INDENT: Final = 737  # twentieths of a point: 1.3 cm, the width kept for a number
_OUTLINE_LIST: Final = 9001  # clear of the numbers in python-docx's own template
_BULLET_LIST: Final = 9002
_BUILT_IN: Final = {NORMAL: "Normal", TITLE: "Title", SUBTITLE: "Subtitle", BULLET: "List Bullet", CAPTION: "Caption"}
_OWN: Final = {
    NUMBERED: "Numbered Paragraph",
    COUNCIL: "Council",
    FIGURE_TITLE: "Figure Title",
    FIGURE_SUBTITLE: "Figure Subtitle",
    PICTURE: "Picture",
    TABLE_TEXT: "Table Text",
    FACT_TEXT: "Fact Text",
    NOTE: "Note",
}


def heading(level: int) -> str:
    """The identifier of Word's own style for a heading of this level, 1 to 4."""
    return f"Heading{level}"


def prepare(word: WordDocument, colour: str, numbering: Numbering) -> None:
    """Give an empty document its styles, in the council's colour, and its generated numbering."""
    _language(word)
    _modern(word)
    ink = look.ink(colour)
    for identifier, name in _OWN.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), identifier)
        style.quick_style = True  # in the gallery, where a clerk looks for it
    _set(word, "Normal", size=12, before=0, after=8)
    _set(word, "Title", size=22, bold=True, before=2, after=4)
    _set(word, "Subtitle", size=13, colour=look.GREY, before=0, after=10)
    _set(word, "List Bullet", size=12, before=0, after=4)
    _set(word, "Caption", size=10.5, bold=True, before=10, after=4, keep=True)
    _set(word, "Heading 1", size=16, bold=True, colour=ink, before=18, after=8, keep=True)
    _set(word, "Heading 2", size=13, bold=True, colour=ink, before=14, after=6, keep=True)
    for name in ("Heading 3", "Heading 4"):
        _set(word, name, size=12, bold=True, before=12, after=4, keep=True)
    _set(word, "Numbered Paragraph", size=12, before=0, after=8)
    _set(word, "Council", size=12, bold=True, colour=ink, before=0, after=2)
    _set(word, "Figure Title", size=12, bold=True, before=16, after=2, keep=True)
    _set(word, "Figure Subtitle", size=10, colour=look.GREY, before=0, after=6, keep=True)
    _set(word, "Picture", size=12, before=0, after=6, keep=True)
    _set(word, "Table Text", size=9.5, before=2, after=2)
    _set(word, "Fact Text", size=11, before=3, after=3)
    _set(word, "Note", size=9, colour=look.GREY, before=4, after=8)
    _numbering(word, scheme(numbering))


def _set(
    word: WordDocument,
    name: str,
    *,
    size: float,
    before: float,
    after: float,
    bold: bool = False,
    colour: str = look.BLACK,
    keep: bool = False,
) -> None:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  narrows the type: every style above is a paragraph's
    properties = style.element.get_or_add_rPr()
    for inherited in list(properties):  # the template's theme fonts and colours would win over ours
        properties.remove(inherited)
    properties.append(parse_xml(_fonts()))
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.keep_with_next = Pt(before), Pt(after), keep
    layout.line_spacing = 1.0
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _fonts() -> str:
    return f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def _language(word: WordDocument) -> None:
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None  # noqa: S101  narrows the type: python-docx's template always has it
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'))


def _modern(word: WordDocument) -> None:
    """Say that the file is Word 2013's or later: otherwise Word opens it in "compatibility mode" and shifts tables."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _numbering(word: WordDocument, rule: Scheme) -> None:
    """Two lists: the outline that numbers headings and paragraphs, and the bullets; each tied to its styles."""
    part = word.part.numbering_part.element
    first = part.find(qn("w:num"))
    assert first is not None  # noqa: S101  narrows the type: python-docx's template has lists of its own
    outline = _level(0, _pattern(rule.headings, 0), "Heading1", _INDENT)
    outline += _level(1, _pattern(rule.paragraphs, 1), NUMBERED, _INDENT, restarts=rule.restarts)
    bullets = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{BULLET}"/>'
        f'<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>{_hanging(_INDENT + 284, 284)}</w:lvl>'
    )
    for number, kind, levels in ((_OUTLINE_LIST, "multilevel", outline), (_BULLET_LIST, "singleLevel", bullets)):
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>'
                f"{levels}</w:abstractNum>"
            )
        )
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    if rule.headings is not None:
        _tie(word, "Heading 1", _OUTLINE_LIST, 0)
    if rule.paragraphs is not None:
        _tie(word, "Numbered Paragraph", _OUTLINE_LIST, 1)
    _tie(word, "List Bullet", _BULLET_LIST, 0)


def _level(index: int, text: str, style: str, indent: int, restarts: bool = True) -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if text else ""
    through = "" if restarts else '<w:lvlRestart w:val="0"/>'
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{through}{tied}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>{_hanging(indent, indent)}</w:lvl>'
    )


def _hanging(left: int, hanging: int) -> str:
    return f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'


def _pattern(pattern: Pattern | None, level: int) -> str:
    """The pattern in Word's notation, where %1 is the heading's number and %2 the paragraph's."""
    if pattern is None:
        return ""
    path = f"%1{pattern.between}" if pattern.with_heading else ""
    return f"{pattern.before}{path}%{level + 1}{pattern.after}"


def _tie(word: WordDocument, name: str, number: int, level: int) -> None:
    properties = word.styles[name].element.get_or_add_pPr()
    for earlier in properties.findall(qn("w:numPr")):
        properties.remove(earlier)
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = number
