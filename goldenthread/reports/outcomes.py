"""Agendas and outcomes on their pages: what stands on a meeting's agenda, and what a body said, word for word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.db.models import Prefetch, QuerySet

from goldenthread.access import Actor, Scope
from goldenthread.models import AgendaItem, Meeting, Outcome, OutcomeText, OutcomeVersion, Paper, Referral
from goldenthread.reports.closed import closed_items, closed_tracked
from goldenthread.reports.marks import NO_MARKS, TITLE, WHOLE, Marks, ground_of, of_things, open_text
from goldenthread.reports.names import Names, names_on
from goldenthread.reports.proposals import Proposed, settled_by, waiting_for
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.outcomes import PURPOSE_WORDS
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import Ground
from goldenthread.rules.workflow import OUTCOME

DECIDED: Final = ("resolved", "recommended", "referred", "confirmed", "closed")
_COLOURS: Final = {
    "listed": "grey", "considered": "blue", "deferred": "orange", "confirmed": "turquoise", "closed": "green",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """One text of an outcome, verbatim, under its words: "RESOLVED", "RECOMMENDED TO COUNCIL"."""

    label: str
    text: str
    to: int | None = None


@dataclass(frozen=True)
class ItemRecord:
    """An agenda item with its outcome as known at a moment. `body` is the body's name on the day it met.

    `ground` is why some of it is not for publication, if it is; where `is_closed`, that has been taken out.
    """

    item: AgendaItem
    version: OutcomeVersion | None
    body: str
    quotes: tuple[Quote, ...]
    sources: tuple[ItemRecord, ...] = ()
    ground: Ground | None = None
    is_closed: bool = False

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def state(self) -> str:
        return str(self.item.outcome.state)

    @property
    def word(self) -> str:
        """What became of it, in a word; a called-in decision says so."""
        called = " (called in)" if any(event.verb == "call_in" for event in self.item.outcome.events.all()) else ""
        return OUTCOME.states[self.state].word + called

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return _COLOURS.get(self.state, "purple")

    @property
    def is_late(self) -> bool:
        return bool(self.item.late_reason)

    @cached_property
    def heading(self) -> str:
        """Number and title as an agenda prints them; a referral names the body and the day it comes from."""
        if not self.sources:
            return f"{self.item.number}. {self.item.title}"
        return f"{self.item.number}. REFERRAL FROM {sources_words(self.sources).upper()} – {self.item.title.upper()}"

    @property
    def presenters(self) -> str:
        """Who presents it: the officer, then the member."""
        return ", ".join(one for one in (self.item.presenting_officer, self.item.presenting_member) if one)

    @property
    def agenda(self) -> str:
        """The name of the agenda it stands on."""
        begins = self.meeting.starts_at
        at = f", {begins:%H:%M}" if begins else ""
        return f"Agenda for {self.body}, {self.meeting.day:%A} {day_words(self.meeting.day)}{at}"

    @property
    def effect(self) -> str:
        """From when the decision holds, in a sentence; nothing where nothing was decided."""
        if self.version is None or self.state not in DECIDED:
            return ""
        if self.version.effective_from is not None:
            return f"Effective from {day_words(self.version.effective_from)}."
        return "Not effective yet: it has not been published, and from then it can be called in."


def sources_words(sources: Sequence[ItemRecord]) -> str:
    """The bodies a referral comes from, with their dates: "Cabinet: 21 December 2021"."""
    return " and ".join(f"{one.body}: {day_words(one.meeting.day)}" for one in sources)


def records(
    items: QuerySet[AgendaItem], *, reader: Actor, known_at: datetime | None = None, with_sources: bool = True
) -> tuple[ItemRecord, ...]:
    """Agenda items with what came of them, in order; with the items of other bodies that were referred to them.

    What is withheld from the reader is taken out, with the words that say so in its place.
    """
    versions = OutcomeVersion.objects.as_at(known_at).prefetch_related(
        Prefetch("texts", OutcomeText.objects.order_by("position"))
    )
    rows = list(
        items.select_related("meeting__body", "outcome__confirmed_at", "outcome__decision").prefetch_related(
            Prefetch("outcome__versions", versions, to_attr="known"), "outcome__events"
        )
    )
    sources = _sources(rows, reader, known_at) if with_sources else {}
    marked, closed = of_things("item", known_at), closed_items(reader, known_at)
    names: dict[date, Names] = {}
    found = []
    for row in rows:
        day = row.meeting.day
        if day not in names:
            names[day] = names_on(day, known_at)
        called = names[day]
        version: OutcomeVersion | None = next(iter(getattr(row.outcome, "known", [])), None)
        record = ItemRecord(
            item=row,
            version=version,
            body=called.body(row.meeting.body_id),
            quotes=tuple(_quotes(version, called)) if version else (),
            sources=tuple(sources.get(row.pk, ())),
            ground=ground_of(marked.get(row.pk, NO_MARKS), TITLE),
        )
        found.append(_closed(record, closed[row.pk]) if row.pk in closed else record)
    return tuple(found)


_WORDS: Final = ("considerations", "grounds", "options", "consultees", "background_papers", "vote")


def _closed(record: ItemRecord, found: Marks) -> ItemRecord:
    """The item without what is withheld of it."""
    ground = found.get(WHOLE) or found[TITLE]  # one of them is there
    item, version = record.item, record.version
    item.title = open_text(item.title, found.get(TITLE))
    item.late_reason = open_text(item.late_reason, ground)
    if version is not None:
        for name in _WORDS:
            setattr(version, name, open_text(getattr(version, name), ground))
    quotes = tuple(replace(quote, text=ground.omission) for quote in record.quotes)
    return replace(record, quotes=quotes, is_closed=True)


def _sources(rows: Sequence[AgendaItem], reader: Actor, known_at: datetime | None) -> dict[int, list[ItemRecord]]:
    links = Referral.objects.filter(to_item__in=[row.pk for row in rows])
    if known_at is not None:
        links = links.filter(recorded_at__lte=known_at)
    pairs = list(links.values_list("to_item_id", "outcome__item_id"))
    if not pairs:
        return {}
    # A referral may rest on a referral: two committees to Cabinet, and Cabinet to Council.
    behind = AgendaItem.objects.filter(pk__in={source for _, source in pairs})
    before = {record.item.pk: record for record in records(behind, reader=reader, known_at=known_at)}
    found: dict[int, list[ItemRecord]] = {}
    for to_item, source in pairs:
        found.setdefault(to_item, []).append(before[source])
    return found


def _quotes(version: OutcomeVersion, names: Names) -> Iterator[Quote]:
    for row in version.texts.all():
        label = f"RECOMMENDED TO {names.body(row.to_id).upper()}" if row.to_id else "RESOLVED"
        yield Quote(label, row.text, row.to_id)


def record_of(pk: int, *, reader: Actor, known_at: datetime | None = None) -> ItemRecord:
    """One agenda item; a refusal where there is none."""
    reader.signed_in  # noqa: B018  # agendas are for everybody who is signed in
    found = records(AgendaItem.objects.filter(pk=pk), reader=reader, known_at=known_at)
    if not found:
        raise Refusal("no_such_item", "There is no such agenda item. Look for it on the meeting’s agenda.")
    return found[0]


# The agenda -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list: how many items it has and how many of them still want an outcome."""

    pk: int
    body: str
    day: date
    place: str
    items: int
    open: int
    unconfirmed: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings to come, the soonest first, and those that were, the latest first."""

    lead: str
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]


def meetings(*, reader: Actor, on: date) -> Meetings:
    """Every meeting with what is on it: three queries."""
    reader.signed_in  # noqa: B018
    names = names_on(on)
    rows = Meeting.objects.filter(cancelled=False).prefetch_related(
        Prefetch("agenda", AgendaItem.objects.filter(withdrawn=False).select_related("outcome"))
    )
    lines = [_meeting_line(row, names, on) for row in rows.order_by("day", "pk")]
    past = tuple(line for line in reversed(lines) if line.day <= on)
    waiting = sum(line.open for line in past)
    lead = (
        f"{waiting} {'item of a meeting that has been wants' if waiting == 1 else 'items of past meetings want'} an "
        "outcome."
        if waiting
        else "Every past item has its outcome."
    )
    return Meetings(lead, tuple(line for line in lines if line.day > on), past)


def _meeting_line(row: Meeting, names: Names, on: date) -> MeetingLine:
    states = [item.outcome.state for item in row.agenda.all()]
    open_ = sum(state in ("listed", "considered") for state in states) if row.day <= on else 0
    unconfirmed = sum(state in ("resolved", "recommended", "referred") for state in states)
    return MeetingLine(
        pk=row.pk,
        body=names.body(row.body_id),
        day=row.day,
        place=row.place,
        items=len(states),
        open=open_,
        unconfirmed=unconfirmed,
        sentence=_meeting_sentence(len(states), open_, unconfirmed, row.day > on),
    )


def _meeting_sentence(items: int, open_: int, unconfirmed: int, coming: bool) -> str:
    if not items:
        return "Nothing on the agenda yet"
    said = f"{items} {'item' if items == 1 else 'items'}"
    if coming:
        return said
    if open_:
        return f"{said}, {open_} without an outcome"
    return f"{said}, minutes to be confirmed" if unconfirmed else f"{said}, minutes confirmed"


@dataclass(frozen=True, slots=True)
class Agenda:
    """A meeting's agenda for one reader. `papers` are those for the meeting that are not on it yet.

    `to_confirm` are earlier meetings of the body whose minutes may be confirmed at this one.
    """

    pk: int
    body: str
    body_id: int
    day: date
    place: str
    lead: str
    items: tuple[ItemRecord, ...]
    papers: tuple[tuple[int, str], ...]
    next_number: str
    to_confirm: tuple[tuple[int, date, int], ...]
    is_past: bool
    may_record: bool


def agenda(pk: int, *, reader: Actor, on: date) -> Agenda:
    """The agenda of a meeting; a refusal where there is no such meeting."""
    reader.signed_in  # noqa: B018
    meeting = Meeting.objects.select_related("body").filter(pk=pk).first()
    if meeting is None:
        raise Refusal("no_such_meeting", "There is no such meeting. Look for it in the list of meetings.")
    items = records(meeting.agenda.filter(withdrawn=False).order_by("pk"), reader=reader)
    may = reader.may("record_outcomes", Scope(body=meeting.body_id))
    listed = {record.item.paper_id for record in items}
    return Agenda(
        pk=meeting.pk,
        body=names_on(meeting.day).body(meeting.body_id),
        body_id=meeting.body_id,
        day=meeting.day,
        place=meeting.place,
        lead=_agenda_lead(items, meeting, on),
        items=items,
        papers=tuple(
            (paper.pk, paper.round.label)
            for paper in Paper.objects.filter(meeting=meeting).select_related("round")
            if paper.pk not in listed
        ),
        next_number=str(1 + max((int(r.item.number) for r in items if r.item.number.isdigit()), default=0)),
        to_confirm=_to_confirm(meeting, on) if may else (),
        is_past=meeting.day <= on,
        may_record=may,
    )


def _agenda_lead(items: Sequence[ItemRecord], meeting: Meeting, on: date) -> str:
    if meeting.cancelled:
        return "This meeting does not take place."
    if not items:
        return "Nothing is on the agenda yet."
    count = f"{len(items)} {'item is' if len(items) == 1 else 'items are'} on the agenda"
    late = [record for record in items if record.is_late]
    if late:
        count += f", {len(late)} of them late"
    if meeting.day > on:
        return f"{count}."
    waiting = sum(record.state in ("listed", "considered") for record in items)
    return f"{count}; {waiting} of them still without a decision." if waiting else f"{count}, each with its outcome."


def _to_confirm(meeting: Meeting, on: date) -> tuple[tuple[int, date, int], ...]:
    if meeting.day > on or meeting.cancelled:
        return ()
    rows = Outcome.objects.filter(
        item__meeting__body=meeting.body_id,
        item__meeting__day__lt=meeting.day,
        item__withdrawn=False,
        state__in=("resolved", "recommended", "referred"),
    ).values_list("item__meeting", "item__meeting__day")
    counts: dict[tuple[int, date], int] = {}
    for row in rows.order_by("item__meeting__day"):
        counts[row] = counts.get(row, 0) + 1
    return tuple((pk, day, count) for (pk, day), count in counts.items())


# One item -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemEvent:
    """A step an outcome took."""

    at: datetime
    what: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One agenda item for one reader: what it asks, what came of it, and what can be done now (`may`)."""

    record: ItemRecord
    lead: str
    facts: tuple[tuple[str, str], ...]
    decision_facts: tuple[tuple[str, str], ...]
    effects: tuple[str, ...]
    went_to: tuple[tuple[int, str], ...]
    tracked: tuple[tuple[int, str, str], ...]
    events: tuple[ItemEvent, ...]
    corrections: tuple[tuple[datetime, str], ...]
    may: frozenset[str]


def item_page(pk: int, *, reader: Actor, on: date) -> ItemPage:
    """The page of an agenda item."""
    record = record_of(pk, reader=reader)
    outcome = record.item.outcome
    return ItemPage(
        record=record,
        lead=_item_lead(record, on),
        facts=tuple(item_facts(record)),
        decision_facts=tuple(decision_facts(record)),
        effects=() if record.is_closed else _effects(outcome),
        went_to=_went_to(outcome),
        tracked=_tracked(outcome, reader),
        events=tuple(_events(record)),
        corrections=tuple(
            (row.recorded_at, open_text(row.reason, record.ground if record.is_closed else None))
            for row in outcome.versions.order_by("-number")
            if row.number > 1
        ),
        may=frozenset(_may(record, reader, on)),
    )


def _tracked(outcome: Outcome, reader: Actor) -> tuple[tuple[int, str, str], ...]:
    closed = closed_tracked(reader)
    return tuple(
        (each.pk, open_text(each.text, closed.get(each.pk, NO_MARKS).get(WHOLE)), each.state)
        for each in outcome.tracked.all()
    )


def _item_lead(record: ItemRecord, on: date) -> str:
    day = day_words(record.meeting.day)
    if record.state == "listed":
        when = "will consider" if record.meeting.day > on else "considered"
        return f"{record.body} {when} this on {day}." + (
            " No outcome is recorded yet." if record.meeting.day <= on else ""
        )
    return f"{record.body} {_DID[record.state]} on {day}. {record.effect}".strip()


_DID: Final = {
    "considered": "considered this", "resolved": "resolved this", "recommended": "recommended this to another body",
    "referred": "referred this to another body", "deferred": "deferred this",
    "confirmed": "decided this, and confirmed its minutes, having met",
    "closed": "decided this, and everything that came of it is done; it met",
}  # fmt: skip


def item_facts(record: ItemRecord) -> Iterator[tuple[str, str]]:
    """What the agenda says of an item, by label."""
    item = record.item
    yield "Meeting", f"{record.body}, {day_words(record.meeting.day)}"
    yield "Purpose", PURPOSE_WORDS[item.purpose]
    yield "Presenting officer", item.presenting_officer or "Not named"
    if item.presenting_member:
        yield "Presenting member", item.presenting_member
    if item.late_reason:
        yield "Urgent: the chair’s reason, section 100B(4)(b)", item.late_reason


def decision_facts(record: ItemRecord) -> Iterator[tuple[str, str]]:
    """What the decision record says beside the texts, by label; nothing before the item was considered."""
    version, outcome = record.version, record.item.outcome
    if version is None:
        return
    yield "Proposed by", version.proposer or "Not recorded"
    yield "Seconded by", version.seconder or "Not recorded"
    yield "Vote", version.vote or "No vote recorded"
    yield "Alternative options considered", version.options or "None recorded"
    yield "Consultees", version.consultees or "None"
    yield "Wards affected", version.wards or "All"
    yield "Background papers", version.background_papers or "None"
    if record.state not in DECIDED:
        return
    yield "Decision date", day_words(record.meeting.day)
    if is_executive(record.meeting.body.kind):
        yield "Key decision", "Yes" if version.key_decision else "No"
        yield "Can be called in", "Yes" if version.call_in else "No"
    published = day_words(version.published_on) if version.published_on else "Not published yet"
    yield "Published", published
    yield "Effective from", day_words(version.effective_from) if version.effective_from else "Not effective yet"
    if outcome.decision is not None:
        yield "Minute", outcome.decision.minute
    if outcome.confirmed_at is not None:
        yield "Minutes confirmed", f"At the meeting of {day_words(outcome.confirmed_at.day)}"


def _effects(outcome: Outcome) -> tuple[str, ...]:
    """What took effect, or did not, by the decision."""
    made = outcome.decision
    if made is None:
        return ()
    dates = [
        f"{row.proposal.milestone}, {day_words(row.proposal.day) if row.proposal.day else 'removal'}: {row.outcome}"
        for row in made.outcomes.select_related("proposal__milestone__project")
    ]
    scores = [
        f"{row.proposal.risk.ref}, score {row.proposal.label}: {row.outcome}, {row.agreed.label} stands"
        for row in made.risk_answers.select_related("proposal__risk", "agreed")
    ]
    measures = [
        f"{one.ref} {one.title}, {one.what[:1].lower()}{one.what[1:]}, {one.new} instead of {one.was}: {one.state}"
        for one in settled_by(made)
    ]
    waiting = sum(len(keys) for keys in outcome.awaits.values())
    held = [f"{waiting} more wait until the decision can no longer be called in"] if waiting else []
    return (*dates, *scores, *measures, *held)


def _went_to(outcome: Outcome) -> tuple[tuple[int, str], ...]:
    rows = outcome.referrals.select_related("to_item__meeting")
    return tuple(
        (
            row.to_item_id,
            f"{names_on(row.to_item.meeting.day).body(row.to_item.meeting.body_id)}, "
            f"{day_words(row.to_item.meeting.day)}, item {row.to_item.number}",
        )
        for row in rows
    )


_EVENT_WORDS: Final = {
    "consider": "Considered", "resolve": "Resolved", "recommend": "Recommended", "refer": "Referred",
    "defer": "Deferred", "confirm": "Minutes confirmed", "close": "Actions closed", "call_in": "Called in",
}  # fmt: skip


def _events(record: ItemRecord) -> Iterator[ItemEvent]:
    ground = record.ground if record.is_closed else None
    for row in record.item.outcome.events.select_related("by__person").order_by("-at", "-pk"):
        yield ItemEvent(row.at, _EVENT_WORDS[row.verb], row.by.person.name, open_text(row.note, ground))


def _may(record: ItemRecord, reader: Actor, on: date) -> Iterator[str]:
    state = record.state
    if not reader.may("record_outcomes", Scope(body=record.meeting.body_id)) or record.item.withdrawn:
        return
    if state in ("listed", "considered", "deferred") and record.meeting.day <= on:
        yield "record"
    for step, states in _MAY.items():
        if state in states and not (step == "refer" and _has_gone_on(record)):
            yield step
    yield from _may_call_in(record, on)


def _has_gone_on(record: ItemRecord) -> bool:
    """Whether it is on the agenda of every body it was recommended to; of any, where it names none."""
    named = {quote.to for quote in record.quotes if quote.to is not None}
    gone = set(record.item.outcome.referrals.values_list("to_item__meeting__body", flat=True))
    return bool(gone) and named <= gone


_MAY: Final = {
    "change": ("listed",),
    "withdraw": ("listed",),
    "correct": ("considered", "deferred", "resolved", "recommended", "referred"),
    "refer": ("recommended", "referred"),
    "track": ("considered", "deferred", "resolved", "recommended", "referred", "confirmed"),
    "close": ("confirmed",),
    "publish": ("resolved", "recommended", "referred"),
}
"""Which steps can be taken in which states."""


def _may_call_in(record: ItemRecord, on: date) -> Iterator[str]:
    outcome, version = record.item.outcome, record.version
    if version is None or not version.call_in:
        return
    in_time = version.effective_from is None or version.effective_from > on
    if in_time and not any(event.verb == "call_in" for event in outcome.events.all()):
        yield "call-in"
    if outcome.awaits and not in_time:
        yield "take-effect"


def choices_for(record: ItemRecord, *, reader: Actor, on: date) -> tuple[Proposed, ...]:
    """What the body may approve or refuse with this item."""
    return waiting_for(reader=reader, on=on, body=record.meeting.body)


# In other reports -----------------------------------------------------------------------------------------------------


def said_of(papers: Collection[int], *, reader: Actor, known_at: datetime | None = None) -> dict[int, tuple[str, ...]]:
    """What bodies said of their papers, by paper: each text with its label, and before them what was discussed."""
    found: dict[int, tuple[str, ...]] = {}
    for record in records(
        AgendaItem.objects.filter(paper__in=papers, withdrawn=False),
        reader=reader,
        known_at=known_at,
        with_sources=False,
    ):
        if record.version is not None and record.item.paper_id is not None:
            found[record.item.paper_id] = (*found.get(record.item.paper_id, ()), *said_words(record))
    return found


def said_words(record: ItemRecord) -> Iterable[str]:
    """An outcome as sentences: what was discussed, what was resolved and recommended, and why."""
    if record.version is None:
        return
    if record.is_closed and record.ground is not None:
        yield record.ground.omission
        return
    if record.version.considerations:
        yield f"Discussed: {record.version.considerations}"
    for quote in record.quotes:
        yield f"{quote.label}: {quote.text}"
    if record.version.grounds:
        yield f"REASON FOR DECISION: {record.version.grounds}"
