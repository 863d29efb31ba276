"""Directorates, services and posts, and who holds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import (
    Directorate,
    Ownership,
    Post,
    PostHolding,
    Service,
)
from goldenthread.reports.names import NameFrom, Names, name_history, names_on


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service with every name it has had or will have."""

    pk: int
    code: str
    name: str
    names: tuple[NameFrom, ...]
    starts: date
    ends: date | None
    measures: int


@dataclass(frozen=True, slots=True)
class DirectorateRow:
    """A directorate and its services."""

    pk: int
    code: str
    name: str
    names: tuple[NameFrom, ...]
    starts: date
    ends: date | None
    services: tuple[ServiceRow, ...]


def organisation(*, reader: Actor, on: date) -> tuple[DirectorateRow, ...]:
    """Directorates and their services."""
    check_can_somewhere(reader, "manage_people")
    names = names_on(on)
    history = name_history()
    owned = Counter(_latest_owners().values())
    services: dict[int, list[ServiceRow]] = defaultdict(list)
    for service in Service.objects.all():
        services[service.directorate_id].append(
            ServiceRow(
                service.pk,
                service.code,
                names.service(service.pk),
                history["service", service.pk],
                service.starts,
                service.ends,
                owned[service.pk],
            )
        )
    return tuple(
        DirectorateRow(
            one.pk,
            one.code,
            names.directorate(one.pk),
            history["directorate", one.pk],
            one.starts,
            one.ends,
            tuple(services[one.pk]),
        )
        for one in Directorate.objects.all()
    )


def _latest_owners() -> dict[int, int]:
    rows = Ownership.objects.current().order_by("effective_from")
    return dict(rows.values_list("measure_id", "service_id"))


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a post, from when to when."""

    pk: int
    person: str
    person_pk: int
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post, where it is, and who holds it on the day or will."""

    pk: int
    title: str
    place: str
    is_senior: bool
    holders: tuple[HolderRow, ...]


def posts(*, reader: Actor, on: date) -> tuple[PostRow, ...]:
    """Every post with its present and coming holders."""
    check_can_somewhere(reader, "manage_people")
    names = names_on(on)
    holders: dict[int, list[HolderRow]] = defaultdict(list)
    for holding in PostHolding.objects.select_related("person").order_by("starts"):
        if holding.ends is None or holding.ends >= on:
            holders[holding.post_id].append(
                HolderRow(holding.pk, holding.person.name, holding.person_id, holding.starts, holding.ends)
            )
    return tuple(
        PostRow(post.pk, post.title, _place(post, names), post.is_senior, tuple(holders[post.pk]))
        for post in Post.objects.all()
    )


def _place(post: Post, names: Names) -> str:
    return names.service(post.service_id) or names.directorate(post.directorate_id) or "Whole council"
