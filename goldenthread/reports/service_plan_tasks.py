"""What of the service plans needs one person: sections to write, plans to approve, actions that fall due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import PostHolding, ServicePlanStanding
from goldenthread.reports.service_plan_records import load
from goldenthread.reports.service_plans import Book, read_book

_AHEAD = timedelta(days=30)
_BEHIND = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One thing to do: `kind` is write_plan, submit_plan, approve_plan or plan_action."""

    kind: str
    title: str
    detail: str
    due: date | None
    url_name: str
    argument: int


def plan_tasks(reader: Actor) -> Iterator[PlanTask]:
    """What needs this reader; plans of past years need nobody."""
    if not reader.is_officer:
        return
    running = ServicePlanStanding.objects.current().filter(service_plan__plan__ends__gte=reader.on)
    pks = list(running.values_list("service_plan", flat=True))
    if not pks:
        return
    posts = _posts(reader)
    book = read_book(reader=reader, on=reader.on, records=load(reader=reader, plans=pks))
    yield from _plans(reader, book, posts)
    yield from _actions(reader, book, posts)


def _posts(reader: Actor) -> frozenset[int]:
    held = PostHolding.objects.filter(person=reader.person_id or 0, starts__lte=reader.on)
    return frozenset(held.filter(Q(ends__isnull=True) | Q(ends__gte=reader.on)).values_list("post", flat=True))


def _plans(reader: Actor, book: Book, posts: frozenset[int]) -> Iterator[PlanTask]:
    """Who holds the owning post writes and submits; who holds the role that the framework names approves."""
    for record in book.records:
        line = book.line(record)
        owns = record.service_plan.owner_id in posts and reader.may("write_service_plans", record.scope)
        if owns and line.status == "draft" and line.gaps:
            missing = [gap.section for gap in line.gaps if gap.section]
            detail = f"Missing: {', '.join(missing)}" if missing else line.gaps[0].sentence
            yield PlanTask("write_plan", f"Complete {line.title}", detail, line.starts, "service-plan", line.pk)
        elif owns and line.status == "draft":
            detail = "It is complete"
            yield PlanTask("submit_plan", f"Submit {line.title}", detail, line.starts, "service-plan", line.pk)
        if line.waits_for_reader:
            detail = f"Submitted by {record.standing.recorded_by.person.name}"
            yield PlanTask("approve_plan", f"Approve {line.title}", detail, line.starts, "service-plan", line.pk)


def _actions(reader: Actor, book: Book, posts: frozenset[int]) -> Iterator[PlanTask]:
    """The reader's own actions that are late or fall due soon."""
    for record in book.records:
        for action in record.actions:
            if action.words.owner_id not in posts:
                continue
            line = book.action(record, action)
            soon = line.due is not None and reader.on - _BEHIND <= line.due <= reader.on + _AHEAD
            if soon and line.status.shown_as not in ("blue", "not_applicable"):
                title, detail = f"{line.code} {line.title}", f"Say how it stands: {line.plan}"
                yield PlanTask("plan_action", title, detail, line.due, "service-plan-action", line.pk)
