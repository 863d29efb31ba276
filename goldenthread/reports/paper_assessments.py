"""Assessments, the balanced scorecard, what is recognised, limitations and engagement as a paper prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goldenthread.reports import assessment_records as records
from goldenthread.reports.assessments import assessment_sections, scorecard_words
from goldenthread.reports.blocks import Block, Bullets, Paragraph, Section
from goldenthread.reports.engagement import engagement_blocks
from goldenthread.reports.highlights import highlight_blocks
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.perspectives import balanced_of, perspective_blocks
from goldenthread.reports.results import FLAG_WORDS, Result

LIMITATIONS: Final = "limitations"
"""The code of the section of an assessment that a paper gathers under its own heading."""
_MAY_CHANGE: Final = ("estimate", "provisional", "forecast_used")


def assessments(facts: PaperFacts) -> tuple[Section, ...]:
    """A section for each part of the plan whose assessment the body gets."""
    return assessment_sections(
        reader=facts.reader,
        on=facts.on,
        round_=facts.paper.round,
        known_at=facts.known_at,
        elements=facts.elements,
        results=facts.results,
    )


def balanced_scorecard(facts: PaperFacts) -> tuple[Section, ...]:
    """The assessment of the council as an organisation, where a measure of the paper is in one of its perspectives."""
    card = balanced_of(facts.results, span=facts.span, known_at=facts.known_at)
    if not any(one.results for one in card.perspectives):
        return ()
    words = scorecard_words(reader=facts.book.reader, round_=facts.paper.round, known_at=facts.known_at)
    return (Section(card.name, (*words, *perspective_blocks(card)), numbered=False),)


def highlights(facts: PaperFacts) -> tuple[Block, ...]:
    """Achievements and underperformance among what the body looks at, each with its response."""
    return highlight_blocks(
        reader=facts.reader,
        on=facts.on,
        round_=facts.paper.round,
        known_at=facts.known_at,
        results=facts.results,
        projects={line.pk for line in facts.projects},
        elements=facts.elements,
    )


def engagement(facts: PaperFacts) -> tuple[Block, ...]:
    """Who was asked in the paper's period, about the whole council or about what the body looks at."""
    return engagement_blocks(
        reader=facts.reader,
        starts=facts.span.start,
        ends=facts.span.end,
        known_at=facts.known_at,
        elements=facts.elements,
    )


def limitations(facts: PaperFacts) -> tuple[Block, ...]:
    """What the figures of the paper cannot say; where nobody named a limit and none is known, that."""
    listed = (*_named(facts), *_of_figures(facts))
    if not listed:
        return (Paragraph("No limitation of the figures in this report is known."),)
    return (Paragraph("What the figures in this report cannot say:"), Bullets(listed))


def _named(facts: PaperFacts) -> Iterator[str]:
    """The limitations in the assessments last signed off, each with what it is about."""
    kept = records.load(facts.paper.round, facts.known_at, reader=facts.book.reader)
    for words in records.assessed(facts.framework, facts.paper.round, facts.known_at):
        record = kept.get(words.element_id)
        version = record.signed_version if record and words.element_id in facts.elements else None
        text = version.sections.get(LIMITATIONS, "") if version else ""
        if text:
            yield f"{words.element.code} {words.title}: {' '.join(text.split())}"


def _of_figures(facts: PaperFacts) -> Iterator[str]:
    for each in facts.results:
        flags = [FLAG_WORDS[flag].lower() for flag in each.flags if flag in _MAY_CHANGE]
        if each.status == "not_due":
            yield f"{_name(each)}: {each.judgement.sentence}"
        elif flags:
            yield f"{_name(each)}: the figure may change ({', '.join(flags)})."
        elif each.value is not None and each.period.end < facts.span.end:
            yield f"{_name(each)}: the latest available figure is of {each.period.label}."


def _name(each: Result) -> str:
    return f"{each.ref} {each.title}"
