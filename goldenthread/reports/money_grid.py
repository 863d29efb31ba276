"""Budget lines as a table: added up by service, directorate and fund, judged at each level, rounded so as to foot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.reports.blocks import Cell, Column, Table
from goldenthread.reports.money_records import Amounts, LineRecord, add_up
from goldenthread.reports.names import Names
from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.money import PENCE_IN, Level, MoneyVerdict, bracketed, footed, in_units, judge, percent_words

NO_FIGURE: Final = "No figure"
FIRST: Final = "First position"
UNEXPLAINED: Final = "None given"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its header and its cells. `kind` is line, service, directorate, fund, saving or row; `pk` its key."""

    kind: str
    pk: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of money for pages, whose rows know what they are about; `lead` says what matters in it, or is empty."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    note: str = ""
    lead: str = ""

    def table(self, leaving_out: Collection[str] = ()) -> Table:
        """The same for paper, without the columns of some titles."""
        kept = [place for place, column in enumerate(self.columns) if column.title not in leaving_out]
        rows = tuple(tuple(row.cells[place] for place in kept) for row in self.rows)
        return Table(self.caption, tuple(self.columns[place] for place in kept), rows, self.note)


@dataclass(frozen=True, slots=True)
class Node:
    """A line, or everything of a service, directorate or fund, with its verdict at that level.

    `title` heads its row; a line's has its code, which its `name` in sentences leaves out.
    """

    kind: str
    pk: int
    title: str
    name: str
    amounts: Amounts
    verdict: MoneyVerdict
    explanation: str
    children: tuple[Node, ...] = ()

    @property
    def why_over(self) -> str:
        """What was said about those parts of it that are worse than their budget."""
        over = [child for child in self.children if (child.verdict.variance or 0) > 0]
        return _said(over)

    def walk(self) -> Iterator[Node]:
        """What is under it, each before its total, itself last."""
        for child in self.children:
            yield from child.walk()
        yield self


def _said(nodes: Iterable[Node]) -> str:
    return " ".join(f"{node.name}: {node.explanation}" for node in nodes if node.explanation)


MONEY_COLUMNS: Final[Mapping[str, tuple[str, Callable[[Amounts], int | None]]]] = {
    "original": ("Original", lambda a: a.original),
    "changes": ("Changes", lambda a: a.changes),
    "current": ("Budget", lambda a: a.current),
    "profile": ("Profile", lambda a: a.profile),
    "actual": ("Actual", lambda a: a.actual),
    "commitments": ("Committed", lambda a: a.commitments),
    "forecast": ("Forecast", lambda a: a.forecast),
    "variance": ("Variance", lambda a: a.variance),
    "slippage": ("Moves to later years", lambda a: a.slippage),
    "overspend": ("Over or under", lambda a: a.overspend),
    "movement": ("Movement", lambda a: a.movement),
}
ON_PAGES: Final = (
    "original",
    "changes",
    "current",
    "profile",
    "actual",
    "commitments",
    "forecast",
    "variance",
    "movement",
)
ON_PAPER: Final = ("current", "actual", "forecast", "variance", "movement")
MISSING: Final = {"movement": FIRST, "forecast": "No forecast", "variance": "No forecast", "overspend": "No forecast"}


def verdict_of(amounts: Amounts, level: Level, rules: MoneySettings) -> MoneyVerdict:
    """A forecast judged at a level; what only moves to another year is no underspend."""
    forecast = None if amounts.forecast is None else amounts.forecast + amounts.slippage
    return judge(amounts.current, forecast, rules.limit(level))


def line_node(record: LineRecord, rules: MoneySettings, amounts: Amounts, explanation: str) -> Node:
    """One line."""
    title = f"{record.line.code} {record.version.title}"
    verdict = verdict_of(amounts, "service", rules)
    return Node("line", record.line.pk, title, record.version.title, amounts, verdict, explanation)


def group(kind: str, level: Level, pk: int, title: str, children: Sequence[Node], rules: MoneySettings) -> Node:
    """Nodes under one heading, added up in pence and judged together."""
    amounts = add_up(child.amounts for child in children)
    explanation = _said(children) if kind == "service" else ""
    return Node(kind, pk, title, title, amounts, verdict_of(amounts, level, rules), explanation, tuple(children))


def by_service(nodes: Iterable[tuple[LineRecord, Node]], names: Names, rules: MoneySettings) -> dict[int, Node]:
    """Lines under their services, by the service's primary key."""
    groups: dict[int, list[Node]] = {}
    for record, node in nodes:
        groups.setdefault(record.version.service_id, []).append(node)
    return {pk: group("service", "service", pk, names.service(pk), lines, rules) for pk, lines in groups.items()}


def grid(
    caption: str, total: Node, columns: Sequence[str], *, lines: bool, note: str = "", explained: bool = True
) -> Grid:
    """A node and all that is under it as a table in £ thousand, the total last. `lines` shows single lines too."""
    printed = {name: _footed(total, MONEY_COLUMNS[name][1]) for name in columns}
    heads = [Column("Line" if lines else "Service", weight=5)]
    heads += [Column(MONEY_COLUMNS[name][0], "number", 3) for name in columns]
    heads += [Column("%", "number", 3), Column("Status", "status", 4)]
    heads += [Column("Explanation", weight=8)] if explained else []
    shown = [node for node in total.walk() if lines or node.kind != "line"]
    rows = tuple(_row(node, columns, printed, explained=explained) for node in shown)
    return Grid(caption, tuple(heads), rows, note)


def _footed(total: Node, read: Callable[[Amounts], int | None]) -> dict[int, int]:
    """What is printed for every node, by its identity: from the total down, each level adding up to the one above."""
    found = {id(total): in_units(read(total.amounts) or 0)}
    for node in reversed(list(total.walk())):
        parts = footed([read(child.amounts) or 0 for child in node.children], found[id(node)])
        found |= {id(child): number for child, number in zip(node.children, parts, strict=True)}
    return found


def _row(node: Node, columns: Sequence[str], printed: Mapping[str, Mapping[int, int]], *, explained: bool) -> GridRow:
    title = node.title if node.kind in ("line", "service") else f"{node.title}, total"
    cells = [Cell(title)]
    for name in columns:
        pence = MONEY_COLUMNS[name][1](node.amounts)
        cells.append(thousands(pence, printed[name][id(node)], MISSING.get(name, NO_FIGURE)))
    verdict = node.verdict
    cells.append(Cell("No forecast" if verdict.variance is None else percent_words(verdict.percent), "number"))
    cells.append(Cell(verdict.word, "status", code=verdict.status, sentence=_sentence(node)))
    if explained:
        cells.append(Cell(node.explanation or (UNEXPLAINED if node.kind in ("line", "service") else "See above")))
    return GridRow(node.kind, node.pk, tuple(cells))


def _sentence(node: Node) -> str:
    without = node.amounts.without_forecast
    if not without or without == node.amounts.lines:
        return node.verdict.sentence
    lines = "1 line has" if without == 1 else f"{without} lines have"
    return f"{node.verdict.sentence} {lines} no forecast and {'is' if without == 1 else 'are'} counted at budget."


def thousands(pence: int | None, printed: int | None = None, missing: str = NO_FIGURE) -> Cell:
    """A cell in £ thousand, as rounded for its column, with the exact figure for formats that keep numbers."""
    if pence is None:
        return Cell(missing, "number")
    number = in_units(pence) if printed is None else printed
    return Cell(bracketed(number), "number", number=Decimal(pence) / PENCE_IN["£k"])
