"""What bodies decided, and what takes effect by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door, milestones
from goldenthread.models import Body, DateProposal, Decision, Meeting
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def record(
    *,
    by: Actor,
    at: datetime,
    body: Body,
    day: date,
    minute: str,
    text: str,
    meeting: Meeting | None = None,
    approves: Sequence[DateProposal] = (),
    refuses: Sequence[DateProposal] = (),
) -> Decision:
    """A decision as minuted. Proposed dates that it approves take effect with it; those that it refuses stay visible.

    Without a meeting, the body's meeting of that day is taken, where there is one.
    """
    with door.write():
        check_can(by, "record_outcomes", Scope(body=body.pk))
        if day > by.on:
            raise Refusal("not_yet", f"{day_words(day)} has not come yet: record the decision when it is made.")
        if meeting is not None and (meeting.body_id, meeting.day) != (body.pk, day):
            raise Refusal("other_meeting", "That meeting is of another body, or on another day.")
        minute = checks.words(minute, "the number of the minute")
        checks.unused(
            Decision.objects.filter(body=body, day=day, minute__iexact=minute),
            f"Minute {minute} of {day_words(day)} is already recorded.",
        )
        decision = checks.keep(
            Decision(
                body=body,
                day=day,
                meeting=meeting or Meeting.objects.filter(body=body, day=day, cancelled=False).first(),
                minute=minute,
                text=checks.words(text, "what was decided"),
                recorded_at=at,
                recorded_by=by.signed_in,
            )
        )
        door.audit(by, at, "decisions.record", decision)
        for approve, proposals in ((True, approves), (False, refuses)):
            for proposal in proposals:
                milestones.settle(by=by, at=at, proposal=proposal, decision=decision, approve=approve)
    return decision
