"""`goldenthread import scorecard` on a district council's published scorecard of 2014-15, up to the paper."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from goldenthread.access import actor_for
from goldenthread.actions import cycles, governance, papers, people
from goldenthread.cli import main
from goldenthread.jobs.papers import build_files
from goldenthread.models import (
    Body,
    DueItem,
    ImportBatch,
    Measure,
    MeasureDefinition,
    Paper,
    Publication,
    ReturnVersion,
    User,
)
from goldenthread.reports import canonical
from tests.real_data.shared import shared
from tests.supplied import uncleared

pytestmark = pytest.mark.django_db

EMAIL = "ada@anytown.example"
FIRST, SECOND = ("hart_kpis_2014-15_Q1_published_Aug2014.csv", "hart_kpis_2014-15_Q1_published_Sep2014.csv")
MAPS = (
    "KPI ref=ref",
    "Description=measure",
    "Previous year outturn=outturn",
    "Last quarter=previous",
    "This quarter=actual",
    "Published status (g/a/r/u=info/d=data only)=light",
    "Polarity (SCOUT-INFERRED from wording, not published)=polarity",
)
NEW = (
    "--committee", "FM", "--services", "create", "--directorate", "CORP=Corporate",
    *(word for column in MAPS for word in ("--map", column)),
)  # fmt: skip
ANSWERS = {"ETS01.actual": "awaiting_data", "ETS01.previous": "none", "SNH03.target": "none", "*.target": "keep"}
KEEP = {"*.actual": "keep", "*.polarity": "keep", "*.accumulation": "cumulative", "RB04.accumulation": "keep"}
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def council(tmp_path: Path, capsys: Captured) -> None:
    """An empty council, founded without anybody at the keyboard."""
    shared("hart_scorecard", FIRST)
    password = tmp_path / "password.txt"
    password.write_text("correct horse battery", encoding="utf-8")
    framework = tmp_path / "framework.yaml"
    framework.write_text(uncleared(), encoding="utf-8")
    founded = main(
        ["init", "--name", "Anytown Council", "--framework", str(framework), "--admin-name", "Ada Admin",
         "--admin-email", EMAIL, "--password-file", str(password)]
    )  # fmt: skip
    assert founded == 0
    capsys.readouterr()


def run(capsys: Captured, file: str, *words: str, answers: dict[str, str] | None = None) -> tuple[int, str, str]:
    given = [word for cell, answer in (answers or {}).items() for word in ("--answer", f"{cell}={answer}")]
    path = str(shared("hart_scorecard", file))
    fixed = ["--as", EMAIL, "--period", "Q1 2014/15", "--tolerance", "10"]
    code = main(["import", "scorecard", path, *fixed, *words, *given])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def load(capsys: Captured) -> str:
    code, out, err = run(capsys, FIRST, *NEW, "--load", answers=ANSWERS | KEEP)
    assert (code, err) == (0, "")
    return out


@pytest.mark.usefixtures("council")
def test_a_preview_says_what_would_be_made_and_keeps_nothing(capsys: Captured) -> None:
    code, out, err = run(capsys, FIRST, *NEW)
    assert code == 0
    assert "would be made: service ETS, Environmental & Technical Services" in out.splitlines()
    assert {"measures: 45 added", "targets: 45 added", "figures for the period: 45 added"} <= set(out.splitlines())
    assert "row 6, ETS01.actual = 0:" in err
    assert "This is 0, and earlier values were not. Is it really 0, or not yet known?" in err
    assert "row 44, SNH03.target = 0:" in err
    assert "The target is 0. Is that the target, or is there none?" in err
    assert not Measure.objects.exists()
    assert not Body.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.usefixtures("council")
def test_nothing_is_loaded_while_a_question_is_open(capsys: Captured) -> None:
    code, _, err = run(capsys, FIRST, *NEW, "--load", answers=ANSWERS)
    assert code == 2
    assert "HS07.actual = 36" in err
    assert "ETS01.actual" not in err
    assert '--answer "HR11.accumulation=keep"' in err
    assert not Measure.objects.exists()


@pytest.mark.usefixtures("council")
def test_39_of_the_42_published_lights_agree_and_the_others_are_explained(capsys: Captured) -> None:
    out = load(capsys)
    assert "agrees with the published status in 39 of 42" in out.splitlines()
    differing = [line for line in out.splitlines() if "published as" in line]
    assert [line.split(":")[0].strip() for line in differing] == ["ETS01", "IT01", "IT03"]
    assert "here awaiting data, because the 0 in the scorecard stands for: not available yet" in differing[0]
    assert "9.4 points below the target of 90%, 10.4% off and outside the 10% tolerance" in differing[2]
    running = MeasureDefinition.objects.filter(accumulation="cumulative").order_by("measure__ref")
    assert [each.measure.ref for each in running] == ["HR11", "HS07", "HS08", "IA01", "RB05", "RB06"]


@pytest.mark.usefixtures("council")
def test_the_questions_can_be_answered_in_a_spreadsheet(capsys: Captured, tmp_path: Path) -> None:
    ask = tmp_path / "ask.csv"
    run(capsys, FIRST, *NEW, "--questions", str(ask))
    with ask.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 18
    for row in rows:
        row["answer"] = ANSWERS.get(row["cell"], "keep")
    with ask.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    code, _, _ = run(capsys, FIRST, *NEW, "--answers", str(ask), "--load")
    assert code == 0
    assert ReturnVersion.objects.get(of_return__measure__ref="ETS01").absence == "awaiting_data"
    assert not Measure.objects.get(ref="SNH03").targets.exists()


@pytest.mark.usefixtures("council")
def test_the_second_file_needs_no_mapping_and_no_answer_and_has_45_unchanged_values(capsys: Captured) -> None:
    load(capsys)
    versions = ReturnVersion.objects.count()
    code, out, err = run(capsys, SECOND, "--load")
    assert (code, err) == (0, "")
    assert {"figures for the period: 45 unchanged", "measures: 45 unchanged", "comments: 5 changed"} <= set(
        out.splitlines()
    )
    assert ReturnVersion.objects.count() == versions + 5
    assert [batch.counts["values_unchanged"] for batch in ImportBatch.objects.all()[:1]] == [45]
    _, again, _ = run(capsys, SECOND, "--load")
    assert "comments" not in again


@pytest.mark.usefixtures("council")
def test_the_committees_paper_comes_out(capsys: Captured) -> None:
    load(capsys)
    at, today = timezone.now(), timezone.localdate()
    ada = User.objects.get(email=EMAIL)
    for role in ("leadership_team", "committee_clerk"):
        people.assign_role(by=actor_for(ada, today), at=at, person=ada.person, role=role, starts=today)
    by = actor_for(ada, today)
    meeting = governance.add_meeting(by=by, at=at, body=Body.objects.get(), day=date(2014, 9, 9))
    cycles.open_round(
        by=by, at=at, label="Q1 2014/15", starts=date(2014, 4, 1), ends=date(2014, 6, 30), meetings=[meeting]
    )
    assert not DueItem.objects.exists()  # every figure is there already
    paper = Paper.objects.get()
    papers.lock(by=by, at=at, paper=paper)
    header = {
        "Agenda item": "5",
        "Report from": "Chief Executive",
        "Doc": "KPI1",
        "Members' contact point": "Ada Admin",
    }
    papers.write(by=by, at=at, paper=paper, texts=header)
    papers.clear(by=by, at=at, paper=paper)
    papers.finalise(by=by, at=timezone.now(), paper=paper)
    publication = Publication.objects.get()
    document = canonical.from_json(bytes(publication.report))
    printed = bytes(publication.report).decode("utf-8")
    assert len(document.appendices[0].sections) == 45
    assert "13-Aug-2014" not in printed
    assert "£25k spent out of £500k budget" in printed
    assert "JE090714" in printed
    build_files({"publication": publication.pk}, timezone.now())
    publication.refresh_from_db()
    assert publication.state == "final"
    assert {file.format for file in publication.files.all()} == {"word", "pdf", "excel"}
