"""Measures on paper: the table of a priority, and the page of one measure."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.charts.measure import MeasureChart
from goldenthread.reports.blocks import Block, Cell, Column, Facts, Figure, Paragraph, Section, Subheading, Table
from goldenthread.reports.measure_cells import (
    GOOD,
    MEASURE_COLUMNS,
    line_words,
    measure_row,
    range_words,
    serves,
    shown,
    status_cell,
    target_words,
    value_cell,
)
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.records import MeasureRecord
from goldenthread.reports.results import Result, target_of
from goldenthread.reports.underperformance import history
from goldenthread.rules.exceptions import periods_red
from goldenthread.rules.periods import Calendar, Period, same_period_last_year, year_containing

CHART_POINTS = 9
NO_COMMENTARY = "No commentary was supplied."
NO_ACTION = "None recorded beside this figure."
EVERY = {"month": "Monthly", "quarter": "Quarterly", "half": "Half-yearly", "year": "Annual", "round": "In each round"}


def measures_table(title: str, results: Sequence[Result], span: Period) -> Table:
    """A row for each measure of a priority."""
    rows = tuple(measure_row(each, span) for each in results)
    return Table(f"{title}: measures for {span.label}", MEASURE_COLUMNS, rows)


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
        ("Committee", facts.names.body(each.body_id) or facts.body_name),
        ("Service", facts.service(each)),
        ("Accountable", facts.head_of(each.service_id)),
        ("Serves", serves(home)),
        ("Why it matters", definition.rationale or "Not written yet"),
        ("How it is measured", definition.definition or "Not written yet"),
        ("Source", definition.source or "Not recorded"),
        ("Good is", GOOD[definition.polarity]),
        ("Reported", EVERY.get(definition.frequency, definition.frequency)),
        ("Target by year", _targets_by_year(record, each)),
        ("Since last period", each.direction.sentence),
        ("Since last year", each.direction_year.sentence),
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
        own = record.previous(own)
    return found[::-1]


def chart_message(facts: PaperFacts, each: Result, record: MeasureRecord) -> str:
    """What the chart says, as its title."""
    if each.status != "red":
        return f"{each.title}: {each.word.lower()}"
    statuses = [past.status for past in history(facts.book, record, each.period, on=facts.on)]
    red = periods_red(statuses)
    if red > 1:
        return f"{each.title}: off target for {red} periods running"
    return f"{each.title}: {each.word.lower()}" + (", for the first time" if len(statuses) > 1 else "")


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
            Column("Status", "status", 2),
        ),
        rows,
    )
