"""Corrections beside frozen papers: what was printed, what is right, and which papers are affected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access import Actor, Scope
from goldenthread.models import Correction, Paper, Publication, PublishedReturn, ReturnVersion, ThingCorrection
from goldenthread.reports import thing_corrections as things
from goldenthread.reports.due_items import scopes
from goldenthread.reports.marks import WHOLE
from goldenthread.reports.measure_chart import with_unit
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.records import Book, load
from goldenthread.rules.entries import ABSENCES
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

KIND_WORDS = {"tabled": "Tabled update", "erratum": "Erratum"}


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction: the figure as printed and as it is now, in the measure's unit, and who signed it off."""

    paper_id: int
    body: str
    meeting: date
    kind: str
    ref: str
    title: str
    period: str
    printed: str
    corrected: str
    reason: str
    by: str
    at: datetime

    @property
    def sentence(self) -> str:
        """The notice."""
        notice, day = KIND_WORDS[self.kind], day_words(self.at.date())
        return (
            f"{notice}, {day}: {self.ref} {self.title}, {self.period}, was printed as {self.printed} and is "
            f"{self.corrected}. {self.reason}"
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """What a frozen paper printed and has been revised since, without a correction yet.

    `key` is that of a `PublishedReturn`; with `of_thing`, that of a `PublishedUpdate`.
    """

    key: int
    of_return: int
    paper_id: int
    body: str
    meeting: date
    ref: str
    title: str
    period: str
    printed: str
    now: str
    may_table: bool
    may_issue: bool
    of_thing: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The corrections that the reader may know of, the latest first, and what waits for one."""

    lines: tuple[CorrectionLine, ...]
    waiting: tuple[Changed, ...]


def corrections(*, reader: Actor, paper: Paper | None = None) -> CorrectionsPage:
    """Every correction, or those of one paper: members and the public know of those of published papers."""
    names = names_on(reader.on)
    changed = _changed(reader, paper) if reader.has("see_working") or reader.has("sign_off") else []
    book = load(reader=reader, measures={row.of_return.measure_id for row in changed})
    return CorrectionsPage(
        lines=notices(reader=reader, paper=paper),
        waiting=(*_waiting(changed, book, names), *_things_waiting(reader, paper, names)),
    )


def notices(*, reader: Actor, paper: Paper | None = None) -> tuple[CorrectionLine, ...]:
    """The corrections that were made, the latest first."""
    rows = Correction.objects.select_related(
        "publication__paper__meeting", "of_return__measure", "printed", "corrected", "recorded_by__person"
    )
    if paper is not None:
        rows = rows.filter(publication__paper=paper)
    if not reader.is_officer:
        rows = rows.filter(publication__published_at__isnull=False)
    found, names = list(rows), names_on(reader.on)
    book = load(reader=reader, measures={row.of_return.measure_id for row in found})
    lines = [_line(row, book, names, reader) for row in found if _is_open(row, book)]
    lines += _thing_lines(reader, paper, names)
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def since_last_paper(paper: Paper, *, reader: Actor, known_at: datetime | None = None) -> tuple[CorrectionLine, ...]:
    """What was put right of a body's earlier papers since the last of them was frozen: for its next paper to say."""
    before = Publication.objects.filter(
        paper__meeting__body=paper.meeting.body_id, paper__meeting__day__lt=paper.meeting.day
    )
    if known_at is not None:
        before = before.filter(frozen_at__lte=known_at)
    frozen = dict(before.order_by("frozen_at").values_list("paper_id", "frozen_at"))
    if not frozen:
        return ()
    last = max(frozen.values())
    return tuple(
        line
        for line in notices(reader=reader)
        if line.paper_id in frozen and line.at > last and (known_at is None or line.at <= known_at)
    )


def _thing_lines(reader: Actor, paper: Paper | None, names: Names) -> Iterator[CorrectionLine]:
    """The corrections of projects, risks and budget lines, as far as the reader may know of them."""
    rows = ThingCorrection.objects.select_related(
        "publication__paper__meeting", "recorded_by__person", "printed_update", "update", "printed_score", "score",
        "printed_position", "position",
    )  # fmt: skip
    if paper is not None:
        rows = rows.filter(publication__paper=paper)
    if not reader.is_officer:
        rows = rows.filter(publication__published_at__isnull=False)
    found = list(rows)
    told = things.told_of([things.pair_of(row)[0] for row in found], reader)
    for row in found:
        meeting, (printed, now) = row.publication.paper.meeting, things.pair_of(row)
        if not told[printed].is_open:
            continue
        yield CorrectionLine(
            paper_id=row.publication.paper_id,
            body=names.body(meeting.body_id),
            meeting=meeting.day,
            kind=row.kind,
            ref=told[printed].ref,
            title=told[printed].title,
            period=things.period_words(printed),
            printed=things.words(printed, now),
            corrected=things.words(now, printed),
            reason=row.reason,
            by=row.recorded_by.person.name if reader.is_officer else "",
            at=row.recorded_at,
        )


def _things_waiting(reader: Actor, paper: Paper | None, names: Names) -> Iterator[Changed]:
    """What was printed of projects, risks and budget lines and holds no longer, without a correction by what does."""
    if not (reader.has("see_working") or reader.has("sign_off")):
        return
    done = {
        (row.publication_id, things.pair_of(row)[1])
        for row in ThingCorrection.objects.select_related(
            "update", "score", "position", "printed_update", "printed_score", "printed_position"
        )
    }
    pairs = [pair for pair in things.changed(paper) if (pair.publication.pk, pair.now) not in done]
    told = things.told_of([pair.printed for pair in pairs], reader)
    for pair in pairs:
        meeting, about = pair.publication.paper.meeting, told[pair.printed]
        scope = Scope(body=meeting.body_id)
        if not about.is_open or not (reader.may("see_working", scope) or reader.may("sign_off", about.scope)):
            continue
        yield Changed(
            key=pair.key,
            of_return=0,
            paper_id=pair.publication.paper_id,
            body=names.body(meeting.body_id),
            meeting=meeting.day,
            ref=about.ref,
            title=about.title,
            period=things.period_words(pair.printed),
            printed=things.words(pair.printed, pair.now),
            now=things.words(pair.now, pair.printed),
            may_table=meeting.day >= reader.on and reader.may("sign_off", about.scope),
            may_issue=pair.publication.published_at is not None and reader.may("edit_papers", scope),
            of_thing=True,
        )


def _is_open(row: Correction | PublishedReturn, book: Book) -> bool:
    place = row.of_return
    return WHOLE not in book.measures[place.measure_id].withheld(place.starts, place.ends)


def _line(row: Correction, book: Book, names: Names, reader: Actor) -> CorrectionLine:
    place, meeting = row.of_return, row.publication.paper.meeting
    record = book.measures[place.measure_id]
    return CorrectionLine(
        paper_id=row.publication.paper_id,
        body=names.body(meeting.body_id),
        meeting=meeting.day,
        kind=row.kind,
        ref=record.ref,
        title=record.definition(place.ends).title,
        period=record.named_period(place.starts, place.ends).label,
        printed=_said(row.printed, book),
        corrected=_said(row.corrected, book),
        reason=row.reason,
        by=row.recorded_by.person.name if reader.is_officer else "",
        at=row.recorded_at,
    )


def _said(version: ReturnVersion, book: Book) -> str:
    place = version.of_return
    if version.value is None:
        return ABSENCES.get(version.absence, "no figure").lower()
    return with_unit(version.value, book.measures[place.measure_id], place.ends)


def _changed(reader: Actor, paper: Paper | None) -> list[PublishedReturn]:
    """What frozen papers printed in a version that holds no longer, without a correction by the one that does."""
    rows = PublishedReturn.objects.filter(of_return__versions__superseded_at=None).select_related(
        "of_return__measure", "publication__paper__meeting"
    )
    if paper is not None:
        rows = rows.filter(publication__paper=paper)
    numbers = dict(ReturnVersion.objects.current().values_list("of_return", "number"))
    done = set(Correction.objects.filter(corrected__superseded_at=None).values_list("publication", "of_return"))
    changed = [
        row
        for row in rows
        if numbers[row.of_return_id] != row.version_number and (row.publication_id, row.of_return_id) not in done
    ]
    whose = scopes({row.of_return.measure_id for row in changed}, reader.on) if changed else {}
    return [
        row
        for row in changed
        if reader.may("see_working", Scope(body=row.publication.paper.meeting.body_id))
        or reader.may("sign_off", whose[row.of_return.measure_id])
    ]


def _waiting(rows: Iterable[PublishedReturn], book: Book, names: Names) -> Iterable[Changed]:
    rows = [row for row in rows if _is_open(row, book)]
    versions = {
        (version.of_return_id, version.number): version
        for version in ReturnVersion.objects.filter(of_return__in=[row.of_return_id for row in rows]).select_related(
            "of_return"
        )
    }
    for row in rows:
        place, meeting = row.of_return, row.publication.paper.meeting
        record = book.measures[place.measure_id]
        if versions[place.pk, row.version_number].value is None and meeting.day < book.reader.on:
            continue  # data that came after a meeting is carried over into the next paper
        now = max(number for of_return, number in versions if of_return == place.pk)
        yield Changed(
            key=row.pk,
            of_return=place.pk,
            paper_id=row.publication.paper_id,
            body=names.body(meeting.body_id),
            meeting=meeting.day,
            ref=record.ref,
            title=record.definition(place.ends).title,
            period=record.named_period(place.starts, place.ends).label,
            printed=_said(versions[place.pk, row.version_number], book),
            now=_said(versions[place.pk, now], book),
            may_table=meeting.day >= book.reader.on and book.reader.may("sign_off", record.scope(book.reader.on)),
            may_issue=row.publication.published_at is not None
            and book.reader.may("edit_papers", Scope(body=meeting.body_id)),
        )


def printed_return(pk: int, *, reader: Actor) -> PublishedReturn:
    """What a paper printed, for whoever sees its body's figures at work."""
    row = PublishedReturn.objects.select_related("of_return", "publication__paper__meeting").filter(pk=pk).first()
    scope = Scope(body=row.publication.paper.meeting.body_id) if row is not None else Scope()
    if row is None or not (reader.may("see_working", scope) or reader.has("sign_off")):
        raise Refusal("no_such_figure", "There is no such figure in a paper.")
    return row
