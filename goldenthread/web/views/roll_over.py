"""Rolling the year over: a preview of what carries over, then all of it at once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access import check_can_somewhere
from goldenthread.actions import roll_over as actions
from goldenthread.models import Plan
from goldenthread.reports.roll_over import preview
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.dates import DateField
from goldenthread.web.views.set_up.ask import Given, ask


class RenewForm(forms.Form):
    """The plan that follows."""

    title = forms.CharField(label="Title of the new plan", max_length=160)
    ends = DateField(label="Its last day")


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """The preview, every measure chosen; sent, it carries the chosen ones over."""
    by = actor(request)
    found = preview(reader=by, on=by.on)
    if request.method == "POST":
        chosen = {pk for value in request.POST.getlist("measure") if (pk := whole_number(value)) is not None}
        try:
            done = actions.roll_over(by=by, at=now(), on=by.on, chosen=chosen)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"Targets for {done.next.label} are set for {len(done.carried)} measures.")
            return redirect("roll-over")
    return render(request, "framework/roll_over.html", {"page": found})


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new plan after one that ends."""
    by = actor(request)
    check_can_somewhere(by, "manage_plan")
    old = get_object_or_404(Plan, pk=pk)

    def do(given: Given) -> str:
        return f"{actions.renew_plan(by=by, at=now(), plan=old, **given)} follows {old.title}."

    form = RenewForm(request.POST or None)
    return ask(request, title="Begin the next plan", caption=old.title, form=form, do=do, back=reverse("roll-over"))
