"""Measures on paper: the table of a priority, and the page of one measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports.blocks import Block, Cell, Column, Facts, Figure, Paragraph, Section, Subheading, Table
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.records import MeasureRecord
from goldenthread.reports.results import Result, result, target_of
from goldenthread.reports.underperformance import history
from goldenthread.rules.exceptions import periods_red
from goldenthread.rules.periods import ONE_DAY, Calendar, Period, same_period_last_year, year_containing
from goldenthread.rules.status import STATUSES
from goldenthread.rules.trend import Direction
from goldenthread.rules.values import format_value

SPARKLINE_POINTS = 13
CHART_POINTS = 9
GOOD = {
    "high": "A higher figure is better",
    "low": "A lower figure is better",
    "range": "A figure inside the range is best",
    "neutral": "Neither higher nor lower is better",
}
NO_COMMENTARY = "No commentary was supplied."
NO_ACTION = "None recorded beside this figure."
EVERY = {"month": "Monthly", "quarter": "Quarterly", "half": "Half-yearly", "year": "Annual"}

MEASURE_COLUMNS = (
    Column("Measure", weight=5),
    Column("Actual", "number", 2),
    Column("Target", "number", 2),
    Column("Status", "status", 3),
    Column("Since last period", "direction", 3),
    Column("Since last year", "direction", 3),
    Column("Trend", "sparkline", 3),
)


# Units that are part of how a figure is written; any other is said once, beside the measure's name.
WRITTEN_UNITS = ("", "%", "£", "£k", "£m")


def value_cell(value: Decimal | None, each: Result, missing: str = "No figure") -> Cell:
    """A figure in the measure's unit, or the word for why there is none."""
    if value is None:
        return Cell(missing)
    return Cell(shown(value, each), "number", number=value)


def bare(value: Decimal, each: Result) -> str:
    """A figure for a column whose measure names its unit."""
    unit = each.definition.unit
    return format_value(value, unit if unit in WRITTEN_UNITS else "", each.definition.decimals)


def shown(value: Decimal, each: Result) -> str:
    return format_value(value, each.definition.unit, each.definition.decimals)


Say = Callable[[Decimal, Result], str]


def target_words(each: Result, say: Say = shown) -> str:
    """The target as printed: a figure, a range, or that there is none."""
    if each.low is not None or each.high is not None:
        return range_words(each.low, each.high, each, say)
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
    notes += each.flag_words
    return f"{each.ref} {each.title}" + (f" ({'; '.join(notes)})" if notes else "")


def measure_row(each: Result, span: Period) -> tuple[Cell, ...]:
    """One measure as a row of the priority's table."""
    series = each.series[-SPARKLINE_POINTS:]
    actual = Cell("No figure") if each.value is None else Cell(bare(each.value, each), "number", number=each.value)
    return (
        Cell(name_of(each, span)),
        actual,
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


def priority_tables(facts: PaperFacts) -> tuple[Block, ...]:
    """A subheading and a table for each priority that has measures in this paper."""

    def top(each: Result) -> str:
        home = facts.homes.get(each.measure_id)
        return f"{home.top.code} {home.top.title}" if home else "Measures outside the plan"

    blocks: list[Block] = []
    for title, group in groupby(facts.results, key=top):
        rows = tuple(measure_row(each, facts.span) for each in group)
        blocks += [Subheading(title), Table(f"{title}: measures for {facts.span.label}", MEASURE_COLUMNS, rows)]
    return tuple(blocks)


def measure_page(facts: PaperFacts, each: Result, *, starts_page: bool) -> Section:
    """One measure on its own page: what it is, how it did, why it matters (SD-16)."""
    record = facts.book.measures[each.measure_id]
    observation = each.observation
    blocks: tuple[Block, ...] = (
        Paragraph(each.judgement.sentence, numbered=False),
        Subheading("Overview", 3),
        Paragraph(observation.commentary if observation and observation.commentary else NO_COMMENTARY, numbered=False),
        Subheading("Actions to sustain or improve", 3),
        Paragraph(observation.action if observation and observation.action else NO_ACTION, numbered=False),
        _figure(facts, each, record),
        Facts(_facts(facts, each, record)),
    )
    return Section(f"{each.ref} {each.title}", blocks, numbered=False, starts_page=starts_page)


def _facts(facts: PaperFacts, each: Result, record: MeasureRecord) -> tuple[tuple[str, str], ...]:
    definition = each.definition
    home = facts.homes.get(each.measure_id)
    rows = [
        ("Committee", facts.body_name),
        ("Service", facts.service(each)),
        ("Accountable", facts.head_of(each.service_id)),
        ("Serves", " › ".join(f"{p.code} {p.title}" for p in home.path) if home else "Nothing in the plan yet"),
        ("Why it matters", definition.rationale or "Not written yet"),
        ("How it is measured", definition.definition or "Not written yet"),
        ("Source", definition.source or "Not recorded"),
        ("Good is", GOOD[definition.polarity]),
        ("Reported", EVERY.get(definition.frequency, definition.frequency)),
        ("Target by year", _targets_by_year(record, each)),
        ("Since the previous period", each.direction.sentence),
        ("Since the same period last year", each.direction_year.sentence),
        ("Compared with others", _benchmark(record, each)),
    ]
    if definition.frequency == "year":  # its previous period is last year
        del rows[-2]
    if each.forecast is not None and each.forecast_judgement is not None:
        rows.append(("Forecast for the year", f"{shown(each.forecast, each)}. {each.forecast_judgement.sentence}"))
    return tuple(rows)


def _targets_by_year(record: MeasureRecord, each: Result) -> str:
    """ "2025/26: 48%; 2026/27: 50%": a count's periods added up, otherwise the target at the year's end."""
    calendar: Calendar = each.definition.calendar  # type: ignore[assignment]  # checked when it was written
    years = sorted({year_containing(ends, calendar) for _, ends in record.targets})
    said = []
    for year in years:
        target = target_of(record, year)
        if target is None:
            said.append(f"{year.label}: set by period")
        elif target.low is not None or target.high is not None:
            said.append(f"{year.label}: {range_words(target.low, target.high, each)}")
        elif target.target is not None:
            said.append(f"{year.label}: {shown(target.target, each)}")
    return "; ".join(said) or "None set"


def _benchmark(record: MeasureRecord, each: Result) -> str:
    if not record.benchmarks:
        return "No comparison is held"
    best = record.benchmarks[0]
    parts = [f"{best.comparator}: {shown(best.value, each)}" if best.value is not None else best.comparator]
    if best.rank:
        parts.append(best.rank)
    return f"{', '.join(parts)} ({best.starts:%B %Y} to {best.ends:%B %Y}{'; ' + best.source if best.source else ''})"


def _figure(facts: PaperFacts, each: Result, record: MeasureRecord) -> Figure:
    values, labels = each.series[-CHART_POINTS:], each.labels[-CHART_POINTS:]
    periods = _periods_back(record, each.period, len(values))
    targets = tuple(t.target if (t := target_of(record, period)) else None for period in periods)
    years_ago = [same_period_last_year(period) for period in periods]
    last_year = tuple(p.value if (p := record.points.get((y.start, y.end))) else None for y in years_ago)
    rows = tuple(
        (
            Cell(label),
            Cell("No figure") if value is None else Cell(shown(value, each), "number", number=value),
            Cell("No target") if target is None else Cell(shown(target, each), "number", number=target),
        )
        for label, value, target in zip(labels, values, targets, strict=True)
    )
    unit = each.definition.unit or "number"
    return Figure(
        MeasureChart(
            title=chart_message(facts, each, record),
            subtitle=f"{each.definition.title}: {unit}, by {each.definition.frequency}",
            description=line_words(each, values),
            unit=each.definition.unit,
            decimals=each.definition.decimals,
            labels=labels,
            values=values,
            targets=targets,
            last_year=last_year,
        ),
        Table(
            f"{each.ref}: figures",
            (Column("Period", weight=2), Column("Actual", "number"), Column("Target", "number")),
            rows,
        ),
    )


def _periods_back(record: MeasureRecord, period: Period, number: int) -> list[Period]:
    found = []
    own = record.own_period(period.end)
    for _ in range(number):
        found.append(own)
        own = record.own_period(own.start - ONE_DAY)
    return found[::-1]


def chart_message(facts: PaperFacts, each: Result, record: MeasureRecord) -> str:
    """What the chart says, as its title."""
    if not STATUSES[each.status].rated:
        return f"{each.title}: {each.word.lower()}"
    statuses = [past.status for past in history(facts.book, record, each.period, on=facts.on)]
    red = periods_red(statuses)
    if red > 1:
        return f"{each.title}: off target for {red} periods running"
    return f"{each.title}: {each.word.lower()}" + (", for the first time" if red == 1 and len(statuses) > 1 else "")


def recent_table(facts: PaperFacts, each: Result, periods: int = 8) -> Table:
    """The measure's last periods with values, targets and statuses, oldest first."""
    record = facts.book.measures[each.measure_id]
    past = history(facts.book, record, each.period, on=facts.on, periods=periods)
    rows = tuple(
        (
            Cell(one.period.label),
            value_cell(one.value, one),
            Cell(target_words(one)),
            status_cell(one),
        )
        for one in reversed(past)
    )
    return Table(
        f"{each.ref}: the last {len(rows)} periods",
        (
            Column("Period", weight=2),
            Column("Actual", "number"),
            Column("Target", "number"),
            Column("Status", "status"),
        ),
        rows,
    )


def previous_result(facts: PaperFacts, each: Result) -> Result | None:
    """The measure as it was judged for the period before; None where there was no figure."""
    record = facts.book.measures[each.measure_id]
    before = record.own_period(each.period.start - ONE_DAY)
    if (before.start, before.end) not in record.points:
        return None
    return result(facts.book, record, before, on=facts.on)
