"""Projects with everything dated about them, read once: what lists, pages, papers and actions all start from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import FilteredRelation, Q, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    DateProposal,
    Milestone,
    MilestoneDate,
    Project,
    ProjectStanding,
    ProjectUpdate,
    ProjectVersion,
)
from goldenthread.models.versions import known
from goldenthread.reports import marks
from goldenthread.reports.records import frameworks, in_force, was_known
from goldenthread.reports.unseen import Cutoff, cutoffs
from goldenthread.rules.delivery import Dates
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import Ground


@dataclass(frozen=True, slots=True)
class MilestoneRecord:
    """A milestone with its dates as known; `rows` are those of every kind, replaced ones too, oldest first.

    `asked` is the proposal that waits for a decision. `proposals` are all of them, oldest first.
    """

    milestone: Milestone
    dates: Dates
    rows: tuple[MilestoneDate, ...]
    proposals: tuple[DateProposal, ...]
    asked: DateProposal | None
    is_removed: bool


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project with what it says now, its standings, milestones, and the updates that hold, oldest period first."""

    project: Project
    version: ProjectVersion
    standings: tuple[ProjectStanding, ...]
    milestones: tuple[MilestoneRecord, ...]
    updates: tuple[ProjectUpdate, ...]

    def standing(self, on: date) -> ProjectStanding:
        """The standing on a day; before its first, its first."""
        return in_force(self.standings, on) or self.standings[0]

    def update(self, starts: date, ends: date) -> ProjectUpdate | None:
        """What was said for exactly this period."""
        return next((one for one in self.updates if (one.starts, one.ends) == (starts, ends)), None)

    @property
    def scope(self) -> Scope:
        """What it belongs to, for who may do what with it."""
        return scope_of(self.version)


def scope_of(version: ProjectVersion) -> Scope:
    """What a project belongs to, for who may do what with it; the version's service is read with it."""
    return Scope(
        project=version.project_id,
        service=version.service_id,
        directorate=version.service.directorate_id,
        body=version.body_id,
        portfolio=version.portfolio_id,
    )


def delivery_rules(on: date, known_at: datetime | None = None) -> Delivery:
    """The framework's part about projects that holds on a day; the usual one where there is no framework."""
    known = frameworks(known_at)
    rules = in_force(known, on) or (known[0] if known else None)
    return rules.framework.delivery if rules else Delivery()


# What is read with a project or a milestone: names of relations, and of joins that only the query knows of.
_OF_A_PROJECT: Final = (
    *("project", "service", "sponsor", "manager", "portfolio"),
    *("stood__decision", "stood__replaced_by", "stood__recorded_by__person"),
)
_OF_A_MILESTONE: Final = (
    *("dated__decision", "dated__recorded_by__person"),
    *("proposed__outcome__decision", "proposed__recorded_by__person"),
)


def project_records(
    known_at: datetime | None = None,
    *,
    projects: Iterable[int] | None = None,
    services: Iterable[int] | None = None,
) -> tuple[ProjectRecord, ...]:
    """Every project known at a moment (None: now), those named by primary key, or those of services, by reference:
    three queries.
    """
    versions = ProjectVersion.objects.as_at(known_at)
    if projects is not None:
        versions = versions.filter(project__in=list(projects))
    if services is not None:
        versions = versions.filter(service__in=list(services))
    path = "project__standings"
    told = (
        versions.annotate(stood=FilteredRelation(path, condition=known(path, known_at)))
        .select_related(*_OF_A_PROJECT)
        .order_by("project__ref", "stood__effective_from")
    )
    found: dict[int, tuple[ProjectVersion, list[ProjectStanding]]] = {}
    for row in told:
        found.setdefault(row.project_id, (row, []))[1].append(getattr(row, "stood"))  # noqa: B009  # a joined row
    wanted = Q() if projects is None and services is None else Q(project__in=list(found))
    updates = _by_project(ProjectUpdate.objects.as_at(known_at).filter(wanted).order_by("ends", "starts"))
    milestones = _milestones(Milestone.objects.filter(wanted), known_at)
    return tuple(
        ProjectRecord(
            project=version.project,
            version=version,
            standings=tuple(standings),
            milestones=tuple(milestones[pk]),
            updates=tuple(updates[pk]),
        )
        for pk, (version, standings) in found.items()
    )


def as_read_by(
    reader: Actor, records: tuple[ProjectRecord, ...], known_at: datetime | None = None
) -> tuple[ProjectRecord, ...]:
    """The projects as a reader sees them: updates of a round from the stage at which they see them, and what is
    withheld from them taken out, with the words that say so. Projects withheld as a whole are left out.
    """
    whole = marks.of_projects(known_at)
    records = tuple(one for one in records if one.project.pk not in whole or reader.may_read_withheld(one.scope))
    records = _reached(reader, records, known_at)
    withheld = marks.of_periods("project", known_at)
    if not withheld:
        return records
    for record in records:
        if not reader.may_read_withheld(record.scope):
            for update in record.updates:
                withhold(update, withheld)
    return records


def _reached(reader: Actor, records: tuple[ProjectRecord, ...], known_at: datetime | None) -> tuple[ProjectRecord, ...]:
    found = cutoffs(reader, "project", known_at)
    hidden = {
        record.project.pk: found[record.project.pk]
        for record in records
        if record.project.pk in found and not reader.may("see_working", record.scope)
    }
    if not hidden:
        return records
    earlier = list(ProjectUpdate.objects.filter(project__in=hidden).order_by("ends", "starts"))
    return tuple(
        replace(record, updates=_updates_until(record, earlier, hidden[record.project.pk]))
        if record.project.pk in hidden
        else record
        for record in records
    )


def _updates_until(
    record: ProjectRecord, versions: Sequence[ProjectUpdate], hidden: Sequence[Cutoff]
) -> tuple[ProjectUpdate, ...]:
    """The updates that hold, those of rounds under way as they were when they last were to be seen."""
    until = {(cutoff.starts, cutoff.ends): cutoff.until for cutoff in hidden}
    seen = [one for one in record.updates if not is_after(one, hidden)]
    there = {(one.starts, one.ends) for one in seen}
    seen += [
        one
        for one in versions
        if one.project_id == record.project.pk
        and (one.starts, one.ends) in until.keys() - there
        and was_known(one.recorded_at, one.superseded_at, until[one.starts, one.ends])
    ]
    return tuple(sorted(seen, key=lambda one: (one.ends, one.starts)))


def is_after(update: ProjectUpdate, hidden: Sequence[Cutoff]) -> bool:
    """Whether an update of a round under way was given after what is to be seen of it."""
    return any(
        (cutoff.starts, cutoff.ends) == (update.starts, update.ends) and update.recorded_at > cutoff.until
        for cutoff in hidden
    )


def ground_of_exception(
    reader: Actor, project: int, scope: Scope, ends: date, known_at: datetime | None = None
) -> Ground | None:
    """Why the exception report on a project is withheld: with the update of its period it explains, or the project."""
    marked = marks.of_periods("project", known_at).get((project, ends)) or marks.of_projects(known_at).get(project)
    return None if marked is None or reader.may_read_withheld(scope) else marked


def withhold(update: ProjectUpdate, withheld: Mapping[tuple[int, date], Ground]) -> None:
    """Take the words and the money out of an update that was read, where they are withheld."""
    ground = withheld.get((update.project_id, update.ends))
    if ground is None:
        return
    update.commentary = ground.omission
    update.achieved = update.planned = update.decisions_needed = ""
    update.budget = update.actual = update.forecast = update.whole_life = None


def project_record(ref: str, known_at: datetime | None = None) -> ProjectRecord:
    """The project with a reference. Raises `Refusal` where there is none, or was none then."""
    pk = Project.objects.filter(ref__iexact=ref).values_list("pk", flat=True).first()
    found = project_records(known_at, projects=[pk]) if pk is not None else ()
    if not found:
        raise Refusal("no_such_project", f"There is no project with the reference {ref}.")
    return found[0]


def _by_project(rows: Iterable[ProjectUpdate]) -> Mapping[int, list[ProjectUpdate]]:
    groups: dict[int, list[ProjectUpdate]] = defaultdict(list)
    for row in rows:
        groups[row.project_id].append(row)
    return groups


def _milestones(rows: QuerySet[Milestone], known_at: datetime | None) -> Mapping[int, list[MilestoneRecord]]:
    """Milestones with every date and proposal, by project: one query, a row for every pair of date and proposal."""

    def until(relation: str) -> Q:
        return Q() if known_at is None else Q(**{f"{relation}__recorded_at__lte": known_at})

    joined = (
        rows.filter(Q() if known_at is None else Q(recorded_at__lte=known_at))
        .annotate(
            dated=FilteredRelation("dates", condition=until("dates")),
            proposed=FilteredRelation("proposals", condition=until("proposals")),
        )
        .select_related(*_OF_A_MILESTONE)
        .order_by("number", "dated__recorded_at", "dated__pk", "proposed__recorded_at", "proposed__pk")
    )
    found: dict[int, tuple[Milestone, dict[int, MilestoneDate], dict[int, DateProposal]]] = {}
    for row in joined:
        _, dates, proposals = found.setdefault(row.pk, (row, {}, {}))
        for known_rows, one in ((dates, getattr(row, "dated", None)), (proposals, getattr(row, "proposed", None))):
            if one is not None:
                known_rows.setdefault(one.pk, one)
    groups: dict[int, list[MilestoneRecord]] = defaultdict(list)
    for milestone, dates, proposals in found.values():
        record = _milestone(milestone, list(dates.values()), list(proposals.values()), known_at)
        groups[milestone.project_id].append(record)
    return groups


def _milestone(
    milestone: Milestone,
    rows: Sequence[MilestoneDate],
    proposals: Sequence[DateProposal],
    known_at: datetime | None,
) -> MilestoneRecord:
    now = {
        row.kind: row.day
        for row in rows
        if row.superseded_at is None or (known_at is not None and row.superseded_at > known_at)
    }
    waiting = [one for one in proposals if not is_settled(one, known_at)]
    asked = waiting[-1] if waiting else None
    # Whoever asks for a day expects it, unless they said otherwise: what waits for a decision must not look on track.
    expected = now.get("forecast") or (asked.day if asked else None)
    return MilestoneRecord(
        milestone=milestone,
        dates=Dates(now.get("original"), now.get("approved"), expected, now.get("actual")),
        rows=tuple(rows),
        proposals=tuple(proposals),
        asked=asked,
        is_removed="removed" in now,
    )


def is_settled(proposal: DateProposal, known_at: datetime | None = None) -> bool:
    """Whether a proposal had been approved, refused or withdrawn by a moment (None: now)."""
    outcome = getattr(proposal, "outcome", None)
    return outcome is not None and (known_at is None or outcome.recorded_at <= known_at)
