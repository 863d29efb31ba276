"""Plans and their elements: what the council is trying to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db.models import Max, Q

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Plan, PlanElement, PlanElementVersion, Post, Service
from goldenthread.reports.records import frameworks
from goldenthread.rules.framework import Level
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

ELEMENT_KINDS = ("plan_element", "service_plan_action")


class Words(TypedDict, total=False):
    """What an element says and who owns it; what is left out stays as it is."""

    title: str
    description: str
    owner: Post | None
    service: Service | None


def add_plan(
    *,
    by: Actor,
    at: datetime,
    title: str,
    starts: date,
    ends: date,
    approved_by: str = "",
    approved_on: date | None = None,
) -> Plan:
    """A plan and the years it covers."""
    with door.write():
        check_can(by, "manage_plan")
        plan = Plan(approved_by=approved_by.strip(), approved_on=approved_on)
        _dated(plan, title, starts, ends)
        door.audit(by, at, "plans.add_plan", plan)
    return plan


def change_plan(
    *,
    by: Actor,
    at: datetime,
    plan: Plan,
    title: str,
    starts: date,
    ends: date,
    approved_by: str = "",
    approved_on: date | None = None,
) -> Plan:
    """Its title, its years and who approved it."""
    with door.write():
        check_can(by, "manage_plan")
        plan.approved_by, plan.approved_on = approved_by.strip(), approved_on
        _dated(plan, title, starts, ends)
        door.audit(by, at, "plans.change_plan", plan)
    return plan


def _dated(plan: Plan, title: str, starts: date, ends: date) -> Plan:
    checks.span(starts, ends)
    plan.title, plan.starts, plan.ends = checks.words(title, "the plan's title"), starts, ends
    return checks.keep(plan)


def levels() -> tuple[Level, ...]:
    """The levels an element may have, from the highest down, as the newest framework names them."""
    known = frameworks()
    if not known:
        raise Refusal("no_framework", "There is no framework yet. Run “goldenthread init”.")
    return tuple(level for level in known[-1].framework.levels if level.kind in ELEMENT_KINDS and not level.private)


def add_element(
    *,
    by: Actor,
    at: datetime,
    plan: Plan,
    level: str,
    code: str,
    title: str,
    parent: PlanElement | None = None,
    owner: Post | None = None,
    service: Service | None = None,
    starts: date | None = None,
    ends: date | None = None,
    predecessor: PlanElement | None = None,
    description: str = "",
) -> PlanElement:
    """A priority, an aim, an action: at a level of the framework (its code), under its parent.

    It runs for as long as the plan does unless told otherwise. `predecessor` is the element of an earlier plan that
    it continues.
    """
    with door.write():
        check_can(by, "manage_plan")
        code = checks.code(code, "an element's code")
        checks.unused(
            plan.elements.filter(code__iexact=code), f"{plan.title} already has an element with the code {code}."
        )
        _check_place(plan, level, parent)
        first = starts or plan.starts
        checks.span(first, ends)
        if first < plan.starts or first > plan.ends:
            raise Refusal(
                "outside_the_plan",
                f"{code} would start on {day_words(first)}; the plan runs from {day_words(plan.starts)} to "
                f"{day_words(plan.ends)}.",
            )
        last = plan.elements.aggregate(last=Max("position"))["last"] or 0
        element = checks.keep(
            PlanElement(
                plan=plan,
                level=level,
                code=code,
                parent=parent,
                predecessor=predecessor,
                position=last + 1,
                starts=first,
                ends=ends,
            )
        )
        say(by, at, element, Words(title=title, description=description, owner=owner, service=service), "")
        door.audit(by, at, "plans.add_element", element, plan_id=plan.pk, level=level)
    return element


def _check_place(plan: Plan, level: str, parent: PlanElement | None) -> None:
    """Refuse a level the framework does not have, and a parent at the same level or below."""
    names = {one.code: one.name.lower() for one in levels()}
    order = list(names)
    if level not in order:
        raise Refusal("unknown_level", f"“{level}” is not a level of the plan. Levels: {', '.join(order)}.")
    if parent is None:
        if order.index(level) > 0:
            raise Refusal(
                "parent_missing", f"Say which {names[order[order.index(level) - 1]]} this {names[level]} belongs to."
            )
        return
    if parent.plan_id != plan.pk:
        raise Refusal("other_plan", f"{parent.code} is in another plan. Link the two instead.")
    if parent.level not in order or order.index(parent.level) >= order.index(level):
        raise Refusal(
            "parent_too_low",
            f"“{names[level]}” cannot be under {parent.code}, which is “{names.get(parent.level, parent.level)}”.",
        )


def revise_element(
    *, by: Actor, at: datetime, element: PlanElement, reason: str, **changes: Unpack[Words]
) -> PlanElementVersion:
    """Change what an element says or who owns it; the earlier words stay on record."""
    with door.write():
        check_can(by, "manage_plan")
        version = say(by, at, element, changes, checks.change_reason(reason, "the plan changes"))
        door.audit(by, at, "plans.revise_element", element, changed=sorted(changes))
    return version


def say(by: Actor, at: datetime, element: PlanElement, changes: Words, reason: str) -> PlanElementVersion:
    """The next version of what an element says; who may was checked, and the transaction is open."""
    now = element.versions.current().first()
    version = PlanElementVersion(
        element=element,
        number=now.number + 1 if now else 1,
        title=checks.words(changes.get("title", now.title if now else ""), "the element's title"),
        description=changes.get("description", now.description if now else "").strip(),
        owner=changes.get("owner", now.owner if now else None),
        service=changes.get("service", now.service if now else None),
        reason=reason,
        recorded_at=at,
        recorded_by=by.signed_in,
    )
    element.versions.current().update(superseded_at=at)
    return checks.keep(version)


def place_element(
    *,
    by: Actor,
    at: datetime,
    element: PlanElement,
    parent: PlanElement | None,
    predecessor: PlanElement | None = None,
) -> PlanElement:
    """Where an element belongs in its plan, and what it continues."""
    with door.write():
        check_can(by, "manage_plan")
        _check_place(element.plan, element.level, parent)
        element.parent, element.predecessor = parent, predecessor
        checks.keep(element)
        door.audit(by, at, "plans.place_element", element, parent=parent.code if parent else "")
    return element


def end_element(*, by: Actor, at: datetime, element: PlanElement, last_day: date) -> PlanElement:
    """Its last day; refused while something under it goes on."""
    with door.write():
        check_can(by, "manage_plan")
        checks.span(element.starts, last_day)
        going_on = element.children.filter(Q(ends__isnull=True) | Q(ends__gt=last_day))
        if going_on:
            raise Refusal(
                "still_in_use",
                f"{', '.join(child.code for child in going_on)} would go on after {day_words(last_day)}. "
                "End what is under it first, or place it elsewhere.",
            )
        element.ends = last_day
        checks.keep(element)
        door.audit(by, at, "plans.end_element", element, ends=str(last_day))
    return element
