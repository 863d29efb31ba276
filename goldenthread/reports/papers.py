"""The Reports pages: which papers there are, how far each is, and the one that was frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length
from django.utils.timezone import localtime

from goldenthread.access import Actor, Scope
from goldenthread.models.cycles import Paper
from goldenthread.models.markings import RestrictedFile, RestrictedPack
from goldenthread.models.publications import Publication, PublicationFile
from goldenthread.models.returns import ReturnVersion
from goldenthread.reports import canonical
from goldenthread.reports.blocks import Document, Paragraph, Subheading
from goldenthread.reports.corrections import corrections
from goldenthread.reports.marks import standing
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.paper import TO_COMPLETE, Gap, PaperReport, build
from goldenthread.reports.paper_facts import span_of
from goldenthread.reports.records import read_framework
from goldenthread.reports.remits import theirs_in
from goldenthread.reports.routes import RouteStopLine, route_of
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import FINAL, PAPER


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper in the list. `state` is its code, `word` what it is called."""

    pk: int
    body: str
    round: str
    meeting: date
    state: str
    word: str
    next_deadline: str


@dataclass(frozen=True, slots=True)
class PaperList:
    """Papers still to come, the soonest first, and those that were published, the latest first."""

    coming: tuple[PaperLine, ...]
    published: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A frozen file to download, with the hash it can be checked against. `size` is in bytes."""

    format: str
    size: int
    sha256: str
    built_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A stage and its day; `state` is "done", "today", "late" or "coming" by the calendar alone."""

    name: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper: how far it is, what it lacks, what may be done with it, and its frozen files."""

    pk: int
    title: str
    body: str
    round: str
    meeting: date
    data_age: int
    state: str
    word: str
    locked: str
    deadlines: tuple[DeadlineLine, ...]
    route: tuple[RouteStopLine, ...]
    may_send_on: bool
    gaps: tuple[Gap, ...]
    sentence: str
    text_number: int
    may_lock: bool
    may_edit: bool
    may_finalise: bool
    sees_draft: bool
    publication: Publication | None
    files: tuple[FileLine, ...]
    restricted: tuple[FileLine, ...]
    withheld: int
    corrections: tuple[str, ...]
    may_withhold: bool
    has_clearances: bool
    late: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        return self.state in FINAL

    @property
    def is_building(self) -> bool:
        return self.publication is not None and self.publication.state == "building"


def paper_list(*, reader: Actor, on: date) -> PaperList:
    """The papers the reader may know of."""
    papers = Paper.objects.select_related("meeting", "round").prefetch_related("deadlines").order_by("meeting__day")
    seen = [paper for paper in papers if _may_know(reader, paper)]
    names = names_on(on)
    coming = tuple(_line(paper, names, on) for paper in seen if paper.state != "published")
    published = tuple(_line(paper, names, on) for paper in reversed(seen) if paper.state == "published")
    return PaperList(coming, published)


def _line(paper: Paper, names: Names, on: date) -> PaperLine:
    upcoming = next((d for d in paper.deadlines.all() if d.due >= on), None)
    return PaperLine(
        pk=paper.pk,
        body=names.body(paper.meeting.body_id),
        round=paper.round.label,
        meeting=paper.meeting.day,
        state=paper.state,
        word=PAPER.states[paper.state].word,
        next_deadline=f"{upcoming.name} by {day_words(upcoming.due)}" if upcoming else "",
    )


def _may_know(reader: Actor, paper: Paper) -> bool:
    return paper.state == "published" or (paper.state == "finalised" and reader.is_officer) or sees_draft(reader, paper)


def sees_draft(reader: Actor, paper: Paper) -> bool:
    """Whether the reader may read a paper before it is final: those who see all of the body's figures at work."""
    return reader.may("see_working", Scope(body=paper.meeting.body_id))


def find(pk: int, *, reader: Actor) -> Paper:
    """The paper, or a refusal that does not say whether it exists."""
    paper = Paper.objects.select_related("meeting__body", "round__framework").filter(pk=pk).first()
    if paper is None or not _may_know(reader, paper):
        raise Refusal(
            "no_such_paper", "There is no such paper, or it is not published yet. Ask the committee clerk about it."
        )
    return paper


def paper_page(paper: Paper, *, reader: Actor, on: date, now: datetime) -> PaperPage:
    """Everything the page of one paper shows."""
    scope = Scope(body=paper.meeting.body_id)
    publication = Publication.objects.filter(paper=paper).first()
    draft = sees_draft(reader, paper)
    report = None
    if publication is None and draft:
        report = build(paper, reader=reader, on=on, known_at=now, stamp=draft_stamp(on))
    current = paper.texts.current().first()
    return PaperPage(
        pk=paper.pk,
        title=f"Performance report: {span_of(paper).label}",
        body=names_on(paper.meeting.day).body(paper.meeting.body_id),
        round=paper.round.label,
        meeting=paper.meeting.day,
        data_age=(paper.meeting.day - paper.round.ends).days,
        state=paper.state,
        word=PAPER.states[paper.state].word,
        locked=_locked_words(paper),
        route=route_of(paper),
        may_send_on=reader.may("manage_rounds", Scope()) and paper.round.closed_at is None,
        deadlines=tuple(DeadlineLine(d.name, d.due, _when(d.due, on)) for d in paper.deadlines.all()),
        gaps=report.gaps if report else (),
        sentence=report.counts.sentence if report else "",
        text_number=current.number if current else 0,
        may_lock=reader.may("approve", Scope()),
        may_edit=reader.may("edit_papers", scope),
        may_finalise=reader.may("finalise_papers", scope),
        sees_draft=draft,
        publication=publication,
        files=_files(publication),
        restricted=_restricted_files(publication) if reads_restricted(reader, paper) else (),
        withheld=withheld_in(paper, reader=reader),
        corrections=tuple(line.sentence for line in corrections(reader=reader, paper=paper).lines),
        may_withhold=reader.may("withhold", scope),
        has_clearances=bool(framework_of(paper).committee_report.clearances),
        late=tuple(_late(paper, now)) if draft and publication is None else (),
    )


def _when(due: date, on: date) -> str:
    return "today" if due == on else "coming" if due > on else "past"


def _locked_words(paper: Paper) -> str:
    if paper.locked_at is None or paper.locked_by is None:
        return ""
    return f"Locked by {paper.locked_by.person.name} on {day_words(paper.locked_at.date())}"


def _late(paper: Paper, now: datetime) -> Iterator[str]:
    """The figures that came after the lock and are to be tabled: the paper prints what was locked."""
    if paper.locked_at is None:
        return
    rows = ReturnVersion.objects.current().filter(
        origin="late", recorded_at__gt=paper.locked_at, of_return__items__round=paper.round_id
    )
    found = list(rows.select_related("of_return__measure", "recorded_by__person").order_by("of_return__measure__ref"))
    theirs = theirs_in(paper, now).measures if found else frozenset()
    for row in found:
        if row.of_return.measure_id in theirs:
            who, day = row.recorded_by.person.name, day_words(localtime(row.recorded_at).date())
            yield f"{row.of_return.measure.ref}: {who} entered another figure on {day}."


def _files(publication: Publication | None) -> tuple[FileLine, ...]:
    if publication is None:
        return ()
    files = publication.files.filter(withdrawn_at=None)
    return tuple(FileLine(file.format, len(file.content), file.sha256, file.built_at) for file in files)


def _restricted_files(publication: Publication | None) -> tuple[FileLine, ...]:
    if publication is None:
        return ()
    files = RestrictedFile.objects.filter(pack__publication=publication, withdrawn_at=None)
    return tuple(FileLine(file.format, len(file.content), file.sha256, file.built_at) for file in files)


def withheld_in(paper: Paper, *, reader: Actor) -> int:
    """How many marks stand on a paper and the returns in it, for whoever may read what they withhold."""
    if not reads_restricted(reader, paper):
        return 0
    return standing().filter(Q(paper=paper) | Q(of_return__items__paper=paper)).distinct().count()


def draft_stamp(on: date) -> str:
    """The line at the foot of a draft."""
    return f"Draft, {day_words(on)}: figures may still change"


def draft(paper: Paper, *, reader: Actor, on: date, known_at: datetime, now: datetime) -> PaperReport:
    """The paper as it stands, or as it stood at an earlier moment; refused to those who may only read final papers."""
    if not sees_draft(reader, paper):
        raise Refusal("draft", "This paper is still being drafted. You can read it when it is published.")
    stamp = draft_stamp(on) if known_at >= now else f"As known on {day_words(known_at.date())}"
    return build(paper, reader=reader, on=on, known_at=known_at, stamp=stamp)


def reads_restricted(reader: Actor, paper: Paper) -> bool:
    """Whether what a paper withholds from the public is open to somebody."""
    return reader.may_read_withheld(Scope(body=paper.meeting.body_id))


def restricted(paper: Paper, *, reader: Actor) -> RestrictedPack | None:
    """The restricted pack frozen with a paper, for whoever it is open to; None where nothing was withheld."""
    if not reads_restricted(reader, paper):
        raise NOT_FOR_YOU
    return RestrictedPack.objects.filter(publication__paper=paper).first()


def restricted_file(paper: Paper, name: str, *, reader: Actor) -> RestrictedFile | None:
    """A frozen file of the restricted pack; None where there is none, or while it is being built."""
    pack = restricted(paper, reader=reader)
    return pack.files.filter(format=name, withdrawn_at=None).first() if pack else None


NOT_FOR_YOU: Final = Refusal(
    "no_such_paper",
    "This paper has no restricted pack that is open to you. Members of its committee and the officers who work on it "
    "can read one where there is one; ask the committee clerk.",
)


def frozen(paper: Paper) -> tuple[Publication, Document] | None:
    """What was frozen of a paper for everybody; None while it is not final."""
    publication = Publication.objects.filter(paper=paper).first()
    return None if publication is None else (publication, canonical.from_json(bytes(publication.report)))


def frozen_file(paper: Paper, name: str) -> PublicationFile | None:
    """The frozen file of a format, open to everybody; None while it is being built."""
    return PublicationFile.objects.filter(publication__paper=paper, format=name, withdrawn_at=None).first()


def file_sizes() -> tuple[tuple[int, str, int], ...]:
    """Every file of the published packs for everybody: the publication's primary key, the format, how many bytes."""
    files = PublicationFile.objects.filter(withdrawn_at=None, publication__published_at__isnull=False)
    rows = files.annotate(size=Length("content")).order_by("format")
    return tuple(rows.values_list("publication_id", "format", "size"))


def framework_of(paper: Paper) -> Framework:
    """The framework whose layout the paper follows."""
    return read_framework(paper.round.framework).framework


def unwritten(paper: Paper, *, reader: Actor, on: date, now: datetime) -> Mapping[str, str]:
    """What each header line and heading says while nobody has written anything, by label or heading.

    Paragraphs are parted by a blank line, as people write them.
    """
    report = build(paper, reader=reader, on=on, known_at=now, stamp="", texts={})
    said = {label: text for label, text in report.document.header if text != TO_COMPLETE}
    for section in report.document.sections:
        heading = section.heading
        for block in section.blocks:
            if isinstance(block, Subheading):
                heading = block.text
            elif isinstance(block, Paragraph):
                said[heading] = f"{said[heading]}\n\n{block.text}" if heading in said else block.text
    return said


def texts_of(paper: Paper) -> Mapping[str, str]:
    """What people have written into the paper, by label or heading."""
    current = paper.texts.current().first()
    texts: Mapping[str, str] = current.texts if current else {}
    return texts
