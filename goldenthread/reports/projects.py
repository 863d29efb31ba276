"""Projects in a list and on paper: how each is going, worst first, with the milestones that matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import DateProposal, MilestoneDate, ProjectUpdate, Round
from goldenthread.reports.blocks import Block, Bullets, Cell, Column, Paragraph, Subheading, Table
from goldenthread.reports.homes import Home, thread
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.project_records import (
    MilestoneRecord,
    ProjectRecord,
    as_read_by,
    delivery_rules,
    is_settled,
    project_records,
)
from goldenthread.reports.records import frameworks
from goldenthread.reports.scorecard import span_named
from goldenthread.rules.delivery import (
    NO_UPDATE,
    OVER,
    STATE_WORDS,
    DeliveryStatus,
    Verdict,
    by_concern,
    is_relevant,
    judge,
    movement,
    slip_words,
    summary_line,
    tally,
    worst,
)
from goldenthread.rules.framework_delivery import Delivery, DeliveryKind
from goldenthread.rules.money import pounds
from goldenthread.rules.periods import ONE_DAY, Period, day_words, period_containing, year_containing

ASPECT_WORDS = {"time": "Time", "cost": "Cost", "scope": "Scope", "benefits": "Benefits"}
MONEY_WORDS = {
    "budget": "Budget for the year",
    "actual": "Spent so far",
    "forecast": "Forecast for the year",
    "whole_life": "Whole-life cost",
}
MOVED = {
    "better": ("improved", "Improving"),
    "worse": ("declined", "Declining"),
    "same": ("unchanged", "Steady"),
    "": ("", "Nothing to compare"),
}


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone as it stands. `proposed` says what is asked and not yet decided, or is empty.

    `history` tells every change of its approved date and every refusal, oldest first. `relevant` ones are printed;
    `changed` since the beginning of the year or of the period that was asked for.
    """

    pk: int
    title: str
    original: date | None
    approved: date | None
    forecast: date | None
    actual: date | None
    asked: DateProposal | None
    proposed: str
    why: str
    verdict: Verdict
    status: DeliveryStatus
    history: tuple[str, ...]
    changed: bool
    relevant: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as it stands on a day, from the newest update, or from that of the period asked for.

    `status` is what was reported; `by_date` what its milestones' dates give. `moved` is "better", "worse", "same" or
    "". `change` says that it was added, completed, deleted or replaced since the year or the period began, or is empty;
    `heir` is the project that replaced it. `aspects` and `money` hold only what the update says, each with its word.
    """

    pk: int
    ref: str
    title: str
    kind: DeliveryKind
    category: str
    stage: str
    service_id: int
    service: str
    body_id: int | None
    body: str
    manager: str
    state: str
    state_word: str
    change: str
    heir: str
    status: DeliveryStatus
    was: DeliveryStatus | None
    moved: str
    by_date: DeliveryStatus | None
    period: Period | None
    percent_complete: int | None
    commentary: str
    achieved: str
    planned: str
    decisions_needed: str
    aspects: tuple[tuple[str, DeliveryStatus], ...]
    money: tuple[tuple[str, str], ...]
    milestones: tuple[MilestoneLine, ...]
    home: Home | None

    @property
    def is_over(self) -> bool:
        """Whether it is completed, deleted or replaced."""
        return self.state in OVER

    @property
    def is_counted(self) -> bool:
        """Whether totals count it: live and completed ones, not candidates nor what was given up."""
        return self.state in ("live", "completed")

    @property
    def asks(self) -> tuple[MilestoneLine, ...]:
        """The milestones that wait for a decision."""
        return tuple(milestone for milestone in self.milestones if milestone.asked is not None)


def current_span(on: date) -> Period:
    """The period that updates are about: the open round's, otherwise the last that has ended."""
    opened = Round.objects.filter(closed_at__isnull=True, ends__lt=on).order_by("-ends").first()
    if opened is not None:
        return Period(opened.starts, opened.ends, opened.label)
    known = frameworks()
    calendar = known[-1].framework.calendar if known else None
    frequency = calendar.periods if calendar and calendar.periods != "custom" else "quarter"
    whose_year = calendar.whose_year if calendar else "financial"
    running = period_containing(on, frequency, whose_year)
    return period_containing(running.start - ONE_DAY, frequency, whose_year)


def project_lines(
    *,
    reader: Actor,
    on: date,
    known_at: datetime | None = None,
    bodies: Collection[int] | None = None,
    services: Collection[int] | None = None,
    span: Period | None = None,
) -> tuple[ProjectLine, ...]:
    """Every project of these bodies and services (None: of all), the worst first, then by reference.

    With a `span` only its own update counts, and what has none says so; changes are those since it began. Without one
    the newest update counts, and changes are those of the financial year. Projects that were over before are left out.
    """
    reader.signed_in  # noqa: B018  # projects are for everybody who is signed in
    book = ProjectBook(on, known_at, span, reader=reader)
    lines = (
        book.line(record)
        for record in book.records
        if (bodies is None or record.version.body_id in bodies)
        and (services is None or record.version.service_id in services)
        and not book.was_over(record)
    )
    return tuple(sorted(lines, key=_worst_first))


def _worst_first(line: ProjectLine) -> tuple[bool, int, int, str]:
    """By status, P2 before P10; candidates and what was given up come after what is counted."""
    return not line.is_counted, by_concern(line.status.shown_as), len(line.ref), line.ref


class ProjectBook:
    """Everything read once that lines of projects are made from, and the rules of the day."""

    def __init__(
        self,
        on: date,
        known_at: datetime | None,
        span: Period | None = None,
        projects: Iterable[int] | None = None,
        *,
        services: Iterable[int] | None = None,
        reader: Actor,
    ) -> None:
        self.on, self.known_at, self.span = on, known_at, span
        self.rules: Delivery = delivery_rules(span.end if span else on, known_at)
        self.statuses: Mapping[str, DeliveryStatus] = {one.code: one for one in self.rules.status_set}
        self.records: tuple[ProjectRecord, ...] = as_read_by(
            reader, project_records(known_at, projects=projects, services=services), known_at
        )
        self.names: Names = names_on(on, known_at)
        self.since: date = span.start if span else year_containing(on, "financial").start
        self._homes: Mapping[int, Home] = thread(on, known_at).homes("project")

    def was_over(self, record: ProjectRecord) -> bool:
        """Whether it was over before the year, or the period, began."""
        standing = record.standing(self.on)
        return standing.state in OVER and standing.effective_from < self.since

    def update(self, record: ProjectRecord) -> ProjectUpdate | None:
        """The update that counts."""
        if self.span is not None:
            return record.update(self.span.start, self.span.end)
        return next((one for one in reversed(record.updates) if one.starts <= self.on), None)

    def line(self, record: ProjectRecord) -> ProjectLine:
        version, standing = record.version, record.standing(self.on)
        update = self.update(record)
        before = _before(record, update)
        milestones = tuple(self.milestone(each) for each in record.milestones)
        worst_date = worst(each.verdict.outcome for each in milestones if not each.removed)
        moved = movement(before.overall, update.overall, self.statuses) if before and update else ""
        return ProjectLine(
            pk=record.project.pk,
            ref=record.project.ref,
            title=version.title,
            kind=self.rules.kind(record.project.kind),
            category=version.category,
            stage=version.stage,
            service_id=version.service_id,
            service=self.names.service(version.service_id),
            body_id=version.body_id,
            body=self.names.body(version.body_id),
            manager=version.manager.title if version.manager else "",
            state=standing.state,
            state_word=STATE_WORDS[standing.state],
            change=self._change(record),
            heir=standing.replaced_by.ref if standing.replaced_by else "",
            status=self._status(standing.state, update),
            was=self.rules.status(before.overall) if before else None,
            moved=moved,
            by_date=self.rules.of_outcome(worst_date) if worst_date else None,
            period=span_named(update.starts, update.ends) if update else None,
            percent_complete=update.percent_complete if update else None,
            commentary=update.commentary if update else "",
            achieved=update.achieved if update else "",
            planned=update.planned if update else "",
            decisions_needed=update.decisions_needed if update else "",
            aspects=_aspects(update, self.rules),
            money=_money(update),
            milestones=milestones,
            home=self._homes.get(record.project.pk),
        )

    def _status(self, state: str, update: ProjectUpdate | None) -> DeliveryStatus:
        if state == "completed":
            return self.rules.of_outcome("complete")
        if state in ("deleted", "replaced"):
            return DeliveryStatus(state, STATE_WORDS[state], "not_applicable")
        if state == "proposed":
            return DeliveryStatus(state, STATE_WORDS[state], "not_due")
        return self.rules.status(update.overall) if update else NO_UPDATE

    def _change(self, record: ProjectRecord) -> str:
        """ "Completed on 8 July 2026: opened." where that happened since the year or the period began."""
        standing = record.standing(self.on)
        first = next((one for one in record.standings if one.state == "live"), None)
        if standing.state == "live" and standing == first and self._is_new(record):
            return f"Added on {day_words(standing.effective_from)}."
        if standing.state not in OVER:
            return ""
        heir = f" by {standing.replaced_by.ref}" if standing.replaced_by else ""
        minute = f" (minute {standing.decision.minute})" if standing.decision else ""
        why = standing.reason.rstrip(".")
        return f"{STATE_WORDS[standing.state]}{heir} on {day_words(standing.effective_from)}{minute}: {why}."

    def _is_new(self, record: ProjectRecord) -> bool:
        return self.since <= record.standing(self.on).effective_from <= self.on

    def milestone(self, record: MilestoneRecord) -> MilestoneLine:
        verdict = judge(record.dates, self.rules.date_rule, on=self.on)
        changed = self._is_changed(record)
        asked = record.asked
        dates = record.dates
        relevant = is_relevant(dates, verdict, changed=changed, on=self.on, ahead=self.rules.printed_ahead_months)
        return MilestoneLine(
            pk=record.milestone.pk,
            title=record.milestone.title,
            original=dates.original,
            approved=dates.approved,
            forecast=dates.forecast,
            actual=dates.actual,
            asked=asked,
            proposed="" if asked is None else day_words(asked.day) if asked.day else "To be removed",
            why=asked.reason if asked else _last_reason(record),
            verdict=verdict,
            status=self.rules.of_outcome(verdict.outcome),
            history=tuple(_history(record, self.known_at)),
            changed=changed,
            relevant=relevant if not record.is_removed else changed,
            removed=record.is_removed,
        )

    def _is_changed(self, record: MilestoneRecord) -> bool:
        """Asked to change, or decided, reached or removed since the year or the period began."""
        if record.asked is not None:
            return True
        decided = (one.outcome.decision for one in record.proposals if is_settled(one, self.known_at))
        if any(decision is not None and decision.day >= self.since for decision in decided):
            return True
        return record.dates.actual is not None and record.dates.actual >= self.since


def _aspects(update: ProjectUpdate | None, rules: Delivery) -> tuple[tuple[str, DeliveryStatus], ...]:
    given = ((word, getattr(update, aspect, "")) for aspect, word in ASPECT_WORDS.items())
    return tuple((word, rules.status(code)) for word, code in given if code)


def _money(update: ProjectUpdate | None) -> tuple[tuple[str, str], ...]:
    given = ((word, getattr(update, kind, None)) for kind, word in MONEY_WORDS.items())
    return tuple((word, pounds(pence)) for word, pence in given if pence is not None)


def _before(record: ProjectRecord, update: ProjectUpdate | None) -> ProjectUpdate | None:
    """The update before that one."""
    earlier = [one for one in record.updates if update is not None and one.ends < update.ends]
    return earlier[-1] if earlier else None


def _last_reason(record: MilestoneRecord) -> str:
    """Why it is expected, was reached or was approved when it was: the newest reason given."""
    given: list[MilestoneDate] = [row for row in record.rows if row.reason and row.kind != "original"]
    return given[-1].reason if given else ""


def _history(record: MilestoneRecord, known_at: datetime | None) -> Iterator[str]:
    for proposal in record.proposals:
        if not is_settled(proposal, known_at):
            continue
        outcome = proposal.outcome
        what = day_words(proposal.day) if proposal.day else "removal"
        if outcome.decision is None:
            yield f"{what} was proposed ({proposal.reason.rstrip('.')}) and taken back: {outcome.reason}"
        else:
            yield (
                f"{what} was {outcome.outcome} on {day_words(outcome.decision.day)} (minute "
                f"{outcome.decision.minute}). It was asked for because: {proposal.reason}"
            )


# Totals and paper -----------------------------------------------------------------------------------------------------


def summary(lines: Sequence[ProjectLine], rules: Delivery) -> str:
    """ "30 projects, 3 red, 1 amber, 26 green": live and completed ones, each counted once."""
    counted = [line for line in lines if line.is_counted]
    kinds = {line.kind.code: line.kind for line in counted}
    one = next(iter(kinds.values())).name.lower() if len(kinds) == 1 else "project"
    several = next(iter(kinds.values())).several.lower() if len(kinds) == 1 else "projects"
    return summary_line([line.status.code for line in counted], rules.status_set, one, several)


def counts(lines: Sequence[ProjectLine], rules: Delivery) -> tuple[tuple[DeliveryStatus, int], ...]:
    """How many have each status, the worst first; they add up to the projects that are counted."""
    return tally((line.status.code for line in lines if line.is_counted), rules.status_set)


GROUPS = {"priority": "Priority", "service": "Service", "committee": "Committee"}
"""What a list may be grouped by: code and word."""
OUTSIDE = "Outside the plan"
NO_COMMITTEE = "No committee"


def grouped(lines: Sequence[ProjectLine], by: str) -> tuple[tuple[str, tuple[ProjectLine, ...]], ...]:
    """The lines under headings, in alphabetical order with what has none last; all under "" where `by` is no group."""
    if by not in GROUPS:
        return (("", tuple(lines)),)
    groups: dict[str, tuple[ProjectLine, ...]] = {}
    for line in lines:
        heading = _heading(line, by)
        groups[heading] = (*groups.get(heading, ()), line)
    return tuple(sorted(groups.items(), key=lambda group: (group[0] in (OUTSIDE, NO_COMMITTEE), group[0])))


def _heading(line: ProjectLine, by: str) -> str:
    if by == "priority":
        return f"{line.home.top.code} {line.home.top.title}" if line.home else OUTSIDE
    return line.service if by == "service" else line.body or NO_COMMITTEE


PROJECT_COLUMNS = (
    Column("Project", weight=8),
    Column("Status", "status", 5),
    Column("Since last update", "direction", 5),
    Column("Dates", "status", 5),
    Column("Complete", "number", 4),
    Column("What the project says", weight=10),
)
MILESTONE_COLUMNS = (
    Column("Milestone", weight=4),
    Column("Original date", "date", 2),
    Column("Approved date", "date", 2),
    Column("Proposed date", "change", 2),
    Column("Forecast or reached", "date", 3),
    Column("Against approved", weight=2),
    Column("Against original", weight=2),
    Column("Why", weight=4),
)


def projects_with_totals(lines: Sequence[ProjectLine], rules: Delivery) -> tuple[Block, ...]:
    """The line that counts projects, the table of them, and which were added, completed, deleted and replaced."""
    if not lines:
        return (Paragraph("No projects are reported here."),)
    blocks: list[Block] = [Paragraph(f"{summary(lines, rules)}.")]
    counted = [line for line in lines if line.is_counted]
    if counted:
        blocks.append(project_table("Projects", counted))
    changed = tuple(f"{line.ref} {line.title}. {line.change}" for line in lines if line.change)
    if changed:
        blocks += [Subheading("Added, completed, deleted and replaced", 3), Bullets(changed)]
    return tuple(blocks)


def project_table(caption: str, lines: Iterable[ProjectLine]) -> Table:
    """A row for each project."""
    return Table(caption, PROJECT_COLUMNS, tuple(map(_row, lines)))


# In millimetres of a page’s 170: “30 September” fits its line.
PRINTED_COLUMNS = (
    Column("Milestone", weight=25),
    Column("Original date", "date", 25),
    Column("Approved date", "date", 25),
    Column("Proposed date", "change", 25),
    Column("Forecast or reached", "date", 25),
    Column("Slippage", weight=17),
    Column("Why", weight=28),
)


def milestone_tables(lines: Iterable[ProjectLine], caption: str) -> tuple[Table, ...]:
    """The milestones that have changed, are late or fall due soon (NH-13); no table where there are none.

    A date that waits for a decision is highlighted. The full set of milestones is on each project's page.
    """
    rows = tuple(
        _printed(milestone, f"{line.ref} {milestone.title}")
        for line in lines
        for milestone in line.milestones
        if milestone.relevant and not line.is_over
    )
    note = "Milestones that have changed, are late or fall due soon. All of them are on the projects' pages."
    return (Table(caption, PRINTED_COLUMNS, rows, note),) if rows else ()


def _printed(milestone: MilestoneLine, title: str) -> tuple[Cell, ...]:
    """A milestone on paper: lateness against both dates in one column."""
    cells = milestone_row(milestone, title)
    against_approved, against_original = cells[5].text, cells[6].text
    same = against_approved == against_original
    slip = against_approved if same else f"{against_approved}; {against_original} against the original"
    return (*cells[:5], Cell(slip), cells[7])


_CHANGES = {
    "Added": "confirm the addition of",
    "Completed": "note the completion of",
    "Deleted": "note the deletion of",
    "Replaced": "note the replacement of",
}


def recommendations(lines: Sequence[ProjectLine], body: str) -> tuple[str, ...]:
    """What a body is asked to agree or note about projects, a sentence each."""
    found = [_asked(line, milestone) for line in lines for milestone in line.asks]
    for words, verb in _CHANGES.items():
        named = [_named(line) for line in lines if line.change.startswith(words)]
        if named:
            found.append(f"That {body} {verb} {'; '.join(named)}.")
    return tuple(found)


def _named(line: ProjectLine) -> str:
    return f"{line.ref} {line.title}" + (f" by {line.heir}" if line.heir else "")


def _asked(line: ProjectLine, milestone: MilestoneLine) -> str:
    what = f"“{milestone.title}” of {line.ref} {line.title}"
    if milestone.asked is None or milestone.asked.day is None:
        return f"That the removal of the milestone {what} be approved."
    was = f" (approved date {day_words(milestone.approved)})" if milestone.approved else ""
    return f"That a new date of {milestone.proposed} be approved for {what}{was}."


def _row(line: ProjectLine) -> tuple[Cell, ...]:
    by_date = line.by_date
    return (
        Cell(f"{line.ref} {line.title}"),
        status_cell(line.status),
        Cell(MOVED[line.moved][1], "direction", code=MOVED[line.moved][0]),
        status_cell(by_date) if by_date else Cell("No milestones"),
        Cell("Not said" if line.percent_complete is None else f"{line.percent_complete}%"),
        Cell(line.commentary or line.achieved or "Nothing was said."),
    )


def status_cell(status: DeliveryStatus, sentence: str = "") -> Cell:
    """A status in a table, in the council's word and the shape and colour it is shown as."""
    return Cell(status.word, "status", code=status.shown_as, sentence=sentence)


def milestone_row(milestone: MilestoneLine, title: str) -> tuple[Cell, ...]:
    """A milestone in a table of `MILESTONE_COLUMNS`."""
    verdict = milestone.verdict
    return (
        Cell(title),
        day_cell(milestone.original),
        day_cell(milestone.approved),
        Cell(milestone.proposed, "change") if milestone.proposed else Cell("None"),
        Cell("Removed") if milestone.removed else Cell(_when(milestone), sentence=verdict.sentence),
        Cell(slip_words(verdict.slip_approved)),
        Cell(slip_words(verdict.slip_original)),
        Cell(milestone.why or "Nothing was said."),
    )


def day_cell(day: date | None) -> Cell:
    """A date in a table, or that there is none."""
    return Cell(day_words(day), "date") if day else Cell("None set")


def _when(milestone: MilestoneLine) -> str:
    if milestone.actual:
        return f"Reached {day_words(milestone.actual)}"
    if milestone.forecast:
        return f"Expected {day_words(milestone.forecast)}"
    return "Not reached yet" if (milestone.verdict.slip_approved or 0) > 0 else "As approved"
