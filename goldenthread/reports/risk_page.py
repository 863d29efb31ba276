"""One risk: what it says, its scores in the matrix, what was proposed and agreed, what is done, and its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from goldenthread.access import Actor, Scope
from goldenthread.models import Link, MeasureDefinition, RiskAction, RiskStanding, RiskStatement
from goldenthread.models.risks import RiskAnswer
from goldenthread.reports.risk_maps import HeatMap, Place, drawn
from goldenthread.reports.risk_records import RiskRecord, Scored, may_review, one, posts_held
from goldenthread.reports.risks import RiskLine, Score, line_of, printed
from goldenthread.rules.periods import day_words
from goldenthread.rules.risk import ASPECT_WORDS, LEVEL_WORDS, STATE_WORDS, STRENGTH_WORDS


@dataclass(frozen=True, slots=True)
class Given:
    """A score that was given: for which aspect, when, by whom and why; `detail` says likelihood, impact and sum."""

    pk: int
    aspect: str
    score: Score
    day: date
    by: str
    reason: str
    impacts: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What officers proposed and what the body said: `outcome` is agreed, refused or waiting."""

    given: Given
    outcome: str
    outcome_word: str
    agreed: Score | None
    decision: str
    note: str


@dataclass(frozen=True, slots=True)
class Control:
    """Something in place, and how well it works."""

    pk: int
    text: str
    strength: str
    strength_word: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something planned. `due` is the newest date, `first_due` the first; `done_on` None while it is open; `mine` for
    whoever holds the post that does it.
    """

    pk: int
    text: str
    owner: str
    due: date
    first_due: date
    done_on: date | None
    late: bool
    notes: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A proposal to move the risk to another register, and what was said to it."""

    pk: int
    sentence: str
    reason: str
    by: str
    at: datetime
    waiting: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a risk."""

    at: datetime
    what: str
    by: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A part of the plan, or a measure, that a risk is linked to."""

    key: str
    title: str
    pk: int


@dataclass(frozen=True, slots=True)
class RiskPage:
    """One risk for one reader. `may` holds what the reader may do: manage, review, move, act, answer, answer_move."""

    line: RiskLine
    opened_on: date
    sentence: str
    facts: tuple[tuple[str, str], ...]
    matrix: HeatMap | None
    scores: tuple[Given, ...]
    proposals: tuple[Proposal, ...]
    controls: tuple[Control, ...]
    actions: tuple[Action, ...]
    moves: tuple[Move, ...]
    elements: tuple[Bearing, ...]
    measures: tuple[Bearing, ...]
    history: tuple[Event, ...]
    may: frozenset[str]


def risk_page(*, reader: Actor, ref: str, on: date) -> RiskPage:
    """The page of the risk with a reference; a refusal where the reader may not see it."""
    record = one(reader=reader, ref=ref)
    line = line_of(record, on=on)
    last = [(aspect, record.last(aspect)) for aspect in ASPECT_WORDS]
    proposals = tuple(_proposals(record))
    moves = tuple(_moves(record)) if reader.is_officer else ()
    actions = tuple(_actions(record, reader, on))
    return RiskPage(
        line=line,
        opened_on=record.risk.opened_on,
        sentence=statement_sentence(record.statement, record.risk.kind),
        facts=tuple(_facts(record, line)),
        matrix=_matrix(record),
        scores=tuple(_given(scored) for _, scored in last if scored is not None),
        proposals=proposals,
        controls=tuple(
            Control(row.pk, row.text, row.strength, STRENGTH_WORDS[row.strength])
            for row in record.risk.controls.current()
        ),
        actions=actions,
        moves=moves,
        elements=_elements(record, on),
        measures=_measures(record),
        history=tuple(sorted(_history(record, proposals, moves), key=lambda event: event.at, reverse=True)),
        may=frozenset(_may(record, reader, line, actions)),
    )


def statement_sentence(statement: RiskStatement, kind: str) -> str:
    """Cause, event and consequence as one sentence."""
    could = "could be that" if kind == "opportunity" else "may be that"
    cause, event, then = (_in_a_sentence(getattr(statement, name)) for name in ("cause", "event", "consequence"))
    return f"Because {cause}, it {could} {event}, so that {then}."


def _in_a_sentence(words: str) -> str:
    text = words.strip().rstrip(".")
    first = text.split(" ", 1)[0]
    return text if first[1:].lower() != first[1:] else text[:1].lower() + text[1:]


def _may(record: RiskRecord, reader: Actor, line: RiskLine, actions: Sequence[Action]) -> Iterator[str]:
    if reader.may("manage_risks", record.scope):
        yield "manage"
    if line.state != "open":
        return
    if may_review(reader, record.statement):
        yield from ("review", "act")
        words = record.statement
        if words.level != "corporate" or words.service_id or words.project_id or words.register:
            yield "move"
    elif any(action.mine for action in actions):
        yield "act"
    if record.pending is not None and reader.may("record_outcomes", Scope(body=record.statement.body_id)):
        yield "answer"
    if reader.may("manage_risks", Scope()):
        yield "answer_move"


def _facts(record: RiskRecord, line: RiskLine) -> Iterator[tuple[str, str]]:
    yield "Register", line.register
    yield "Category", line.category
    yield "Owner", line.owner
    yield "Response", line.response
    yield "Committee", line.body or "None"
    yield "First seen", day_words(record.risk.opened_on)
    if line.review:
        yield "Review", line.review
    if record.reviews:
        last = record.reviews[-1]
        yield "Last reviewed", f"{day_words(last.reviewed_on)}: {last.note}"


# Scores ---------------------------------------------------------------------------------------------------------------


def _given(scored: Scored) -> Given:
    row = scored.assessment
    score = printed(scored)
    assert score is not None  # noqa: S101  # what is scored has a score
    worst_first = sorted(row.impacts.items(), key=lambda each: (-each[1], each[0]))
    impacts = ", ".join(f"{name} {level}" for name, level in worst_first if name)
    by = row.recorded_by.person.name
    return Given(row.pk, ASPECT_WORDS[row.aspect], score, row.assessed_on, by, row.reason, impacts)


def _matrix(record: RiskRecord) -> HeatMap | None:
    """The matrix of the score that stands, with every score of that same matrix marked."""
    official = record.official()
    if official is None:
        return None
    named = (
        ("Before controls", record.last("inherent")),
        ("Now", official),
        ("Proposed", record.pending),
        ("Target", record.last("target")),
    )
    marks: dict[Place, tuple[str, ...]] = defaultdict(tuple)
    for word, scored in named:
        if scored is not None and scored.matrix == official.matrix:
            marks[scored.assessment.likelihood, scored.assessment.impact] += (word,)
    return drawn(official.matrix, "Where it is in the matrix", marks=marks)


_OUTCOMES = {"agreed": "Agreed", "refused": "Not agreed"}


def _proposals(record: RiskRecord) -> Iterator[Proposal]:
    """Every current score that officers proposed, newest first."""
    set_by_body = {answer.agreed_id for answer in record.answers} - {answer.proposal_id for answer in record.answers}
    for row in reversed(record.assessments):
        if row.aspect != "current" or (row.pk in set_by_body and not _was_proposed(row.pk, record)):
            continue
        answer = record.answer_to(row)
        waiting = record.pending is not None and record.pending.assessment.pk == row.pk
        yield _proposal(record, _given(record.scored(row)), answer, waiting)


def _was_proposed(pk: int, record: RiskRecord) -> bool:
    """Whether a score that a refusal kept had been the officers' own: it was there before what was refused."""
    kept = [answer for answer in record.answers if answer.agreed_id == pk]
    return any(pk < answer.proposal_id for answer in kept)


def _proposal(record: RiskRecord, given: Given, answer: RiskAnswer | None, waiting: bool) -> Proposal:
    if answer is None:
        word = "Waiting for the committee" if waiting else "Replaced" if record.statement.body_id else "In force"
        return Proposal(given, "waiting" if waiting else "", word, None, "", "")
    decision = f"Minute {answer.decision.minute}, {day_words(answer.decision.day)}"
    agreed = printed(record.scored(answer.agreed))
    return Proposal(given, answer.outcome, _OUTCOMES[answer.outcome], agreed, decision, answer.note)


# What is done ---------------------------------------------------------------------------------------------------------


def _actions(record: RiskRecord, reader: Actor, on: date) -> Iterator[Action]:
    posts = posts_held(reader)
    for row in record.risk.actions.select_related("owner").prefetch_related("updates"):
        updates = list(row.updates.all())
        done_on = next((update.done_on for update in updates if update.done_on), None)
        due = next((update.due for update in reversed(updates) if update.due), row.due)
        notes = tuple(f"{day_words(update.recorded_at.date())}: {update.note}" for update in updates if update.note)
        yield Action(
            row.pk,
            row.text,
            row.owner.title,
            due,
            row.due,
            done_on,
            done_on is None and due < on,
            notes,
            row.owner_id in posts,
        )


def action_of(*, reader: Actor, ref: str, pk: int) -> RiskAction | None:
    """A planned action of a risk that the reader may see."""
    return one(reader=reader, ref=ref).risk.actions.filter(pk=pk).first()


def _moves(record: RiskRecord) -> Iterator[Move]:
    for row in record.risk.moves.select_related("recorded_by__person").prefetch_related("answer__recorded_by__person"):
        answer = getattr(row, "answer", None)
        said = f"{'Accepted' if answer.accepted else 'Declined'}: {answer.reason}" if answer else ""
        sentence = f"From {LEVEL_WORDS[row.from_level].lower()} to {LEVEL_WORDS[row.to_level].lower()}"
        yield Move(row.pk, sentence, row.reason, row.recorded_by.person.name, row.recorded_at, answer is None, said)


def _elements(record: RiskRecord, on: date) -> tuple[Bearing, ...]:
    rows = Link.objects.current().filter(risk=record.risk, starts__lte=on, serves__versions__superseded_at=None)
    rows = rows.filter(Q(ends__isnull=True) | Q(ends__gte=on))
    found = rows.order_by("serves__code").values_list("serves__code", "serves__versions__title", "serves_id")
    return tuple(Bearing(*row) for row in found)


def _measures(record: RiskRecord) -> tuple[Bearing, ...]:
    watched = record.risk.indicators.current().values_list("measure_id", flat=True)
    rows = MeasureDefinition.objects.current().filter(measure__in=watched).select_related("measure")
    found = {row.measure.ref: row for row in rows.order_by("measure__ref", "effective_from")}
    return tuple(Bearing(ref, row.plain_title or row.title, row.measure_id) for ref, row in found.items())


# History --------------------------------------------------------------------------------------------------------------


def _history(record: RiskRecord, proposals: Sequence[Proposal], moves: Sequence[Move]) -> Iterator[Event]:
    yield from _words_and_standings(record)
    shown = {proposal.given.pk for proposal in proposals}
    for row in record.assessments:
        if row.aspect == "current" and row.pk not in shown:
            continue
        detail = f"{record.scored(row).sentence} {row.reason}".strip()
        yield Event(row.recorded_at, f"{ASPECT_WORDS[row.aspect]}: scored {row.label}", _by(row), detail)
    for answer in record.answers:
        word = f"{_OUTCOMES[answer.outcome]}: {answer.agreed.label} stands"
        yield Event(answer.recorded_at, word, _by(answer), f"{answer.decision.text} {answer.note}".strip())
    for review in record.reviews:
        yield Event(review.recorded_at, "Reviewed", _by(review), review.note)
    for move in moves:
        yield Event(move.at, f"Move proposed: {move.sentence.lower()}", move.by, f"{move.reason} {move.answer}".strip())


def _words_and_standings(record: RiskRecord) -> Iterator[Event]:
    versions: Iterable[RiskStatement] = record.risk.statements.select_related("recorded_by__person")
    for version in versions:
        word = "Added to the register" if version.number == 1 else "Described anew"
        yield Event(version.recorded_at, word, _by(version), version.reason)
    standings: Iterable[RiskStanding] = record.risk.standings.select_related("recorded_by__person")
    for standing in [row for row in standings if row.reason]:
        yield Event(standing.recorded_at, STATE_WORDS[standing.state], _by(standing), standing.reason)


def _by(row: object) -> str:
    return str(row.recorded_by.person.name)  # type: ignore[attr-defined]  # every dated fact has it
