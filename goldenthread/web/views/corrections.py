"""Corrections: late updates tabled at a meeting, and errata on papers that were published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.actions import corrections as actions
from goldenthread.reports import corrections as reports
from goldenthread.reports.thing_corrections import printed_thing
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every correction, and what has changed since a paper printed it."""
    page = reports.corrections(reader=actor(request))
    return render(request, "papers/corrections.html", {"page": page})


@require_POST
def table(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Table the figure at the meeting of the paper that printed another."""
    reader = actor(request)
    try:
        printed = reports.printed_return(pk, reader=reader)
        actions.table(by=reader, at=now(), printed=printed, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The update is tabled. The frozen paper stays as it is.")
    return redirect("corrections")


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Issue an erratum on every published paper that printed an earlier figure."""
    reader = actor(request)
    try:
        printed = reports.printed_return(pk, reader=reader)
        made = actions.issue(by=reader, at=now(), of_return=printed.of_return, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        papers = "1 paper" if len(made) == 1 else f"{len(made)} papers"
        messages.success(request, f"The erratum is issued on {papers}. What was published stays as it was.")
    return redirect("corrections")


@require_POST
def table_thing(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Table what holds now of a project, a risk or a budget line at the meeting of the paper that printed another."""
    reader = actor(request)
    try:
        printed = printed_thing(pk, reader=reader)
        actions.table_thing(by=reader, at=now(), printed=printed, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The update is tabled. The frozen paper stays as it is.")
    return redirect("corrections")


@require_POST
def issue_thing(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Issue an erratum on every published paper that printed something else of a project, a risk or a budget line."""
    reader = actor(request)
    try:
        printed = printed_thing(pk, reader=reader)
        made = actions.issue_thing(by=reader, at=now(), printed=printed, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        papers = "1 paper" if len(made) == 1 else f"{len(made)} papers"
        messages.success(request, f"The erratum is issued on {papers}. What was published stays as it was.")
    return redirect("corrections")
