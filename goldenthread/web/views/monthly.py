"""The monthly report: read, sent to its list in one click, and the list."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access import check_can
from goldenthread.actions import monthly
from goldenthread.models import Recipient
from goldenthread.reports.monthly import monthly_page
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.meetings import AddRecipient
from goldenthread.web.views.set_up.ask import Given, ask


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The report on a month; posted, it goes to everybody on the list."""
    by = actor(request)
    typed = request.POST if request.method == "POST" else request.GET
    found = monthly_page(reader=by, ends=_day(typed.get("ends", "")))
    if request.method == "POST":
        month = found.report.month
        try:
            count = monthly.send(by=by, at=now(), period=month)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"The report on {month.label} is on its way to {count}.")
        return redirect(f"{reverse('monthly')}?ends={month.end.isoformat()}")
    return render(request, "meetings/monthly.html", {"page": found})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def add_recipient(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    check_can(by, "manage_rounds")

    def do(given: Given) -> str:
        return f"{monthly.add_recipient(by=by, at=now(), **given)} is on the list."

    return ask(
        request,
        title="Add a reader of the monthly report",
        lead="They are sent what members may see, and nothing that is withheld.",
        form=AddRecipient(request.POST or None),
        do=do,
        back=reverse("monthly"),
        button="Add",
    )


@require_POST
def remove_recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    recipient = get_object_or_404(Recipient, pk=pk)
    monthly.remove_recipient(by=actor(request), at=now(), recipient=recipient)
    messages.success(request, f"{recipient.name} is off the list.")
    return redirect("monthly")
