"""Figures by ward: of one measure on its page, of one ward for its councillors, and to be entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from goldenthread.access import Actor, check_can, check_can_somewhere
from goldenthread.charts.bars import Bar, BarChart
from goldenthread.models import DueItem, Measure, Return, Ward, WardFigure, WardSeat
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.measure_cells import bare
from goldenthread.reports.records import Book, MeasureRecord, load, was_known
from goldenthread.reports.results import Result, result
from goldenthread.rules.periods import Period
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import format_value
from goldenthread.rules.wards import AREA_KINDS, HIDDEN, kept_back
from goldenthread.rules.workflow import has_reached


@dataclass(frozen=True, slots=True)
class WardLine:
    """One ward's figure; `value` is None where it is not shown, and `words` say so."""

    ward_id: int
    ward: str
    value: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One measure in one period, ward by ward, beside the council's own figure. `kind` is "Ward" or "Locality"."""

    ref: str
    title: str
    period: Period
    kind: str
    lines: tuple[WardLine, ...]
    whole: str
    chart: BarChart
    table: Table

    def of(self, ward: int) -> WardLine | None:
        """What it is in one ward."""
        return next((line for line in self.lines if line.ward_id == ward), None)


def breakdowns(book: Book, measures: Collection[int] | None = None) -> Mapping[int, tuple[Breakdown, ...]]:
    """The newest figures by ward that the book's reader sees of its measures, by primary key: one query.

    A split is seen as of the moment of the return that it is a split of; where that is not for this reader, neither is
    the split.
    """
    wanted = [pk for pk in book.measures if measures is None or pk in measures]
    rows = (
        WardFigure.objects.filter(of_return__measure__in=wanted)
        .select_related("ward", "of_return")
        .order_by("ward__kind", "ward__name", "recorded_at")
    )
    found: dict[tuple[int, str], dict[tuple[date, date], list[WardFigure]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if _is_seen(book, row):
            place = row.of_return
            found[place.measure_id, row.ward.kind][place.starts, place.ends].append(row)
    told: dict[int, tuple[Breakdown, ...]] = {}
    for (pk, kind), periods in found.items():
        newest = max(periods, key=lambda key: (key[1], key[0]))
        told[pk] = (*told.get(pk, ()), _breakdown(book, book.measures[pk], newest, kind, periods[newest]))
    return told


def _is_seen(book: Book, row: WardFigure) -> bool:
    """Whether the reader sees the return, and this version is the one that stood when they see it."""
    place = row.of_return
    record = book.measures[place.measure_id]
    key = (place.starts, place.ends)
    point = record.points.get(key)
    if point is None or point.value is None:
        return False
    moment = record.seen_at.get(key, book.known_at)
    if moment is None:
        return row.superseded_at is None
    return was_known(row.recorded_at, row.superseded_at, moment)


def _breakdown(
    book: Book, record: MeasureRecord, key: tuple[date, date], kind: str, rows: Sequence[WardFigure]
) -> Breakdown:
    period = record.named_period(*key)
    whole = result(book, record, period, on=book.reader.on)
    definition = whole.definition

    def said(value: Decimal | None) -> str:
        return format_value(value, definition.unit, definition.decimals)

    hidden = kept_back({row.ward_id: None if row.hidden else _count(row) for row in rows})
    lines = tuple(
        WardLine(row.ward_id, row.ward.name, None, HIDDEN)
        if row.ward_id in hidden
        else WardLine(row.ward_id, row.ward.name, row.value, said(row.value))
        for row in rows
    )
    word = AREA_KINDS[kind]
    return Breakdown(
        ref=record.ref,
        title=whole.title,
        period=period,
        kind=word,
        lines=lines,
        whole=said(whole.value),
        chart=BarChart(
            title=f"{whole.title} by {word.lower()}, {period.label}",
            description="; ".join(f"{line.ward} {line.words}" for line in lines),
            bars=tuple(Bar(line.ward, _bare(line, whole), line.value) for line in lines),
            line=whole.value if _is_rate(rows, definition.unit) else None,
            line_words=f"The whole council: {bare(whole.value, whole) if whole.value is not None else HIDDEN}",
        ),
        table=Table(
            f"{record.ref} by {word.lower()}, {period.label}",
            (Column(word, weight=3), Column("Figure", "number", 2)),
            (
                *((Cell(line.ward), Cell(line.words, "number", number=line.value)) for line in lines),
                (Cell("The whole council"), Cell(said(whole.value), "number", number=whole.value)),
            ),
        ),
    )


def _bare(line: WardLine, whole: Result) -> str:
    """The figure without a unit that the sentence above the picture has said."""
    return line.words if line.value is None else bare(line.value, whole)


def _count(row: WardFigure) -> Decimal | None:
    """How many cases there are: the figure itself, or what it is a share of."""
    return row.numerator if row.numerator is not None else row.value


def _is_rate(rows: Sequence[WardFigure], unit: str) -> bool:
    """Whether a ward's figure can be held against the council's own: a count cannot, for it is a part of it."""
    return unit == "%" or any(row.denominator is not None for row in rows)


# Whose ward -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WardRow:
    """A ward in the list, and who speaks for it on the day: seat and name."""

    pk: int
    code: str
    name: str
    kind: str
    starts: date
    ends: date | None
    seats: tuple[tuple[int, str], ...]


def wards(*, reader: Actor, on: date) -> tuple[WardRow, ...]:
    """Every ward and locality with its councillors of the day: two queries."""
    check_can_somewhere(reader, "manage_governance")
    spoken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for seat in seats_on(on):
        spoken[seat.ward_id].append((seat.pk, seat.person.name))
    return tuple(
        WardRow(one.pk, one.code, one.name, AREA_KINDS[one.kind], one.starts, one.ends, tuple(spoken[one.pk]))
        for one in Ward.objects.all()
    )


def seats_on(on: date) -> tuple[WardSeat, ...]:
    """Who speaks for which ward on a day: one query."""
    rows = WardSeat.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
    return tuple(rows.select_related("ward", "person"))


def wards_on(on: date) -> tuple[Ward, ...]:
    """The wards and localities there are on a day."""
    return tuple(Ward.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on))


# Entering -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WardEntryPage:
    """The wards of one return to enter. `figures` are what is kept, by ward; `needs_reason` once it is signed off."""

    return_id: int
    measure: Measure
    title: str
    period: Period
    unit: str
    parts: tuple[str, str]
    wards: tuple[Ward, ...]
    figures: Mapping[int, WardFigure]
    needs_reason: bool
    lead: str


def return_to_split(item: int) -> int | None:
    """The return of a due item, where there are wards to split it among."""
    place = DueItem.objects.filter(pk=item).values_list("of_return_id", "of_return__ends").first()
    if place is None or not wards_on(place[1]):
        return None
    return int(place[0])


def entry_page(pk: int, *, reader: Actor) -> WardEntryPage:
    """What is asked of whoever splits a return among the wards of its period's last day."""
    place = Return.objects.select_related("measure").filter(pk=pk).first()
    if place is None:
        raise Refusal("no_such_return", "There is no such return. Look for the measure on the scorecard.")
    book = load(reader=reader, measures=[place.measure_id])
    record = book.measures[place.measure_id]
    check_can(reader, "enter", record.scope(reader.on))
    definition = record.definition(place.ends)
    figures = {row.ward_id: row for row in WardFigure.objects.current().filter(of_return=place)}
    there = wards_on(place.ends)
    state = DueItem.objects.filter(of_return=place).order_by("-pk").values_list("state", flat=True).first()
    return WardEntryPage(
        return_id=place.pk,
        measure=place.measure,
        title=definition.plain_title or definition.title,
        period=record.named_period(place.starts, place.ends),
        unit=definition.unit,
        parts=(definition.numerator_label, definition.denominator_label),
        wards=there,
        figures=figures,
        needs_reason=state is not None and has_reached(state, "signed_off"),
        lead=f"{len(figures)} of {len(there)} wards and localities have a figure.",
    )
