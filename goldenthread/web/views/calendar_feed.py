"""One's own dates for a calendar program: the page that makes the address, and what the address gives."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.access import actor_for
from goldenthread.actions import feeds
from goldenthread.documents.ics import ics
from goldenthread.reports import feeds as reports
from goldenthread.reports.feeds import spoken
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """One's own dates and their secret address: made, made anew, taken back."""
    by = actor(request)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "revoke":
                feeds.revoke(by=by, at=now())
                messages.success(request, "The address answers no more.")
            else:
                feeds.make(by=by, at=now())
                messages.success(request, "Here is your address. Copy it into your calendar program.")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        return redirect("calendar-feed")
    found = reports.feed_page(reader=by)
    address = request.build_absolute_uri(reverse("calendar-ics", args=[found.token])) if found.token else ""
    coming = [(spoken(event), event) for event in found.events if event.day >= by.on]
    return render(request, "meetings/feed.html", {"page": found, "address": address, "events": coming})


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of whoever made the address. No sign-in: the address itself is the secret."""
    today = timezone.localdate()
    user = reports.user_of(token)
    if user is None or (user.person.left_on and user.person.left_on < today):
        raise Http404
    events = reports.events(reader=actor_for(user, today))
    body = ics(events, name="Goldenthread", host=request.get_host().partition(":")[0], at=now())
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
