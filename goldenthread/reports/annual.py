"""The annual report: what each measure was in every quarter of a year, its outturn against target, and the year before.

It shows what has been published, to everybody alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from goldenthread.models import Council, Return
from goldenthread.reports.blocks import Bullets, Cell, Column, Document, Numbering, Section, Table
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.homes import Home, homes
from goldenthread.reports.measure_cells import bare, name_of, status_cell, target_words
from goldenthread.reports.public import published_measures, published_span, the_public
from goldenthread.reports.records import Book, MeasureRecord, frameworks, load
from goldenthread.reports.results import Result, figure, own_periods, reported_period, result
from goldenthread.reports.scorecard import OUTSIDE
from goldenthread.rules.periods import ONE_DAY, Calendar, Period, periods_between, year_containing
from goldenthread.rules.refusals import Refusal

YEARS: Final = 3
"""As many years as are offered."""


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The report on a year, and the years there are, the newest first."""

    year: Period
    choices: tuple[Period, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class _Line:
    """A measure's year: its outturn, each quarter, and the outturn of the year before."""

    result: Result
    home: str
    quarters: tuple[Cell, ...]
    before: Cell


def annual(*, on: date, first_year: int | None = None) -> AnnualReport:
    """The report on the year that begins in `first_year`, or on the newest; a refusal where there is none."""
    choices = years(on=on)
    year = next((each for each in choices if first_year in (None, each.start.year)), None)
    if year is None:
        raise Refusal("no_such_year", "There is no annual report: no year that is over has been published yet.")
    return AnnualReport(year, choices, _document(year, on))


def years(*, on: date) -> tuple[Period, ...]:
    """The last years that ended by the newest published period and of which there are figures, the newest first."""
    span = published_span(on)
    first = Return.objects.order_by("ends").values_list("ends", flat=True).first()
    if span is None or first is None:
        return ()
    whose = frameworks()[-1].framework.calendar.whose_year
    year = year_containing(span.end, whose)
    found = [] if year.end > span.end else [year]
    while len(found) < YEARS and (year := _before(year, whose)).end >= first:
        found.append(year)
    return tuple(found)


def _before(year: Period, whose: Calendar) -> Period:
    return year_containing(year.start - ONE_DAY, whose)


def _document(year: Period, on: date) -> Document:
    council = Council.objects.get()
    lines = _lines(year, on)
    groups = [(home, tuple(those)) for home, those in groupby(lines, key=lambda line: line.home)]
    words = frameworks()[-1].words
    return Document(
        schema=1,
        council=council.name,
        colour=council.colour,
        title="Annual report",
        subtitle=year.long_label,
        header=(),
        sections=(
            Section("The year in short", (Bullets(tuple(_in_short(lines, words))),), numbered=False),
            *(Section(home, (_table(home, those, year),), numbered=False) for home, those in groups),
        ),
        appendices=(),
        numbering=Numbering("", ""),
        stamp=f"Figures of {year.long_label}, as published.",
        author=council.name,
    )


def _lines(year: Period, on: date) -> list[_Line]:
    """Every public measure that was live in the year, by its place in the plan and its reference."""
    public = published_measures()
    book = load(reader=the_public(on), measures=public)
    placed = homes(year.end)
    lines = [
        _line(book, record, year, placed, on)
        for pk, record in book.measures.items()
        if pk in public and _is_of(record, year)
    ]
    return sorted(lines, key=lambda line: (line.home == OUTSIDE, line.home, line.result.ref))


def _is_of(record: MeasureRecord, year: Period) -> bool:
    standing = record.standing(year.end)
    return (standing is None or standing.state == "live") and record.definitions[0].effective_from <= year.end


def _line(book: Book, record: MeasureRecord, year: Period, placed: Mapping[int, Home], on: date) -> _Line:
    """A measure whose own periods make up the year is added up over it; any other has its period that ended in it."""
    whole = year if own_periods(record, year) else reported_period(record, year) or record.own_period(year.end)
    found = result(book, record, whole, on=on)
    then = Period(*_a_year_earlier(whole), "")
    home = placed.get(record.measure.pk)
    return _Line(
        result=found,
        home=f"{home.top.code} {home.top.title}" if home else OUTSIDE,
        quarters=tuple(_quarters(book, record, year, found)),
        before=_cell(figure(book, record, then).value, found),
    )


def _a_year_earlier(period: Period) -> tuple[date, date]:
    last = period.start - ONE_DAY
    return date(period.start.year - 1, period.start.month, 1), last


def _quarters(book: Book, record: MeasureRecord, year: Period, whole: Result) -> Iterator[Cell]:
    for quarter in periods_between(year.start, year.end, "quarter", "financial"):
        if own_periods(record, quarter):
            yield _cell(figure(book, record, quarter).value, whole)
        else:
            yield Cell("Not by quarter")


def _in_short(lines: Sequence[_Line], words: Mapping[str, str]) -> Iterator[str]:
    totals: Counts = count([line.result for line in lines], words)
    yield totals.sentence
    if totals.others_sentence:
        yield totals.others_sentence
    compared = [line for line in lines if line.result.direction_year.code in ("improved", "declined", "unchanged")]
    if compared:
        better, worse = (
            sum(line.result.direction_year.code == code for line in compared) for code in ("improved", "declined")
        )
        yield (
            f"Of {len(compared)} measures that can be compared with the year before, {better or 'none'} improved and "
            f"{worse or 'none'} declined."
        )


def _cell(value: Decimal | None, each: Result) -> Cell:
    """A figure; its unit stands beside the measure's name."""
    return Cell("No figure") if value is None else Cell(bare(value, each), "number", number=value)


def _table(home: str, lines: Sequence[_Line], year: Period) -> Table:
    quarters = periods_between(year.start, year.end, "quarter", "financial")
    columns = (
        Column("Measure", weight=5),
        *(Column(each.label.split(" ")[0], "number", 2) for each in quarters),
        Column("Outturn", "number", 2),
        Column("Target", "number", 2),
        Column("Status", "status", 3),
        Column("Year before", "number", 2),
    )
    return Table(f"{home}, {year.label}", columns, tuple(_row(line, year) for line in lines))


def _row(line: _Line, year: Period) -> tuple[Cell, ...]:
    each = line.result
    return (
        Cell(name_of(each, year)),
        *line.quarters,
        _cell(each.value, each),
        Cell(target_words(each, bare), "number", number=each.target),
        status_cell(each),
        line.before,
    )
