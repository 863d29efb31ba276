"""Measures with figures in a small council, for tests of how they are read and judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.access import Actor
from goldenthread.actions import measures, returns
from goldenthread.actions.measures import PeriodTarget
from goldenthread.actions.returns import HistoryEntry
from goldenthread.models import Measure
from goldenthread.reports.records import Book, MeasureRecord, load
from goldenthread.reports.results import Result, result
from goldenthread.rules.periods import Frequency, Period, period_containing
from tests.small_council import NOW, START, TODAY, SmallCouncil

Figures = Mapping[str, str | tuple[str, str]]
"""Values by the first day of their period: "2026-04-01": "51.2", or numerator and denominator."""


def add(council: SmallCouncil, ref: str, **meaning: Any) -> Measure:
    """A quarterly count where high is good, but for what `meaning` says."""
    usual = {"title": f"Measure {ref}", "unit": "number", "polarity": "high", "frequency": "quarter"}
    return measures.add(
        by=council.by,
        at=NOW,
        ref=ref,
        service=council.service,
        body=council.body,
        effective_from=START,
        **usual | meaning,
    )


def period(day: str, frequency: Frequency = "quarter") -> Period:
    """The financial-calendar period that a day falls in."""
    return period_containing(date.fromisoformat(day), frequency, "financial")


def figures(council: SmallCouncil, measure: Measure, values: Figures, frequency: Frequency = "quarter") -> None:
    """Load past figures."""
    entries = []
    for day, value in values.items():
        span = period(day, frequency)
        if isinstance(value, str):
            entries.append(HistoryEntry(span.start, span.end, Decimal(value)))
        else:
            top, bottom = map(Decimal, value)
            entries.append(HistoryEntry(span.start, span.end, top * 100 / bottom, top, bottom))
    returns.load_history(by=council.by, at=NOW, measure=measure, entries=entries)


def targets(
    council: SmallCouncil, measure: Measure, values: Mapping[str, str], frequency: Frequency = "quarter"
) -> None:
    """Set the target of each period."""
    spans = [(period(day, frequency), Decimal(value)) for day, value in values.items()]
    aims = [PeriodTarget(span.start, span.end, target=target) for span, target in spans]
    measures.set_targets(by=council.by, at=NOW, measure=measure, targets=aims, reason="Council")


def read(by: Actor, measure: Measure, **how: Any) -> tuple[Book, MeasureRecord]:
    """What somebody may know of a measure."""
    book = load(reader=by, **how)
    return book, book.measures[measure.pk]


def judged(council: SmallCouncil, measure: Measure, span: Period, **how: Any) -> Result:
    """The measure for a span, as the performance team sees it today."""
    book, record = read(council.by, measure)
    return result(book, record, span, on=TODAY, **how)
