"""`goldenthread rate` judges a spreadsheet without a database."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
import xlsxwriter

from goldenthread.cli import main
from tests.rules.small_framework import SMALL, changed

pytestmark = pytest.mark.once

SCORECARD = """\
ref,measure,unit,polarity,target,actual,previous,last_year,note
R1,Household waste recycled,%,high,45,46.1,45.2,44,=HYPERLINK("x")
R2,Days to decide an application,days,low,20,21.5,19,24,
R3,Missed bins,number,low,40,95,60,30,new rounds
R4,Visits to the museum,number,high,12500,soon,11900,,
R5,Residents satisfied,%,high,70,not due,,,annual survey
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scorecard and a council's framework."""
    (tmp_path / "scorecard.csv").write_text(SCORECARD, encoding="utf-8")
    (tmp_path / "council.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str, framework: str = "council.yaml") -> tuple[int, str, str]:
    code = main(["rate", *words, "--framework", framework])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def statuses(text: str) -> dict[str, str]:
    return {row["ref"]: row["status"] for row in csv.DictReader(StringIO(text))}


def test_judges_every_row_that_can_be_and_names_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "scorecard.csv")
    assert code == 0
    assert statuses(out) == {"R1": "green", "R2": "amber", "R3": "red", "R4": "", "R5": "not_due"}
    assert 'scorecard.csv, row 5, actual: "soon" is not a number. Type digits only, for example 1,234 or 73.6.' in err
    assert "scorecard.csv: 3 rated: 1 on target, 1 near target, 1 off target. 1 not due. 1 not judged." in err


def test_adds_both_directions_and_the_reason_and_keeps_other_columns(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "scorecard.csv")
    row = list(csv.DictReader(StringIO(out)))[1]
    assert (row["direction"], row["direction_year"]) == ("declined", "improved")
    assert row["reason"] == (
        "21.5 days is 1.5 days above the target of 20 days, 7.5% off and inside the 10% tolerance: near target."
    )
    assert list(csv.DictReader(StringIO(out)))[2]["note"] == "new rounds"


def test_commentary_that_begins_with_an_equals_sign_stays_text(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "scorecard.csv")
    assert next(csv.DictReader(StringIO(out)))["note"] == '\'=HYPERLINK("x")'


def test_another_tolerance_can_be_tried(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "scorecard.csv", "--tolerance", "5")
    assert statuses(out)["R2"] == "red"


def test_a_tolerance_inside_the_frameworks_green_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("banded.yaml").write_text(changed("{mode: percent,", "{mode: percent, green_within: 5,"), encoding="utf-8")
    code, _, err = run(capsys, "scorecard.csv", "--tolerance", "2", framework="banded.yaml")
    assert code == 2
    assert "Green reaches 5 off target but amber only 2." in err


def test_the_words_are_the_frameworks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("words.yaml").write_text(changed("judgement:\n", "judgement:\n  words: {red: Missed}\n"), encoding="utf-8")
    _, out, _ = run(capsys, "scorecard.csv", framework="words.yaml")
    assert list(csv.DictReader(StringIO(out)))[2]["reason"].endswith(": missed.")


def test_writes_a_file_that_excel_reads(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "scorecard.csv", "--out", "judged.csv")
    assert (code, out) == (0, "")
    assert "3 rated" in err
    written = Path("judged.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfref,")
    assert b"\r" not in written
    again, _, _ = run(capsys, "judged.csv")
    assert again == 0


def test_writes_json_and_a_table_for_reading(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "scorecard.csv", "--format", "json")
    assert [row["status"] for row in json.loads(out)] == ["green", "amber", "red", "", "not_due"]
    _, out, err = run(capsys, "scorecard.csv", "--format", "table")
    assert "▲ Near target" in out
    assert out.splitlines()[-1].startswith("3 rated")
    assert "rated" not in err


def test_reads_a_workbook_with_headings_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook("kpis.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["KPI ref", "Good is", "Goal", "This quarter"])
        sheet.write_row(1, 0, ["K1", "high", 80, 79.5])
    maps = ["--map", "KPI ref=ref", "--map", "Good is=polarity", "--map", "Goal=target", "--map", "This quarter=actual"]
    code, out, _ = run(capsys, "kpis.xlsx", *maps)
    assert (code, statuses(out)) == (0, {"K1": "amber"})


def test_a_zero_that_may_mean_none_is_asked_about_and_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("zero.csv").write_text("ref,polarity,target,actual\nZ1,low,0,5\n", encoding="utf-8")
    code, out, err = run(capsys, "zero.csv")
    assert (code, statuses(out)) == (0, {"Z1": "red"})
    assert "zero.csv, row 2: Z1: The target is 0. Is that the target, or is there none?" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("ref,actual\n1,2\n", 'no column for "polarity", "target"'),
        ("ref,polarity,target,actual\nA,up,1,2\n", "No row of broken.csv could be judged."),
    ],
)
def test_a_file_that_cannot_be_judged_at_all_is_a_mistake(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    Path("broken.csv").write_text(content, encoding="utf-8")
    code, _, err = run(capsys, "broken.csv")
    assert code == 2
    assert said in err


def test_mistakes_on_the_command_line_are_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no file missing.csv" in run(capsys, "missing.csv")[2]
    assert "no supplied framework of that name" in run(capsys, "scorecard.csv", framework="nowhere")[2]
    assert "cannot be written" in run(capsys, "scorecard.csv", "--out", "no/such/folder.csv")[2]
    for words, said in (
        (["--tolerance", "-1"], "cannot be less than 0"),
        (["--tolerance", "ten"], "is not a number"),
        (["--map", "Goal=goal"], "where column is one of ref, measure"),
    ):
        with pytest.raises(SystemExit):
            run(capsys, "scorecard.csv", *words)
        assert said in capsys.readouterr().err


def test_many_problems_do_not_fill_the_screen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"A{number},high,1,x\n" for number in range(60))
    Path("many.csv").write_text(f"ref,polarity,target,actual\nB,high,1,2\n{rows}", encoding="utf-8")
    code, _, err = run(capsys, "many.csv")
    assert code == 0
    assert err.count("is not a number") == 50
    assert "many.csv: and 10 more like these." in err
