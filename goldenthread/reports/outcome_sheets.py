"""Outcomes as documents: the referral sheet, the record of a decision, the minutes of a meeting.

Each is a `Document`, so page, Word and PDF say the same. Texts of an outcome are printed as they were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import QuerySet

from goldenthread.access import Actor
from goldenthread.models import AgendaItem, Council, Meeting
from goldenthread.reports.blocks import Block, Bullets, Document, Facts, Numbering, Paragraph, Section, Subheading
from goldenthread.reports.canonical import SCHEMA
from goldenthread.reports.names import names_on
from goldenthread.reports.outcomes import ItemRecord, decision_facts, item_facts, record_of, records, sources_words
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

REASON: Final = "REASON FOR DECISION"


RESTRICTED: Final = "Restricted: not for publication"


def has_two_packs(items: Iterable[ItemRecord]) -> bool:
    """Whether something of these items, or of those they were referred from, is open to this reader alone."""
    return any((item.ground is not None and not item.is_closed) or has_two_packs(item.sources) for item in items)


def referral_sheet(pk: int, *, reader: Actor, on: date, link: str = "") -> Document:
    """What a body finds on its agenda when another has referred something to it. `link` is the source agenda's."""
    record = record_of(pk, reader=reader)
    if not record.sources:
        raise Refusal("no_referral", "This item was not referred by another body, so it has no referral sheet.")
    return _document(
        record.heading, f"{record.body}, {day_words(record.meeting.day)}", referral(record, link), on, [record]
    )


def referral(record: ItemRecord, link: str = "") -> tuple[Section, ...]:
    """A referral in its layout: what is recommended and why, then each referring item as its minutes have it."""
    front = tuple(
        Section(f"Recommendation of {source.body}", (Facts(tuple(_asked(source, record))),), numbered=False)
        for source in record.sources
    )
    return (*front, *(_sub_item(source, link) for source in record.sources))


def _asked(source: ItemRecord, record: ItemRecord) -> Iterator[tuple[str, str]]:
    """What this body is asked: the texts addressed to it, or all where none is addressed to anybody."""
    to_us = [quote for quote in source.quotes if quote.to == record.meeting.body_id]
    for quote in to_us or source.quotes:
        yield quote.label, quote.text
    yield REASON, source.version.grounds if source.version and source.version.grounds else "None recorded"


def _sub_item(source: ItemRecord, link: str) -> Section:
    """The referring item as its body minuted it."""
    blocks: list[Block] = [Subheading(_sub_heading(source)), Paragraph(_presented(source), numbered=False)]
    version = source.version
    if version is not None and version.considerations:
        lines = tuple(line.strip("•- ") for line in version.considerations.splitlines() if line.strip("•- "))
        blocks.append(Bullets(lines))
    blocks.append(Paragraph(_moved(source), numbered=False))
    blocks.append(Facts(tuple(_texts(source))))
    blocks.append(Paragraph(f"{source.agenda}{f': {link}' if link else ''}", numbered=False))
    return Section(f"Considered by {source.body} on {day_words(source.meeting.day)}", tuple(blocks), numbered=False)


def _sub_heading(source: ItemRecord) -> str:
    if not source.sources:
        return f"{source.item.number}. {source.item.title}"
    from_whom = " and ".join(f"{one.body} – {day_words(one.meeting.day)}" for one in source.sources)
    return f"{source.item.number}. Referral from {from_whom} – {source.item.title}"


def _presented(source: ItemRecord) -> str:
    said = f"Presenting officer: {source.item.presenting_officer or 'not named'}. The report entitled "
    said += f"“{source.item.title}” was presented"
    if source.sources:
        said += f", which was referred from {sources_words(source.sources).replace(': ', ', ')}"
    return said + (", and these points were made:" if source.version and source.version.considerations else ".")


def _moved(source: ItemRecord) -> str:
    version = source.version
    if version is None or not (version.proposer or version.seconder):
        return "It was:"
    who = [f"{name} {did}" for name, did in ((version.proposer, "proposed"), (version.seconder, "seconded")) if name]
    moved = " and ".join(who)
    return f"{moved}. Vote: {version.vote}. It was:" if version.vote else f"{moved} and, following a vote, it was:"


def _texts(record: ItemRecord) -> Iterator[tuple[str, str]]:
    for quote in record.quotes:
        yield quote.label, quote.text
    if record.version is not None and record.version.grounds:
        yield REASON, record.version.grounds


# The record of a decision ---------------------------------------------------------------------------------------------


def outcome_sheet(pk: int, *, reader: Actor, on: date, link: str = "") -> Document:
    """The record of one decision, with everything the law and the minutes ask for."""
    record = record_of(pk, reader=reader)
    if record.version is None:
        raise Refusal("not_considered", "Nothing is recorded of this item yet, so there is no record to print.")
    return _document(
        record.heading, f"{record.body}, {day_words(record.meeting.day)}", (_whole(record, link),), on, [record]
    )


def items_of(pk: int, sheet: str) -> QuerySet[AgendaItem]:
    """The agenda items on a sheet: those of the meeting on its minutes, otherwise the one."""
    if sheet == "minutes":
        return AgendaItem.objects.filter(meeting=pk, withdrawn=False).order_by("pk")
    return AgendaItem.objects.filter(pk=pk)


def minutes(pk: int, *, reader: Actor, on: date) -> Document:
    """An extract of the minutes: every item of a meeting in order, with what came of it."""
    reader.signed_in  # noqa: B018
    meeting = Meeting.objects.select_related("body").filter(pk=pk).first()
    if meeting is None:
        raise Refusal("no_such_meeting", "There is no such meeting. Look for it in the list of meetings.")
    items = records(items_of(pk, "minutes"), reader=reader)
    if not items:
        raise Refusal("nothing_on_it", "Nothing is on this meeting’s agenda, so there are no minutes of it.")
    name = names_on(meeting.day).body(meeting.body_id)
    sections = tuple(_short(record) for record in items)
    return _document(f"{name}: extract of the minutes", day_words(meeting.day), sections, on, items)


def _whole(record: ItemRecord, link: str) -> Section:
    blocks: list[Block] = [Facts((*item_facts(record), ("Outcome", record.word)))]
    version = record.version
    if version is not None and version.considerations:
        blocks += [Subheading("What was considered"), *_lines(version.considerations)]
    if record.quotes:
        blocks += [Subheading("What was decided"), Facts(tuple(_texts(record)))]
    blocks += [Subheading("Record of the decision"), Facts(tuple(decision_facts(record)))]
    blocks.append(Paragraph(f"{record.agenda}{f': {link}' if link else ''}", numbered=False))
    return Section(record.item.title, tuple(blocks), numbered=False)


def _short(record: ItemRecord) -> Section:
    version = record.version
    if version is None:
        return Section(record.heading, (Paragraph("No outcome is recorded yet.", numbered=False),), numbered=False)
    blocks: list[Block] = []
    if record.presenters:
        blocks.append(Paragraph(f"Presented by: {record.presenters}.", numbered=False))
    if record.is_late:
        blocks.append(Paragraph(f"Urgent item, section 100B(4)(b): {record.item.late_reason}", numbered=False))
    blocks += _lines(version.considerations)
    if version.proposer or version.seconder:
        blocks.append(Paragraph(_moved(record), numbered=False))
    blocks.append(Facts((*_texts(record), ("Outcome", f"{record.word}. {record.effect}".strip()))))
    return Section(record.heading, tuple(blocks), numbered=False)


def _lines(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line.strip(), numbered=False) for line in text.splitlines() if line.strip())


def _document(
    title: str, subtitle: str, sections: tuple[Section, ...], on: date, items: Iterable[ItemRecord]
) -> Document:
    council = Council.objects.get()
    return Document(
        schema=SCHEMA,
        council=council.name,
        colour=council.colour,
        title=title,
        subtitle=f"{subtitle}. {RESTRICTED}" if has_two_packs(items) else subtitle,
        header=(),
        sections=sections,
        appendices=(),
        numbering=Numbering(),
        stamp=f"As known on {day_words(on)}",
        author=council.name,
    )
