"""What a paper has to say of earlier meetings: other bodies' words, what was asked for, and what waits for approval."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor
from goldenthread.models import Paper
from goldenthread.reports.blocks import Block, Paragraph, Subheading
from goldenthread.reports.corrections import since_last_paper
from goldenthread.reports.names import names_on
from goldenthread.reports.outcomes import said_of
from goldenthread.reports.proposals import proposal_blocks
from goldenthread.reports.routes import PURPOSES, earlier_papers
from goldenthread.reports.tracked import requests_blocks
from goldenthread.rules.periods import day_words


def earlier_meetings_blocks(
    paper: Paper, *, reader: Actor, on: date, known_at: datetime | None = None
) -> tuple[Block, ...]:
    """Every part that there is something to say of, each under its subheading; () where there is nothing at all."""
    parts = (
        ("What earlier bodies said", earlier_outcomes_blocks(paper, reader=reader, known_at=known_at)),
        ("Corrections of earlier reports", _corrections(paper, reader, known_at)),
        ("Requests from the last meeting and answers", requests_blocks(paper, reader=reader, on=on, known_at=known_at)),
        (
            "Changes to measures proposed for approval",
            proposal_blocks(on=on, body=paper.meeting.body, known_at=known_at),
        ),
    )
    blocks: list[Block] = []
    for heading, said in parts:
        blocks += (Subheading(heading), *said) if said else ()
    return tuple(blocks)


def _corrections(paper: Paper, reader: Actor, known_at: datetime | None) -> tuple[Block, ...]:
    """Late updates that were tabled, and errata, since the body's last paper was frozen."""
    return tuple(Paragraph(line.sentence) for line in since_last_paper(paper, reader=reader, known_at=known_at))


def earlier_outcomes_blocks(paper: Paper, *, reader: Actor, known_at: datetime | None = None) -> tuple[Block, ...]:
    """Each earlier body with its discussion and its words, verbatim; () where the paper is the first on its route."""
    before = earlier_papers(paper)
    said = said_of([each.pk for each in before], reader=reader, known_at=known_at)
    blocks: list[Block] = []
    for each in before:
        name = names_on(each.meeting.day, known_at).body(each.meeting.body_id)
        purpose = f", which had it {PURPOSES[each.purpose]}" if each.purpose in PURPOSES else ""
        blocks.append(Subheading(f"{name}, {day_words(each.meeting.day)}", 3))
        words = said.get(each.pk, ())
        blocks += [Paragraph(text) for text in words] or [
            Paragraph(f"Nothing is recorded yet of what {name}{purpose}, said.", numbered=False)
        ]
    return tuple(blocks)
