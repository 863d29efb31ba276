"""A measure's figure, target, status, directions and line as the cells of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from goldenthread.reports.blocks import Cell, Column
from goldenthread.reports.homes import Home
from goldenthread.reports.results import Result
from goldenthread.rules.periods import Period
from goldenthread.rules.trend import Direction
from goldenthread.rules.values import format_value

SPARKLINE_POINTS = 13
GOOD = {
    "high": "A higher figure is better",
    "low": "A lower figure is better",
    "range": "A figure inside the range is best",
    "neutral": "Neither higher nor lower is better",
}

# In millimetres of a page’s 170: “(forecast)”, “▲ Near target” and “↑ Improving” each fit their line.
MEASURE_COLUMNS = (
    Column("Measure", weight=40),
    Column("Actual", "number", 19),
    Column("Target", "number", 17),
    Column("Status", "status", 27),
    Column("Since last period", "direction", 23),
    Column("Since last year", "direction", 23),
    Column("Trend", "sparkline", 21),
)


# Units that are part of how a figure is written; any other is said once, beside the measure's name.
WRITTEN_UNITS = ("", "%", "£", "£k", "£m")


Say = Callable[[Decimal, Result], str]


def value_cell(value: Decimal | None, each: Result, missing: str = "No figure") -> Cell:
    """A figure in the measure's unit, or the word for why there is none."""
    if value is None:
        return Cell(missing)
    return Cell(shown(value, each), "number", number=value)


def actual_cell(each: Result, say: Say) -> Cell:
    """The figure, the forecast that stands in for it, or that there is none."""
    if each.value is not None:
        return Cell(say(each.value, each), "number", number=each.value)
    if "forecast_used" in each.flags and each.forecast is not None:
        return Cell(f"{say(each.forecast, each)} (forecast)")
    return Cell("No figure")


def bare(value: Decimal, each: Result) -> str:
    """A figure for a column whose measure names its unit."""
    unit = each.definition.unit
    return format_value(value, unit if unit in WRITTEN_UNITS else "", each.definition.decimals)


def shown(value: Decimal, each: Result) -> str:
    return format_value(value, each.definition.unit, each.definition.decimals)


def target_words(each: Result, say: Say = shown) -> str:
    """What is aimed at as printed: a figure, a range, the year before's figure, or that there is no target."""
    if each.low is not None or each.high is not None:
        return range_words(each.low, each.high, each, say)
    if each.rule.basis == "last_year" and each.last_year is not None:
        return f"{say(each.last_year, each)} last year"
    return "No target" if each.target is None else say(each.target, each)


def range_words(low: Decimal | None, high: Decimal | None, each: Result, say: Say = shown) -> str:
    """ "40 to 60", "40 or more", "up to 60"."""
    if low is None:
        return "No target" if high is None else f"up to {say(high, each)}"
    return f"{say(low, each)} or more" if high is None else f"{say(low, each)} to {say(high, each)}"


def status_cell(each: Result) -> Cell:
    return Cell(each.word, "status", code=each.status, sentence=each.judgement.sentence)


def direction_cell(each: Direction) -> Cell:
    return Cell(each.word, "direction", code=each.code, sentence=each.sentence)


def name_of(each: Result, span: Period) -> str:
    """The measure's name in a table, with its unit, its period where that is not the paper's, and its flags."""
    unit = each.definition.unit
    notes = [] if unit in WRITTEN_UNITS else [unit]
    if (each.period.start, each.period.end) != (span.start, span.end):
        notes.append(each.period.label)
    notes += (flag[0].lower() + flag[1:] for flag in each.flag_words)
    return f"{each.ref} {each.title}" + (f" ({'; '.join(notes)})" if notes else "")


def measure_row(each: Result, span: Period) -> tuple[Cell, ...]:
    """One measure as a row of the priority's table."""
    series = each.series[-SPARKLINE_POINTS:]
    return (
        Cell(name_of(each, span)),
        actual_cell(each, bare),
        Cell(target_words(each, bare), "number" if each.target is not None else "text", number=each.target),
        status_cell(each),
        direction_cell(each.direction),
        direction_cell(each.direction_year),
        Cell(line_words(each, series), "sparkline", series=series, target=each.series_target),
    )


def line_words(each: Result, series: Sequence[Decimal | None]) -> str:
    """A sparkline in words."""
    known = [value for value in series if value is not None]
    if len(known) < 2:
        return "Too few figures for a line"
    return f"From {shown(known[0], each)} to {shown(known[-1], each)} over {len(series)} periods"


def serves(home: Home | None) -> str:
    """Where something sits in the plan, from the top down."""
    return " › ".join(f"{p.code} {p.title}" for p in home.path) if home else "Nothing in the plan yet"
