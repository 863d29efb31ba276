"""Delivery plans: what may be in one, how its versions follow each other, and who approves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from goldenthread.actions import decisions, delivery_plans, governance, links, prioritisation, projects
from goldenthread.models import DeliveryPlan, DeliveryPlanApproval, Project
from goldenthread.rules.prioritisation import Weighed
from goldenthread.rules.refusals import Refusal
from tests.a_project import AProject, begin
from tests.small_council import NOW, START, TODAY

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class APlan:
    """A delivery plan for 2026/27 without a version; P1 and P2 serve the aim, P3 serves nothing."""

    project: AProject
    plan: DeliveryPlan
    second: Project
    loose: Project


@pytest.fixture
def a_plan(db: None) -> APlan:
    found = begin()
    council = found.council
    second, loose = found.add("P2"), found.add("P3")
    for one in (found.project, second):
        links.link(by=council.by, at=NOW, serves=council.aim, project=one, starts=START)
    plan = delivery_plans.add(
        by=council.by, at=NOW, title="Delivery Plan 2026/27", plan=council.plan, year=2026, body=council.body
    )
    return APlan(found, plan, second, loose)


def propose(a_plan: APlan, *chosen: Project, reason: str = "") -> int:
    """A version with these; its number."""
    by = a_plan.project.by
    made = delivery_plans.propose(by=by, at=NOW, delivery_plan=a_plan.plan, projects=chosen, reason=reason)
    return made.number


def test_versions_follow_each_other_and_the_earlier_stay(a_plan: APlan) -> None:
    assert propose(a_plan, a_plan.project.project) == 1
    assert propose(a_plan, a_plan.project.project, a_plan.second, reason="Money was found.") == 2
    sizes = [one.entries.count() for one in a_plan.plan.versions.all()]
    assert sizes == [1, 2]


def test_refuses_what_serves_nothing_in_the_plan(a_plan: APlan) -> None:
    with pytest.raises(Refusal, match="Nothing in Council Plan is served by P3"):
        propose(a_plan, a_plan.project.project, a_plan.loose)


def test_refuses_what_was_given_up(a_plan: APlan) -> None:
    decision = a_plan.project.decide()
    projects.stand(
        by=a_plan.project.by, at=NOW, project=a_plan.second, state="deleted", effective_from=TODAY,
        reason="No money.", decision=decision,
    )  # fmt: skip
    with pytest.raises(Refusal, match="P2 is deleted"):
        propose(a_plan, a_plan.second)


def test_needs_a_reason_and_a_difference_from_the_second_version_on(a_plan: APlan) -> None:
    propose(a_plan, a_plan.project.project)
    with pytest.raises(Refusal, match="Say why the selection changes"):
        propose(a_plan, a_plan.second)
    with pytest.raises(Refusal, match="Version 1 has the same projects"):
        propose(a_plan, a_plan.project.project, reason="Again.")


def test_is_of_one_of_the_plans_own_years(a_plan: APlan) -> None:
    council = a_plan.project.council
    with pytest.raises(Refusal, match="2030/31 is not one of its years"):
        delivery_plans.add(by=council.by, at=NOW, title="Later", plan=council.plan, year=2030, body=council.body)


def test_is_approved_once_by_its_own_body_after_it_was_proposed(a_plan: APlan) -> None:
    propose(a_plan, a_plan.project.project)
    version, by = a_plan.plan.versions.get(), a_plan.project.by
    other = governance.add_body(by=by, at=NOW, code="HOU", name="Housing Committee", starts=START)
    clerk = a_plan.project.council.person_with("committee_clerk", "cy@anytown.example")
    theirs = decisions.record(by=clerk, at=NOW, body=other, day=TODAY, minute="H/1", text="Approved.")
    with pytest.raises(Refusal, match="approved by another body"):
        delivery_plans.approve(by=by, at=NOW, version=version, decision=theirs)
    early = decisions.record(
        by=clerk, at=NOW, body=a_plan.plan.body, day=TODAY - timedelta(days=1), minute="E/1", text="Approved."
    )
    with pytest.raises(Refusal, match="after that decision"):
        delivery_plans.approve(by=by, at=NOW, version=version, decision=early)
    decision = a_plan.project.decide()
    delivery_plans.approve(by=by, at=NOW, version=version, decision=decision)
    assert DeliveryPlanApproval.objects.get().decision == decision
    with pytest.raises(Refusal, match="approved already"):
        delivery_plans.approve(by=by, at=NOW, version=version, decision=decision)


def test_an_earlier_version_is_not_approved_once_a_later_one_is(a_plan: APlan) -> None:
    propose(a_plan, a_plan.project.project)
    propose(a_plan, a_plan.second, reason="The depot waits.")
    first, second = a_plan.plan.versions.all()
    by, decision = a_plan.project.by, a_plan.project.decide()
    delivery_plans.approve(by=by, at=NOW, version=second, decision=decision)
    with pytest.raises(Refusal, match="A later version than 1 is approved already"):
        delivery_plans.approve(by=by, at=NOW, version=first, decision=decision)


def test_keeps_the_ranking_that_led_to_it(a_plan: APlan) -> None:
    by = a_plan.project.by
    made = prioritisation.begin(by=by, at=NOW, title="2026/27", criteria=[Weighed("A", "Need", 2)])
    version = delivery_plans.propose(by=by, at=NOW, delivery_plan=a_plan.plan, projects=[a_plan.second], ranking=made)
    assert version.ranking == made


@pytest.mark.parametrize("role", ["member", "head_of_service", "committee_clerk"])
def test_only_who_keeps_the_plan_changes_it(a_plan: APlan, role: str) -> None:
    somebody = a_plan.project.council.person_with(
        role,
        "sam@anytown.example",
        **({"service": a_plan.project.council.service} if role == "head_of_service" else {}),
    )
    with pytest.raises(Refusal, match="You cannot change the plan"):
        delivery_plans.propose(by=somebody, at=NOW, delivery_plan=a_plan.plan, projects=[a_plan.second])
    assert not a_plan.plan.versions.exists()
