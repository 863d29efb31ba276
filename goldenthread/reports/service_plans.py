"""Every service's plan of a year: by directorate, how complete it is, whether it is approved, how its actions go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import PlanElementVersion, Service
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.records import FrameworkInForce, frameworks, in_force
from goldenthread.reports.service_plan_records import ActionRecord, PlanRecord, load, may_approve
from goldenthread.rules.delivery import NO_UPDATE, DeliveryStatus, tally
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import day_words, year_containing
from goldenthread.rules.service_plans import STAGE_WORDS, STATUS_WORDS, Gap, fate, year_words


@dataclass(frozen=True, slots=True)
class Served:
    """A part of the Council Plan that an action serves."""

    pk: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as it stands: what, whose, by when, and for which year and stage of which plan."""

    pk: int
    code: str
    title: str
    description: str
    aim: str
    owner: str
    owner_id: int | None
    first_due: date | None
    due: date | None
    status: DeliveryStatus
    percent: int | None
    note: str
    said_on: date | None
    late: bool
    plan_pk: int
    plan: str
    year: str
    stage: str
    budget_reference: str
    resources: str
    serves: tuple[Served, ...]

    @property
    def due_words(self) -> str:
        """ "30 June 2026", or that there is no date."""
        return day_words(self.due) if self.due else "No date"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list. `overdue`: its year has begun and it is not approved. `changed`: since it was approved."""

    pk: int
    title: str
    service_id: int
    service: str
    directorate: str
    team: str
    year: str
    starts: date
    ends: date
    owner: str
    status: str
    status_word: str
    stage: str
    stage_word: str
    approval: str
    gaps: tuple[Gap, ...]
    overdue: bool
    changed: bool
    actions: int
    done: int
    late: int
    counts: tuple[tuple[DeliveryStatus, int], ...]
    waits_for_reader: bool

    @property
    def complete_words(self) -> str:
        """ "Complete", or how much is missing."""
        if not self.gaps:
            return "Complete"
        return f"{len(self.gaps)} {'thing' if len(self.gaps) == 1 else 'things'} missing"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in a year, with its plan where there is one, and its teams' plans."""

    pk: int
    name: str
    plan: PlanLine | None
    teams: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The plans of a year by directorate. `years` are those there are plans for: year and words, newest first."""

    lead: str
    year: int
    years: tuple[tuple[int, str], ...]
    directorates: tuple[tuple[str, tuple[ServiceLine, ...]], ...]


@dataclass(slots=True)
class Book:
    """The plans that a reader may see, and the words to show them in."""

    reader: Actor
    on: date
    records: tuple[PlanRecord, ...]
    names: Names
    rules: Delivery
    served: Mapping[int, Served]
    frameworks: tuple[FrameworkInForce, ...]

    def framework(self, record: PlanRecord) -> Framework:
        """The framework that a plan is held to."""
        held = in_force(self.frameworks, record.service_plan.plan.ends) or self.frameworks[0]
        return held.framework

    def line(self, record: PlanRecord) -> PlanLine:
        one = record.service_plan
        framework = self.framework(record)
        actions = [self.action(record, action) for action in record.actions]
        status, approved = record.status(self.on), record.approved
        return PlanLine(
            pk=one.pk,
            title=one.plan.title,
            service_id=one.service_id,
            service=self.names.service(one.service_id),
            directorate=self.names.directorate(one.service.directorate_id),
            team=one.team,
            year=year_words(one.plan.starts, one.plan.ends),
            starts=one.plan.starts,
            ends=one.plan.ends,
            owner=one.owner.title if one.owner else "",
            status=status,
            status_word=STATUS_WORDS[status],
            stage=record.standing.stage,
            stage_word=STAGE_WORDS[record.standing.stage],
            approval=_approval(record, self.names) if approved else "",
            gaps=record.gaps(framework),
            overdue=approved is None and one.plan.starts <= self.on <= one.plan.ends,
            changed=approved is not None and status in ("draft", "submitted"),
            actions=len(actions),
            done=sum(fate(action.status) == "done" for action in actions),
            late=sum(action.late for action in actions),
            counts=tally([action.status.code for action in actions], self.rules.status_set),
            waits_for_reader=status == "submitted" and may_approve(self.reader, one, framework),
        )

    def action(self, record: PlanRecord, action: ActionRecord) -> ActionLine:
        one, last, due = record.service_plan, action.last(self.on), action.due(self.on)
        status = self.rules.status(last.status) if last else NO_UPDATE
        return ActionLine(
            pk=action.element.pk,
            code=action.element.code,
            title=action.words.title,
            description=action.words.description,
            aim=action.terms.aim,
            owner=action.words.owner.title if action.words.owner else "",
            owner_id=action.words.owner_id,
            first_due=action.terms.due,
            due=due,
            status=status,
            percent=last.percent if last else None,
            note=last.note if last else "",
            said_on=last.on if last else None,
            late=fate(status) == "carries" and due is not None and due < self.on <= one.plan.ends,
            plan_pk=one.pk,
            plan=one.plan.title,
            year=year_words(one.plan.starts, one.plan.ends),
            stage=STAGE_WORDS[record.standing.stage],
            budget_reference=action.terms.budget_reference,
            resources=action.terms.resources,
            serves=tuple(self.served[pk] for pk in action.serves if pk in self.served),
        )


def read_book(*, reader: Actor, on: date, records: Iterable[PlanRecord], known_at: datetime | None = None) -> Book:
    """A book of these plans: five queries."""
    found = tuple(records)
    pks = {pk for record in found for action in record.actions for pk in action.serves}
    versions = PlanElementVersion.objects.as_at(known_at).filter(element__in=pks).select_related("element")
    served = {row.element_id: Served(row.element_id, row.element.code, row.title) for row in versions}
    return Book(reader, on, found, names_on(on, known_at), delivery_rules(on, known_at), served, frameworks(known_at))


def plans_page(*, reader: Actor, on: date, year: int | None = None) -> PlansPage:
    """Every service's plan of a year (the calendar year in which it begins); without one, the year of the day."""
    records = load(reader=reader)
    spans = {one.service_plan.year: one.service_plan.plan for one in records}
    years = tuple(
        (begins, year_words(spans[begins].starts, spans[begins].ends)) for begins in sorted(spans, reverse=True)
    )
    chosen = year if year in spans else _year_of(on, records)
    book = read_book(reader=reader, on=on, records=[one for one in records if one.service_plan.year == chosen])
    lines = [book.line(record) for record in book.records]
    rows = _services(lines, book.names, spans[chosen].starts if chosen in spans else on)
    return PlansPage(_lead(rows, dict(years).get(chosen, year_containing(on, "financial").label)), chosen, years, rows)


def _year_of(on: date, records: Sequence[PlanRecord]) -> int:
    """The year whose plans run on a day; else the newest there is; else the day's own."""
    running = [
        one.service_plan.year for one in records if one.service_plan.plan.starts <= on <= one.service_plan.plan.ends
    ]
    return max(running or [one.service_plan.year for one in records] or [year_containing(on, "financial").start.year])


def _services(lines: Sequence[PlanLine], names: Names, starts: date) -> tuple[tuple[str, tuple[ServiceLine, ...]], ...]:
    plans = {line.service_id: line for line in lines if not line.team}
    teams: dict[int, list[PlanLine]] = defaultdict(list)
    for line in lines:
        if line.team:
            teams[line.service_id].append(line)
    running = Service.objects.filter(Q(ends__isnull=True) | Q(ends__gte=starts) | Q(pk__in=plans))
    groups: dict[str, list[ServiceLine]] = defaultdict(list)
    for service in running:
        row = ServiceLine(service.pk, names.service(service.pk), plans.get(service.pk), tuple(teams[service.pk]))
        groups[names.directorate(service.directorate_id)].append(row)
    return tuple((name, tuple(sorted(found, key=lambda one: one.name))) for name, found in sorted(groups.items()))


def _lead(rows: Sequence[tuple[str, Sequence[ServiceLine]]], year: str) -> str:
    services = [line for _, found in rows for line in found]
    if not services:
        return "There are no services yet."
    plans = [line.plan for line in services if line.plan is not None]
    approved = sum(plan.status in ("approved", "superseded") for plan in plans)
    said = [
        f"{approved} of {len(services)} {'service has' if len(services) == 1 else 'services have'} an approved plan "
        f"for {year}"
    ]
    incomplete = sum(bool(plan.gaps) for plan in plans)
    if incomplete:
        said.append(f"{incomplete} {'plan is' if incomplete == 1 else 'plans are'} incomplete")
    overdue = sum(plan.overdue for plan in plans)
    if overdue:
        said.append(f"{overdue} should have been approved before the year began")
    missing = len(services) - len(plans)
    if missing and plans:
        said.append(f"{missing} {'has' if missing == 1 else 'have'} none")
    return "; ".join(said) + "."


def _approval(record: PlanRecord, names: Names) -> str:
    found = record.approved
    if found is None:
        return ""
    by = names.body(found.decision.body_id) if found.decision else found.recorded_by.person.name
    return f"Approved by {by} on {day_words(found.recorded_at.date())}"


# Tables, the same on the page, in files and in CSV -------------------------------------------------------------------

ACTION_COLUMNS = (
    Column("Action", weight=37),
    Column("Owner", weight=25),
    Column("Due", kind="date", weight=25),
    Column("Status", kind="status", weight=25),
    Column("Progress", weight=28),
    Column("Serves", weight=15),
    Column("Budget", weight=15),
)
EXPORT_COLUMNS = tuple(
    Column(title)
    for title in (
        "Code", "Action", "Aim", "Plan", "Year", "Stage", "Owner", "First due", "Due", "Status", "Percent complete",
        "Last update", "Progress", "Serves", "Budget reference", "Resources",
    )
)  # fmt: skip


def action_row(line: ActionLine) -> tuple[Cell, ...]:
    """An action in a table of `ACTION_COLUMNS`."""
    percent = "" if line.percent is None else f"{line.percent}% complete. "
    return (
        Cell(f"{line.code} {line.title}"),
        Cell(line.owner or "Nobody yet"),
        Cell(line.due_words, "date"),
        Cell(line.status.word, "status", code=line.status.shown_as),
        Cell((percent + line.note).strip() or "Nothing was said."),
        Cell(", ".join(served.code for served in line.serves) or "Nothing yet"),
        Cell(line.budget_reference or "None"),
    )


def export_table(lines: Sequence[ActionLine]) -> Table:
    """Actions for whoever links them elsewhere, such as to appraisals: posts, never persons or what they are set."""
    return Table("Actions", EXPORT_COLUMNS, tuple(_export_row(line) for line in lines))


def _export_row(line: ActionLine) -> tuple[Cell, ...]:
    def day(given: date | None) -> str:
        return given.isoformat() if given else ""

    percent = "" if line.percent is None else str(line.percent)
    return tuple(
        Cell(text)
        for text in (
            line.code, line.title, line.aim, line.plan, line.year, line.stage, line.owner, day(line.first_due),
            day(line.due), line.status.word, percent, day(line.said_on), line.note,
            "; ".join(f"{served.code} {served.title}" for served in line.serves), line.budget_reference,
            line.resources,
        )
    )  # fmt: skip
