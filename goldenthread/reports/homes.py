"""Where everything sits in the plan: what is linked to what, primary homes, and the top of the thread above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from goldenthread.models.plans import PlanElementVersion
from goldenthread.models.versions import known
from goldenthread.reports.reading import read_once


@dataclass(frozen=True, slots=True)
class Place:
    """An element of the plan as it was called."""

    element_id: int
    level: str
    code: str
    title: str
    position: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """The primary home of something and everything above it, from the top of the plan down to the home itself."""

    path: tuple[Place, ...]

    @property
    def top(self) -> Place:
        return self.path[0]

    @property
    def place(self) -> Place:
        return self.path[-1]


_PLACE = ("element_id", "element__level", "element__code", "title", "element__position", "element__parent_id")
_KINDS = ("element", "measure", "project", "risk")


class Joined(NamedTuple):
    """A link: the element of the plan, the kind and primary key of what serves it or bears on it, and how."""

    serves: int
    kind: str
    pk: int
    role: str


@dataclass(frozen=True, slots=True)
class Thread:
    """The plans as they are called at a moment, and the links that run on a day, primary ones first.

    `plans` is the plan each element is of. All by primary key.
    """

    places: Mapping[int, Place]
    plans: Mapping[int, int]
    links: tuple[Joined, ...]

    def homes(self, kind: str) -> Mapping[int, Home]:
        """The primary home of each thing of a kind that has one."""
        found = {one.pk: one.serves for one in self.links if one.kind == kind and one.role == "primary"}
        return {pk: Home(path(element, self.places)) for pk, element in found.items()}


@read_once
def thread(on: date, known_at: datetime | None = None) -> Thread:
    """Every element of every plan, and what it is linked to on a day: one query."""
    link = "element__served_by"
    runs = Q(**{f"{link}__ends__isnull": True}) | Q(**{f"{link}__ends__gte": on})
    rows = (
        PlanElementVersion.objects.as_at(known_at)
        .annotate(
            served=FilteredRelation(link, condition=known(link, known_at) & runs & Q(**{f"{link}__starts__lte": on}))
        )
        .values_list(
            *_PLACE, "element__plan_id", "served__pk", "served__role", *(f"served__{kind}_id" for kind in _KINDS)
        )
    )
    places: dict[int, Place] = {}
    plans: dict[int, int] = {}
    links: list[tuple[int, Joined]] = []
    for *place, plan, link_pk, role, element, measure, project, risk in rows:
        found = places.setdefault(place[0], Place(*place))
        plans[found.element_id] = plan
        ends = zip(_KINDS, (element, measure, project, risk), strict=True)
        links += [(link_pk, Joined(found.element_id, kind, pk, role)) for kind, pk in ends if pk is not None]
    ordered = sorted(sorted(links), key=lambda one: one[1].role, reverse=True)
    return Thread(places, plans, tuple(joined for _, joined in ordered))


@read_once
def places(known_at: datetime | None = None) -> Mapping[int, Place]:
    """Every element of the plan, by primary key: one query."""
    return {row[0]: Place(*row) for row in PlanElementVersion.objects.as_at(known_at).values_list(*_PLACE)}


def homes(on: date, known_at: datetime | None = None) -> Mapping[int, Home]:
    """The primary home of each measure that has one on a day, by the measure's primary key: one query."""
    return thread(on, known_at).homes("measure")


def path(element_id: int, known: Mapping[int, Place]) -> tuple[Place, ...]:
    """From the top of the plan down to an element."""
    found: list[Place] = []
    each: int | None = element_id
    while each is not None:
        place = known[each]
        found.append(place)
        each = place.parent_id
    return tuple(reversed(found))
