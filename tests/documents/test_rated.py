"""A judged spreadsheet, written for other programs and for reading."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from goldenthread.documents.rated import RatedTable, all_headers, summary, to_csv, to_json, to_table
from goldenthread.rules.rating import Rating

pytestmark = pytest.mark.once

GREEN = Rating("green", "improved", "not_comparable", "It is fine.")
LATE = Rating("overdue", "not_comparable", "not_comparable", "Overdue.")
TABLE = RatedTable(
    ("ref", "actual", "note", "status"),
    [
        (("A1", "5", "=1+1", "g"), GREEN),
        (("A2", "-3", "- a dash", "r"), LATE),
        (("A3", "x", "", ""), "It is no number."),
    ],
)


def test_the_tables_own_columns_come_first_and_none_is_lost() -> None:
    assert all_headers(TABLE) == [
        "ref", "actual", "note", "status (given)", "status", "direction", "direction_year", "reason",
    ]  # fmt: skip


def test_words_stay_words_and_numbers_stay_numbers() -> None:
    rows = list(csv.DictReader(StringIO(to_csv(TABLE))))
    assert [row["note"] for row in rows] == ["'=1+1", "'- a dash", ""]
    assert [row["actual"] for row in rows] == ["5", "-3", "x"]


@pytest.mark.parametrize("words", ["=cmd()", "+44 1283", "@home", "\tx", "-", "=5"])
def test_what_a_spreadsheet_would_take_for_a_formula_gets_an_apostrophe(words: str) -> None:
    table = RatedTable(("note",), [((words,), GREEN)])
    assert list(csv.reader(StringIO(to_csv(table))))[1][0] == f"'{words}"


def test_a_row_that_was_not_judged_says_why() -> None:
    rows = json.loads(to_json(TABLE))
    assert rows[2] == {
        "ref": "A3",
        "actual": "x",
        "note": "",
        "status (given)": "",
        "status": "",
        "direction": "",
        "direction_year": "",
        "reason": "Not judged: It is no number.",
    }
    assert rows[0]["note"] == "=1+1"


def test_the_table_shows_shapes_and_words_and_counts() -> None:
    lines = to_table(TABLE).splitlines()
    assert lines[1].split("  ")[0] == "A1"
    assert "● On target" in lines[1]
    assert "! Overdue" in lines[2]
    assert "not judged" in lines[3]
    assert lines[-1] == summary(TABLE) == "1 rated: 1 on target. 1 overdue. 1 not judged."
