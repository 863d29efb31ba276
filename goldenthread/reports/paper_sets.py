"""Outside sets of measures, and who leads on what, as a paper prints them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goldenthread.models import SetMembership
from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Subheading, Table
from goldenthread.reports.counts import count
from goldenthread.reports.measure_sets import members_on, set_table
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.results import Result


def indicator_sets(facts: PaperFacts) -> tuple[Block, ...]:
    """Each set that a measure of the paper is in: how its measures did, and their table."""
    found: dict[str, dict[int, SetMembership]] = defaultdict(dict)
    for member in members_on(facts.span.end, facts.known_at):
        found[member.indicator_set.name][member.measure_id] = member
    blocks: list[Block] = []
    for name, members in sorted(found.items()):
        here = [each for each in facts.results if each.measure_id in members]
        if here:
            said = count(here, facts.in_force.words).sentence
            table = set_table(name, facts.span, here, members, facts.book)
            blocks += [Subheading(name, 3), Paragraph(said), table]
    return tuple(blocks) or (Paragraph("No measure reported here is in a set that somebody outside asks for."),)


def partner_leads(facts: PaperFacts) -> tuple[Block, ...]:
    """The measures that are not told in full here, as counts by who leads them."""
    rows = tuple(_row(facts, name, results) for name, results in _led(facts))
    if not rows:
        return (Paragraph("Every measure reported here is told in full."),)
    columns = (Column("Led by", weight=3), Column("Measures", "number"), Column("How they did", weight=6))
    return (Table(f"Measures in summary, {facts.span.label}", columns, rows),)


def _led(facts: PaperFacts) -> Iterator[tuple[str, list[Result]]]:
    told = {each.measure_id for each in facts.in_detail}
    groups: dict[str, list[Result]] = defaultdict(list)
    for each in facts.results:
        if each.measure_id not in told:
            groups[facts.led_by.get(each.measure_id, facts.council.name)].append(each)
    yield from sorted(groups.items())


def _row(facts: PaperFacts, name: str, results: list[Result]) -> tuple[Cell, ...]:
    said = count(results, facts.in_force.words).sentence
    return (Cell(name), Cell(str(len(results)), "number"), Cell(said))
