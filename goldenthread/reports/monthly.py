"""The monthly report to stakeholders: every measure with its newest figure, each labelled with the period it is for.

Whoever it is sent to, it says what the framework lets members see, and nothing sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from goldenthread.access import EVERYWHERE, Actor, Grant, check_can
from goldenthread.models import Council, OutboxItem, Recipient
from goldenthread.reports.blocks import Cell, Column, Document, Numbering, Paragraph, Section, Table
from goldenthread.reports.counts import count
from goldenthread.reports.measure_cells import value_cell
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import Result, latest, result
from goldenthread.rules.periods import ONE_DAY, Period, day_words, period_containing

_CHOICES = 12

SEND_REPORT: Final = "send_monthly_report"
"""The kind of the outbox row that sends it to one recipient."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in the report: its figure, the period it is for, and how it stands."""

    ref: str
    title: str
    figure: str
    period: str
    status: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """The report on a month; `lead` is its first sentence."""

    month: Period
    council: str
    lead: str
    lines: tuple[Line, ...]
    document: Document

    @property
    def text(self) -> str:
        """The body of the message."""
        listed = "\n".join(
            f"{line.ref} {line.title}: {line.figure} ({line.period}). {line.word}." for line in self.lines
        )
        return (
            f"{self.council}: performance in {self.month.label}\n\n{self.lead}\n\n{listed}\n\n"
            "The same is attached as PDF and as a workbook. Each figure says which period it is for: where "
            f"{self.month.label} has no figure yet, the latest available stands in its place."
        )


@dataclass(frozen=True, slots=True)
class MonthlyPage:
    """The report before it is sent: the month, those to choose from, who is sent it, and when it last was."""

    report: MonthlyReport
    choices: tuple[Period, ...]
    recipients: tuple[Recipient, ...]
    sent: datetime | None


def monthly_page(*, reader: Actor, ends: date | None = None) -> MonthlyPage:
    """The report on the month that ends on a day; the last full month where none is given."""
    check_can(reader, "manage_rounds")
    month = period_containing(reader.on, "month", "financial")
    choices = []
    for _ in range(_CHOICES):
        month = period_containing(month.start - ONE_DAY, "month", "financial")
        choices.append(month)
    chosen = next((each for each in choices if each.end == ends), choices[0])
    sent = OutboxItem.objects.filter(kind=SEND_REPORT, payload__ends=chosen.end.isoformat()).last()
    return MonthlyPage(
        report=monthly_report(reader=reader, month=chosen),
        choices=tuple(choices),
        recipients=tuple(Recipient.objects.all()),
        sent=sent.created_at if sent else None,
    )


def monthly_report(*, reader: Actor, month: Period) -> MonthlyReport:
    """What the report on a month says today, as members may see it."""
    book = load(reader=_a_member(reader), since=month.start.replace(year=month.start.year - 3))
    shown = [_shown(book, record, month, reader.on) for record in book.measures.values() if _is_live(record, month)]
    words = book.framework(month.end).words
    council = Council.objects.first()
    lines = tuple(_line(each) for each in sorted(shown, key=lambda each: each.ref))
    lead = " ".join(filter(None, (count(shown, words).sentence, _older(shown, month))))
    name = council.name if council else ""
    colour = council.colour if council else "#1d4f5f"
    return MonthlyReport(month, name, lead, lines, _document(name, colour, month, lead, lines, reader.on))


def _is_live(record: MeasureRecord, month: Period) -> bool:
    standing = record.standing(month.end)
    return (standing is None or standing.state == "live") and record.definitions[0].effective_from <= month.end


def _shown(book: Book, record: MeasureRecord, month: Period, on: date) -> Result:
    """The measure's newest figure up to the end of the month, judged as in its own period."""
    return latest(book, record, month, on=on) or result(book, record, record.own_period(month.end), on=on)


def _older(shown: Sequence[Result], month: Period) -> str:
    """How many figures are for another period than the month."""
    older = sum(each.period != month for each in shown)
    if not older:
        return ""
    if older == len(shown):
        return "Every figure is the latest available, for the period that stands beside it."
    verb = "is" if older == 1 else "are"
    return f"{older} of {len(shown)} figures {verb} the latest available, for the period that stands beside them."


def _document(council: str, colour: str, month: Period, lead: str, lines: Sequence[Line], on: date) -> Document:
    columns = (
        Column("Measure", weight=5),
        Column("Figure", "number", 2),
        Column("Period", weight=2),
        Column("Status", "status", 3),
    )
    rows = tuple(
        (
            Cell(f"{line.ref} {line.title}"),
            Cell(line.figure, "number"),
            Cell(line.period),
            Cell(line.word, "status", code=line.status, sentence=line.sentence),
        )
        for line in lines
    )
    table = Table(f"Measures in {month.label}", columns, rows)
    return Document(
        schema=1,
        council=council,
        colour=colour,
        title="Monthly performance report",
        subtitle=month.dated_label,
        header=(),
        sections=(
            Section("Summary", (Paragraph(lead, numbered=False),), numbered=False),
            Section("Measures", (table,), numbered=False),
        ),
        appendices=(),
        numbering=Numbering("", ""),
        stamp=f"The latest that members may see on {day_words(on)}",
        author=council,
    )


def _a_member(reader: Actor) -> Actor:
    """Eyes of a member who may read nothing that is withheld: the report goes to people without an account."""
    return Actor(reader.user, reader.name, (Grant("member", EVERYWHERE),), reader.on).as_public()


def _line(shown: Result) -> Line:
    return Line(
        ref=shown.ref,
        title=shown.title,
        figure=value_cell(shown.value, shown, "No figure").text,
        period=shown.period.label,
        status=shown.status,
        word=shown.word,
        sentence=shown.judgement.sentence,
    )
