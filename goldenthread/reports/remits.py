"""What each body looks at on a day: its remit's selections laid over measures, projects, risks, budgets and the plan.

A remit that selects nothing gives a body whatever names it as its committee: one committee for each thing. Selections
may give a thing to several bodies. Remits and what they are laid over are dated, so an earlier paper keeps its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from types import MappingProxyType

from django.db.models import Q, QuerySet

from goldenthread.models.cycles import DueItem, Paper
from goldenthread.models.finance import BudgetLineVersion
from goldenthread.models.governance import Remit
from goldenthread.models.links import Link
from goldenthread.models.measure_facts import SetMembership
from goldenthread.models.measures import Ownership
from goldenthread.models.organisation import Service
from goldenthread.models.projects import ProjectVersion
from goldenthread.models.remits import RemitSelection
from goldenthread.models.risks import RiskStatement
from goldenthread.reports.homes import Place, path, places
from goldenthread.reports.monitoring import elsewhere
from goldenthread.reports.reading import read_once
from goldenthread.rules.remits import DEFAULT, Selection, Thing, selects
from goldenthread.rules.workflow import FINAL


@dataclass(frozen=True, slots=True)
class RemitInForce:
    """A body's remit on a day. `selects` is False where it selects nothing, so that `selections` are the usual ones."""

    body: int
    terms: str = ""
    text: str = ""
    effective_from: date | None = None
    selections: tuple[Selection, ...] = DEFAULT
    selects: bool = False


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a body looks at, by primary keys: measures, projects, risks, budget lines, and elements of the plan whose
    assessments it gets. `risk_framework` is how well risk management works as a whole.
    """

    measures: frozenset[int]
    projects: frozenset[int]
    risks: frozenset[int]
    budgets: frozenset[int]
    elements: frozenset[int]
    risk_framework: bool


def what_is_theirs(
    body: int, on: date, *, as_of: date | None = None, known_at: datetime | None = None, everything: bool = False
) -> Theirs:
    """What a body looks at by its remit of a day; with `everything`, all there is.

    `as_of` is the day whose owners, services and homes count, where it is another: the last day of the period. A fixed
    number of queries.
    """
    remit = RemitInForce(body, selections=_ALL) if everything else remits_on(on, known_at)[body]
    return things(as_of or on, known_at).of(remit)


def theirs_in(paper: Paper, known_at: datetime | None = None) -> Theirs:
    """What a paper holds: its body's remit on the day of the meeting, over things as they were at the period's end."""
    return what_is_theirs(
        paper.meeting.body_id,
        paper.meeting.day,
        as_of=paper.round.ends,
        known_at=known_at,
        everything=paper.sees_everything,
    )


def looks_at(paper: Paper, known_at: datetime | None = None) -> frozenset[str]:
    """The kinds of things that a paper's body looks at on the day of its meeting (`rules.remits.KINDS`)."""
    remit = RemitInForce(0, selections=_ALL)
    if not paper.sees_everything:
        remit = remits_on(paper.meeting.day, known_at)[paper.meeting.body_id]
    return frozenset(each.kind for each in remit.selections)


_ALL = (*(Selection(each.kind) for each in DEFAULT), Selection("risk_framework"))


class _Remits(defaultdict[int, RemitInForce]):
    """Remits by body; a body without any has the usual one."""

    def __missing__(self, body: int) -> RemitInForce:
        return RemitInForce(body)


@read_once
def remits_on(on: date, known_at: datetime | None = None) -> Mapping[int, RemitInForce]:
    """Every body's remit in force on a day, by primary key: two queries."""
    last: dict[int, Remit] = {}
    for remit in Remit.objects.as_at(known_at).filter(effective_from__lte=on).order_by("effective_from"):
        last[remit.body_id] = remit
    selected: dict[int, list[Selection]] = defaultdict(list)
    for row in RemitSelection.objects.filter(remit__in=[remit.pk for remit in last.values()]):
        selected[row.remit_id].append(selection_of(row))
    found = _Remits()
    for body, remit in last.items():
        own = tuple(selected[remit.pk])
        found[body] = RemitInForce(body, remit.terms, remit.text, remit.effective_from, own or DEFAULT, bool(own))
    return found


def selection_of(row: RemitSelection) -> Selection:
    """A stored selection in the words of the rules."""
    pk = row.element_id or row.service_id or row.directorate_id or row.portfolio_id or row.measure_id
    return Selection(row.kind, row.over, pk, row.indicator_set)


_NONE: Mapping[int, Thing] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Things:
    """Everything that remits are laid over, as it was on a day, by primary key."""

    measures: Mapping[int, Thing] = field(default_factory=lambda: _NONE)
    projects: Mapping[int, Thing] = field(default_factory=lambda: _NONE)
    risks: Mapping[int, Thing] = field(default_factory=lambda: _NONE)
    budgets: Mapping[int, Thing] = field(default_factory=lambda: _NONE)
    elements: Mapping[int, Thing] = field(default_factory=lambda: _NONE)

    def of(self, remit: RemitInForce) -> Theirs:
        """What a remit gives its body."""

        def chosen(kind: str, all_of_them: Mapping[int, Thing]) -> frozenset[int]:
            return frozenset(
                pk for pk, thing in all_of_them.items() if selects(remit.selections, kind, thing, remit.body)
            )

        return Theirs(
            measures=chosen("measures", self.measures),
            projects=chosen("projects", self.projects),
            risks=chosen("risks", self.risks),
            budgets=chosen("money", self.budgets),
            elements=chosen("assessments", self.elements),
            risk_framework=any(each.kind == "risk_framework" for each in remit.selections),
        )


@read_once
def things(on: date, known_at: datetime | None = None) -> Things:
    """Measures, projects, risks, budget lines and elements as they were on a day: eight queries."""
    directorates = dict(Service.objects.values_list("pk", "directorate_id"))
    plan = _Plan(on, known_at)
    measures = _measures(on, known_at, directorates, plan)
    projects = _projects(known_at, directorates, plan)
    return Things(
        measures=measures,
        projects=projects,
        risks=_risks(known_at, directorates, plan, projects),
        budgets=_budgets(on, known_at, directorates, measures),
        elements=plan.things(measures),
    )


class _Plan:
    """Where things sit in the plan on a day: two queries."""

    def __init__(self, on: date, known_at: datetime | None) -> None:
        self.places: Mapping[int, Place] = places(known_at)
        self.measures: dict[int, set[int]] = defaultdict(set)
        self.projects: dict[int, set[int]] = defaultdict(set)
        self.risks: dict[int, set[int]] = defaultdict(set)
        above = {pk: {place.element_id for place in path(pk, self.places)} for pk in self.places}
        links = Link.objects.as_at(known_at).filter(starts__lte=on).exclude(ends__lt=on).exclude(role="contributes")
        for element, measure, project, risk in links.values_list("serves", "measure", "project", "risk"):
            for found, pk in ((self.measures, measure), (self.projects, project), (self.risks, risk)):
                if pk is not None:
                    found[pk] |= above.get(element, set())
        self.above = above

    def things(self, measures: Mapping[int, Thing]) -> dict[int, Thing]:
        """Each element with everything above it; its bodies are those of the measures at home in it."""
        bodies: dict[int, set[int]] = defaultdict(set)
        for thing in measures.values():
            for element in thing.elements:
                bodies[element].update(thing.bodies)
        return {pk: Thing(bodies=frozenset(bodies[pk]), elements=above) for pk, above in self.above.items()}


def _measures(on: date, known_at: datetime | None, directorates: Mapping[int, int], plan: _Plan) -> dict[int, Thing]:
    owned: dict[int, Ownership] = {}
    for row in Ownership.objects.as_at(known_at).order_by("effective_from"):
        if row.effective_from <= on or row.measure_id not in owned:
            owned[row.measure_id] = row
    moved = elsewhere(on, known_at)
    sets: dict[int, set[str]] = defaultdict(set)
    memberships = SetMembership.objects.as_at(known_at).filter(starts__lte=on).exclude(ends__lt=on)
    for measure, code in memberships.values_list("measure", "indicator_set__code"):
        sets[measure].add(code)
    return {
        pk: Thing(
            bodies=_one(row.body_id),
            elements=plan.measures[pk],
            service=row.service_id,
            directorate=directorates[row.service_id],
            portfolio=row.portfolio_id,
            measure=pk,
            sets=sets[pk],
        )
        for pk, row in owned.items()
        if pk not in moved
    }


def _projects(known_at: datetime | None, directorates: Mapping[int, int], plan: _Plan) -> dict[int, Thing]:
    rows = ProjectVersion.objects.as_at(known_at).values_list("project", "body", "service", "portfolio")
    return {
        pk: Thing(
            bodies=_one(body),
            elements=plan.projects[pk],
            service=service,
            directorate=directorates[service],
            portfolio=portfolio,
        )
        for pk, body, service, portfolio in rows
    }


def _risks(
    known_at: datetime | None, directorates: Mapping[int, int], plan: _Plan, projects: Mapping[int, Thing]
) -> dict[int, Thing]:
    """A risk that names no body is of its project's."""
    rows = RiskStatement.objects.as_at(known_at).values_list("risk", "body", "service", "project")
    return {
        pk: Thing(
            bodies=_one(body) or projects.get(project or 0, Thing()).bodies,
            elements=plan.risks[pk],
            service=service,
            directorate=directorates.get(service or 0),
        )
        for pk, body, service, project in rows
    }


def _budgets(
    on: date, known_at: datetime | None, directorates: Mapping[int, int], measures: Mapping[int, Thing]
) -> dict[int, Thing]:
    """A budget line is of the bodies that own a measure of its service."""
    services: dict[int, int] = {}
    rows = BudgetLineVersion.objects.as_at(known_at).order_by("effective_from")
    for line, service, effective_from in rows.values_list("line", "service", "effective_from"):
        if effective_from <= on or line not in services:
            services[line] = service
    bodies: dict[int | None, set[int]] = defaultdict(set)
    for thing in measures.values():
        bodies[thing.service].update(thing.bodies)
    return {
        pk: Thing(bodies=frozenset(bodies[service]), service=service, directorate=directorates[service])
        for pk, service in services.items()
    }


def _one(body: int | None) -> tuple[int, ...]:
    return () if body is None else (body,)


# Papers ---------------------------------------------------------------------------------------------------------------


def bodies_of_measures(
    on: date, *, as_of: date | None = None, known_at: datetime | None = None
) -> Mapping[int, tuple[int, ...]]:
    """The bodies that look at each measure on a day, by the measure's primary key: those whose remit gives it to them,
    and the one it names where that one's remit selects nothing. `as_of` as in `what_is_theirs`.
    """
    over = things(as_of or on, known_at)
    remits = remits_on(on, known_at)
    found: dict[int, list[int]] = defaultdict(list)
    for body in {*remits, *(body for thing in over.measures.values() for body in thing.bodies)}:
        for measure in over.of(remits[body]).measures:
            found[measure].append(body)
    return {measure: tuple(sorted(bodies)) for measure, bodies in found.items()}


@dataclass(frozen=True, slots=True)
class Shares:
    """Which papers of a round hold which things."""

    theirs: Mapping[int, Theirs]
    papers: tuple[Paper, ...]

    def first_with(self, kind: str, pk: int) -> Paper | None:
        """The paper whose deadlines a thing keeps: of those that hold it, the one with the earliest meeting.

        `kind` is measures, projects, risks or budgets. None where it is in no paper.
        """
        return next(iter(self.holding(kind, pk)), None)

    def holding(self, kind: str, pk: int) -> tuple[Paper, ...]:
        """Every paper that holds a thing, that of the earliest meeting first."""
        return tuple(paper for paper in self.papers if pk in getattr(self.theirs[paper.pk], kind))


def shares(papers: Iterable[Paper], as_of: date, known_at: datetime | None = None) -> Shares:
    """What each of a round's papers holds: a fixed number of queries for each meeting day."""
    in_order = tuple(sorted(papers, key=lambda paper: (paper.meeting.day, paper.stop, paper.pk)))
    over = things(as_of, known_at)
    remits = {day: remits_on(day, known_at) for day in {paper.meeting.day for paper in in_order}}
    theirs = {}
    for paper in in_order:
        body = paper.meeting.body_id
        whole = RemitInForce(body, selections=_ALL)
        theirs[paper.pk] = over.of(whole if paper.sees_everything else remits[paper.meeting.day][body])
    return Shares(theirs, in_order)


def locked_papers_of(item: DueItem) -> tuple[Paper, ...]:
    """The papers that the Leadership Team has locked with this item in them, where all that hold it are locked and none
    is final: what comes now is late, and may be tabled instead of reopening them.
    """
    if item.state != "approved" or item.is_final:
        return ()
    papers = list(item.round.papers.exclude(state__in=FINAL).select_related("meeting", "round"))
    if all(paper.locked_at is None for paper in papers):
        return ()
    held = shares(papers, item.round.ends).holding(*share_of(item))
    return held if all(paper.locked_at is not None for paper in held) else ()


def share_of(item: DueItem) -> tuple[str, int]:
    """What an item is of, as `Shares` asks for it: the kind, and the primary key of the thing."""
    if item.of_return is not None:
        return "measures", item.of_return.measure_id
    kinds = (("projects", item.project_id), ("risks", item.risk_id), ("budgets", item.budget_id))
    return next((kind, pk) for kind, pk in kinds if pk is not None)


def items_held(paper: Paper, known_at: datetime | None = None) -> QuerySet[DueItem]:
    """Every item of the round that a paper holds: those whose deadlines it gives, and those of an earlier paper too."""
    held = [Q(**{column: pks}) for column, pks in scoped(theirs_in(paper, known_at)).items()]
    return DueItem.objects.filter(reduce(or_, held), round=paper.round_id)


def scoped(theirs: Theirs) -> Mapping[str, Collection[int]]:
    """The same by the names of the columns of a due item's thing, for a query."""
    return {
        "of_return__measure__in": theirs.measures,
        "project__in": theirs.projects,
        "risk__in": theirs.risks,
        "budget__in": theirs.budgets,
    }
