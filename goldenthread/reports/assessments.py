"""Assessments on pages and in papers: what a round says of each objective, with its measures and risks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.timezone import localtime

from goldenthread.access import Actor
from goldenthread.models import Engagement, Link, PlanElement, PlanElementVersion, Round
from goldenthread.reports import assessment_records as records
from goldenthread.reports.assessment_records import AssessmentRecord
from goldenthread.reports.blocks import Block, Cell, Paragraph, Section, Subheading, Table
from goldenthread.reports.closed import closed_engagements
from goldenthread.reports.engagement import engagement_table
from goldenthread.reports.homes import places
from goldenthread.reports.measure_cells import MEASURE_COLUMNS, measure_row
from goldenthread.reports.paper_risks import SHORT_COLUMNS, movement_cell, score_cell
from goldenthread.reports.plan import measures_under
from goldenthread.reports.projects import project_lines, project_table
from goldenthread.reports.results import Result
from goldenthread.reports.risks import risk_lines
from goldenthread.reports.scorecard import scorecard, span_named
from goldenthread.rules.assessment import STATE_WORDS
from goldenthread.rules.framework import Framework
from goldenthread.rules.framework_assessment import AssessmentSection
from goldenthread.rules.periods import Period, day_words
from goldenthread.rules.refusals import Refusal

OPERATIONAL: Final = "service"
"""The level of operational measures; every other level is strategic."""
NOT_SIGNED_OFF: Final = "The assessment had not been signed off."


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in the list of its round. `element` is None for the balanced scorecard."""

    element: int | None
    title: str
    owner: str
    state: str
    state_word: str
    by: str


@dataclass(frozen=True, slots=True)
class Index:
    """The assessments of a round; `rounds` are the others there are, newest first: primary key and label."""

    round: int
    label: str
    lead: str
    lines: tuple[AssessmentLine, ...]
    rounds: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A heading with the author's words and what the software shows beside them."""

    code: str
    heading: str
    guidance: str
    needed: bool
    text: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """An earlier version or step, for the history: the newest first."""

    at: datetime
    what: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment as its reader may see it. `may` holds "write", "submit" and "sign_off" where they apply now.

    `pk` is None while nothing is written.
    """

    pk: int | None
    round: int
    label: str
    element: int | None
    title: str
    caption: str
    lead: str
    state: str
    state_word: str
    note: str
    sections: tuple[SectionShown, ...]
    history: tuple[VersionShown, ...]
    may: frozenset[str]


# What stands beside the words ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Around:
    """What the software knows of the parts of the plan, read once for all of a round's assessments."""

    reader: Actor
    on: date
    span: Period
    known_at: datetime | None
    results: Mapping[int, Result]
    under: Mapping[int, frozenset[int]]
    parents: Mapping[int, int | None]

    def tables(self, section: AssessmentSection, element: int | None) -> tuple[Table, ...]:
        """What a section shows; a table that would be empty is left out."""
        if element is None or section.shows == "words":
            return ()
        found = {
            "strategic_measures": lambda: self._measures(section.heading, element, operational=False),
            "operational_measures": lambda: self._measures(section.heading, element, operational=True),
            "projects": lambda: self._projects("Projects that serve it", element),
            "risks": lambda: self._risks("Risks that bear on it", element),
            "engagement": lambda: self._engagement(element),
        }[section.shows]()
        return (found,) if found.rows else ()

    def _measures(self, caption: str, element: int, *, operational: bool) -> Table:
        chosen = [self.results[pk] for pk in self.under.get(element, ()) if pk in self.results]
        rows = sorted(
            (one for one in chosen if (one.definition.level == OPERATIONAL) == operational), key=lambda one: one.ref
        )
        return Table(
            f"{caption}, {self.span.label}", MEASURE_COLUMNS, tuple(measure_row(one, self.span) for one in rows)
        )

    def _below(self, element: int) -> Collection[int]:
        """The element and everything under it."""
        found = {element}
        for pk in self.parents:
            above: int | None = pk
            while above is not None and above not in found:
                above = self.parents.get(above)
            if above is not None:
                found.add(pk)
        return found

    def _projects(self, caption: str, element: int) -> Table:
        below = self._below(element)
        lines = project_lines(reader=self.reader, on=self.on, known_at=self.known_at)
        return project_table(caption, [one for one in lines if one.home and one.home.place.element_id in below])

    def _risks(self, caption: str, element: int) -> Table:
        linked = Link.objects.as_at(self.known_at).filter(risk__isnull=False, serves__in=self._below(element))
        bearing = set(linked.values_list("risk_id", flat=True))
        lines = risk_lines(reader=self.reader, on=self.on, known_at=self.known_at)
        rows = tuple(
            (
                Cell(f"{one.ref} {one.title}"),
                Cell(one.owner or "Nobody yet"),
                score_cell(one.now),
                movement_cell(one),
            )
            for one in lines
            if one.pk in bearing and one.state == "open"
        )
        return Table(caption, SHORT_COLUMNS, rows)

    def _engagement(self, element: int) -> Table:
        rows = Engagement.objects.as_at(self.known_at).filter(element__in=self._below(element), day__lte=self.on)
        return engagement_table(rows, closed_engagements(self.reader, self.known_at))


def _around(
    reader: Actor, on: date, round_: Round, known_at: datetime | None, results: Iterable[Result] | None = None
) -> _Around:
    span = span_named(round_.starts, round_.ends)
    if results is None:
        card = scorecard(reader=reader, on=on, span=span, known_at=known_at)
        results = [row.result for row in card.rows()]
    return _Around(
        reader=reader,
        on=on,
        span=span,
        known_at=known_at,
        results={one.measure_id: one for one in results},
        under=measures_under(reader=reader, on=on, known_at=known_at),
        parents={pk: place.parent_id for pk, place in places(known_at).items()},
    )


# Pages ----------------------------------------------------------------------------------------------------------------


def round_named(pk: int | None, on: date) -> Round:
    """The round with a number, or the one whose period ended last; a refusal where there is none."""
    found = records.newest_round(on) if pk is None else Round.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_round", "There is no such round. Assessments belong to a round of reporting.")
    return found


def index(*, reader: Actor, on: date, round_: Round) -> Index:
    """The assessments of a round, as far as the reader may know of them."""
    reader.signed_in  # noqa: B018
    framework, kept = records.framework_of(round_), records.load(round_, reader=reader)
    lines = [
        _line(words.element_id, _named(words), words.owner.title if words.owner else "", kept, reader)
        for words in records.assessed(framework, round_)
    ]
    lines.append(_line(None, framework.scorecard.name, "", kept, reader))
    others = Round.objects.exclude(pk=round_.pk).filter(ends__lte=on).order_by("-ends")
    return Index(
        round=round_.pk,
        label=round_.label,
        lead=_lead(lines),
        lines=tuple(lines),
        rounds=tuple(others.values_list("pk", "label")),
    )


def _line(
    element: int | None, title: str, owner: str, kept: Mapping[int | None, AssessmentRecord], reader: Actor
) -> AssessmentLine:
    record = kept.get(element)
    state = _state(record, reader)
    newest = record.newest if record else None
    by = newest.recorded_by.person.name if newest is not None and reader.is_officer else ""
    return AssessmentLine(element, title, owner, state, _state_word(state, reader), by)


def _state(record: AssessmentRecord | None, reader: Actor) -> str:
    """Where it stands; members learn of it once it is signed off."""
    if record is None:
        return "not_begun"
    if reader.is_officer:
        return record.state
    return "signed_off" if record.signed is not None else "not_begun"


def _state_word(state: str, reader: Actor) -> str:
    """What a state is called; members are not told how far an assessment is that nobody has signed off."""
    return STATE_WORDS[state] if reader.is_officer or state == "signed_off" else "Not signed off"


def _lead(lines: Sequence[AssessmentLine]) -> str:
    done = sum(line.state == "signed_off" for line in lines)
    waiting = sum(line.state == "submitted" for line in lines)
    said = f"{done} of {len(lines)} assessments {'is' if done == 1 else 'are'} signed off"
    return f"{said}; {waiting} {'waits' if waiting == 1 else 'wait'} to be." if waiting else f"{said}."


def _named(words: PlanElementVersion) -> str:
    return f"{words.element.code} {words.title}"


def page(*, reader: Actor, on: date, round_: Round, element: int | None) -> AssessmentPage:
    """One assessment: officers see its newest words, members those that were last signed off."""
    reader.signed_in  # noqa: B018
    framework = records.framework_of(round_)
    words = next((one for one in records.assessed(framework, round_) if one.element_id == element), None)
    if element is not None and words is None:
        raise records.NO_SUCH
    record = records.load(round_, reader=reader).get(element)
    version = (record.newest if reader.is_officer else record.signed_version) if record else None
    state, subject = _state(record, reader), words.element if words else None
    last = record.last_step if record and reader.is_officer else None
    written = version.sections if version else {}
    return AssessmentPage(
        pk=record.assessment.pk if record else None,
        round=round_.pk,
        label=round_.label,
        element=element,
        title=words.title if words else framework.scorecard.name,
        caption=f"{words.element.code}, {round_.label}" if words else round_.label,
        lead=_page_lead(framework, state, written, record, reader),
        state=state,
        state_word=_state_word(state, reader),
        note=last.note if last else "",
        sections=_sections(framework, written, _around(reader, on, round_, None), element),
        history=tuple(_history(record)) if record and reader.is_officer else (),
        may=_may(reader, subject, framework, state),
    )


def _page_lead(
    framework: Framework, state: str, written: dict[str, str], record: AssessmentRecord | None, reader: Actor
) -> str:
    if state == "signed_off" and record is not None and record.signed is not None:
        step = record.signed
        day = day_words(localtime(step.recorded_at).date())
        return f"Signed off by {step.recorded_by.person.name} on {day}, version {step.version.number}."
    if not reader.is_officer:
        return "The assessment has not been signed off yet."
    if state == "submitted":
        return f"Submitted. To sign it off: {framework.role_word(framework.assessment.signed_off_by)}."
    missing = framework.assessment.missing(written)
    if missing:
        return f"{STATE_WORDS[state]}: nothing is written yet under {', '.join(missing)}."
    return f"{STATE_WORDS[state]}: every section that needs words has them."


def _sections(
    framework: Framework, written: Mapping[str, str], around: _Around | None, element: int | None
) -> tuple[SectionShown, ...]:
    return tuple(
        SectionShown(
            one.code,
            one.heading,
            one.guidance,
            one.needed,
            written.get(one.code, ""),
            around.tables(one, element) if around else (),
        )
        for one in framework.assessment.sections
        if element is not None or one.shows == "words"
    )


def _history(record: AssessmentRecord) -> Iterator[VersionShown]:
    events = [
        VersionShown(one.recorded_at, f"Version {one.number} written", one.recorded_by.person.name, "")
        for one in record.versions
    ]
    events += [
        VersionShown(
            one.recorded_at,
            f"Version {one.version.number}: {STATE_WORDS[one.state].lower()}",
            one.recorded_by.person.name,
            one.note,
        )
        for one in record.steps
    ]
    yield from sorted(events, key=lambda event: event.at, reverse=True)


def _may(reader: Actor, element: PlanElement | None, framework: Framework, state: str) -> frozenset[str]:
    found = set()
    if records.may_write(reader, element):
        found.add("write")
        if state in ("draft", "returned"):
            found.add("submit")
    if state == "submitted" and records.may_sign_off(reader, element, framework):
        found.add("sign_off")
    return frozenset(found)


# In a paper -----------------------------------------------------------------------------------------------------------


def assessment_sections(
    *,
    reader: Actor,
    on: date,
    round_: Round,
    known_at: datetime | None = None,
    elements: Collection[int] | None = None,
    results: Iterable[Result] | None = None,
) -> tuple[Section, ...]:
    """What a paper prints of a round's assessments: a section for each part of the plan (those named, or all) with its
    measures and the words last signed off, heading by heading. Where none was signed off it says so.

    `results` are the measures of the paper; without them, all that the reader may see.
    """
    framework, kept = records.framework_of(round_), records.load(round_, known_at, reader=reader)
    around = _around(reader, on, round_, known_at, results)
    return tuple(
        Section(
            _named(words),
            tuple(_printed(framework, around, kept.get(words.element_id), words.element_id)),
            numbered=False,
        )
        for words in records.assessed(framework, round_, known_at)
        if elements is None or words.element_id in elements
    )


def scorecard_words(*, reader: Actor, round_: Round, known_at: datetime | None = None) -> tuple[Block, ...]:
    """What a paper prints of the assessment of the council as an organisation: the words last signed off."""
    framework, record = records.framework_of(round_), records.load(round_, known_at, reader=reader).get(None)
    return tuple(_printed(framework, None, record, None))


def _printed(
    framework: Framework, around: _Around | None, record: AssessmentRecord | None, element: int | None
) -> Iterator[Block]:
    version = record.signed_version if record else None
    if version is None:
        yield Paragraph(NOT_SIGNED_OFF)
    for section in _sections(framework, version.sections if version else {}, around, element):
        if not section.text and not section.tables:
            continue
        yield Subheading(section.heading, level=3)
        for paragraph in section.text.split("\n\n"):
            if paragraph.strip():
                yield Paragraph(" ".join(paragraph.split()))
        yield from section.tables
