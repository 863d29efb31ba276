from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from goldenthread.documents.excel import excel, number_format
from goldenthread.documents.pdf import pdf
from goldenthread.documents.word import word
from goldenthread.reports.blocks import Block, Cell, Column, Document, Facts, Numbering, Paragraph, Section, Table
from goldenthread.reports.canonical import SCHEMA, to_json
from goldenthread.reports.numbering import section_numbers
from tests.documents.agreement import (
    cells_of,
    missing_in,
    numbers_from_libreoffice,
    tables_of_excel,
    text_of_json,
    text_of_pdf,
    text_of_word,
    words_of,
)
from tests.documents.sample import figure, sample

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def small(*blocks: Block, **changes: object) -> Document:
    fields: dict[str, object] = {
        "schema": SCHEMA,
        "council": "Anytown Council",
        "colour": "#1d4f5f",
        "title": "A paper",
        "subtitle": "",
        "header": (),
        "sections": (Section("Detail", blocks),),
        "appendices": (),
        "numbering": Numbering(),
        "stamp": "Draft, 3 August 2026",
        "author": "Anytown Council",
    }
    return Document(**{**fields, **changes})  # type: ignore[arg-type]


def test_every_format_says_every_cell_in_order() -> None:
    document = sample()
    cells = [cell.text for cell in cells_of(document)]
    drawn = [cell.text for cell in cells_of(document) if cell.kind != "sparkline"]
    assert missing_in(text_of_json(to_json(document)), [cell.text for cell in cells_of(document)][:1]) == []
    assert missing_in(text_of_word(word(document)), cells) == []
    assert missing_in(text_of_pdf(pdf(document)), drawn) == []
    excel_cells = [text for row in tables_of_excel(excel(document)) for text in row]
    assert not set(cells) - {text.lstrip("●▲■◆○!‖–↑→↓ ") for text in excel_cells} - set(excel_cells)


def test_every_format_says_every_word() -> None:
    document = sample()
    assert missing_in(text_of_word(word(document)), words_of(document)) == []
    assert missing_in(text_of_pdf(pdf(document)), words_of(document)) == []


@needs_libreoffice
@pytest.mark.requirement("SD-14")
def test_word_counts_headings_and_paragraphs_itself(tmp_path: Path) -> None:
    document = sample(3)
    printed = numbers_from_libreoffice(word(document), tmp_path)
    wanted = []
    for numbered in section_numbers(document):
        wanted.append(f"{numbered.number}{numbered.section.heading}")
        wanted += [
            f"{number}{block.text}" for number, block in numbered.blocks if isinstance(block, Paragraph) and number
        ]
    assert missing_in(printed, wanted) == []


@needs_libreoffice
@pytest.mark.parametrize(
    ("numbering", "first", "second"),
    [
        (Numbering("1.0", "1.1", "each heading"), "1.1One", "2.1Two"),
        (Numbering("", "1.", "never"), "1.One", "2.Two"),
        (Numbering("1.", "1.1", "each heading"), "1.1One", "2.1Two"),
    ],
)
def test_other_councils_numbering_is_words_too(numbering: Numbering, first: str, second: str, tmp_path: Path) -> None:
    sections = (Section("First", (Paragraph("One"),)), Section("Second", (Paragraph("Two"),)))
    printed = numbers_from_libreoffice(word(small(numbering=numbering, sections=sections)), tmp_path)
    assert missing_in(printed, [first, second]) == []


def test_commentary_that_begins_with_an_equals_sign_stays_text() -> None:
    table = Table("Notes", (Column("Note"), Column("More")), ((Cell("=1+1"), Cell("=HYPERLINK(A1)")),))
    document = small(Paragraph("=2+2"), table)
    sheets = openpyxl.load_workbook(BytesIO(excel(document)))
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(cells) == 3
    assert {cell.data_type for cell in cells} == {"s"}
    assert missing_in(text_of_word(word(document)), ["=2+2", "=1+1", "=HYPERLINK(A1)"]) == []
    assert missing_in(text_of_pdf(pdf(document)), ["=2+2", "=1+1", "=HYPERLINK(A1)"]) == []


@pytest.mark.parametrize(
    "text", ["a\x00b\x0bc", "x" * 300, "Snow ☃ and 😀", "long " * 700, "<b>&amp;</b>", "مرحبا", "a\r\nb", "#let x = 1"]
)
def test_whatever_was_typed_makes_a_file(text: str) -> None:
    document = small(Paragraph(text), Table("T", (Column("A"),), ((Cell(text),),)))
    assert word(document)
    assert pdf(document)
    assert excel(document)


def test_a_table_without_rows_says_so() -> None:
    document = small(Table("Nothing", (Column("A"),), ()))
    assert "Nothing to list." in text_of_word(word(document))
    assert missing_in(text_of_pdf(pdf(document)), ["Nothing to list."]) == []


def test_a_pdf_is_tagged_titled_and_in_english() -> None:
    read = pypdf.PdfReader(BytesIO(pdf(sample(2))))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]).lower().startswith("en")  # type: ignore[index]
    assert read.metadata is not None
    assert read.metadata.title == "Council Plan performance report"
    assert read.outline


def test_equal_documents_give_equal_pdfs() -> None:
    assert pdf(sample(2)) == pdf(sample(2))


def test_a_word_table_repeats_its_header_row_and_splits_no_row() -> None:
    tables = docx.Document(BytesIO(word(sample(2)))).tables
    with_header = [table for table in tables if table._tbl.xpath("./w:tr/w:trPr/w:tblHeader")]
    assert len(with_header) >= 4
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for table in tables for row in table.rows)
    assert not any(table._tbl.xpath(".//w:gridSpan|.//w:vMerge") for table in tables)


def of_rows(number: int) -> Table:
    return Table("Rows", (Column("A"), Column("B")), tuple((Cell(f"Row {n}"), Cell("x")) for n in range(1, number + 1)))


def test_a_short_table_stays_on_one_page() -> None:
    paragraphs = (Paragraph("A line of the page"),) * 26
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf(small(*paragraphs, of_rows(6))))).pages]
    assert len(pages) == 2
    assert "Row 1" in pages[1]
    table = docx.Document(BytesIO(word(small(of_rows(6))))).tables[0]
    kept = [bool(row._tr.xpath(".//w:keepNext")) for row in table.rows]
    assert kept == [True] * 6 + [False]


def test_a_long_table_may_go_on_but_never_after_its_header_alone() -> None:
    table = docx.Document(BytesIO(word(small(of_rows(7))))).tables[0]
    kept = [bool(row._tr.xpath(".//w:keepNext")) for row in table.rows]
    assert kept == [True, True] + [False] * 6


def test_tables_that_follow_each_other_stay_apart_in_word() -> None:
    facts = Facts((("Service", "Planning"),))
    assert len(docx.Document(BytesIO(word(small(of_rows(1), facts, facts, of_rows(1))))).tables) == 4


def test_the_page_number_stands_at_the_right_of_the_foot() -> None:
    foot = docx.Document(BytesIO(word(small(Paragraph("One"))))).sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Draft, 3 August 2026\tPage ")
    assert [round(stop.position.cm) for stop in foot.paragraph_format.tab_stops] == [17]


def test_an_address_is_copied_from_the_pdf_as_it_was_typed() -> None:
    link = "https://council.example/meetings/agenda/12"
    assert link in pypdf.PdfReader(BytesIO(pdf(small(Paragraph(f"The agenda: {link}"))))).pages[0].extract_text()


def test_a_long_title_is_set_smaller() -> None:
    sizes = [docx.Document(BytesIO(word(small(title=title)))).styles["Title"].font.size for title in ("A", "A" * 81)]
    assert [size.pt for size in sizes] == [22, 16]


def test_facts_under_a_chart_are_set_small_and_others_are_not() -> None:
    facts = Facts((("Service", "Planning"),))
    tables = docx.Document(BytesIO(word(small(facts, figure(1), facts)))).tables
    styles = [table.cell(0, 0).paragraphs[0].style.name for table in tables]
    assert styles == ["Fact Text", "Table Head", "Small Fact Text"]


def test_every_picture_in_word_has_words() -> None:
    body = docx.Document(BytesIO(word(sample(2)))).element.body
    descriptions = body.xpath(".//wp:docPr/@descr")
    assert descriptions
    assert all(descriptions)


def test_a_wide_table_turns_the_page() -> None:
    columns = tuple(Column(f"Column {number}") for number in range(11))
    wide = Table("Wide", columns, (tuple(Cell(str(number)) for number in range(11)),))
    sections = docx.Document(BytesIO(word(small(wide)))).sections
    assert [section.orientation for section in sections] == [0, 1, 0]
    assert pdf(small(wide))


def test_every_sheet_of_a_workbook_prints_on_a4_with_its_headings_and_its_stamp() -> None:
    sheets = openpyxl.load_workbook(BytesIO(excel(small(Paragraph("One"), of_rows(3))))).worksheets
    assert [(sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) for sheet in sheets] == [(9, 0)] * 3
    assert [sheet.page_setup.orientation for sheet in sheets] == ["portrait", "portrait", "landscape"]
    assert all(getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False) for sheet in sheets)
    assert all("Draft, 3 August 2026" in str(sheet.oddFooter) for sheet in sheets)
    assert sheets[2].print_title_rows == "$3:$3"


def test_a_figure_in_excel_is_a_number_printed_as_the_paper_prints_it() -> None:
    assert number_format("73.6%") == '#,##0.0"%"'
    assert number_format("£1,234") == '"£"#,##0'
    assert number_format("12.40 days") == '#,##0.00" days"'
    assert number_format("(1,120)") == '#,##0;"("#,##0")"'
