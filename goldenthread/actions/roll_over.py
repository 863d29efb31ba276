"""Rolling a year over: its targets, and the plan that ends with it, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from goldenthread.access import Actor, check_can
from goldenthread.actions import door, links, measures, plans
from goldenthread.actions.measures import PeriodTarget
from goldenthread.models import Link, Measure, Plan, PlanElement
from goldenthread.reports.roll_over import RollOver, preview
from goldenthread.rules.refusals import Refusal


def roll_over(*, by: Actor, at: datetime, on: date, chosen: Collection[int]) -> RollOver:
    """Carry the targets of the chosen measures over from the financial year of a day, as the preview shows them."""
    with door.write():
        found = preview(reader=by, on=on, only=chosen)
        if not found.carried:
            raise Refusal("nothing_chosen", "Choose at least one measure whose targets carry over.")
        known = Measure.objects.in_bulk([each.pk for each in found.carried])
        for each in found.carried:
            targets = [PeriodTarget(*aim) for aim in each.aims]
            reason = f"Rolled over from {found.year.label}"
            measures.set_targets(by=by, at=at, measure=known[each.pk], targets=targets, reason=reason)
        return found


def renew_plan(*, by: Actor, at: datetime, plan: Plan, title: str, ends: date) -> Plan:
    """A plan that follows another: its open elements as their successors, with the links that hold at its end."""
    with door.write():
        check_can(by, "manage_plan")
        starts = plan.ends + timedelta(days=1)
        heir = plans.add_plan(by=by, at=at, title=title, starts=starts, ends=ends)
        made: dict[int, PlanElement] = {}
        for old in _from_the_top(plan):
            words = old.versions.current().get()
            made[old.pk] = plans.add_element(
                by=by,
                at=at,
                plan=heir,
                level=old.level,
                code=old.code,
                title=words.title,
                description=words.description,
                owner=words.owner,
                service=words.service,
                parent=made.get(old.parent_id) if old.parent_id else None,
                predecessor=old,
            )
        for link in Link.objects.current().filter(serves__in=list(made), ends__isnull=True):
            links.unlink(by=by, at=at, link=link, last_day=plan.ends, reason=f"Goes on in {heir.title}")
            links.link(
                by=by,
                at=at,
                serves=made[link.serves_id],
                starts=starts,
                measure=link.measure,
                project=link.project,
                element=link.element,
                role=link.role,
                reason=f"Continues from {plan.title}",
            )
        return heir


def _from_the_top(plan: Plan) -> list[PlanElement]:
    """The elements that last to the plan's end, each after the one it is under."""
    waiting = [each for each in plan.elements.order_by("position") if each.ends is None or each.ends >= plan.ends]
    found: list[PlanElement] = []
    placed: set[int] = set()
    while waiting:
        ready = [each for each in waiting if each.parent_id is None or each.parent_id in placed]
        if not ready:
            break
        found += ready
        placed |= {each.pk for each in ready}
        waiting = [each for each in waiting if each.pk not in placed]
    return found
