"""A committee's paper: one report, drawn as page, Word, PDF and Excel, and frozen as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from goldenthread.access import Actor
from goldenthread.models.cycles import DueItem, Paper
from goldenthread.reports.blocks import (
    Appendix,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Numbering,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from goldenthread.reports.canonical import SCHEMA
from goldenthread.reports.counts import Counts
from goldenthread.reports.marks import WHOLE
from goldenthread.reports.paper_changes import changes
from goldenthread.reports.paper_exceptions import exception_section, waiver_words
from goldenthread.reports.paper_facts import PaperFacts, gather
from goldenthread.reports.paper_measures import measure_page, previous_result, priority_tables
from goldenthread.reports.paper_packs import bound
from goldenthread.reports.results import Result
from goldenthread.rules.framework_paper import ReportSection
from goldenthread.rules.periods import day_words, span_words

NO_FIGURE: Final = ("awaiting_data", "overdue", "not_collected", "not_comparable", "suppressed", "suspended", "not_due")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a paper lacks before it can be final. `what` is return, approval, exception or header."""

    what: str
    name: str
    sentence: str
    item_id: int | None = None
    exception_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperReport:
    """A paper as it would be printed, what is in it and what it still lacks."""

    document: Document
    results: tuple[Result, ...]
    counts: Counts
    gaps: tuple[Gap, ...]


def build(
    paper: Paper, *, reader: Actor, on: date, known_at: datetime, stamp: str, texts: Mapping[str, str] | None = None
) -> PaperReport:
    """The paper as known at a moment, with what its reader may read: for the public pack, somebody `as_public`. Built
    again as at the moment of freezing, it equals what was frozen.

    `texts` stand in for the stored ones, to preview what is being written.
    """
    facts = gather(paper, reader=reader, on=on, known_at=known_at)
    if texts is not None:
        facts = replace(facts, texts=texts)
    document = Document(
        schema=SCHEMA,
        council=facts.council.name,
        colour=facts.council.colour,
        title=subject(facts),
        subtitle=f"{facts.body_name}, {day_words(paper.meeting.day)}",
        header=header(facts),
        sections=tuple(_section(facts, section) for section in facts.framework.committee_report.sections),
        appendices=_appendices(facts),
        numbering=_numbering(facts),
        stamp=stamp,
        author=facts.council.name,
    )
    return PaperReport(bound(document, facts), facts.results, facts.counts, gaps(facts))


def _numbering(facts: PaperFacts) -> Numbering:
    numbering = facts.framework.committee_report.numbering
    return Numbering(numbering.headings, numbering.paragraphs, numbering.restart.replace("_", " "))


def subject(facts: PaperFacts) -> str:
    return f"Performance report: {facts.span.label}"


# The header -----------------------------------------------------------------------------------------------------------

TO_COMPLETE: Final = "To be completed"


def header(facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    """The block at the top: what somebody wrote, else what is known, else the framework's default."""
    known = {
        "committee": facts.body_name,
        "meeting_date": day_words(facts.paper.meeting.day),
        "period": span_words(facts.paper.round.starts, facts.paper.round.ends),
        "subject": subject(facts),
        "contact": facts.council.contact,
        "terms_of_reference": facts.remit.terms if facts.remit else "",
    }
    return tuple(
        (field.label, facts.texts.get(field.label) or known.get(field.holds) or field.default or TO_COMPLETE)
        for field in facts.framework.committee_report.header
    )


# Sections -------------------------------------------------------------------------------------------------------------


def _section(facts: PaperFacts, section: ReportSection) -> Section:
    written = paragraphs(facts.texts.get(section.heading, ""))
    computed = _COMPUTED.get(section.holds)
    blocks: tuple[Block, ...] = written
    if computed is not None and (not written or section.holds in ALWAYS_COMPUTED):
        blocks = (*written, *computed(facts))
    elif not written and not section.subheadings:
        blocks = (Paragraph(section.default or "None."),)
    for sub in section.subheadings:
        text = facts.texts.get(sub.heading, "") or sub.default or _known_subheading(facts, sub.heading)
        blocks = (*blocks, Subheading(sub.heading), *paragraphs(text))
    return Section(section.heading, blocks, numbered=section.numbered)


def paragraphs(text: str) -> tuple[Block, ...]:
    """Typed text as numbered paragraphs: a blank line starts the next."""
    return tuple(Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip())


def _known_subheading(facts: PaperFacts, heading: str) -> str:
    plan = facts.framework.plan.name
    if plan.split()[0] in heading:
        return f"This report shows progress against the measures of the {plan} that are this Committee's."
    return "None directly."


def _recommendations(facts: PaperFacts) -> tuple[Block, ...]:
    asked = [f"The Committee considers the performance against its measures in {facts.span.long_label}."]
    if facts.explained:
        asked.append("The Committee considers the exception reports in Appendix B and the actions promised in them.")
    return tuple(Paragraph(text) for text in asked)


def _purpose(facts: PaperFacts) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"To report to the Committee how the Council performed in {facts.span.long_label} against the measures of "
            f"the {facts.framework.plan.name} that are the Committee's."
        ),
    )


def _summary(facts: PaperFacts) -> tuple[Block, ...]:
    counts = facts.counts
    said = (counts.sentence, counts.others_sentence, counts.directions_sentence, _movement(facts))
    blocks: list[Block] = [Paragraph(sentence) for sentence in said if sentence]
    red = [each for each in facts.results if each.status == "red"]
    if red:
        blocks.append(Paragraph("The measures that are off target:" if len(red) > 1 else "One measure is off target:"))
        blocks.append(Bullets(tuple(f"{each.ref} {each.title}: {each.judgement.sentence}" for each in red)))
    return tuple(blocks)


def _movement(facts: PaperFacts) -> str:
    """Which measures changed status since the period before."""
    better: list[str] = []
    worse: list[str] = []
    order = ("red", "amber", "green", "blue")
    for each in facts.results:
        before = previous_result(facts, each)
        if before is None or not (each.rated and before.rated) or each.status == before.status:
            continue
        (better if order.index(each.status) > order.index(before.status) else worse).append(each.ref)
    said = [f"{len(refs)} {words} ({', '.join(refs)})" for refs, words in ((better, "rose"), (worse, "fell")) if refs]
    return f"Since the period before, the status of {' and '.join(said)}." if said else ""


def _detail(facts: PaperFacts) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Subheading("How the measures did"),
        Paragraph(
            "The table counts the measures in this report by status. Percentages are of those that can be rated."
        ),
        _counts_table(facts.counts),
        Paragraph(
            "Each measure below has its figure, its target, its status and two directions: since the previous period "
            "and since the same period last year. An arrow up means better, whichever way the figure moved. "
            "Appendix A has a page for each measure."
        ),
        *priority_tables(facts),
        Subheading("Exception reports"),
        *_exceptions_summary(facts),
        Subheading("Data not available"),
        *_not_available(facts),
        Subheading("Changes since the last report"),
        *changes(facts),
    ]
    return tuple(blocks)


def _counts_table(counts: Counts) -> Table:
    rows = [
        (
            Cell(each.word, "status", code=each.code),
            Cell(str(each.number), "number"),
            Cell(f"{each.percent}% of {counts.rated}" if each.percent is not None else "None rated"),
        )
        for each in counts.rated_statuses
    ]
    rows += [
        (Cell(each.word, "status", code=each.code), Cell(str(each.number), "number"), Cell("Not rated"))
        for each in counts.others
    ]
    rows.append((Cell("All measures"), Cell(str(counts.total), "number"), Cell(f"{counts.rated} rated")))
    return Table(
        "Measures by status",
        (Column("Status", "status", 2), Column("Measures", "number"), Column("Share of those rated", weight=2)),
        tuple(rows),
    )


def _exceptions_summary(facts: PaperFacts) -> tuple[Block, ...]:
    if not facts.explained:
        return (Paragraph("No measure in this report needs an exception report."),)
    supplied = sum(each.is_complete for each in facts.explained)
    total = len(facts.explained)
    measures = "1 measure needs" if total == 1 else f"{total} measures need"
    return (Paragraph(f"{measures} an exception report; {supplied} of {total} supplied. They are in Appendix B."),)


def _not_available(facts: PaperFacts) -> tuple[Block, ...]:
    listed = []
    for each in facts.results:
        if each.status not in NO_FIGURE:
            continue
        said = f"{each.ref} {each.title}: {each.judgement.sentence}"
        item = facts.items.get(each.observation.return_id) if each.observation else _item_of(facts, each)
        waiver = facts.missing_waivers.get(item.pk) if item else None
        if waiver is not None:
            said += f" No return was supplied by {facts.service(each)}. {waiver_words(facts, waiver)}"
        listed.append(said)
    if not listed:
        return (Paragraph("Every measure that was due has a figure."),)
    return (Paragraph("These measures have no figure for the period:"), Bullets(tuple(listed)))


def _item_of(facts: PaperFacts, each: Result) -> DueItem | None:
    return next(
        (
            item
            for item in facts.items.values()
            if item.place.measure_id == each.measure_id
            and (item.place.starts, item.place.ends) == (each.period.start, each.period.end)
        ),
        None,
    )


def _conclusions(facts: PaperFacts) -> tuple[Block, ...]:
    return (Paragraph(facts.counts.sentence),)


_Computed = Callable[[PaperFacts], tuple[Block, ...]]
_COMPUTED: Mapping[str, _Computed] = {
    "recommendations": _recommendations,
    "purpose": _purpose,
    "executive_summary": _summary,
    "detail": _detail,
    "conclusions": _conclusions,
}
ALWAYS_COMPUTED: Final = ("executive_summary", "detail")
"""Sections whose figures stand whatever somebody writes above them."""


def _appendices(facts: PaperFacts) -> tuple[Appendix, ...]:
    pages = tuple(measure_page(facts, each, starts_page=place > 0) for place, each in enumerate(facts.results))
    appendices = [Appendix("A", "Measures", pages)]
    if facts.explained:
        sections = tuple(exception_section(facts, each) for each in facts.explained)
        appendices.append(Appendix("B", "Exception reports", sections))
    return tuple(appendices)


# What is missing ------------------------------------------------------------------------------------------------------


def gaps(facts: PaperFacts) -> tuple[Gap, ...]:
    """What the paper lacks before it can be final, each with the words to act on."""
    found = [
        Gap("header", label, f"Fill in “{label}” in the header.")
        for label, text in header(facts)
        if text == TO_COMPLETE
    ]
    supplied = {
        observation.return_id for record in facts.book.measures.values() for observation in record.observations.values()
    }
    for item in facts.items.values():
        record = facts.book.measures[item.place.measure_id]
        period = record.named_period(item.place.starts, item.place.ends)
        name = f"{record.ref} {record.definition(period.end).title}, {period.label}"
        if WHOLE in record.withheld(period.start, period.end):
            continue
        if item.of_return_id not in supplied:
            if item.pk not in facts.missing_waivers:
                found.append(Gap("return", name, f"{record.ref} has no return. Chase it, or waive it.", item.pk))
        elif item.state != "approved":
            sentence = f"{record.ref} is not approved by the Leadership Team yet."
            found.append(Gap("approval", name, sentence, item.pk))
    for explained in facts.explained:
        if not explained.is_complete and explained.waiver is None:
            each = explained.result
            sentence = f"{each.ref} needs an exception report. Write it, or waive it."
            exception = explained.exception.pk if explained.exception else None
            found.append(Gap("exception", f"{each.ref} {each.title}", sentence, explained.item.pk, exception))
    return tuple(found)
