"""What the public reads without signing in: how the council is doing as last published, and what was published.

Everything here is read with the eyes of the public, whoever asks: what is withheld is not there to be left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.models import (
    Council,
    Measure,
    Meeting,
    Ownership,
    Paper,
    Plan,
    Publication,
    PublishedReturn,
    Return,
    Round,
)
from goldenthread.reports import papers, scorecard
from goldenthread.reports.blocks import Cell, Column, Document, Figure, Table
from goldenthread.reports.corrections import corrections
from goldenthread.reports.counts import Counts
from goldenthread.reports.measure_cells import GOOD
from goldenthread.reports.measure_chart import breaks, chart_of
from goldenthread.reports.names import names_on
from goldenthread.reports.outcomes import ItemRecord, records
from goldenthread.reports.records import Book, MeasureRecord, frameworks, in_force, load
from goldenthread.reports.results import Result, latest, reported_period, result
from goldenthread.reports.scorecard import OUTSIDE, Filters, Group, Row, Scorecard, span_named
from goldenthread.reports.wards import Breakdown, breakdowns
from goldenthread.rules.measure_words import FREQUENCY_WORDS
from goldenthread.rules.periods import ONE_DAY, Period, day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import FINAL, ITEM, has_reached

SENTENCES: Final = 10
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NOT_PUBLISHED: Final = Refusal(
    "no_such_measure", "No measure with this reference has been published. Look for it in the list of measures."
)


@dataclass(frozen=True, slots=True)
class PublicCard:
    """The measures as last published. `published` is the day the newest of their papers came out."""

    council: str
    span: Period
    published: date | None
    card: Scorecard

    @property
    def data_date(self) -> str:
        """The date of the data, in a sentence."""
        came_out = f", published on {day_words(self.published)}" if self.published else ""
        return f"These are the figures for {self.span.long_label}{came_out}."


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A published paper and the files of it: format and size in bytes."""

    pk: int
    body: str
    round: str
    meeting: date
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The first page for residents. `shown` is None while nothing has been published."""

    council: str
    contact: str
    shown: PublicCard | None
    sentences: tuple[str, ...]
    priorities: tuple[tuple[str, Counts], ...]
    services: tuple[tuple[str, str], ...]
    papers: tuple[PaperLine, ...]

    @property
    def in_sentences(self) -> str:
        """ "in ten sentences"."""
        number = NUMBERS[len(self.sentences)]
        return f"in {number} sentence{'' if len(self.sentences) == 1 else 's'}"


def the_public(on: date) -> Actor:
    """Whoever reads these pages, signed in or not."""
    return access.public(on)


# Which figures --------------------------------------------------------------------------------------------------------


def published_span(on: date) -> Period | None:
    """The newest period that the public sees figures of; None where there is none yet."""
    known = frameworks()
    if not known:
        return None
    stage = the_public(on).visible_from((in_force(known, on) or known[0]).framework)
    rounds = Round.objects.order_by("-ends", "-starts")
    if stage in FINAL:
        states = FINAL[FINAL.index(stage) :]
        found = rounds.filter(papers__state__in=states)
    else:
        found = rounds.filter(items__state__in=[state for state in ITEM.states if has_reached(state, stage)])
    newest = found.values_list("starts", "ends").first()
    if newest is None:  # figures of a time before the first round
        newest = Return.objects.filter(items=None).order_by("-ends", "-starts").values_list("starts", "ends").first()
    return span_named(*newest) if newest else None


def published_measures() -> frozenset[int]:
    """Measures that a committee gets, and those that any published paper has printed: two queries."""
    owned = Ownership.objects.current().filter(body__isnull=False).values_list("measure_id", flat=True)
    printed = PublishedReturn.objects.filter(publication__published_at__isnull=False)
    return frozenset(owned) | frozenset(printed.values_list("of_return__measure_id", flat=True))


BY_PRIORITY: Final = Filters(group="priority")


def public_card(*, on: date, filters: Filters = BY_PRIORITY) -> PublicCard | None:
    """Every measure that is public for the newest published period; None where nothing has been published."""
    span = published_span(on)
    council = Council.objects.first()
    if span is None or council is None:
        return None
    card = scorecard.scorecard(
        reader=the_public(on), on=on, span=span, filters=filters, measures=published_measures(), years=3
    )
    return PublicCard(council.name, span, _published_on(span), card)


def _published_on(span: Period) -> date | None:
    rows = Publication.objects.filter(published_at__isnull=False, paper__round__ends=span.end)
    newest = rows.order_by("-published_at").values_list("published_at", flat=True).first()
    return newest.date() if newest else None


def find(card: PublicCard, words: str) -> tuple[Row, ...]:
    """The measures whose name, meaning or service has every one of the words, worst first."""
    wanted = words.lower().split()
    return tuple(row for row in card.card.rows() if all(word in _searched(row) for word in wanted))


def _searched(row: Row) -> str:
    definition = row.result.definition
    parts = (row.result.ref, row.result.title, definition.title, definition.rationale, row.keys["service"][1])
    return " ".join(parts).lower()


# The first page -------------------------------------------------------------------------------------------------------


def public_page(*, on: date) -> PublicPage:
    """How the council is doing, for residents."""
    shown = public_card(on=on)
    council = Council.objects.get()
    lines = published_papers(on=on)
    return PublicPage(
        council=council.name,
        contact=council.contact,
        shown=shown,
        sentences=sentences(shown, on) if shown else (),
        priorities=tuple((group.heading, group.counts) for group in shown.card.groups) if shown else (),
        services=shown.card.choices["service"] if shown else (),
        papers=lines,
    )


def sentences(shown: PublicCard, on: date) -> tuple[str, ...]:
    """What matters, in at most ten sentences, the date of the data among them."""
    card = shown.card
    said = [
        _what_is_followed(shown, on),
        card.counts.sentence,
        card.counts.others_sentence,
        card.movement,
        card.counts.directions_sentence,
        *_best_and_worst(card.groups),
        *_examples(list(card.rows())),
        shown.data_date,
    ]
    told = [sentence for sentence in said if sentence]
    return (*told[: SENTENCES - 1], told[-1]) if len(told) > SENTENCES else tuple(told)


def _what_is_followed(shown: PublicCard, on: date) -> str:
    plan = Plan.objects.filter(service_plan=None, starts__lte=on, ends__gte=on).order_by("-starts").first()
    total = shown.card.counts.total
    measures = "one measure" if total == 1 else f"{total} measures"
    against = f" of its {plan.title}" if plan else ""
    return f"{shown.council} reports on {measures}{against}."


def _best_and_worst(groups: Sequence[Group]) -> Iterator[str]:
    """The priorities with the largest shares on target and off target; only where there are several."""
    rated = [group for group in groups if group.counts.rated and group.heading != OUTSIDE]
    if len(rated) < 2:
        return
    for status, says in (("green", "does best"), ("red", "has most to do")):
        first = max(rated, key=lambda group: (group.counts.number(status) / group.counts.rated, group.counts.rated))
        number, counts = first.counts.number(status), first.counts
        if number:
            word = next(each.word for each in counts.rated_statuses if each.code == status).lower()
            yield (
                f"The priority “{first.heading}” {says}: {number} of {counts.rated} rated "
                f"measure{'' if counts.rated == 1 else 's'} {'is' if number == 1 else 'are'} {word}."
            )


def _examples(rows: Sequence[Row]) -> Iterator[str]:
    """One measure that got better and is on target, and one that has been off target longest."""
    better = [row for row in rows if row.result.status in ("green", "blue")]
    better.sort(key=lambda row: row.result.direction_year.code != "improved")
    worse = [row for row in rows if row.result.status == "red"]
    worse.sort(key=lambda row: not row.for_a_year)
    for chosen, says in ((better, "Among what goes well"), (worse, "Among what does not")):
        if chosen:
            yield f"{says} is {chosen[0].result.title}: {_begun_small(chosen[0].result.judgement.sentence)}"


def _begun_small(sentence: str) -> str:
    """A sentence inside another: its first word small, unless it is a name or a number."""
    first = sentence.partition(" ")[0]
    return sentence[:1].lower() + sentence[1:] if first[1:].islower() or len(first) == 1 else sentence


# One measure ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """One measure as it was last published; `shown` is its newest figure where the period has none."""

    ref: str
    title: str
    result: Result
    shown: Result
    figure: Figure
    facts: tuple[tuple[str, str], ...]
    by_ward: tuple[Breakdown, ...]
    breaks: tuple[str, ...]
    published: date | None


def public_measure(ref: str, *, on: date) -> PublicMeasure:
    """The page of a measure for residents; a refusal where it is not public."""
    pk = Measure.objects.filter(ref=ref).values_list("pk", flat=True).first()
    span = published_span(on)
    if pk is None or span is None or pk not in published_measures():
        raise NOT_PUBLISHED
    book = load(reader=the_public(on), measures=[pk])
    record = book.measures.get(pk)
    if record is None:
        raise NOT_PUBLISHED
    period = reported_period(record, span) or record.own_period(record.own_period(span.end).start - ONE_DAY)
    found = result(book, record, period, on=on)
    shown = latest(book, record, period, on=on) or found
    return PublicMeasure(
        ref=record.ref,
        title=found.title,
        result=found,
        shown=shown,
        figure=chart_of(book, record, shown.period, on=on),
        facts=tuple(_facts(book, record, found, on)),
        by_ward=breakdowns(book, [pk]).get(pk, ()),
        breaks=breaks(record),
        published=_published_on(span),
    )


def _facts(book: Book, record: MeasureRecord, found: Result, on: date) -> Iterator[tuple[str, str]]:
    definition = found.definition
    if definition.rationale:
        yield "Why it matters", definition.rationale
    if definition.definition:
        yield "How it is measured", definition.definition
    yield "What good looks like", GOOD[definition.polarity]
    yield "How often", FREQUENCY_WORDS[definition.frequency]
    if definition.source:
        yield "Source", definition.source
    yield "Service", book.names.service(record.ownership(on).service_id)


# To take away ---------------------------------------------------------------------------------------------------------


def data_table(shown: PublicCard) -> Table:
    """Every figure with its period and the day it was published, for a file."""
    table = scorecard.exported(shown.card)
    came_out = Cell(shown.published.isoformat() if shown.published else "Not in a paper")
    return replace(
        table,
        columns=(*table.columns, Column("Published on")),
        rows=tuple((*row, came_out) for row in table.rows),
    )


def data_document(shown: PublicCard, *, on: date) -> Document:
    """The same as a workbook's sheets."""
    document = scorecard.document(shown.card, on=on)
    return replace(document, title="How the council is doing", stamp=shown.data_date)


# Papers and meetings --------------------------------------------------------------------------------------------------


def published_papers(*, on: date) -> tuple[PaperLine, ...]:
    """Every published paper, the latest meeting first, with the files of its public pack: three queries."""
    rows = Paper.objects.filter(state="published").select_related("meeting", "round", "publication")
    names = names_on(on)
    sizes = _file_sizes()
    return tuple(
        PaperLine(
            pk=row.pk,
            body=names.body(row.meeting.body_id),
            round=row.round.label,
            meeting=row.meeting.day,
            files=tuple(sizes.get(row.publication.pk, ())),
        )
        for row in rows.order_by("-meeting__day", "pk")
    )


def _file_sizes() -> Mapping[int, Sequence[tuple[str, int]]]:
    """The formats there are of each publication's public pack."""
    found: dict[int, list[tuple[str, int]]] = {}
    for key, name, size in papers.file_sizes():
        found.setdefault(key, []).append((name, size))
    return found


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A published paper as everybody may read it."""

    pk: int
    document: Document
    frozen_at: datetime
    corrections: tuple[str, ...]
    formats: tuple[str, ...]


def public_paper(pk: int, *, on: date) -> PublicPaper:
    """The public pack of a published paper; a refusal where there is none."""
    reader = the_public(on)
    found = papers.find(pk, reader=reader)
    frozen = papers.frozen(found)
    if frozen is None:
        raise Refusal("no_such_paper", "There is no such paper, or it is not published yet.")
    publication, document = frozen
    return PublicPaper(
        pk=pk,
        document=document,
        frozen_at=publication.frozen_at,
        corrections=tuple(line.sentence for line in corrections(reader=reader, paper=found).lines),
        formats=tuple(publication.files.filter(withdrawn_at=None).values_list("format", flat=True)),
    )


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """What was on the agenda of a meeting and what came of it, for everybody."""

    body: str
    day: date
    place: str
    items: tuple[ItemRecord, ...]
    papers: tuple[tuple[int, str], ...]
    is_past: bool
    cancelled: bool


def public_meeting(pk: int, *, on: date) -> PublicMeeting:
    """A meeting's published agenda and outcomes; a refusal where there is no such meeting.

    An agenda is public with its papers, or once the meeting has been; of its outcomes, those that are recorded.
    """
    meeting = Meeting.objects.select_related("body").filter(pk=pk).first()
    if meeting is None:
        raise Refusal("no_such_meeting", "There is no such meeting. Look for it in the calendar.")
    published = Paper.objects.filter(meeting=meeting, state="published").select_related("round")
    is_out = meeting.day <= on or bool(published)
    items = records(meeting.agenda.filter(withdrawn=False).order_by("pk"), reader=the_public(on)) if is_out else ()
    return PublicMeeting(
        body=names_on(meeting.day).body(meeting.body_id),
        day=meeting.day,
        place=meeting.place,
        items=items,
        papers=tuple((paper.pk, paper.round.label) for paper in published),
        is_past=meeting.day <= on,
        cancelled=meeting.cancelled,
    )
