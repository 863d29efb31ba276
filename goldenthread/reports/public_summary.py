"""One page for everybody: how the council did in the newest published period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.models import Council
from goldenthread.reports.blocks import Bullets, Cell, Column, Document, Numbering, Section, Table
from goldenthread.reports.counts import Count
from goldenthread.reports.measure_cells import actual_cell, line_words, status_cell, target_words
from goldenthread.reports.measure_cells import shown as in_unit
from goldenthread.reports.public import PublicCard, public_card, sentences
from goldenthread.reports.scorecard import Row

SHOWN: Final = 3
"""As many measures of each kind as an A4 page has room for."""
PRIORITIES: Final = 7
_POINTS: Final = 13


def summary(*, on: date) -> Document | None:
    """The summary on one A4 page; None while nothing has been published."""
    shown = public_card(on=on)
    return None if shown is None else _document(shown, on)


def _document(shown: PublicCard, on: date) -> Document:
    council = Council.objects.get()
    rows = list(shown.card.rows())
    well = sorted((row for row in rows if row.result.status in ("blue", "green")), key=_most_improved)
    badly = sorted((row for row in rows if row.result.status == "red"), key=lambda row: not row.for_a_year)
    parts = [
        Section("In short", (Bullets(sentences(shown, on)[1:5]),), numbered=False),
        Section("Priority by priority", (_priorities(shown),), numbered=False),
        *(
            Section(heading, (_measures(heading, chosen[:SHOWN]),), numbered=False)
            for heading, chosen in (("What goes well", well), ("What does not", badly))
            if chosen
        ),
    ]
    return Document(
        schema=1,
        council=council.name,
        colour=council.colour,
        title="How the council is doing",
        subtitle=shown.span.long_label,
        header=(),
        sections=tuple(parts),
        appendices=(),
        numbering=Numbering("", ""),
        stamp=shown.data_date,
        author=council.name,
    )


def _most_improved(row: Row) -> tuple[bool, str]:
    return row.result.direction_year.code != "improved", row.result.ref


def _priorities(shown: PublicCard) -> Table:
    """How many measures of each priority have each status: the column says its word, the cell its shape and colour."""
    statuses = shown.card.counts.rated_statuses
    columns = (
        Column("Priority", weight=17),
        Column("Rated", "number", 5),
        *(Column(each.word, "status", 4) for each in statuses),
    )
    rows = tuple(
        (
            Cell(group.heading),
            Cell(f"{group.counts.rated} of {group.counts.total}", "number"),
            *(_count_cell(each, group.counts.number(each.code)) for each in statuses),
        )
        for group in shown.card.groups[:PRIORITIES]
    )
    return Table("Measures of each priority, by status", columns, rows)


def _count_cell(status: Count, number: int) -> Cell:
    if not number:
        return Cell("None")
    return Cell(str(number), "status", number=Decimal(number), code=status.code)


def _measures(heading: str, rows: Sequence[Row]) -> Table:
    columns = (
        Column("Measure", weight=48),
        Column("Figure", "number", 27),
        Column("Target", "number", 33),
        Column("Status", "status", 40),
        Column("Trend", "sparkline", 22),
    )
    return Table(f"{heading}: some measures", columns, tuple(map(_measure, rows)))


def _measure(row: Row) -> tuple[Cell, ...]:
    each = row.result
    series = each.series[-_POINTS:]
    return (
        Cell(each.title),
        actual_cell(each, in_unit),
        Cell(target_words(each), "number", number=each.target),
        status_cell(each),
        Cell(line_words(each, series), "sparkline", series=series, target=each.series_target),
    )
