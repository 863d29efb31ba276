"""The items of open rounds, and which of them are whose: what every page of the cycle begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from goldenthread.access import EVERYWHERE, Actor, Scope
from goldenthread.models import (
    BudgetLineVersion,
    Deadline,
    DueItem,
    MeasureDefinition,
    Ownership,
    Person,
    PostHolding,
    ProjectVersion,
    RiskStatement,
    RoleAssignment,
    Round,
    Service,
    Standing,
)
from goldenthread.reports import money_records, project_records, risk_records
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import Book, MeasureRecord
from goldenthread.reports.results import Result, result
from goldenthread.reports.returns import book_for
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import Period
from goldenthread.rules.workflow import FINAL, ITEM

PROVIDERS = ("data_provider", "measure_owner")
MANAGERS = ("project_manager",)
NOT_SUBMITTED = ("due", "entered", "returned")
COUNCIL_WIDE = "Council as a whole"


def open_items() -> QuerySet[DueItem]:
    """The items of rounds still open whose paper is not final."""
    return DueItem.objects.filter(round__closed_at__isnull=True).exclude(paper__state__in=FINAL)


def open_returns() -> QuerySet[DueItem]:
    """Of the open items those that are a measure's return."""
    return open_items().filter(of_return__isnull=False)


def with_owners(items: QuerySet[DueItem], on: date) -> QuerySet[DueItem]:
    """Each item with the service and directorate its thing belongs to on a day (`service_now`, `directorate_now`), the
    post that owns it, of a risk (`owner_now`), and whether anybody is there to hand it in (`has_provider`).
    """
    owner = (
        Ownership.objects.current()
        .filter(measure=OuterRef("of_return__measure"), effective_from__lte=on)
        .order_by("-effective_from")
    )
    project = ProjectVersion.objects.current().filter(project=OuterRef("project"))
    risk = RiskStatement.objects.current().filter(risk=OuterRef("risk"))
    line = (
        BudgetLineVersion.objects.current()
        .filter(line=OuterRef("budget"), effective_from__lte=on)
        .order_by("-effective_from")
    )
    service = Service.objects.filter(pk=OuterRef("service_now"))
    held = RoleAssignment.objects.in_force(on)
    of_service = Q(service=OuterRef("service_now"))
    provider = held.filter(role__in=PROVIDERS).filter(
        Q(measure=OuterRef("of_return__measure")) | of_service | Q(measure__isnull=True, service__isnull=True)
    )
    manager = held.filter(role__in=MANAGERS).filter(Q(project=OuterRef("project")) | of_service)
    return items.annotate(
        measure_now=F("of_return__measure"),
        owner_now=Subquery(risk.values("owner")[:1]),
        service_now=Coalesce(
            Subquery(owner.values("service")[:1]),
            Subquery(project.values("service")[:1]),
            Subquery(risk.values("service")[:1]),
            Subquery(risk.values("owner__service")[:1]),
            Subquery(line.values("service")[:1]),
        ),
    ).annotate(
        directorate_now=Coalesce(
            Subquery(service.values("directorate")[:1]), Subquery(risk.values("owner__directorate")[:1])
        ),
        has_provider=Case(When(of_return__isnull=False, then=Exists(provider)), default=Exists(manager)),
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
class Subject:
    """What an item is of, told alike for every kind: a key of `rules.due_kinds.KINDS`, and the thing's primary key.

    `owner` is the post that owns a risk.
    """

    kind: str
    key: int
    ref: str
    title: str
    scope: Scope
    owner: int | None = None

    @property
    def of_nobody(self) -> bool:
        """Whether it belongs to no service and no directorate, but to the council as a whole."""
        return self.scope.service is None and self.scope.directorate is None


def subjects(items: Sequence[DueItem], on: date) -> Mapping[int, Subject]:
    """What each item is of, by the item's primary key: two queries for returns, one for each other kind there is."""
    found: dict[int, Subject] = {}
    for kind, read in _READERS.items():
        those = [item for item in items if item.kind == kind]
        found |= read(those, on) if those else {}
    return found


def _returned(items: Sequence[DueItem], on: date) -> dict[int, Subject]:
    measures = {item.place.measure_id for item in items}
    owned, told = scopes(measures, on), _definitions(measures)
    return {
        item.pk: Subject("return", pk, told[pk].measure.ref, told[pk].plain_title or told[pk].title, owned[pk])
        for item in items
        if (pk := item.place.measure_id) in owned
    }


def _definitions(measures: Iterable[int]) -> Mapping[int, MeasureDefinition]:
    rows = MeasureDefinition.objects.current().filter(measure__in=list(measures)).select_related("measure")
    return {row.measure_id: row for row in rows.order_by("effective_from")}


def _projects(items: Sequence[DueItem], _: date) -> dict[int, Subject]:
    rows = ProjectVersion.objects.current().filter(project__in=[item.project_id for item in items])
    told = {row.project_id: row for row in rows.select_related("project", "service")}
    return {
        item.pk: Subject("project", row.project_id, row.project.ref, row.title, project_records.scope_of(row))
        for item in items
        for row in (told[item.project_id or 0],)
    }


def _risks(items: Sequence[DueItem], _: date) -> dict[int, Subject]:
    rows = RiskStatement.objects.current().filter(risk__in=[item.risk_id for item in items])
    told = {row.risk_id: row for row in rows.select_related("risk", "service", "owner__service")}
    return {
        item.pk: Subject("risk", row.risk_id, row.risk.ref, row.title, _scope_of_risk(row), row.owner_id)
        for item in items
        for row in (told[item.risk_id or 0],)
    }


def _scope_of_risk(statement: RiskStatement) -> Scope:
    """A risk of no service is signed off where the post that owns it belongs."""
    scope, owner = risk_records.scope_of(statement), statement.owner
    if scope.service is not None or owner is None:
        return scope
    directorate = owner.service.directorate_id if owner.service else owner.directorate_id
    return replace(scope, service=owner.service_id, directorate=directorate)


def _budgets(items: Sequence[DueItem], on: date) -> dict[int, Subject]:
    lines = [item.budget_id for item in items if item.budget_id is not None]
    rows = BudgetLineVersion.objects.current().filter(line__in=lines).select_related("line", "service")
    told: dict[int, BudgetLineVersion] = {}
    for row in rows.order_by("effective_from"):
        if row.effective_from <= on or row.line_id not in told:
            told[row.line_id] = row
    return {
        item.pk: Subject("budget", row.line_id, row.line.code, row.title, money_records.scope_of(row))
        for item in items
        for row in (told[item.budget_id or 0],)
    }


_READERS: Mapping[str, Callable[[Sequence[DueItem], date], dict[int, Subject]]] = {
    "return": _returned,
    "project": _projects,
    "risk": _risks,
    "budget": _budgets,
}


def may(reader: Actor, permission: str, subject: Subject) -> bool:
    """Whether a reader may do something to what an item is of.

    What belongs to the council as a whole has no head of service: whoever approves for the council signs it off.
    """
    if permission == "sign_off" and subject.of_nobody and reader.may("approve", EVERYWHERE):
        return True
    return reader.may(permission, subject.scope)


@dataclass(frozen=True, slots=True)
class Worklist:
    """Some due items with what they are of (`subjects`, by item) and all that is known about their measures. `due` is
    the day of each stage, by paper. `record`, `period` and `result` are for returns alone.
    """

    reader: Actor
    items: tuple[DueItem, ...]
    subjects: Mapping[int, Subject]
    book: Book
    due: Mapping[int, Mapping[str, date]]
    names: Names

    @property
    def returns(self) -> tuple[DueItem, ...]:
        return tuple(item for item in self.items if item.kind == "return")

    def subject(self, item: DueItem) -> Subject:
        return self.subjects[item.pk]

    def record(self, item: DueItem) -> MeasureRecord:
        return self.book.measures[item.place.measure_id]

    def period(self, item: DueItem) -> Period:
        return self.record(item).named_period(item.place.starts, item.place.ends)

    def period_label(self, item: DueItem) -> str:
        """The name of the period it is about: of what is no return, the round's."""
        return self.period(item).label if item.kind == "return" else item.round.label

    def framework(self, item: DueItem) -> Framework:
        return self.book.framework(item.ends).framework

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
        service = self.subject(item).scope.service
        return self.names.service(service) if service is not None else COUNCIL_WIDE

    def body(self, item: DueItem) -> str:
        return self.names.body(item.paper.meeting.body_id) if item.paper else ""


def worklist(reader: Actor, items: QuerySet[DueItem], *permissions: str) -> Worklist:
    """The items over which the reader holds any of the permissions, in the order of their references."""
    related = ("of_return__measure", "paper__meeting__body", "round__framework", "exception")
    found = list(items.select_related(*related))
    owned = subjects(found, reader.on)
    mine = tuple(
        item for item in found if item.pk in owned and any(may(reader, p, owned[item.pk]) for p in permissions)
    )
    return Worklist(
        reader=reader,
        items=mine,
        subjects=owned,
        book=book_for([item for item in mine if item.kind == "return"], reader=reader),
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


def contacts(items: Mapping[int, Subject], on: date, *, heads: bool = False) -> Mapping[int, tuple[Contact, ...]]:
    """Whom to ask for each item, by its primary key; with `heads` the head of service where there is nobody else: the
    holders of the first role that anybody holds over it, or of the post that owns the risk. Two queries.
    """
    fallback = ("head_of_service",) if heads else ()
    held = list(
        RoleAssignment.objects.in_force(on)
        .filter(role__in=(*PROVIDERS, *MANAGERS, "head_of_service"), person__left_on__isnull=True)
        .filter(
            Q(measure__isnull=False)
            | Q(project__isnull=False)
            | Q(service__isnull=False)
            | Q(directorate__isnull=False)
        )
        .select_related("person")
    )
    holders = _holders({subject.owner for subject in items.values() if subject.owner is not None}, on)
    return {
        pk: holders.get(subject.owner or 0) or _nearest(held, subject.scope, (*_ASKED[subject.kind], *fallback))
        for pk, subject in items.items()
    }


_ASKED: Mapping[str, Sequence[str]] = {
    "return": PROVIDERS,
    "project": (*MANAGERS, "head_of_service"),
    "risk": ("head_of_service",),
    "budget": ("head_of_service",),
}


def _holders(posts: Collection[int], on: date) -> Mapping[int, tuple[Contact, ...]]:
    if not posts:
        return {}
    rows = PostHolding.objects.filter(post__in=posts, starts__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))
    found: dict[int, tuple[Contact, ...]] = {}
    for row in rows.select_related("person"):
        found[row.post_id] = (*found.get(row.post_id, ()), Contact(row.person.name, row.person.email))
    return found


def _nearest(held: Sequence[RoleAssignment], scope: Scope, roles: Sequence[str]) -> tuple[Contact, ...]:
    for role in roles:
        people: dict[int, Person] = {
            row.person_id: row.person
            for row in held
            if row.role == role
            and (
                (row.measure_id is not None and row.measure_id == scope.measure)
                or (row.project_id is not None and row.project_id == scope.project)
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
    titles = _definitions(found)
    return tuple(
        Suspended(titles[pk].measure.ref, titles[pk].plain_title or titles[pk].title, row.effective_from, row.reason)
        for pk, row in found.items()
        if pk in owned and pk in titles and reader.may(permission, owned[pk])
    )
