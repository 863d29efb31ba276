"""The Leadership Team: approve for committee, exceptions first, and lock each paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.actions import papers, signing
from goldenthread.models import Paper
from goldenthread.reports import leadership as reports
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.chosen import chosen

_SECTIONS = ("exceptions", "changed", "rest")
_ONE_SITTING = timedelta(minutes=30)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What to approve. `do` is a section's name, to approve all listed there, or "ticked"."""
    reader = actor(request)
    refused = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        try:
            items, revisions = chosen(request.POST.getlist(f"in-{do}" if do in _SECTIONS else "item"))
            signing.approve(by=reader, at=now(), items=items, revisions=revisions)
            messages.success(request, f"{len(items)} approved for committee.")
            return redirect("leadership")
        except Refusal as refusal:
            refused = refusal.sentence
    found = reports.page(reader, looked_at=_looked_at(request))
    context = {"page": found, "refused": refused, "ticked": request.POST.getlist("item")}
    return render(request, "leadership/page.html", context, status=400 if refused else 200)


def _looked_at(request: HttpRequest) -> datetime | None:
    """When this browser last looked, before the sitting that is under way."""
    moment = now()
    seen = parse_datetime(request.session.get("leadership-seen", ""))
    before = request.session.get("leadership-before", "")
    if seen is not None and moment - seen > _ONE_SITTING:
        before = request.session["leadership-before"] = seen.isoformat()
    request.session["leadership-seen"] = moment.isoformat()
    return parse_datetime(before)


@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """The word that a paper's figures may go to committee."""
    paper = Paper.objects.filter(pk=pk).first()
    if paper is None:
        raise Http404
    try:
        papers.lock(by=actor(request), at=now(), paper=paper)
        messages.success(request, "Locked. A later change of a figure takes the lock off again.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("leadership")
