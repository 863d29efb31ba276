"""The tracker: what members and bodies asked for, who owes it by when, and what the next paper has to say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import (
    Body,
    Measure,
    Ownership,
    Paper,
    Person,
    PostHolding,
    Project,
    ProjectVersion,
    Publication,
    RoleAssignment,
    TrackedEvent,
    TrackedItem,
)
from goldenthread.reports.blocks import Block, Cell, Column, Paragraph, Table
from goldenthread.reports.closed import closed_projects, closed_tracked
from goldenthread.reports.marks import ANSWER, NO_MARKS, WHOLE, Marks, open_text
from goldenthread.reports.names import Names, names_on
from goldenthread.rules.outcomes import ANSWERED_WORDS, FOR_NEXT_REPORT, TRACKED_WORDS
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import TRACKED

STATE_CHOICES: Final = (
    ("open", "Not closed yet"),
    ("overdue", "Overdue"),
    *((code, state.word) for code, state in TRACKED.states.items()),
)


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """One thing that was asked for. `about` is the measure or project; `answer` the last answer with its word."""

    pk: int
    kind: str
    word: str
    text: str
    body_id: int
    body: str
    to_body: str
    about: str
    asked_on: date
    due: date
    owner_id: int
    owner: str
    state: str
    state_word: str
    overdue: bool
    answer_word: str
    answer: str
    source: int | None

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        if self.overdue:
            return "red"
        return {"asked": "blue", "answered": "turquoise", "closed": "green"}[self.state]

    @property
    def tag(self) -> str:
        """The words of its tag."""
        return "Overdue" if self.overdue else self.state_word


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the tracker; empty is everything that is not closed."""

    body: str = ""
    state: str = ""
    owner: str = ""
    kind: str = ""

    def let_through(self, line: TrackedLine) -> bool:
        """Whether a line is shown."""
        state = self.state or "open"
        by_state = {"open": line.state != "closed", "overdue": line.overdue}.get(state, line.state == state)
        wanted = ((self.body, str(line.body_id)), (self.owner, str(line.owner_id)), (self.kind, line.kind))
        return by_state and all(not asked or asked == found for asked, found in wanted)


FILTERS: Final = ("body", "state", "owner", "kind")


@dataclass(frozen=True, slots=True)
class Tracker:
    """The tracker for one reader. `counts` are (state, words, number) of everything, `lines` what was asked for."""

    lead: str
    lines: tuple[TrackedLine, ...]
    counts: tuple[tuple[str, str, int], ...]
    filters: Filters
    choices: dict[str, tuple[tuple[str, str], ...]]
    bodies_to_ask_for: tuple[tuple[int, str], ...]


def tracker(*, reader: Actor, on: date, filters: Filters) -> Tracker:
    """Everything that is tracked, overdue first and then by due day."""
    reader.signed_in  # noqa: B018
    lines = _lines(TrackedItem.objects.all(), reader, on)
    counts = Counter("overdue" if line.overdue else line.state for line in lines)
    return Tracker(
        lead=_lead(lines),
        lines=tuple(line for line in lines if filters.let_through(line)),
        counts=tuple((code, word, counts[code]) for code, word in STATE_CHOICES if code != "open"),
        filters=filters,
        choices={
            "body": _by_name({(str(line.body_id), line.body) for line in lines}),
            "state": STATE_CHOICES[1:],
            "owner": _by_name({(str(line.owner_id), line.owner) for line in lines}),
            "kind": tuple(TRACKED_WORDS.items()),
        },
        bodies_to_ask_for=bodies_to_ask_for(reader, on),
    )


def _by_name(pairs: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def _lead(lines: Sequence[TrackedLine]) -> str:
    if not lines:
        return "Nothing has been asked for yet."
    open_ = [line for line in lines if line.state == "asked"]
    late = sum(line.overdue for line in open_)
    if not open_:
        return "Everything that was asked for has been answered."
    said = f"{len(open_)} of {len(lines)} {'waits' if len(open_) == 1 else 'wait'} for an answer"
    return f"{said}, {late} of them overdue." if late else f"{said}; none is overdue."


def _lines(
    rows: QuerySet[TrackedItem], reader: Actor, on: date, known_at: datetime | None = None
) -> tuple[TrackedLine, ...]:
    """Tracked items as lines as known at a moment, overdue first: a fixed number of queries. What is withheld from the
    reader is taken out.
    """
    events = TrackedEvent.objects.select_related("owner").order_by("at", "pk")
    if known_at is not None:
        events = events.filter(at__lte=known_at)
    found = list(
        rows.select_related("owner", "measure", "project", "outcome").prefetch_related(
            Prefetch("events", events, to_attr="known")
        )
    )
    names = names_on(on)
    titles, closed = _titles(found, reader), closed_tracked(reader, known_at)
    for row in found:
        _take_out(row, getattr(row, "known", ()), closed.get(row.pk, NO_MARKS))
    lines = [_line(row, names, titles, on) for row in found]
    order = {"asked": 0, "answered": 1, "closed": 2}
    return tuple(sorted(lines, key=lambda line: (not line.overdue, order[line.state], line.due, line.pk)))


def _take_out(row: TrackedItem, events: Iterable[TrackedEvent], found: Marks) -> None:
    """Put in the place of what is withheld the words that say so."""
    row.text = open_text(row.text, found.get(WHOLE))
    answer = found.get(ANSWER) or found.get(WHOLE)
    for event in events:
        event.note = open_text(event.note, answer)


def _titles(rows: Sequence[TrackedItem], reader: Actor) -> dict[int, str]:
    """The titles of the projects that are asked about, as far as the reader may know them."""
    closed = closed_projects(reader)
    projects = [row.project_id for row in rows if row.project_id and row.project_id not in closed]
    if not projects:
        return {}
    return dict(ProjectVersion.objects.current().filter(project__in=projects).values_list("project_id", "title"))


def _line(row: TrackedItem, names: Names, titles: dict[int, str], on: date) -> TrackedLine:
    events: list[TrackedEvent] = getattr(row, "known", [])
    state = events[-1].to_state
    due = next(event.due for event in reversed(events) if event.due)
    owner = next(event.owner for event in reversed(events) if event.owner)
    answer = next((event for event in reversed(events) if event.answer), None)
    about = row.measure.ref if row.measure else ""
    if row.project:
        about = f"{row.project.ref} {titles.get(row.project.pk, '')}".strip()
    return TrackedLine(
        pk=row.pk,
        kind=row.kind,
        word=TRACKED_WORDS[row.kind],
        text=row.text,
        body_id=row.body_id,
        body=names.body(row.body_id),
        to_body=names.body(row.to_body_id),
        about=about,
        asked_on=row.asked_on,
        due=due,
        owner_id=owner.pk,
        owner=owner.name,
        state=state,
        state_word=TRACKED.states[state].word,
        overdue=state == "asked" and due < on,
        answer_word=ANSWERED_WORDS[answer.answer] if answer else "",
        answer=answer.note if answer else "",
        source=row.outcome.item_id if row.outcome else None,
    )


# One of them ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrackedStep:
    """A step in its history."""

    at: datetime
    what: str
    by: str
    detail: str


@dataclass(frozen=True, slots=True)
class TrackedPage:
    """One tracked item for one reader, and what can be done with it now (`may`)."""

    line: TrackedLine
    lead: str
    measure: str
    project: str
    history: tuple[TrackedStep, ...]
    may: frozenset[str]


def tracked_page(pk: int, *, reader: Actor, on: date) -> TrackedPage:
    """The page of a tracked item; a refusal where there is none."""
    reader.signed_in  # noqa: B018
    row = TrackedItem.objects.select_related("measure", "project").filter(pk=pk).first()
    if row is None:
        raise Refusal("no_such_item", "There is no such item in the tracker.")
    line = _lines(TrackedItem.objects.filter(pk=pk), reader, on)[0]
    return TrackedPage(
        line=line,
        lead=_item_lead(line, on),
        measure=row.measure.ref if row.measure else "",
        project=row.project.ref if row.project else "",
        history=tuple(_history(row, closed_tracked(reader).get(pk, NO_MARKS))),
        may=frozenset(_may(line, reader)),
    )


def _item_lead(line: TrackedLine, on: date) -> str:
    if line.state == "closed":
        return f"Closed. {line.answer_word}: {line.answer}"
    if line.state == "answered":
        return f"Answered by {line.owner}; {line.body} will look at the answer."
    days = (on - line.due).days
    when = f"{days} {'day' if days == 1 else 'days'} late" if line.overdue else f"due by {day_words(line.due)}"
    return f"{line.owner} owes {line.body} an answer, {when}."


_STEP_WORDS: Final = {
    "ask": "Asked for", "answer": "Answered", "move": "Moved", "ask_again": "Asked again", "close": "Closed",
}  # fmt: skip


def _history(row: TrackedItem, found: Marks) -> Iterator[TrackedStep]:
    events = list(row.events.select_related("by__person", "owner").order_by("-at", "-pk"))
    _take_out(row, events, found)
    for event in events:
        what = _STEP_WORDS[event.verb]
        if event.answer:
            what = f"{what}: {ANSWERED_WORDS[event.answer].lower()}"
        said = [event.note] if event.note else []
        if event.owner:
            said.append(f"Owner: {event.owner.name}.")
        if event.due:
            said.append(f"Due by {day_words(event.due)}.")
        yield TrackedStep(event.at, what, event.by.person.name, " ".join(said))


def _may(line: TrackedLine, reader: Actor) -> Iterator[str]:
    keeps = reader.may("record_outcomes", Scope(body=line.body_id))
    answers = reader.person_id == line.owner_id or keeps or reader.has("chase")
    if line.state != "closed" and answers:
        yield "answer"
    if line.state == "asked" and keeps:
        yield "move"
    if line.state == "answered" and keeps:
        yield from ("close", "ask-again")


# Asking for more ------------------------------------------------------------------------------------------------------


def bodies_to_ask_for(reader: Actor, on: date) -> tuple[tuple[int, str], ...]:
    """The bodies on whose behalf somebody may ask for something: their own, or all."""
    if not reader.has("ask_for_more"):
        return ()
    names = names_on(on)
    living = Body.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on))
    return tuple((body.pk, names.body(body.pk)) for body in living if reader.may("ask_for_more", Scope(body=body.pk)))


def likely_owner(*, on: date, measure: Measure | None = None, project: Project | None = None) -> Person | None:
    """Who is asked about a measure or a project unless somebody is named: its owner, manager or head of service."""
    service: int | None = None
    if measure is not None:
        mine = RoleAssignment.objects.in_force(on).filter(role="measure_owner", measure=measure).first()
        if mine is not None:
            return mine.person
        owned = Ownership.objects.current().filter(measure=measure, effective_from__lte=on).last()
        service = owned.service_id if owned else None
    if project is not None:
        version = ProjectVersion.objects.current().filter(project=project).first()
        if version is not None and version.manager_id is not None:
            holding = (
                PostHolding.objects.filter(post=version.manager_id, starts__lte=on)
                .filter(Q(ends__isnull=True) | Q(ends__gte=on))
                .select_related("person")
                .first()
            )
            if holding is not None:
                return holding.person
        service = version.service_id if version else None
    head = RoleAssignment.objects.in_force(on).filter(role="head_of_service", service=service).first()
    return head.person if head is not None and service is not None else None


# In the next paper ----------------------------------------------------------------------------------------------------


def requests_blocks(paper: Paper, *, reader: Actor, on: date, known_at: datetime | None = None) -> tuple[Block, ...]:
    """What the body of a paper asked for at or since its last meeting, and the answers; () where there is nothing."""
    lines = _asked_before(paper, reader, on, known_at)
    if not lines:
        return ()
    answered = sum(line.state != "asked" for line in lines)
    count = f"{len(lines)} {'request or recommendation' if len(lines) == 1 else 'requests and recommendations'}"
    rows = tuple(
        (
            Cell(f"{line.word}: {line.text}"),
            Cell(day_words(line.asked_on)),
            Cell(line.owner),
            Cell(
                f"{line.answer_word}: {line.answer}" if line.answer else f"No answer yet. Due by {day_words(line.due)}."
            ),
        )
        for line in lines
    )
    columns = (
        Column("What was asked", weight=55),
        Column("On", "date", 25),
        Column("Of whom", weight=30),
        Column("Answer", weight=60),
    )
    verb = "is" if answered < 2 else "are"
    said = f"{answered or 'none'} of {len(lines)}"
    return (
        Paragraph(f"{lines[0].body} made {count} before this meeting; {said} {verb} answered."),
        Table("Requests from earlier meetings, and answers", columns, rows),
    )


def unanswered(
    paper: Paper, *, reader: Actor, on: date, known_at: datetime | None = None
) -> tuple[tuple[str, str], ...]:
    """What a paper lacks, as (name, sentence): detail that was asked for and is neither there nor explained.

    Recommendations are lacking only once their response is due.
    """
    return tuple(
        (
            line.text,
            f"{line.body} asked for this on {day_words(line.asked_on)}: “{line.text}”. The report must contain it, or "
            f"an explanation. {line.owner} answers in the tracker.",
        )
        for line in _asked_before(paper, reader, on, known_at)
        if line.state == "asked" and (line.kind in FOR_NEXT_REPORT or line.due <= paper.meeting.day)
    )


def _asked_before(paper: Paper, reader: Actor, on: date, known_at: datetime | None) -> tuple[TrackedLine, ...]:
    """What the paper's body asked for before its meeting, but for what was closed before its last paper was frozen.

    `known_at` leaves out what was asked and said later.
    """
    rows = TrackedItem.objects.filter(body=paper.meeting.body_id, asked_on__lt=paper.meeting.day)
    if known_at is not None:
        rows = rows.filter(events__verb="ask", events__at__lte=known_at)
    last = (
        Publication.objects.filter(
            paper__meeting__body=paper.meeting.body_id, paper__meeting__day__lt=paper.meeting.day
        )
        .order_by("-paper__meeting__day")
        .values_list("frozen_at", flat=True)
        .first()
    )
    if last is not None:
        rows = rows.exclude(state="closed", pk__in=_closed_by(last))
    return _lines(rows.distinct(), reader, on, known_at)


def _closed_by(moment: datetime) -> QuerySet[TrackedEvent, int]:
    return TrackedEvent.objects.filter(verb="close", at__lte=moment).values_list("item_id", flat=True)
