"""The plan's priorities on paper: under each its measures, its projects, the risks that bear on it, and its money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Subheading, Table
from goldenthread.reports.homes import Home
from goldenthread.reports.money_grid import NO_FIGURE, Node, thousands
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.paper_measures import measures_table
from goldenthread.reports.paper_risks import PaperRisk, short_table
from goldenthread.reports.projects import ProjectLine, project_table
from goldenthread.reports.results import Result
from goldenthread.rules.money import SIGNS

OUTSIDE: Final = "Outside the plan"

Priority = tuple[int | None, str]
"""The primary key of a part of the plan at its top, and its code and title; None for what is in no part of it."""


def priorities(facts: PaperFacts) -> Iterator[Priority]:
    """The parts of the plan at its top that are in force, in printing order, and last what is outside the plan."""
    for top in facts.tops:
        yield top.element_id, f"{top.code} {top.title}"
    yield None, OUTSIDE


def by_priority(facts: PaperFacts) -> tuple[Block, ...]:
    """A subheading for each priority that has anything in this paper, and what it has."""
    blocks: list[Block] = []
    for key, title in priorities(facts):
        tables = (*_measures(facts, key, title), *_beside(facts, key, title))
        if tables:
            blocks += [Subheading(title), *tables]
    return tuple(blocks) or (Paragraph("Nothing in this report belongs to a priority."),)


def measure_tables(facts: PaperFacts) -> tuple[Block, ...]:
    """Only the measures of each priority."""
    return tuple(table for priority in priorities(facts) for table in _measures(facts, *priority)) or (
        Paragraph("No measures are reported here."),
    )


def _measures(facts: PaperFacts, key: int | None, title: str) -> tuple[Table, ...]:
    these = [each for each in facts.in_detail if _top_of_measure(facts, each) == key]
    return (measures_table(title, these, facts.span),) if these else ()


def _beside(facts: PaperFacts, key: int | None, title: str) -> Iterator[Table]:
    projects = projects_of(facts, key)
    if projects:
        yield project_table(f"{title}: projects", projects)
    risks = [one for one in facts.risks.open if _bears_on(facts, one, key)]
    if risks:
        yield short_table(f"{title}: risks that bear on it" if key else "Risks that bear on no priority", risks)
    paid = facts.paid.get(key, frozenset()) if key else frozenset()
    nodes = sorted((facts.money.lines[pk] for pk in paid if pk in facts.money.lines), key=lambda node: node.title)
    if nodes:
        yield _money_table(f"{title}: money, {facts.money.stand.words}", nodes)


def _top_of_measure(facts: PaperFacts, each: Result) -> int | None:
    return _top_of(facts, facts.homes.get(each.measure_id))


def _top_of(facts: PaperFacts, home: Home | None) -> int | None:
    return facts.top_of.get(home.place.element_id) if home else None


def projects_of(facts: PaperFacts, key: int | None) -> list[ProjectLine]:
    """The projects at work or completed that serve a priority."""
    return [line for line in facts.projects if line.is_counted and _top_of(facts, line.home) == key]


def _bears_on(facts: PaperFacts, risk: PaperRisk, key: int | None) -> bool:
    tops = {facts.top_of[element] for element in risk.elements if element in facts.top_of}
    return key in tops if key is not None else not tops


MONEY_COLUMNS: Final = (
    Column("Budget line or scheme", weight=4),
    Column("Budget", "number", 2),
    Column("Forecast", "number", 2),
    Column("Variance", "number", 2),
    Column("Status", "status", 3),
)


def _money_table(caption: str, nodes: list[Node]) -> Table:
    note = f"£ thousand. {SIGNS} A line that pays for several priorities stands under each, so tables do not add up."
    return Table(caption, MONEY_COLUMNS, tuple(map(_money_row, nodes)), note)


def _money_row(node: Node) -> tuple[Cell, ...]:
    amounts, verdict = node.amounts, node.verdict
    return (
        Cell(node.title),
        thousands(amounts.current),
        thousands(amounts.forecast, missing=NO_FIGURE),
        thousands(amounts.variance, missing=NO_FIGURE),
        Cell(verdict.word, "status", code=verdict.status, sentence=verdict.sentence),
    )
