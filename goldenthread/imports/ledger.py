"""A ledger export in: a row for each budget line, with its budget and where it stands.

The file is held against control totals, which whoever loads it reads off the ledger itself: unless every one agrees to
the penny, nothing is loaded and the difference is named. A preview is the load itself, undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from django.db import transaction

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import door, finance, import_batches
from goldenthread.imports.loading import Cells, Effect
from goldenthread.imports.lookup import service_by_code
from goldenthread.imports.tables import RowProblem, Sheet, read_table
from goldenthread.models import BudgetLine, BudgetPosition, ImportBatch, Service
from goldenthread.reports.names import names_on
from goldenthread.rules.money import Unit, parse_pence, pounds
from goldenthread.rules.money_words import FLOWS, NATURES, year_of, year_span
from goldenthread.rules.periods import day_words
from goldenthread.rules.rating import column_named
from goldenthread.rules.refusals import Refusal

KIND: Final = "budget"
COLUMNS: Final[Mapping[str, str]] = {
    "code": "the line's code in the ledger; needed",
    "title": "what the line is called; needed for a new line",
    "service": "the service's code or name; needed for a new line unless one is named for all",
    "fund": "the code of a fund, as GF; GF where there is no such column",
    "nature": "revenue or capital; revenue where there is no such column",
    "flow": "expenditure or income; without it, income where the amounts are negative",
    "original": "the original budget of the year",
    "budget": "the current budget; what differs from the one held is recorded as a change",
    "profile": "the budget profiled to date",
    "actual": "spent or received to date",
    "commitments": "ordered and not yet paid",
    "forecast": "the forecast outturn",
    "explanation": "why it stands there",
}
AmountColumn = Literal["original", "budget", "profile", "actual", "commitments", "forecast"]
AMOUNTS: Final[tuple[AmountColumn, ...]] = ("original", "budget", "profile", "actual", "commitments", "forecast")
_NAMED: Final = 6
"""So many of the lines that a file leaves out are named."""


@dataclass(frozen=True, slots=True)
class LedgerWishes:
    """How a ledger export is to be loaded.

    `ends` is the day its figures stand at; `controls` what columns add up to, in pence with the signs of the file.
    `unit` is what its amounts count. `columns` say which heading stands for which of `COLUMNS`; those of the last load
    are remembered. `service` is the code of the service of new lines that name none. `flip` where the file shows income
    as positive amounts.
    """

    ends: date
    controls: Mapping[str, int]
    unit: Unit = "£"
    columns: Mapping[str, str] = field(default_factory=dict)
    service: str = ""
    flip: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row as read. Amounts are pence with the signs of the file; a column that is not there has none."""

    number: int
    code: str
    title: str = ""
    service: str = ""
    fund: str = ""
    nature: str = ""
    flow: str = ""
    explanation: str | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerOutcome:
    """What a file does, or did where `loaded`: `lines` are row, effect and what; `agreed` the totals that agree.

    `left_out` names the lines of the year that would stand without figures, or is empty.
    """

    rows: int
    lines: tuple[tuple[int, Effect, str], ...]
    agreed: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    loaded: bool
    left_out: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows add, change and leave unchanged."""
        return dict(Counter(effect for _, effect, _ in self.lines))


def load_ledger(
    *, by: Actor, at: datetime, content: bytes, name: str, wishes: LedgerWishes, keep: bool
) -> LedgerOutcome:
    """Load a ledger export, or, without `keep`, find out what loading it would do.

    Raises `Refusal` where headings are missing or a control total does not agree; other faults are row problems.
    """
    check_can_somewhere(by, "manage_money")
    sheet, columns = read(content, name, wishes.columns)
    rows, problems = _rows(sheet, wishes.unit)
    if not problems:
        reconcile(name, rows, wishes.controls)
    return load_rows(
        by=by,
        at=at,
        content=content,
        name=name,
        rows=rows,
        problems=problems,
        wishes=wishes,
        columns=columns,
        keep=keep,
    )


def load_rows(
    *,
    by: Actor,
    at: datetime,
    content: bytes,
    name: str,
    rows: Sequence[LedgerRow],
    problems: Sequence[RowProblem],
    wishes: LedgerWishes,
    columns: Mapping[str, str],
    keep: bool,
) -> LedgerOutcome:
    """Load rows that were read and reconciled; with any problem nothing is kept."""
    found, lines = list(problems), []
    with door.write():
        run = _Run(by, at, name, wishes)
        for row in rows:
            try:
                # A savepoint: a row that fails half-way must not leave its first half for the rows after it.
                with transaction.atomic():
                    lines.append(run.take(row))
            except Refusal as refusal:
                found.append(RowProblem(row.number, "", refusal.sentence))
        held = {} if problems else wishes.controls
        agreed = tuple(f"{column} {pounds(total)}" for column, total in held.items())
        left_out = _left_out(wishes.ends) if lines else ""
        outcome = LedgerOutcome(len(rows), tuple(lines), agreed, tuple(found), keep and not found, left_out)
        if outcome.loaded:
            import_batches.record(
                by=by,
                at=at,
                kind=KIND,
                file_name=name,
                content=content,
                counts=outcome.counts,
                mapping={"columns": dict(columns), "controls": dict(wishes.controls), "ends": str(wishes.ends)},
            )
        else:
            transaction.set_rollback(True)
    return outcome


def _left_out(ends: date) -> str:
    """The lines with a budget in the year of a day that have no figures on it, though others have."""
    there = BudgetPosition.objects.current().filter(ends=ends).values("line")
    lines = BudgetLine.objects.filter(changes__year=year_of(ends)).exclude(pk__in=there).distinct()
    gone = list(lines.order_by("code").values_list("code", flat=True))
    if not gone or not there.exists():
        return ""
    some = ", ".join(gone[:_NAMED]) + (f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else "")
    have = "line of the year has" if len(gone) == 1 else "lines of the year have"
    return f"{len(gone)} {have} no figures as at {day_words(ends)}: {some}."


# Reading --------------------------------------------------------------------------------------------------------------


def read(content: bytes, name: str, columns: Mapping[str, str]) -> tuple[Sheet, dict[str, str]]:
    """The file as a table whose headings are `COLUMNS`, and which of its own headings each stands for."""
    plainly = read_table(content, name)
    remembered = {heading: column for heading, column in _remembered().items() if heading in plainly.headers}
    chosen = {heading: column for heading, column in remembered.items() if column not in columns.values()}
    chosen |= dict(columns)
    for heading in plainly.headers:
        column = column_named(heading)
        if heading not in chosen and column in COLUMNS and column not in chosen.values():
            chosen[heading] = column
    sheet = read_table(content, name, renamed=chosen)
    if "code" not in sheet.headers or not set(AMOUNTS) & set(sheet.headers):
        missing = "code" if "code" not in sheet.headers else "actual"
        raise Refusal(
            "missing_columns",
            f"No column of {name} is known to be {missing}. Its headings are "
            f"{', '.join(f'“{heading}”' for heading in plainly.headers)}. Say which it is: Heading={missing}.",
        )
    return sheet, chosen


def _remembered() -> dict[str, str]:
    batch = ImportBatch.objects.filter(kind=KIND).first()
    return dict(batch.mapping.get("columns", {})) if batch else {}


def _rows(sheet: Sheet, unit: Unit) -> tuple[list[LedgerRow], list[RowProblem]]:
    rows: dict[str, LedgerRow] = {}
    problems = list(sheet.problems)
    for line in sheet.rows:
        cells = Cells(line, sheet.headers)
        try:
            row = _read(cells, unit, sheet.headers)
            cells.reading = "code"
            if row.code.lower() in rows:
                raise Refusal(
                    "row_twice", f"{row.code} is in row {rows[row.code.lower()].number} already. Add the two up first."
                )
            rows[row.code.lower()] = row
        except Refusal as refusal:
            problems.append(RowProblem(line.number, cells.reading, refusal.sentence))
    return list(rows.values()), problems


def _read(cells: Cells, unit: Unit, headers: Sequence[str]) -> LedgerRow:
    code = cells.needed("code")
    amounts: dict[str, int] = {
        column: parse_pence(cells.text(column), unit) for column in AMOUNTS if cells.text(column)
    }
    words = {column: cells.text(column) for column in ("title", "service", "fund", "nature", "flow")}
    for column, known in (("nature", NATURES), ("flow", FLOWS)):
        if words[column] and words[column].lower() not in known:
            cells.reading = column
            raise Refusal("unknown_choice", f"“{words[column]}” is neither {' nor '.join(known)}.")
    explanation = cells.text("explanation") if "explanation" in headers else None
    return LedgerRow(
        cells.row.number,
        code,
        words["title"],
        words["service"],
        words["fund"].upper(),
        words["nature"].lower(),
        words["flow"].lower(),
        explanation,
        amounts,
    )


def reconcile(name: str, rows: Sequence[LedgerRow], controls: Mapping[str, int]) -> None:
    """Refuse a file whose columns do not add up to their control totals, naming each difference to the penny."""
    if not controls:
        raise Refusal(
            "control_needed", "Give at least one control total, read off the ledger, such as actual=1,234,567.89."
        )
    wrong = []
    for column, total in controls.items():
        if column not in AMOUNTS:
            raise Refusal("unknown_column", f"“{column}” is no column of amounts. Columns: {', '.join(AMOUNTS)}.")
        found = sum(row.amounts.get(column, 0) for row in rows)
        if found != total:
            much = "more" if found > total else "less"
            wrong.append(
                f"{column} adds up to {pounds(found)}, which is {pounds(abs(found - total))} {much} than the control "
                f"total of {pounds(total)}"
            )
    if wrong:
        raise Refusal(
            "does_not_reconcile",
            f"Nothing of {name} was loaded: {'; '.join(wrong)}. Look for rows that the export left out or has twice.",
        )


# Loading --------------------------------------------------------------------------------------------------------------


class _Run:
    """A ledger export being loaded, inside a transaction."""

    def __init__(self, by: Actor, at: datetime, name: str, wishes: LedgerWishes) -> None:
        self.by, self.at, self.name, self.wishes = by, at, name, wishes
        self.year = year_of(wishes.ends)
        self.lines = {line.code.lower(): line for line in BudgetLine.objects.all()}
        names = names_on(wishes.ends)
        self.services = {names.service(one.pk).lower(): one for one in Service.objects.all()}

    def take(self, row: LedgerRow) -> tuple[int, Effect, str]:
        """Load one row: its line, its budget, its position."""
        line = self.lines.get(row.code.lower())
        added = line is None
        if line is None:
            line = self.lines[row.code.lower()] = self._add(row)
        turn = -1 if self.wishes.flip and line.flow == "income" else 1
        amounts = {column: turn * pence for column, pence in row.amounts.items()}
        changed = self._budget(line, amounts)
        figures = finance.Figures()
        for name in finance.FIGURES:
            if name in amounts:
                figures[name] = amounts[name]
        if figures or row.explanation:
            position = finance.record_position(
                by=self.by,
                at=self.at,
                line=line,
                ends=self.wishes.ends,
                explanation=row.explanation,
                reason=f"Loaded again from {self.name}" if not added else "",
                **figures,
            )
            changed = changed or position is not None
        effect: Effect = "added" if added else "changed" if changed else "unchanged"
        return row.number, effect, f"{line.code} {row.title}".strip()

    def _add(self, row: LedgerRow) -> BudgetLine:
        if not row.title:
            raise Refusal("no_title", f"{row.code} is a new line, so the file has to say what it is called.")
        given = [amount for amount in row.amounts.values() if amount]
        flow = row.flow or ("income" if given and all(amount < 0 for amount in given) else "expenditure")
        return finance.add_line(
            by=self.by,
            at=self.at,
            code=row.code,
            title=row.title,
            service=self._service(row.service or self.wishes.service),
            effective_from=year_span(self.year)[0],
            fund=row.fund or "GF",
            nature=row.nature or "revenue",
            flow=flow,
        )

    def _service(self, called: str) -> Service:
        if not called:
            raise Refusal("no_service", "The file does not say whose line it is. Name a service for new lines.")
        return self.services.get(called.lower()) or service_by_code(called)

    def _budget(self, line: BudgetLine, amounts: Mapping[str, int]) -> bool:
        """Set the original budget, and bring the current one into line with the ledger's."""
        held = list(line.changes.filter(year=self.year))
        original = next((row.amount for row in held if row.kind == "original"), None)
        wanted = amounts.get("original", None if original is not None else amounts.get("budget"))
        changed = False
        if wanted is not None and original is None:
            self._change(line, "original", wanted, year_span(self.year)[0], "")
            changed = True
        elif "original" in amounts and original != wanted:
            raise Refusal(
                "other_original",
                f"The original budget of {line.code} is held as {pounds(original or 0)}, and an original budget never "
                "changes. Correct the file, or load the current budget instead.",
            )
        if "budget" in amounts:
            now = sum(row.amount for row in held) + ((wanted or 0) if changed else 0)
            if amounts["budget"] != now:
                why = f"Brought into line with the ledger, {self.name}"
                self._change(line, "supplementary", amounts["budget"] - now, self.wishes.ends, why)
                changed = True
        return changed

    def _change(self, line: BudgetLine, kind: str, amount: int, day: date, reason: str) -> None:
        finance.change_budget(by=self.by, at=self.at, line=line, kind=kind, amount=amount, day=day, reason=reason)
