"""What the bodies before this one on a report's route discussed and said, for the next body's paper."""

from __future__ import annotations

from datetime import datetime

from goldenthread.models import Paper
from goldenthread.reports.blocks import Block, Paragraph, Subheading
from goldenthread.reports.names import names_on
from goldenthread.reports.outcomes import said_of
from goldenthread.reports.routes import PURPOSES, earlier_papers
from goldenthread.rules.periods import day_words


def earlier_outcomes_blocks(paper: Paper, *, known_at: datetime | None = None) -> tuple[Block, ...]:
    """Each earlier body with its discussion and its words, verbatim; () where the paper is the first on its route."""
    before = earlier_papers(paper)
    said = said_of([each.pk for each in before], known_at)
    blocks: list[Block] = []
    for each in before:
        name = names_on(each.meeting.day, known_at).body(each.meeting.body_id)
        purpose = f", which had it {PURPOSES[each.purpose]}" if each.purpose in PURPOSES else ""
        blocks.append(Subheading(f"{name}, {day_words(each.meeting.day)}"))
        words = said.get(each.pk, ())
        blocks += [Paragraph(text) for text in words] or [
            Paragraph(f"Nothing is recorded yet of what {name}{purpose}, said.", numbered=False)
        ]
    return tuple(blocks)
