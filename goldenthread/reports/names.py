"""What directorates, services and bodies are called on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.models import DatedName
from goldenthread.reports.reading import read_once


@dataclass(frozen=True, slots=True)
class Names:
    """Names by primary key; a thing without any name is called by its number.

    `directorate_of` is whose each service is, where that was read too.
    """

    directorates: Mapping[int, str]
    services: Mapping[int, str]
    bodies: Mapping[int, str]
    directorate_of: Mapping[int, int] = field(default_factory=dict)

    def directorate(self, pk: int | None) -> str:
        return _called(self.directorates, pk)

    def service(self, pk: int | None) -> str:
        return _called(self.services, pk)

    def body(self, pk: int | None) -> str:
        return _called(self.bodies, pk)


@dataclass(frozen=True, slots=True)
class NameFrom:
    """A name or remit and the day it holds from."""

    words: str
    effective_from: date
    note: str = ""


@read_once
def names_on(day: date, known_at: datetime | None = None) -> Names:
    """What everything was called on a day, as known at a moment (None: now). Before its first name, its first name."""
    directorates: dict[int, str] = {}
    services: dict[int, str] = {}
    bodies: dict[int, str] = {}
    directorate_of: dict[int, int] = {}
    rows = DatedName.objects.as_at(known_at).order_by("effective_from")
    named = ("directorate_id", "service_id", "body_id")
    for effective_from, name, above, *named_by in rows.values_list(
        "effective_from", "name", "service__directorate_id", *named
    ):
        for called, pk in zip((directorates, services, bodies), named_by, strict=True):
            if pk is not None and (effective_from <= day or pk not in called):
                called[pk] = name
        if above is not None:
            directorate_of[named_by[1]] = above
    return Names(directorates, services, bodies, directorate_of)


def name_history() -> dict[tuple[str, int], tuple[NameFrom, ...]]:
    """Every name that holds now or later, oldest first, by kind ("service", …) and primary key."""
    history: dict[tuple[str, int], tuple[NameFrom, ...]] = defaultdict(tuple)
    for row in DatedName.objects.current().order_by("effective_from"):
        for kind, pk in (("directorate", row.directorate_id), ("service", row.service_id), ("body", row.body_id)):
            if pk is not None:
                history[kind, pk] += (NameFrom(row.name, row.effective_from, row.reason),)
    return history


def _called(names: Mapping[int, str], pk: int | None) -> str:
    return "" if pk is None else names.get(pk, str(pk))
