"""What directorates, services and bodies are called on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.models import DatedName


@dataclass(frozen=True, slots=True)
class Names:
    """Names by primary key; a thing without any name is called by its number."""

    directorates: Mapping[int, str]
    services: Mapping[int, str]
    bodies: Mapping[int, str]

    def directorate(self, pk: int | None) -> str:
        return _called(self.directorates, pk)

    def service(self, pk: int | None) -> str:
        return _called(self.services, pk)

    def body(self, pk: int | None) -> str:
        return _called(self.bodies, pk)


def names_on(day: date, known_at: datetime | None = None) -> Names:
    """What everything was called on a day, as known at a moment (None: now). Before its first name, its first name."""
    directorates: dict[int, str] = {}
    services: dict[int, str] = {}
    bodies: dict[int, str] = {}
    for row in DatedName.objects.as_at(known_at).order_by("effective_from"):
        for called, pk in (
            (directorates, row.directorate_id),
            (services, row.service_id),
            (bodies, row.body_id),
        ):
            if pk is not None and (row.effective_from <= day or pk not in called):
                called[pk] = row.name
    return Names(directorates, services, bodies)


def _called(names: Mapping[int, str], pk: int | None) -> str:
    return "" if pk is None else names.get(pk, str(pk))
