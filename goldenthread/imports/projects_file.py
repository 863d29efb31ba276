"""A portfolio of projects in: one row for each project, as it stood at the end of a year.

The headings of the published Government Major Projects Portfolio are known, with what is odd about them: semicolons,
two columns called colour_rating, money in millions, and a sentence ("Exempt under Section 43 …") where a number was
withheld.
A preview is the load itself, undone; nothing is loaded while a row cannot be read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from goldenthread.access import Actor, check_can
from goldenthread.actions import door, import_batches, milestones, organisation, project_updates, projects
from goldenthread.actions.project_updates import Said
from goldenthread.actions.projects import Words
from goldenthread.imports.loading import Line
from goldenthread.imports.lookup import body_by_code, directorate_by_code, service_by_code
from goldenthread.imports.tables import Row, RowProblem, Sheet, read_table, require
from goldenthread.models import Body, Directorate, Project, Service
from goldenthread.reports.project_records import ProjectRecord, delivery_rules, project_records
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import ONE_DAY, Period, year_containing
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import parse_number

KIND: Final = "projects"
END: Final = "The project ends"
COLUMNS: Final = {
    "ref": "the project's reference, never used again",
    "title": "its name",
    "service": "the code of its service",
    "category": "what sort of project it is",
    "description": "what it is for",
    "status": "red, amber or green, or one of the framework's statuses",
    "second status": "the same, where the first is empty",
    "commentary": "why it has that status",
    "starts": "its first day",
    "ends": "the day it should be finished",
    "schedule": "why it ends then",
    "budget": "the year's budget",
    "forecast": "the year's forecast",
    "whole life": "what it costs from beginning to end",
    "cost": "about the money",
    "benefits": "what it should achieve",
    "year": "the year at whose end, on 31 March, this was so",
}
NEEDED: Final = ("ref", "title", "service", "status")
# The headings of the Government Major Projects Portfolio, as published for 2021/22 and 2022/23.
PUBLISHED: Final = {
    "project_number": "ref",
    "project_name": "title",
    "department": "service",
    "report_category": "category",
    "description_aims": "description",
    "colour_rating": "status",
    "colour_rating (2)": "second status",
    "rating_comment": "commentary",
    "start_date": "starts",
    "end_date": "ends",
    "schedule_comment": "schedule",
    "total_baseline": "budget",
    "forecast_incl_NGC": "forecast",
    "wlc_baseline_incl_NCG": "whole life",
    "budget_comment": "cost",
    "benefits_comment": "benefits",
    "year": "year",
}
_MILLIONS: Final = Decimal(100_000_000)
_POUNDS: Final = Decimal(100)
_DATES: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
# What is written where a figure, a date or a rating is not given; there are dozens of wordings.
_WITHHELD: Final = re.compile(
    r"exempt|early planning|not in a position|not yet|not provide|n/?a\b|reset|^-$|^$", re.IGNORECASE
)
_NO_COMMENT: Final = "No comment was published."


@dataclass(frozen=True, slots=True)
class ProjectWishes:
    """How a portfolio is loaded: where new services belong, whose the projects are, and which year where none is said.

    `directorate` is a code, or "CODE=Name" to have it made. `year` is the calendar year in which the period ends.
    """

    directorate: str = ""
    create_services: bool = False
    committee: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectsOutcome:
    """What a file does, or did where `loaded`: a line for each row, and remarks about what is withheld or missing."""

    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    made: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    loaded: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many rows add, change and leave unchanged."""
        return dict(Counter(line.effect for line in self.lines))


class _Undo(Exception):
    """Ends a transaction whose changes are not wanted."""


def read(content: bytes, name: str, columns: Mapping[str, str] | None = None) -> tuple[Sheet, bool]:
    """The file as a table of `COLUMNS`, and whether its money is in millions, as the published portfolio's is.

    `columns` says which heading stands for which column, where it is neither the column's own nor a published one.
    """
    plainly = read_table(content, name, number_repeats=True)
    chosen = dict(columns or {})
    for heading in plainly.headers:
        column = PUBLISHED.get(heading, "")
        if column and heading not in chosen and column not in chosen.values():
            chosen[heading] = column
    sheet = read_table(content, name, renamed=chosen, number_repeats=True)
    require(sheet, NEEDED)
    return sheet, {"project_number", "total_baseline"} <= set(plainly.headers)


def load_projects(
    *,
    by: Actor,
    at: datetime,
    content: bytes,
    name: str,
    wishes: ProjectWishes,
    keep: bool,
    columns: Mapping[str, str] | None = None,
) -> ProjectsOutcome:
    """Load a portfolio, or, without `keep`, find out what loading it would do. A second load changes nothing."""
    check_can(by, "import_data")
    sheet, in_millions = read(content, name, columns)
    try:
        with door.write():
            loading = _Loading(by, at, name, wishes, _MILLIONS if in_millions else _POUNDS)
            loading.take(sheet)
            outcome = loading.outcome(keep=keep)
            if not outcome.loaded:
                raise _Undo
            import_batches.record(
                by=by, at=at, kind=KIND, file_name=name, content=content, counts=outcome.counts, mapping=columns
            )
    except _Undo:
        pass
    return outcome


@dataclass(slots=True)
class _Loading:
    """One file on its way in."""

    by: Actor
    at: datetime
    name: str
    wishes: ProjectWishes
    pence: Decimal
    lines: list[Line] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    withheld: Counter[str] = field(default_factory=Counter)
    crossed: list[str] = field(default_factory=list)
    body: Body | None = None
    seen: set[str] = field(default_factory=set)
    there: dict[str, ProjectRecord] = field(init=False)
    services: dict[str, Service] = field(init=False)

    def __post_init__(self) -> None:
        self.there = {record.project.ref.lower(): record for record in project_records()}
        self.services = {service.code.lower(): service for service in Service.objects.select_related("directorate")}
        self.body = body_by_code(self.wishes.committee) if self.wishes.committee else None

    def take(self, sheet: Sheet) -> None:
        """Every row, each of them whole or not at all."""
        self.problems += sheet.problems
        for row in sheet.rows:
            cells = _Cells(sheet.headers, row)
            try:
                with transaction.atomic():
                    self.lines.append(self._row(cells))
            except Refusal as refusal:
                self.problems.append(RowProblem(row.number, cells.reading, refusal.sentence))

    def outcome(self, *, keep: bool) -> ProjectsOutcome:
        problems = tuple(sorted(self.problems, key=lambda problem: problem.row))
        return ProjectsOutcome(
            tuple(self.lines), tuple(self._remarks()), tuple(self.made), problems, keep and not problems
        )

    def _remarks(self) -> list[str]:
        said = [*self.crossed]
        said += [f"{what} is withheld in {_rows(number)}." for what, number in sorted(self.withheld.items())]
        gone = sorted(record.project.ref for ref, record in self.there.items() if ref not in self.seen)
        if gone:
            some = ", ".join(gone[:5]) + (" and others" if len(gone) > 5 else "")
            said.append(f"{len(gone)} projects of before are not in this file: {some}. They are left as they are.")
        return said

    # One row ----------------------------------------------------------------------------------------------------------

    def _row(self, cells: _Cells) -> Line:
        ref = cells.needed("ref")
        if ref.lower() in self.seen:
            raise Refusal("twice", f"{ref} is in this file twice. Keep one row of it.")
        self.seen.add(ref.lower())
        period = self._period(cells)
        words = self._words(cells)
        ends = words.get("ends")
        record = self.there.get(ref.lower())
        effects = set()
        if record is None:
            project = projects.add(by=self.by, at=self.at, ref=ref, effective_from=period.start, **words)
            effects.add("added")
        else:
            project = record.project
            effects |= self._revise(record, words)
        if ends is not None:
            effects |= self._end(project, record, ends, cells.text("schedule"))
        effects |= self._report(project, record, period, cells)
        effect = "added" if "added" in effects else "changed" if effects else "unchanged"
        return Line(cells.row.number, effect, f"{project.ref} {words['title']}")  # type: ignore[arg-type]

    def _period(self, cells: _Cells) -> Period:
        typed = cells.text("year")
        year = int(typed) if typed.isdigit() else self.wishes.year
        if year is None or not 1990 <= year <= 2200:
            raise Refusal("no_year", "Say in which year the period ends: in a column called year, or with --year.")
        return year_containing(date(year, 4, 1) - ONE_DAY, "financial")

    def _words(self, cells: _Cells) -> Words:
        words = Words(title=" ".join(cells.needed("title").split())[:200], service=self._service(cells))
        for column in ("description", "benefits"):
            if text := cells.text(column):
                words[column] = text
        if category := cells.text("category"):
            words["category"] = category[:80]
        starts, ends = self._day(cells, "starts"), self._day(cells, "ends")
        if starts is not None and ends is not None and ends < starts:
            self.crossed.append(f"Row {cells.row.number} ends before it starts; its first day is left out.")
        elif starts is not None:
            words["starts"] = starts
        if ends is not None:
            words["ends"] = ends
        if self.body is not None:
            words["body"] = self.body
        return words

    def _service(self, cells: _Cells) -> Service:
        code = cells.needed("service")
        if code.lower() not in self.services:
            if not self.wishes.create_services:
                return service_by_code(code)
            directorate = self._directorate()
            self.services[code.lower()] = organisation.add_service(
                by=self.by, at=self.at, code=code, name=code, directorate=directorate, starts=directorate.starts
            )
            self.made.append(f"service {code}")
        return self.services[code.lower()]

    def _directorate(self) -> Directorate:
        code, _, called = (part.strip() for part in self.wishes.directorate.partition("="))
        if not code:
            raise Refusal(
                "directorate_needed", 'A new service belongs to a directorate: --directorate CODE or "CODE=Name".'
            )
        there = Directorate.objects.filter(code__iexact=code).first()
        if there is None and called:
            self.made.append(f"directorate {code}, {called}")
            return organisation.add_directorate(by=self.by, at=self.at, code=code, name=called, starts=date(2000, 4, 1))
        return there or directorate_by_code(code)

    def _revise(self, record: ProjectRecord, words: Words) -> set[str]:
        different = Words()
        for name, value in words.items():
            if getattr(record.version, name) != value:
                different[name] = value  # type: ignore[literal-required]
        if not different:
            return set()
        projects.revise(by=self.by, at=self.at, project=record.project, reason=f"As in {self.name}", **different)
        return {"changed"}

    def _end(self, project: Project, record: ProjectRecord | None, ends: date, why: str) -> set[str]:
        """The end as a milestone: its first date is the original one, and every later one a forecast."""
        found = [each for each in record.milestones if each.milestone.title == END] if record else []
        if not found:
            milestones.add(by=self.by, at=self.at, project=project, title=END, day=ends, reason=why)
            return {"changed"}
        dates = found[0].dates
        if ends == (dates.forecast or dates.approved):
            return set()
        milestones.forecast(
            by=self.by, at=self.at, milestone=found[0].milestone, day=ends, reason=why or f"As in {self.name}"
        )
        return {"changed"}

    def _report(self, project: Project, record: ProjectRecord | None, period: Period, cells: _Cells) -> set[str]:
        rules = delivery_rules(period.end)
        status = self._status(cells, rules)
        money = {kind: self._money(cells, column) for kind, column in _MONEY.items()}
        if status is None:
            return set()
        said = Said(overall=status, commentary=cells.text("commentary") or _NO_COMMENT, decisions_needed="")
        if cost := cells.text("cost"):
            said["achieved"] = cost
        said.update(money)  # type: ignore[typeddict-item]
        before = record.update(period.start, period.end) if record else None
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return set()
        project_updates.report(
            by=self.by,
            at=self.at,
            project=project,
            starts=period.start,
            ends=period.end,
            reason=f"As in {self.name}" if before else "",
            **said,
        )
        return {"changed"}

    def _status(self, cells: _Cells, rules: Delivery) -> str | None:
        """The status by its colour, its word or its code; None where the rating is withheld."""
        typed = cells.text("status") or cells.text("second status")
        wanted = typed.lower()
        for status in rules.status_set:
            if wanted in (status.code, status.word.lower(), status.shown_as):
                return status.code
        if _WITHHELD.search(typed):
            self.withheld["The rating"] += 1
            return None
        words = ", ".join(["red", "amber", "green", *(status.word for status in rules.status_set)])
        raise Refusal("unknown_status", f"“{typed[:60]}” is not a status. Statuses: {words}.")

    def _money(self, cells: _Cells, column: str) -> int | None:
        typed = cells.text(column)
        if not typed:
            return None
        try:
            number = parse_number(typed.replace("£", ""))
        except Refusal:
            if not _WITHHELD.search(typed):
                raise
            self.withheld[f"The {column}"] += 1
            return None
        return int((number * self.pence).to_integral_value())

    def _day(self, cells: _Cells, column: str) -> date | None:
        typed = cells.text(column)
        if not typed:
            return None
        for form in _DATES:
            try:
                return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a date has no time zone
            except ValueError:
                continue
        if _WITHHELD.search(typed):
            self.withheld[f"The date it {column}"] += 1
            return None
        raise Refusal("not_a_date", f"“{typed[:60]}” is not a date. Write it as 2026-04-01, 1.4.2026 or 1/4/2026.")


_MONEY: Final = {"budget": "budget", "forecast": "forecast", "whole_life": "whole life"}


@dataclass(slots=True)
class _Cells:
    """One row by column. Reading remembers the column, so that a refusal can name the cell."""

    headers: tuple[str, ...]
    row: Row
    reading: str = ""

    def text(self, column: str) -> str:
        """What the cell says, its line ends made one kind; "" where there is no such column."""
        self.reading = column
        if column not in self.headers:
            return ""
        return re.sub(r"[\r\n]+", "\n", self.row.cells[self.headers.index(column)]).strip()

    def needed(self, column: str) -> str:
        """What the cell says; a refusal where it says nothing."""
        text = self.text(column)
        if not text:
            raise Refusal("cell_empty", "This cell is empty, and it is needed.")
        return text


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"
