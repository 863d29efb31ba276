"""The actions of service plans in, as they stood on a day: one row an action; a later file moves what is there.

The headings that one district publishes are known (team, text, act, s, pc), with its lights (grn, amb, red, gry),
"TRUE" for done, "no notes", and "0" where a spreadsheet's cell was empty. Rows have no lasting number, so an action is
known by its service, its words and, where a service has the same words twice, its aim and its place in the file.
A preview is the load itself, undone; nothing is loaded while a row cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction

from goldenthread.access import Actor, check_can
from goldenthread.actions import door, import_batches, organisation, service_actions, service_plans
from goldenthread.imports.loading import Cells, Line
from goldenthread.imports.lookup import directorate_by_code, service_by_code
from goldenthread.imports.tables import RowProblem, Sheet, read_table, require
from goldenthread.models import ActionProgress, Directorate, PlanElement, Service, ServicePlan
from goldenthread.reports.names import names_on
from goldenthread.reports.project_records import delivery_rules
from goldenthread.reports.service_plan_records import ActionRecord, load
from goldenthread.rules.framework_delivery import Delivery
from goldenthread.rules.periods import ONE_DAY, add_months, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.service_plans import year_words

KIND: Final = "service-actions"
COLUMNS: Final = {
    "service": "the code of the service whose plan it is in",
    "action": "what will be done",
    "aim": "the aim of the plan that it is for",
    "due": "by when",
    "status": "red, amber, green or grey, or one of the framework's statuses",
    "done": "true where it is complete",
    "percent": "how much of it is done",
    "note": "how it goes",
    "budget": "the budget reference used at budget setting",
}
NEEDED: Final = ("service", "action", "status")
PUBLISHED: Final = {
    "team": "service", "text": "action", "act": "aim", "date": "due", "s": "status", "pc": "percent",
}  # fmt: skip
_LIGHTS: Final = {"grn": "green", "amb": "amber", "red": "red", "gry": "not_due", "green": "green", "amber": "amber",
                  "grey": "not_due", "gray": "not_due"}  # fmt: skip
_EMPTY: Final = ("0", "no notes", "none", "-")
_YES: Final = ("true", "yes", "y", "1", "done")


@dataclass(frozen=True, slots=True)
class ActionWishes:
    """How a file is loaded: the day it speaks of, the first day of the plans' year, and where new services belong.

    `directorate` is a code, or "CODE=Name" to have it made; empty where services must be here already. `services` are
    names by code.
    """

    as_at: date
    starts: date
    directorate: str = ""
    services: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionsOutcome:
    """What a file does, or did where `loaded`: a line for each row, remarks, and what was made on the way."""

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


def load_actions(
    *, by: Actor, at: datetime, content: bytes, name: str, wishes: ActionWishes, keep: bool
) -> ActionsOutcome:
    """Load a file of actions, or, without `keep`, find out what loading it would do. A second load changes nothing."""
    check_can(by, "import_data")
    if wishes.as_at > by.on:
        raise Refusal("not_yet", f"{day_words(wishes.as_at)} has not come yet.")
    sheet = read_table(content, name)
    renamed = {heading: PUBLISHED[heading] for heading in sheet.headers if heading in PUBLISHED}
    taken = set(sheet.headers)
    sheet = read_table(
        content, name, renamed={heading: column for heading, column in renamed.items() if column not in taken}
    )
    require(sheet, NEEDED)
    try:
        with door.write():
            loading = _Loading(by, at, name, wishes)
            loading.take(sheet)
            outcome = loading.outcome(keep=keep)
            if not outcome.loaded:
                raise _Undo
            import_batches.record(by=by, at=at, kind=KIND, file_name=name, content=content, counts=outcome.counts)
    except _Undo:
        pass
    return outcome


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says about an action."""

    service: str
    title: str
    more: str
    aim: str
    due: date | None
    status: str
    percent: int | None
    note: str
    budget: str


@dataclass(slots=True)
class _Loading:
    """One file on its way in."""

    by: Actor
    at: datetime
    name: str
    wishes: ActionWishes
    lines: list[Line] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    untitled: int = 0
    plans: dict[str, ServicePlan] = field(default_factory=dict)
    there: dict[str, list[ActionRecord]] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    rules: Delivery = field(init=False)

    def __post_init__(self) -> None:
        self.rules = delivery_rules(self.wishes.as_at)

    def take(self, sheet: Sheet) -> None:
        """Every row, each of them whole or not at all; first those whose aim is the same as before."""
        self.problems += sheet.problems
        read: list[tuple[int, _Said]] = []
        for row in sheet.rows:
            cells = Cells(row, sheet.headers)
            try:
                read.append((row.number, self._read(cells)))
            except Refusal as refusal:
                self.problems.append(RowProblem(row.number, cells.reading, refusal.sentence))
        found: dict[int, ActionRecord | None] = {}
        for exactly in (True, False):
            for number, said in read:
                if found.get(number) is None:
                    found[number] = self._find(said, exactly=exactly)
        for number, said in read:
            try:
                with transaction.atomic():
                    self.lines.append(self._row(number, said, found[number]))
            except Refusal as refusal:
                self.problems.append(RowProblem(number, "", refusal.sentence))

    def outcome(self, *, keep: bool) -> ActionsOutcome:
        problems = tuple(sorted(self.problems, key=lambda problem: problem.row))
        return ActionsOutcome(
            tuple(self.lines), tuple(self._remarks()), tuple(self.made), problems, keep and not problems
        )

    def _remarks(self) -> list[str]:
        said = list(self.remarks)
        if self.untitled:
            said.append(f"{_rows(self.untitled)} without an action of their own stand for their aim.")
        gone = [one for records in self.there.values() for one in records if one.element.pk not in self.met]
        if gone:
            some = ", ".join(one.element.code for one in gone[:5]) + (" and others" if len(gone) > 5 else "")
            said.append(f"{len(gone)} actions of before are not in this file: {some}. They are left as they are.")
        return said

    # Reading ----------------------------------------------------------------------------------------------------------

    def _read(self, cells: Cells) -> _Said:
        service = cells.needed("service")
        title, aim = _text(cells, "action"), _text(cells, "aim")
        if not title:
            if not aim:
                cells.text("action")
                raise Refusal("no_action", "Neither an action nor an aim is written here.")
            title = aim
            self.untitled += 1
        status = self._status(cells)
        due = cells.day("due") if _text(cells, "due") else None
        self._plan(service)
        return _Said(
            service=service.lower(),
            title=title[:200],
            more=title if len(title) > 200 else "",
            aim=aim,
            due=due,
            status=status,
            percent=self._percent(cells),
            note=_text(cells, "note"),
            budget=_text(cells, "budget")[:80],
        )

    def _status(self, cells: Cells) -> str:
        if cells.text("done").lower() in _YES:
            return self.rules.dates.complete
        typed = cells.needed("status").lower()
        shown_as = _LIGHTS.get(typed)
        for one in self.rules.status_set:
            if typed in (one.code, one.word.lower()) or shown_as == one.shown_as:
                return one.code
        words = ", ".join(one.word for one in self.rules.status_set)
        raise Refusal("unknown_status", f"“{typed}” is neither red, amber, green or grey nor one of: {words}.")

    def _percent(self, cells: Cells) -> int | None:
        number = cells.number("percent")
        if number is None:
            return None
        if not 0 <= number <= 100:
            raise Refusal("not_a_percentage", f"{number} is not a percentage from 0 to 100.")
        return int(number)

    # Finding ----------------------------------------------------------------------------------------------------------

    def _find(self, said: _Said, *, exactly: bool) -> ActionRecord | None:
        """The action of before that a row is about: the same words and aim, else the same words."""
        for one in self.there[said.service]:
            same_words = one.words.title == said.title
            if one.element.pk not in self.met and same_words and (not exactly or one.terms.aim == said.aim):
                self.met.add(one.element.pk)
                return one
        return None

    def _plan(self, code: str) -> ServicePlan:
        key = code.lower()
        if key not in self.plans:
            service = self._service(code)
            found = ServicePlan.objects.filter(service=service, year=self.wishes.starts.year, above=None)
            plan = found.select_related("plan", "service").first() or self._begin(service)
            self.plans[key] = plan
            records = load(reader=self.by, plans=[plan.pk])
            self.there[key] = list(records[0].actions) if records else []
        return self.plans[key]

    def _service(self, code: str) -> Service:
        service = Service.objects.filter(code__iexact=code).first()
        if service is not None:
            return service
        if not self.wishes.directorate:
            return service_by_code(code)
        directorate = self._directorate()
        called = {known.lower(): name for known, name in self.wishes.services.items()}.get(code.lower(), code)
        self.made.append(f"service {code}, {called}")
        return organisation.add_service(
            by=self.by, at=self.at, code=code, name=called, directorate=directorate, starts=directorate.starts
        )

    def _directorate(self) -> Directorate:
        code, _, called = (part.strip() for part in self.wishes.directorate.partition("="))
        there = Directorate.objects.filter(code__iexact=code).first()
        if there is not None or not called:
            return there or directorate_by_code(code)
        self.made.append(f"directorate {code}, {called}")
        return organisation.add_directorate(by=self.by, at=self.at, code=code, name=called, starts=self.wishes.starts)

    def _begin(self, service: Service) -> ServicePlan:
        starts = self.wishes.starts
        ends = add_months(starts, 12) - ONE_DAY
        called = names_on(starts).service(service.pk)
        title = f"{called} Service Plan {year_words(starts, ends)}"
        self.made.append(f"the plan “{title}”")
        return service_plans.add(by=self.by, at=self.at, service=service, starts=starts, ends=ends, title=title)

    # Writing ----------------------------------------------------------------------------------------------------------

    def _row(self, number: int, said: _Said, record: ActionRecord | None) -> Line:
        element, effect = (record.element, "unchanged") if record else (self._add(said), "added")
        if self._says_more(element, record, said) and effect == "unchanged":
            effect = "changed"
        return Line(number, effect, f"{element.code} {said.title}")  # type: ignore[arg-type]

    def _add(self, said: _Said) -> PlanElement:
        return service_actions.add(
            by=self.by, at=self.at, service_plan=self.plans[said.service], title=said.title, description=said.more,
            aim=said.aim, due=said.due, budget_reference=said.budget,
        )  # fmt: skip

    def _says_more(self, element: PlanElement, record: ActionRecord | None, said: _Said) -> bool:
        """Report how it stood on the day, unless exactly that is on record for the day."""
        day = self.wishes.as_at
        moved = said.due is not None and record is not None and said.due != record.due(day)
        last = record.last(day) if record else None
        if last is not None and last.on == day and not moved and _is_same(last, said):
            return False
        due = said.due if moved else None
        service_actions.report(
            by=self.by, at=self.at, element=element, on=day, status=said.status, percent=said.percent, due=due,
            note=self._note(said, due),
        )  # fmt: skip
        return True

    def _note(self, said: _Said, due: date | None) -> str:
        return said.note or (f"As in {self.name}" if due else "")


def _is_same(last: ActionProgress, said: _Said) -> bool:
    """Whether exactly this is on record already; a file that says nothing leaves what was said."""
    return (last.status, last.percent) == (said.status, said.percent) and (not said.note or last.note == said.note)


def _text(cells: Cells, column: str) -> str:
    """What a cell says; what stands for an empty one is nothing."""
    text = " ".join(cells.text(column).split())
    return "" if text.lower() in _EMPTY else text


def _rows(number: int) -> str:
    return f"{number} {'row' if number == 1 else 'rows'}"
