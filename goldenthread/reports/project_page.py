"""One project: its highlight report, all its milestones, where it sits in the plan and what happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from goldenthread.access import Actor
from goldenthread.charts.timeline import Row, Timeline
from goldenthread.models import ProjectUpdate, ProjectVersion, PublishedUpdate, StandingWithdrawal
from goldenthread.reports import marks
from goldenthread.reports.blocks import Table
from goldenthread.reports.plan import Path, thread_of_project
from goldenthread.reports.project_records import ProjectRecord, as_read_by, is_after, project_record, withhold
from goldenthread.reports.projects import MILESTONE_COLUMNS, MilestoneLine, ProjectBook, ProjectLine, milestone_row
from goldenthread.reports.scorecard import span_named
from goldenthread.reports.unseen import Cutoff, cutoffs
from goldenthread.rules.delivery import STATE_WORDS, DeliveryStatus
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import Ground


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a project, newest first on its page."""

    at: datetime
    what: str
    by: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PastUpdate:
    """What was said in one period; `replaced` where a later version of it holds, `printed` where a paper printed it."""

    period: Period
    status: DeliveryStatus
    said: str
    at: datetime
    by: str
    replaced: bool
    printed: bool

    @property
    def flag(self) -> str:
        """What is to be said beside it."""
        if self.replaced:
            return "Replaced, as a paper printed it" if self.printed else "Replaced"
        return "Printed in a paper" if self.printed else ""


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project's page for one reader: the highlight report and everything behind it."""

    line: ProjectLine
    lead: str
    facts: tuple[tuple[str, str], ...]
    milestones: Table
    timeline: Timeline
    refused: tuple[tuple[str, str], ...]
    paths: tuple[Path, ...]
    updates: tuple[PastUpdate, ...]
    events: tuple[Event, ...]
    may_manage: bool
    may_update: bool


def project_page(*, reader: Actor, ref: str, on: date, known_at: datetime | None = None) -> ProjectPage:
    """The page of the project with a reference. Raises `Refusal` where there is none, or where it is withheld."""
    reader.signed_in  # noqa: B018  # projects are for everybody who is signed in
    there = project_record(ref, known_at)
    read = as_read_by(reader, (there,), known_at)
    if not read:
        ground = marks.of_projects(known_at)[there.project.pk]
        raise Refusal("not_for_publication", f"{there.project.ref}. {ground.omission}")
    (record,) = read
    book = ProjectBook(on, known_at, projects=[record.project.pk], reader=reader)
    closed = {} if reader.may_read_withheld(record.scope) else marks.of_periods("project", known_at)
    works_on_it = reader.may("see_working", record.scope)
    hidden = () if works_on_it else cutoffs(reader, "project", known_at).get(record.project.pk, ())
    line = book.line(record)
    now = known_at is None
    return ProjectPage(
        line=line,
        lead=_lead(line),
        facts=tuple(_facts(record.version, line)),
        milestones=Table(
            f"{line.ref}: all milestones",
            MILESTONE_COLUMNS,
            tuple(milestone_row(each, each.title) for each in line.milestones),
        ),
        timeline=_timeline(line, on),
        refused=tuple((each.title, said) for each in line.milestones for said in each.history),
        paths=thread_of_project(reader=reader, on=on, project=record.project.pk, known_at=known_at),
        updates=tuple(_past(record, known_at, book.rules, closed, hidden)),
        events=tuple(_events(record, known_at)),
        may_manage=now and reader.may("manage_projects", record.scope),
        may_update=now and line.state == "live" and reader.may("update_projects", record.scope),
    )


def _lead(line: ProjectLine) -> str:
    """The sentence the page opens with."""
    if line.change and line.is_over:
        return line.change
    if line.state == "proposed":
        return "A candidate: it has not been agreed yet."
    late = [each for each in line.milestones if each.verdict.outcome in ("late", "very_late") and not each.removed]
    said = (
        f"{line.status.word}, as reported for {line.period.label}." if line.period else "No update has been given yet."
    )
    if late:
        said += f" {len(late)} {'milestone is' if len(late) == 1 else 'milestones are'} late."
    if line.asks:
        waiting = len(line.asks)
        said += f" {waiting} new {'date waits' if waiting == 1 else 'dates wait'} for {line.body or 'a decision'}."
    return said


def _facts(version: ProjectVersion, line: ProjectLine) -> Iterator[tuple[str, str]]:
    if version.description:
        yield "What it is", version.description
    yield "Kind", line.kind.name
    yield "Service", line.service
    yield "Sponsor", version.sponsor.title if version.sponsor else "Nobody yet"
    yield "Manager", line.manager or "Nobody yet"
    yield "Decided by", line.body or "No committee"
    if version.portfolio:
        yield "Portfolio", version.portfolio.name
    if version.category:
        yield "Category", version.category
    if version.stage:
        yield "Stage", version.stage
    yield "Runs", _runs(version)
    if version.benefits:
        yield "What it should achieve", version.benefits
    yield "In the budget", version.budget_reference or "No reference yet"
    if version.resources:
        yield "What it needs", version.resources


def _runs(version: ProjectVersion) -> str:
    if version.starts and version.ends:
        return f"{day_words(version.starts)} to {day_words(version.ends)}"
    if version.starts:
        return f"From {day_words(version.starts)}"
    return f"Until {day_words(version.ends)}" if version.ends else "No dates yet"


def _timeline(line: ProjectLine, on: date) -> Timeline:
    shown = [each for each in line.milestones if not each.removed]
    return Timeline(
        title=f"Milestones of {line.ref} {line.title}",
        description=" ".join(f"{each.title}: {each.verdict.sentence}" for each in shown) or "No milestones yet.",
        rows=tuple(map(_row, shown)),
        today=on,
    )


def _row(each: MilestoneLine) -> Row:
    proposed = each.asked.day if each.asked else None
    return Row(each.title, each.original, each.approved, proposed, each.forecast, each.actual)


def _past(
    record: ProjectRecord,
    known_at: datetime | None,
    rules: Delivery,
    closed: Mapping[tuple[int, date], Ground],
    hidden: Sequence[Cutoff],
) -> Iterator[PastUpdate]:
    """Every version of every update that the reader may see, the newest first."""
    rows = ProjectUpdate.objects.filter(project=record.project).select_related("recorded_by__person")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    current = {one.pk for one in record.updates}
    printed = set(PublishedUpdate.objects.filter(update__project=record.project).values_list("update_id", flat=True))
    for row in rows.order_by("-ends", "-number"):
        if is_after(row, hidden):
            continue
        withhold(row, closed)
        yield PastUpdate(
            period=span_named(row.starts, row.ends),
            status=rules.status(row.overall),
            said=row.commentary or row.achieved,
            at=row.recorded_at,
            by=row.recorded_by.person.name,
            replaced=row.pk not in current,
            printed=row.pk in printed,
        )


def _events(record: ProjectRecord, known_at: datetime | None) -> Sequence[Event]:
    """What happened to the project and its milestones, the newest first."""
    found = [*_said(record, known_at), *_stood(record), *_withdrawn(record, known_at), *_dated(record)]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _said(record: ProjectRecord, known_at: datetime | None) -> Iterator[Event]:
    rows = ProjectVersion.objects.filter(project=record.project).select_related("recorded_by__person")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    before: ProjectVersion | None = None
    for row in rows:
        what = (
            f"Recorded: {row.title}" if before is None else f"Changed: {'; '.join(_changed(before, row)) or row.title}"
        )
        yield Event(row.recorded_at, what, row.recorded_by.person.name, row.reason)
        before = row


_CHANGES: Final = {
    "stage": "stage",
    "category": "category",
    "sponsor_id": "sponsor",
    "manager_id": "manager",
    "service_id": "service",
    "body_id": "committee",
    "portfolio_id": "portfolio",
    "starts": "first day",
    "ends": "last day",
    "description": "what it is",
    "benefits": "what it should achieve",
    "budget_reference": "where it is in the budget",
    "resources": "what it needs",
}


def _changed(before: ProjectVersion, row: ProjectVersion) -> Iterator[str]:
    """What a version changed: a new title in full, a stage or gateway with the one before it, anything else by name."""
    if row.title != before.title:
        yield row.title
    for name, word in _CHANGES.items():
        if getattr(row, name) != getattr(before, name):
            yield f"stage {row.stage or 'none'}, before {before.stage or 'none'}" if name == "stage" else word


def _stood(record: ProjectRecord) -> Iterator[Event]:
    for row in record.standings:
        minute = f" by minute {row.decision.minute} of {day_words(row.decision.day)}" if row.decision else ""
        what = f"{STATE_WORDS[row.state]} from {day_words(row.effective_from)}{minute}"
        yield Event(row.recorded_at, what, row.recorded_by.person.name, row.reason)


def _withdrawn(record: ProjectRecord, known_at: datetime | None) -> Iterator[Event]:
    """Standings that were mistakes, and why."""
    rows = StandingWithdrawal.objects.filter(standing__project=record.project)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    for row in rows.select_related("standing", "recorded_by__person"):
        state = STATE_WORDS[row.standing.state]
        what = f"Withdrawn, it never held: {state} from {day_words(row.standing.effective_from)}"
        yield Event(row.recorded_at, what, row.recorded_by.person.name, row.reason)


_DATE_WORDS = {
    "approved": "approved for",
    "forecast": "expected on",
    "actual": "reached on",
    "removed": "removed on",
}


def _dated(record: ProjectRecord) -> Iterator[Event]:
    for milestone in record.milestones:
        for row in milestone.rows:
            if row.kind in _DATE_WORDS:
                what = f"{milestone.milestone.title}: {_DATE_WORDS[row.kind]} {day_words(row.day)}"
                yield Event(row.recorded_at, what, row.recorded_by.person.name, row.reason)
