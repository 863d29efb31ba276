"""Spreadsheets in, from whatever program wrote them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from goldenthread.imports.tables import Row, cell_text, read_table, require
from goldenthread.rules.refusals import Refusal

pytestmark = pytest.mark.once


def rows(content: bytes) -> list[list[str]]:
    sheet = read_table(content, "kpis.csv")
    return [list(sheet.headers), *(list(row.cells) for row in sheet.rows)]


def refusal(content: bytes, name: str = "kpis.csv") -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_table(content, name)
    return refused.value


# CSV ------------------------------------------------------------------------------------------------------------------

PLAIN = "ref,spend\nA1,£5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert rows(PLAIN.encode(encoding)) == [["ref", "spend"], ["A1", "£5"]]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_separator_and_line_ending_is_read(mark: str, ending: str) -> None:
    text = ending.join([f"ref{mark}note", f'A1{mark}"one{mark} two"', ""])
    assert rows(text.encode()) == [["ref", "note"], ["A1", f"one{mark} two"]]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    sheet = read_table(b'\nref,note\n\nA1,"two\nlines"\nA2,x\n', "kpis.csv")
    assert sheet.rows == (Row(4, ["A1", "two\nlines"]), Row(5, ["A2", "x"]))


def test_short_rows_are_filled_and_blank_ones_passed_over() -> None:
    assert rows(b"a,b,c\n1\n,,\n1,2,3,,\n") == [["a", "b", "c"], ["1", "", ""], ["1", "2", "3"]]


def test_a_row_with_too_many_cells_is_named_and_the_rest_read() -> None:
    sheet = read_table(b"ref,actual\nA1,1,234\nA2,5\n", "kpis.csv")
    assert [row.number for row in sheet.rows] == [3]
    assert str(sheet.problems[0]).startswith("Row 2: it has 3 cells but there are 2 headings")


def test_a_column_without_a_heading_keeps_its_place() -> None:
    assert rows(b"a,,c,\n1,2,3,\n") == [["a", "(column 2)", "c"], ["1", "2", "3"]]


def test_years_and_ranks_may_be_headings() -> None:
    assert rows(b"area,1,2,3\nX,Y,Z,W\n")[0] == ["area", "1", "2", "3"]
    assert rows(b"area,2023,2024,2025\nX,1,2,3\n")[0] == ["area", "2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "file_empty", "kpis.csv is empty"),
        (b" \n\n", "file_empty", "kpis.csv is empty"),
        (b",,\n,,\n", "file_empty", "kpis.csv is empty"),
        (b"ref,actual\n", "no_rows", "has headings but no rows"),
        (b"A1,5,6.5\nA2,7,8\n", "no_headings", "Row 1 of kpis.csv holds figures, not headings"),
        (b"ref,actual,ref\nA,1,2\n", "duplicate_headings", '"ref" more than once (columns 1 and 3)'),
        (b"\x00\x01\x02\x03", "file_unreadable", "is not a table"),
        (b"PK\x03\x04 not really", "file_unreadable", "cannot be opened as a workbook"),
        (b'a,b\n"' + b"x" * 1_000_001 + b'",1\n', "file_unreadable", "cannot be read as a CSV file"),
    ],
)
def test_an_unusable_file_gets_one_sentence(content: bytes, code: str, said: str) -> None:
    refused = refusal(content)
    assert refused.code == code
    assert said in refused.sentence


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file"):
        read_table(tmp_path / "missing.csv")
    with pytest.raises(Refusal, match="cannot be read"):
        read_table(tmp_path)


def test_headings_can_be_given_the_names_an_import_knows() -> None:
    sheet = read_table(b"KPI ref,This quarter\nA1,5\n", "kpis.csv", renamed={"KPI ref": "ref"})
    assert sheet.headers == ("ref", "This quarter")
    with pytest.raises(Refusal, match='no column called "KPI"') as refused:
        read_table(b"KPI ref,This quarter\nA1,5\n", "kpis.csv", renamed={"KPI": "ref"})
    assert "Its headings are" in refused.value.sentence


def test_missing_columns_are_all_named_at_once() -> None:
    sheet = read_table(b"ref,actuals,note\nA1,5,x\n", "kpis.csv")
    with pytest.raises(Refusal) as refused:
        require(sheet, ("ref", "actual", "target"))
    assert 'has no columns called "actual", "target"' in refused.value.sentence
    assert 'Is "actuals" meant for one of them?' in refused.value.sentence


# Workbooks ------------------------------------------------------------------------------------------------------------


def workbook() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        hidden = book.add_worksheet("Lists")
        hidden.write_row(0, 0, ["not", "this"])
        sheet = book.add_worksheet("KPIs")
        sheet.activate()
        sheet.set_first_sheet()
        hidden.hide()
        sheet.write_row(1, 0, ["ref", "actual", "when", "live", "note"])
        sheet.write_row(3, 0, ["A1", 0.1 + 0.2, date(2026, 7, 31), True, "=SUM looks like a formula"])
        sheet.write_string(3, 4, "=kept as words")
        sheet.write_row(4, 0, ["A2", 1234567])
    return file.getvalue()


def test_a_workbook_gives_its_first_visible_sheet_as_text() -> None:
    sheet = read_table(workbook(), "kpis.xlsx")
    assert sheet.headers == ("ref", "actual", "when", "live", "note")
    assert sheet.rows == (
        Row(4, ["A1", "0.3", "2026-07-31", "True", "=kept as words"]),
        Row(5, ["A2", "1234567", "", "", ""]),
    )


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="KPIs"><table:table-row>
<table:table-cell office:value-type="string"><text:p>ref</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>actual</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>A1</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="73.6"><text:p>73.6</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_sheet_is_read() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", ODS.replace("\n", ""))
    assert rows(file.getvalue()) == [["ref", "actual"], ["A1", "73.6"]]


def test_a_workbook_with_nothing_in_it_is_refused() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet()
    assert refusal(file.getvalue(), "kpis.xlsx").code == "file_empty"


def test_a_workbook_with_one_cell_at_the_end_of_the_world_is_refused() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["ref", "actual"])
        sheet.write("XFD1048576", "lost")
    refused = refusal(file.getvalue(), "kpis.xlsx")
    assert refused.code == "file_too_large"
    assert "a cell far away from its table" in refused.sentence


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    file = BytesIO()
    with (
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(101):
            part.write(bytes(1024 * 1024))
    assert len(file.getvalue()) < 200_000
    assert refusal(file.getvalue(), "kpis.xlsx").code == "file_too_large"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (73.60000000000001, "73.6"),
        (5.0, "5"),
        (-0.5, "-0.5"),
        (123456789012345678.0, "123456789012345680"),
        (1e-7, "1e-07"),
        (5, "5"),
        ("5", "5"),
        ("", ""),
    ],
)
def test_a_workbooks_number_comes_without_binary_noise(cell: float | str, text: str) -> None:
    assert cell_text(cell) == text
