"""What bodies decided: the list, and recording one, by which changes take effect."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Scope, check_can
from goldenthread.actions import decisions
from goldenthread.models import Body
from goldenthread.reports import decisions as report
from goldenthread.reports.names import names_on
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.projects import DecisionForm
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every decision, newest first, and what waits for one."""
    reader = actor(request)
    return render(request, "decisions/index.html", {"page": report.decisions(reader=reader, on=reader.on)})


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision of one body, and what becomes of each date that waits for it."""
    by = actor(request)
    body = get_object_or_404(Body, pk=pk)
    check_can(by, "record_outcomes", Scope(body=body.pk))
    waiting = report.waiting(reader=by, on=by.on, body=body.pk)
    form = DecisionForm(
        [(one.line, one.proposal, one.was) for one in waiting], request.POST or None, initial={"day": by.on}
    )

    def do(given: Given) -> str:
        made = decisions.record(
            by=by,
            at=now(),
            body=body,
            day=given["day"],
            minute=given["minute"],
            text=given["text"],
            approves=form.chosen("approve"),
            refuses=form.chosen("refuse"),
        )
        return f"Minute {made.minute} is recorded, and what it decided holds."

    return ask(
        request,
        title="Record a decision",
        caption=names_on(by.on).body(body.pk),
        form=form,
        do=do,
        back=reverse("decisions"),
        button="Record",
    )
