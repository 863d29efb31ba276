"""Agendas and what comes of them: considered, decided, referred, confirmed at the next meeting, and closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypedDict, Unpack

from django.db.models import Max

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, decisions, door, measure_proposals, milestones, risk_scores
from goldenthread.models import (
    AgendaItem,
    Body,
    ClosureDay,
    DateProposal,
    Decision,
    MeasureProposal,
    Meeting,
    Outcome,
    OutcomeEvent,
    OutcomeText,
    OutcomeVersion,
    Paper,
    RiskAssessment,
)
from goldenthread.reports import records
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.outcomes import PURPOSE_WORDS, RESULT_WORDS, effective_from
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.workflow import OUTCOME

Proposal = DateProposal | RiskAssessment | MeasureProposal
"""What officers propose and a body agrees: a milestone's date, a risk's score, a change to a measure."""

DECIDED: Final = ("resolved", "recommended", "referred")


class ItemWords(TypedDict, total=False):
    """What an agenda says of an item (`models.AgendaItem`); what is left out is empty, or stays as it is."""

    number: str
    title: str
    purpose: str
    presenting_officer: str
    presenting_member: str
    late_reason: str


class OutcomeWords(TypedDict, total=False):
    """What the minutes say of an item (`models.OutcomeVersion`); what is left out is empty, or stays as it is."""

    considerations: str
    proposer: str
    seconder: str
    vote: str
    grounds: str
    options: str
    key_decision: bool
    wards: str
    consultees: str
    background_papers: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """One text of an outcome, verbatim: RESOLVED, or with a body RECOMMENDED TO it."""

    text: str
    to: Body | None = None


# The agenda -----------------------------------------------------------------------------------------------------------


def add_item(
    *, by: Actor, at: datetime, meeting: Meeting, paper: Paper | None = None, **words: Unpack[ItemWords]
) -> AgendaItem:
    """An item on a meeting's agenda; number and title are needed. A late item gives the chair's reason for urgency."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=meeting.body_id))
        if meeting.cancelled:
            raise Refusal("cancelled", "This meeting does not take place.")
        if paper is not None and paper.meeting_id != meeting.pk:
            raise Refusal("other_meeting", "That paper is for another meeting.")
        item = AgendaItem(meeting=meeting, paper=paper)
        _say(item, words)
        Outcome.objects.create(item=item, state=OUTCOME.first)
        door.audit(by, at, "outcomes.add_item", item, late=bool(item.late_reason))
    return item


def change_item(*, by: Actor, at: datetime, item: AgendaItem, **words: Unpack[ItemWords]) -> AgendaItem:
    """Another number, title or presenter; refused once the body has considered it."""
    with door.write():
        _check_listed(by, item)
        _say(item, words)
        door.audit(by, at, "outcomes.change_item", item, changed=sorted(words))
    return item


def withdraw_item(*, by: Actor, at: datetime, item: AgendaItem) -> AgendaItem:
    """Take an item off the agenda before it is considered; its number is free again."""
    with door.write():
        _check_listed(by, item)
        item.withdrawn = True
        checks.keep(item)
        door.audit(by, at, "outcomes.withdraw_item", item)
    return item


def _say(item: AgendaItem, words: ItemWords) -> None:
    for name, value in words.items():
        setattr(item, name, _lines(str(value)))
    item.number = checks.words(item.number, "the item's number")
    item.title = checks.words(item.title, "the item's title")
    if item.purpose not in PURPOSE_WORDS:
        raise Refusal("unknown_choice", f"“{item.purpose}” is not one of: {', '.join(PURPOSE_WORDS)}.")
    same = item.meeting.agenda.filter(number__iexact=item.number, withdrawn=False).exclude(pk=item.pk)
    checks.unused(same, f"The agenda already has an item {item.number}.")
    checks.keep(item)


def _check_listed(by: Actor, item: AgendaItem) -> None:
    check_can(by, "record_outcomes", Scope(body=item.meeting.body_id))
    if item.outcome.state != OUTCOME.first:
        raise Refusal("considered", f"Item {item.number} has been considered: its words no longer change.")


def _lines(text: str) -> str:
    """The text as it was typed, with line breaks of one kind and nothing around it: what is verbatim is not tidied."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# What came of it ------------------------------------------------------------------------------------------------------


def record(
    *,
    by: Actor,
    at: datetime,
    outcome: Outcome,
    result: str,
    said: Sequence[Said] = (),
    minute: str = "",
    approves: Sequence[Proposal] = (),
    refuses: Sequence[Proposal] = (),
    **words: Unpack[OutcomeWords],
) -> Outcome:
    """What a body did with an item: `result` is a verb of `RESULT_WORDS`, `said` its texts in order.

    A resolution, recommendation or referral is a decision by which what it approves takes effect, and what it refuses
    stays in sight; where it can be called in, both wait until then (`take_effect`).
    """
    with door.write():
        meeting = _check_can(by, outcome)
        if result not in RESULT_WORDS:
            raise Refusal("unknown_choice", f"“{result}” is not one of: {', '.join(RESULT_WORDS)}.")
        if meeting.day > by.on:
            raise Refusal("not_yet", f"The meeting is on {day_words(meeting.day)}: record what came of it after that.")
        _check_said(result, said, approves or refuses)
        if result == "consider" and outcome.state == "considered":
            raise Refusal("already_there", "That it was considered is already recorded. Correct its words instead.")
        if outcome.state != "considered":
            _step(by, at, outcome, "consider")
        if result != "consider":
            _step(by, at, outcome, result)
        version = _version(by, at, outcome, OutcomeVersion(number=0), said, words, "")
        if outcome.state in DECIDED:
            outcome.decision = _decide(by, at, outcome, minute, said)
            _answer(by, at, outcome, version, approves, refuses)
            checks.keep(outcome)
        door.audit(by, at, "outcomes.record", outcome, result=result, approved=len(approves), refused=len(refuses))
    return outcome


def correct(
    *,
    by: Actor,
    at: datetime,
    outcome: Outcome,
    reason: str,
    said: Sequence[Said] | None = None,
    **words: Unpack[OutcomeWords],
) -> OutcomeVersion:
    """Correct the words of an outcome before its minutes are confirmed; the earlier words stay on record."""
    with door.write():
        _check_can(by, outcome)
        if outcome.state in ("listed", "confirmed", "closed"):
            raise Refusal(
                "not_now",
                "The words of an outcome can be corrected from when it is considered until the minutes are confirmed.",
            )
        why = checks.change_reason(reason, "the words are corrected")
        last = current(outcome)
        kept = [Said(row.text, row.to) for row in last.texts.select_related("to")] if said is None else said
        if outcome.state in DECIDED and not kept:
            raise Refusal("nothing_said", "Write what was resolved or recommended.")
        version = _version(by, at, outcome, last, kept, words, why)
        door.audit(by, at, "outcomes.correct", outcome, version=version.number)
    return version


def current(outcome: Outcome) -> OutcomeVersion:
    """What an outcome says now."""
    found = outcome.versions.current().first()
    if found is None:
        raise Refusal("not_considered", "Nothing is recorded of this item yet.")
    return found


def _check_can(by: Actor, outcome: Outcome) -> Meeting:
    meeting = outcome.item.meeting
    check_can(by, "record_outcomes", Scope(body=meeting.body_id))
    if outcome.item.withdrawn:
        raise Refusal("withdrawn", "This item was taken off the agenda.")
    return meeting


def _check_said(result: str, said: Sequence[Said], settles: Sequence[Proposal]) -> None:
    if result in ("resolve", "recommend", "refer") and not any(one.text.strip() for one in said):
        raise Refusal("nothing_said", "Write what was resolved or recommended, in the words of the minutes.")
    if result == "recommend" and not any(one.to for one in said):
        raise Refusal("no_body_named", "Say to which body it was recommended, and in which words.")
    if result in ("consider", "defer") and settles:
        raise Refusal("not_decided", "Nothing is approved or refused where nothing was decided.")


def _version(
    by: Actor,
    at: datetime,
    outcome: Outcome,
    base: OutcomeVersion,
    said: Iterable[Said],
    words: OutcomeWords,
    reason: str,
) -> OutcomeVersion:
    """A version like `base` but for what `words` says. `base` is turned into the new row."""
    outcome.versions.current().update(superseded_at=at)
    last = outcome.versions.aggregate(last=Max("number"))["last"] or 0
    base.pk, base._state.adding, base.superseded_at = None, True, None
    base.outcome, base.number, base.reason = outcome, last + 1, reason
    base.recorded_at, base.recorded_by = at, by.signed_in
    for name, value in words.items():
        setattr(base, name, _lines(value) if isinstance(value, str) else value)
    texts = [one for one in said if one.text.strip()]
    body, day = outcome.item.meeting.body, outcome.item.meeting.day
    base.call_in = outcome.state == "resolved" and is_executive(body.kind)
    base.effective_from = _effective(day, base) if outcome.state in DECIDED else None
    checks.keep(base)
    for position, one in enumerate(texts, start=1):
        checks.keep(OutcomeText(version=base, position=position, to=one.to, text=_lines(one.text)))
    return base


def _effective(day: date, version: OutcomeVersion) -> date | None:
    if not version.call_in:
        return day
    if version.published_on is None:
        return None
    if version.published_on < day:
        raise Refusal(
            "published_before", f"The decision of {day_words(day)} cannot have been published before that day."
        )
    known = records.frameworks()
    settings = (records.in_force(known, day) or known[0]).framework.outcomes
    closures = set(ClosureDay.objects.values_list("day", flat=True))
    return effective_from(version.published_on, settings.call_in_working_days, closures)


def _decide(by: Actor, at: datetime, outcome: Outcome, minute: str, said: Iterable[Said]) -> Decision:
    """The outcome as the decision by which changes take effect."""
    item = outcome.item
    return decisions.record(
        by=by,
        at=at,
        body=item.meeting.body,
        day=item.meeting.day,
        meeting=item.meeting,
        minute=minute.strip() or f"{item.meeting.body.code}/{item.number}",
        text=" ".join(_lines(one.text) for one in said if one.text.strip()),
    )


# What takes effect ----------------------------------------------------------------------------------------------------


def _answer(
    by: Actor,
    at: datetime,
    outcome: Outcome,
    version: OutcomeVersion,
    approves: Sequence[Proposal],
    refuses: Sequence[Proposal],
) -> None:
    if version.call_in and approves:
        outcome.awaits = {"approve": list(map(key_of, approves)), "refuse": list(map(key_of, refuses))}
    else:
        _settle(by, at, outcome, approves, refuses)


def take_effect(*, by: Actor, at: datetime, outcome: Outcome) -> Outcome:
    """What a decision approves holds, once the days in which it could be called in are over."""
    with door.write():
        _check_can(by, outcome)
        if not outcome.awaits:
            raise Refusal("nothing_waits", "Nothing of this decision waits to take effect.")
        if outcome.events.filter(verb="call_in").exists():
            raise Refusal(
                "called_in", "The decision was called in: record what was decided when it was looked at again."
            )
        day = current(outcome).effective_from
        if day is None:
            raise Refusal("not_published", "Say first when the decision was published: from then it can be called in.")
        if day > by.on:
            raise Refusal("not_yet", f"The decision can still be called in: it takes effect on {day_words(day)}.")
        approves, refuses = (
            [found for key in outcome.awaits[name] if (found := proposal_of(key)) is not None]
            for name in ("approve", "refuse")
        )
        _settle(by, at, outcome, approves, refuses)
        outcome.awaits = {}
        checks.keep(outcome)
        door.audit(by, at, "outcomes.take_effect", outcome)
    return outcome


def call_in(*, by: Actor, at: datetime, outcome: Outcome, reason: str) -> OutcomeEvent:
    """Members call a decision in before it takes effect: nothing of it holds until it is decided again."""
    with door.write():
        _check_can(by, outcome)
        version = current(outcome)
        if not version.call_in:
            raise Refusal("no_call_in", "This cannot be called in: only decisions of the executive can.")
        if version.effective_from is not None and version.effective_from <= by.on:
            raise Refusal(
                "too_late", f"It took effect on {day_words(version.effective_from)}: it can no longer be called in."
            )
        if outcome.events.filter(verb="call_in").exists():
            raise Refusal("called_in", "It has been called in already.")
        event = _event(by, at, outcome, "call_in", outcome.state, checks.change_reason(reason, "it is called in"))
        door.audit(by, at, "outcomes.call_in", outcome)
    return event


def key_of(proposal: Proposal) -> str:
    """A proposal's kind and primary key: "date:3", "score:5", "measure:7"."""
    return f"{next(kind for kind, model in _PROPOSALS.items() if isinstance(proposal, model))}:{proposal.pk}"


def proposal_of(key: str) -> Proposal | None:
    """The proposal with a key; None where there is none."""
    kind, _, pk = key.partition(":")
    model = _PROPOSALS.get(kind)
    found: Proposal | None = model.objects.filter(pk=int(pk)).first() if model is not None and pk.isdigit() else None
    return found


_PROPOSALS: Final[dict[str, Any]] = {"date": DateProposal, "score": RiskAssessment, "measure": MeasureProposal}


def _settle(
    by: Actor, at: datetime, outcome: Outcome, approves: Sequence[Proposal], refuses: Sequence[Proposal]
) -> None:
    decision = outcome.decision
    if decision is None:
        return
    for approve, proposals in ((True, approves), (False, refuses)):
        for proposal in proposals:
            if isinstance(proposal, DateProposal):
                milestones.settle(by=by, at=at, proposal=proposal, decision=decision, approve=approve)
            elif isinstance(proposal, MeasureProposal):
                measure_proposals.settle(by=by, at=at, proposal=proposal, decision=decision, approve=approve)
            else:
                answer = risk_scores.agree if approve else risk_scores.refuse
                answer(by=by, at=at, proposal=proposal, decision=decision)


# Minutes confirmed, actions closed ------------------------------------------------------------------------------------


def confirm(*, by: Actor, at: datetime, meeting: Meeting, confirmed_at: Meeting) -> list[Outcome]:
    """The body confirms the minutes of a meeting at a later one: every outcome of it is then final."""
    with door.write():
        check_can(by, "record_outcomes", Scope(body=meeting.body_id))
        if confirmed_at.body_id != meeting.body_id or confirmed_at.day <= meeting.day or confirmed_at.cancelled:
            raise Refusal("other_meeting", "Minutes are confirmed at a later meeting of the same body.")
        if confirmed_at.day > by.on:
            raise Refusal("not_yet", f"That meeting is on {day_words(confirmed_at.day)}: confirm the minutes after it.")
        outcomes = [
            outcome
            for outcome in Outcome.objects.filter(item__meeting=meeting, item__withdrawn=False).select_related("item")
            if outcome.state in DECIDED
        ]
        if not outcomes:
            raise Refusal("nothing_to_confirm", "No outcome of this meeting waits for its minutes to be confirmed.")
        for outcome in outcomes:
            outcome.confirmed_at = confirmed_at
            _step(by, at, outcome, "confirm")
        door.audit(by, at, "outcomes.confirm", meeting, outcomes=len(outcomes))
    return outcomes


def close(*, by: Actor, at: datetime, outcome: Outcome) -> Outcome:
    """Everything that came of it is done; refused while something that was asked for is open."""
    with door.write():
        _check_can(by, outcome)
        still = outcome.tracked.exclude(state="closed").count()
        if still:
            raise Refusal(
                "still_open",
                f"{still} {'thing' if still == 1 else 'things'} that came of it {'is' if still == 1 else 'are'} still "
                "open in the tracker. Close them first.",
            )
        if outcome.awaits:
            raise Refusal("still_waits", "What it approves has not taken effect yet.")
        _step(by, at, outcome, "close")
        door.audit(by, at, "outcomes.close", outcome)
    return outcome


def _step(by: Actor, at: datetime, outcome: Outcome, verb: str) -> None:
    step = OUTCOME.check(verb, outcome.state)
    _event(by, at, outcome, verb, step.target)
    outcome.state = step.target
    checks.keep(outcome)


def _event(by: Actor, at: datetime, outcome: Outcome, verb: str, to_state: str, note: str = "") -> OutcomeEvent:
    return checks.keep(
        OutcomeEvent(
            outcome=outcome,
            verb=verb,
            from_state=outcome.state,
            to_state=to_state,
            by=by.signed_in,
            at=at,
            note=note,
        )
    )
