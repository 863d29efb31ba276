"""Who is at the door, and what time it is there: the two things every view passes down."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from goldenthread import access
from goldenthread.access import Actor
from goldenthread.models import User


def actor(request: HttpRequest) -> Actor:
    """The signed-in person with today's roles, or the public; worked out once a request.

    Somebody whose last day has passed is the public, whatever their account says.
    """
    known = getattr(request, "_actor", None)
    if isinstance(known, Actor):
        return known
    found = _found(request)
    request._actor = found  # type: ignore[attr-defined]
    return found


def _found(request: HttpRequest) -> Actor:
    today = timezone.localdate()
    user = request.user
    if not isinstance(user, User) or (user.person.left_on and user.person.left_on < today):
        return access.public(today)
    return access.actor_for(user, today)


def now() -> datetime:
    """The moment, for `at=`."""
    return timezone.now()
