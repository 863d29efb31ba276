"""Delivery plans: what a year of the Council Plan is delivered by, proposed in versions that a body approves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import (
    Body,
    Decision,
    DeliveryPlan,
    DeliveryPlanApproval,
    DeliveryPlanEntry,
    DeliveryPlanVersion,
    Plan,
    Prioritisation,
    Project,
)
from goldenthread.reports.delivery_plans import untraced
from goldenthread.rules.delivery import STATE_WORDS
from goldenthread.rules.money_words import year_span, year_words
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def add(*, by: Actor, at: datetime, title: str, plan: Plan, year: int, body: Body) -> DeliveryPlan:
    """A delivery plan for one year of a plan (the year in which it begins), without a version yet."""
    with door.write():
        check_can(by, "manage_plan")
        title = checks.words(title, "what the delivery plan is called")
        checks.unused(DeliveryPlan.objects.filter(title__iexact=title), f"There is already one called {title}.")
        first, last = year_span(year)
        if first > plan.ends or last < plan.starts:
            raise Refusal(
                "outside_the_plan",
                f"{plan.title} runs from {day_words(plan.starts)} to {day_words(plan.ends)}: {year_words(year)} is "
                "not one of its years.",
            )
        made = checks.keep(
            DeliveryPlan(title=title, plan=plan, year=year, body=body, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "delivery_plans.add", made, year=year)
    return made


def propose(
    *,
    by: Actor,
    at: datetime,
    delivery_plan: DeliveryPlan,
    projects: Sequence[Project],
    reason: str = "",
    ranking: Prioritisation | None = None,
) -> DeliveryPlanVersion:
    """A version with these projects and key activities; earlier versions stay as they were.

    Every one has to serve a part of the plan, and none may have been given up. From the second version on a reason is
    needed. `ranking` is the exercise of choosing that led to it.
    """
    with door.write():
        check_can(by, "manage_plan")
        if not projects:
            raise Refusal("nothing_chosen", "Choose at least one project or key activity.")
        newest = delivery_plan.versions.order_by("-number").first()
        if newest is not None:
            reason = checks.change_reason(reason, "the selection changes")
            if {one.pk for one in projects} == set(newest.entries.values_list("project_id", flat=True)):
                raise Refusal("nothing_different", f"Version {newest.number} has the same projects.")
        _check_open(projects, by)
        _check_traced(delivery_plan, projects, by)
        version = checks.keep(
            DeliveryPlanVersion(
                delivery_plan=delivery_plan,
                number=newest.number + 1 if newest else 1,
                reason=reason.strip(),
                ranking=ranking,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        DeliveryPlanEntry.objects.bulk_create(DeliveryPlanEntry(version=version, project=one) for one in projects)
        door.audit(by, at, "delivery_plans.propose", version, projects=sorted(one.ref for one in projects))
    return version


def _check_open(projects: Sequence[Project], by: Actor) -> None:
    for project in projects:
        standing = project.standings.current().filter(effective_from__lte=by.on).order_by("effective_from").last()
        if standing is not None and standing.state in ("deleted", "replaced"):
            raise Refusal(
                "given_up", f"{project.ref} is {STATE_WORDS[standing.state].lower()}: it cannot be part of a plan."
            )


def _check_traced(delivery_plan: DeliveryPlan, projects: Sequence[Project], by: Actor) -> None:
    loose = untraced([one.pk for one in projects], delivery_plan.plan_id, by.on)
    refs = ", ".join(one.ref for one in projects if one.pk in loose)
    if refs:
        raise Refusal(
            "serves_nothing",
            f"Nothing in {delivery_plan.plan.title} is served by {refs}. Link each to what it serves there first, or "
            "leave it out.",
        )


def approve(*, by: Actor, at: datetime, version: DeliveryPlanVersion, decision: Decision) -> DeliveryPlanApproval:
    """A version is approved by a recorded decision of the body that the delivery plan belongs to."""
    with door.write():
        check_can(by, "manage_plan")
        plan = version.delivery_plan
        if decision.body_id != plan.body_id:
            raise Refusal("other_body", f"{plan.title} is approved by another body than the one that decided this.")
        if DeliveryPlanApproval.objects.filter(version=version).exists():
            raise Refusal("already_approved", f"Version {version.number} is approved already.")
        if plan.versions.filter(number__gt=version.number, approval__isnull=False).exists():
            raise Refusal("overtaken", f"A later version than {version.number} is approved already.")
        if decision.day < version.recorded_at.date():
            raise Refusal(
                "decided_before",
                f"Version {version.number} was proposed on {day_words(version.recorded_at.date())}, after that "
                "decision: it cannot have been approved by it.",
            )
        made = checks.keep(
            DeliveryPlanApproval(version=version, decision=decision, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "delivery_plans.approve", version, minute=decision.minute)
    return made
