"""Frameworks, plans and measures have lives: approval, review, renaming, moving, rolling over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from goldenthread.access import Actor, actor_for
from goldenthread.actions import decisions, frameworks, governance, links, lives, measures, organisation, plans
from goldenthread.actions.measures import PeriodTarget
from goldenthread.imports import framework_files
from goldenthread.models import Decision, FrameworkVersion, Measure, Plan, Target
from goldenthread.reports.paper import build
from goldenthread.rules.framework_yaml import parse
from tests.a_round import LATER, ARound, open_round
from tests.small_council import NOW, START, TODAY, SmallCouncil
from tests.small_council import build as build_council
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db
MORE = """
related: [Data Quality Strategy, Medium Term Financial Strategy]
delegated:
  - {what: framework refresh, to: Head of Policy}
"""


@pytest.fixture
def council(db: None) -> Iterator[SmallCouncil]:
    with time_machine.travel(NOW, tick=True):
        yield build_council()


def adopted(council: SmallCouncil, more: str = MORE, on: date = TODAY) -> FrameworkVersion:
    """The council's framework again with more in it, from a day on."""
    source = re.sub(r"(?m)^review_due:.*\n", "", framework_files.source("south-derbyshire-2024")) + more
    return frameworks.adopt(
        by=council.by, at=NOW, framework=parse(source, "test.yaml"), source=source, effective_from=on, reason="Refresh"
    )


def decided(council: SmallCouncil, minute: str = "FM/1") -> Decision:
    clerk = council.person_with("committee_clerk", f"{minute.replace('/', '').lower()}@anytown.example")
    return decisions.record(
        by=clerk, at=NOW, body=council.body, day=TODAY, minute=minute, text="RESOLVED: approved."
    )  # fmt: skip


def life(person: Actor | Client) -> str:
    door = person if isinstance(person, Client) else browser(person)
    return words(door.get("/framework/life/"))


@pytest.mark.requirement("HA-11")
def test_the_framework_names_the_strategies_it_belongs_with(council: SmallCouncil) -> None:
    adopted(council)
    assert "Data Quality Strategy; Medium Term Financial Strategy" in life(council.by)
    assert "It belongs with: Data Quality Strategy" in words(browser(council.by).get("/framework/"))


@pytest.mark.requirement("HA-10")
def test_a_framework_is_due_for_review_two_years_on_and_the_performance_team_is_reminded(
    council: SmallCouncil,
) -> None:
    adopted(council)
    assert "It is due for review by 7 July 2028" in life(council.by)
    assert "framework is due for review" not in words(browser(council.by).get("/to-do/"))
    with time_machine.travel(NOW + timedelta(days=660), tick=True):
        assert "The framework is due for review" in words(browser(council.by).get("/to-do/"))
    with time_machine.travel(NOW + timedelta(days=800), tick=True):
        assert "Its review was due by 7 July 2028" in life(council.by)


@pytest.mark.requirement("SD-01", "HE-19")
def test_the_body_that_approved_a_version_is_recorded_with_its_minute(council: SmallCouncil) -> None:
    adopted(council)
    door = browser(council.by)
    door.post("/framework/life/approve/", {"decision": decided(council).pk})
    page = life(door)
    assert "south-derbyshire-2024 version 2" in page
    assert "minute FM/1" in page


@pytest.mark.requirement("HE-19")
def test_only_the_officer_named_by_the_version_before_may_approve_the_annual_refresh(council: SmallCouncil) -> None:
    adopted(council)
    adopted(council, on=TODAY + timedelta(days=30))
    post = organisation.add_post(by=council.by, at=NOW, title="Head of Policy", service=council.service)
    delegate = council.person_with("head_of_service", "pol@anytown.example", service=council.service)
    organisation.fill_post(by=council.by, at=NOW, post=post, person=delegate.signed_in.person, starts=START)
    other = council.person_with("head_of_service", "other@anytown.example", service=council.service)
    refused = browser(other).post("/framework/life/refresh/", follow=True)
    assert "Only the Head of Policy may approve this refresh" in words(refused)
    done = browser(delegate).post("/framework/life/refresh/", follow=True)
    assert "as Head of Policy" in words(done)


def test_a_first_version_or_one_after_no_delegation_needs_a_body(council: SmallCouncil) -> None:
    adopted(council, more="")
    refused = browser(council.by).post("/framework/life/refresh/", follow=True)
    assert "leaves its refresh to no officer" in words(refused)


@pytest.mark.requirement("HA-16")
def test_a_plan_is_approved_again_each_year_by_one_body_after_another(council: SmallCouncil) -> None:
    door = browser(council.by)
    for minute in ("EX/4", "CO/9"):
        given = {
            "plan": council.plan.pk,
            "year_day": "1",
            "year_month": "4",
            "year_year": "2026",
            "decision": decided(council, minute).pk,
        }
        door.post("/framework/life/plan-year/", given)
    page = life(door)
    assert page.count(f"{council.plan.title} for 2026/27") == 2
    assert "minute EX/4" in page
    assert "minute CO/9" in page
    outside = {
        "plan": council.plan.pk,
        "year_day": "1",
        "year_month": "4",
        "year_year": "2040",
        "decision": decided(council, "X/1").pk,
    }
    assert "so not in 2040/41" in words(door.post("/framework/life/plan-year/", outside))


@pytest.mark.requirement("HA-17")
def test_a_renamed_theme_is_mapped_to_the_old_one_and_trends_run_across(db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        ours = open_round()
        council = ours.council
        door = browser(council.by)
        door.post(
            f"/framework/life/roll-over/plan/{council.plan.pk}/",
            {"title": "The Next Plan", "ends_day": "31", "ends_month": "3", "ends_year": "2032"},
        )
        heir = Plan.objects.get(title="The Next Plan")
        renamed = heir.elements.get(predecessor=council.priority)
        plans.revise_element(
            by=council.by, at=NOW, element=renamed, title="Healthy Lives", reason="Renamed by the Executive"
        )
        page = life(door)
        assert "Healthy Lives" in page
        assert council.priority.versions.current().get().title in page
    with time_machine.travel(NOW.replace(year=heir.starts.year, month=7), tick=True):
        thread = words(browser(actor_for(council.user, heir.starts)).get(f"/plan/{renamed.pk}/"))
        assert "W1" in thread
        measure = words(browser(council.by).get("/measures/W1/"))
        assert "48.2" in measure
        assert "46.9" in measure


@pytest.mark.requirement("GA-14")
def test_measures_are_added_retired_and_redefined_with_reason_and_date_and_the_old_series_stays(
    db: None,
) -> None:
    with time_machine.travel(NOW, tick=True):
        ours = open_round()
        by, measure = ours.council.by, ours.council.measure
        measures.redefine(
            by=by,
            at=NOW,
            measure=measure,
            effective_from=date(2026, 7, 1),
            reason="The national definition changed",
            series_break=True,
            title="Waste recycled, new definition",
        )
        measures.retire(
            by=by, at=NOW, measure=measure, effective_from=date(2027, 4, 1), reason="Replaced by the national set"
        )
        page = life(by)
        assert "Redefined: a new series begins 1 July 2026 The national definition changed" in page
        assert "Retired 1 April 2027 Replaced by the national set" in page
        assert "48.2" in words(browser(by).get("/measures/W1/"))


@pytest.mark.requirement("NH-23")
def test_a_measure_moved_out_of_the_report_stays_live_with_a_cross_reference(db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        ours = open_round()
        ours.to_paper()
    with time_machine.travel(LATER + timedelta(days=1), tick=True):
        door = browser(ours.council.by)
        moved = {
            "measure": ours.council.measure.pk,
            "effective_from_day": "1",
            "effective_from_month": "7",
            "effective_from_year": "2026",
            "where": "the Waste scorecard",
        }
        door.post("/framework/life/move/", {**moved, "reason": "It is operational."})
        page = words(door.get("/measures/W1/"))
        assert "the Waste scorecard, instead of the committee's paper, since 1 July 2026" in page
        assert "W1" in words(door.get("/scorecard/"))
        assert "the Waste scorecard" in life(door)
        paper = next_paper(ours)
        assert "W1 is no longer in this report: it stays live and is monitored in the Waste scorecard" in paper
        assert "W1 Waste" not in paper
        door.post(
            "/framework/life/move/W1/back/",
            {
                "effective_from_day": "1",
                "effective_from_month": "7",
                "effective_from_year": "2026",
                "reason": "Members asked.",
            },
        )
        assert "Every measure is in its committee’s paper" in life(door)


def next_paper(ours: ARound) -> str:
    """What the paper of the next quarter's round says."""
    from goldenthread.actions import cycles

    meeting = governance.add_meeting(by=ours.council.by, at=LATER, body=ours.council.body, day=date(2026, 12, 8))
    round_ = cycles.open_round(
        by=ours.council.by,
        at=LATER,
        label="Q2 2026/27",
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
        meetings=[meeting],
    )
    paper = round_.papers.get()
    return repr(build(paper, reader=ours.clerk, on=date(2026, 10, 5), known_at=LATER + timedelta(days=60), stamp=""))


def test_the_roll_over_previews_every_target_and_carries_the_chosen_ones_once(council: SmallCouncil) -> None:
    quarter = PeriodTarget(date(2026, 4, 1), date(2026, 6, 30), Decimal("47.5"))
    measures.set_targets(by=council.by, at=NOW, measure=council.measure, targets=[quarter], reason="Set by Cabinet")
    door = browser(council.by)
    page = words(door.get("/framework/life/roll-over/"))
    assert "Roll over to 2027/28" in page
    assert "Q1 2027/28: 47.5" in page
    refused = words(door.post("/framework/life/roll-over/", {}, follow=True))
    assert "Choose at least one measure" in refused
    door.post("/framework/life/roll-over/", {"measure": council.measure.pk})
    carried = Target.objects.get(starts=date(2027, 4, 1), ends=date(2027, 6, 30))
    assert carried.target == Decimal("47.5")
    assert carried.reason == "Rolled over from 2026/27"
    assert "Its targets for 2027/28 are set already" in words(door.get("/framework/life/roll-over/"))


def test_a_plan_that_is_renewed_keeps_what_serves_it(council: SmallCouncil) -> None:
    from goldenthread.actions import roll_over

    links.link(by=council.by, at=NOW, serves=council.aim, measure=council.measure, starts=START)
    heir = roll_over.renew_plan(by=council.by, at=NOW, plan=council.plan, title="Next", ends=date(2034, 3, 31))
    home = Measure.objects.get(ref="W1").serves.current().get(ends=None)
    assert home.serves.plan == heir
    assert home.serves.predecessor == council.aim


def test_a_member_reads_the_life_of_the_framework_and_changes_nothing(council: SmallCouncil) -> None:
    member = council.person_with("member", "moe@anytown.example")
    page = life(member)
    assert "Approvals" in page
    assert "Record the framework" not in page
    assert browser(member).get("/framework/life/move/").status_code == 403
    assert lives.delegate_title(FrameworkVersion.objects.current().get()) == ""
