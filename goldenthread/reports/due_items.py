"""The items of open rounds, and which of them are whose: what every page of the cycle begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    Deadline,
    DueItem,
    MeasureDefinition,
    Ownership,
    Person,
    RoleAssignment,
    Round,
    Service,
    Standing,
)
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import Book, MeasureRecord
from goldenthread.reports.results import Result, result
from goldenthread.reports.returns import book_for
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import Period
from goldenthread.rules.workflow import FINAL, ITEM

PROVIDERS = ("data_provider", "measure_owner")
NOT_SUBMITTED = ("due", "entered", "returned")


def open_items() -> QuerySet[DueItem]:
    """The items of rounds still open whose paper is not final."""
    return DueItem.objects.filter(round__closed_at__isnull=True).exclude(paper__state__in=FINAL)


def with_owners(items: QuerySet[DueItem], on: date) -> QuerySet[DueItem]:
    """Each item with the service and directorate its measure belongs to on a day (`service_now`, `directorate_now`),
    and whether anybody is its data provider or measure owner (`has_provider`)."""
    owner = (
        Ownership.objects.current()
        .filter(measure=OuterRef("of_return__measure"), effective_from__lte=on)
        .order_by("-effective_from")
    )
    service = Service.objects.filter(pk=OuterRef("service_now"))
    provider = (
        RoleAssignment.objects.in_force(on)
        .filter(role__in=PROVIDERS)
        .filter(
            Q(measure=OuterRef("of_return__measure"))
            | Q(service=OuterRef("service_now"))
            | Q(measure__isnull=True, service__isnull=True)
        )
    )
    return items.annotate(
        measure_now=F("of_return__measure"),
        service_now=Subquery(owner.values("service")[:1]),
    ).annotate(
        directorate_now=Subquery(service.values("directorate")[:1]),
        has_provider=Exists(provider),
    )


def scopes(measures: Iterable[int], on: date) -> Mapping[int, Scope]:
    """What each measure belongs to on a day, by its primary key: one query."""
    rows = Ownership.objects.current().filter(measure__in=list(measures)).select_related("service")
    found: dict[int, Scope] = {}
    for row in rows.order_by("effective_from"):
        if row.effective_from <= on or row.measure_id not in found:
            found[row.measure_id] = Scope(
                measure=row.measure_id,
                service=row.service_id,
                directorate=row.service.directorate_id,
                body=row.body_id,
                portfolio=row.portfolio_id,
            )
    return found


@dataclass(frozen=True, slots=True)
class Worklist:
    """Some due items with all that is known about their measures. `due` is the day of each stage, by paper."""

    reader: Actor
    items: tuple[DueItem, ...]
    book: Book
    due: Mapping[int, Mapping[str, date]]
    names: Names

    def record(self, item: DueItem) -> MeasureRecord:
        return self.book.measures[item.place.measure_id]

    def period(self, item: DueItem) -> Period:
        return self.record(item).named_period(item.place.starts, item.place.ends)

    def framework(self, item: DueItem) -> Framework:
        return self.book.framework(item.place.ends).framework

    def deadline(self, item: DueItem, stage: str) -> date | None:
        """When a stage is due for an item: the day of its paper; for an item of no paper, the round's earliest."""
        if item.paper_id is not None:
            return self.due.get(item.paper_id, {}).get(stage)
        return min((days[stage] for days in self.due.values() if stage in days), default=None)

    def result(self, item: DueItem) -> Result:
        """The item's measure, judged as the reader may see it today."""
        return result(
            self.book,
            self.record(item),
            self.period(item),
            on=self.reader.on,
            deadline=self.deadline(item, "entered"),
        )

    def service(self, item: DueItem) -> str:
        return self.names.service(self.record(item).ownership(self.reader.on).service_id)

    def body(self, item: DueItem) -> str:
        return self.names.body(item.paper.meeting.body_id) if item.paper else ""


def worklist(reader: Actor, items: QuerySet[DueItem], *permissions: str) -> Worklist:
    """The items over which the reader holds any of the permissions, in the order of their measures."""
    related = ("of_return__measure", "paper__meeting__body", "round__framework", "exception")
    found = list(items.select_related(*related))
    owned = scopes({item.place.measure_id for item in found}, reader.on) if found else {}
    mine = tuple(item for item in found if any(reader.may(p, owned[item.place.measure_id]) for p in permissions))
    return Worklist(
        reader=reader,
        items=mine,
        book=book_for(mine, reader=reader),
        due=deadlines({item.round_id for item in mine}),
        names=names_on(reader.on),
    )


def deadlines(rounds: Iterable[int] | QuerySet[Round]) -> Mapping[int, Mapping[str, date]]:
    """When each stage of each paper of some rounds is due: by the paper's primary key, then the stage's code."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for deadline in Deadline.objects.filter(paper__round__in=rounds):
        found[deadline.paper_id][deadline.stage] = deadline.due
    return found


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to write to."""

    name: str
    email: str


def contacts(measures: Mapping[int, Scope], roles: Sequence[str], on: date) -> Mapping[int, tuple[Contact, ...]]:
    """Who holds the first of the roles that anybody holds over each measure: one query."""
    held = list(
        RoleAssignment.objects.in_force(on)
        .filter(role__in=roles, person__left_on__isnull=True)
        .filter(Q(measure__isnull=False) | Q(service__isnull=False) | Q(directorate__isnull=False))
        .select_related("person")
    )
    return {measure: _nearest(held, scope, roles) for measure, scope in measures.items()}


def _nearest(held: Sequence[RoleAssignment], scope: Scope, roles: Sequence[str]) -> tuple[Contact, ...]:
    for role in roles:
        people: dict[int, Person] = {
            row.person_id: row.person
            for row in held
            if row.role == role
            and (
                (row.measure_id is not None and row.measure_id == scope.measure)
                or (row.service_id is not None and row.service_id == scope.service)
                or (row.directorate_id is not None and row.directorate_id == scope.directorate)
            )
        }
        if people:
            return tuple(Contact(person.name, person.email) for person in people.values())
    return ()


def state_word(state: str) -> str:
    """The word for an item's state."""
    return ITEM.states[state].word


@dataclass(frozen=True, slots=True)
class Suspended:
    """A measure that no round asks for at present, and why."""

    ref: str
    title: str
    since: date
    reason: str


def suspended(reader: Actor, permission: str) -> tuple[Suspended, ...]:
    """The suspended measures over which the reader holds a permission."""
    latest: dict[int, Standing] = {}
    for row in Standing.objects.current().filter(effective_from__lte=reader.on).order_by("effective_from"):
        latest[row.measure_id] = row
    found = {pk: row for pk, row in latest.items() if row.state == "suspended"}
    if not found:
        return ()
    owned = scopes(found, reader.on)
    definitions = MeasureDefinition.objects.current().filter(measure__in=list(found)).select_related("measure")
    titles = {row.measure_id: row for row in definitions.order_by("effective_from")}
    return tuple(
        Suspended(titles[pk].measure.ref, titles[pk].plain_title or titles[pk].title, row.effective_from, row.reason)
        for pk, row in found.items()
        if pk in owned and pk in titles and reader.may(permission, owned[pk])
    )
