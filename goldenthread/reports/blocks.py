"""What a paper is made of: a small closed set of blocks that page, Word, PDF, Excel and JSON all draw.

A report fills the blocks once; every format renders the same cells, so that no two formats can disagree. Text is what
the reader sees; `number` is the same figure unrounded, for formats that keep numbers (Excel, JSON).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from goldenthread.charts.measure import MeasureChart

CellKind = Literal["text", "number", "status", "direction", "sparkline", "date", "change"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell.

    `text` is always the words a reader sees ("73.6", "Near target", "Declining"), never empty for missing data: missing
    is a word. `code` is the status or direction code for kinds "status" and "direction". `sentence` says why. `series`
    and `target` are for kind "sparkline" only (oldest first, None for a gap); its `text` describes the line in words.
    A cell of kind "change" is highlighted: what it says is proposed and not yet agreed.
    """

    text: str
    kind: CellKind = "text"
    number: Decimal | None = None
    code: str = ""
    sentence: str = ""
    series: tuple[Decimal | None, ...] = ()
    target: Decimal | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `weight` is its share of the width."""

    title: str
    kind: CellKind = "text"
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and one header row; the first column of each row is the row's header."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; numbered in the paper's sequence unless it says otherwise."""

    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Subheading:
    """An unnumbered heading inside a section (Heading 2, or 3 when `level` is 3)."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, printed as a two-column list ("Why it matters": "…")."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its figures as a table underneath. The chart carries title, subtitle and description."""

    chart: MeasureChart
    table: Table


Block = Paragraph | Subheading | Bullets | Facts | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a paper, numbered in the paper's sequence when `numbered`."""

    heading: str
    blocks: tuple[Block, ...]
    numbered: bool = True
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """A lettered appendix ("A"); its sections are not numbered in the paper's sequence."""

    letter: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """How headings and paragraphs are numbered: "1.0" with "1.1" restarting at each heading."""

    headings: str = "1.0"
    paragraphs: str = "1.1"
    restart: str = "each heading"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper, ready to be drawn in any format.

    `header` is the block at the top of the first page: label and value pairs in printing order. `stamp` is the line at
    the foot ("Frozen 12 August 2026 at 10:04, version 1" or "Draft, 3 August 2026"). `colour` is the council's own,
    "#rrggbb".
    """

    schema: int
    council: str
    colour: str
    title: str
    subtitle: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    appendices: tuple[Appendix, ...]
    numbering: Numbering
    stamp: str
    author: str
