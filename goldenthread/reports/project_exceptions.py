"""What an exception report on a project begins with: its milestones, how far they slipped, and how it was reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models.cycles import Round
from goldenthread.reports.blocks import Table
from goldenthread.reports.project_records import ProjectRecord
from goldenthread.reports.projects import MILESTONE_COLUMNS, MOVED, ProjectBook, ProjectLine, milestone_row
from goldenthread.reports.scorecard import span_named
from goldenthread.rules.delivery import DeliveryStatus, slip_words
from goldenthread.rules.exceptions import periods_red
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import Period

LATE = ("late", "very_late")


@dataclass(frozen=True, slots=True)
class Reported:
    """The project as it was reported for one period."""

    period: str
    complete: str
    status: DeliveryStatus
    said: str


@dataclass(frozen=True, slots=True)
class ProjectCourse:
    """A project in a round, and how it came there: `history` newest first, with the round's own update."""

    line: ProjectLine
    history: tuple[Reported, ...]
    milestones: Table

    @property
    def slippage(self) -> str:
        """How many milestones are late, and by how much the latest."""
        shown = [each for each in self.line.milestones if not each.removed]
        late = [each for each in shown if each.verdict.outcome in LATE]
        if not late:
            return "No milestone is late." if shown else "No milestones yet."
        worst = max(late, key=lambda each: each.verdict.slip_approved or 0)
        said = f"{len(late)} of {len(shown)} {'is' if len(late) == 1 else 'are'} late. “{worst.title}” is "
        said += f"{slip_words(worst.verdict.slip_approved).lower()} against its approved date"
        if worst.verdict.reprogrammed:
            said += f" and {slip_words(worst.verdict.slip_original).lower()} against its original date"
        return f"{said}."

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What can be written without anybody, each with its label."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[tuple[str, str]]:
        line = self.line
        yield "Overall", line.status.word
        red = periods_red([each.status.shown_as for each in self.history])
        if red:
            yield line.status.word, f"For {red} update{'' if red == 1 else 's'} running"
        yield "Since the update before", MOVED[line.moved][1]
        if line.by_date is not None:
            yield "By its milestones’ dates", line.by_date.word
        yield "Milestones", self.slippage
        if line.percent_complete is not None:
            yield "Complete", f"{line.percent_complete}%"
        yield "What the project says", line.commentary or "Nothing was said"
        if line.decisions_needed:
            yield "Decisions needed", line.decisions_needed
        yield "Manager", line.manager or "Nobody yet"
        yield "Service", line.service


def project_course(
    *, reader: Actor, on: date, project: int, round_: Round, known_at: datetime | None = None
) -> ProjectCourse | None:
    """A project as it stands for a round; None where there is no such project, or was none then."""
    return project_courses(reader=reader, on=on, projects=[project], round_=round_, known_at=known_at).get(project)


def project_courses(
    *, reader: Actor, on: date, projects: Collection[int], round_: Round, known_at: datetime | None = None
) -> Mapping[int, ProjectCourse]:
    """Projects as they stand for a round, by primary key: a fixed number of queries."""
    span = Period(round_.starts, round_.ends, round_.label)
    book = ProjectBook(on, known_at, span, projects, reader=reader)
    return {record.project.pk: _course(book, record, span) for record in book.records}


def _course(book: ProjectBook, record: ProjectRecord, span: Period) -> ProjectCourse:
    line = book.line(record)
    rows = tuple(milestone_row(each, each.title) for each in line.milestones)
    return ProjectCourse(
        line=line,
        history=tuple(_history(record, span, book.rules)),
        milestones=Table(f"{line.ref}: milestones", MILESTONE_COLUMNS, rows),
    )


def _history(record: ProjectRecord, span: Period, rules: Delivery) -> Iterator[Reported]:
    for update in reversed(record.updates):
        if update.ends <= span.end:
            complete = "Not said" if update.percent_complete is None else f"{update.percent_complete}% complete"
            yield Reported(
                period=span_named(update.starts, update.ends).label,
                complete=complete,
                status=rules.status(update.overall),
                said=update.commentary or update.achieved,
            )
