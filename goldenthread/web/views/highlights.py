"""What a round recognises, and the log of who was asked."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import highlights
from goldenthread.models import Engagement, Highlight
from goldenthread.reports import engagement as engagement_report
from goldenthread.reports import highlights as report
from goldenthread.reports.assessments import round_named
from goldenthread.reports.closed import NO_SUCH_WORDS, closed_engagements, closed_highlights
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.assessments import EngagementForm, HighlightForm
from goldenthread.web.views.set_up.ask import Given, ask


@require_GET
def index(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Achievements and underperformance of a round, each with its response."""
    reader = actor(request)
    found = report.recognised(reader=reader, on=reader.on, round_=round_named(round_pk, reader.on))
    context = {"page": found, "may_withhold": reader.has("withhold")}
    return render(request, "assessments/recognised.html", context)


def add(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Recognise something; `?kind=`, `?measure=` and `?project=` fill in what it is about."""
    by = actor(request)
    check_can_somewhere(by, "assess")
    round_ = round_named(round_pk, by.on)

    def do(given: Given) -> str:
        highlights.recognise(by=by, at=now(), round_=round_, **given)
        return "Recorded."

    initial: Given = {"kind": request.GET.get("kind", "achievement")}
    initial |= {name: whole_number(request.GET.get(name, "")) for name in ("measure", "project")}
    form = HighlightForm(request.POST or None, initial=initial)
    back = reverse("highlights", args=[round_pk])
    return ask(request, title="Recognise something", caption=round_.label, form=form, do=do, back=back)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it anew."""
    by = actor(request)
    check_can_somewhere(by, "assess")
    row = _highlight(by, pk)

    def do(given: Given) -> str:
        highlights.recognise(by=by, at=now(), round_=row.round, instead_of=row, **given)
        return "Recorded. What it said before stays on record."

    names = ("kind", "text", "response")
    initial: Given = {name: getattr(row, name) for name in names}
    initial |= {"measure": row.measure_id, "project": row.project_id, "element": row.element_id}
    form = HighlightForm(request.POST or None, initial=initial)
    back = reverse("highlights", args=[row.round_id])
    return ask(request, title="Say it anew", caption=row.round.label, form=form, do=do, back=back)


def _highlight(by: Actor, pk: int) -> Highlight:
    """What is recognised, where it is open to whoever would change it."""
    row = get_object_or_404(Highlight.objects.current(), pk=pk)
    if pk in closed_highlights(by):
        raise NO_SUCH_WORDS
    return row


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it no longer."""
    by = actor(request)
    check_can_somewhere(by, "assess")
    row = _highlight(by, pk)

    def do(_given: Given) -> str:
        highlights.withdraw(by=by, at=now(), highlight=row)
        return "Withdrawn. That it was said stays on record."

    form = forms.Form(request.POST if request.method == "POST" else None)
    back = reverse("highlights", args=[row.round_id])
    return ask(request, title="Withdraw this", lead=row.text, form=form, do=do, back=back, button="Withdraw")


# Who was asked --------------------------------------------------------------------------------------------------------


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The engagement log."""
    reader = actor(request)
    context = {"page": engagement_report.log(reader=reader, on=reader.on), "may_withhold": reader.has("withhold")}
    return render(request, "assessments/engagement.html", context)


def engage(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    by = actor(request)
    check_can_somewhere(by, "assess")

    def do(given: Given) -> str:
        highlights.engage(by=by, at=now(), **given)
        return "Recorded."

    form = EngagementForm(request.POST or None, initial={"day": by.on})
    return ask(request, title="Record who was asked", form=form, do=do, back=reverse("engagement"))


def change_engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed because of it, or a correction."""
    by = actor(request)
    check_can_somewhere(by, "assess")
    row = get_object_or_404(Engagement.objects.current(), pk=pk)
    if pk in closed_engagements(by):
        raise NO_SUCH_WORDS

    def do(given: Given) -> str:
        highlights.engage(by=by, at=now(), instead_of=row, **given)
        return "Recorded. What it said before stays on record."

    initial: Given = {name: getattr(row, name) for name in ("day", "who", "how", "said", "changed")}
    form = EngagementForm(request.POST or None, initial=initial | {"element": row.element_id})
    return ask(request, title="Change this entry", form=form, do=do, back=reverse("engagement"))
