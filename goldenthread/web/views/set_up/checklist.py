"""Set up: where a council stands, and the next step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.reports.set_up import checklist as report
from goldenthread.web.actor import actor

# Where each step is done, by the step's code.
STEP_PAGES = {
    "people": "set-up-services",
    "plan": "set-up-plans",
    "measures": "set-up-measures",
    "governance": "set-up-committees",
    "round": "rounds",
}


def checklist(request: HttpRequest) -> HttpResponse:
    """The checklist, and links to everything that can be changed."""
    reader = actor(request)
    steps = report.checklist(reader=reader, on=reader.on)
    upcoming = next((step for step in steps if step.is_next), None)
    return render(
        request, "set_up/checklist.html", {"steps": steps, "upcoming": upcoming, "pages": STEP_PAGES, "may": reader.has}
    )
