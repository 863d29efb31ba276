"""Ways through a document that several formats take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from goldenthread.charts.measure import MeasureChart, draw
from goldenthread.charts.sparkline import sparkline
from goldenthread.documents.characters import clean
from goldenthread.reports.blocks import Appendix, Block, Cell, Document, Facts, Figure, Table

NOTHING_TO_LIST: Final = "Nothing to list."
_PORTRAIT_COLUMNS: Final = 9
_SHORT_ROWS: Final = 6
_SHORT_CELL: Final = 200


def all_blocks(document: Document) -> Iterator[Block]:
    """Every block of the paper and its appendices, in printing order."""
    sections = chain(document.sections, chain.from_iterable(appendix.sections for appendix in document.appendices))
    return chain.from_iterable(section.blocks for section in sections)


def has_line(cell: Cell) -> bool:
    """Whether the cell is drawn as a sparkline; with fewer than two known values its words say more."""
    return cell.kind == "sparkline" and sum(value is not None for value in cell.series) > 1


def drawings(document: Document) -> dict[Cell | MeasureChart, str]:
    """The SVG of every sparkline and chart in the paper."""
    drawn: dict[Cell | MeasureChart, str] = {}
    for block in all_blocks(document):
        if isinstance(block, Figure) and block.chart not in drawn:
            drawn[block.chart] = clean(draw(block.chart))
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, Table):
            lines = (cell for row in table.rows for cell in row if has_line(cell))
            drawn.update((cell, clean(sparkline(cell.series, cell.target, cell.text))) for cell in lines)
    return drawn


def is_wide(table: Table) -> bool:
    """Whether the table needs a landscape page: more columns than stay readable across 17 cm."""
    return len(table.columns) > _PORTRAIT_COLUMNS


def small_facts(blocks: Sequence[Block]) -> set[int]:
    """The places of facts that are set small: those under a chart, so that a measure keeps to one page."""
    pairs = enumerate(pairwise(blocks), start=1)
    return {place for place, (before, block) in pairs if isinstance(before, Figure) and isinstance(block, Facts)}


def is_short(table: Table) -> bool:
    """Whether the table is kept on one page."""
    return len(table.rows) <= _SHORT_ROWS and all(len(cell.text) <= _SHORT_CELL for row in table.rows for cell in row)


def appendix_heading(appendix: Appendix) -> str:
    """The words over an appendix: "Appendix A: Measure pages"."""
    return f"Appendix {appendix.letter}: {appendix.title}"
