"""The texts of a paper that officers clear: read, cleared or sent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.actions import clearances as actions
from goldenthread.reports import clearances as reports
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.clearances import ClearanceForm


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What each text says and who clears it, with a form for whoever it is that reads."""
    reader = actor(request)
    paper = reports.find(pk, reader=reader)
    found = reports.clearance_page(paper, reader=reader)
    forms = {
        line.heading: ClearanceForm(request.POST if _is_of(request, number) else None, prefix=str(number))
        for number, line in enumerate(found.lines)
        if line.heading in found.mine
    }
    for heading, form in forms.items():
        if not (form.is_bound and form.is_valid()):
            continue
        given = form.cleaned_data
        try:
            if "send_back" in request.POST:
                actions.send_back(
                    by=reader, at=now(), paper=paper, heading=heading, seen=given["seen"], note=given["note"]
                )
            else:
                actions.clear(by=reader, at=now(), paper=paper, heading=heading, seen=given["seen"])
        except Refusal as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, refusal.sentence)
        else:
            done = "Sent back" if "send_back" in request.POST else "Cleared"
            messages.success(request, f"{done}: {heading}.")
            return redirect("paper-clearances", pk)
    wrong = next((form for form in forms.values() if form.errors), None)
    answer = {"page": found, "forms": forms, "wrong": wrong}
    return render(request, "papers/clearances.html", answer, status=400 if wrong else 200)


def _is_of(request: HttpRequest, number: int) -> bool:
    """Whether the form of this text was sent."""
    return request.method == "POST" and f"{number}-seen" in request.POST
