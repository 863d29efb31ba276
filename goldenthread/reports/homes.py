"""Where each measure sits in the plan: its primary home, and the top of the thread above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

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
    """A measure's primary home and everything above it, from the top of the plan down to the home itself."""

    path: tuple[Place, ...]

    @property
    def top(self) -> Place:
        return self.path[0]

    @property
    def place(self) -> Place:
        return self.path[-1]


_PLACE = ("element_id", "element__level", "element__code", "title", "element__position", "element__parent_id")


@read_once
def places(known_at: datetime | None = None) -> Mapping[int, Place]:
    """Every element of the plan, by primary key: one query."""
    return {row[0]: Place(*row) for row in PlanElementVersion.objects.as_at(known_at).values_list(*_PLACE)}


def homes(on: date, known_at: datetime | None = None) -> Mapping[int, Home]:
    """The primary home of each measure that has one on a day, by the measure's primary key: one query."""
    link = "element__served_by"
    rows = (
        PlanElementVersion.objects.as_at(known_at)
        .annotate(
            served=FilteredRelation(
                link,
                condition=known(link, known_at)
                & (Q(**{f"{link}__ends__isnull": True}) | Q(**{f"{link}__ends__gte": on}))
                & Q(**{f"{link}__measure__isnull": False, f"{link}__role": "primary", f"{link}__starts__lte": on}),
            )
        )
        .values_list(*_PLACE, "served__measure_id")
    )
    all_places: dict[int, Place] = {}
    homes_of: dict[int, int] = {}
    for *place, measure_id in rows:
        found = Place(*place)
        all_places[found.element_id] = found
        if measure_id is not None:
            homes_of[measure_id] = found.element_id
    return {measure_id: Home(path(element_id, all_places)) for measure_id, element_id in homes_of.items()}


def path(element_id: int, known: Mapping[int, Place]) -> tuple[Place, ...]:
    """From the top of the plan down to an element."""
    found: list[Place] = []
    each: int | None = element_id
    while each is not None:
        place = known[each]
        found.append(place)
        each = place.parent_id
    return tuple(reversed(found))
