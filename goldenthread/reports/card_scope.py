"""What belongs on a card of an objective, a service or a directorate: measures, projects, risks, budget lines, actions.

By objective, what serves any part of it counts, whoever's it is; by service or directorate, what is theirs counts,
whatever it serves. The same thing may so be on several cards, and counts once on each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q, QuerySet

from goldenthread.models import BudgetUse
from goldenthread.reports.homes import thread
from goldenthread.reports.names import names_on
from goldenthread.rules.refusals import Refusal

Kind = Literal["objective", "service", "directorate"]
WORDS: Mapping[str, str] = {"objective": "Objective", "service": "Service", "directorate": "Directorate"}


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a plan as it is called."""

    pk: int
    plan: int
    level: str
    code: str
    title: str
    parent: int | None

    @property
    def words(self) -> str:
        return f"{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Belongs:
    """What is on a card: of an objective the things linked to `elements`, by primary key; otherwise what is of
    `services`, and then `measures`, `projects` and `linked` (risks) are empty.

    `operational` are those measures that show how a service does its work: they hang on another plan's action that
    contributes to the objective.
    """

    kind: Kind
    title: str
    services: frozenset[int] | None
    elements: frozenset[int]
    measures: frozenset[int]
    operational: frozenset[int]
    projects: frozenset[int]
    linked: frozenset[int]
    tree: Tree

    def risks(self, projects: Collection[int]) -> Q:
        """Which statements of risks are on it: the projects' own too."""
        own = Q(risk__in=self.linked) if self.services is None else Q(service__in=self.services)
        return own | Q(project__in=projects)

    def lines(self, on: date, known_at: datetime | None) -> QuerySet[BudgetUse, int] | None:
        """The budget lines that pay for the objective on a day; None where they are chosen by `services`."""
        if self.services is not None:
            return None
        uses = BudgetUse.objects.as_at(known_at).filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
        paid = Q(element__in=self.elements) | Q(measure__in=self.measures) | Q(project__in=self.projects)
        return uses.filter(paid).values_list("line_id", flat=True)


@dataclass(frozen=True, slots=True)
class Tree:
    """Every element of every plan with what serves it on a day, and whose directorate each service is.

    `above` is the parent of each element, or what it contributes to where it has none.
    """

    parts: Mapping[int, Part]
    links: tuple[tuple[int, str, int], ...]
    directorates: Mapping[int, int]
    above: Mapping[int, int]

    def under(self, top: int) -> frozenset[int]:
        """An element, what is below it, and what contributes to any of them, with what is below that."""
        below: dict[int, set[int]] = defaultdict(set)
        for part in self.parts.values():
            if part.parent is not None:
                below[part.parent].add(part.pk)
        for serves, kind, pk in self.links:
            if kind == "element":
                below[serves].add(pk)
        found = edge = {top}
        while edge:
            edge = {pk for one in edge for pk in below[one]} - found
            found = found | edge
        return frozenset(found)

    def serving(self, kind: str, elements: Collection[int]) -> frozenset[int]:
        """The things of a kind (measure, project, risk) that are linked to any of the elements."""
        return frozenset(pk for serves, what, pk in self.links if what == kind and serves in elements)

    def tops(self, wanted: str) -> Mapping[int, Part]:
        """The top of the plan that each thing of a kind serves, by primary key; of several, that of its first link."""
        found: dict[int, Part] = {}
        for serves, kind, pk in self.links:
            if kind == wanted and pk not in found and serves in self.parts:
                found[pk] = self.top(serves)
        return found

    def top(self, element: int) -> Part:
        """The top of the plan above an element; of another plan's action, the top of what it contributes to."""
        seen = {element}
        part = self.parts[element]
        while True:
            above = self.above.get(part.pk)
            if above is None or above in seen or above not in self.parts:
                return part
            seen.add(above)
            part = self.parts[above]


def tree(on: date, known_at: datetime | None = None) -> Tree:
    """The plans and their links on a day, and whose directorate each service is: two queries."""
    plan = thread(on, known_at)
    parts = {
        pk: Part(pk, plan.plans[pk], place.level, place.code, place.title, place.parent_id)
        for pk, place in plan.places.items()
    }
    contributed = {one.pk: one.serves for one in reversed(plan.links) if one.kind == "element"}
    return Tree(
        parts=parts,
        links=tuple((one.serves, one.kind, one.pk) for one in plan.links),
        above=contributed | {part.pk: part.parent for part in parts.values() if part.parent is not None},
        directorates=names_on(on, known_at).directorate_of,
    )


def belongs(kind: Kind, pk: int, title: str, *, on: date, known_at: datetime | None = None) -> Belongs:
    """What is on the card of an objective, a service or a directorate on a day. `title` is what that is called then."""
    found = tree(on, known_at)
    if kind == "objective":
        return _of_objective(pk, found)
    services = {pk} if kind == "service" else {s for s, directorate in found.directorates.items() if directorate == pk}
    if not services & found.directorates.keys():
        raise Refusal("no_such_card", f"There is no such {kind}, or it has no service.")
    nothing = frozenset[int]()
    return Belongs(
        kind=kind,
        title=title,
        services=frozenset(services),
        elements=nothing,
        measures=nothing,
        operational=nothing,
        projects=nothing,
        linked=nothing,
        tree=found,
    )


def _of_objective(pk: int, found: Tree) -> Belongs:
    part = found.parts.get(pk)
    if part is None:
        raise Refusal("no_such_element", "There is no such element in the plan.")
    elements = found.under(pk)
    measures = found.serving("measure", elements)
    strategic = found.serving("measure", {one for one in elements if found.parts[one].plan == part.plan})
    return Belongs(
        kind="objective",
        title=part.words,
        services=None,
        elements=elements,
        measures=measures,
        operational=measures - strategic,
        projects=found.serving("project", elements),
        linked=found.serving("risk", elements),
        tree=found,
    )
