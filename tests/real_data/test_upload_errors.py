"""Twelve small upload files: each loads, or gives one clear message."""

from __future__ import annotations

import pytest

from goldenthread.imports.tables import read_table, require
from goldenthread.rules.refusals import Refusal
from tests.real_data.shared import shared

pytestmark = pytest.mark.once

HEADINGS = ("area_code", "date_from", "date_to", "value", "upper_ci_99_8")
EXPECTED = {
    "DuplicateHeadersAndValidDataRows.csv": "duplicate_headings",
    "Empty.csv": "file_empty",
    "ExtraHeadersAndValidDataRows.csv": "",
    "InvalidHeadersAndInvalidDataRows.csv": "missing_columns",
    "MostlyValidHeadersAndValidDataRows.csv": "missing_columns",
    "NoHeadersAndValidDataRows.csv": "no_headings",
    "SwitchedHeadersAndValidDataRows.csv": "",
    "ValidHeadersAndNoDataRows.csv": "no_rows",
    "ValidHeadersAndValidDataRows.csv": "",
    "ValidHeadersAndValidDataRows2.csv": "",
    "ValidHeadersAndValidDataRowsWithEmptyLines.csv": "",
    "ValidHeadersInvalidDataRows.csv": "",
}


@pytest.mark.parametrize(("name", "code"), EXPECTED.items())
def test_each_file_loads_or_is_refused_with_its_reason(name: str, code: str) -> None:
    file = shared("upload_errors", name)
    if not code:
        sheet = read_table(file)
        require(sheet, HEADINGS)
        assert sheet.rows
        assert not sheet.problems
        return
    with pytest.raises(Refusal) as refused:
        require(read_table(file), HEADINGS)
    assert refused.value.code == code
    assert name in refused.value.sentence


def test_no_file_has_been_forgotten() -> None:
    assert {file.name for file in shared("upload_errors").glob("*.csv")} == set(EXPECTED)


def test_switched_headings_give_the_same_values() -> None:
    usual = read_table(shared("upload_errors", "ValidHeadersAndValidDataRows.csv"))
    switched = read_table(shared("upload_errors", "SwitchedHeadersAndValidDataRows.csv"))
    for sheet, heading in ((usual, "date_from"), (switched, "date_to")):
        assert {row.cells[sheet.column(heading)] for row in sheet.rows} == {"2024-01-01"}
