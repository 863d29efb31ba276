"""The rows of a card: every measure, project, risk, budget and action as one line of the same shape, worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from goldenthread.access import Actor
from goldenthread.reports.card_scope import Belongs
from goldenthread.reports.finance import Stand, savings_of, stands
from goldenthread.reports.money_grid import Node, by_service, group, line_node
from goldenthread.reports.money_records import newest_records
from goldenthread.reports.names import Names
from goldenthread.reports.projects import MOVED, ProjectBook, ProjectLine
from goldenthread.reports.risk_records import RiskRecord, for_a_committee, load
from goldenthread.reports.risks import RiskLine, lines_of
from goldenthread.reports.scorecard import Row
from goldenthread.rules.framework import Framework
from goldenthread.rules.money import headline
from goldenthread.rules.status import STATUSES
from goldenthread.rules.values import format_value

_RANK: Final = {
    code: place
    for place, code in enumerate(
        dict.fromkeys(("red", "overdue", "amber", "suspended", "not_due", "awaiting_data", "green", "blue", *STATUSES))
    )
}


@dataclass(frozen=True, slots=True)
class CardRow:
    """One thing on a card. `kind` and `key` say which page it has: a reference, or a primary key.

    `code` is a status of the closed list, `move` a direction's code and word. `service` is whose it is, by primary key;
    `serves` the objective at the top of the plan above it; `label` tells like things apart ("Operational"). `band` is
    the word it is counted under, where that is not `word`.
    """

    kind: str
    key: str
    title: str
    code: str
    word: str
    sentence: str
    move: tuple[str, str]
    says: str
    service: int | None
    serves: str
    label: str = ""
    band: str = ""

    @property
    def rank(self) -> int:
        """Its place by concern: red first."""
        return _RANK.get(self.code, len(_RANK))

    @property
    def calls(self) -> bool:
        """Whether it asks for attention."""
        return self.code in ("red", "overdue", "amber")


def worst_first(rows: Iterable[CardRow]) -> tuple[CardRow, ...]:
    """Red first; of equals in the order given."""
    return tuple(sorted(rows, key=lambda row: row.rank))


# Measures -------------------------------------------------------------------------------------------------------------


def measure_rows(rows: Iterable[Row], what: Belongs) -> Iterator[CardRow]:
    """Measures as judged on the scorecard, those that got worse before those that did not."""
    tops = what.tree.tops("measure")
    for row in sorted(rows, key=lambda row: row.result.direction.code != "declined"):
        each = row.result
        top = tops.get(each.measure_id)
        yield CardRow(
            kind="measure",
            key=each.ref,
            title=f"{each.ref} {each.title}",
            code=each.status,
            word=each.word,
            sentence=each.judgement.sentence,
            move=(each.direction.code, each.direction.word),
            says=_figures(row),
            service=each.service_id,
            serves=top.words if top else "",
            label="Operational" if each.measure_id in what.operational else "",
        )


def _figures(row: Row) -> str:
    """ "73.6% against 75%", or what there is of it."""
    shown = row.latest or row.result
    unit, decimals = shown.definition.unit, shown.definition.decimals
    if shown.value is None:
        return "No figure"
    said = format_value(shown.value, unit, decimals)
    if shown.target is not None:
        said += f" against {format_value(shown.target, unit, decimals)}"
    if row.latest is not None:
        said += f" ({shown.period.label})"
    return said + ("; so for a year or more" if row.for_a_year else "")


# Projects -------------------------------------------------------------------------------------------------------------


def project_rows(book: ProjectBook) -> Iterator[CardRow]:
    """Projects that are live or were completed this year, as last reported."""
    lines = [book.line(record) for record in book.records if not book.was_over(record)]
    for line in lines:
        if not line.is_counted:
            continue
        yield CardRow(
            kind="project",
            key=line.ref,
            title=f"{line.ref} {line.title}",
            code=line.status.shown_as,
            word=line.status.word,
            sentence=line.commentary,
            move=MOVED[line.moved],
            says=_progress(line),
            service=line.service_id,
            serves=f"{line.home.top.code} {line.home.top.title}" if line.home else "",
            label=line.kind.name,
        )


def _progress(line: ProjectLine) -> str:
    late = sum(each.verdict.outcome in ("late", "very_late") and not each.removed for each in line.milestones)
    said = [f"{late} of {len(line.milestones)} milestones late" if late else ""]
    said.append("" if line.percent_complete is None else f"{line.percent_complete}% complete")
    said.append(f"{len(line.asks)} new date{'s' if len(line.asks) > 1 else ''} asked" if line.asks else "")
    return "; ".join(filter(None, said)) or "Nothing said yet"


# Risks ----------------------------------------------------------------------------------------------------------------


def risk_records_of(
    reader: Actor, what: Belongs, projects: Collection[int], *, known_at: datetime | None, for_paper: bool
) -> list[RiskRecord]:
    """The open risks on a card as its reader may see them, its projects' too; on paper never a service's own."""
    records = load(reader=reader, known_at=known_at, which=what.risks(projects), with_reviews=False)
    return [
        record for record in (for_a_committee(records) if for_paper else records) if record.standing.state == "open"
    ]


def risk_rows(
    records: Sequence[RiskRecord],
    what: Belongs,
    service_of: Mapping[int, int],
    *,
    on: date,
    known_at: datetime | None,
) -> Iterator[CardRow]:
    """Risks and opportunities by the score that stands; a project's risk is its service's (`service_of`)."""
    if not records:
        return
    tops = what.tree.tops("risk")
    services = {
        record.risk.pk: record.statement.service_id or service_of.get(record.statement.project_id or 0)
        for record in records
    }
    for line in lines_of(records, on=on, known_at=known_at):
        top = tops.get(line.pk)
        chance = line.kind == "opportunity"
        yield CardRow(
            kind="risk",
            key=line.ref,
            title=f"{line.ref} {line.title}",
            code=line.now.tone if line.now else "awaiting_data",
            word=f"{line.now.text} {line.now.word}" if line.now else "Not scored",
            sentence=line.now.sentence if line.now else "",
            move=_risk_move(line),
            says=_risk_says(line),
            service=services[line.pk],
            serves=top.words if top else "",
            label="Opportunity" if chance else "",
            band=f"{line.now.word}{' opportunity' if chance else ''}" if line.now else "",
        )


def _risk_move(line: RiskLine) -> tuple[str, str]:
    return (line.movement.code, line.movement.word) if line.movement else ("", "Not scored")


def _risk_says(line: RiskLine) -> str:
    said = ["Above what the council accepts" if line.above_appetite else "Within what the council accepts"]
    if line.target:
        said.append(f"target {line.target.text}")
    said.append(line.review if line.overdue else "")
    return "; ".join(filter(None, said))


# Money ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardMoney:
    """The money of a card: its rows, the total of what has a budget, and its verdict where there is one level for it.

    An objective has no verdict of its own: a line may pay for several things, so only single lines are judged.
    """

    rows: tuple[CardRow, ...]
    stand: Stand
    total: Node | None
    judged: bool


def card_money(
    what: Belongs,
    framework: Framework,
    names: Names,
    *,
    reader: Actor,
    on: date,
    known_at: datetime | None,
) -> CardMoney:
    """Budget lines with their forecasts, and savings, as they stood on the newest day with figures."""
    rules = framework.money
    paid = what.lines(on, known_at)
    newest, found = newest_records(on, known_at, services=what.services, lines=paid, reader=reader)
    stand = Stand(newest, (newest,)) if newest is not None else stands(on=on, known_at=known_at)
    records = [record for record in found if record.is_of(stand.year)]
    nodes = []
    for record in records:
        position = record.position(stand.ends)
        said = position.explanation if position else ""
        nodes.append((record, line_node(record, rules, record.amounts(stand.ends), said)))
    rows = [
        _line_row(node, record.version.service_id, "Capital" if record.line.nature == "capital" else "Revenue")
        for record, node in nodes
    ]
    if what.services is not None:
        rows += list(_saving_rows(what.services, stand, framework, known_at))
    revenue = [(record, node) for record, node in nodes if record.line.nature == "revenue"]
    if not revenue:
        return CardMoney(tuple(rows), stand, None, judged=False)
    services = list(by_service(revenue, names, rules).values())
    if what.kind == "service":
        return CardMoney(tuple(rows), stand, services[0], judged=True)
    total = group("directorate", "directorate", 0, what.title, services, rules)
    return CardMoney(tuple(rows), stand, total, judged=what.kind == "directorate")


def _line_row(node: Node, service: int, label: str) -> CardRow:
    verdict = node.verdict
    return CardRow(
        kind="line",
        key=str(node.pk),
        title=node.title,
        code=verdict.status,
        word=verdict.word,
        sentence=verdict.sentence,
        move=_money_move(node.amounts.movement),
        says=verdict.size + (f": {node.explanation}" if node.explanation else ""),
        service=service,
        serves="",
        label=label,
    )


def _money_move(movement: int | None) -> tuple[str, str]:
    if movement is None:
        return "", "First position"
    if movement == 0:
        return "unchanged", "Steady"
    return ("declined", "Declining") if movement > 0 else ("improved", "Improving")


def _saving_rows(
    services: Collection[int], stand: Stand, framework: Framework, known_at: datetime | None
) -> Iterator[CardRow]:
    for saving in savings_of(services, stand, framework.money, known_at):
        at_risk = saving.verdict.variance or 0
        yield CardRow(
            kind="saving",
            key="",
            title=f"{saving.ref} {saving.title}",
            code=saving.verdict.status,
            word=saving.verdict.word,
            sentence=saving.verdict.sentence,
            move=("", "Not compared"),
            says=f"{headline(at_risk)} of {headline(saving.proposed)} at risk" if at_risk > 0 else "Nothing at risk",
            service=saving.service,
            serves="",
            label="Saving",
        )
