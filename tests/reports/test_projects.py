"""Projects in lists, on paper and on their page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.actions import links, milestones, plans, project_updates, projects
from goldenthread.reports import plan
from goldenthread.reports.blocks import Bullets, Cell, Paragraph
from goldenthread.reports.project_page import project_page
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.projects import (
    ProjectLine,
    counts,
    current_span,
    milestone_tables,
    project_lines,
    projects_with_totals,
    recommendations,
    summary,
)
from goldenthread.rules.periods import Period
from tests.a_project import BUILD, DESIGN, QUARTER, AProject, begin
from tests.small_council import NOW, START, TODAY

LATER = date(2027, 6, 30)
SPAN = Period(*QUARTER, "Q1 2026/27")


@pytest.fixture
def depot(db: None) -> AProject:
    return begin()


def _lines(depot: AProject, **wanted: object) -> tuple[ProjectLine, ...]:
    return project_lines(reader=depot.by, on=TODAY, **wanted)  # type: ignore[arg-type]


def _propose(depot: AProject) -> None:
    milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Steel is late")


def test_the_worst_come_first_and_every_project_is_counted_once(depot: AProject) -> None:
    for ref, status in (("P2", "on-track"), ("P3", "off-track"), ("P10", "off-track"), ("P4", "at-risk")):
        depot.report(depot.add(ref), status)
    lines = _lines(depot)
    assert [line.ref for line in lines] == ["P3", "P10", "P4", "P1", "P2"]
    rules = delivery_rules(TODAY)
    assert summary(lines, rules) == "5 projects, 2 red, 1 amber, 1 no update yet, 1 green"
    assert sum(number for _, number in counts(lines, rules)) == 5


def test_a_paper_shows_the_update_of_its_own_period_and_says_where_there_is_none(depot: AProject) -> None:
    depot.report(depot.project, "on-track")
    assert [line.status.word for line in _lines(depot, span=SPAN)] == ["On track"]
    before = Period(date(2026, 1, 1), date(2026, 3, 31), "Q4 2025/26")
    assert [line.status.word for line in _lines(depot, span=before)] == ["No update yet"]


def test_only_the_projects_of_a_committee_or_a_service_are_listed(depot: AProject) -> None:
    depot.add("P2", body=None)
    assert [line.ref for line in _lines(depot, bodies=[depot.council.body.pk])] == ["P1"]
    assert _lines(depot, services=[]) == ()


def test_a_milestone_not_reached_by_its_date_makes_the_project_late_by_date(depot: AProject) -> None:
    line = _lines(depot)[0]
    assert (line.by_date.word if line.by_date else "") == "At risk"
    design = line.milestones[0]
    assert (design.verdict.slip_approved, design.status.word) == ((TODAY - DESIGN).days, "At risk")


def test_movement_compares_with_the_update_before(depot: AProject) -> None:
    depot.report(depot.project, "at-risk")
    project_updates.report(
        by=depot.manager, at=NOW, project=depot.project, starts=date(2026, 7, 1), ends=date(2026, 9, 30),
        overall="off-track", commentary="Worse",
    )  # fmt: skip
    line = _lines(depot)[0]
    assert (line.status.word, line.was.word if line.was else "", line.moved) == ("Off track", "At risk", "worse")


# On paper -------------------------------------------------------------------------------------------------------------


def _table(depot: AProject, caption: str) -> tuple[tuple[Cell, ...], ...]:
    return next((table.rows for table in milestone_tables(_lines(depot), caption)), ())


def test_a_proposed_date_is_highlighted_beside_the_approved_one(depot: AProject) -> None:
    _propose(depot)
    built = next(row for row in _table(depot, "Milestones") if "Built" in row[0].text)
    assert [cell.text for cell in built[:4]] == ["P1 Built", "31 December 2026", "31 December 2026", "30 June 2027"]
    assert (built[3].kind, built[-1].text) == ("change", "Steel is late")
    assert recommendations(_lines(depot), "the Committee") == (
        "That a new date of 30 June 2027 be approved for “Built” of P1 A new depot (approved date 31 December 2026).",
    )


def test_a_milestone_for_which_a_later_date_is_asked_is_not_on_track(depot: AProject) -> None:
    _propose(depot)
    (line,) = _lines(depot)
    built = next(each for each in line.milestones if each.title == "Built")
    assert built.status.word == "Off track"
    assert built.verdict.sentence.startswith("Expected on 30 June 2027, 181 days after the approved date")


def test_candidates_come_after_the_projects_that_are_counted(depot: AProject) -> None:
    council = depot.council
    projects.add(
        by=depot.by, at=NOW, ref="C1", title="Idea", service=council.service, body=council.body, effective_from=TODAY,
        state="proposed",
    )  # fmt: skip
    depot.report(depot.add("P2"), "on-track")
    assert [line.ref for line in _lines(depot)] == ["P1", "P2", "C1"]


def test_only_changed_late_and_coming_milestones_are_printed(depot: AProject) -> None:
    assert [row[0].text for row in _table(depot, "Milestones")] == ["P1 Designed"]
    _propose(depot)
    assert [row[0].text for row in _table(depot, "Milestones")] == ["P1 Designed", "P1 Built"]
    page = project_page(reader=depot.by, ref="P1", on=TODAY)
    assert len(page.milestones.rows) == 2


def test_slippage_is_counted_from_both_dates_after_a_new_baseline(depot: AProject) -> None:
    asked = milestones.propose(by=depot.manager, at=NOW, milestone=depot.build, day=LATER, reason="Steel")
    assert asked is not None
    milestones.settle(by=depot.clerk, at=NOW, proposal=asked, decision=depot.decide(), approve=True)
    built = next(row for row in _table(depot, "Milestones") if "Built" in row[0].text)
    assert [cell.text for cell in built[1:4]] == ["31 December 2026", "30 June 2027", "None"]
    assert built[5].text == f"On time; {(LATER - BUILD).days} days late against the original"


def test_what_was_completed_deleted_and_added_this_year_is_listed(depot: AProject) -> None:
    projects.add(
        by=depot.by, at=NOW, ref="P2", title="Trees", service=depot.council.service, body=depot.council.body,
        effective_from=TODAY,
    )  # fmt: skip
    projects.stand(
        by=depot.by, at=NOW, project=depot.add("P3"), state="completed", effective_from=TODAY, reason="Opened"
    )
    projects.stand(
        by=depot.by, at=NOW, project=depot.add("P4"), state="deleted", effective_from=TODAY, reason="No money",
        decision=depot.decide(),
    )  # fmt: skip
    lines = _lines(depot)
    blocks = projects_with_totals(lines, delivery_rules(TODAY))
    listed = next(block for block in blocks if isinstance(block, Bullets)).items
    assert sorted(listed) == [
        "P2 Trees. Added on 8 July 2026.",
        "P3 Project P3. Completed on 8 July 2026: Opened.",
        "P4 Project P4. Deleted on 8 July 2026 (minute ENV/1): No money.",
    ]
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text == "3 projects, 2 no update yet, 1 complete."
    assert "That the Committee note the completion of P3 Project P3." in recommendations(lines, "the Committee")
    next_year = project_lines(reader=depot.by, on=date(2027, 5, 1))
    assert [line.ref for line in next_year] == ["P1", "P2"]


def test_the_period_of_updates_is_the_last_that_ended(depot: AProject) -> None:
    assert current_span(TODAY).label == "Q1 2026/27"


# The page and the plan ------------------------------------------------------------------------------------------------


def test_the_page_tells_everything_that_happened_with_who_and_why(depot: AProject) -> None:
    depot.report(depot.project, "off-track", commentary="The contractor left.", cost="at-risk", budget=125_000_00)
    _propose(depot)
    page = project_page(reader=depot.manager, ref="p1", on=TODAY)
    assert page.lead == (
        "Off track, as reported for Q1 2026/27. 2 milestones are late. 1 new date waits for Environment Committee."
    )
    assert page.line.aspects[0][0] == "Cost"
    assert page.line.money == (("Budget for the year", "£125,000"),)
    assert (page.may_manage, page.may_update) == (False, True)
    assert page.timeline.rows[1].proposed == LATER
    assert "Recorded: A new depot" in [event.what for event in page.events]


def test_the_history_says_from_which_stage_to_which_a_project_went(depot: AProject) -> None:
    by, project, why = depot.by, depot.project, "The board agreed."
    for day, stage in enumerate(("Gateway 2", "Gateway 3"), start=1):
        at = NOW + timedelta(days=day)
        projects.revise(by=by, at=at, project=project, reason=why, stage=stage, benefits="Shorter rounds.")
    events = project_page(reader=depot.by, ref="P1", on=TODAY).events
    assert [event.what for event in events if event.what.startswith("Changed")] == [
        "Changed: stage Gateway 3, before Gateway 2",
        "Changed: stage Gateway 2, before none; what it should achieve",
    ]


def test_the_page_can_be_read_as_it_was(depot: AProject) -> None:
    later = NOW + timedelta(days=2)
    projects.revise(by=depot.by, at=later, project=depot.project, reason="Renamed", title="The depot")
    then = project_page(reader=depot.by, ref="P1", on=TODAY, known_at=NOW)
    assert (then.line.title, then.may_manage) == ("A new depot", False)
    assert project_page(reader=depot.by, ref="P1", on=TODAY).line.title == "The depot"


def test_a_project_hangs_in_the_plan_and_fills_a_gap(depot: AProject) -> None:
    links.link(by=depot.by, at=NOW, serves=depot.council.aim, project=depot.project, starts=START)
    shown = plan.outline(reader=depot.by, on=TODAY)
    assert shown is not None
    aim = next(node for node in shown.walk() if node.element.code == "1.1")
    assert ([project.ref for project in aim.projects], aim.element.gap) == (["P1"], "")
    assert "0 measures and 1 project serve the 2 parts of this plan" in shown.lead
    assert [step.code for step in project_page(reader=depot.by, ref="P1", on=TODAY).paths[0].steps] == ["1", "1.1"]
    plans.end_element(by=depot.by, at=NOW, element=depot.council.aim, last_day=date(2028, 3, 31))
    projects.stand(
        by=depot.by, at=NOW, project=depot.project, state="deleted", effective_from=TODAY, reason="x",
        decision=depot.decide(),
    )  # fmt: skip
    after = plan.outline(reader=depot.by, on=TODAY)
    assert after is not None
    assert all(not node.projects for node in after.walk())
