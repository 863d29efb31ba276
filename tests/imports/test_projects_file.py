"""A portfolio of projects from a file: what is odd about published ones, and clear words where a row cannot be used."""

from __future__ import annotations

import pytest

from goldenthread.imports.projects_file import ProjectsOutcome, ProjectWishes, load_projects
from goldenthread.models import Project
from goldenthread.reports.project_records import project_record
from goldenthread.rules.refusals import Refusal
from tests.small_council import NOW, SmallCouncil, build

HEAD = (
    "year;project_number;project_name;department;colour_rating;colour_rating;rating_comment;start_date;end_date;"
    "total_baseline\n"
)
ROW = "2023;D1;A depot;WASTE;;Amber;Steel;01.04.2020;30.09.2024;7.9\n"


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def _load(
    anytown: SmallCouncil, text: str, *, keep: bool = True, name: str = "p.csv", **wishes: object
) -> ProjectsOutcome:
    return load_projects(
        by=anytown.by, at=NOW, content=text.encode("cp1252"), name=name, keep=keep,
        wishes=ProjectWishes(**wishes),  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_second_of_two_columns_with_one_name_is_read_where_the_first_is_empty(anytown: SmallCouncil) -> None:
    assert _load(anytown, HEAD + ROW).counts == {"added": 1}
    record = project_record("D1")
    (update,) = record.updates
    assert (update.overall, update.commentary, update.budget) == ("at-risk", "Steel", 790_000_000)
    assert str(record.milestones[0].dates.original) == "2024-09-30"


def test_a_later_file_moves_the_forecast_and_keeps_the_original(anytown: SmallCouncil) -> None:
    _load(anytown, HEAD + ROW)
    later = ROW.replace("2023;", "2024;").replace("30.09.2024", "31.12.2025")
    assert _load(anytown, HEAD + later).counts == {"changed": 1}
    dates = project_record("D1").milestones[0].dates
    assert (str(dates.original), str(dates.forecast)) == ("2024-09-30", "2025-12-31")
    assert len(project_record("D1").updates) == 2
    assert _load(anytown, HEAD + later).counts == {"unchanged": 1}


def test_what_is_withheld_is_counted_and_never_read_as_a_number(anytown: SmallCouncil) -> None:
    exempt = "Exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)"
    outcome = _load(anytown, HEAD + ROW.replace("7.9", exempt).replace("30.09.2024", exempt))
    assert outcome.remarks == ("The budget is withheld in 1 row.", "The date it ends is withheld in 1 row.")
    record = project_record("D1")
    assert (record.updates[0].budget, record.milestones) == (None, ())
    _load(anytown, HEAD + ROW.replace("D1", "D2").replace("Amber", exempt))
    assert project_record("D2").updates == ()


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        ("7.9", "lots", "budget", "lots"),
        ("Amber", "Mauve", "second status", "“Mauve” is not a status"),
        ("30.09.2024", "soon", "ends", "“soon” is not a date"),
        ("WASTE", "MOON", "service", "MOON"),
        ("A depot", "", "title", "This cell is empty"),
        ("2023;D1", ";D1", "year", "Say in which year"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_row_and_column_and_nothing_is_kept(
    anytown: SmallCouncil, old: str, new: str, column: str, words: str
) -> None:
    outcome = _load(anytown, HEAD + ROW + ROW.replace(old, new).replace("D1", "D2"))
    (problem,) = outcome.problems
    assert (problem.row, problem.column, words in problem.sentence) == (3, column, True)
    assert not outcome.loaded
    assert not Project.objects.exists()


def test_a_published_start_after_its_end_is_left_out_and_said(anytown: SmallCouncil) -> None:
    outcome = _load(anytown, HEAD + ROW.replace("01.04.2020", "01.04.2025"))
    assert outcome.remarks == ("Row 2 ends before it starts; its first day is left out.",)
    assert project_record("D1").version.starts is None


def test_the_same_project_twice_is_refused(anytown: SmallCouncil) -> None:
    (problem,) = _load(anytown, HEAD + ROW + ROW).problems
    assert "D1 is in this file twice" in problem.sentence


def test_a_file_with_the_plain_headings_is_in_pounds(anytown: SmallCouncil) -> None:
    text = "ref,title,service,status,budget\nD1,A depot,WASTE,On track,1250.50\n"
    assert _load(anytown, text, year=2026).loaded
    assert project_record("D1").updates[0].budget == 125_050


def test_a_file_without_what_is_needed_is_refused_with_the_names(anytown: SmallCouncil) -> None:
    with pytest.raises(Refusal, match="status"):
        _load(anytown, "ref,title,service\nD1,A depot,WASTE\n")


def test_only_who_loads_data_may_load_projects(anytown: SmallCouncil) -> None:
    member = anytown.person_with("member", "moe@anytown.example", body=anytown.body)
    with pytest.raises(Refusal, match="load files"):
        load_projects(by=member, at=NOW, content=b"x", name="p.csv", keep=True, wishes=ProjectWishes())
