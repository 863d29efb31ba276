"""Service plans with everything dated about them, read once: what lists, pages, files and actions all start from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    ActionProgress,
    ActionTerms,
    Link,
    PlanElement,
    PlanElementVersion,
    PostHolding,
    RiskStanding,
    RiskStatement,
    ServicePlan,
    ServicePlanSection,
    ServicePlanStanding,
)
from goldenthread.reports import marks
from goldenthread.reports.marks import NO_MARKS, TITLE, WHOLE, ground_of, open_text
from goldenthread.reports.records import FrameworkInForce, frameworks, in_force
from goldenthread.rules.framework import Framework, Level
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import Contents, Gap, gaps
from goldenthread.rules.withholding import Ground

NO_SUCH: Final = Refusal("no_such_service_plan", "There is no such service plan, or it is not approved yet.")
NO_SUCH_ACTION: Final = Refusal("no_such_action", "There is no such action in a service plan.")
ACTION_KIND: Final = "service_plan_action"


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """An action as known at a moment. `progress` is oldest first; `serves` are elements of the Council Plan."""

    element: PlanElement
    words: PlanElementVersion
    terms: ActionTerms
    progress: tuple[ActionProgress, ...]
    serves: tuple[int, ...]

    def last(self, on: date | None = None) -> ActionProgress | None:
        """How it stood when somebody last said so, by a day (None: whenever)."""
        said = [one for one in self.progress if on is None or one.on <= on]
        return said[-1] if said else None

    def due(self, on: date | None = None) -> date | None:
        """The date it was due by, as said by a day (None: whenever)."""
        dates = [one.due for one in self.progress if one.due is not None and (on is None or one.on <= on)]
        return dates[-1] if dates else self.terms.due


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A service plan or team plan as known at a moment; `standings` are oldest first, the last one holds.

    `followed_from` is the first day of an approved plan that succeeds it. `risks` counts the open risks in its
    service's register.
    """

    service_plan: ServicePlan
    standings: tuple[ServicePlanStanding, ...]
    sections: Mapping[str, ServicePlanSection]
    actions: tuple[ActionRecord, ...]
    followed_from: date | None
    risks: int

    @property
    def standing(self) -> ServicePlanStanding:
        """The one that holds."""
        return self.standings[-1]

    def status(self, on: date) -> str:
        """Draft, submitted or approved; superseded once the plan approved after it has begun."""
        if self.standing.status == "approved" and self.followed_from is not None and self.followed_from <= on:
            return "superseded"
        return self.standing.status

    @property
    def approved(self) -> ServicePlanStanding | None:
        """When it was last approved, whether or not it has been changed since."""
        before: ServicePlanStanding | None = None
        found = None
        for standing in self.standings:
            if standing.status == "approved" and (before is None or before.status != "approved"):
                found = standing
            before = standing
        return found

    @property
    def scope(self) -> Scope:
        """What it belongs to, for who may do what with it."""
        return scope_of(self.service_plan)

    @property
    def is_team_plan(self) -> bool:
        """Whether it hangs below a service plan."""
        return self.service_plan.above_id is not None

    def gaps(self, framework: Framework) -> tuple[Gap, ...]:
        """What makes it incomplete. A team plan has no sections of its own."""
        return gaps(
            Contents(
                sections=() if self.is_team_plan else framework.service_plan_sections,
                texts={heading: section.text for heading, section in self.sections.items()},
                has_owner=self.service_plan.owner_id is not None,
                actions=len(self.actions),
                actions_without_owner=[one.element.code for one in self.actions if one.words.owner_id is None],
                risk_section=framework.service_plans.risk_section,
                risks=self.risks,
            )
        )


def scope_of(service_plan: ServicePlan) -> Scope:
    """What a plan belongs to; its service is read with it."""
    return Scope(service=service_plan.service_id, directorate=service_plan.service.directorate_id)


def approver(service_plan: ServicePlan, framework: Framework) -> str:
    """The code of the role that approves a plan."""
    settled = framework.service_plans
    return settled.approved_by if service_plan.above_id is None else settled.team_approved_by


def may_approve(reader: Actor, service_plan: ServicePlan, framework: Framework) -> bool:
    """Whether somebody holds the role that approves a plan, over its service."""
    role, scope = approver(service_plan, framework), scope_of(service_plan)
    return any(grant.role == role and grant.reaches(scope) for grant in reader.grants)


def holds(reader: Actor, post: int | None) -> bool:
    """Whether somebody holds a post on their day."""
    if post is None or reader.person_id is None:
        return False
    held = PostHolding.objects.filter(post=post, person=reader.person_id, starts__lte=reader.on)
    return held.filter(Q(ends__isnull=True) | Q(ends__gte=reader.on)).exists()


def framework_on(on: date, known_at: datetime | None = None) -> FrameworkInForce:
    """The framework in force on a day; the first where none was yet."""
    known = frameworks(known_at)
    if not known:
        raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
    return in_force(known, on) or known[0]


def action_level(framework: Framework, *, of_team: bool) -> Level:
    """The level of the actions of a service plan or team plan: the first or the last level of that kind."""
    levels = [level for level in framework.levels if level.kind == ACTION_KIND and not level.private]
    if not levels:
        return Level(name="Service Plan action", code="service-plan-action", kind=ACTION_KIND)
    return levels[-1 if of_team else 0]


def load(
    *, reader: Actor, known_at: datetime | None = None, plans: Collection[int] | None = None
) -> tuple[PlanRecord, ...]:
    """The plans that a reader may see, by service, year and team: nine queries. Members see what is approved."""
    reader.signed_in  # noqa: B018  # what is public is on paper
    wanted = ServicePlan.objects.all() if plans is None else ServicePlan.objects.filter(pk__in=plans)
    rows = list(wanted.select_related("plan", "service", "owner", "above__plan", "predecessor__plan"))
    pks = [row.pk for row in rows]
    standings = _by(
        _then(
            ServicePlanStanding.objects.filter(service_plan__in=pks).select_related("recorded_by__person", "decision"),
            known_at,
        ),
        "service_plan_id",
    )
    sections = _by(
        ServicePlanSection.objects.as_at(known_at).filter(service_plan__in=pks).select_related("recorded_by__person"),
        "service_plan_id",
    )
    actions = _actions([row.plan_id for row in rows], known_at)
    _take_out(reader, rows, sections, actions, known_at)
    followed = _followed(pks)
    risks = _risks(known_at)
    found = (
        PlanRecord(
            service_plan=row,
            standings=tuple(standings[row.pk]),
            sections={section.heading: section for section in sections[row.pk]},
            actions=tuple(actions[row.plan_id]),
            followed_from=followed.get(row.pk),
            risks=risks[row.service_id],
        )
        for row in rows
        if standings[row.pk]
    )
    return tuple(one for one in found if reader.is_officer or one.standing.status == "approved")


def _take_out(
    reader: Actor,
    rows: Iterable[ServicePlan],
    sections: Mapping[int, Iterable[ServicePlanSection]],
    actions: Mapping[int, Iterable[ActionRecord]],
    known_at: datetime | None,
) -> None:
    """Put in the place of what is withheld from the reader the words that say so. Whose it is reads it."""
    of_plans, of_actions = marks.of_things("service_plan", known_at), marks.of_things("action", known_at)
    if not of_plans and not of_actions:
        return
    for row in rows:
        if reader.may_read_withheld(scope_of(row)) or (not reader.in_public and holds(reader, row.owner_id)):
            continue
        found = of_plans.get(row.pk, NO_MARKS)
        for section in sections[row.pk]:
            section.text = open_text(section.text, ground_of(found, section.heading))
        for action in actions[row.plan_id]:
            own = of_actions.get(action.element.pk, NO_MARKS)
            ground = ground_of(own, TITLE) or found.get(WHOLE)
            if ground is not None and (reader.in_public or not holds(reader, action.words.owner_id)):
                _close(action, ground)
                action.words.title = open_text(action.words.title, own.get(TITLE))


def _close(action: ActionRecord, ground: Ground) -> None:
    """Take what is said of an action out; its title, dates and status stay."""
    action.words.description = open_text(action.words.description, ground)
    action.terms.resources = open_text(action.terms.resources, ground)
    action.terms.budget_reference = open_text(action.terms.budget_reference, ground)
    for row in action.progress:
        row.note = open_text(row.note, ground)


def one(*, reader: Actor, pk: int, known_at: datetime | None = None) -> PlanRecord:
    """A plan, for whoever may see it; a refusal for everybody else, as if it were not there."""
    found = load(reader=reader, known_at=known_at, plans=[pk])
    if not found:
        raise NO_SUCH
    return found[0]


def of_action(*, reader: Actor, element: int, known_at: datetime | None = None) -> tuple[PlanRecord, ActionRecord]:
    """An action and the plan it is in, for whoever may see them."""
    pk = ServicePlan.objects.filter(plan__elements=element).values_list("pk", flat=True).first()
    found = load(reader=reader, known_at=known_at, plans=[pk]) if pk is not None else ()
    for record in found:
        for action in record.actions:
            if action.element.pk == element:
                return record, action
    raise NO_SUCH_ACTION


def _actions(plans: list[int], known_at: datetime | None) -> Mapping[int, list[ActionRecord]]:
    elements = list(PlanElement.objects.filter(plan__in=plans).order_by("plan", "position", "pk"))
    pks = [element.pk for element in elements]
    words = {
        row.element_id: row
        for row in PlanElementVersion.objects.as_at(known_at).filter(element__in=pks).select_related("owner")
    }
    terms = {row.element_id: row for row in ActionTerms.objects.as_at(known_at).filter(element__in=pks)}
    progress = _by(
        _then(ActionProgress.objects.filter(element__in=pks).select_related("recorded_by__person"), known_at),
        "element_id",
    )
    links = Link.objects.as_at(known_at).filter(element__in=pks).order_by("serves__code")
    serves = _by(links, "element_id")
    found: dict[int, list[ActionRecord]] = defaultdict(list)
    for element in elements:
        if element.pk in words and element.pk in terms:
            served = tuple(link.serves_id for link in serves[element.pk])
            found[element.plan_id].append(
                ActionRecord(element, words[element.pk], terms[element.pk], tuple(progress[element.pk]), served)
            )
    return found


def _followed(pks: list[int]) -> dict[int, date]:
    """The first day of the approved plan that succeeds each of these."""
    rows = ServicePlanStanding.objects.current().filter(status="approved", service_plan__predecessor__in=pks)
    pairs = rows.values_list("service_plan__predecessor", "service_plan__plan__starts")
    return {pk: starts for pk, starts in pairs if pk is not None}


def _risks(known_at: datetime | None) -> Counter[int]:
    """How many open operational risks each service has."""
    is_open = RiskStanding.objects.as_at(known_at).filter(state="open").values("risk")
    rows = RiskStatement.objects.as_at(known_at).filter(level="service", risk__in=is_open)
    return Counter(rows.values_list("service_id", flat=True))


def _then(rows: QuerySet[Any], known_at: datetime | None) -> Iterable[Any]:
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
