"""Whether every format says the same: each cell of each table, and each paragraph, in order."""

from __future__ import annotations

import json
import re
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import html

from goldenthread.documents.walk import all_blocks
from goldenthread.reports.blocks import Bullets, Cell, Document, Facts, Figure, Paragraph, Subheading, Table

_SPACE = re.compile(r"[\s\u200b]+")
_PAGE = r"Page\d+of\d+"
_FOOT = re.compile(rf"((?:Frozen|Final|Draft|Asknown).{{1,80}}?){_PAGE}")


def tables_of(document: Document) -> Iterator[Table]:
    """Every table of the paper, those under charts too."""
    for block in all_blocks(document):
        if isinstance(block, Figure):
            yield block.table
        elif isinstance(block, Table):
            yield block


def cells_of(document: Document) -> list[Cell]:
    """Every cell of every table, in printing order."""
    return [cell for table in tables_of(document) for row in table.rows for cell in row]


def words_of(document: Document) -> list[str]:
    """Every text that is not in a table, in printing order."""
    found: list[str] = []
    for block in all_blocks(document):
        match block:
            case Paragraph() | Subheading():
                found.append(block.text)
            case Bullets():
                found.extend(block.items)
            case Facts():
                found.extend(text for row in block.rows for text in row)
    return found


def squashed(text: str) -> str:
    """The text without any white space, so that line breaks do not matter."""
    return _SPACE.sub("", text)


def missing_in(text: str, wanted: Iterable[str]) -> list[str]:
    """Those of the wanted texts that do not stand in the text after one another."""
    whole, place, missing = squashed(text), 0, []
    for each in wanted:
        found = whole.find(squashed(each), place)
        if found < 0:
            missing.append(each)
        else:
            place = found + len(squashed(each))
    return missing


def text_of_word(content: bytes) -> str:
    """Everything a Word file says, in order; a picture says its alternative text."""
    said: list[str] = []
    for part in docx.Document(BytesIO(content)).iter_inner_content():
        paragraphs = [part] if isinstance(part, WordParagraph) else _cell_paragraphs(part)
        said.extend(_said(paragraph) for paragraph in paragraphs)
    return "\n".join(said)


def _cell_paragraphs(table: WordTable) -> list[WordParagraph]:
    return [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]


def _said(paragraph: WordParagraph) -> str:
    pictures = paragraph._p.xpath(".//wp:docPr/@descr")
    return paragraph.text + "".join(str(words) for words in pictures)


def text_of_pdf(content: bytes) -> str:
    """Everything a PDF says, page after page, without white space and without the words at the foot."""
    # Between pages stands what no page says, so that a page's number does not run into the next page's first one.
    whole = "\f".join(squashed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages)
    foot = _FOOT.search(whole)
    stamp = foot[1] if foot else ""
    return re.sub(f"{re.escape(stamp)}{_PAGE}", "", whole).replace("\f", "")


def tables_of_excel(content: bytes) -> list[list[str]]:
    """The rows of each sheet that holds a table, sheet after sheet; a number is printed in its own format."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline")  # openpyxl cannot read them; Excel does
        book = openpyxl.load_workbook(BytesIO(content))
    sheets = [name for name in book.sheetnames if name not in ("Cover", "Text", "Series data")]
    return [
        [_printed(cell.value, cell.number_format) for cell in row]
        for name in sheets
        for row in book[name].iter_rows(min_row=4)
    ]


def _printed(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, int | float):
        return str(value)
    before, places, after = re.fullmatch(r'(?:"([^"]*)")?#,##0(\.0+)?(?:"([^"]*)")?', number_format).groups("")  # type: ignore[union-attr]
    minus = "−" if value < 0 else ""
    return f"{minus}{before}{abs(value):,.{max(len(places) - 1, 0)}f}{after}"


def text_of_page(content: str) -> str:
    """Everything the paper on a page says to somebody who reads or listens to it."""
    page: Any = html.fromstring(content)
    said = "//article[contains(@class, 'gt-paper')]//text()[not(ancestor::*[contains(@class, 'gt-tip')])]"
    return " ".join(page.xpath(said))


def text_of_json(content: bytes) -> str:
    """Every text in the frozen record."""
    return "\n".join(_texts(json.loads(content)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)


def numbers_from_libreoffice(content: bytes, folder: Path) -> str:
    """The text of the PDF that LibreOffice makes of a Word file: its numbers are those that Word would print."""
    source = folder / "paper.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return text_of_pdf((folder / "paper.pdf").read_bytes())
