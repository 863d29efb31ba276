"""What a paper holds of a round's projects, risks and budgets: which, what is missing, and what was printed of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.access import Actor
from goldenthread.models import (
    BudgetPosition,
    DueItem,
    ExceptionReport,
    ExceptionVersion,
    Paper,
    ProjectUpdate,
    ProjectVersion,
    PromisedAction,
    PublishedUpdate,
    RiskReview,
    Waiver,
)
from goldenthread.reports.due_items import NOT_SUBMITTED, subjects
from goldenthread.reports.project_exceptions import ProjectCourse, project_courses
from goldenthread.reports.project_records import ground_of_exception, scope_of
from goldenthread.reports.remits import scoped, theirs_in
from goldenthread.reports.review import exception_of
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.withholding import Ground


def items_of(paper: Paper, known_at: datetime | None = None) -> QuerySet[DueItem]:
    """The round's items about a project, risk or budget that the paper's body looks at, in the order of reference."""
    theirs = scoped(theirs_in(paper, known_at))
    things = [Q(**{name: theirs[name]}) for name in ("project__in", "risk__in", "budget__in")]
    return DueItem.objects.filter(things[0] | things[1] | things[2], round=paper.round)


@dataclass(frozen=True, slots=True)
class PaperItems:
    """What was asked for, for a paper, beside returns: primary keys of projects, risks and budget lines."""

    projects: frozenset[int]
    risks: frozenset[int]
    budgets: frozenset[int]


def paper_items(paper: Paper, known_at: datetime | None = None) -> PaperItems:
    """Which projects, risks and budget lines the round asks about for a paper."""
    rows = list(items_of(paper, known_at).values_list("project", "risk", "budget"))
    projects, risks, budgets = (frozenset(row[place] for row in rows if row[place]) for place in range(3))
    return PaperItems(projects, risks, budgets)


# What is missing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a paper lacks before it can be final: `what` is return, approval or exception."""

    what: str
    name: str
    sentence: str
    item_id: int
    exception_id: int | None = None


def lacks(paper: Paper, on: date) -> tuple[Lack, ...]:
    """What the projects, risks and budgets of a paper lack; what was waived is not missing. A fixed number of queries.

    An item that several papers hold is asked for by the first of them alone.
    """
    items = list(
        DueItem.objects.filter(paper=paper, of_return__isnull=True).select_related(
            "exception", "round", "project", "risk", "budget"
        )
    )
    waived = set(Waiver.objects.current().filter(item__in=items).values_list("item_id", "what"))
    named = subjects(items, on)
    return tuple(chain.from_iterable(_lacks(item, named[item.pk].title, waived) for item in items))


def _lacks(item: DueItem, title: str, waived: set[tuple[int, str]]) -> Iterator[Lack]:
    what, name = KINDS[item.kind].word.lower(), f"{item.ref} {title}, {item.round.label}"
    if (item.pk, "return") not in waived:
        if item.state in NOT_SUBMITTED:
            yield Lack("return", name, f"The {what} of {item.ref} is not there. Chase it, or waive it.", item.pk)
        elif item.state != "approved":
            sentence = f"The {what} of {item.ref} is not approved by the Leadership Team yet."
            yield Lack("approval", name, sentence, item.pk)
    exception = exception_of(item)
    if exception is not None and exception.state != "complete" and (item.pk, "exception") not in waived:
        sentence = f"{item.ref} needs an exception report. Write it, or waive it."
        yield Lack("exception", f"{item.ref} {title}", sentence, item.pk, exception.pk)


def waived_updates(paper: Paper, known_at: datetime | None = None) -> Mapping[int, Waiver]:
    """Who let the paper go without an update, a review or an explanation, by the item's primary key."""
    rows = Waiver.objects.as_at(known_at).filter(item__in=items_of(paper, known_at), what="return")
    return {row.item_id: row for row in rows.select_related("recorded_by__person", "item")}


# Exception reports on projects ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProjectException:
    """An exception report on a project as it stands, with its latest words and its waiver, if there are any (SD-09).

    With a `ground` it is withheld from the reader.
    """

    item: DueItem
    exception: ExceptionReport
    version: ExceptionVersion | None
    waiver: Waiver | None
    course: ProjectCourse
    ground: Ground | None = None

    @property
    def is_complete(self) -> bool:
        return self.exception.state == "complete" and self.version is not None


def project_exceptions(
    paper: Paper, *, reader: Actor, on: date, known_at: datetime | None = None
) -> tuple[ProjectException, ...]:
    """The exception reports on the paper's projects, as known at a moment, by reference."""
    versions = Prefetch(
        "versions",
        queryset=ExceptionVersion.objects.as_at(known_at).prefetch_related(
            Prefetch("actions", queryset=PromisedAction.objects.select_related("owner"))
        ),
    )
    asked = list(
        ExceptionReport.objects.filter(item__in=items_of(paper, known_at).filter(project__isnull=False))
        .select_related("item__round", "item__project")
        .prefetch_related(versions)
        .order_by("item__project__ref")
    )
    waivers = Waiver.objects.as_at(known_at).filter(item__round=paper.round, what="exception")
    waived = {row.item_id: row for row in waivers.select_related("recorded_by__person")}
    wanted = [each.item.project_id for each in asked if each.item.project_id is not None]
    courses = project_courses(reader=reader, on=on, projects=wanted, round_=paper.round, known_at=known_at)
    versions_then = ProjectVersion.objects.as_at(known_at).filter(project__in=wanted).select_related("service")
    scopes = {row.project_id: scope_of(row) for row in versions_then}
    return tuple(
        ProjectException(
            item=each.item,
            exception=each,
            version=next(iter(each.versions.all()), None),
            waiver=waived.get(each.item_id),
            course=courses[project],
            ground=ground_of_exception(reader, project, scopes[project], paper.round.ends, known_at),
        )
        for each, project in zip(asked, wanted, strict=True)
        if project in courses
    )


# What was printed -----------------------------------------------------------------------------------------------------


def printed(paper: Paper, known_at: datetime) -> tuple[PublishedUpdate, ...]:
    """What a paper says of its projects and risks, and of the budgets it was asked about, as known at a moment.

    The rows are not kept yet, nor of a publication.
    """
    theirs, round_, asked = theirs_in(paper, known_at), paper.round, paper_items(paper, known_at)
    updates = ProjectUpdate.objects.as_at(known_at).filter(
        project__in=theirs.projects, starts=round_.starts, ends=round_.ends
    )
    reviews = {
        review.risk_id: review
        for review in RiskReview.objects.filter(
            risk__in=theirs.risks, reviewed_on__gte=round_.starts, recorded_at__lte=known_at
        )
    }
    positions = BudgetPosition.objects.as_at(known_at).filter(line__in=asked.budgets, ends=round_.ends)
    return (
        *(PublishedUpdate(update=update) for update in updates),
        *(PublishedUpdate(review=review) for review in reviews.values()),
        *(PublishedUpdate(position=position) for position in positions),
    )
