"""Hart District Council's published service-plan actions, at two dates of 2014: in by the command, and what moved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from goldenthread.access import Actor
from goldenthread.models import ActionProgress, PlanElement, ServicePlan
from goldenthread.reports.service_plan_movement import movement
from goldenthread.reports.service_plans import plans_page
from tests.real_data.shared import shared
from tests.small_council import TODAY, found
from tests.web.signed_in import browser, words

pytestmark = [pytest.mark.django_db, pytest.mark.past_the_door]

JUNE, SEPTEMBER = date(2014, 6, 16), date(2014, 9, 2)
FILES = {
    JUNE: "hart_service_plan_actions_2014-06-16_aabf817.csv",
    SEPTEMBER: "hart_service_plan_actions_2014-09-02_8b62791.csv",
}


@pytest.fixture
def reader() -> Actor:
    shared("hart_scorecard", FILES[SEPTEMBER])
    return found("Hart")


def _load(day: date, *more: str) -> None:
    call_command(
        "import", "service-actions", str(shared("hart_scorecard", FILES[day])), "--as", "ada@anytown.example",
        "--as-at", day.isoformat(), "--directorate", "ALL=All services", "--service", "BS=Business Support", *more,
    )  # fmt: skip


@pytest.mark.once
def test_a_preview_says_what_would_be_made_and_keeps_nothing(reader: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    _load(JUNE)
    said = capsys.readouterr().out
    assert "would be made: the plan “Business Support Service Plan 2014/15”" in said
    assert "296 added" in said
    assert "stand for their aim" in said
    assert not ServicePlan.objects.exists()


def test_two_dates_give_each_action_a_history_and_loading_again_changes_nothing(
    reader: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    _load(JUNE, "--load")
    assert ServicePlan.objects.count() == 10
    _load(SEPTEMBER, "--load")
    capsys.readouterr()
    there = PlanElement.objects.count()
    assert 300 < there < 296 + 313
    assert ActionProgress.objects.filter(on=JUNE).count() == 296
    assert ActionProgress.objects.filter(on=SEPTEMBER).count() == 313
    for day, rows in ((JUNE, 296), (SEPTEMBER, 313)):
        _load(day, "--load")
        assert f"{rows} unchanged" in capsys.readouterr().out
    assert (PlanElement.objects.count(), ActionProgress.objects.count()) == (there, 296 + 313)


@pytest.mark.once
def test_the_page_says_what_moved_between_june_and_september(reader: Actor) -> None:
    _load(JUNE, "--load")
    _load(SEPTEMBER, "--load")
    moved = movement(reader=reader, on=TODAY, earlier=JUNE, later=SEPTEMBER)
    counts = dict(moved.counts)
    assert counts["Completed"] > 20
    assert counts["Added"] == 313 - (296 - counts["Not reported again"])
    said = words(browser(reader).get("/service-plans/movement/?from=2014-06-16&to=2014-09-02"))
    assert moved.lead in said
    assert "from 16 June 2014 to 2 September 2014" in said
    page = plans_page(reader=reader, on=TODAY, year=2014)
    assert page.lead.startswith("0 of 11 services have an approved plan for 2014/15")


def test_a_date_that_never_was_keeps_the_whole_file_out(
    reader: Actor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("team,text,act,date,s,done,pc,note\nBS,Do it,Aim,31st of June,grn,FALSE,0,\n")
    with pytest.raises(Exception, match="broken"):
        call_command(
            "import", "service-actions", str(broken), "--as", "ada@anytown.example", "--as-at", "2014-06-16",
            "--directorate", "ALL=All services", "--load",
        )  # fmt: skip
    assert "“31st of June” is not a date" in capsys.readouterr().err
    assert not ServicePlan.objects.exists()
