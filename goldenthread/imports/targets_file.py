"""Targets by period from a file."""

from __future__ import annotations

import re
from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.actions import measures
from goldenthread.actions.measures import PeriodTarget
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import measure_by_ref
from goldenthread.rules.periods import Calendar, Frequency, Period, periods_between
from goldenthread.rules.refusals import Refusal

_FREQUENCIES: tuple[Frequency, ...] = ("year", "half", "quarter", "month")


def period_called(name: str, calendar: Calendar) -> Period:
    """The period of that name: "Q1 2026/27", "H1 2026/27", "June 2026", "2026/27". Raises `Refusal` for another."""
    wanted = " ".join(name.lower().split())
    found = re.search(r"\d{4}", wanted)
    if found:
        year = int(found[0])
        for frequency in _FREQUENCIES:
            for period in periods_between(date(year, 1, 1), date(year + 1, 12, 31), frequency, calendar):
                if period.label.lower() == wanted:
                    return period
    raise Refusal(
        "not_a_period", f"“{name}” is not a period. Write Q1 2026/27, H1 2026/27, June 2026 or, for a year, 2026/27."
    )


def _take(by: Actor, at: datetime, cells: Cells) -> Line:
    measure = measure_by_ref(cells.needed("ref"))
    definition = measure.definitions.current().last()
    calendar: Calendar = definition.calendar if definition else "financial"  # type: ignore[assignment]
    period = period_called(cells.needed("period"), calendar)
    wanted = PeriodTarget(
        period.start,
        period.end,
        target=cells.number("target"),
        floor=cells.number("minimum"),
        stretch=cells.number("stretch"),
        low=cells.number("range from"),
        high=cells.number("range to"),
    )
    reason = cells.text("reason")
    cells.reading = ""
    there = measure.targets.current().filter(starts=period.start, ends=period.end).exists()
    kept = measures.set_target(by=by, at=at, measure=measure, target=wanted, reason=reason)
    effect = "unchanged" if kept is None else "changed" if there else "added"
    return Line(cells.row.number, effect, f"{measure.ref} {period.label}")  # type: ignore[arg-type]


TARGETS = FileKind(
    code="targets",
    title="Targets",
    permission="manage_measures",
    about="One row for each measure and period. Changing a target that is already set needs a reason.",
    columns=(
        Column("ref", "the measure's reference", "W1", needed=True),
        Column("period", "Q1 2026/27, H1 2026/27, June 2026, or a year: 2026/27", "Q1 2026/27", needed=True),
        Column("target", "the figure, in the measure's unit", "50.5", needed=True),
        Column("minimum", "the least that will do", ""),
        Column("stretch", "better than expected", ""),
        Column("range from", "for a range: its bottom", ""),
        Column("range to", "for a range: its top", ""),
        Column("reason", "needed where a target changes", ""),
    ),
    take=_take,
)
