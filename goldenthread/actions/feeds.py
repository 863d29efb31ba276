"""Calendar feeds: an address that is a secret, made and taken back by the person whose dates it gives."""

from __future__ import annotations

import secrets
from datetime import datetime

from goldenthread.access import Actor
from goldenthread.actions import door
from goldenthread.models import CalendarFeed
from goldenthread.rules.refusals import Refusal


def make(*, by: Actor, at: datetime) -> CalendarFeed:
    """A new address for one's own dates; the one before answers no more."""
    with door.write():
        _take_back(by, at)
        feed = CalendarFeed.objects.create(user=by.signed_in, key=secrets.token_urlsafe(24), made_at=at)
        door.audit(by, at, "feeds.make", feed)
    return feed


def revoke(*, by: Actor, at: datetime) -> None:
    """Take the address back: it answers no more. Refused where there is none."""
    with door.write():
        if not _take_back(by, at):
            raise Refusal("no_feed", "You have no calendar address.")
        door.audit(by, at, "feeds.revoke", by.signed_in)


def _take_back(by: Actor, at: datetime) -> int:
    return CalendarFeed.objects.filter(user=by.signed_in, revoked_at=None).update(revoked_at=at)
