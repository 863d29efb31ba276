"""Risks on paper: the register as the committee has answered it, what it is asked to agree, movements and the map.

Whoever writes a paper, it is read by members and then by the public: no service's own operations are in it, and what
officers only propose is printed where the committee that owns the risk is asked about it, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from goldenthread.access import Actor
from goldenthread.models import Link
from goldenthread.reports.blocks import Block, Bullets, Cell, Column, Paragraph, Subheading, Table
from goldenthread.reports.risk_maps import HeatCell, HeatMap, maps_of
from goldenthread.reports.risk_records import RiskRecord, Since, for_a_committee, load, since_last_round
from goldenthread.reports.risks import RiskLine, Score, lead, lines_of, printed
from goldenthread.rules.periods import day_words
from goldenthread.rules.risk import STATE_WORDS

NOT_AGREED: Final = "Not agreed yet"


@dataclass(frozen=True, slots=True)
class PaperRisk:
    """An open risk: its line as the committee has answered it, and what officers propose that it agree, with why.

    `elements` are those parts of the plan that it bears on.
    """

    line: RiskLine
    asked: Score | None
    why: str
    project_id: int | None
    elements: frozenset[int]


@dataclass(frozen=True, slots=True)
class PaperRisks:
    """The risks of a paper, gravest first; `refused` and `closed` say what happened since the last round."""

    open: tuple[PaperRisk, ...]
    refused: tuple[str, ...]
    closed: tuple[str, ...]
    maps: tuple[HeatMap, ...]
    on: date


def gather_risks(*, reader: Actor, on: date, known_at: datetime, body: int, risks: Collection[int]) -> PaperRisks:
    """These risks, for a paper to a body: only what that body itself owns does it get asked about."""
    records = {one.risk.pk: one for one in load(reader=reader, known_at=known_at, risks=risks)}
    answered = for_a_committee(records.values())
    since = since_last_round(on, known_at)
    before = for_a_committee(load(reader=reader, known_at=since.moment, risks=risks))
    elements = _elements(on, known_at)
    return PaperRisks(
        open=tuple(
            _risk(line, records[line.pk], elements, body)
            for line in lines_of(answered, on=on, known_at=known_at)
            if line.state == "open"
        ),
        refused=tuple(_refusals(answered, since)),
        closed=tuple(_closed(answered, since)),
        maps=maps_of(answered, before, since, on=on, known_at=known_at),
        on=on,
    )


def _risk(line: RiskLine, record: RiskRecord, elements: Mapping[int, set[int]], body: int) -> PaperRisk:
    asked = record.pending if record.statement.body_id == body else None
    return PaperRisk(
        line=line,
        asked=printed(asked),
        why=asked.assessment.reason if asked else "",
        project_id=record.statement.project_id,
        elements=frozenset(elements.get(line.pk, ())),
    )


def _elements(on: date, known_at: datetime) -> Mapping[int, set[int]]:
    """What each risk bears on."""
    rows = Link.objects.as_at(known_at).filter(
        Q(ends__isnull=True) | Q(ends__gte=on), risk__isnull=False, starts__lte=on
    )
    found: dict[int, set[int]] = defaultdict(set)
    for risk, element in rows.values_list("risk_id", "serves_id"):
        if risk is not None:
            found[risk].add(element)
    return found


def _refusals(records: Iterable[RiskRecord], since: Since) -> Iterator[str]:
    for record in records:
        for answer in record.answers:
            if answer.outcome == "refused" and answer.recorded_at >= since.moment:
                yield (
                    f"{record.risk.ref} {record.statement.title}: officers proposed {answer.proposal.label}; it stays "
                    f"at {answer.agreed.label} (minute {answer.decision.minute}, {day_words(answer.decision.day)})."
                )


def _closed(records: Iterable[RiskRecord], since: Since) -> Iterator[str]:
    for record in records:
        standing = record.standing
        if standing.state != "open" and standing.recorded_at >= since.moment:
            state = STATE_WORDS[standing.state].lower()
            yield f"{record.risk.ref} {record.statement.title}: {state}. {standing.reason}"


# Blocks ---------------------------------------------------------------------------------------------------------------

# In millimetres of a page’s 170: “▲ 9 Medium” and “↑ Improving” fit their line.
RISK_COLUMNS: Final = (
    Column("Risk", weight=34),
    Column("Owner", weight=26),
    Column("Score", "status", 23),
    Column("Proposed score", "change", 19),
    Column("Movement", "direction", 22),
    Column("Target", "status", 23),
    Column("Next review", "date", 23),
)
SHORT_COLUMNS: Final = (*RISK_COLUMNS[:3], RISK_COLUMNS[4])


def risk_blocks(risks: PaperRisks) -> tuple[Block, ...]:
    """The sentence that matters, the register, what was refused or closed, and the maps."""
    gone: list[Block] = []
    for heading, said in (
        ("Proposed scores that were not agreed", risks.refused),
        ("Closed since the last round", risks.closed),
    ):
        gone += [Subheading(heading, 3), Bullets(said)] if said else []
    if not risks.open:
        return (Paragraph("No risk is open."), *gone)
    note = (
        "The score is the one that was agreed last. A proposed score is what officers ask for."
        if any(one.asked for one in risks.open)
        else "The score is the one that was agreed last."
    )
    rows = tuple(_row(one) for one in risks.open)
    return (
        Paragraph(lead([one.line for one in risks.open], risks.on)),
        Table("Risk register", RISK_COLUMNS, rows, note),
        *gone,
        *(_map_table(one) for one in risks.maps),
    )


def recommendations(risks: PaperRisks) -> tuple[str, ...]:
    """What the committee is asked to agree about risks, a sentence each."""
    return tuple(
        f"That the score of {one.line.ref} {one.line.title} be agreed as {one.asked.text} {one.asked.word}"
        + (f" (agreed before: {one.line.now.text} {one.line.now.word})." if one.line.now else ".")
        for one in risks.open
        if one.asked
    )


def short_table(caption: str, risks: Iterable[PaperRisk]) -> Table:
    """Risks beside something else: what they are, whose, and how they stand."""
    return Table(caption, SHORT_COLUMNS, tuple((*cells[:3], cells[4]) for cells in map(_row, risks)))


def _row(one: PaperRisk) -> tuple[Cell, ...]:
    line = one.line
    return (
        Cell(f"{line.ref} {line.title}"),
        Cell(line.owner),
        score_cell(line.now),
        proposed_cell(one),
        movement_cell(line),
        score_cell(line.target, "Not set"),
        Cell(day_words(line.next_review), "date") if line.next_review else Cell("Not set"),
    )


def score_cell(score: Score | None, missing: str = NOT_AGREED) -> Cell:
    """A score as a cell with its band's shape and colour."""
    if score is None:
        return Cell(missing)
    return Cell(f"{score.text} {score.word}", "status", code=score.tone, sentence=score.sentence)


def movement_cell(line: RiskLine) -> Cell:
    """Which way a risk moved since the last round, with its arrow."""
    if line.movement is None:
        return Cell("Nothing to compare")
    return Cell(line.movement.word, "direction", code=line.movement.code, sentence=line.movement.sentence)


def proposed_cell(one: PaperRisk) -> Cell:
    """What officers ask the committee to agree, highlighted; or that they ask nothing."""
    return Cell(f"{one.asked.text} {one.asked.word}", "change", sentence=one.why) if one.asked else Cell("None")


def _map_table(heat: HeatMap) -> Table:
    columns = (Column("Likelihood", weight=2), *(Column(word, "status", 2) for word in heat.impacts))
    rows = tuple(
        (
            Cell(word),
            *(
                Cell(
                    f"{cell.now} ({cell.then})" if cell.now or cell.then else "None",
                    "status",
                    code=cell.tone,
                    sentence=f"{cell.score} {cell.word}",
                )
                for cell in cells
            ),
        )
        for word, cells in heat.rows
    )
    return Table(heat.caption, columns, rows, f"Impact from left to right. {heat.note}".strip())


def _in_cell(cell: HeatCell) -> str:
    """How many risks are in a cell now, and in brackets how many were."""
    return f"{cell.now} ({cell.then})" if cell.now or cell.then else "None"
