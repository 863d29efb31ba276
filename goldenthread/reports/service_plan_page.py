"""One service plan or team plan, one action of it, and the same as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import BudgetLine, Council, Link, PostHolding, ServicePlan
from goldenthread.reports import risk_records
from goldenthread.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Numbering,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from goldenthread.reports.paper_risks import score_cell
from goldenthread.reports.risks import RiskLine, lines_of
from goldenthread.reports.service_plan_records import (
    PlanRecord,
    approver,
    framework_on,
    holds,
    load,
    may_approve,
    of_action,
    one,
)
from goldenthread.reports.service_plans import ACTION_COLUMNS, ActionLine, Book, PlanLine, action_row, read_book
from goldenthread.rules.periods import day_words
from goldenthread.rules.service_plans import STAGE_WORDS, STATUS_WORDS, next_stages


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section as it stands. `number` is its place in the framework, from 1; `note` stands in where risks fill it."""

    number: int
    heading: str
    paragraphs: tuple[str, ...]
    text: str
    written: str
    missing: bool
    is_risks: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Who held the post that owns the plan, and when."""

    name: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a plan or an action."""

    at: datetime
    what: str
    by: str
    detail: str


@dataclass(frozen=True, slots=True)
class ServicePlanPage:
    """A plan. `may` holds what the reader can do: write, approve, roll_over, stage:X, submit."""

    line: PlanLine
    sentence: str
    sections: tuple[SectionText, ...]
    heads: tuple[Head, ...]
    actions: tuple[ActionLine, ...]
    risks: tuple[RiskLine, ...]
    above: ServicePlan | None
    teams: tuple[PlanLine, ...]
    before: ServicePlan | None
    after: tuple[PlanLine, ...]
    approver: str
    history: tuple[Event, ...]
    may: frozenset[str]

    @property
    def by_aim(self) -> tuple[tuple[str, tuple[ActionLine, ...]], ...]:
        """The actions under the aims of the plan, in the plan's order."""
        groups: dict[str, list[ActionLine]] = {}
        for line in self.actions:
            groups.setdefault(line.aim, []).append(line)
        return tuple((aim, tuple(lines)) for aim, lines in groups.items())


def service_plan_page(*, reader: Actor, pk: int, on: date, known_at: datetime | None = None) -> ServicePlanPage:
    """One plan with everything in it, for whoever may see it."""
    record = one(reader=reader, pk=pk, known_at=known_at)
    service_plan = record.service_plan
    around = load(
        reader=reader,
        plans=ServicePlan.objects.filter(Q(above=pk) | Q(predecessor=pk)).values_list("pk", flat=True),
        known_at=known_at,
    )
    book = read_book(reader=reader, on=on, records=[record, *around], known_at=known_at)
    framework, line = book.framework(record), book.line(record)
    return ServicePlanPage(
        line=line,
        sentence=_sentence(line, on),
        sections=_sections(record, framework.service_plans.risk_section, framework.service_plan_sections),
        heads=_heads(service_plan),
        actions=tuple(book.action(record, action) for action in record.actions),
        risks=_risks(record, reader, on, known_at),
        above=service_plan.above,
        teams=tuple(book.line(each) for each in around if each.service_plan.above_id == pk),
        before=service_plan.predecessor,
        after=tuple(book.line(each) for each in around if each.service_plan.predecessor_id == pk),
        approver=framework.role_word(approver(service_plan, framework)),
        history=_history(record),
        may=frozenset(_may(reader, record, line, may_approve(reader, service_plan, framework), bool(around))),
    )


def _may(reader: Actor, record: PlanRecord, line: PlanLine, approves: bool, has_around: bool) -> Iterator[str]:
    if line.status == "submitted" and approves:
        yield "approve"
    if not reader.may("write_service_plans", record.scope):
        return
    yield "write"
    if line.status == "draft" and not line.gaps:
        yield "submit"
    for stage in next_stages(line.stage, record.standing.status):
        yield f"stage:{stage}"
    if not record.is_team_plan:
        yield "add_team"
        if record.followed_from is None and not (
            has_around and ServicePlan.objects.filter(predecessor=record.service_plan).exists()
        ):
            yield "roll_over"


def _sentence(line: PlanLine, on: date) -> str:
    """What matters most about a plan."""
    if line.gaps:
        named = [gap.section for gap in line.gaps if gap.section]
        what = f"Incomplete: {_listed(named)} missing" if named else f"Incomplete: {line.gaps[0].sentence}"
        return f"{what.removesuffix('.')}{'; the year has begun' if line.overdue else ''}."
    if line.status == "approved":
        verb = "is" if line.done < 2 else "are"
        done = f"{line.done or 'None'} of {line.actions} {'action' if line.actions == 1 else 'actions'} {verb} complete"
        return f"{done}, {line.late or 'none'} late."
    if line.status == "submitted":
        return "Complete, and waiting for approval."
    if line.status == "superseded":
        return f"Superseded by the next year's plan; {line.done} of {line.actions} actions were completed."
    return f"Complete, and not yet submitted for approval{'; the year has begun' if line.starts <= on else ''}."


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    said = f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else quoted[0]
    return f"{said} {'are' if len(quoted) > 1 else 'is'}"


def _sections(record: PlanRecord, risk_section: str, headings: tuple[str, ...]) -> tuple[SectionText, ...]:
    if record.is_team_plan:
        return ()
    found = []
    for number, heading in enumerate(headings, start=1):
        section = record.sections.get(heading)
        text = section.text if section else ""
        is_risks = heading == risk_section
        written = (
            f"{section.recorded_by.person.name}, {day_words(section.recorded_at.date())}" if section and text else ""
        )
        missing = not text and not (is_risks and record.risks)
        found.append(SectionText(number, heading, _paragraphs(text), text, written, missing, is_risks))
    return tuple(found)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.replace("\r\n", "\n").split("\n\n"))))


def _heads(service_plan: ServicePlan) -> tuple[Head, ...]:
    """Who held the owning post while the plan ran or was written, the newest first."""
    if service_plan.owner_id is None:
        return ()
    plan = service_plan.plan
    held = PostHolding.objects.filter(post=service_plan.owner_id, starts__lte=plan.ends)
    held = held.filter(Q(ends__isnull=True) | Q(ends__gte=plan.starts)).select_related("person")
    return tuple(Head(row.person.name, row.starts, row.ends) for row in held.order_by("-starts"))


def _risks(record: PlanRecord, reader: Actor, on: date, known_at: datetime | None) -> tuple[RiskLine, ...]:
    """The service's own risks; in a team's plan, those that bear on its actions."""
    if record.is_team_plan:
        elements = [action.element.pk for action in record.actions]
        linked = Link.objects.as_at(known_at).filter(serves__in=elements, risk__isnull=False)
        pks = set(linked.values_list("risk", flat=True))
        found = risk_records.load(reader=reader, known_at=known_at, risks=pks) if pks else []
    else:
        found = [
            each
            for each in risk_records.load(reader=reader, known_at=known_at)
            if each.statement.level == "service" and each.statement.service_id == record.service_plan.service_id
        ]
    still = [each for each in found if each.standing.state != "archived"]
    return lines_of(still, on=on, known_at=known_at) if still else ()


def _history(record: PlanRecord) -> tuple[Event, ...]:
    """What happened to the plan, the newest first."""
    found = []
    before = None
    for standing in record.standings:
        if before is None:
            what = "Begun"
        elif before.status == standing.status and before.stage != standing.stage:
            what = f"Moved to the stage {STAGE_WORDS[standing.stage]}"
        elif before.status == "submitted" and standing.status == "draft":
            what = "Returned or changed: a draft again"
        elif standing.status == "draft":
            what = "Changed: a draft again"
        else:
            what = STATUS_WORDS[standing.status]
        found.append(Event(standing.recorded_at, what, standing.recorded_by.person.name, standing.reason))
        before = standing
    return tuple(reversed(found))


# One action -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action of a plan. `budget` is what its budget reference is called in the ledger, where it is known there."""

    line: ActionLine
    plan: PlanLine
    above: ServicePlan | None
    budget: str
    budget_pk: int | None
    history: tuple[Event, ...]
    may: frozenset[str]


def action_page(*, reader: Actor, pk: int, on: date) -> ActionPage:
    """One action with how it has gone."""
    record, action = of_action(reader=reader, element=pk)
    book = read_book(reader=reader, on=on, records=[record])
    line = book.action(record, action)
    budget = BudgetLine.objects.filter(code__iexact=line.budget_reference).first() if line.budget_reference else None
    version = budget.versions.current().first() if budget else None
    may = set()
    if reader.may("write_service_plans", record.scope):
        may = {"write", "report"}
    elif holds(reader, line.owner_id):
        may = {"report"}
    return ActionPage(
        line=line,
        plan=book.line(record),
        above=record.service_plan.above,
        budget=version.title if version else "",
        budget_pk=budget.pk if budget else None,
        history=_progress(book, action.progress),
        may=frozenset(may),
    )


def _progress(book: Book, progress: tuple) -> tuple[Event, ...]:  # type: ignore[type-arg]
    found = []
    for said in reversed(progress):
        status = book.rules.status(said.status)
        percent = "" if said.percent is None else f", {said.percent}% complete"
        due = f" New date: {day_words(said.due)}." if said.due else ""
        stood = "" if said.on == said.recorded_at.date() else f" As at {day_words(said.on)}."
        what = f"{status.word}{percent}.{due}{stood}"
        found.append(Event(said.recorded_at, what, said.recorded_by.person.name, said.note))
    return tuple(found)


# As a document --------------------------------------------------------------------------------------------------------


def service_plan_document(*, reader: Actor, pk: int, on: date, known_at: datetime | None = None) -> Document:
    """The plan as a paper of its own: the framework's sections, the service's risks, the actions."""
    page = service_plan_page(reader=reader, pk=pk, on=on, known_at=known_at)
    council = Council.objects.first()
    line = page.line
    held = ", ".join(f"{head.name} from {day_words(head.starts)}" for head in page.heads)
    header = (
        ("Service", line.service),
        *((("Team", line.team),) if line.team else ()),
        ("Directorate", line.directorate),
        ("Year", f"{line.year}: {day_words(line.starts)} to {day_words(line.ends)}"),
        ("Owner", f"{line.owner}{f' ({held})' if held else ''}" if line.owner else "Nobody yet"),
        ("Stage of the year", line.stage_word),
        ("Status", line.approval or line.status_word),
    )
    sections = [Section(each.heading, tuple(_section_blocks(page, each))) for each in page.sections]
    if page.risks and not any(each.is_risks for each in page.sections):
        sections.append(Section("Risks", (_risk_table(page.risks),)))
    sections.append(Section("Actions", tuple(_action_blocks(page))))
    return Document(
        schema=1,
        council=council.name if council else "",
        colour=council.colour if council else "#1d4f5f",
        title=line.title,
        subtitle=page.sentence,
        header=header,
        sections=tuple(sections),
        appendices=(),
        numbering=_numbering(line.ends, known_at),
        stamp=f"{line.status_word}, as at {day_words(on)}",
        author=line.owner or line.service,
    )


def _numbering(on: date, known_at: datetime | None) -> Numbering:
    rule = framework_on(on, known_at).framework.committee_report.numbering
    return Numbering(rule.headings, rule.paragraphs, rule.restart.replace("_", " "))


def _section_blocks(page: ServicePlanPage, section: SectionText) -> Iterator[Block]:
    for text in section.paragraphs:
        yield Paragraph(text)
    if section.is_risks and page.risks:
        yield _risk_table(page.risks)
    elif section.missing:
        yield Paragraph("This section has not been written yet: the plan is incomplete.", numbered=False)


_RISK_COLUMNS = (
    Column("Risk", weight=5),
    Column("Owner", weight=2),
    Column("Score", "status", 2),
    Column("Target", "status", 2),
    Column("Next review", "date", 2),
)


def _risk_table(risks: tuple[RiskLine, ...]) -> Table:
    """The service's register, as it stands in the risks part."""
    rows = tuple(
        (
            Cell(f"{line.ref} {line.title}"),
            Cell(line.owner),
            score_cell(line.now, "Not scored"),
            score_cell(line.target, "Not set"),
            Cell(day_words(line.next_review), "date") if line.next_review else Cell("Not set"),
        )
        for line in risks
    )
    return Table("Operational risks", _RISK_COLUMNS, rows)


def _action_blocks(page: ServicePlanPage) -> Iterator[Block]:
    if not page.actions:
        yield Paragraph("This plan has no actions yet.", numbered=False)
        return
    counts = ", ".join(f"{number} {status.word.lower()}" for status, number in page.line.counts)
    number = page.line.actions
    yield Paragraph(f"The plan has {number} {'action' if number == 1 else 'actions'}: {counts}.")
    for aim, lines in page.by_aim:
        yield Table(aim or "Actions", ACTION_COLUMNS, tuple(action_row(line) for line in lines))
    resourced = [(f"{line.code} {line.title}", line.resources) for line in page.actions if line.resources]
    if resourced:
        yield Subheading("Resources")
        yield Facts(tuple(resourced))
