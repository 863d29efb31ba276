"""The Council Plan as an outline, and the golden thread through any part of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.reports import plan as report
from goldenthread.reports.beside import beside
from goldenthread.reports.plan_counts import plan_counts
from goldenthread.reports.plan_targets import plan_targets
from goldenthread.reports.projects import project_lines
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor


@require_GET
def outline(request: HttpRequest) -> HttpResponse:
    """The plan in force, or another by `?plan=`."""
    reader = actor(request)
    chosen = request.GET.get("plan", "")
    plan = whole_number(chosen)
    found = report.outline(reader=reader, on=reader.on, plan=plan)
    if chosen and (plan is None or found is None):
        raise Http404
    page = {
        "outline": found,
        "counts": plan_counts(reader=reader, on=reader.on) if found is not None and found.nodes else None,
        "may_change": reader.has("manage_plan"),
    }
    return render(request, "plan/outline.html", page)


@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """What is aimed at in each year of a plan: the one in force, or another by `?plan=`."""
    reader = actor(request)
    chosen = request.GET.get("plan", "")
    plan = whole_number(chosen)
    found = plan_targets(reader=reader, on=reader.on, plan=plan)
    if chosen and (plan is None or found is None):
        raise Http404
    return render(request, "plan/targets.html", {"page": found})


@require_GET
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One part of the plan: up, down and what hangs here."""
    reader = actor(request)
    found = report.thread(reader=reader, on=reader.on, element=pk)
    page = {
        "thread": found,
        "counts": plan_counts(reader=reader, on=reader.on),
        "beside": beside(reader=reader, on=reader.on, element=pk),
        "projects": {line.pk: line for line in project_lines(reader=reader, on=reader.on)},
        "may_change": reader.has("manage_plan"),
    }
    return render(request, "plan/thread.html", page)
