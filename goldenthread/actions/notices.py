"""Notice of key decisions and of what the executive hears in private: asked for, published, or excepted."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.access import Actor, Scope, check_can
from goldenthread.actions import checks, door
from goldenthread.models import Meeting, MeetingNotice
from goldenthread.rules.bodies import is_executive
from goldenthread.rules.notices import NOTICE_KINDS, NOTICE_ROUTES
from goldenthread.rules.periods import day_words
from goldenthread.rules.refusals import Refusal


def add(*, by: Actor, at: datetime, meeting: Meeting, kind: str, subject: str) -> MeetingNotice:
    """A matter that needs notice before a meeting. Refused for any body but the executive."""
    with door.write():
        _check(by, meeting)
        if not is_executive(meeting.body.kind):
            raise Refusal(
                "not_the_executive",
                f"{meeting.body.code} is not the executive: only key decisions and private meetings of the executive "
                "need this notice.",
            )
        if kind not in NOTICE_KINDS:
            raise Refusal("unknown_kind", f"“{kind}” is not a kind of notice. Kinds: {', '.join(NOTICE_KINDS)}.")
        subject = checks.words(subject, "what is to be decided or heard")
        checks.unused(
            meeting.notices.filter(kind=kind, subject=subject), "There is already such a notice for this meeting."
        )
        notice = checks.keep(
            MeetingNotice(meeting=meeting, kind=kind, subject=subject, recorded_at=at, recorded_by=by.signed_in)
        )
        door.audit(by, at, "notices.add", notice)
    return notice


def publish(*, by: Actor, at: datetime, notice: MeetingNotice, day: date) -> MeetingNotice:
    """The day the notice was published."""
    with door.write():
        _check(by, notice.meeting)
        _check_day(by, notice, day)
        notice.published_on = day
        checks.keep(notice)
        door.audit(by, at, "notices.publish", notice, day=str(day))
    return notice


def publish_second(
    *, by: Actor, at: datetime, notice: MeetingNotice, day: date, representations: str = "", response: str = ""
) -> MeetingNotice:
    """The day of the second notice of a private matter, with what people said to the first and what was answered."""
    with door.write():
        _check(by, notice.meeting)
        _check_day(by, notice, day)
        if notice.kind != "private" or notice.published_on is None:
            raise Refusal("no_second", "Only a private matter has a second notice, and the first comes before it.")
        if representations.strip() and not response.strip():
            raise Refusal("response_needed", "Write what was answered: it is published with what people said.")
        notice.second_published_on = day
        notice.representations, notice.response = representations.strip(), response.strip()
        checks.keep(notice)
        door.audit(by, at, "notices.publish_second", notice, day=str(day))
    return notice


def take_without(
    *, by: Actor, at: datetime, notice: MeetingNotice, route: str, agreed_by: str, agreed_on: date, reason: str
) -> MeetingNotice:
    """Take the matter without full notice: who was told or agreed, when, and why it cannot wait."""
    with door.write():
        _check(by, notice.meeting)
        _check_day(by, notice, agreed_on)
        if route not in NOTICE_ROUTES or route == "notice":
            raise Refusal("unknown_route", "Choose general exception or special urgency.")
        notice.route, notice.agreed_on = route, agreed_on
        notice.agreed_by = checks.words(agreed_by, "who was told or agreed")
        notice.reason = checks.words(reason, "why it cannot wait")
        checks.keep(notice)
        door.audit(by, at, "notices.take_without", notice, route=route)
    return notice


def _check(by: Actor, meeting: Meeting) -> None:
    check_can(by, "manage_governance", Scope(body=meeting.body_id))
    if meeting.cancelled:
        raise Refusal("meeting_cancelled", "That meeting was cancelled.")


def _check_day(by: Actor, notice: MeetingNotice, day: date) -> None:
    if day > by.on:
        raise Refusal("not_yet", f"{day_words(day)} has not come yet.")
    if day >= notice.meeting.day:
        raise Refusal("too_late", f"The meeting is on {day_words(notice.meeting.day)}: notice comes before it.")
