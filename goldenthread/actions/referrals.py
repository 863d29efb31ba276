"""An outcome sent on to another body: an item on its agenda, under its own number, that quotes it verbatim."""

from __future__ import annotations

from datetime import datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, outcomes
from goldenthread.models import AgendaItem, Meeting, Outcome, Referral
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal

_GOES_ON = ("recommended", "referred")


def refer(
    *,
    by: Actor,
    at: datetime,
    outcome: Outcome,
    to_meeting: Meeting,
    number: str,
    purpose: str = "decide",
    presenting_officer: str = "",
    presenting_member: str = "",
) -> Referral:
    """Put what was recommended or referred on the agenda of another body's meeting, as an item of its own."""
    with door.write():
        _check_goes_on(by, outcome, to_meeting)
        source = outcome.item
        item = outcomes.add_item(
            by=by,
            at=at,
            meeting=to_meeting,
            number=number,
            title=source.title,
            purpose=purpose,
            presenting_officer=presenting_officer or source.presenting_officer,
            presenting_member=presenting_member or source.presenting_member,
        )
        return _referral(by, at, outcome, item)


def join(*, by: Actor, at: datetime, outcome: Outcome, item: AgendaItem) -> Referral:
    """Let an item that another body's referral made carry this one too: two committees, one item at Cabinet."""
    with door.write():
        _check_goes_on(by, outcome, item.meeting)
        if item.outcome.state != "listed":
            raise Refusal("considered", f"Item {item.number} has been considered already.")
        checks.unused(item.referrals.filter(outcome=outcome), "This has been referred there already.")
        return _referral(by, at, outcome, item)


def _check_goes_on(by: Actor, outcome: Outcome, to_meeting: Meeting) -> None:
    source = outcome.item.meeting
    check_can(by, "record_outcomes", Scope(body=source.body_id))
    check_can(by, "record_outcomes", Scope(body=to_meeting.body_id))
    if outcome.state not in _GOES_ON and not (outcome.state == "confirmed" and _names_a_body(outcome)):
        raise Refusal("nothing_to_refer", "Only what was recommended or referred goes on to another body.")
    if to_meeting.body_id == source.body_id:
        raise Refusal("same_body", "Choose a meeting of another body.")
    if to_meeting.day < source.day:
        raise Refusal("earlier_meeting", f"That meeting is before {day_words(source.day)}. Choose a later one.")
    named = {row.to_id for row in outcomes.current(outcome).texts.all() if row.to_id is not None}
    if named and to_meeting.body_id not in named:
        raise Refusal("not_named", "It was recommended to another body than that. Choose a meeting of the body named.")


def _names_a_body(outcome: Outcome) -> bool:
    return outcomes.current(outcome).texts.filter(to__isnull=False).exists()


def _referral(by: Actor, at: datetime, outcome: Outcome, item: AgendaItem) -> Referral:
    referral = checks.keep(Referral(outcome=outcome, to_item=item, recorded_at=at, recorded_by=by.signed_in))
    door.audit(by, at, "referrals.refer", item, source=str(outcome.item))
    return referral
