"""The turn of the year: next year's service plan, made from this year's in one go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goldenthread.access import Actor, check_can
from goldenthread.actions import door, service_actions, service_plans
from goldenthread.actions.service_plans import WRITE
from goldenthread.models import PlanElement, ServicePlan
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.service_plan_records import ActionRecord, PlanRecord, scope_of
from goldenthread.reports.service_plan_rollover import RollOver, roll_over_preview
from goldenthread.rules.refusals import Refusal


def roll_over(*, by: Actor, at: datetime, service_plan: ServicePlan, drop: Collection[int] = ()) -> ServicePlan:
    """Next year's draft, with the team plans below it: texts, and the actions that the preview says carry over.

    `drop` are actions (by element) that do not carry over although they are unfinished. This year's plan stays as it
    is, as the new one's predecessor; so does each action of its successor.
    """
    with door.write():
        check_can(by, WRITE, scope_of(service_plan))
        if service_plan.above_id is not None:
            raise Refusal("roll_over_above", "A team's plan rolls over with the service plan it belongs to.")
        preview = roll_over_preview(reader=by, pk=service_plan.pk, drop=drop)
        unknown = set(drop) - {line.pk for line in preview.lines}
        if unknown:
            raise Refusal("no_such_action", "An action to drop is not in this plan. Look at the preview again.")
        made = _copy(by, at, preview, preview.records[0], None)
        for record in preview.records[1:]:
            _copy(by, at, preview, record, made)
        _give_up(by, at, made, drop)
        door.audit(by, at, "service_plans.roll_over", made, year=made.year)
    return made


def _copy(by: Actor, at: datetime, preview: RollOver, record: PlanRecord, above: ServicePlan | None) -> ServicePlan:
    old = record.service_plan
    made = service_plans.add(
        by=by,
        at=at,
        service=old.service,
        title=preview.titles[old.pk],
        starts=preview.starts,
        ends=preview.ends,
        owner=old.owner,
        above=above,
        team=old.team,
        predecessor=old,
    )
    known = service_plans.framework_for(made).service_plan_sections
    for heading, section in record.sections.items():
        if heading in known:
            service_plans.write(by=by, at=at, service_plan=made, heading=heading, text=section.text)
    carried = {line.pk for line in preview.lines if line.fate == "carries"}
    served = PlanElement.objects.in_bulk([pk for action in record.actions for pk in action.serves])
    for action in record.actions:
        if action.element.pk in carried:
            _carry(by, at, made, action, [served[pk] for pk in action.serves])
    return made


def _give_up(by: Actor, at: datetime, made: ServicePlan, drop: Collection[int]) -> None:
    """What was left behind says so, in the status of the framework that stands for it, where there is one."""
    given_up = next((one for one in delivery_rules(by.on).status_set if one.shown_as == "not_applicable"), None)
    if given_up is None:
        return
    for element in PlanElement.objects.filter(pk__in=drop):
        service_actions.report(
            by=by, at=at, element=element, on=by.on, status=given_up.code, note=f"Not carried over to {made}."
        )


def _carry(by: Actor, at: datetime, made: ServicePlan, action: ActionRecord, serves: list[PlanElement]) -> None:
    running = [one for one in serves if one.ends is None or one.ends >= made.plan.starts]
    service_actions.add(
        by=by,
        at=at,
        service_plan=made,
        code=action.element.code,
        title=action.words.title,
        description=action.words.description,
        owner=action.words.owner,
        aim=action.terms.aim,
        due=action.due(),
        budget_reference=action.terms.budget_reference,
        resources=action.terms.resources,
        serves=running,
        predecessor=action.element,
    )
