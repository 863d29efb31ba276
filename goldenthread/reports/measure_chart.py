"""A measure over time: its chart with the message as title, and the figures under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Final

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports.blocks import Cell, Column, Figure, Table
from goldenthread.reports.measure_cells import shown, target_words, value_cell
from goldenthread.reports.records import Book, MeasureRecord
from goldenthread.reports.results import Result, figure, result, target_of
from goldenthread.rules.periods import ONE_DAY, Period, day_words, same_period_last_year
from goldenthread.rules.status import STATUSES
from goldenthread.rules.values import format_value

POINTS: Final = {"month": 24, "quarter": 16, "half": 12, "year": 12, "round": 12}
_PERIODS: Final = {"month": "months", "quarter": "quarters", "half": "half-years", "year": "years", "round": "reports"}
_EACH: Final = {
    "month": "month",
    "quarter": "quarter",
    "half": "half-year",
    "year": "year",
    "round": "report since the year began",
}
_NUMBERS: Final = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
BREAK: Final = "‖"
"""Stands between two periods of the chart where the measure changed its meaning, with a gap in the line."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """One place of the chart: a period with its result, or a break between two periods."""

    period: Period | None
    result: Result | None


def chart_of(book: Book, record: MeasureRecord, last: Period, *, on: date) -> Figure:
    """The measure's own periods up to `last`, oldest first. Before a change of meaning the line is broken."""
    spots = _spots(book, record, last, on)
    now = next(spot.result for spot in reversed(spots) if spot.result is not None)
    definition = now.definition
    results = [spot.result for spot in spots if spot.result is not None]
    return Figure(
        MeasureChart(
            title=message(results),
            subtitle=f"{definition.title}, {definition.unit or 'number'}, by {_EACH[definition.frequency]}",
            description=_description(results),
            unit=definition.unit,
            decimals=definition.decimals,
            labels=tuple(spot.period.label if spot.period else BREAK for spot in spots),
            values=tuple(spot.result.value if spot.result else None for spot in spots),
            targets=tuple(_target(record, spot.period) for spot in spots),
            last_year=tuple(_year_before(book, record, spot.period) for spot in spots),
        ),
        _table(record, results),
    )


def _spots(book: Book, record: MeasureRecord, last: Period, on: date) -> list[_Spot]:
    spots: list[_Spot] = []
    series = None
    for period in _periods(record, last):
        definition = record.definition(period.end)
        if series is not None and definition.series != series:
            spots.append(_Spot(None, None))
        series = definition.series
        spots.append(_Spot(period, result(book, record, period, on=on)))
    return spots


def _periods(record: MeasureRecord, last: Period) -> Sequence[Period]:
    """As many of its own periods as a chart holds, from the first with a figure."""
    definition = record.definition(last.end)
    first = min((start for start, _ in record.points), default=last.start)
    start = min(first, last.start)
    periods = record.periods_to(last, start)
    return periods[-POINTS[definition.frequency] :]


def _target(record: MeasureRecord, period: Period | None) -> Decimal | None:
    aim = target_of(record, period) if period is not None else None
    return aim.target if aim is not None else None


def _year_before(book: Book, record: MeasureRecord, period: Period | None) -> Decimal | None:
    if period is None:
        return None
    then = same_period_last_year(period)
    if record.definition(then.end).series != record.definition(period.end).series:
        return None
    return figure(book, record, then).value


def message(results: Sequence[Result]) -> str:
    """What the chart says, oldest result first: "Household waste recycled has been below target for five quarters"."""
    now = results[-1]
    known = [each for each in reversed(results) if STATUSES[each.status].rated]
    if not STATUSES[now.status].rated or not known:
        value = next((each for each in reversed(results) if each.value is not None), None)
        if value is None or value.value is None:
            return f"{now.title}: no figures yet"
        return f"{now.title}: {shown(value.value, value)} in {value.period.label}"
    missed = now.status in ("amber", "red")
    run = len(list(takewhile(lambda each: (each.status in ("amber", "red")) == missed, known)))
    if now.rule.basis == "last_year":
        how = f"been {'' if missed else 'no '}worse than a year before"
    elif not missed:
        how = "met its target"
    elif now.judged is not None and now.target is not None and not (now.low or now.high):
        how = f"been {'below' if now.judged < now.target else 'above'} target"
    else:
        how = "missed its target"
    if run == 1:
        return f"{now.title} has {how} in {now.period.label}"
    count = _NUMBERS[run] if run < len(_NUMBERS) else str(run)
    return f"{now.title} has {how} for {count} {_PERIODS[now.definition.frequency]}"


def _description(results: Sequence[Result]) -> str:
    known = [each for each in results if each.value is not None]
    if not known:
        return "There are no figures yet."
    said = ", ".join(f"{each.period.label} {shown(each.value, each)}" for each in known if each.value is not None)
    return f"{len(known)} figures, oldest first: {said}."


def _table(record: MeasureRecord, results: Sequence[Result]) -> Table:
    rows = tuple(
        (
            Cell(each.period.label),
            value_cell(each.value, each, "No figure"),
            Cell(target_words(each), "number", number=each.target),
            Cell(each.word, "status", code=each.status, sentence=each.judgement.sentence),
            Cell("; ".join(each.flag_words)),
        )
        for each in reversed(results)
    )
    columns = (
        Column("Period", weight=2),
        Column("Actual", "number"),
        Column("Target", "number"),
        Column("Status", "status"),
        Column("Notes"),
    )
    return Table(f"{record.ref}: figures, newest first", columns, rows, note=" ".join(breaks(record)))


def breaks(record: MeasureRecord) -> tuple[str, ...]:
    """A sentence for each change of meaning after which figures are not compared."""
    found = []
    for earlier, later in zip(record.definitions, record.definitions[1:], strict=False):
        if later.series != earlier.series:
            why = f" {later.reason}" if later.reason else ""
            day = day_words(later.effective_from)
            until = day_words(later.effective_from - ONE_DAY)
            found.append(f"The definition changed on {day}: figures to {until} are not compared with later ones.{why}")
    return tuple(found)


def with_unit(value: Decimal | None, record: MeasureRecord, on: date) -> str:
    """A figure in the unit the measure had on a day; words where there is none."""
    if value is None:
        return "No figure"
    definition = record.definition(on)
    return format_value(value, definition.unit, definition.decimals)
