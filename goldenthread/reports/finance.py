"""Money on a day: revenue by fund, directorate and service, the capital programme, savings, and the tables beside.

Everybody who is signed in may read it: a position is recorded by finance when it stands, and is not a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import FilteredRelation, Q

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    BudgetPosition,
    CapitalFunding,
    MoneyTableRow,
    SavingPosition,
    SavingVersion,
)
from goldenthread.models.versions import known
from goldenthread.reports import marks
from goldenthread.reports.blocks import Block, Bullets, Cell, CellKind, Column, Paragraph, Subheading
from goldenthread.reports.marks import open_text
from goldenthread.reports.money_grid import (
    ON_PAGES,
    ON_PAPER,
    UNEXPLAINED,
    Grid,
    GridRow,
    Node,
    by_service,
    grid,
    group,
    line_node,
    thousands,
)
from goldenthread.reports.money_records import LineRecord, line_records, money_rules
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.scorecard import Filters, Row, scorecard
from goldenthread.rules.framework_money import MoneySettings
from goldenthread.rules.money import (
    ROUNDED,
    SAVING_WORDS,
    SIGNS,
    WORST_FIRST,
    Level,
    MoneyVerdict,
    SavingFigures,
    add_savings,
    footed,
    headline,
    in_units,
    judge_saving,
    percent_words,
)
from goldenthread.rules.money_tables import TABLES, CellType, MoneyTable, totals, with_sums
from goldenthread.rules.money_words import year_of, year_words
from goldenthread.rules.periods import Period, day_words, period_containing

SAVING_SIGNS: Final = (
    "At risk is what was approved, less what is achieved or sure to be, less pressures of the year; pressures are "
    "negative and stand in brackets, so they add to it. At risk in brackets means more is saved than was asked."
)
NO_MONEY: Final = "No budget has been recorded yet."


@dataclass(frozen=True, slots=True)
class Stand:
    """The day that figures stand at, and the other days that can be chosen, newest first."""

    ends: date
    choices: tuple[date, ...]

    @property
    def year(self) -> int:
        return year_of(self.ends)

    @property
    def words(self) -> str:
        """ "2026/27 as at 30 September 2026"."""
        return f"{year_words(self.year)} as at {day_words(self.ends)}"


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every table starts from, read once: the day, the rules and names that hold then, and what was known."""

    reader: Actor
    stand: Stand
    rules: MoneySettings
    names: Names
    known_at: datetime | None
    services: Collection[int] | None

    def records(self, nature: str) -> list[LineRecord]:
        """The lines of that nature that have a budget or a position in the year."""
        found = line_records(self.stand.ends, self.known_at, nature=nature, services=self.services, reader=self.reader)
        return [record for record in found if record.is_of(self.stand.year)]


@dataclass(frozen=True, slots=True)
class Summary:
    """A day's revenue budget: the sentence that matters, a table for each fund, and the tree they are drawn from."""

    stand: Stand
    lead: str
    funds: tuple[Node, ...]
    grids: tuple[Grid, ...]

    @property
    def services(self) -> tuple[Node, ...]:
        """Every service in every fund, worst first."""
        found = [node for fund in self.funds for node in fund.walk() if node.kind == "service"]
        return tuple(sorted(found, key=_by_size))


@dataclass(frozen=True, slots=True)
class ServiceMoney:
    """The money of one service beside its measures of the same quarter (None where it has no such lines)."""

    pk: int
    name: str
    directorate: str
    stand: Stand
    lead: str
    period: Period
    revenue: Grid | None
    capital: Grid | None
    savings: Grid | None
    verdict: MoneyVerdict | None
    measures: tuple[Row, ...]


def stands(*, on: date, wanted: date | None = None, known_at: datetime | None = None) -> Stand:
    """The newest day with figures on a day, or the one wanted; without any figures the day itself."""
    rows = BudgetPosition.objects.as_at(known_at).filter(ends__lte=on).order_by("-ends")
    days = tuple(rows.values_list("ends", flat=True).distinct())
    newest = days[0] if days else on
    return Stand(wanted if wanted in days and wanted is not None else newest, days)


def _ground(
    reader: Actor, on: date, ends: date | None, known_at: datetime | None, services: Collection[int] | None
) -> _Ground:
    reader.signed_in  # noqa: B018  # what is public is on paper
    stand = stands(on=on, wanted=ends, known_at=known_at)
    rules, names = money_rules(stand.ends, known_at), names_on(stand.ends, known_at)
    return _Ground(reader, stand, rules, names, known_at, services)


# Revenue --------------------------------------------------------------------------------------------------------------


def summary(
    *,
    reader: Actor,
    on: date,
    ends: date | None = None,
    known_at: datetime | None = None,
    services: Collection[int] | None = None,
) -> Summary | None:
    """Revenue as it stood on the newest day with figures (or `ends`); None where no line has a budget that year."""
    return _summary(_ground(reader, on, ends, known_at, services))


def _summary(ground: _Ground) -> Summary | None:
    records, stand = ground.records("revenue"), ground.stand
    if not records:
        return None
    funds = _funds(records, stand, ground.names, ground.rules)
    note = f"£ thousand. {SIGNS} {ROUNDED}"
    grids = tuple(
        grid(f"{fund.title}: revenue {stand.words}", fund, ON_PAGES, lines=False, note=note) for fund in funds
    )
    return Summary(stand, _lead(funds, stand), funds, grids)


def _nodes(records: Iterable[LineRecord], stand: Stand, rules: MoneySettings) -> list[tuple[LineRecord, Node]]:
    found = []
    for record in records:
        position = record.position(stand.ends)
        said = position.explanation if position else ""
        found.append((record, line_node(record, rules, record.amounts(stand.ends), said)))
    return found


def _funds(records: Sequence[LineRecord], stand: Stand, names: Names, rules: MoneySettings) -> tuple[Node, ...]:
    """The tree of each fund: directorates, services, lines."""
    order = [fund.code for fund in rules.funds]
    known = {record.version.fund for record in records}
    codes = [code for code in order if code in known] + sorted(known.difference(order))
    funds = []
    for place, code in enumerate(codes):
        nodes = _nodes([record for record in records if record.version.fund == code], stand, rules)
        directorate_of = {record.version.service_id: record.version.service.directorate_id for record, _ in nodes}
        under: dict[int, list[Node]] = {}
        for pk, node in by_service(nodes, names, rules).items():
            under.setdefault(directorate_of[pk], []).append(node)
        directorates = [
            group("directorate", "directorate", pk, names.directorate(pk), sorted(services, key=_title), rules)
            for pk, services in under.items()
        ]
        funds.append(group("fund", "fund", place, rules.fund_name(code), sorted(directorates, key=_title), rules))
    return tuple(funds)


def _title(node: Node) -> str:
    return node.title


def _by_size(node: Node) -> tuple[int, int, str]:
    """Worst first: by status, then by how many pounds it is over."""
    return WORST_FIRST.index(node.verdict.status), -(node.verdict.variance or 0), node.title


def _lead(funds: Sequence[Node], stand: Stand) -> str:
    """The sentence the page opens with."""
    said = [f"the {fund.title} {forecast_words(fund.verdict)}" for fund in funds]
    services = [node for fund in funds for node in fund.walk() if node.kind == "service"]
    red = sum(node.verdict.status == "red" for node in services)
    budgets = "budget" if len(services) == 1 else "budgets"
    counted = f"{red or 'None'} of {len(services)} service {budgets} {'is' if red < 2 else 'are'} red"
    return f"{'; '.join(said).replace('the', 'The', 1)}. {counted}, as at {day_words(stand.ends)}."


def forecast_words(verdict: MoneyVerdict) -> str:
    """ "is forecast to overspend by £1.3m (2.1%)"."""
    if verdict.variance is None:
        return "has no forecast yet"
    if verdict.variance == 0:
        return "is forecast to break even"
    does = "overspend" if verdict.variance > 0 else "underspend"
    share = f" ({abs(verdict.percent):.1f}%)" if verdict.percent is not None else ""
    return f"is forecast to {does} by {headline(verdict.variance)}{share}"


# Capital --------------------------------------------------------------------------------------------------------------

_CAPITAL_COLUMNS: Final = ("current", "actual", "forecast", "variance", "slippage", "overspend")


def capital(
    *,
    reader: Actor,
    on: date,
    ends: date | None = None,
    known_at: datetime | None = None,
    services: Collection[int] | None = None,
) -> Grid | None:
    """The capital programme scheme by scheme: what was approved in all, this year, and what moves to later years."""
    return _capital(_ground(reader, on, ends, known_at, services))


def _capital(ground: _Ground) -> Grid | None:
    nodes = _nodes(ground.records("capital"), ground.stand, ground.rules)
    return _capital_grid(nodes, ground) if nodes else None


def _capital_grid(nodes: Sequence[tuple[LineRecord, Node]], ground: _Ground) -> Grid:
    records, stand, rules = [record for record, _ in nodes], ground.stand, ground.rules
    level: Level = "fund" if ground.services is None else "service"
    title = "Capital programme" if ground.services is None else "These schemes"
    total = group("fund", level, 0, title, [node for _, node in nodes], rules)
    note = f"£ thousand. {SIGNS} What moves to a later year is no saving: status and percentage leave it out. {ROUNDED}"
    plain = grid(f"Capital programme {stand.words}", total, _CAPITAL_COLUMNS, lines=True, note=note)
    approved = [record.total_approved(stand.ends) for record in records]
    paid = _funding([record.line.pk for record in records], ground.known_at)
    whole = [*zip(approved, footed(approved), strict=True), (sum(approved), in_units(sum(approved)))]
    said = [*(paid.get(record.line.pk, "Not recorded") for record in records), "See above"]
    rows = tuple(
        GridRow(row.kind, row.pk, (row.cells[0], thousands(*each), *row.cells[1:], Cell(words)))
        for row, each, words in zip(plain.rows, whole, said, strict=True)
    )
    heads = (Column("Scheme", weight=5), Column("Total approved", "number", 3), *plain.columns[1:])
    return Grid(plain.caption, (*heads, Column("Paid for by", weight=4)), rows, plain.note, _capital_lead(total))


def _capital_lead(programme: Node) -> str:
    """The sentence that says what matters in the programme."""
    red = sum(scheme.verdict.status == "red" for scheme in programme.children)
    moves = programme.amounts.slippage
    later = f"{headline(moves)} moves to later years" if moves > 0 else "nothing moves to later years"
    schemes = f"{red} of {len(programme.children)} schemes {'is' if red == 1 else 'are'} red"
    return f"The programme {forecast_words(programme.verdict)} this year; {later}; {schemes}."


def _funding(lines: Sequence[int], known_at: datetime | None) -> Mapping[int, str]:
    said: dict[int, list[str]] = {}
    for row in CapitalFunding.objects.as_at(known_at).filter(line__in=lines).order_by("source"):
        said.setdefault(row.line_id, []).append(f"{row.source} {headline(row.amount)}")
    return {pk: "; ".join(each) for pk, each in said.items()}


# Savings --------------------------------------------------------------------------------------------------------------


def savings(
    *,
    reader: Actor,
    on: date,
    ends: date | None = None,
    known_at: datetime | None = None,
    services: Collection[int] | None = None,
) -> Grid | None:
    """The year's savings with what is at risk of each; the last row adds them up."""
    return _savings(_ground(reader, on, ends, known_at, services))


def _savings(ground: _Ground) -> Grid | None:
    versions, positions = _savings_read(ground.services, ground.stand, ground.known_at)
    _withhold(versions, positions, ground)
    return _savings_grid(versions, positions, ground) if versions else None


def _withhold(versions: Sequence[SavingVersion], positions: Mapping[int, SavingPosition], ground: _Ground) -> None:
    """Take out the words about savings that are withheld from the reader; the figures stay."""
    marked = marks.of_periods("saving", ground.known_at)
    for version in versions if marked else ():
        position = positions.get(version.saving_id)
        why = marked.get((version.saving_id, position.ends)) if position is not None else None
        scope = Scope(service=version.service_id, directorate=version.service.directorate_id)
        if position is not None and why is not None and not ground.reader.may_read_withheld(scope):
            position.explanation, position.mitigation = open_text(position.explanation or position.mitigation, why), ""


_WITH_A_SAVING: Final = ("saving", "service", "stood")


def _savings_read(
    services: Collection[int] | None, stand: Stand, known_at: datetime | None
) -> tuple[list[SavingVersion], Mapping[int, SavingPosition]]:
    """The year's savings, and where each stood last, by its primary key: one query."""
    path = "saving__positions"
    rows = SavingVersion.objects.as_at(known_at).filter(saving__year=stand.year)
    if services is not None:
        rows = rows.filter(service__in=services)
    joined = rows.annotate(
        stood=FilteredRelation(path, condition=known(path, known_at) & Q(**{f"{path}__ends__lte": stand.ends}))
    ).select_related(*_WITH_A_SAVING)
    versions: dict[int, SavingVersion] = {}
    positions: dict[int, SavingPosition] = {}
    for row in joined.order_by("saving__ref", "stood__ends"):
        versions.setdefault(row.saving_id, row)
        position = getattr(row, "stood", None)
        if position is not None:
            positions[row.saving_id] = position
    return list(versions.values()), positions


@dataclass(frozen=True, slots=True)
class JudgedSaving:
    """A saving with its verdict; what was approved is in pence."""

    ref: str
    title: str
    service: int
    proposed: int
    verdict: MoneyVerdict


def savings_of(
    services: Collection[int], stand: Stand, rules: MoneySettings, known_at: datetime | None = None
) -> tuple[JudgedSaving, ...]:
    """The year's savings of some services, each judged."""
    versions, positions = _savings_read(services, stand, known_at)
    return tuple(
        JudgedSaving(
            one.saving.ref,
            one.title,
            one.service_id,
            one.proposed,
            judge_saving(_figures(one, positions.get(one.saving_id)), rules.saving_amber_percent),
        )
        for one in versions
    )


def _savings_grid(
    versions: Sequence[SavingVersion],
    positions: Mapping[int, SavingPosition],
    ground: _Ground,
) -> Grid:
    names, amber_within = ground.names, ground.rules.saving_amber_percent
    figures = [_figures(version, positions.get(version.saving_id)) for version in versions]
    total = add_savings(figures)
    columns = [_column([read(one) for one in figures]) for read in _SAVING_COLUMNS.values()]
    rows = []
    for place, (version, one) in enumerate(zip(versions, figures, strict=True)):
        position = positions.get(version.saving_id)
        title = f"{version.saving.ref} {version.title}"
        cells = (Cell(title), Cell(names.service(version.service_id)), *(column[place] for column in columns))
        verdict = judge_saving(one, amber_within)
        rows.append(GridRow("saving", version.saving_id, (*cells, *_judged(verdict, position))))
    verdict = judge_saving(total, amber_within)
    sums = tuple(column[-1] for column in columns)
    rows.append(GridRow("total", 0, (Cell("Total"), Cell("See above"), *sums, *_judged(verdict, None, "See above"))))
    heads = (
        Column("Saving", weight=5),
        Column("Service", weight=4),
        *(Column(title, "number", 3) for title in _SAVING_COLUMNS),
        Column("% at risk", "number", 3),
        Column("Status", "status", 4),
        Column("Explanation", weight=7),
    )
    note = f"£ thousand. {SAVING_SIGNS} {ROUNDED}"
    return Grid(f"Savings {ground.stand.words}", heads, tuple(rows), note)


_SAVING_COLUMNS: Final[Mapping[str, Callable[[SavingFigures], int]]] = {
    "Approved": lambda one: one.proposed,
    "Achieved": lambda one: one.achieved,
    "Pressures": lambda one: one.pressures,
    "At risk": lambda one: one.at_risk,
}


def _figures(version: SavingVersion, position: SavingPosition | None) -> SavingFigures:
    if position is None:
        return SavingFigures(version.proposed)
    return SavingFigures(version.proposed, position.achieved, position.delivered, position.pressures)


def _column(parts: Sequence[int]) -> tuple[Cell, ...]:
    """A column that foots, its total last."""
    printed = footed(parts)
    cells = [thousands(part, number) for part, number in zip(parts, printed, strict=True)]
    return (*cells, thousands(sum(parts), sum(printed)))


def _judged(verdict: MoneyVerdict, position: SavingPosition | None, said: str = "") -> tuple[Cell, ...]:
    if position is not None:
        said = " ".join(filter(None, (position.explanation, position.mitigation))) or UNEXPLAINED
    return (
        Cell(percent_words(verdict.percent), "number"),
        Cell(verdict.word, "status", code=verdict.status, sentence=verdict.sentence),
        Cell(said or SAVING_WORDS["awaiting_data"]),
    )


# The tables beside ----------------------------------------------------------------------------------------------------


def tables(*, reader: Actor, on: date, ends: date | None = None, known_at: datetime | None = None) -> tuple[Grid, ...]:
    """The newest of each table beside the budget: housing, collection fund, reserves, write-offs, treasury."""
    reader.signed_in  # noqa: B018
    return tuple(_tables(ends or on, known_at).values())


def _tables(ends: date, known_at: datetime | None) -> Mapping[str, Grid]:
    """By code, in the usual order."""
    found: dict[str, list[MoneyTableRow]] = {}
    rows = MoneyTableRow.objects.as_at(known_at).filter(ends__lte=ends)
    for row in rows.order_by("table", "-ends", "position", "label"):
        same = found.setdefault(row.table, [])
        if not same or same[0].ends == row.ends:
            same.append(row)
    return {code: _table_grid(TABLES[code], found[code]) for code in TABLES if code in found}


def _table_grid(table: MoneyTable, rows: Sequence[MoneyTableRow]) -> Grid:
    whole = [with_sums(table, row.cells) for row in rows]
    sums = totals(table, whole)
    printed = {code: footed([_pence(row.get(code)) for row in whole]) for code in sums}
    lines = []
    for place, (row, cells) in enumerate(zip(rows, whole, strict=True)):
        drawn = [
            thousands(_pence(cells.get(column.code)), printed[column.code][place])
            if column.kind == "money"
            else Cell(str(cells.get(column.code) or "Not said"), _drawn_as(column.kind))
            for column in table.columns
        ]
        lines.append(GridRow("row", row.pk, (Cell(row.label), *drawn)))
    if table.totalled:
        last = [
            thousands(sums[column.code], sum(printed[column.code]))
            if column.kind == "money"
            else Cell(_sum(whole, column.code, column.kind), _drawn_as(column.kind))
            for column in table.columns
        ]
        lines.append(GridRow("total", 0, (Cell("Total"), *last)))
    heads = (
        Column(table.row, weight=3),
        *(Column(column.title, _drawn_as(column.kind)) for column in table.columns),
    )
    unit = "£ thousand. " if sums else ""
    note = f"{unit}{table.note or SIGNS}{' ' + ROUNDED if sums else ''}"
    return Grid(f"{table.title} as at {day_words(rows[0].ends)}", heads, tuple(lines), note)


def _drawn_as(kind: CellType) -> CellKind:
    return "text" if kind == "text" else "number"


def _pence(value: object) -> int:
    return value if isinstance(value, int) else 0


def _sum(rows: Sequence[Mapping[str, object]], code: str, kind: str) -> str:
    if kind != "number":
        return "See above"
    return f"{sum(Decimal(str(row.get(code) or 0)) for row in rows):,f}"


# One service ----------------------------------------------------------------------------------------------------------


def service_money(
    *, reader: Actor, service: int, on: date, ends: date | None = None, known_at: datetime | None = None
) -> ServiceMoney | None:
    """A service's budget, schemes and savings beside its measures for the same quarter; None where it has no money."""
    ground = _ground(reader, on, ends, known_at, [service])
    stand, rules, names = ground.stand, ground.rules, ground.names
    records, schemes, saved = ground.records("revenue"), _capital(ground), _savings(ground)
    if not records and schemes is None and saved is None:
        return None
    total = by_service(_nodes(records, stand, rules), names, rules).get(service)
    period = period_containing(stand.ends, "quarter", "financial")
    card = scorecard(reader=reader, on=on, span=period, known_at=known_at, filters=Filters(service=str(service)))
    rows = tuple(card.rows())
    name = names.service(service)
    return ServiceMoney(
        pk=service,
        name=name,
        directorate=names.directorate(records[0].version.service.directorate_id) if records else "",
        stand=stand,
        lead=_service_lead(name, total, rows, period),
        period=period,
        revenue=_own_grid(total, stand) if total else None,
        capital=schemes,
        savings=saved,
        verdict=total.verdict if total else None,
        measures=rows,
    )


def _own_grid(total: Node, stand: Stand) -> Grid:
    note = f"£ thousand. {SIGNS} {ROUNDED}"
    found = grid(f"{total.title}: revenue {stand.words}", total, ON_PAGES, lines=True, note=note)
    last = found.rows[-1]
    cells = (Cell(f"{total.title}, total"), *last.cells[1:-1], Cell("See above"))
    return Grid(found.caption, found.columns, (*found.rows[:-1], GridRow("total", 0, cells)), found.note)


def _service_lead(name: str, total: Node | None, rows: Sequence[Row], period: Period) -> str:
    money = f"{name} {forecast_words(total.verdict)}" if total else f"{name} has no revenue budget of its own"
    rated = [row for row in rows if row.result.status in ("green", "amber", "red", "blue")]
    off = sum(row.result.status == "red" for row in rated)
    if not rated:
        return f"{money}; none of its measures is rated for {period.label}."
    return (
        f"{money}; {off} of its {len(rated)} rated measures {'is' if off == 1 else 'are'} off target in {period.label}."
    )


# For papers -----------------------------------------------------------------------------------------------------------


BUDGETS: Final = ("revenue", "capital", "savings")
"""The parts that services have of their own; the others are the whole council's."""
_HEADINGS: Final = {"capital": "Capital programme", "savings": "Savings"}


def joined(parts: Mapping[str, Sequence[Block]], wanted: Collection[str]) -> tuple[Block, ...]:
    """Parts one after the other, each under a heading where it has no sentence of its own."""
    found: list[Block] = []
    for code in wanted:
        if parts.get(code):
            found += [Subheading(_HEADINGS[code], 3)] if code in _HEADINGS else []
            found += parts[code]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PaperMoney:
    """What papers say of money: its parts by their codes (`BUDGETS` and every table), and single lines by key."""

    parts: Mapping[str, tuple[Block, ...]]
    lines: Mapping[int, Node]
    stand: Stand


def paper_money(
    *, reader: Actor, on: date, known_at: datetime | None = None, services: Collection[int] | None = None
) -> PaperMoney:
    """The money of some services (None: of all) as it stood on the newest day with figures; the tables are of all."""
    ground = _ground(reader, on, None, known_at, services)
    found, saved = _summary(ground), _savings(ground)
    schemes = _nodes(ground.records("capital"), ground.stand, ground.rules)
    parts: dict[str, tuple[Block, ...]] = {
        "revenue": _revenue_blocks(found) if found else (),
        "capital": _capital_blocks(schemes, ground) if schemes else (),
        "savings": (saved.table(leaving_out=("Service", "% at risk")),) if saved else (),
    }
    parts |= {code: (each.table(),) for code, each in _tables(on, known_at).items()}
    nodes = [node for fund in found.funds for node in fund.walk() if node.kind == "line"] if found else []
    return PaperMoney(parts, {node.pk: node for node in (*nodes, *(node for _, node in schemes))}, ground.stand)


def _revenue_blocks(found: Summary) -> tuple[Block, ...]:
    note = f"£ thousand. {SIGNS} {ROUNDED}"
    blocks: list[Block] = [Paragraph(found.lead)]
    for fund in found.funds:
        caption = f"{fund.title}: revenue {found.stand.words}"
        blocks.append(grid(caption, fund, ON_PAPER, lines=False, note=note, explained=False).table())
    over = [node for node in found.services if node.why_over and _is_over(node)]
    why = [f"{node.title}, {node.verdict.size}. {node.why_over}" for node in over]
    return (*blocks, Subheading("Why budgets are over", 3), Bullets(tuple(why))) if why else tuple(blocks)


def _capital_blocks(schemes: Sequence[tuple[LineRecord, Node]], ground: _Ground) -> tuple[Block, ...]:
    """The programme on a page's width, and beneath it what is said of each scheme and what pays for it."""
    found = _capital_grid(schemes, ground)
    said = tuple(
        f"{row.cells[0].text}. Paid for by: {row.cells[-1].text}.{_after(row.cells[-2].text)}"
        for row in found.rows
        if row.kind == "line"
    )
    table = found.table(leaving_out=("Actual", "%", "Explanation", "Paid for by"))
    return (table, Subheading("What is said of the schemes", 3), Bullets(said))


def _after(said: str) -> str:
    return "" if said == UNEXPLAINED else f" {said}"


def _is_over(node: Node) -> bool:
    return node.verdict.status in ("red", "amber")
