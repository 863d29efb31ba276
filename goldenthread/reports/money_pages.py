"""One budget line with everything that happened to it, and what the budget pays for in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import (
    ActionTerms,
    BudgetChange,
    BudgetPosition,
    BudgetUse,
    CapitalFunding,
    PlanElementVersion,
    ProjectVersion,
    ServicePlanStanding,
)
from goldenthread.reports import marks
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.closed import closed_actions, closed_projects
from goldenthread.reports.finance import Stand, stands
from goldenthread.reports.money_grid import NO_FIGURE, UNEXPLAINED, verdict_of
from goldenthread.reports.money_records import LineRecord, close_position, line_records, money_rules, scope_of
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.scorecard import Row, scorecard
from goldenthread.reports.unseen import Cutoff, cutoffs
from goldenthread.rules.money import SIGNS, MoneyVerdict, pounds
from goldenthread.rules.money_words import CHANGE_KINDS, year_words
from goldenthread.rules.periods import day_words, period_containing
from goldenthread.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Paid:
    """What a line pays for: `kind` is element, measure or project; `row` the measure's result of the quarter."""

    use: int
    kind: str
    pk: int
    ref: str
    title: str
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class LinePage:
    """A line for one reader. `position` is that of the day it stands at, or None; `seen` what may be done here."""

    pk: int
    code: str
    title: str
    service_pk: int
    service: str
    stand: Stand
    verdict: MoneyVerdict
    explanation: str
    facts: tuple[tuple[str, str], ...]
    changes: Table
    positions: Table
    funding: Table
    paid: tuple[Paid, ...]
    capital: bool
    may_manage: bool
    may_explain: bool
    has_position: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line and what it pays for: what a budget review and a business plan look at together."""

    pk: int
    code: str
    title: str
    service: str
    budget: str
    verdict: MoneyVerdict
    paid: tuple[Paid, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """What a project, or an action of a service plan (`action`), says: where it is in the budget, and what it needs."""

    ref: str
    title: str
    reference: str
    resources: str
    action: int | None = None


@dataclass(frozen=True, slots=True)
class BudgetAndPlan:
    """Lines that pay for something in the plan, those that pay for nothing there, and what projects ask for."""

    stand: Stand
    lines: tuple[PlanLine, ...]
    loose: tuple[PlanLine, ...]
    resources: tuple[Resource, ...]


def line_page(
    *, reader: Actor, pk: int, on: date, ends: date | None = None, known_at: datetime | None = None
) -> LinePage:
    """The page of a line as it stood on the newest day with figures, or on `ends`."""
    reader.signed_in  # noqa: B018
    stand = stands(on=on, wanted=ends, known_at=known_at)
    found = line_records(stand.ends, known_at, lines=[pk], reader=reader)
    if not found:
        raise Refusal("no_such_line", "There is no such budget line.")
    record = found[0]
    rules, names = money_rules(stand.ends, known_at), names_on(stand.ends, known_at)
    works_on_it = reader.may("see_working", scope_of(record.version))
    hidden = () if works_on_it else cutoffs(reader, "budget", known_at).get(pk, ())
    scope, position = scope_of(record.version), record.position(stand.ends)
    return LinePage(
        pk=pk,
        code=record.line.code,
        title=record.version.title,
        service_pk=record.version.service_id,
        service=names.service(record.version.service_id),
        stand=stand,
        verdict=verdict_of(record.amounts(stand.ends), "service", rules),
        explanation=position.explanation if position else "",
        facts=_facts(record, stand, names, rules.fund_name(record.version.fund)),
        changes=_changes(record),
        positions=_positions(record, known_at, hidden, reader),
        funding=_funding(record, known_at),
        paid=_paid(reader, [pk], stand, known_at).get(pk, ()),
        capital=record.line.nature == "capital",
        may_manage=reader.may("manage_money", scope),
        may_explain=reader.may("explain_money", scope),
        has_position=position is not None,
    )


def _facts(record: LineRecord, stand: Stand, names: Names, fund: str) -> tuple[tuple[str, str], ...]:
    version, amounts = record.version, record.amounts(stand.ends)
    rows = [
        ("Service", f"{names.service(version.service_id)}, {names.directorate(version.service.directorate_id)}"),
        ("Fund", fund),
        ("Kind", f"{record.line.nature.capitalize()}, {record.line.flow}"),
        (f"Original budget {year_words(stand.year)}", pounds(amounts.original)),
        ("Changes since", pounds(amounts.changes)),
        ("Current budget", pounds(amounts.current)),
        ("Profile to date", _said(amounts.profile)),
        ("Actual to date", _said(amounts.actual)),
        ("Commitments", _said(amounts.commitments)),
        ("Forecast outturn", _said(amounts.forecast)),
        ("Variance", _said(amounts.variance)),
        ("Movement since the position before", _said(amounts.movement)),
    ]
    if record.line.nature == "capital":
        rows.append(("Total approved, all years", pounds(record.total_approved(stand.ends))))
        rows.append(("Moves to later years", pounds(amounts.slippage)))
    if version.about:
        rows.append(("About it", version.about))
    return tuple(rows)


def _said(pence: int | None) -> str:
    return NO_FIGURE if pence is None else pounds(pence)


def _changes(record: LineRecord) -> Table:
    """Every part of every year's budget, as it was decided, with who decided and why."""
    heads = (Column("Change", weight=2), Column("Year"), Column("From", "date"), Column("Amount", "number"))
    return Table(
        "How the budget came about",
        (*heads, Column("Why and by whose decision", weight=3)),
        tuple(
            (
                Cell(CHANGE_KINDS[row.kind]),
                Cell(year_words(row.year)),
                Cell(day_words(row.day), "date"),
                Cell(pounds(row.amount), "number"),
                Cell(_why(row)),
            )
            for row in record.changes
        ),
        f"In pounds. {SIGNS}",
    )


def _why(row: BudgetChange) -> str:
    said = [
        f"With {row.other.code}" if row.other else "",
        row.reason,
        f"Minute {row.decision.minute} of {day_words(row.decision.day)}" if row.decision else "",
    ]
    return ". ".join(part.rstrip(".") for part in said if part) or "As first set"


def _positions(record: LineRecord, known_at: datetime | None, hidden: Sequence[Cutoff], reader: Actor) -> Table:
    """Where it stood, every version that was ever recorded, the newest first; without words that are not to be seen."""
    until = {cutoff.ends: cutoff.until for cutoff in hidden}

    def is_after(row: BudgetPosition) -> bool:
        return row.ends in until and row.recorded_at > until[row.ends]

    then = BudgetPosition.objects.filter(line=record.line).order_by("-ends", "-recorded_at", "-pk")
    rows = list(then if known_at is None else then.filter(recorded_at__lte=known_at))
    marked = {} if reader.may_read_withheld(scope_of(record.version)) else marks.of_periods("line", known_at)
    for row in rows:
        close_position(row, marked)
    names = ("profile", "actual", "commitments", "forecast")
    heads = (Column("As at", weight=2), *(Column(name.capitalize(), "number") for name in names))
    return Table(
        "Every position, corrected ones too",
        (*heads, Column("Explanation", weight=3), Column("Recorded", weight=2)),
        tuple(
            (
                Cell(f"{day_words(row.ends)}{', replaced since' if row.superseded_at else ''}"),
                *(Cell(_said(getattr(row, name)), "number") for name in names),
                Cell(row.explanation if row.explanation and not is_after(row) else UNEXPLAINED),
                Cell(f"{day_words(row.recorded_at.date())}{f': {row.reason}' if row.reason else ''}"),
            )
            for row in rows
        ),
        f"In pounds. {SIGNS}",
    )


def _funding(record: LineRecord, known_at: datetime | None) -> Table:
    rows = list(CapitalFunding.objects.as_at(known_at).filter(line=record.line).order_by("source"))
    return Table(
        "What pays for the scheme",
        (Column("Source", weight=3), Column("Amount", "number")),
        tuple((Cell(row.source), Cell(pounds(row.amount), "number")) for row in rows),
        "In pounds, over the whole life of the scheme.",
    )


# The budget and the plan ----------------------------------------------------------------------------------------------


def budget_and_plan(
    *, reader: Actor, on: date, ends: date | None = None, known_at: datetime | None = None
) -> BudgetAndPlan:
    """Every line of the year with the parts of the plan, the measures and the projects it pays for (GA-13, HA-15)."""
    reader.signed_in  # noqa: B018
    stand = stands(on=on, wanted=ends, known_at=known_at)
    rules, names = money_rules(stand.ends, known_at), names_on(stand.ends, known_at)
    records = [record for record in line_records(stand.ends, known_at) if record.is_of(stand.year)]
    paid = _paid(reader, [record.line.pk for record in records], stand, known_at)
    lines = []
    for record in records:
        amounts = record.amounts(stand.ends)
        lines.append(
            PlanLine(
                record.line.pk,
                record.line.code,
                record.version.title,
                names.service(record.version.service_id),
                pounds(amounts.current),
                verdict_of(amounts, "service", rules),
                paid.get(record.line.pk, ()),
            )
        )
    asked = ProjectVersion.objects.as_at(known_at).exclude(budget_reference="", resources="")
    closed = closed_projects(reader, known_at)
    resources = tuple(
        Resource(one.project.ref, one.title, one.budget_reference or "None given", one.resources or "None given")
        for one in asked.select_related("project").order_by("project__ref")
        if one.project_id not in closed
    )
    resources += _planned(reader, known_at)
    return BudgetAndPlan(
        stand, tuple(line for line in lines if line.paid), tuple(line for line in lines if not line.paid), resources
    )


def _planned(reader: Actor, known_at: datetime | None) -> tuple[Resource, ...]:
    """The actions of this year's service plans that name a budget or ask for something, as the reader may see them."""
    terms = ActionTerms.objects.as_at(known_at).exclude(budget_reference="", resources="")
    terms = terms.filter(element__plan__starts__lte=reader.on, element__plan__ends__gte=reader.on)
    if not reader.is_officer:
        approved = ServicePlanStanding.objects.as_at(known_at).filter(status="approved")
        terms = terms.filter(element__plan__service_plan__in=approved.values("service_plan"))
    rows = terms.select_related("element").order_by("element__code", "pk")
    versions = PlanElementVersion.objects.as_at(known_at).filter(element__in=[row.element_id for row in rows])
    called = {one.element_id: one.title for one in versions}
    closed = closed_actions(reader, known_at)
    return tuple(
        Resource(
            row.element.code,
            called.get(row.element_id, ""),
            row.budget_reference or "None given",
            row.resources or "None given",
            row.element_id,
        )
        for row in rows
        if row.element_id not in closed
    )


def _paid(reader: Actor, lines: Iterable[int], stand: Stand, known_at: datetime | None) -> dict[int, tuple[Paid, ...]]:
    """What each line pays for on the day, measures with their result of that quarter."""
    uses = list(
        BudgetUse.objects.as_at(known_at)
        .filter(Q(ends__isnull=True) | Q(ends__gte=stand.ends), line__in=list(lines), starts__lte=stand.ends)
        .select_related("element", "measure", "project")
    )
    if not uses:
        return {}
    period = period_containing(stand.ends, "quarter", "financial")
    rows: dict[int, Row] = {}
    if any(use.measure_id for use in uses):
        card = scorecard(reader=reader, on=reader.on, span=period, known_at=known_at)
        rows = {row.result.measure_id: row for row in card.rows()}
    elements = PlanElementVersion.objects.as_at(known_at).filter(element__in=[use.element_id for use in uses])
    called = {one.element_id: one.title for one in elements}
    projects = ProjectVersion.objects.as_at(known_at).filter(project__in=[use.project_id for use in uses])
    titles = {one.project_id: one.title for one in projects}
    closed = closed_projects(reader, known_at)
    found: dict[int, tuple[Paid, ...]] = {}
    for use in uses:
        if use.project_id in closed:
            continue
        if use.element is not None:
            one = Paid(use.pk, "element", use.element.pk, use.element.code, called.get(use.element.pk, ""))
        elif use.measure is not None:
            row = rows.get(use.measure.pk)
            one = Paid(use.pk, "measure", use.measure.pk, use.measure.ref, row.result.title if row else "", row)
        elif use.project is not None:
            one = Paid(use.pk, "project", use.project.pk, use.project.ref, titles.get(use.project.pk, ""))
        else:
            continue
        found[use.line_id] = (*found.get(use.line_id, ()), one)
    return found
