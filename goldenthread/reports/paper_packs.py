"""A paper in two packs: the public one with what is withheld taken out and the omission said, and the restricted one.

Both are built from the same facts; which one depends on the reader of those facts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Q

from goldenthread.access import Scope
from goldenthread.models import (
    AgendaItem,
    Assessment,
    BudgetLine,
    Engagement,
    Highlight,
    Project,
    RiskStatement,
    TrackedItem,
)
from goldenthread.reports import marks
from goldenthread.reports.blocks import Appendix, Block, Document, Paragraph, Section, Subheading
from goldenthread.reports.closed import closed_items, closed_tracked
from goldenthread.reports.marks import ANSWER, RETURN_PARTS, TITLE, WHOLE, Marks
from goldenthread.reports.paper_facts import PaperFacts
from goldenthread.reports.remits import theirs_in
from goldenthread.reports.routes import earlier_papers
from goldenthread.rules.periods import day_words
from goldenthread.rules.withholding import Ground, exclusion, header_words

RESTRICTED: Final = "Restricted pack: not for publication"


@dataclass(frozen=True, slots=True)
class Omission:
    """Something that the public pack leaves out: its name, without any of its words, and why."""

    name: str
    ground: Ground


def bound(document: Document, facts: PaperFacts) -> Document:
    """The paper as the pack that the reader of its facts may have; the same document where nothing is withheld."""
    own = marks.of_paper(facts.paper, facts.known_at)
    left_out = tuple(omissions(facts, own))
    if not left_out:
        return document
    is_open = facts.book.reader.may_read_withheld(Scope(body=facts.paper.meeting.body_id))
    covered = _labelled(document, facts, own) if is_open else _covered(document, own)
    said = _excluded(facts, left_out)
    return replace(
        covered,
        header=_header(covered.header, facts, left_out),
        sections=_with_exclusion(covered.sections, facts, said),
        subtitle=f"{document.subtitle}. {RESTRICTED}" if is_open else document.subtitle,
    )


def omissions(facts: PaperFacts, own: Marks) -> Iterator[Omission]:
    """Everything in this paper that may not be published."""
    for record in facts.book.measures.values():
        for (start, end), found in sorted(record.marks.items()):
            period = record.named_period(start, end).label
            for part, ground in sorted(found.items()):
                what = "" if part == WHOLE else f", {RETURN_PARTS[part].lower()}"
                yield Omission(f"{record.ref}, {period}{what}", ground)
    updates = marks.of_periods("project", facts.known_at)
    for line in facts.projects:
        if (line.pk, facts.span.end) in updates:
            yield Omission(f"{line.ref}, update", updates[line.pk, facts.span.end])
    yield from _risks(facts)
    yield from _others(facts)
    for part, ground in sorted(own.items()):
        yield Omission(f"“{part}”", ground)


def _risks(facts: PaperFacts) -> Iterator[Omission]:
    marked = marks.of_risks(facts.known_at)
    if not marked:
        return
    projects = [line.pk for line in facts.projects]
    rows = RiskStatement.objects.as_at(facts.known_at).filter(
        Q(body=facts.paper.meeting.body_id) | Q(project__in=projects), risk__in=marked
    )
    for row in rows.select_related("risk").order_by("risk__ref"):
        yield Omission(f"risk {row.risk.ref}", marked[row.risk_id])


def _others(facts: PaperFacts) -> Iterator[Omission]:
    """Whole projects, and what a paper quotes: assessments, explanations of money, requests and earlier items."""
    theirs, known_at = theirs_in(facts.paper, facts.known_at), facts.known_at
    refs = Project.objects.filter(pk__in=theirs.projects & marks.of_projects(known_at).keys()).order_by("ref")
    for project in refs:
        yield Omission(f"project {project.ref}", marks.of_projects(known_at)[project.pk])
    layout = facts.framework.committee_report
    printed: set[str] = {content for section in layout.sections for content in section.prints}
    printed |= {content for appendix in layout.appendices for content in appendix.contents}
    if printed & {"assessments", "limitations"}:
        of_assessments = marks.of_things("assessment", known_at)
        rows = Assessment.objects.filter(pk__in=of_assessments, round=facts.paper.round, element__in=facts.elements)
        for row in rows.select_related("element", "round"):
            for part, ground in sorted(of_assessments[row.pk].items()):
                yield Omission(f"assessment of {row}{f', {part}' if part else ''}", ground)
    if printed & {"money", "revenue", "capital"}:
        of_lines = marks.of_periods("line", known_at)
        for line in BudgetLine.objects.filter(pk__in=theirs.budgets & {pk for pk, _ in of_lines}):
            if (line.pk, facts.span.end) in of_lines:
                yield Omission(f"budget line {line.code}, explanation", of_lines[line.pk, facts.span.end])
    yield from _of_meetings(facts)
    if "highlights" in printed:
        yield from _of_highlights(facts)
    if "engagement" in printed:
        yield from _of_engagement(facts)


def _of_highlights(facts: PaperFacts) -> Iterator[Omission]:
    """What is recognised among what the body looks at."""
    marked = marks.of_things("highlight", facts.known_at)
    rows = Highlight.objects.as_at(facts.known_at).filter(
        Q(measure__isnull=True) | Q(measure__in=[each.measure_id for each in facts.results]),
        Q(project__isnull=True) | Q(project__in=[line.pk for line in facts.projects]),
        Q(element__isnull=True) | Q(element__in=facts.elements),
        pk__in=marked,
        round=facts.paper.round,
    )
    for row in rows:
        yield Omission(f"an {row.kind}", marked[row.pk][WHOLE])


def _of_engagement(facts: PaperFacts) -> Iterator[Omission]:
    """Who was asked in the paper's period about what the body looks at."""
    marked = marks.of_things("engagement", facts.known_at)
    rows = Engagement.objects.as_at(facts.known_at).filter(
        Q(element__isnull=True) | Q(element__in=facts.elements),
        pk__in=marked,
        day__gte=facts.span.start,
        day__lte=facts.span.end,
    )
    for row in rows:
        yield Omission(f"what was said on {day_words(row.day)}", marked[row.pk][WHOLE])


def _of_meetings(facts: PaperFacts) -> Iterator[Omission]:
    """What earlier bodies said of the report, and what was asked for, as far as the public does not read it."""
    anybody = facts.book.reader.as_public()
    closed = closed_items(anybody, facts.known_at)
    before = AgendaItem.objects.filter(pk__in=closed, paper__in=[each.pk for each in earlier_papers(facts.paper)])
    for item in before.select_related("meeting"):
        found = closed[item.pk]
        yield Omission(f"item {item.number} of {day_words(item.meeting.day)}", found.get(WHOLE) or found[TITLE])
    asked = closed_tracked(anybody, facts.known_at)
    rows = TrackedItem.objects.filter(pk__in=asked, body=facts.paper.meeting.body_id)
    for row in rows.filter(asked_on__lt=facts.paper.meeting.day):
        found = asked[row.pk]
        yield Omission(f"what was asked on {day_words(row.asked_on)}", found.get(WHOLE) or found[ANSWER])


def _excluded(facts: PaperFacts, left_out: tuple[Omission, ...]) -> tuple[Block, ...]:
    """The resolution that excludes the public, and what it is for."""
    grounds = [each.ground for each in left_out]
    named = "; ".join(f"{each.name} ({each.ground.label})" for each in left_out)
    return (
        Paragraph(f"Some of this report is not for publication, and is printed in its restricted pack alone: {named}."),
        *(Paragraph(text) for text in exclusion(grounds, facts.paper.meeting.body.kind)),
    )


def _header(
    header: tuple[tuple[str, str], ...], facts: PaperFacts, left_out: tuple[Omission, ...]
) -> tuple[tuple[str, str], ...]:
    labels = {field.label for field in facts.framework.committee_report.header if field.holds == "exemption"}
    words = header_words([each.ground for each in left_out])
    return tuple((label, words if label in labels else text) for label, text in header)


def _with_exclusion(sections: tuple[Section, ...], facts: PaperFacts, said: tuple[Block, ...]) -> tuple[Section, ...]:
    """The exclusion at the end of the recommendations; at the end of the first section where there are none."""
    asked = facts.framework.committee_report.section("recommendations")
    heading = asked.heading if asked else sections[0].heading
    return tuple(
        replace(section, blocks=(*section.blocks, *said)) if section.heading == heading else section
        for section in sections
    )


def _covered(document: Document, own: Marks) -> Document:
    """The paper without its own texts that are withheld."""
    return replace(
        document,
        header=tuple((label, own[label].omission if label in own else text) for label, text in document.header),
        sections=tuple(_open_section(section, own) for section in document.sections),
        appendices=tuple(_open_appendix(appendix, own) for appendix in document.appendices),
    )


def _open_section(section: Section, own: Marks) -> Section:
    ground = own.get(section.heading)
    if ground is not None:
        return replace(section, blocks=(Paragraph(ground.omission),))
    blocks: list[Block] = []
    closed = False
    for block in section.blocks:
        if isinstance(block, Subheading):
            closed = block.text in own
            blocks.append(block)
            if closed:
                blocks.append(Paragraph(own[block.text].omission))
        elif not closed:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _open_appendix(appendix: Appendix, own: Marks) -> Appendix:
    ground = own.get(appendix_name(appendix))
    if ground is not None:
        return replace(
            appendix, sections=(Section(appendix.title, (Paragraph(ground.omission, numbered=False),), numbered=False),)
        )
    return replace(appendix, sections=tuple(_open_section(section, own) for section in appendix.sections))


def appendix_name(appendix: Appendix) -> str:
    """How an appendix is marked: "Appendix B"."""
    return f"Appendix {appendix.letter}"


def _labelled(document: Document, facts: PaperFacts, own: Marks) -> Document:
    """The restricted pack says beside each thing that is withheld why it is."""
    measures = {
        f"{each.ref} {each.title}": label
        for each in facts.results
        if (label := _label(facts.book.measures[each.measure_id].marks.get((each.period.start, each.period.end), {})))
    }
    return replace(
        document,
        sections=tuple(_said_of(section, own) for section in document.sections),
        appendices=tuple(
            replace(
                appendix,
                sections=tuple(
                    _first(_said_of(section, own), measures.get(section.heading, "")) for section in appendix.sections
                ),
            )
            for appendix in document.appendices
        ),
    )


def _label(found: Mapping[str, Ground]) -> str:
    said = [
        f"{ground.label}: not for publication ({RETURN_PARTS[part].lower()})." for part, ground in sorted(found.items())
    ]
    return " ".join(said)


def _said_of(section: Section, own: Marks) -> Section:
    ground = own.get(section.heading)
    return _first(section, f"{ground.label}: not for publication." if ground is not None else "")


def _first(section: Section, label: str) -> Section:
    return replace(section, blocks=(Paragraph(label, numbered=False), *section.blocks)) if label else section
