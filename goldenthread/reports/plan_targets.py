"""What a plan aims at in each of its years: a row for every measure that serves it, a column for every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.access import Actor
from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.plan import Outline, outline
from goldenthread.reports.records import MeasureRecord, load
from goldenthread.reports.results import target_of
from goldenthread.rules.money_words import year_of, year_span, year_words
from goldenthread.rules.periods import Period
from goldenthread.rules.values import format_value

NONE_SET = "None set"


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """A plan with a table for each part at its top that measures serve."""

    title: str
    plan: int
    lead: str
    tables: tuple[Table, ...]


def plan_targets(*, reader: Actor, on: date, plan: int | None = None) -> PlanTargets | None:
    """The targets of the plan named, or of the one in force; None where there is none."""
    found = outline(reader=reader, on=on, plan=plan)
    if found is None:
        return None
    years = _years(found)
    serving = sorted({pk for node in found.nodes for pk in node.under})
    book = load(reader=reader, measures=serving)
    tables = []
    for node in found.nodes:
        records = [book.measures[pk] for pk in sorted(node.under) if pk in book.measures]
        if records:
            heads = (Column("Measure", weight=4), *(Column(year.label, "number") for year in years))
            rows = tuple(_row(record, years) for record in sorted(records, key=lambda record: record.ref))
            tables.append(Table(f"{node.element.code} {node.element.title}", heads, rows))
    return PlanTargets(found.plan.title, found.plan.pk, _lead(tables, years), tuple(tables))


def _years(found: Outline) -> list[Period]:
    first, last = year_of(found.plan.starts), year_of(found.plan.ends)
    return [Period(*year_span(year), year_words(year)) for year in range(first, last + 1)]


def _row(record: MeasureRecord, years: Sequence[Period]) -> tuple[Cell, ...]:
    definition = record.definition(years[-1].end)
    return (
        Cell(f"{record.ref} {definition.plain_title or definition.title}"),
        *(_target(record, year) for year in years),
    )


def _target(record: MeasureRecord, year: Period) -> Cell:
    """The year's own target, or what the targets of its periods come to."""
    aim = target_of(record, year)
    definition = record.definition(year.end)
    if aim is None or (aim.target is None and aim.low is None):
        return Cell(NONE_SET, "number")
    if aim.target is not None:
        return Cell(format_value(aim.target, definition.unit, definition.decimals), "number", number=aim.target)
    return Cell(f"{format_value(aim.low, definition.unit)} to {format_value(aim.high, definition.unit)}", "number")


def _lead(tables: Sequence[Table], years: Sequence[Period]) -> str:
    rows = {row[0].text: row for table in tables for row in table.rows}
    whole = sum(all(cell.text != NONE_SET for cell in row[1:]) for row in rows.values())
    if not rows:
        return "No measure serves this plan yet."
    many = f"{len(rows)} measure{'' if len(rows) == 1 else 's'}"
    return f"{whole or 'None'} of {many} {'has' if whole == 1 else 'have'} a target for each of the {len(years)} years."
