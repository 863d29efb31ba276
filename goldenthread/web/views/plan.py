"""The Council Plan as an outline, and the golden thread through any part of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.reports import plan as report
from goldenthread.web.actor import actor


def outline(request: HttpRequest) -> HttpResponse:
    """The plan in force, or another by `?plan=`."""
    reader = actor(request)
    chosen = request.GET.get("plan", "")
    if chosen and not chosen.isdigit():
        raise Http404
    found = report.outline(reader=reader, on=reader.on, plan=int(chosen) if chosen else None)
    if found is None and chosen:
        raise Http404
    return render(request, "plan/outline.html", {"outline": found, "may_change": reader.has("manage_plan")})


def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One part of the plan: up, down and what hangs here."""
    reader = actor(request)
    found = report.thread(reader=reader, on=reader.on, element=pk)
    return render(request, "plan/thread.html", {"thread": found, "may_change": reader.has("manage_plan")})
