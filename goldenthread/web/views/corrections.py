"""Corrections: late updates tabled at a meeting, and errata on papers that were published."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.access import Actor
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

    def do(by: Actor, reason: str) -> str:
        actions.table(by=by, at=now(), printed=reports.printed_return(pk, reader=by), reason=reason)
        return _TABLED

    return _corrected(request, do)


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Issue an erratum on every published paper that printed an earlier figure."""

    def do(by: Actor, reason: str) -> str:
        of_return = reports.printed_return(pk, reader=by).of_return
        return _issued(len(actions.issue(by=by, at=now(), of_return=of_return, reason=reason)))

    return _corrected(request, do)


@require_POST
def table_thing(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Table what holds now of a project, a risk or a budget line at the meeting of the paper that printed another."""

    def do(by: Actor, reason: str) -> str:
        actions.table_thing(by=by, at=now(), printed=printed_thing(pk, reader=by), reason=reason)
        return _TABLED

    return _corrected(request, do)


@require_POST
def issue_thing(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Issue an erratum on every published paper that printed something else of a project, a risk or a budget line."""

    def do(by: Actor, reason: str) -> str:
        return _issued(len(actions.issue_thing(by=by, at=now(), printed=printed_thing(pk, reader=by), reason=reason)))

    return _corrected(request, do)


_TABLED = "The update is tabled. The frozen paper stays as it is."


def _issued(count: int) -> str:
    papers = "1 paper" if count == 1 else f"{count} papers"
    return f"The erratum is issued on {papers}. What was published stays as it was."


def _corrected(request: HttpRequest, do: Callable[[Actor, str], str]) -> HttpResponseRedirect:
    """Do it for the reason given, say what was done or why not, and go back to the list."""
    try:
        messages.success(request, do(actor(request), request.POST.get("reason", "")))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("corrections")
