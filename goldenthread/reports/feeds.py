"""One person's own dates: deadlines of the steps that are theirs, and the meetings they sit in or clerk.

Nothing here names a measure, a person or what is withheld: only rounds, steps, bodies and days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.timezone import make_aware

from goldenthread.access import Actor, Scope
from goldenthread.models import CalendarFeed, Meeting, Paper, Round, User
from goldenthread.reports.meetings import names_by_day
from goldenthread.reports.records import read_framework
from goldenthread.reports.remits import Theirs, Things, shares, things
from goldenthread.rules.framework import Framework
from goldenthread.rules.periods import day_words
from goldenthread.rules.roles import ROLES

_SIGNER = Signer(salt="goldenthread.calendar-feed")
_MONTHS_BACK = timedelta(days=62)
_SIDE_BY_SIDE = {"data_provider": ("data_provider", "measure_owner")}
"""Roles that share a step with the one the framework names."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or at a moment of it. `uid` stays the same when its day changes."""

    uid: str
    title: str
    day: date
    at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One's own calendar address: its secret token, "" where there is none, and what it gives."""

    token: str
    made_at: datetime | None
    events: tuple[Event, ...]


def token_of(feed: CalendarFeed) -> str:
    """The secret part of the address: the feed's key, signed by this installation."""
    return _SIGNER.sign(feed.key)


def user_of(token: str) -> User | None:
    """Whose dates an address gives; None for a wrong or revoked one, and for somebody whose account is closed."""
    try:
        key = _SIGNER.unsign(token)
    except BadSignature:
        return None
    feed = CalendarFeed.objects.filter(key=key, revoked_at=None).select_related("user__person").first()
    return feed.user if feed and feed.user.is_active else None


def feed_page(*, reader: Actor) -> FeedPage:
    """One's own address and dates."""
    feed = CalendarFeed.objects.filter(user=reader.signed_in, revoked_at=None).first()
    return FeedPage(token_of(feed) if feed else "", feed.made_at if feed else None, events(reader=reader))


def events(*, reader: Actor) -> tuple[Event, ...]:
    """The reader's own deadlines and meetings, from two months ago on, by day."""
    since = reader.on - _MONTHS_BACK
    found = [*_deadlines(reader, since), *_meetings(reader, since)]
    return tuple(sorted(found, key=lambda event: (event.day, event.title)))


def _deadlines(reader: Actor, since: date) -> Iterator[Event]:
    for round_ in Round.objects.filter(closed_at=None).select_related("framework"):
        framework = read_framework(round_.framework).framework
        papers = round_.papers.select_related("meeting", "round").prefetch_related("deadlines")
        over, shared = things(round_.ends), shares(papers, round_.ends)
        names = names_by_day({paper.meeting.day for paper in shared.papers})
        for paper in shared.papers:
            body = names[paper.meeting.day].body(paper.meeting.body_id)
            for deadline in paper.deadlines.all():
                role = _role(framework, deadline.stage)
                if deadline.due >= since and role and _holds(reader, role, paper, shared.theirs[paper.pk], over):
                    title = f"{round_.label}: {deadline.name} ({body})"
                    yield Event(f"deadline-{paper.pk}-{deadline.stage}", title, deadline.due)


def _role(framework: Framework, stage: str) -> str:
    """Whose step a deadline is."""
    if stage.startswith("check-"):
        number = int(stage.removeprefix("check-"))
        checks = framework.cycle.checkpoints
        return str(checks[number - 1].by) if number <= len(checks) else ""
    found = framework.cycle.stage(stage)
    return str(found.by) if found else ""


def _holds(reader: Actor, role: str, paper: Paper, theirs: Theirs, over: Things) -> bool:
    """Whether the reader has the role of a step over any measure of the paper, or over its body."""
    roles = _SIDE_BY_SIDE.get(role, (role,))
    grants = [grant for grant in reader.grants if grant.role in roles]
    if not grants:
        return False
    scopes = [Scope(body=paper.meeting.body_id)]
    for pk in theirs.measures:
        thing = over.measures[pk]
        scopes.append(Scope(measure=pk, service=thing.service, directorate=thing.directorate))
    return any(grant.reaches(scope) for grant in grants for scope in scopes)


def _meetings(reader: Actor, since: date) -> Iterator[Event]:
    sits = [grant for grant in reader.grants if "body" in ROLES[grant.role].over]
    if not sits:
        return
    coming = list(Meeting.objects.filter(day__gte=since, cancelled=False))
    names = names_by_day({meeting.day for meeting in coming})
    for meeting in coming:
        if any(grant.reaches(Scope(body=meeting.body_id)) for grant in sits):
            at = make_aware(datetime.combine(meeting.day, meeting.starts_at)) if meeting.starts_at else None
            body = names[meeting.day].body(meeting.body_id)
            yield Event(f"meeting-{meeting.pk}", body, meeting.day, at, meeting.place)


def spoken(event: Event) -> str:
    """The event's day and time in words."""
    return f"{day_words(event.day)}{f', {event.at:%H:%M}' if event.at else ''}"
