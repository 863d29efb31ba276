"""Service plans and team plans: what they say, whose they are, and how they are approved. Changes reopen them."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import (
    Decision,
    Plan,
    Post,
    Service,
    ServicePlan,
    ServicePlanSection,
    ServicePlanStanding,
)
from goldenthread.reports.service_plan_records import approver, framework_on, may_approve, one, scope_of
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import STATUS_WORDS, check_complete, check_stage

WRITE = "write_service_plans"


def add(
    *,
    by: Actor,
    at: datetime,
    service: Service,
    starts: date,
    ends: date,
    title: str = "",
    owner: Post | None = None,
    above: ServicePlan | None = None,
    team: str = "",
    predecessor: ServicePlan | None = None,
) -> ServicePlan:
    """The plan of a service for a year; with `above` and `team`, the plan of a team below that service's plan."""
    with door.write():
        service_plan = ServicePlan(
            service=service,
            year=starts.year,
            above=above,
            team=" ".join(team.split()),
            owner=owner,
            predecessor=predecessor,
        )
        check_can(by, WRITE, scope_of(service_plan))
        _check_place(service_plan, starts, ends)
        plan = Plan(title=checks.words(title, "the plan's title"), starts=starts, ends=ends)
        service_plan.plan = checks.keep(plan)
        checks.keep(service_plan)
        _stand(by, at, service_plan, "draft", "plan", "")
        door.audit(by, at, "service_plans.add", service_plan, year=service_plan.year)
    return service_plan


def _check_place(service_plan: ServicePlan, starts: date, ends: date) -> None:
    checks.span(starts, ends)
    above = service_plan.above
    if above is None:
        if service_plan.team:
            raise Refusal("no_service_plan", "A team's plan hangs below a service plan. Add that first.")
        same = ServicePlan.objects.filter(service=service_plan.service, year=service_plan.year, above=None)
        checks.unused(same, f"This service already has a plan for the year that begins in {starts.year}.")
        return
    checks.words(service_plan.team, "which team's plan it is")
    if above.above_id is not None:
        raise Refusal("too_low", f"{above} is a team's plan already. Add this one to the service plan itself.")
    if (above.plan.starts, above.plan.ends) != (starts, ends) or above.service_id != service_plan.service_id:
        raise Refusal(
            "other_year", f"{above} runs from {day_words(above.plan.starts)} to {day_words(above.plan.ends)}."
        )
    checks.unused(above.team_plans.filter(team__iexact=service_plan.team), f"{service_plan.team} already has a plan.")


def own(*, by: Actor, at: datetime, service_plan: ServicePlan, owner: Post) -> ServicePlan:
    """Whose plan it is: the post, so that whoever holds it by date is its owner."""
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        before = service_plan.owner
        service_plan.owner = owner
        checks.keep(service_plan)
        reopen(by, at, service_plan, "the owner")
        door.audit(by, at, "service_plans.own", service_plan, before=str(before or ""), now=str(owner))
    return service_plan


def write(*, by: Actor, at: datetime, service_plan: ServicePlan, heading: str, text: str) -> ServicePlanSection | None:
    """What a section of the framework says; the earlier text stays on record. The same text again changes nothing."""
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        known = framework_for(service_plan).service_plan_sections
        if heading not in known:
            raise Refusal("no_such_section", f"“{heading}” is not a section of a service plan: {', '.join(known)}.")
        now = service_plan.sections.current().filter(heading=heading).first()
        if (now.text if now else "") == text.strip():
            return now
        service_plan.sections.current().filter(heading=heading).update(superseded_at=at)
        version = checks.keep(
            ServicePlanSection(
                service_plan=service_plan,
                heading=heading,
                text=text.strip(),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        reopen(by, at, service_plan, f"“{heading}”")
        door.audit(by, at, "service_plans.write", service_plan, section=heading)
    return version


def framework_for(service_plan: ServicePlan) -> Framework:
    """The framework that a plan is held to: the one in force on its last day, as far as that is known."""
    return framework_on(service_plan.plan.ends).framework


# Approval -------------------------------------------------------------------------------------------------------------


def submit(*, by: Actor, at: datetime, service_plan: ServicePlan) -> ServicePlanStanding:
    """Ask for approval; refused while anything is missing, naming all of it."""
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        _check_status(service_plan, "draft")
        _check_complete(by, service_plan)
        standing = _stand(by, at, service_plan, "submitted", _stage(service_plan), "")
        door.audit(by, at, "service_plans.submit", service_plan)
    return standing


def approve(
    *, by: Actor, at: datetime, service_plan: ServicePlan, decision: Decision | None = None, note: str = ""
) -> ServicePlanStanding:
    """Approve a plan, by the role that the framework names; with the decision where a body took one."""
    with door.write():
        _check_approver(by, service_plan)
        _check_status(service_plan, "submitted")
        _check_complete(by, service_plan)
        stage = "do" if _stage(service_plan) in ("plan", "revise") else _stage(service_plan)
        standing = _stand(by, at, service_plan, "approved", stage, note.strip(), decision)
        door.audit(by, at, "service_plans.approve", service_plan)
    return standing


def send_back(*, by: Actor, at: datetime, service_plan: ServicePlan, reason: str) -> ServicePlanStanding:
    """Return a plan to its owner, saying what it lacks."""
    with door.write():
        _check_approver(by, service_plan)
        _check_status(service_plan, "submitted")
        why = checks.change_reason(reason, "the plan goes back")
        standing = _stand(by, at, service_plan, "draft", _stage(service_plan), why)
        door.audit(by, at, "service_plans.send_back", service_plan)
    return standing


def move_on(*, by: Actor, at: datetime, service_plan: ServicePlan, stage: str, reason: str = "") -> ServicePlanStanding:
    """The next stage of the year: do, review, revise, and do again."""
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        now = current(service_plan)
        check_stage(stage, now.stage, now.status)
        standing = _stand(by, at, service_plan, now.status, stage, reason.strip(), now.decision)
        door.audit(by, at, "service_plans.move_on", service_plan, stage=stage)
    return standing


def reopen(by: Actor, at: datetime, service_plan: ServicePlan, what: str) -> None:
    """A plan that was submitted or approved is a draft again, because something in it was changed."""
    now = current(service_plan)
    if now.status != "draft":
        why = f"{what[:1].upper()}{what[1:]} was changed after it was {STATUS_WORDS[now.status].lower()}."
        if now.status == "submitted":
            why = f"{what[:1].upper()}{what[1:]} was changed while it waited for approval."
        _stand(by, at, service_plan, "draft", now.stage, why)


def current(service_plan: ServicePlan) -> ServicePlanStanding:
    """The standing that holds."""
    return service_plan.standings.current().get()


def _stage(service_plan: ServicePlan) -> str:
    return current(service_plan).stage


def _check_status(service_plan: ServicePlan, needed: str) -> None:
    now = current(service_plan).status
    if now != needed:
        raise Refusal(
            "not_now",
            f"{service_plan}: {STATUS_WORDS[now].lower()}. This takes a plan that is {STATUS_WORDS[needed].lower()}.",
        )


def _check_complete(by: Actor, service_plan: ServicePlan) -> None:
    record = one(reader=by, pk=service_plan.pk)
    check_complete(service_plan.plan.title, record.gaps(framework_for(service_plan)))


def _check_approver(by: Actor, service_plan: ServicePlan) -> None:
    by.signed_in  # noqa: B018  # the refusal to the public comes first
    framework = framework_for(service_plan)
    if not may_approve(by, service_plan, framework):
        word = framework.role_word(approver(service_plan, framework)).lower()
        raise Refusal("not_allowed", f"You cannot approve this plan or send it back. Who can: {word}.")


def _stand(
    by: Actor,
    at: datetime,
    service_plan: ServicePlan,
    status: str,
    stage: str,
    reason: str,
    decision: Decision | None = None,
) -> ServicePlanStanding:
    service_plan.standings.current().update(superseded_at=at)
    return checks.keep(
        ServicePlanStanding(
            service_plan=service_plan,
            status=status,
            stage=stage,
            reason=reason,
            decision=decision,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
