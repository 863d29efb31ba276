"""A committee's paper: one report, drawn as page, Word, PDF and Excel, and frozen as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from goldenthread.access import Actor
from goldenthread.models.cycles import Paper
from goldenthread.reports import paper_risks, projects
from goldenthread.reports.blocks import (
    Appendix,
    Block,
    Bullets,
    Document,
    Numbering,
    Paragraph,
    Section,
    Subheading,
)
from goldenthread.reports.canonical import SCHEMA
from goldenthread.reports.clearances import ClearanceLine, clearances, cleared_words, text_under
from goldenthread.reports.counts import Counts
from goldenthread.reports.earlier_bodies import earlier_meetings_blocks
from goldenthread.reports.marks import WHOLE
from goldenthread.reports.paper_contents import blocks_of, looked_at, sections_of
from goldenthread.reports.paper_facts import PaperFacts, gather
from goldenthread.reports.paper_packs import bound
from goldenthread.reports.reading import one_reading
from goldenthread.reports.results import Result
from goldenthread.reports.risks import lead
from goldenthread.reports.round_items import lacks
from goldenthread.reports.tracked import unanswered
from goldenthread.rules.framework_paper import ReportSection
from goldenthread.rules.periods import day_words, days_words


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a paper lacks before it can be final.

    `what` is return, approval, exception, header, answer or clearance.
    """

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
    with one_reading():
        return _build(paper, reader.reading_pack_of(paper.meeting.body_id), on, known_at, stamp, texts)


def _build(
    paper: Paper, reader: Actor, on: date, known_at: datetime, stamp: str, texts: Mapping[str, str] | None
) -> PaperReport:
    facts = gather(paper, reader=reader, on=on, known_at=known_at)
    to_clear = () if texts is not None else clearances(paper, facts.framework, facts.texts, known_at)
    if texts is not None:
        facts = replace(facts, texts=texts)
    cleared = {line.heading: _cleared(facts, line) for line in to_clear if line.is_cleared}
    document = Document(
        schema=SCHEMA,
        council=facts.council.name,
        colour=facts.council.colour,
        title=subject(facts),
        subtitle=f"{facts.body_name}, {day_words(paper.meeting.day)}",
        header=header(facts),
        sections=tuple(_section(facts, section, cleared) for section in facts.framework.committee_report.sections),
        appendices=_appendices(facts),
        numbering=_numbering(facts),
        stamp=stamp,
        author=facts.council.name,
    )
    return PaperReport(bound(document, facts), facts.results, facts.counts, gaps(facts, to_clear))


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
        "period": days_words(facts.paper.round.starts, facts.paper.round.ends),
        "subject": subject(facts),
        "contact": facts.council.contact,
        "terms_of_reference": facts.remit.terms if facts.remit else "",
    }
    return tuple(
        (field.label, facts.texts.get(field.label) or known.get(field.holds) or field.default or TO_COMPLETE)
        for field in facts.framework.committee_report.header
    )


# Sections -------------------------------------------------------------------------------------------------------------


def _section(facts: PaperFacts, section: ReportSection, cleared: Mapping[str, Block]) -> Section:
    """A section; `cleared` is the line under each text that an officer has cleared, by heading."""
    written = paragraphs(facts.texts.get(section.heading, ""))
    computed = _COMPUTED.get(section.holds)
    blocks: tuple[Block, ...] = written
    if computed is not None and (not written or section.adds_to_text):
        blocks = (*written, *computed(facts))
    elif not written and not section.subheadings and not section.prints:
        blocks = (Paragraph(section.default or "None."),)
    blocks = (*blocks, *blocks_of(facts, section.prints), *_under(section.heading, cleared))
    if section.holds == "detail":
        blocks = (
            *blocks,
            *earlier_meetings_blocks(facts.paper, reader=facts.book.reader, on=facts.on, known_at=facts.known_at),
        )
    for sub in section.subheadings:
        text = text_under(facts.framework, facts.texts, sub.heading)
        blocks = (*blocks, Subheading(sub.heading), *paragraphs(text), *_under(sub.heading, cleared))
    return Section(section.heading, blocks, numbered=section.numbered)


def _under(heading: str, cleared: Mapping[str, Block]) -> tuple[Block, ...]:
    return (cleared[heading],) if heading in cleared else ()


def _cleared(facts: PaperFacts, line: ClearanceLine) -> Block:
    """Who cleared a text and when, with the name where papers print it."""
    holder = facts.holders.get(line.by_id) if line.by_id is not None else None
    name = line.by if holder is not None and holder.is_senior and facts.council.print_names else ""
    return Paragraph(cleared_words(line, name), numbered=False)


def paragraphs(text: str) -> tuple[Block, ...]:
    """Typed text as numbered paragraphs: a blank line starts the next."""
    return tuple(Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip())


def _recommendations(facts: PaperFacts) -> tuple[Block, ...]:
    asked = [f"That {facts.body} consider the performance against its measures in {facts.span.long_label}."]
    if explained := len(facts.explained) + len(facts.explained_projects):
        place = facts.framework.committee_report.appendix_with("exception_reports")
        where = f" in {place}" if place else ""
        reports, them = ("report", "it") if explained == 1 else ("reports", "them")
        asked.append(f"That {facts.body} consider the exception {reports}{where} and the actions promised in {them}.")
    asked += (*projects.recommendations(facts.projects, facts.body), *paper_risks.recommendations(facts.risks))
    return tuple(Paragraph(text) for text in asked)


def _purpose(facts: PaperFacts) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"To report to {facts.body} how the Council performed in {facts.span.dated_label} against the measures "
            f"of the {facts.framework.plan.name} that it looks at."
        ),
    )


def _summary(facts: PaperFacts) -> tuple[Block, ...]:
    counts = facts.counts
    said = (counts.sentence, counts.others_sentence, counts.directions_sentence, _movement(facts))
    blocks: list[Block] = []
    if "measures" in facts.looks_at:
        blocks += [Paragraph(sentence) for sentence in said if sentence]
    red = [each for each in facts.results if each.status == "red"]
    if red:
        word = red[0].word.lower()
        blocks.append(Paragraph(f"The measures that are {word}:" if len(red) > 1 else f"One measure is {word}:"))
        blocks.append(Bullets(tuple(f"{each.ref} {each.title}: {each.judgement.sentence}" for each in red)))
    blocks += [Paragraph(sentence) for sentence in _beside_the_measures(facts)]
    return tuple(blocks)


def _beside_the_measures(facts: PaperFacts) -> Iterator[str]:
    """A sentence each for projects, money and risks, where there are any."""
    if facts.projects:
        yield f"{projects.summary(facts.projects, facts.framework.delivery)}."
    revenue = facts.money.parts.get("revenue", ())
    if revenue and isinstance(revenue[0], Paragraph):
        yield revenue[0].text
    if facts.risks.open:
        yield lead([one.line for one in facts.risks.open], facts.on)


def _movement(facts: PaperFacts) -> str:
    """Which measures changed status since the period before: "1 measure moved to a better status (W1)"."""
    better: list[str] = []
    worse: list[str] = []
    order = ("red", "amber", "green", "blue")
    for each in facts.results:
        before = facts.before.get(each.measure_id)
        if before is None or not (each.rated and before.rated) or each.status == before.status:
            continue
        (better if order.index(each.status) > order.index(before.status) else worse).append(each.ref)
    said = [
        f"{len(refs)} {'measure' if len(refs) == 1 else 'measures'} moved to a {way} status ({', '.join(refs)})"
        for refs, way in ((better, "better"), (worse, "worse"))
        if refs
    ]
    return f"Since the period before, {' and '.join(said)}." if said else ""


def _conclusions(facts: PaperFacts) -> tuple[Block, ...]:
    return (Paragraph(facts.counts.sentence),)


_Computed = Callable[[PaperFacts], tuple[Block, ...]]
_COMPUTED: Mapping[str, _Computed] = {
    "recommendations": _recommendations,
    "purpose": _purpose,
    "executive_summary": _summary,
    "conclusions": _conclusions,
}


def _appendices(facts: PaperFacts) -> tuple[Appendix, ...]:
    return tuple(
        Appendix(letter, each.title, sections_of(facts, each.contents))
        for letter, each in facts.framework.committee_report.lettered
        if looked_at(facts, each.contents)
    )


# What is missing ------------------------------------------------------------------------------------------------------


def gaps(facts: PaperFacts, to_clear: Sequence[ClearanceLine]) -> tuple[Gap, ...]:
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
    asked = unanswered(facts.paper, reader=facts.book.reader, on=facts.on, known_at=facts.known_at)
    found += [Gap("answer", name, sentence) for name, sentence in asked]
    found += [Gap("clearance", line.heading, line.missing) for line in to_clear if not line.is_cleared]
    others = lacks(facts.paper, facts.on)
    return (*found, *(Gap(each.what, each.name, each.sentence, each.item_id, each.exception_id) for each in others))
