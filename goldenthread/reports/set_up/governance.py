"""Committees, their meetings, and portfolios."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.models import (
    Body,
    Meeting,
    Portfolio,
    RoleAssignment,
)
from goldenthread.reports.meetings import previously
from goldenthread.reports.names import NameFrom, Names, name_history, names_on
from goldenthread.reports.records import in_force
from goldenthread.reports.remit_words import selection_words
from goldenthread.reports.remits import remits_on
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting; `body` is its name on that day."""

    pk: int
    body_pk: int
    body: str
    day: date
    place: str
    starts_at: time | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body on the day, with its next meeting."""

    pk: int
    code: str
    name: str
    kind: str
    terms: str
    starts: date
    ends: date | None
    next_meeting: date | None
    measures: int


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body with all its names, remits and meetings. `looks_at` are the phrases of today's selections, in order."""

    row: BodyRow
    previously: str
    looks_at: tuple[str, ...]
    selects: bool
    names: tuple[NameFrom, ...]
    remits: tuple[NameFrom, ...]
    meetings: tuple[MeetingRow, ...]


def bodies(*, reader: Actor, on: date) -> tuple[BodyRow, ...]:
    """Every body."""
    check_can_somewhere(reader, "manage_governance")
    names = names_on(on)
    return tuple(_body_row(body, on, names) for body in Body.objects.all())


def body(*, reader: Actor, on: date, pk: int) -> BodyPage:
    """One body."""
    check_can_somewhere(reader, "manage_governance")
    found = Body.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_body", "There is no such committee.")
    remits = found.remits.current().order_by("effective_from")
    remit = remits_on(on)[pk]
    return BodyPage(
        row=_body_row(found, on, names_on(on)),
        previously=previously(pk, on),
        looks_at=selection_words(remit.selections, on),
        selects=remit.selects,
        names=name_history()["body", pk],
        remits=tuple(NameFrom(one.text, one.effective_from, one.terms) for one in remits),
        meetings=tuple(_meeting_row(one) for one in found.meetings.select_related("body").order_by("-day")),
    )


def _body_row(body: Body, on: date, names: Names) -> BodyRow:
    remit = in_force(list(body.remits.current().order_by("effective_from")), on)
    upcoming = body.meetings.filter(day__gte=on, cancelled=False).order_by("day").first()
    return BodyRow(
        body.pk,
        body.code,
        names.body(body.pk),
        body.kind,
        remit.terms if remit else "",
        body.starts,
        body.ends,
        upcoming.day if upcoming else None,
        body.ownerships.current().values("measure").distinct().count(),
    )


def _meeting_row(meeting: Meeting) -> MeetingRow:
    name = names_on(meeting.day).body(meeting.body_id)
    return MeetingRow(
        meeting.pk, meeting.body_id, name, meeting.day, meeting.place, meeting.starts_at, meeting.cancelled
    )


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A portfolio and who holds it on the day."""

    pk: int
    name: str
    starts: date
    ends: date | None
    holders: tuple[str, ...]


def portfolios(*, reader: Actor, on: date) -> tuple[PortfolioRow, ...]:
    """Every portfolio."""
    check_can_somewhere(reader, "manage_governance")
    held = RoleAssignment.objects.in_force(on).filter(role="portfolio_holder").select_related("person")
    holders: dict[int | None, list[str]] = defaultdict(list)
    for one in held:
        holders[one.portfolio_id].append(one.person.name)
    return tuple(
        PortfolioRow(one.pk, one.name, one.starts, one.ends, tuple(holders[one.pk])) for one in Portfolio.objects.all()
    )
