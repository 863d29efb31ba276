"""The plan as an outline, and the golden thread through any element, measure or project: up, down, what hangs there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from django.db.models import FilteredRelation, QuerySet

from goldenthread.access import Actor
from goldenthread.models import (
    Link,
    MeasureDefinition,
    Plan,
    PlanElement,
    PlanElementVersion,
    Post,
    ProjectStanding,
    ProjectVersion,
    ServicePlanStanding,
    Standing,
)
from goldenthread.models.versions import known
from goldenthread.reports.closed import closed_action_titles, closed_actions, closed_projects
from goldenthread.reports.marks import open_text
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import frameworks
from goldenthread.rules.framework import Level, ServicePlans
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import cycle_words

_BY_DATE: Final = ("effective_from", "joined__effective_from")


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan and its years. `within` is the service plan, and the team's plan below it, where it is one of these."""

    pk: int
    title: str
    starts: date
    ends: date
    approval: str
    within: tuple[PlanStep, ...] = ()
    stage: str = ""
    approved: bool = True

    def cycle(self, on: date) -> str:
        """The year and stage of what is in this plan: "2026/27, Do"."""
        return cycle_words(self.starts, self.ends, on, self.stage)


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A service plan or a team's plan on the way up from an action; `level` is the council's word for it."""

    pk: int
    level: str
    title: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element on a day. `level` is the council's word; `gap` says what is missing under it, or is empty.

    `cycle` is its year and stage: "2026/27, Do".
    """

    pk: int
    plan: PlanCard
    level_code: str
    level: str
    code: str
    title: str
    description: str
    owner: str
    service: str
    starts: date
    ends: date | None
    gap: str
    cycle: str


@dataclass(frozen=True, slots=True)
class HangingMeasure:
    """A measure that serves an element: as its home, or as a contribution (`role`)."""

    pk: int
    ref: str
    title: str
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class HangingProject:
    """A project that serves an element: as its home, or as a contribution (`role`)."""

    pk: int
    ref: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Node:
    """An element in the outline, with what is under it.

    `under` are the measures here and below, `projects_under` the projects, by primary key. `actions` are what
    contributes to it from elsewhere, such as actions of service plans.
    """

    element: Element
    measures: tuple[HangingMeasure, ...]
    projects: tuple[HangingProject, ...]
    children: tuple[Node, ...]
    actions: tuple[Element, ...]
    under: frozenset[int]
    projects_under: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan from the top. `loose` are live measures that serve nothing in any plan."""

    plan: PlanCard
    lead: str
    nodes: tuple[Node, ...]
    loose: tuple[HangingMeasure, ...]
    others: tuple[PlanCard, ...]

    def walk(self) -> Iterator[Node]:
        """Every node, each before what is under it."""
        yield from _walk(self.nodes)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


@dataclass(frozen=True, slots=True)
class Path:
    """One way up from an element: `steps` from the top down, the last one being what is directly served."""

    role: str
    steps: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class OldTitle:
    """What an element was called, and until which day."""

    title: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Thread:
    """An element: every path up, what serves it below, what hangs here, and where it came from."""

    element: Element
    paths: tuple[Path, ...]
    node: Node
    contributing: tuple[Element, ...]
    predecessors: tuple[Element, ...]
    successors: tuple[Element, ...]
    old_titles: tuple[OldTitle, ...]


def outline(
    *,
    reader: Actor,
    on: date,
    plan: int | None = None,
    known_at: datetime | None = None,
) -> Outline | None:
    """A plan as an outline on a day: the one named, or the one in force; None where there is none."""
    reader.signed_in  # noqa: B018  # the plan is for everybody who is signed in
    book = _Book(reader, on, known_at, reader.is_officer, closed_projects(reader, known_at).keys())
    cards = {pk: card for pk, card in book.plans.items() if not card.within}
    chosen = cards.get(plan) if plan is not None else _in_force(cards.values(), on)
    if chosen is None:
        return None
    nodes = book.nodes(chosen.pk)
    loose = tuple(book.hanging[pk] for pk in sorted(book.loose, key=lambda pk: book.hanging[pk].ref))
    others = tuple(card for card in cards.values() if card.pk != chosen.pk)
    return Outline(chosen, _lead(nodes, loose), nodes, loose, others)


def thread(*, reader: Actor, on: date, element: int, known_at: datetime | None = None) -> Thread:
    """The golden thread through one element, whatever its plan or dates."""
    reader.signed_in  # noqa: B018
    book = _Book(reader, on, known_at, reader.is_officer, closed_projects(reader, known_at).keys())
    row = book.rows.get(element)
    if row is None or not book.sees(row):
        raise Refusal("no_such_element", "There is no such element in the plan.")
    return Thread(
        element=book.element(row),
        paths=book.paths(element),
        node=book.node(row),
        contributing=book.actions(element),
        predecessors=book.chain(row),
        successors=tuple(book.element(one) for one in book.rows.values() if one.predecessor_id == element),
        old_titles=() if element in closed_action_titles(reader, known_at) else _old_titles(element),
    )


def thread_of_measure(*, reader: Actor, on: date, measure: int, known_at: datetime | None = None) -> tuple[Path, ...]:
    """Every path from a measure up to the top of a plan, its home first; empty where it serves nothing."""
    reader.signed_in  # noqa: B018
    return _Book(reader, on, known_at).paths_of_measure(measure)


def thread_of_project(*, reader: Actor, on: date, project: int, known_at: datetime | None = None) -> tuple[Path, ...]:
    """Every path from a project up to the top of a plan, its home first; empty where it serves nothing."""
    reader.signed_in  # noqa: B018
    return _Book(reader, on, known_at).paths_of_project(project)


def threads_up(*, reader: Actor, on: date, elements: Collection[int]) -> dict[int, tuple[Element, ...]]:
    """For each element its thread from the top of the plan down to itself, by its home or else by what it contributes
    to, through as many plans as there are."""
    reader.signed_in  # noqa: B018
    book = _Book(reader, on, None)
    return {pk: book.whole_thread(pk) for pk in elements}


def measures_under(*, reader: Actor, on: date, known_at: datetime | None = None) -> dict[int, frozenset[int]]:
    """For every element running on a day, the measures that serve it or anything below it: for roll-up counts."""
    reader.signed_in  # noqa: B018
    book = _Book(reader, on, known_at)
    return {node.element.pk: node.under for plan in book.plans for node in _walk(book.nodes(plan))}


def _in_force(cards: Iterable[PlanCard], on: date) -> PlanCard | None:
    """The plan of the day; else the next to start; else the last."""
    ordered = sorted(cards, key=lambda card: card.starts)
    now = [card for card in ordered if card.starts <= on <= card.ends]
    later = [card for card in ordered if card.starts > on]
    return next(iter(now + later), ordered[-1] if ordered else None)


def _lead(nodes: tuple[Node, ...], loose: tuple[HangingMeasure, ...]) -> str:
    """The sentence the page opens with."""
    everything = list(_walk(nodes))
    if not everything:
        return "This plan has no elements yet."
    gaps = sum(1 for node in everything if node.element.gap)
    measures = len(frozenset().union(*(node.under for node in nodes)))
    served = f"{len(everything)} {'part' if len(everything) == 1 else 'parts'} of this plan"
    projects = len(frozenset().union(*(node.projects_under for node in nodes)))
    said = [f"{measures} {'measure serves' if measures == 1 else 'measures serve'} the {served}"]
    if projects:
        said[0] = f"{_counted(measures, 'measure')} and {_counted(projects, 'project')} serve the {served}"
    if gaps:
        said.append(f"{gaps} {'part has' if gaps == 1 else 'parts have'} nothing to show how it is going")
    if loose:
        said.append(f"{len(loose)} {'measure serves' if len(loose) == 1 else 'measures serve'} nothing")
    return "; ".join(said) + "."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _old_titles(element: int) -> tuple[OldTitle, ...]:
    versions = list(PlanElementVersion.objects.filter(element=element).order_by("number"))
    return tuple(
        OldTitle(old.title, new.recorded_at, new.reason) for old, new in pairwise(versions) if old.title != new.title
    )


@dataclass(slots=True)
class _Book:
    """All plans read once: rows of elements, their words, links, measures and projects on a day."""

    reader: Actor
    on: date
    known_at: datetime | None
    sees_drafts: bool = True
    closed: Collection[int] = ()
    plans: dict[int, PlanCard] = field(init=False)
    rows: dict[int, PlanElement] = field(init=False)
    words: dict[int, PlanElementVersion] = field(init=False)
    hanging: dict[int, HangingMeasure] = field(init=False)
    here: dict[int, list[HangingMeasure]] = field(init=False)
    homes: dict[int, list[Link]] = field(init=False)
    projects_here: dict[int, list[HangingProject]] = field(init=False)
    homes_of_projects: dict[int, list[Link]] = field(init=False)
    served: dict[int, list[int]] = field(init=False)
    contributors: dict[int, list[int]] = field(init=False)
    loose: set[int] = field(init=False)
    _children: dict[int | None, list[PlanElement]] = field(init=False)
    _levels: dict[str, Level] = field(init=False)
    _called: ServicePlans = field(init=False)
    _names: Names = field(init=False)

    def __post_init__(self) -> None:
        self._read_levels()
        self._read_plans()
        self._read_elements()
        self._children = defaultdict(list)
        for row in self.rows.values():
            self._children[row.parent_id].append(row)
        self._names = names_on(self.on, self.known_at)
        self._read_measures()
        self._read_links()

    def _read_levels(self) -> None:
        versions = frameworks(self.known_at)
        self._levels = {level.code: level for level in versions[-1].framework.levels} if versions else {}
        self._called = versions[-1].framework.service_plans if versions else ServicePlans()

    def _read_elements(self) -> None:
        rows = self._joined(PlanElement.objects.all(), "versions", "joined__owner")
        self.rows = {row.pk: row for row, _ in rows}
        self.words = {row.pk: version for row, version in rows if version is not None}
        titles = closed_action_titles(self.reader, self.known_at)
        for pk, ground in closed_actions(self.reader, self.known_at).items():
            if pk in self.words:
                self.words[pk].description = open_text(self.words[pk].description, ground)
                self.words[pk].title = open_text(self.words[pk].title, titles.get(pk))

    def _read_plans(self) -> None:
        plans = self._joined(Plan.objects.all(), "service_plan__standings", "joined__service_plan__above__plan")
        self.plans = {plan.pk: self._card(plan, standing) for plan, standing in plans}

    def _joined(self, rows: QuerySet[Any], path: str, *more: str, order: Sequence[str] = ()) -> list[tuple[Any, Any]]:
        """Rows, each with what is known of it at the end of a path (None where there is nothing): one query."""
        found = rows.annotate(joined=FilteredRelation(path, condition=known(path, self.known_at)))
        found = found.order_by(*order) if order else found
        return [(row, getattr(row, "joined", None)) for row in found.select_related("joined", *more)]

    def _card(self, plan: Plan, standing: ServicePlanStanding | None) -> PlanCard:
        if standing is None:
            return _card(plan)
        one, above = standing.service_plan, standing.service_plan.above
        here = PlanStep(one.pk, self._called.team_name if above else self._called.name, plan.title)
        before = (PlanStep(above.pk, self._called.name, above.plan.title),) if above else ()
        approved = standing.status == "approved"
        return PlanCard(
            plan.pk, plan.title, plan.starts, plan.ends, "", (*before, here), standing.stage, approved=approved
        )

    def sees(self, row: PlanElement) -> bool:
        """Whether the reader may see an element: what a service plan's draft says is for officers."""
        return self.sees_drafts or self.plans[row.plan_id].approved

    def actions(self, pk: int) -> tuple[Element, ...]:
        """What contributes to an element on the day."""
        rows = (self.rows[each] for each in self.contributors[pk])
        return tuple(self.element(row) for row in rows if self.runs(row) and self.sees(row))

    def _read_measures(self) -> None:
        standings: dict[int, Standing] = {}
        definitions: dict[int, MeasureDefinition] = {}
        told = MeasureDefinition.objects.as_at(self.known_at)
        for row, standing in self._joined(told, "measure__standings", "measure", order=_BY_DATE):
            if standing is not None and standing.effective_from <= self.on:
                standings[row.measure_id] = standing
            if row.effective_from <= self.on or row.measure_id not in definitions:
                definitions[row.measure_id] = row
        self.hanging = {
            pk: HangingMeasure(
                pk, row.measure.ref, row.title, "primary", standings[pk].state if pk in standings else "live"
            )
            for pk, row in definitions.items()
        }

    def _read_links(self) -> None:
        self.here, self.homes = defaultdict(list), defaultdict(list)
        self.projects_here, self.homes_of_projects = defaultdict(list), defaultdict(list)
        projects = self._projects()
        self.served, self.contributors = defaultdict(list), defaultdict(list)
        for link in Link.objects.as_at(self.known_at).order_by("-role", "measure__ref", "project__ref", "pk"):
            if link.starts > self.on or (link.ends is not None and link.ends < self.on):
                continue
            if link.measure_id is not None and link.measure_id in self.hanging:
                measure = self.hanging[link.measure_id]
                self.homes[link.measure_id].append(link)
                if measure.state != "retired":
                    self.here[link.serves_id].append(
                        HangingMeasure(measure.pk, measure.ref, measure.title, link.role, measure.state)
                    )
            elif link.project_id is not None and link.project_id in projects:
                project = projects[link.project_id]
                self.homes_of_projects[project.project_id].append(link)
                self.projects_here[link.serves_id].append(
                    HangingProject(project.project_id, project.project.ref, project.title, link.role)
                )
            elif link.element_id is not None:
                self.served[link.element_id].append(link.serves_id)
                self.contributors[link.serves_id].append(link.element_id)
        live = (pk for pk, measure in self.hanging.items() if measure.state in ("live", "suspended"))
        self.loose = {pk for pk in live if pk not in self.homes}

    def _projects(self) -> dict[int, ProjectVersion]:
        """What each project says that has not been given up, by the project's primary key."""
        given_up = ProjectStanding.objects.as_at(self.known_at).filter(
            state__in=("deleted", "replaced"), effective_from__lte=self.on
        )
        rows = ProjectVersion.objects.as_at(self.known_at).exclude(project__in=given_up.values("project"))
        rows = rows.exclude(project__in=self.closed)
        return {row.project_id: row for row in rows.select_related("project")}

    def runs(self, row: PlanElement) -> bool:
        """Whether an element is shown on the day: what ended before is history."""
        return row.ends is None or row.ends >= self.on

    def element(self, row: PlanElement) -> Element:
        words = self.words.get(row.pk)
        owner: Post | None = words.owner if words else None
        return Element(
            pk=row.pk,
            plan=self.plans[row.plan_id],
            level_code=row.level,
            level=self._levels[row.level].name if row.level in self._levels else row.level,
            code=row.code,
            title=words.title if words else row.code,
            description=words.description if words else "",
            owner=owner.title if owner else "",
            service=self._names.service(words.service_id if words else None),
            starts=row.starts,
            ends=row.ends,
            gap=self._gap(row),
            cycle=self.plans[row.plan_id].cycle(self.on),
        )

    def _gap(self, row: PlanElement) -> str:
        """What is missing where nothing at all shows how an element is going; actions of services need no measure."""
        shown = (
            self.here[row.pk]
            or self.projects_here[row.pk]
            or self.contributors[row.pk]
            or any(map(self.runs, self._children[row.pk]))
        )
        level = self._levels.get(row.level)
        if shown or level is None or level.kind != "plan_element":
            return ""
        return f"This {level.name.lower()} has {'nothing under it' if row.parent_id is None else 'no measure'}."

    def nodes(self, plan: int) -> tuple[Node, ...]:
        top = (row for row in self._children[None] if row.plan_id == plan and self.runs(row))
        return tuple(self.node(row) for row in top)

    def node(self, row: PlanElement) -> Node:
        children = tuple(self.node(child) for child in self._children[row.pk] if self.runs(child))
        measures, projects = tuple(self.here[row.pk]), tuple(self.projects_here[row.pk])
        return Node(
            element=self.element(row),
            measures=measures,
            projects=projects,
            children=children,
            actions=self.actions(row.pk),
            under=frozenset(each.pk for each in measures).union(*(child.under for child in children)),
            projects_under=frozenset(each.pk for each in projects).union(*(child.projects_under for child in children)),
        )

    def paths(self, pk: int) -> tuple[Path, ...]:
        """Every way up: by its parents first, then by what it contributes to. An element at the top has none."""
        row = self.rows[pk]
        above = [Path("primary", self._up(row.parent_id))] if row.parent_id else []
        return (*above, *(Path("contributes", self._up(served)) for served in self.served[pk]))

    def paths_of_measure(self, pk: int) -> tuple[Path, ...]:
        return tuple(Path(link.role, self._up(link.serves_id)) for link in self.homes[pk])

    def paths_of_project(self, pk: int) -> tuple[Path, ...]:
        return tuple(Path(link.role, self._up(link.serves_id)) for link in self.homes_of_projects[pk])

    def _up(self, pk: int | None) -> tuple[Element, ...]:
        steps: list[Element] = []
        while pk is not None:
            row = self.rows[pk]
            steps.append(self.element(row))
            pk = row.parent_id
        return tuple(reversed(steps))

    def whole_thread(self, pk: int) -> tuple[Element, ...]:
        """From the top of the topmost plan down to an element; the first contribution leads on to the plan above."""
        found: tuple[Element, ...] = ()
        seen: set[int] = set()
        while pk not in seen:
            seen.add(pk)
            found = (*self._up(pk), *found)
            served = next(iter(self.served[pk] or self.served[found[0].pk]), None)
            pk = pk if served is None else served
        return found

    def chain(self, row: PlanElement) -> tuple[Element, ...]:
        """What an element continues, the nearest first."""
        found: list[Element] = []
        seen = {row.pk}
        before = row.predecessor_id
        while before is not None and before not in seen:
            seen.add(before)
            found.append(self.element(self.rows[before]))
            before = self.rows[before].predecessor_id
        return tuple(found)


def _card(plan: Plan) -> PlanCard:
    said = f"Approved by {plan.approved_by}" if plan.approved_by else ""
    if said and plan.approved_on:
        said += f" on {day_words(plan.approved_on)}"
    return PlanCard(plan.pk, plan.title, plan.starts, plan.ends, said)
