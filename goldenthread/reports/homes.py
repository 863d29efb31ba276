"""Where each measure sits in the plan: its primary home, and the top of the thread above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.models.links import Link
from goldenthread.models.plans import PlanElementVersion


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
    """A measure's primary home and everything above it, from the top of the plan down to the home itself."""

    path: tuple[Place, ...]

    @property
    def top(self) -> Place:
        return self.path[0]

    @property
    def place(self) -> Place:
        return self.path[-1]


def places(known_at: datetime | None = None) -> Mapping[int, Place]:
    """Every element of the plan, by primary key: one query."""
    rows = PlanElementVersion.objects.as_at(known_at).values_list(
        "element_id", "element__level", "element__code", "title", "element__position", "element__parent_id"
    )
    return {row[0]: Place(*row) for row in rows}


def homes(on: date, known_at: datetime | None = None) -> Mapping[int, Home]:
    """The primary home of each measure that has one on a day, by the measure's primary key: two queries."""
    known = places(known_at)
    links = Link.objects.as_at(known_at).filter(
        Q(ends__isnull=True) | Q(ends__gte=on), measure__isnull=False, role="primary", starts__lte=on
    )
    return {
        measure_id: Home(path(element_id, known))
        for measure_id, element_id in links.values_list("measure_id", "serves_id")
    }


def path(element_id: int, known: Mapping[int, Place]) -> tuple[Place, ...]:
    """From the top of the plan down to an element."""
    found: list[Place] = []
    each: int | None = element_id
    while each is not None:
        place = known[each]
        found.append(place)
        each = place.parent_id
    return tuple(reversed(found))
