"""The life of the framework: its approval and review, the plan's years, and what became of measures and themes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import check_can_somewhere
from goldenthread.actions import lives
from goldenthread.models import FrameworkVersion, Measure
from goldenthread.reports import lives as report
from goldenthread.rules.refusals import Refusal
from goldenthread.web.actor import actor, now
from goldenthread.web.forms import life as forms
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What was approved, what changed, and when the framework has to be reviewed."""
    reader = actor(request)
    found = report.life(reader=reader, on=reader.on)
    newest = FrameworkVersion.objects.current().last()
    delegate = lives.delegate_title(newest) if newest is not None and not lives.is_approved(newest) else ""
    return render(request, "framework/life.html", {"page": found, "delegate": delegate, "newest": newest})


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest) -> HttpResponse:
    """Record the decision that approved the newest version."""
    by = actor(request)
    check_can_somewhere(by, "manage_site")
    newest = FrameworkVersion.objects.current().last()

    def do(given: Given) -> str:
        if newest is None:
            raise Refusal("no_framework", "The council has no framework yet: adopt one under Set up.")
        lives.approve_framework(by=by, at=now(), version=newest, decision=given["decision"])
        return "The approval is recorded."

    form = forms.ApproveForm(request.POST or None)
    return ask(request, title="Record the framework's approval", caption=str(newest), form=form, do=do, back=_back())


@require_POST
def refresh(request: HttpRequest) -> HttpResponseRedirect:
    """The named delegate approves the newest version as the annual refresh."""
    newest = FrameworkVersion.objects.current().last()
    try:
        if newest is not None:
            lives.approve_refresh(by=actor(request), at=now(), version=newest)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "You approved the refresh of the framework.")
    return redirect("framework-life")


@require_http_methods(["GET", "POST"])
def plan_year(request: HttpRequest) -> HttpResponse:
    """Record that a body approved the plan again for a year."""
    by = actor(request)
    check_can_somewhere(by, "manage_plan")

    def do(given: Given) -> str:
        lives.approve_plan_year(by=by, at=now(), **given)
        return "The approval of the year is recorded."

    form = forms.PlanYearForm(request.POST or None)
    return ask(request, title="Record a plan's approval for a year", form=form, do=do, back=_back())


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """A measure leaves the committees' papers and is monitored elsewhere."""
    by = actor(request)
    check_can_somewhere(by, "manage_measures")

    def do(given: Given) -> str:
        lives.move_out(by=by, at=now(), **given)
        return f"{given['measure'].ref} is monitored in {given['where']} from then on."

    form = forms.MoveForm(request.POST or None)
    return ask(request, title="Monitor a measure elsewhere", form=form, do=do, back=_back())


@require_http_methods(["GET", "POST"])
def move_back(request: HttpRequest, ref: str) -> HttpResponse:
    """A measure is in its committee's paper again."""
    by = actor(request)
    check_can_somewhere(by, "manage_measures")
    measure = get_object_or_404(Measure, ref__iexact=ref)

    def do(given: Given) -> str:
        lives.move_back(by=by, at=now(), measure=measure, **given)
        return f"{measure.ref} is in its committee's paper again from then on."

    form = forms.MoveBackForm(request.POST or None)
    return ask(
        request, title="Bring a measure back into the paper", caption=measure.ref, form=form, do=do, back=_back()
    )


def _back() -> str:
    return reverse("framework-life")
