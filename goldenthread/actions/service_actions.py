"""The actions of service plans: what is done, by whom, by when, for which aim, and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db.models import Max

from goldenthread.access import Actor, check_can
from goldenthread.actions import checks, door, plans
from goldenthread.actions.service_plans import WRITE, framework_for, reopen
from goldenthread.models import (
    ActionProgress,
    ActionTerms,
    Link,
    PlanElement,
    Post,
    ServicePlan,
)
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.service_plan_records import action_level, holds, scope_of
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


class Terms(TypedDict, total=False):
    """What an action takes (`models.PlanElementVersion`, `models.ActionTerms`); what is left out stays as it is."""

    description: str
    owner: Post | None
    aim: str
    due: date | None
    budget_reference: str
    resources: str


def add(
    *,
    by: Actor,
    at: datetime,
    service_plan: ServicePlan,
    title: str,
    code: str = "",
    serves: Sequence[PlanElement] = (),
    predecessor: PlanElement | None = None,
    **terms: Unpack[Terms],
) -> PlanElement:
    """Something the plan says will be done; without a code it is numbered. `serves` are parts of the Council Plan."""
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        plan = service_plan.plan
        number = (plan.elements.aggregate(last=Max("position"))["last"] or 0) + 1
        code = checks.code(code or f"{_series(service_plan)}{number}", "an action's code")
        checks.unused(plan.elements.filter(code__iexact=code), f"{plan} already has an action with the code {code}.")
        level = action_level(framework_for(service_plan), of_team=service_plan.above_id is not None)
        element = checks.keep(
            PlanElement(
                plan=plan,
                level=level.code,
                code=code,
                position=number,
                starts=plan.starts,
                ends=plan.ends,
                predecessor=predecessor,
            )
        )
        words = _words(terms) | plans.Words(title=title, service=service_plan.service)
        plans.say(by, at, element, words, "")
        _set(by, at, element, terms, "")
        for served in serves:
            _join(by, at, element, served)
        reopen(by, at, service_plan, f"the list of actions ({code})")
        door.audit(by, at, "service_actions.add", element, plan_id=plan.pk)
    return element


def revise(
    *, by: Actor, at: datetime, element: PlanElement, reason: str, title: str = "", **terms: Unpack[Terms]
) -> None:
    """Change what an action is; the earlier words stay. A date that slips is progress: `report` it."""
    with door.write():
        service_plan = plan_of(element)
        check_can(by, WRITE, scope_of(service_plan))
        why = checks.change_reason(reason, "the action changes")
        words = _words(terms) | (plans.Words(title=title) if title.strip() else plans.Words())
        if words:
            plans.say(by, at, element, words, why)
        _set(by, at, element, terms, why)
        reopen(by, at, service_plan, f"action {element.code}")
        door.audit(by, at, "service_actions.revise", element, changed=sorted(terms))


def report(
    *,
    by: Actor,
    at: datetime,
    element: PlanElement,
    on: date,
    status: str,
    percent: int | None = None,
    due: date | None = None,
    note: str = "",
) -> ActionProgress:
    """How an action stands on a day, by whoever writes the plan or holds the post that owns the action.

    `status` is the code of one of the framework's delivery statuses; `due` a new date, with its reason in `note`.
    """
    with door.write():
        service_plan = plan_of(element)
        if not holds(by, element.versions.current().get().owner_id):
            check_can(by, WRITE, scope_of(service_plan))
        known = {one.code: one.word for one in delivery_rules(on).status_set}
        if status not in known:
            raise Refusal("unknown_status", f"“{status}” is not a status: {', '.join(known)}.")
        if on > by.on:
            raise Refusal("not_yet", f"{day_words(on)} has not come yet.")
        if percent is not None and not 0 <= percent <= 100:
            raise Refusal("not_a_percentage", f"{percent} is not a percentage from 0 to 100.")
        if due is not None and not note.strip():
            raise Refusal("reason_needed", "Say why the date changes: it is kept beside the first date.")
        said = checks.keep(
            ActionProgress(
                element=element,
                on=on,
                status=status,
                percent=percent,
                due=due,
                note=note.strip(),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "service_actions.report", element, on=str(on), status=status)
    return said


def serve(*, by: Actor, at: datetime, element: PlanElement, serves: PlanElement) -> Link:
    """An action serves a part of the Council Plan."""
    with door.write():
        service_plan = plan_of(element)
        check_can(by, WRITE, scope_of(service_plan))
        joined = _join(by, at, element, serves)
        reopen(by, at, service_plan, f"action {element.code}")
        door.audit(by, at, "service_actions.serve", joined)
    return joined


def serve_no_longer(*, by: Actor, at: datetime, element: PlanElement, serves: PlanElement) -> None:
    """An action no longer serves a part of the Council Plan; that it did stays on record."""
    with door.write():
        service_plan = plan_of(element)
        check_can(by, WRITE, scope_of(service_plan))
        if not Link.objects.current().filter(element=element, serves=serves).update(superseded_at=at):
            raise Refusal("not_linked", f"{element.code} is not linked to {serves.code}.")
        reopen(by, at, service_plan, f"action {element.code}")
        door.audit(by, at, "service_actions.serve_no_longer", element, serves=serves.code)


def plan_of(element: PlanElement) -> ServicePlan:
    """The service plan or team plan that an action is in."""
    found = ServicePlan.objects.filter(plan=element.plan_id).select_related("plan", "service").first()
    if found is None:
        raise Refusal("no_such_action", f"{element.code} is not an action of a service plan.")
    return found


def _series(service_plan: ServicePlan) -> str:
    """What codes of actions begin with: the service's code, and in a team's plan the first letters of its words."""
    initials = "".join(word[0].upper() for word in service_plan.team.split() if word[0].isalnum())
    return f"{service_plan.service.code[:12]}-{initials[:4]}"


def _words(terms: Terms) -> plans.Words:
    """The part of the terms that the element's version keeps."""
    found = plans.Words()
    if "description" in terms:
        found["description"] = terms["description"]
    if "owner" in terms:
        found["owner"] = terms["owner"]
    return found


def _set(by: Actor, at: datetime, element: PlanElement, given: Terms, reason: str) -> None:
    now = element.terms.current().first()
    version = ActionTerms(element=element, recorded_at=at, recorded_by=by.signed_in, reason=reason)
    for name in ("aim", "due", "budget_reference", "resources"):
        value = given.get(name, getattr(now, name) if now else getattr(version, name))
        setattr(version, name, value.strip() if isinstance(value, str) else value)
    element.terms.current().update(superseded_at=at)
    checks.keep(version)


def _join(by: Actor, at: datetime, element: PlanElement, serves: PlanElement) -> Link:
    if ServicePlan.objects.filter(plan=serves.plan_id).exists():
        raise Refusal(
            "not_the_council_plan", f"{serves.code} is itself in a service plan: choose a part of a plan above."
        )
    there = Link.objects.current().filter(element=element, serves=serves)
    checks.unused(there, f"{element.code} is already linked to {serves.code}.")
    return checks.keep(
        Link(
            serves=serves,
            element=element,
            role="contributes",
            starts=element.starts,
            ends=element.ends,
            recorded_at=at,
            recorded_by=by.signed_in,
        )
    )
