"""Wards, and figures by ward, from files."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor
from goldenthread.actions import wards
from goldenthread.actions.wards import WardEntry
from goldenthread.imports.loading import Cells, Column, FileKind, Line
from goldenthread.imports.lookup import measure_by_ref, ward_by_code
from goldenthread.imports.targets_file import period_called
from goldenthread.models import Ward
from goldenthread.rules.periods import Calendar
from goldenthread.rules.wards import AREA_KINDS


def _take_ward(by: Actor, at: datetime, cells: Cells) -> Line:
    code, name = cells.needed("code"), cells.needed("name")
    kind = cells.code("kind", AREA_KINDS, "ward")
    starts = cells.day("from")
    cells.reading = ""
    there = Ward.objects.filter(code__iexact=code, name=name, kind=kind, starts=starts).first()
    if there is None:
        wards.add_ward(by=by, at=at, code=code, name=name, kind=kind, starts=starts)
    return Line(cells.row.number, "unchanged" if there else "added", f"{code} {name}")


WARDS = FileKind(
    code="wards",
    title="Wards and localities",
    permission="manage_governance",
    about="One row for each ward or locality. After a boundary review, end the old ones and add the new.",
    columns=(
        Column("code", "short, such as the official code of the ward", "ABBEY", needed=True),
        Column("name", "what people call it", "Abbey", needed=True),
        Column("kind", "ward or locality; a ward where it is empty", "ward"),
        Column("from", "the first day it is there", "2023-05-08", needed=True),
    ),
    take=_take_ward,
)


def _take_figure(by: Actor, at: datetime, cells: Cells) -> Line:
    measure = measure_by_ref(cells.needed("ref"))
    definition = measure.definitions.current().last()
    calendar: Calendar = definition.calendar if definition else "financial"  # type: ignore[assignment]
    period = period_called(cells.needed("period"), calendar)
    entry = WardEntry(
        ward_by_code(cells.needed("ward")),
        value=cells.number("value"),
        numerator=cells.number("numerator"),
        denominator=cells.number("denominator"),
        hidden=cells.yes("too small to publish"),
    )
    reason = cells.text("reason")
    cells.reading = ""
    changed = wards.set_figures(by=by, at=at, measure=measure, period=period, entries=[entry], reason=reason)
    effect = "changed" if changed else "unchanged"
    return Line(cells.row.number, effect, f"{measure.ref} {period.label}, {entry.ward}")  # type: ignore[arg-type]


WARD_FIGURES = FileKind(
    code="ward-figures",
    title="Figures by ward",
    permission="enter",
    about="One row for each measure, period and ward. The council's own figure is returned as usual.",
    columns=(
        Column("ref", "the measure's reference", "W1", needed=True),
        Column("period", "Q1 2026/27, H1 2026/27, June 2026, or a year: 2026/27", "Q1 2026/27", needed=True),
        Column("ward", "the ward's code or name", "ABBEY", needed=True),
        Column("value", "the figure, where it is not worked out from two others", "12"),
        Column("numerator", "for a rate: what is counted", ""),
        Column("denominator", "for a rate: out of how many", ""),
        Column("too small to publish", "yes where it could identify people; then no figure is kept", ""),
        Column("reason", "needed where the return has been signed off", ""),
    ),
    take=_take_figure,
)
