"""A scorecard in: one row for each measure, with its figure, its target and its published status.

A preview is the load itself, undone. Nothing is loaded while a row cannot be read or a question is open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from goldenthread.access import Actor, check_can
from goldenthread.actions import door, governance, import_batches, measures, organisation, returns
from goldenthread.actions.measures import Meaning, PeriodTarget
from goldenthread.actions.returns import HistoryEntry
from goldenthread.imports.loading import Cells
from goldenthread.imports.lookup import body_by_code, directorate_by_code
from goldenthread.imports.scorecard_rows import (
    COLUMNS,
    DATA_ONLY,
    FIGURES,
    NEEDED,
    Given,
    Question,
    Reader,
    ScorecardRow,
    questions,
)
from goldenthread.imports.tables import RowProblem, Sheet, read_table, require
from goldenthread.imports.targets_file import period_called
from goldenthread.models import Body, Directorate, DueItem, ImportBatch, Measure, ReturnVersion, Service
from goldenthread.reports.names import names_on
from goldenthread.reports.records import frameworks, load
from goldenthread.reports.results import result
from goldenthread.rules.entries import ABSENCES
from goldenthread.rules.periods import (
    MONTHS_IN,
    Frequency,
    Period,
    period_containing,
    previous,
    same_period_last_year,
)
from goldenthread.rules.rating import column_named
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.status import RATED, WORDS
from goldenthread.rules.status_rule import StatusRule
from goldenthread.rules.values import format_value

KIND: Final = "scorecard"
_SMALL_WORDS: Final = frozenset({"and", "of", "the", "for"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a scorecard is to be loaded.

    `period` is a name such as "Q1 2026/27". `committee` and `directorate` are codes, or "CODE=Name" to have it made.
    `tolerance` is how far off target is still amber, in what the framework counts it; None for the framework's own.
    `columns` say which heading stands for which of `COLUMNS`; those of the last load are remembered. `answers` are by
    "REF.column" (see `scorecard_rows.Reader`); `accept_all` keeps every cell that can stand as it is.
    """

    period: str
    committee: str = ""
    directorate: str = ""
    create_services: bool = False
    tolerance: Decimal | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    accept_all: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure whose published status is not the one its figure has here: both codes, and the sentence of ours."""

    ref: str
    published: str
    status: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ScorecardOutcome:
    """What a scorecard does, or did where `loaded`.

    `counts` are by what and effect ("values_unchanged", "measures_added"); `made` are the services, directorate and
    committee that it needs. Of `compared` published statuses all agree but those in `differing`.
    """

    period: Period
    rows: int
    counts: Mapping[str, int]
    made: tuple[str, ...]
    remarks: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    questions: tuple[Question, ...]
    compared: int
    differing: tuple[Difference, ...]
    loaded: bool


def read(content: bytes, name: str, columns: Mapping[str, str]) -> tuple[Sheet, dict[str, str]]:
    """The file as a table whose headings are `COLUMNS`, and which of its own headings each stands for.

    A heading is known by `columns`, by the last scorecard that was loaded, or by being spelled like the column.
    """
    plainly = read_table(content, name)
    chosen = {heading: column for heading, column in _remembered().items() if heading in plainly.headers}
    chosen = {heading: column for heading, column in chosen.items() if column not in columns.values()} | dict(columns)
    for heading in plainly.headers:
        column = column_named(heading)
        if heading not in chosen and column in COLUMNS and column not in chosen.values():
            chosen[heading] = column
    sheet = read_table(content, name, renamed=chosen)
    missing = [column for column in NEEDED if column not in sheet.headers]
    if missing:
        raise Refusal(
            "missing_columns",
            f"No column of {name} is known to be {', '.join(missing)}. Its headings are "
            f"{', '.join(f'“{heading}”' for heading in plainly.headers)}. "
            f'Say which it is: --map "Heading={missing[0]}".',
        )
    require(sheet, NEEDED)
    return sheet, chosen


def load_scorecard(
    *, by: Actor, at: datetime, content: bytes, name: str, wishes: Wishes, keep: bool
) -> ScorecardOutcome:
    """Load a scorecard, or, without `keep`, find out what loading it would do.

    Raises `Refusal` where the file, its headings, the period or the committee cannot be used at all; rows that cannot
    be used are `problems` of the outcome, and what has to be asked are its `questions`. With either, nothing is kept.
    """
    check_can(by, "import_data")
    period = period_called(wishes.period, "financial")
    sheet, columns = read(content, name, wishes.columns)
    with door.write():
        run = _Run(by, at, name, wishes, period, columns)
        run.take(sheet)
        outcome = run.outcome(keep=keep)
        if outcome.loaded:
            run.record(content, outcome)
        else:
            transaction.set_rollback(True)
    return outcome


def _remembered() -> dict[str, str]:
    batch = ImportBatch.objects.filter(kind=KIND).first()
    return dict(batch.mapping.get("columns", {})) if batch else {}


def _answers_before(period: Period) -> Iterator[tuple[str, str, str]]:
    """The answers given when scorecards were loaded, oldest first: the cell, what was typed there and the answer.

    That of a figure holds for its period alone.
    """
    for batch in ImportBatch.objects.filter(kind=KIND).order_by("at", "pk"):
        same = batch.mapping.get("period") == period.label
        for cell, (typed, answer) in batch.answers.items():
            if same or cell.rpartition(".")[2] not in FIGURES:
                yield cell, typed, answer


# One run --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Held:
    """What the council has of a measure for one period."""

    version: ReturnVersion
    collected: bool


class _Run:
    """A scorecard being loaded, inside a transaction."""

    def __init__(
        self, by: Actor, at: datetime, name: str, wishes: Wishes, period: Period, columns: Mapping[str, str]
    ) -> None:
        self.by, self.at, self.name, self.wishes, self.period, self.columns = by, at, name, wishes, period, columns
        self.frequency = _frequency(period)
        self.periods = {
            "actual": period,
            "previous": previous(period, self.frequency, "financial"),
            "last_year": same_period_last_year(period),
        }
        loaded = [self.periods[column] for column in FIGURES if column in columns.values()]
        self.starts = min(each.start for each in loaded)
        self.counts: Counter[str] = Counter()
        self.made: list[str] = []
        self.problems: list[RowProblem] = []
        self.questions: list[Question] = []
        self.changes: list[str] = []
        self.rows: dict[str, ScorecardRow] = {}
        self.answered: dict[str, tuple[str, str]] = {}
        self.measures = {measure.ref.lower(): measure for measure in Measure.objects.all()}
        self.held = _held(self.periods.values())
        self.services = self._services()
        self.rule = self._rule()
        self.body = self._body()
        self.directorate: Directorate | None = None

    # What is there ----------------------------------------------------------------------------------------------------

    def _rule(self) -> StatusRule:
        known = frameworks()
        if not known:
            raise Refusal("no_framework", "There is no framework yet. Run “goldenthread init”.")
        newest = [each for each in known if each.effective_from <= self.period.end]
        rule = (newest[-1] if newest else known[0]).default_rule
        if self.wishes.tolerance is None:
            return rule
        return rule.with_changes({"amber_within": self.wishes.tolerance})

    def _services(self) -> dict[str, Service]:
        names = names_on(self.by.on)
        found = {}
        for service in Service.objects.all():
            found[service.code.lower()] = service
            found[names.service(service.pk).lower()] = service
        return found

    def _body(self) -> Body | None:
        code, _, called = (part.strip() for part in self.wishes.committee.partition("="))
        there = Body.objects.filter(code__iexact=code).first()
        if there is not None or not code:
            return there
        if called:
            self.made.append(f"committee {code}, {called}")
            return governance.add_body(by=self.by, at=self.at, code=code, name=called, starts=self.starts)
        committees = frameworks()[-1].framework.committees
        known = next((each for each in committees if each.code.lower() == code.lower()), None)
        if known is None:
            return body_by_code(code)  # refuses, and says what to do
        self.made.append(f"committee {known.code}, {known.name}")
        return governance.add_body(
            by=self.by,
            at=self.at,
            code=known.code,
            name=known.name,
            starts=self.starts,
            kind=known.kind,
            terms=", ".join(known.terms),
            remit=known.remit,
        )

    def _directorate(self) -> Directorate:
        if self.directorate is not None:
            return self.directorate
        code, _, called = (part.strip() for part in self.wishes.directorate.partition("="))
        if not code:
            raise Refusal(
                "directorate_needed", 'A new service belongs to a directorate: --directorate CODE or "CODE=Name".'
            )
        there = Directorate.objects.filter(code__iexact=code).first()
        if there is None and called:
            self.made.append(f"directorate {code}, {called}")
            there = organisation.add_directorate(by=self.by, at=self.at, code=code, name=called, starts=self.starts)
        self.directorate = there or directorate_by_code(code)
        return self.directorate

    # Reading ----------------------------------------------------------------------------------------------------------

    def take(self, sheet: Sheet) -> None:
        """Read every row and load it. What a row that fails had begun is undone."""
        self.problems += sheet.problems
        reader = Reader(self.wishes.answers)
        reader.check_cells([line.cells[sheet.column("ref")] for line in sheet.rows])
        before = {cell: (typed, answer) for cell, typed, answer in _answers_before(self.period)}
        for line in sheet.rows:
            cells, counted = Cells(line, sheet.headers), self.counts.copy()
            try:
                row = self._read(reader, cells, before)
                self._take_row(row, cells)
            except Refusal as refusal:
                self.counts = counted
                self.problems.append(RowProblem(line.number, self._heading(cells.reading), refusal.sentence))

    def _heading(self, column: str) -> str:
        """What the file itself calls a column."""
        return next((heading for heading, known in self.columns.items() if known == column), column)

    def _read(self, reader: Reader, cells: Cells, before: Mapping[str, tuple[str, str]]) -> ScorecardRow:
        also = {cell: answer for cell, (typed, answer) in before.items() if typed == _typed(cells, cell)}
        row = self._known(reader.read(cells, also))
        asked = self._asked(row)
        widely = reader.widely(asked)
        if widely:
            row = self._known(reader.read(cells, also | widely))
            asked = self._asked(row)
        self.questions += [one for one in asked if not (self.wishes.accept_all and one.default)]
        self.answered |= row.answered
        return row

    def _asked(self, row: ScorecardRow) -> list[Question]:
        return [one for one in questions(row, self.rule) if not self._settled(row, one)]

    def _known(self, row: ScorecardRow) -> ScorecardRow:
        """With what the council already holds where the scorecard does not say what good is, or how figures add up."""
        measure = self.measures.get(row.ref.lower())
        definition = measure.definitions.current().last() if measure else None
        if definition is None:
            return row
        accumulation = row.accumulation or definition.accumulation
        return replace(row, polarity=row.polarity or definition.polarity, accumulation=accumulation)

    def _settled(self, row: ScorecardRow, question: Question) -> bool:
        """Whether the council already holds exactly this: it was asked when that was loaded."""
        measure = self.measures.get(row.ref.lower())
        if measure is None:
            return False
        if question.column in ("polarity", "accumulation"):
            return True
        if question.column == "target":
            there = measure.targets.current().filter(starts=self.period.start, ends=self.period.end).first()
            return there is not None and there.target == row.target
        held = self.held.get((measure.pk, self.periods[question.column].start, self.periods[question.column].end))
        return held is not None and _same(held.version, getattr(row, question.column))

    # Loading ----------------------------------------------------------------------------------------------------------

    def _take_row(self, row: ScorecardRow, cells: Cells) -> None:
        cells.reading, ref = "ref", row.ref.lower()
        if ref in self.rows:
            raise Refusal("row_twice", f"{row.ref} is in row {self.rows[ref].number} already. Keep one of the two.")
        self.rows[ref] = row
        if not row.polarity:
            return
        there = self.measures.get(ref)
        cells.reading = "service"
        service = self._service(row.service) if there is None else None
        # A savepoint: a row that fails half-way must not leave its first half for the rows after it.
        with transaction.atomic():
            if service is not None:
                there = self._add(row, cells, service)
            elif there is not None:
                self._check(there, row, cells)
                self._load(there, row, cells, self.period.start)
        if there is not None:
            self.measures[ref] = there

    def _service(self, name: str) -> Service:
        found = self.services.get(name.lower())
        if found is not None:
            return found
        if not name:
            raise Refusal("cell_empty", "This cell is empty, and it is needed.")
        if not self.wishes.create_services:
            raise Refusal(
                "not_found",
                f"There is no service called “{name}”. Correct the name, add the service first, or have new services "
                "made: --services create.",
            )
        code = _code(name, self.services)
        made = organisation.add_service(
            by=self.by, at=self.at, code=code, name=name, directorate=self._directorate(), starts=self.starts
        )
        self.services |= {name.lower(): made, code.lower(): made}
        self.made.append(f"service {code}, {name}")
        self.counts["services_added"] += 1
        return made

    def _add(self, row: ScorecardRow, cells: Cells, service: Service) -> Measure:
        cells.reading = "measure"
        meaning = Meaning(
            title=row.title,
            unit=row.unit,
            decimals=row.decimals,
            polarity=row.polarity,
            frequency=self.frequency,
            accumulation=row.accumulation or "period",
        )
        measure = measures.add(
            by=self.by,
            at=self.at,
            ref=row.ref,
            service=service,
            body=self.body,
            effective_from=self.starts,
            **meaning,
        )
        self.counts["measures_added"] += 1
        self._load(measure, row, cells, self.starts)
        return measure

    def _load(self, measure: Measure, row: ScorecardRow, cells: Cells, rule_from: date) -> None:
        """What the row says about a measure: its rule, its target and its figures."""
        cells.reading = "light"
        self._tolerance(measure, row, rule_from)
        cells.reading = "target"
        self._target(measure, row)
        for column in FIGURES:
            cells.reading = column
            self._figure(measure, row, column)

    def _check(self, measure: Measure, row: ScorecardRow, cells: Cells) -> None:
        """Refuse what is another measure than the one there: a change of meaning needs a day and a reason."""
        there = measure.definitions.current().last()
        self.counts["measures_unchanged"] += 1
        if there is None:
            return
        for column, here, said in (
            ("unit", there.unit, row.unit if row.typed["unit"] else there.unit),
            ("polarity", there.polarity, row.polarity),
            ("accumulation", there.accumulation, row.accumulation),
        ):
            if here != said:
                cells.reading = column
                raise Refusal(
                    "other_meaning",
                    f"{measure.ref} is already here with “{here}”, not “{said}”. Change it on its page, with a reason.",
                )
        if (there.frequency, there.calendar) != (self.frequency, "financial"):
            cells.reading = "ref"
            raise Refusal(
                "other_frequency",
                f"{measure.ref} is measured every {there.frequency}, and {self.period.label} is not such a period. "
                "Take it out of the file, or enter it through its round.",
            )

    def _target(self, measure: Measure, row: ScorecardRow) -> None:
        if row.target is None:
            return
        wanted = PeriodTarget(self.period.start, self.period.end, target=row.target)
        there = measure.targets.current().filter(starts=wanted.starts, ends=wanted.ends).exists()
        kept = measures.set_target(
            by=self.by, at=self.at, measure=measure, target=wanted, reason=f"From {self.name}" if there else ""
        )
        self.counts["targets_unchanged" if kept is None else "targets_changed" if there else "targets_added"] += 1

    def _tolerance(self, measure: Measure, row: ScorecardRow, rule_from: date) -> None:
        before = [each for each in measure.tolerances.current() if each.effective_from <= self.period.end]
        changes: dict[str, Any] = dict(before[-1].changes) if before else {}
        wanted = dict(changes)
        if row.light == DATA_ONLY:
            wanted["basis"] = "none"
        elif self.wishes.tolerance is not None:
            wanted["amber_within"] = str(self.wishes.tolerance)
        if wanted == changes:
            return
        measures.set_tolerance(
            by=self.by,
            at=self.at,
            measure=measure,
            effective_from=rule_from,
            changes=wanted,
            reason=f"Asked for when {self.name} was loaded",
        )
        self.counts["rules_set"] += 1

    def _figure(self, measure: Measure, row: ScorecardRow, column: str) -> None:
        given: Given = getattr(row, column)
        what = "values" if column == "actual" else "earlier_values"
        if not given:
            if column == "actual":
                self.counts["no_value"] += 1
            return
        period = self.periods[column]
        note = row.note if column == "actual" else ""
        held = self.held.get((measure.pk, period.start, period.end))
        if held is not None and _same(held.version, given):
            self.counts[f"{what}_unchanged"] += 1
            if not note or note == held.version.commentary:
                return
        if held is not None and held.collected:
            raise Refusal(
                "collected_in_a_round",
                f"The council collected this figure in a round, with {_said(held.version)}. Change it on the "
                f"measure's page, where the change is signed off, or leave it out: --answer {row.ref}.{column}=none.",
            )
        self._count(row.ref, what, held, given, period)
        entry = HistoryEntry(period.start, period.end, given.value, absence=given.absence, commentary=note)
        returns.load_history(by=self.by, at=self.at, measure=measure, entries=[entry])

    def _count(self, ref: str, what: str, held: _Held | None, given: Given, period: Period) -> None:
        if held is None:
            self.counts[f"{what}_added"] += 1
        elif _same(held.version, given):
            self.counts["notes_changed"] += 1
        else:
            self.counts[f"{what}_changed"] += 1
            now = format_value(given.value, "") if given.value is not None else WORDS[given.absence].lower()
            self.changes.append(f"{ref} for {period.label}: {_said(held.version)} becomes {now}.")

    # What came of it --------------------------------------------------------------------------------------------------

    def outcome(self, *, keep: bool) -> ScorecardOutcome:
        compared, differing = self._compare()
        return ScorecardOutcome(
            period=self.period,
            rows=len(self.rows),
            counts=dict(self.counts),
            made=tuple(self.made),
            remarks=tuple(self._remarks()),
            problems=tuple(sorted(self.problems, key=lambda one: one.row)),
            questions=tuple(self.questions),
            compared=compared,
            differing=differing,
            loaded=keep and not self.problems and not self.questions,
        )

    def _remarks(self) -> Iterator[str]:
        yield from self.changes
        no_unit = [row.ref for row in self.rows.values() if row.unit == "number" and not row.typed["unit"]]
        if no_unit and self.counts["measures_added"]:
            otherwise = f'To say otherwise: --answer "{no_unit[0]}.unit=days".'
            yield f"No unit, so a plain number: {', '.join(no_unit)}. {otherwise}"
        if not self.body and self.counts["measures_added"]:
            yield "No committee is named, so no paper will show these measures: --committee CODE."
        if "outturn" in self.columns.values():
            yield (
                f"Last year’s outturn is compared with, not loaded: a year’s figure is not that of a {self.frequency}."
            )

    def _compare(self) -> tuple[int, tuple[Difference, ...]]:
        """Judge every row that was published with a light, by the rules that hold here."""
        lit = {
            self.measures[row.ref.lower()].pk: row
            for row in self.rows.values()
            if row.light in RATED and row.ref.lower() in self.measures
        }
        if not lit:
            return 0, ()
        book = load(reader=self.by, measures=lit.keys(), since=self.starts)
        found = []
        for pk, row in lit.items():
            judged = result(book, book.measures[pk], self.period, on=self.by.on)
            if judged.status != row.light:
                found.append(Difference(row.ref, row.light, judged.status, self._why(row, judged.judgement.sentence)))
        return len(lit), tuple(found)

    def _why(self, row: ScorecardRow, sentence: str) -> str:
        typed, _ = row.answered.get(f"{row.ref}.actual", ("", ""))
        if row.actual.absence:
            return f"the {typed or 'blank'} in the scorecard stands for: {ABSENCES[row.actual.absence].lower()}."
        return sentence

    def record(self, content: bytes, outcome: ScorecardOutcome) -> None:
        import_batches.record(
            by=self.by,
            at=self.at,
            kind=KIND,
            file_name=self.name,
            content=content,
            counts=outcome.counts,
            mapping={"columns": dict(self.columns), "period": self.period.label},
            answers={cell: list(said) for cell, said in self.answered.items()},
        )


def _typed(cells: Cells, cell: str) -> str | None:
    """What the file has in a cell named "REF.column"; None where the row is another measure's."""
    ref, _, column = cell.rpartition(".")
    return cells.text(column) if ref == cells.text("ref") else None


def _held(periods: Collection[Period]) -> dict[tuple[int, date, date], _Held]:
    """What the council has for these periods, by measure and period."""
    spans = {(each.start, each.end) for each in periods}
    versions = ReturnVersion.objects.current().filter(of_return__ends__in=[end for _, end in spans])
    collected = set(DueItem.objects.values_list("of_return_id", flat=True))
    return {
        (place.measure_id, place.starts, place.ends): _Held(version, place.pk in collected)
        for version in versions.select_related("of_return")
        if ((place := version.of_return).starts, place.ends) in spans
    }


def _same(version: ReturnVersion, given: Given) -> bool:
    return (version.value, version.absence) == (given.value, given.absence)


def _said(version: ReturnVersion) -> str:
    return format_value(version.value, "") if version.value is not None else WORDS[version.absence].lower()


def _frequency(period: Period) -> Frequency:
    return next(each for each in MONTHS_IN if period_containing(period.start, each, "financial") == period)


def _code(name: str, taken: Collection[str]) -> str:
    """A short code for a service: its initials, or its one word; numbered where another has it."""
    words = [word for word in re.findall(r"[A-Za-z0-9]+", name) if word.lower() not in _SMALL_WORDS]
    if not words:
        raise Refusal("not_a_code", f"“{name}” has no letter to make a code from. Add this service first.")
    code = (words[0] if len(words) == 1 else "".join(word[0] for word in words))[:16].upper()
    number = 1
    while (found := code if number == 1 else f"{code}{number}").lower() in taken:
        number += 1
    return found
