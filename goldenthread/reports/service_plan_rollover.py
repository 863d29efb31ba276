"""What rolling a service plan over to the next year would do, before anybody does it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.models import ServicePlan
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.service_plan_records import NO_SUCH, PlanRecord, load
from goldenthread.rules.delivery import NO_UPDATE, DeliveryStatus
from goldenthread.rules.periods import add_months
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import Fate, fate, year_words


@dataclass(frozen=True, slots=True)
class RollLine:
    """An action and what becomes of it. `why` says so in words."""

    pk: int
    code: str
    title: str
    plan: str
    status: DeliveryStatus
    fate: Fate
    why: str


@dataclass(frozen=True, slots=True)
class RollOver:
    """Next year's plan as it would be. `records` are this year's: the service plan first, then its teams' plans."""

    title: str
    starts: date
    ends: date
    titles: dict[int, str]
    lines: tuple[RollLine, ...]
    records: tuple[PlanRecord, ...]

    def of(self, fate: Fate) -> tuple[RollLine, ...]:
        """The actions that carry over, are done, or are dropped."""
        return tuple(line for line in self.lines if line.fate == fate)


_WHY: dict[Fate, str] = {
    "done": "It is complete.",
    "dropped": "It was given up.",
    "carries": "It is not finished.",
}


def roll_over_preview(*, reader: Actor, pk: int, drop: Collection[int] = ()) -> RollOver:
    """What carries over from a service plan and its teams' plans, what is done and what is dropped."""
    pks = ServicePlan.objects.filter(above=pk).values_list("pk", flat=True)
    records = sorted(
        load(reader=reader, plans=[pk, *pks]), key=lambda one: (one.service_plan.pk != pk, one.service_plan.team)
    )
    if not records or records[0].service_plan.pk != pk:
        raise NO_SUCH
    plan = records[0].service_plan.plan
    starts, ends = add_months(plan.starts, 12), add_months(plan.ends, 12)
    after = (
        ServicePlan.objects.filter(service=records[0].service_plan.service_id, year=starts.year, above=None)
        .select_related("plan")
        .first()
    )
    if after is not None:
        raise Refusal("already_there", f"There is a plan for the next year already: {after}.")
    old, new = year_words(plan.starts, plan.ends), year_words(starts, ends)
    titles = {one.service_plan.pk: _title(one.service_plan.plan.title, old, new) for one in records}
    rules = delivery_rules(reader.on)
    lines = []
    for record in records:
        for action in record.actions:
            last = action.last()
            status = rules.status(last.status) if last else NO_UPDATE
            becomes: Fate = fate(status)
            why = _WHY[becomes]
            if becomes == "carries" and action.element.pk in drop:
                becomes, why = "dropped", "You chose not to carry it over."
            lines.append(
                RollLine(
                    pk=action.element.pk,
                    code=action.element.code,
                    title=action.words.title,
                    plan=record.service_plan.plan.title,
                    status=status,
                    fate=becomes,
                    why=why,
                )
            )
    return RollOver(titles[pk], starts, ends, titles, tuple(lines), tuple(records))


def _title(title: str, old: str, new: str) -> str:
    return title.replace(old, new) if old in title else f"{title} {new}"
