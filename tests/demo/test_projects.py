"""The demo council's projects: every kind of change is there to be seen."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.demo.world import email
from goldenthread.models import Prioritisation, Project, ProjectUpdate, User
from goldenthread.reports.decisions import decisions
from goldenthread.reports.prioritisation import ranking
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.projects import ProjectLine, current_span, project_lines, summary
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.usefixtures("demo")


def _reader() -> Actor:
    return access.actor_for(User.objects.get(email=email("Priya Nair")), on=TODAY)


def _lines() -> dict[str, ProjectLine]:
    return {line.ref: line for line in project_lines(reader=_reader(), on=TODAY)}


def test_fifteen_projects_have_two_quarters_of_updates() -> None:
    lines = _lines()
    assert len([line for line in lines.values() if line.state != "proposed"]) == 15
    assert len(set(ProjectUpdate.objects.values_list("ends", flat=True))) == 2
    late = {ref for ref, line in lines.items() if line.state == "live" and line.period != current_span(TODAY)}
    assert late == {"P3", "P9"}
    assert summary(list(lines.values()), delivery_rules(TODAY)) == (
        "14 projects, 2 red, 3 amber, 1 on hold, 1 not started, 6 green, 1 complete"
    )


def test_every_kind_of_change_is_there() -> None:
    lines = _lines()
    states = Counter(line.state for line in lines.values())
    assert states == {"live": 13, "completed": 1, "replaced": 1, "proposed": 3}
    assert lines["P10"].change.startswith("Replaced by P11 on ")
    assert lines["P4"].change.startswith("Completed on ")
    assert lines["P11"].change.startswith("Added on ")
    assert {line.moved for line in lines.values()} >= {"better", "worse", "same"}


def test_one_date_waits_one_was_approved_and_one_refused() -> None:
    page = decisions(reader=_reader(), on=TODAY)
    assert [(one.line.ref, one.title) for one in page.waiting] == [("P1", "Depot opens")]
    told = " ".join(effect for decision in page.decided for effect in decision.effects)
    assert "P2 Phase one begins" in told
    assert "approved" in told
    assert "refused" in told
    approved = next(each for each in _lines()["P2"].milestones if each.title == "Phase one begins")
    assert approved.verdict.reprogrammed
    assert (approved.verdict.slip_original or 0) > 0
    assert all(each.actual is None or each.actual <= TODAY for line in _lines().values() for each in line.milestones)


def test_every_project_serves_the_plan() -> None:
    assert all(line.home is not None for line in _lines().values() if line.state != "proposed")
    assert Project.objects.filter(kind="improvement-action").exists()


def test_three_candidates_are_ranked() -> None:
    page = ranking(reader=_reader(), on=TODAY, pk=Prioritisation.objects.get().pk)
    assert [(one.ref, one.ranked.place) for one in page.candidates] == [("C3", 1), ("C1", 2), ("C2", 3)]
