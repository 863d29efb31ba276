"""Corrections of what papers printed of projects, risks and budget lines: what changed since, and what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    BudgetLineVersion,
    BudgetPosition,
    Paper,
    ProjectUpdate,
    ProjectVersion,
    Publication,
    PublishedUpdate,
    RiskAssessment,
    RiskStatement,
    ThingCorrection,
)
from goldenthread.reports import money_records, project_records, risk_records
from goldenthread.reports.marks import of_periods, of_projects
from goldenthread.rules.money import pounds
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

Row = ProjectUpdate | RiskAssessment | BudgetPosition

NO_SUCH = Refusal("no_such_figure", "There is nothing of the kind in a paper.")


@dataclass(frozen=True, slots=True)
class Told:
    """What something is called, what it belongs to, and whether the reader may read what is said of it."""

    ref: str
    title: str
    scope: Scope
    is_open: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """What a publication printed of a thing, and what holds now; `key` is of what was printed (`PublishedUpdate`)."""

    key: int
    publication: Publication
    printed: Row
    now: Row


def changed(paper: Paper | None = None, *, key: int | None = None) -> tuple[Pair, ...]:
    """What frozen papers printed of projects, risks and budget lines in a version that holds no longer, the oldest
    paper first; two queries, and two more for the risks.

    A later score is a correction only where it is about a day that the paper could have known of.
    """
    rows = PublishedUpdate.objects.select_related(
        "publication__paper__meeting", "update", "position", "review"
    ).order_by("publication__frozen_at", "pk")
    if paper is not None:
        rows = rows.filter(publication__paper=paper)
    if key is not None:
        rows = rows.filter(pk=key)
    found = list(rows)
    now = _versions_now(found)
    scores = _scores(found)
    return tuple(pair for row in found if (pair := _pair(row, now, scores)) is not None)


def _versions_now(rows: Sequence[PublishedUpdate]) -> Mapping[tuple[str, int, date], Row]:
    """What holds now, by kind, thing and the last day of the period."""
    projects = {row.update.project_id for row in rows if row.update and row.update.superseded_at}
    lines = {row.position.line_id for row in rows if row.position and row.position.superseded_at}
    found: dict[tuple[str, int, date], Row] = {}
    if projects:
        for update in ProjectUpdate.objects.current().filter(project__in=projects):
            found["project", update.project_id, update.ends] = update
    if lines:
        for position in BudgetPosition.objects.current().filter(line__in=lines):
            found["budget", position.line_id, position.ends] = position
    return found


def _scores(rows: Sequence[PublishedUpdate]) -> Mapping[int, list[RiskAssessment]]:
    """The scores that officers gave the risks that were printed, oldest first."""
    found: dict[int, list[RiskAssessment]] = {row.review.risk_id: [] for row in rows if row.review}
    for score in RiskAssessment.objects.filter(risk__in=found, aspect="current") if found else ():
        found[score.risk_id].append(score)
    return found


def _pair(
    row: PublishedUpdate, now: Mapping[tuple[str, int, date], Row], scores: Mapping[int, list[RiskAssessment]]
) -> Pair | None:
    frozen = row.publication.frozen_at
    if row.review is not None:
        given = scores[row.review.risk_id]
        before = [one for one in given if one.recorded_at <= frozen]
        after = [one for one in given if one.recorded_at > frozen and one.assessed_on <= frozen.date()]
        return Pair(row.pk, row.publication, before[-1], after[-1]) if before and after else None
    printed = row.update or row.position
    if printed is None or printed.superseded_at is None:
        return None
    held = now.get((kind_of(printed), thing_of(printed), printed.ends))
    return Pair(row.pk, row.publication, printed, held) if held is not None else None


def kind_of(row: Row) -> str:
    """ "project", "risk" or "budget"."""
    return "project" if isinstance(row, ProjectUpdate) else "risk" if isinstance(row, RiskAssessment) else "budget"


def thing_of(row: Row) -> int:
    """The primary key of the project, risk or budget line that a row is about."""
    if isinstance(row, ProjectUpdate):
        return row.project_id
    return row.risk_id if isinstance(row, RiskAssessment) else row.line_id


def told_of(rows: Sequence[Row], reader: Actor) -> Mapping[Row, Told]:
    """What each row is about: a query for each kind there is."""
    keys = {kind: {thing_of(row) for row in rows if kind_of(row) == kind} for kind in ("project", "risk", "budget")}
    found: dict[tuple[str, int], Told] = {}
    if keys["project"]:
        versions = ProjectVersion.objects.current().filter(project__in=keys["project"])
        for version in versions.select_related("project", "service"):
            scope = project_records.scope_of(version)
            is_open = version.project_id not in of_projects() or reader.may_read_withheld(scope)
            found["project", version.project_id] = Told(version.project.ref, version.title, scope, is_open)
    if keys["risk"]:
        records = risk_records.load(reader=reader, risks=keys["risk"])
        for record in records:
            scope = risk_records.scope_of(record.statement)
            found["risk", record.risk.pk] = Told(record.risk.ref, record.statement.title, scope, True)
        statements = RiskStatement.objects.current().filter(risk__in=keys["risk"] - {one.risk.pk for one in records})
        for said in statements.select_related("risk", "service"):
            found["risk", said.risk_id] = Told(said.risk.ref, "", risk_records.scope_of(said), False)
    if keys["budget"]:
        lines = BudgetLineVersion.objects.current().filter(line__in=keys["budget"]).order_by("effective_from")
        for line in lines.select_related("line", "service"):
            found["budget", line.line_id] = Told(line.line.code, line.title, money_records.scope_of(line), True)
    return {row: _of_period(row, found[kind_of(row), thing_of(row)], reader) for row in rows}


def _of_period(row: Row, told: Told, reader: Actor) -> Told:
    """The same, closed where what is said of the row's own period is withheld from the reader."""
    if isinstance(row, RiskAssessment):
        return told
    thing = "project" if isinstance(row, ProjectUpdate) else "line"
    if (thing_of(row), row.ends) not in of_periods(thing) or reader.may_read_withheld(told.scope):
        return told
    return Told(told.ref, told.title, told.scope, False)


def words(row: Row, other: Row) -> str:
    """What a row says, in the respects in which it differs from another: its text where only that does."""
    said = list(_figures(row))
    if said == list(_figures(other)):
        return f"“{_text(row)}”" if _text(row) else "nothing"
    return ", ".join(said)


def _figures(row: Row) -> Iterator[str]:
    if isinstance(row, ProjectUpdate):
        yield project_records.delivery_rules(row.ends).status(row.overall).word
        if row.percent_complete is not None:
            yield f"{row.percent_complete}% complete"
        if row.forecast is not None:
            yield f"forecast {pounds(row.forecast)}"
    elif isinstance(row, RiskAssessment):
        yield f"{row.label} ({row.band})"
    else:
        for name in ("profile", "actual", "commitments", "forecast"):
            amount = getattr(row, name)
            if amount is not None:
                yield f"{name} {pounds(amount)}"


def _text(row: Row) -> str:
    if isinstance(row, ProjectUpdate):
        return row.commentary or row.achieved
    return row.reason if isinstance(row, RiskAssessment) else row.explanation


def period_words(row: Row) -> str:
    """Which day or period a row is about."""
    if isinstance(row, RiskAssessment):
        return "score"
    return f"{'update' if isinstance(row, ProjectUpdate) else 'position'} to {day_words(row.ends)}"


def pair_of(correction: ThingCorrection) -> tuple[Row, Row]:
    """What was printed, and what is right."""
    for printed, now in (
        (correction.printed_update, correction.update),
        (correction.printed_score, correction.score),
        (correction.printed_position, correction.position),
    ):
        if printed is not None and now is not None:
            return printed, now
    raise NO_SUCH


def printed_thing(key: int, *, reader: Actor) -> Pair:
    """What a paper printed of a thing and what holds now, for whoever signs it off or edits the paper."""
    found = changed(key=key)
    if not found:
        raise NO_SUCH
    told = told_of([found[0].printed], reader)[found[0].printed]
    scope = Scope(body=found[0].publication.paper.meeting.body_id)
    if not told.is_open or not (reader.may("see_working", scope) or reader.may("sign_off", told.scope)):
        raise NO_SUCH
    return found[0]
