"""What happened to a measure's figures: every version, what was printed, what was explained and promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from goldenthread.models import (
    ExceptionVersion,
    PromisedAction,
    PublishedReturn,
    Return,
    ReturnVersion,
    WorkflowEvent,
)
from goldenthread.reports.marks import EXCEPTION, WHOLE
from goldenthread.reports.measure_chart import with_unit
from goldenthread.reports.names import Names
from goldenthread.reports.records import Book, MeasureRecord, said, was_known
from goldenthread.rules.entries import ABSENCES
from goldenthread.rules.workflow import has_reached

ORIGIN_WORDS = {
    "submission": "Submitted",
    "revision": "Revised after its paper was final",
    "history": "Loaded with past figures",
}
MOST = 40
"""As many versions as a page shows; what was loaded once and never changed is only counted."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of one period's figure. `now` is whether it still stands."""

    period: str
    number: int
    what: str
    value: str
    at: datetime
    by: str
    reason: str
    commentary: str
    now: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that printed a figure: as reported, beside what is known now."""

    paper_id: int
    body: str
    meeting: date
    period: str
    as_reported: str
    now: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """An action promised in an exception report."""

    text: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Explained:
    """An exception report: why it was asked for, what it says and what it promises."""

    period: str
    trigger: str
    sections: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...]
    on_track_by: date | None


@dataclass(frozen=True, slots=True)
class History:
    """All of it, newest first. `loaded` counts past figures loaded once and never changed."""

    revisions: tuple[Revision, ...]
    loaded: int
    printed: tuple[Printed, ...]
    explained: tuple[Explained, ...]


def history_of(book: Book, record: MeasureRecord, names: Names) -> History:
    """What the reader of the book may know of the past of a measure's figures: four queries."""
    versions = list(
        ReturnVersion.objects.filter(of_return__measure=record.measure)
        .select_related("of_return", "recorded_by__person")
        .order_by("-of_return__ends", "-number")
    )
    if book.known_at is not None:
        versions = [version for version in versions if version.recorded_at <= book.known_at]
    reached = _reached(book, record)
    seen = [version for version in versions if _sees(version, reached) and not _is_closed(record, version.of_return)]
    told = [version for version in seen if version.origin != "history" or version.number > 1]
    return History(
        revisions=tuple(_revision(book, record, version) for version in told[:MOST]),
        loaded=len(seen) - len(told),
        printed=_printed(book, record, versions, names),
        explained=_explained(book, record),
    )


def _is_closed(record: MeasureRecord, place: Return) -> bool:
    """Whether the whole return is withheld from the reader."""
    return WHOLE in record.withheld(place.starts, place.ends)


def _reached(book: Book, record: MeasureRecord) -> Mapping[int, Sequence[datetime]] | None:
    """When each return reached the stage from which the reader sees it; None for a reader who sees all."""
    if book.reader.may("see_working", record.scope(book.reader.on)):
        return None
    stage = book.reader.visible_from(book.framework(book.reader.on).framework)
    moments = defaultdict(list)
    events = WorkflowEvent.objects.filter(item__of_return__measure=record.measure)
    for return_id, state, at in events.values_list("item__of_return_id", "to_state", "at"):
        if has_reached(state, stage):
            moments[return_id].append(at)
    return moments


def _sees(version: ReturnVersion, reached: Mapping[int, Sequence[datetime]] | None) -> bool:
    """Whether the version stood at a moment at which the reader saw the return."""
    if reached is None or version.origin != "submission":
        return True
    return any(
        was_known(version.recorded_at, version.superseded_at, at) for at in reached.get(version.of_return_id, ())
    )


def _revision(book: Book, record: MeasureRecord, version: ReturnVersion) -> Revision:
    place = version.of_return
    absent = ABSENCES.get(version.absence, version.absence) if version.value is None else ""
    return Revision(
        period=record.named_period(place.starts, place.ends).label,
        number=version.number,
        what=ORIGIN_WORDS[version.origin],
        value=absent or with_unit(version.value, record, place.ends),
        at=version.recorded_at,
        by=version.recorded_by.person.name if book.reader.is_officer else "",
        reason=version.reason,
        commentary=said(version.commentary, record.withheld(place.starts, place.ends).get("commentary")),
        now=version.superseded_at is None or (book.known_at is not None and version.superseded_at > book.known_at),
    )


def _printed(book: Book, record: MeasureRecord, versions: Sequence[ReturnVersion], names: Names) -> tuple[Printed, ...]:
    rows = (
        PublishedReturn.objects.filter(of_return__measure=record.measure)
        .select_related("of_return", "publication__paper__meeting")
        .order_by("-publication__paper__meeting__day", "-of_return__ends")
    )
    if book.known_at is not None:
        rows = rows.filter(publication__frozen_at__lte=book.known_at)
    if not book.reader.is_officer:
        rows = rows.filter(publication__published_at__isnull=False)
    by_number = {(version.of_return_id, version.number): version for version in versions}
    found = []
    for row in rows:
        place, meeting = row.of_return, row.publication.paper.meeting
        if _is_closed(record, place):
            continue
        then = by_number.get((row.of_return_id, row.version_number))
        point = record.points.get((place.starts, place.ends))
        as_reported = with_unit(then.value if then else None, record, place.ends)
        now = with_unit(point.value if point else None, record, place.ends)
        found.append(
            Printed(
                paper_id=row.publication.paper_id,
                body=names.body(meeting.body_id),
                meeting=meeting.day,
                period=record.named_period(place.starts, place.ends).label,
                as_reported=as_reported,
                now=now,
                changed=as_reported != now,
            )
        )
    return tuple(found)


def _explained(book: Book, record: MeasureRecord) -> tuple[Explained, ...]:
    """Exception reports on figures that the reader sees."""
    visible = {observation.return_id for observation in record.observations.values()}
    actions = Prefetch("actions", queryset=PromisedAction.objects.select_related("owner"))
    versions = (
        ExceptionVersion.objects.as_at(book.known_at)
        .filter(exception__item__of_return__in=visible)
        .select_related("exception__item__of_return")
        .prefetch_related(actions)
        .order_by("-exception__item__of_return__ends")
    )
    if not book.reader.may("see_working", record.scope(book.reader.on)):
        versions = versions.filter(exception__state="complete")
    found = []
    for version in versions:
        place = version.exception.item.place
        if EXCEPTION in record.withheld(place.starts, place.ends):
            continue
        found.append(
            Explained(
                period=record.named_period(place.starts, place.ends).label,
                trigger=version.exception.trigger,
                sections=tuple((heading, text) for heading, text in version.sections if text),
                promises=tuple(Promise(a.text, a.owner.name, a.due) for a in version.actions.all()),
                on_track_by=version.on_track_by,
            )
        )
    return tuple(found)
