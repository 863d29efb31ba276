"""Measures from a file."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor
from goldenthread.actions import links, measures
from goldenthread.actions.measures import Meaning
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import body_by_code, element_in_any_plan, measure_by_ref, service_by_code
from goldenthread.models import Measure
from goldenthread.rules.measure_words import (
    ACCUMULATION_WORDS,
    CALENDAR_WORDS,
    FREQUENCY_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    POLARITY_WORDS,
)
from goldenthread.rules.refusals import Refusal


def _take(by: Actor, at: datetime, cells: Cells) -> Line:
    ref, meaning = cells.needed("ref"), _meaning(cells)
    there = Measure.objects.filter(ref__iexact=ref).first()
    if there is not None:
        _same_meaning(there, meaning, cells)
        return Line(cells.row.number, "unchanged", f"{there.ref} {meaning['title']}")
    service, starts = service_by_code(cells.needed("service")), cells.day("from")
    committee, parent, serves = cells.text("committee"), cells.text("part of"), cells.text("serves")
    cells.reading = "committee"
    body = body_by_code(committee) if committee else None
    cells.reading = "part of"
    whole = measure_by_ref(parent) if parent else None
    cells.reading = "serves"
    element = element_in_any_plan(serves) if serves else None
    cells.reading = ""
    measure = measures.add(
        by=by, at=at, ref=ref, service=service, body=body, parent=whole, effective_from=starts, **meaning
    )
    if element is not None:
        links.link(by=by, at=at, serves=element, measure=measure, starts=max(starts, element.starts))
    return Line(cells.row.number, "added", f"{ref} {meaning['title']}")


def _meaning(cells: Cells) -> Meaning:
    rolling = cells.whole("rolling periods")
    return Meaning(
        title=cells.needed("title"),
        plain_title=cells.text("plain title"),
        unit=cells.text("unit"),
        decimals=cells.whole("decimals"),
        polarity=cells.code("polarity", POLARITY_WORDS),
        frequency=cells.code("frequency", FREQUENCY_WORDS, "quarter"),
        calendar=cells.code("calendar", CALENDAR_WORDS, "financial"),
        accumulation=cells.code("accumulation", ACCUMULATION_WORDS, "period"),
        rolling_periods=rolling or None,
        kind=cells.code("kind", KIND_WORDS, "performance"),
        level=cells.code("level", LEVEL_WORDS, "strategic"),
        rationale=cells.text("why it matters"),
        definition=cells.text("definition"),
        numerator_label=cells.text("numerator"),
        denominator_label=cells.text("denominator"),
        source=cells.text("source"),
        lag_days=cells.whole("lag days"),
    )


def _same_meaning(measure: Measure, meaning: Meaning, cells: Cells) -> None:
    """Refuse a row that says something else about a measure that is there: a change needs a day and a reason."""
    definition = measure.definitions.current().last()
    for setting, heading in (
        ("title", "title"),
        ("unit", "unit"),
        ("polarity", "polarity"),
        ("frequency", "frequency"),
    ):
        here, said = getattr(definition, setting), meaning.get(setting)
        if here != said:
            cells.reading = heading
            raise Refusal(
                "other_meaning",
                f"{measure.ref} is already here with “{here}”, not “{said}”. Change it on its page, with a reason.",
            )


MEASURES = FileKind(
    code="measures",
    title="Measures",
    permission="manage_measures",
    about="One row for each measure. Targets come in a file of their own.",
    columns=(
        Column("ref", "its reference, never used again", "W1", needed=True),
        Column("title", "its name", "Household waste recycled or composted", needed=True),
        Column("plain title", "the name in everyday words", "How much of our waste is recycled"),
        Column("unit", "%, £, days, number, …", "%", needed=True),
        Column("decimals", "decimal places shown", "1"),
        Column("polarity", "high, low, range or neutral: what good looks like", "high", needed=True),
        Column("service", "the code of the service whose measure it is", "WASTE", needed=True),
        Column("committee", "the code of the committee that sees it", "ENV"),
        Column("from", "the first day it is measured", "2024-04-01", needed=True),
        Column("frequency", "month, quarter, half, year or round", "quarter"),
        Column("calendar", "financial, calendar or academic", "financial"),
        Column("accumulation", "period, cumulative, snapshot, rolling or average", "period"),
        Column("rolling periods", "for a rolling measure: over how many periods", ""),
        Column("kind", "performance, contextual, tracker, survey, …", "performance"),
        Column("level", "strategic, service or partnership", "strategic"),
        Column("serves", "the code of the aim it serves", "1.1"),
        Column("part of", "the reference of the measure it is a part of", ""),
        Column("why it matters", "a sentence for councillors", "Less waste is burnt or buried"),
        Column("definition", "how it is measured", ""),
        Column("numerator", "what is counted, for a ratio", "Tonnes recycled or composted"),
        Column("denominator", "out of what", "Tonnes collected"),
        Column("source", "where the figure comes from", "WasteDataFlow"),
        Column("lag days", "days after the period until the figure is there", "0"),
    ),
    take=_take,
)
