"""Taking words out of the record: asked for by one person, approved by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.actions import redactions as actions
from goldenthread.reports import redactions as reports
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.redactions import RedactionForm


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What was asked for and carried out, and the form to ask."""
    reader = actor(request)
    lines = reports.redactions(reader=reader)
    form = RedactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            of_return, exception = reports.find_words(
                reader=reader, ref=asked["ref"], ends=asked["ends"], kind=asked["kind"]
            )
            actions.ask(by=reader, at=now(), of_return=of_return, exception=exception, reason=asked["reason"])
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Asked for. Somebody else has to approve it before the words go.")
            return redirect("redactions")
    status = 400 if form.errors else 200
    return render(request, "redactions.html", {"lines": lines, "form": form}, status=status)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """The second signature: the words go from every version and every frozen paper."""
    reader = actor(request)
    try:
        actions.approve(by=reader, at=now(), redaction=reports.find(pk, reader=reader))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The words are gone. Papers that printed them are being drawn again.")
    return redirect("redactions")
