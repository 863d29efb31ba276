"""What is closed to a reader of agendas, trackers and projects, because it is withheld and they may not read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    AgendaItem,
    Engagement,
    Highlight,
    PlanElement,
    ProjectVersion,
    Referral,
    TrackedItem,
)
from goldenthread.reports import assessment_records, marks
from goldenthread.reports.due_items import scopes
from goldenthread.reports.marks import TITLE, WHOLE, Marks, ground_of
from goldenthread.reports.project_records import scope_of
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import Ground

NO_SUCH_WORDS: Final = Refusal("no_such_words", "There is no such entry for you to see.")


def closed_projects(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The projects of which nothing may be read, by primary key; one query more where there are any."""
    marked = marks.of_projects(known_at)
    if not marked:
        return {}
    rows = ProjectVersion.objects.as_at(known_at).filter(project__in=marked).select_related("service")
    return {row.project_id: marked[row.project_id] for row in rows if not reader.may_read_withheld(scope_of(row))}


def closed_items(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Marks]:
    """The marks on agenda items that hold for a reader, by primary key; two queries more where there are any.

    The members of a body to which an item was referred read it as those of its own do.
    """
    marked = marks.of_things("item", known_at)
    if not marked:
        return {}
    bodies: dict[int, set[int]] = defaultdict(set)
    for item, body in AgendaItem.objects.filter(pk__in=marked).values_list("pk", "meeting__body"):
        bodies[item].add(body)
    referred = Referral.objects.filter(outcome__item__in=marked)
    for item, body in referred.values_list("outcome__item", "to_item__meeting__body"):
        bodies[item].add(body)
    return {item: found for item, found in marked.items() if not _may_read(reader, bodies[item])}


def closed_tracked(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Marks]:
    """The marks on tracked items that hold for a reader, by primary key: their own, and those of the agenda items they
    came of. Whoever has to answer reads what is asked.
    """
    marked, of_items = marks.of_things("tracked", known_at), marks.of_things("item", known_at)
    if not marked and not of_items:
        return {}
    found: dict[int, Marks] = {}
    rows = TrackedItem.objects.filter(Q(pk__in=marked) | Q(outcome__item__in=of_items)).select_related("outcome")
    for row in rows:
        bodies = {row.body_id} | ({row.to_body_id} if row.to_body_id else set())
        if not _may_read(reader, bodies) and (reader.in_public or row.owner_id != reader.person_id):
            item = of_items.get(row.outcome.item_id, {}) if row.outcome else {}
            ground = ground_of(item, TITLE)
            found[row.pk] = {**({WHOLE: ground} if ground else {}), **marked.get(row.pk, {})}
    return found


def closed_actions(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The actions of service plans of which no more than the title may be read, by the element's primary key; of some
    not even that (`closed_action_titles`).
    """
    of_plans, of_actions = marks.of_things("service_plan", known_at), marks.of_things("action", known_at)
    whole = {pk: each[WHOLE] for pk, each in of_plans.items() if WHOLE in each}
    if not of_actions and not whole:
        return {}
    found: dict[int, Ground] = {}
    rows = PlanElement.objects.filter(Q(pk__in=of_actions) | Q(plan__service_plan__in=whole))
    for row in rows.select_related("plan__service_plan__service"):
        plan = row.plan.service_plan
        if not reader.may_read_withheld(Scope(service=plan.service_id, directorate=plan.service.directorate_id)):
            found[row.pk] = ground_of(of_actions.get(row.pk, {}), TITLE) or whole[plan.pk]
    return found


def closed_action_titles(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The actions of service plans of which not even the title may be read, by the element's primary key."""
    titles = {pk: found[TITLE] for pk, found in marks.of_things("action", known_at).items() if TITLE in found}
    return {pk: titles[pk] for pk in closed_actions(reader, known_at) if pk in titles} if titles else {}


def closed_highlights(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Ground]:
    """What is recognised and may not be read, by primary key; a few queries more where something is marked."""
    return _closed_words("highlight", Highlight.objects.all(), reader, known_at)


def closed_engagements(reader: Actor, known_at: datetime | None = None) -> Mapping[int, Ground]:
    """The entries of the engagement log that may not be read, by primary key."""
    return _closed_words("engagement", Engagement.objects.all(), reader, known_at)


def _closed_words(
    of: str, rows: QuerySet[Highlight] | QuerySet[Engagement], reader: Actor, known_at: datetime | None
) -> Mapping[int, Ground]:
    marked = marks.of_things(of, known_at)
    if not marked:
        return {}
    found = rows.filter(pk__in=marked).select_related("element")
    return {
        row.pk: marked[row.pk][WHOLE] for row in found if not reader.may_read_withheld(scope_of_words(row, reader.on))
    }


def scope_of_words(row: Highlight | Engagement, on: date) -> Scope:
    """What a role has to be held over to reach what is recognised or was said: what it is about, or everything."""
    if isinstance(row, Highlight) and row.measure_id is not None:
        return scopes([row.measure_id], on).get(row.measure_id, Scope())
    if isinstance(row, Highlight) and row.project_id is not None:
        return scope_of(ProjectVersion.objects.current().select_related("service").get(project=row.project_id))
    return assessment_records.scope_of(row.element)


def _may_read(reader: Actor, bodies: set[int]) -> bool:
    return any(reader.may_read_withheld(Scope(body=body)) for body in bodies)
