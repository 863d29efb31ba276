"""The scorecard: every live measure for a period, counted, grouped and sorted worst first, beside the period before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet

from goldenthread.access import Actor
from goldenthread.models import Council, Ownership
from goldenthread.reports.blocks import Cell, Column, Document, Numbering, Paragraph, Section, Table
from goldenthread.reports.counts import Counts, count
from goldenthread.reports.homes import Home, homes
from goldenthread.reports.measure_cells import actual_cell, direction_cell, line_words, status_cell, target_words
from goldenthread.reports.measure_cells import shown as in_unit
from goldenthread.reports.names import Names
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import (
    Result,
    before,
    judgement_of,
    latest,
    not_due,
    own_periods,
    reported_period,
    result,
)
from goldenthread.reports.round_days import round_days
from goldenthread.rules.periods import (
    ONE_DAY,
    Calendar,
    Frequency,
    Period,
    add_months,
    cumulative,
    custom,
    day_words,
    period_containing,
    year_containing,
)
from goldenthread.rules.status import RATED, STATUSES
from goldenthread.rules.trend import DIRECTION_WORDS

SPARKLINE_POINTS: Final = 36
OUTSIDE: Final = "Outside the plan"
_WORST_FIRST: Final = ("red", "overdue", "amber", "green", "blue")
_RANK: Final = {
    code: place for place, code in enumerate((*_WORST_FIRST, *(c for c in STATUSES if c not in _WORST_FIRST)))
}
_BETTER: Final = {"red": 0, "amber": 1, "green": 2, "blue": 3}
GROUPS: Final = {
    "priority": "Priority",
    "service": "Service",
    "committee": "Committee",
    "portfolio": "Portfolio",
    "status": "Status",
    "direction": "Direction",
}
"""What rows may be grouped and filtered by: code and word."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows to show and how to group them; an empty value lets everything through."""

    priority: str = ""
    service: str = ""
    committee: str = ""
    portfolio: str = ""
    status: str = ""
    direction: str = ""
    group: str = ""

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return any(getattr(self, name) for name in GROUPS)


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. `latest` is its newest figure where the period has none yet (HA-05).

    `keys` are what the row is found under by each of `GROUPS`; `was` the status of the period before and its word,
    empty where there was none; `for_a_year` whether it has been off target in every period of the last year.
    """

    result: Result
    latest: Result | None
    keys: Mapping[str, tuple[str, str]]
    was: tuple[str, str]
    for_a_year: bool

    @property
    def moved(self) -> int:
        """1 for a better status than in the period before, -1 for a worse one, 0 for the same or no comparison."""
        now, then = _BETTER.get(self.result.status), _BETTER.get(self.was[0])
        return 0 if now is None or then is None else (now > then) - (now < then)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, with their own totals; the heading is empty where nothing is grouped."""

    heading: str
    rows: tuple[Row, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scorecard of a span. `counts` are of all rows shown; `total` is how many there were before filtering.

    `choices` are the values each filter can take: (value, text) pairs.
    """

    span: Period
    lead: str
    movement: str
    counts: Counts
    total: int
    groups: tuple[Group, ...]
    filters: Filters
    choices: Mapping[str, tuple[tuple[str, str], ...]]

    def rows(self) -> Iterator[Row]:
        """Every row, in the order shown."""
        for group in self.groups:
            yield from group.rows


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans a reader can choose, newest round first; `default` is the newest round's, or the last full quarter.

    To whoever sees nothing of a round before it is reported, it is the newest with a frozen paper. `due` is the day
    returns of the default's round are due, by the body whose paper they go to.
    """

    default: Period
    choices: tuple[Period, ...]
    due: Mapping[int, date]


def spans(*, reader: Actor, on: date, calendar: Calendar = "financial") -> Spans:
    """What can be reported on a day: the rounds, and the quarters, half-years, years and year-to-dates so far."""
    rounds = round_days()
    told = rounds if reader.has("see_working") else [each for each in rounds if each.frozen_at] or rounds
    newest = (told[0].starts, told[0].ends) if told else None
    due = {
        each.body: each.due
        for each in rounds
        if (each.starts, each.ends) == newest and each.stage == "entered" and each.body and each.due
    }
    reported = [span_named(*key, calendar) for key in dict.fromkeys((each.starts, each.ends) for each in rounds)]
    usual = list(_usual(on, calendar))
    default = span_named(*newest, calendar) if newest else usual[0]
    return Spans(default, tuple(dict.fromkeys([*reported, *usual])), due)


def _usual(on: date, calendar: Calendar) -> Iterator[Period]:
    year = year_containing(on, calendar)
    since = date(year.start.year - 1, year.start.month, 1)
    frequencies: tuple[Frequency, ...] = ("quarter", "half", "year")
    for frequency in frequencies:
        period = period_containing(on, frequency, calendar)
        while (period := period_containing(period.start - ONE_DAY, frequency, calendar)).start >= since:
            yield period
    for months in range(2, 12):
        so_far = cumulative(year.start, months=months)
        if so_far.end < on:
            yield so_far


def span_named(start: date, end: date, calendar: Calendar = "financial") -> Period:
    """A span by its usual name: "Q1 2026/27"; "April to July 2026 (4 months)" where it starts a year; or its dates."""
    frequencies: tuple[Frequency, ...] = ("month", "quarter", "half", "year")
    for frequency in frequencies:
        period = period_containing(end, frequency, calendar)
        if (period.start, period.end) == (start, end):
            return period
    if start == year_containing(end, calendar).start:
        return cumulative(start, end=end)
    return custom(start, end)


def scorecard(
    *,
    reader: Actor,
    on: date,
    span: Period,
    known_at: datetime | None = None,
    filters: Filters = Filters(),
    due: Mapping[int, date] | None = None,
    measures: Collection[int] | None = None,
    services: Collection[int] | None = None,
    years: int = SPARKLINE_POINTS,
) -> Scorecard:
    """All live measures (or those named, or those that are of these services on the day) for a span as the reader may
    see them. `due` is the day returns are due, by body; `years` how far back figures are read."""
    calendar = _Calendar(span)
    ever = None if services is None else Ownership.objects.as_at(known_at).filter(service__in=services)
    wanted = measures if ever is None else ever.values_list("measure_id", flat=True)
    book = _book(reader, known_at, calendar, wanted, years)
    words = book.framework(span.end).words
    placed = homes(on, known_at)
    everything = [
        _row(book, record, calendar, on, (due or {}).get(record.ownership(span.end).body_id or 0), placed)
        for pk, record in book.measures.items()
        if (measures is None or pk in measures)
        and (services is None or record.ownership(on).service_id in services)
        and _is_reported(record, span)
    ]
    shown = [row for row in everything if _passes(row, filters)]
    counts = count([row.result for row in shown], words)
    return Scorecard(
        span=span,
        lead=_lead(shown, counts),
        movement=_movement(shown),
        counts=counts,
        total=len(everything),
        groups=tuple(_groups(shown, filters.group, words)),
        filters=filters,
        choices={name: _choices(everything, name) for name in GROUPS},
    )


@dataclass(slots=True)
class _Calendar:
    """Which periods a span means: the same for all measures of one frequency, calendar and lag, so worked out once."""

    span: Period
    known: dict[tuple[object, ...], tuple[Period | None, tuple[Period, ...]]] = field(default_factory=dict)

    def reported(self, record: MeasureRecord) -> tuple[Period | None, tuple[Period, ...]]:
        """The period reported (None where none ends in the span), and those of the year before it, newest first."""
        kind = self._kind(record)
        if kind not in self.known:
            period = reported_period(record, self.span)
            last = period or record.own_period(self.span.start - ONE_DAY)
            self.known[kind] = (period, tuple(_year_before(record, last)))
        return self.known[kind]

    def _kind(self, record: MeasureRecord) -> tuple[object, ...]:
        definition = record.definition(self.span.end)
        return (definition.frequency, definition.calendar, definition.lag_periods)

    def judged(self, record: MeasureRecord) -> Iterator[Period]:
        """Every period that the scorecard judges, and the last of the shorter periods in each; said once for all of one
        kind."""
        if self._kind(record) in self.known:
            return
        period, earlier = self.reported(record)
        for each in (period or record.own_period(self.span.start - ONE_DAY), *earlier):
            yield each
            yield from own_periods(record, each)[-1:]


def _year_before(record: MeasureRecord, period: Period) -> Iterator[Period]:
    """The periods before one for a year, one at least, newest first."""
    earlier = before(record, period)
    yield earlier
    while (earlier := before(record, earlier)).start > add_months(period.end, -12):
        yield earlier


def _book(
    reader: Actor,
    known_at: datetime | None,
    calendar: _Calendar,
    measures: Collection[int] | QuerySet[Any, int] | None,
    years: int,
) -> Book:
    """Figures as far back as a sparkline goes; what came with them for this period and the year before it."""
    return load(
        reader=reader,
        known_at=known_at,
        measures=measures,
        since=add_months(calendar.span.end, -12 * years),
        detail_since=add_months(calendar.span.start, -15),
        detail_of=calendar.judged,
    )


def _is_reported(record: MeasureRecord, span: Period) -> bool:
    """Whether the measure existed, and had not been retired before the span or without a figure in it."""
    standing = record.standing(span.end)
    if record.definitions[0].effective_from > span.end:
        return False
    if standing is None or standing.state in ("live", "suspended"):
        return True
    reported = [key for key in record.points if span.start <= key[1] <= span.end]
    return standing.state == "retired" and standing.effective_from > span.start and bool(reported)


def _row(
    book: Book,
    record: MeasureRecord,
    calendar: _Calendar,
    on: date,
    deadline: date | None,
    placed: Mapping[int, Home],
) -> Row:
    period, earlier = calendar.reported(record)
    if period is None:
        found = not_due(book, record, calendar.span)
        return Row(found, None, _keys(record, found, placed, book.names), ("", ""), for_a_year=False)
    found = result(book, record, period, on=on, deadline=deadline)
    has_none = found.value is None and "forecast_used" not in found.flags
    newest = latest(book, record, period, on=on) if has_none else None
    was = _was(book, record, earlier[0], on)
    for_a_year = found.status == was[0] == "red" and all(
        judgement_of(book, record, each, on=on).status == "red" for each in earlier[1:]
    )
    return Row(found, newest, _keys(record, found, placed, book.names), was, for_a_year)


def _was(book: Book, record: MeasureRecord, earlier: Period, on: date) -> tuple[str, str]:
    if earlier.end < record.definitions[0].effective_from:
        return "", ""
    code = judgement_of(book, record, earlier, on=on).status
    return (code, book.framework(earlier.end).words[code]) if code in RATED else ("", "")


def _keys(
    record: MeasureRecord, found: Result, placed: Mapping[int, Home], names: Names
) -> Mapping[str, tuple[str, str]]:
    """The value and the words of a row under each of `GROUPS`."""
    ownership = record.ownership(found.period.end)
    home = placed.get(record.measure.pk)
    portfolio = ownership.portfolio
    return {
        "priority": (str(home.top.element_id), f"{home.top.code} {home.top.title}") if home else ("none", OUTSIDE),
        "service": (str(ownership.service_id), names.service(ownership.service_id)),
        "committee": (str(ownership.body_id or "none"), names.body(ownership.body_id) or "No committee"),
        "portfolio": (str(portfolio.pk), portfolio.name) if portfolio else ("none", "No portfolio"),
        "status": (found.status, found.word),
        "direction": (found.direction.code, DIRECTION_WORDS[found.direction.code]),
    }


def _passes(row: Row, filters: Filters) -> bool:
    return all(not (wanted := getattr(filters, name)) or row.keys[name][0] == wanted for name in GROUPS)


def _worst_first(row: Row) -> tuple[int, bool, str]:
    return _RANK[row.result.status], row.result.direction.code != "declined", row.result.ref


def _groups(rows: Sequence[Row], by: str, words: Mapping[str, str]) -> Iterator[Group]:
    if by not in GROUPS:
        ordered = tuple(sorted(rows, key=_worst_first))
        yield Group("", ordered, count([row.result for row in ordered], words))
        return

    def place(row: Row) -> tuple[int, bool, str]:
        value, text = row.keys[by]
        return (_RANK[value] if by == "status" else 0), value == "none", text

    for (_, _, heading), found in groupby(sorted(rows, key=lambda row: (place(row), _worst_first(row))), key=place):
        members = tuple(found)
        yield Group(heading, members, count([row.result for row in members], words))


def _choices(rows: Sequence[Row], name: str) -> tuple[tuple[str, str], ...]:
    found = {row.keys[name] for row in rows}
    if name == "status":
        return tuple(sorted(found, key=lambda choice: _RANK[choice[0]]))
    return tuple(sorted(found, key=lambda choice: (choice[0] == "none", choice[1])))


# What it says --------------------------------------------------------------------------------------------------------


def _lead(rows: Sequence[Row], counts: Counts) -> str:
    """The sentence the page opens with: "3 of 14 rated measures are off target; 2 have been so for a year"."""
    if not rows:
        return "No measure is reported here."
    if not counts.rated:
        return counts.sentence
    red = counts.number("red")
    word = next(each.word for each in counts.rated_statuses if each.code == "red").lower()
    rated = f"{counts.rated} rated measure{'' if counts.rated == 1 else 's'}"
    said = f"{red or 'None'} of {rated} {'is' if red == 1 else 'are'} {word}"
    year = sum(row.for_a_year for row in rows)
    if year == red and year:
        said += f", and {'has' if year == 1 else 'all have'} been so for a year or more"
    elif year:
        said += f"; {year} {'has' if year == 1 else 'have'} been so for a year or more"
    late = counts.number("overdue")
    if late:
        said += f"; {late} {'figure is' if late == 1 else 'figures are'} overdue"
    return f"{said}."


def _movement(rows: Sequence[Row]) -> str:
    """How statuses changed since the period before; empty where nothing can be compared."""
    compared = sum(1 for row in rows if row.was[0] and row.result.rated)
    if not compared:
        return ""
    better, worse = (sum(1 for row in rows if row.moved == way) for way in (1, -1))
    return (
        f"Of {compared} measure{'' if compared == 1 else 's'} rated in the period before too, "
        f"{better or 'none'} moved to a better status and {worse or 'none'} to a worse one."
    )


# As cells ------------------------------------------------------------------------------------------------------------

COLUMNS: Final = (
    Column("Measure", weight=6),
    Column("Status", "status", 3),
    Column("Actual", "number", 2),
    Column("Target", "number", 2),
    Column("Since last period", "direction", 3),
    Column("Since last year", "direction", 3),
    Column("Was", "status", 2),
    Column("Trend", "sparkline", 3),
)


def notes(row: Row, span: Period) -> str:
    """What has to be said beside the name: the period where it is not the scorecard's, and the flags."""
    shown = row.latest or row.result
    said = list(row.result.flag_words)
    if row.latest is not None:
        said.append(f"Latest available: {shown.period.label}")
    elif shown.period != span:
        said.append(shown.period.label)
    return "; ".join(said)


def cells(row: Row) -> tuple[Cell, ...]:
    """The cells of a row after its name, as page, file and workbook print them."""
    each = row.result
    shown = row.latest or each
    series = each.series[-SPARKLINE_POINTS:]
    was = Cell(row.was[1], "status", code=row.was[0]) if row.was[0] else Cell("No rating")
    return (
        status_cell(each),
        actual_cell(shown, in_unit),
        Cell(target_words(shown), "number", number=shown.target),
        direction_cell(each.direction),
        direction_cell(each.direction_year),
        was,
        Cell(line_words(each, series), "sparkline", series=series, target=each.series_target),
    )


def table(card: Scorecard, rows: Iterable[Row] | None = None, caption: str = "") -> Table:
    """The rows as a table, each name with its reference and what has to be said beside it."""

    def name(row: Row) -> str:
        beside = notes(row, card.span)
        return f"{row.result.ref} {row.result.title}" + (f" ({beside})" if beside else "")

    return Table(
        caption or f"Scorecard for {card.span.long_label}",
        COLUMNS,
        tuple((Cell(name(row)), *cells(row)) for row in (card.rows() if rows is None else rows)),
    )


def exported(card: Scorecard) -> Table:
    """The table of the comma-separated file: everything of a row in a column of its own, figures unrounded."""
    columns = ("Reference", "Measure", "Period", "Notes", *(GROUPS[n] for n in ("priority", "service", "committee")))
    rows = []
    for row in card.rows():
        each, shown = row.result, row.latest or row.result
        status, actual, aim, direction, year, was, _ = cells(row)
        texts = (each.ref, each.title, shown.period.label, "; ".join(each.flag_words))
        homes_of = (row.keys[name][1] for name in ("priority", "service", "committee"))
        sentence = Cell(each.judgement.sentence)
        unit = Cell(each.definition.unit)
        rows.append(
            (*map(Cell, texts), *map(Cell, homes_of), unit, actual, aim, status, sentence, direction, year, was)
        )
    named = ("Unit", "Actual", "Target", "Status", "Why", "Since last period", "Since last year", "Status before")
    return Table(f"Scorecard for {card.span.long_label}", tuple(map(Column, (*columns, *named))), tuple(rows))


def document(card: Scorecard, *, on: date) -> Document:
    """The scorecard as a document: its sentences, then a table for each group."""
    council = Council.objects.first()
    sentences = (card.lead, card.movement, card.counts.sentence, card.counts.others_sentence)
    said = (*sentences, card.counts.directions_sentence)
    return Document(
        schema=1,
        council=council.name if council else "",
        colour=council.colour if council else "#1d4f5f",
        title="Scorecard",
        subtitle=card.span.long_label,
        header=(),
        sections=(
            Section("Summary", tuple(Paragraph(text, numbered=False) for text in said if text), numbered=False),
            *(
                Section(group.heading or "Measures", (table(card, group.rows, group.heading),), numbered=False)
                for group in card.groups
            ),
        ),
        appendices=(),
        numbering=Numbering("", ""),
        stamp=f"As known on {day_words(on)}",
        author="",
    )
