"""The engagement log: who was asked, how, what they said, and what changed because of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import Engagement, PlanElementVersion
from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Table
from goldenthread.reports.closed import closed_engagements
from goldenthread.rules.periods import day_words
from goldenthread.rules.withholding import Ground

NOTHING_CHANGED = "Nothing has changed because of it yet."


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """One entry; `about` is the part of the plan, empty where it is about the council as a whole."""

    pk: int
    day: date
    who: str
    how: str
    said: str
    changed: str
    element: int | None
    about: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """The log, newest first."""

    lead: str
    lines: tuple[EngagementLine, ...]
    may_write: bool


def log(*, reader: Actor, on: date) -> Log:
    """Everything in the log so far."""
    reader.signed_in  # noqa: B018
    titles = dict(PlanElementVersion.objects.current().values_list("element_id", "title"))
    rows = Engagement.objects.current().filter(day__lte=on).select_related("element")
    closed = closed_engagements(reader)
    lines = tuple(
        EngagementLine(row.pk, row.day, "Withheld", "", closed[row.pk].omission, "", None, "", is_closed=True)
        if row.pk in closed
        else EngagementLine(
            row.pk,
            row.day,
            row.who,
            row.how,
            row.said,
            row.changed,
            row.element_id,
            f"{row.element.code} {titles.get(row.element.pk, '')}" if row.element else "",
        )
        for row in rows
    )
    return Log(_lead(lines), lines, reader.has("assess"))


def _lead(lines: Iterable[EngagementLine]) -> str:
    entries = list(lines)
    if not entries:
        return "Nobody is recorded as having been asked yet."
    changed = sum(bool(line.changed) for line in entries)
    asked = f"{len(entries)} {'conversation is' if len(entries) == 1 else 'conversations are'} recorded"
    return f"{asked}; {changed or 'none'} led to a change."


def engagement_blocks(
    *,
    reader: Actor,
    starts: date,
    ends: date,
    known_at: datetime | None = None,
    elements: Collection[int] | None = None,
) -> tuple[Block, ...]:
    """What a paper prints of the log between two days: all of it, or what is about the whole council or these parts of
    the plan.
    """
    rows = Engagement.objects.as_at(known_at).filter(day__gte=starts, day__lte=ends)
    if elements is not None:
        rows = rows.filter(Q(element__isnull=True) | Q(element__in=elements))
    table = engagement_table(rows, closed_engagements(reader, known_at))
    return (table,) if table.rows else (Paragraph("No engagement was recorded in this period."),)


def engagement_table(rows: Iterable[Engagement], closed: Mapping[int, Ground]) -> Table:
    """Entries of the log as a table; of those that are closed, by primary key, only why."""
    columns = (
        Column("Who", weight=3),
        Column("When and how", weight=3),
        Column("What they said", weight=5),
        Column("What changed", weight=5),
    )
    return Table(
        "Who was asked, and what came of it",
        columns,
        tuple(
            (Cell("Withheld"), Cell(day_words(row.day)), Cell(closed[row.pk].omission), Cell(""))
            if row.pk in closed
            else (
                Cell(row.who),
                Cell(f"{day_words(row.day)}: {row.how}"),
                Cell(row.said),
                Cell(row.changed or NOTHING_CHANGED),
            )
            for row in rows
        ),
    )
