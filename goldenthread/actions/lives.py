"""Approving a framework or a plan's year, and moving a measure out of the committees' papers and back."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import (
    Approval,
    Decision,
    FrameworkVersion,
    Measure,
    Monitoring,
    Plan,
    PostHolding,
)
from goldenthread.reports.due_items import scopes
from goldenthread.reports.records import read_framework
from goldenthread.rules.periods import day_words, year_containing
from goldenthread.rules.refusals import Refusal

REFRESH = "framework_refresh"


def approve_framework(*, by: Actor, at: datetime, version: FrameworkVersion, decision: Decision) -> Approval:
    """Record that a body approved a version of the framework."""
    with door.write():
        check_can(by, "manage_site")
        approval = checks.keep(
            Approval(framework=version, decision=decision, day=decision.day, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "lives.approve_framework", version, decision=decision.pk)
        return approval


def approve_refresh(*, by: Actor, at: datetime, version: FrameworkVersion) -> Approval:
    """A named delegate approves the annual refresh. Only the version before says who that is: no version names the
    officer who may approve it.
    """
    with door.write():
        title = delegate_title(version)
        if not title:
            raise Refusal(
                "not_delegated",
                "The version before this one leaves its refresh to no officer: a body has to approve it, and its "
                "decision is recorded.",
            )
        person = by.signed_in.person
        held = (
            PostHolding.objects.filter(person=person, post__title__iexact=title, starts__lte=by.on)
            .filter(Q(ends__isnull=True) | Q(ends__gte=by.on))
            .first()
        )
        if held is None:
            raise Refusal("not_the_delegate", f"Only the {title} may approve this refresh without a body.")
        if is_approved(version):
            raise Refusal("approved_already", "This version has been approved already.")
        approval = checks.keep(
            Approval(
                framework=version,
                delegate=person,
                post_title=title,
                day=by.on,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "lives.approve_refresh", version, post=title)
        return approval


def is_approved(version: FrameworkVersion) -> bool:
    """Whether an approval of the version is recorded besides the one that its document names."""
    return Approval.objects.filter(framework=version).exists()


def delegate_title(version: FrameworkVersion) -> str:
    """The job title of whoever may approve a version as a refresh of the one before; "" where nobody may."""
    before = (
        FrameworkVersion.objects.filter(
            Q(effective_from__lt=version.effective_from)
            | Q(effective_from=version.effective_from, number__lt=version.number),
            superseded_at__isnull=True,
        )
        .exclude(pk=version.pk)
        .last()
    )
    if before is None:
        return ""
    delegated = read_framework(before).framework.delegated
    return next((each.to for each in delegated if each.what == REFRESH), "")


def approve_plan_year(*, by: Actor, at: datetime, plan: Plan, year: date, decision: Decision) -> Approval:
    """Record that a body approved a plan again for the financial year of a day: a year has as many as it has bodies."""
    with door.write():
        check_can(by, "manage_plan")
        span = year_containing(year, "financial")
        if span.end < plan.starts or span.start > plan.ends:
            raise Refusal(
                "outside_the_plan",
                f"{plan.title} runs from {day_words(plan.starts)} to {day_words(plan.ends)}, so not in {span.label}.",
            )
        checks.unused(
            Approval.objects.filter(plan=plan, year_starts=span.start, decision=decision),
            f"This decision is recorded for {span.label} already.",
        )
        approval = checks.keep(
            Approval(
                plan=plan,
                year_starts=span.start,
                decision=decision,
                day=decision.day,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "lives.approve_plan_year", plan, year=span.label, decision=decision.pk)
        return approval


def move_out(*, by: Actor, at: datetime, measure: Measure, effective_from: date, where: str, reason: str) -> Monitoring:
    """From a day on the measure is looked at elsewhere instead of in committees' papers; it is collected as before."""
    return _monitor(by, at, measure, effective_from, checks.words(where, "where it is monitored now"), reason)


def move_back(*, by: Actor, at: datetime, measure: Measure, effective_from: date, reason: str) -> Monitoring:
    """From a day on the measure is in its committee's paper again."""
    return _monitor(by, at, measure, effective_from, "", reason)


def _monitor(by: Actor, at: datetime, measure: Measure, effective_from: date, where: str, reason: str) -> Monitoring:
    with door.write():
        check_can(by, "manage_measures", scopes([measure.pk], by.on)[measure.pk])
        why = checks.change_reason(reason, f"{measure.ref} is monitored elsewhere")
        Monitoring.objects.current().filter(measure=measure, effective_from=effective_from).update(superseded_at=at)
        made = checks.keep(
            Monitoring(
                measure=measure,
                effective_from=effective_from,
                where=where,
                reason=why,
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "lives.monitor", measure, effective_from=str(effective_from), where=where)
        return made
