"""The Government Major Projects Portfolio of two years, as published: read, loaded, and what moved."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from goldenthread.models import ImportBatch, MilestoneDate, Project, ProjectUpdate
from goldenthread.reports.project_page import project_page
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.projects import project_lines, summary
from goldenthread.rules.periods import Period
from tests.real_data.shared import shared
from tests.small_council import SmallCouncil, build

YEARS = {year: Period(date(year - 1, 4, 1), date(year, 3, 31), f"{year - 1}/{year % 100}") for year in (2022, 2023)}
AFTER = date(2023, 6, 1)


@pytest.fixture
def anytown(db: None) -> SmallCouncil:
    return build()


def _load(file: Path, *more: str) -> str:
    out = StringIO()
    call_command(
        "import", "projects", str(file), "--as", "ada@anytown.example", "--services", "create",
        "--directorate", "GOV=Government", *more, stdout=out, stderr=out,
    )  # fmt: skip
    return out.getvalue()


@pytest.mark.once
def test_a_preview_keeps_nothing_and_says_what_is_withheld(anytown: SmallCouncil) -> None:
    said = _load(shared("gmpp_projects", "uk_2022.csv"))
    assert "235 added. This was a preview, and nothing was kept." in said
    assert "The rating is withheld in 14 rows." in said
    assert not Project.objects.exists()


def test_two_years_give_history_and_movement_and_a_second_load_changes_nothing(anytown: SmallCouncil) -> None:
    first, second = shared("gmpp_projects", "uk_2022.csv"), shared("gmpp_projects", "uk_2023.csv")
    assert "is loaded: 235 added." in _load(first, "--load")
    said = _load(second, "--load")
    assert "projects of before are not in this file" in said
    rows = {model: model.objects.count() for model in (Project, ProjectUpdate, MilestoneDate)}
    assert "is loaded: 244 unchanged." in _load(second, "--load")
    assert {model: model.objects.count() for model in rows} == rows
    assert ImportBatch.objects.filter(kind="projects").count() == 3

    # The published counts of 2022/23: 207 or so rated in the file itself, by colour.
    lines = project_lines(reader=anytown.by, on=AFTER, span=YEARS[2023])
    colours = Counter(line.status.shown_as for line in lines)
    assert (colours["red"], colours["amber"], colours["green"]) == (23, 183, 26)
    assert summary(lines, delivery_rules(AFTER)).startswith(f"{len(lines)} projects, 23 red, 183 amber, ")
    moved = Counter(line.moved for line in lines if line.was is not None)
    assert moved["better"] > 0
    assert moved["worse"] > 0
    assert moved["same"] > moved["worse"]

    # An end that moved between the files slips against the original, and the reason is kept.
    slipped = [each for line in lines for each in line.milestones if each.forecast and each.verdict.slip_original]
    assert len(slipped) > 30
    assert all(each.original != each.forecast for each in slipped)


@pytest.mark.once
def test_a_projects_page_shows_both_years(anytown: SmallCouncil) -> None:
    for year in YEARS:
        _load(shared("gmpp_projects", f"uk_{year}.csv"), "--load")
    page = project_page(reader=anytown.by, ref="MOD_0135_2122-Q1", on=AFTER)
    assert [update.period.label for update in page.updates] == ["2022/23", "2021/22"]
    assert ("Budget for the year", "£33,730,000") not in page.line.money
    assert dict(page.line.money)["Whole-life cost"].startswith("£")
