"""What is not for publication: the marks that stand, marking something, and lifting a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import withholding as actions
from goldenthread.actions.withholding import Thing
from goldenthread.models import Paper, Project, Return, Risk
from goldenthread.reports import papers, withholding
from goldenthread.reports.withholding import Markable
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.withholding import MarkForm


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is withheld of what the reader may read."""
    return render(request, "withholding/index.html", {"lines": withholding.lines(reader=actor(request))})


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest) -> HttpResponse:
    """Mark something of a paper (`?paper=`), a risk (`?risk=`) or a project (`?project=`)."""
    reader = actor(request)
    check_can_somewhere(reader, "withhold")
    things, back = _things(request, reader)
    form = MarkForm(request.POST or None, things=things)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.mark(
                by=reader,
                at=now(),
                thing=_thing(given["what"]),
                kind=given["kind"],
                paragraph=given["paragraph"],
                interest=given["interest"],
                source=given["source"],
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Marked. From now on it is withheld from everybody who may not read it.")
            return redirect("withholding")
    status = 400 if form.errors else 200
    return render(request, "withholding/mark.html", {"form": form, "back": back, "things": things}, status=status)


def _things(request: HttpRequest, reader: Actor) -> tuple[Sequence[Markable], str]:
    """What can be marked, and the page it belongs to."""
    if ref := request.GET.get("risk"):
        return withholding.of_risk(ref, reader=reader), reverse("risk", args=[ref])
    if ref := request.GET.get("project"):
        return withholding.of_project(ref), reverse("project", args=[ref])
    pk = whole_number(request.GET.get("paper", ""))
    if pk is None:
        return (), reverse("papers")
    paper = papers.find(pk, reader=reader)
    if not papers.sees_draft(reader, paper):
        raise papers.NOT_FOR_YOU
    return withholding.of_paper(paper, reader=reader, now=now()), reverse("paper", args=[pk])


def _thing(key: str) -> Thing:
    """What a key of the form stands for."""
    kind, pk, part = key.split(":", 2)
    match kind:
        case "return":
            return Thing(of_return=get_object_or_404(Return, pk=pk), part=part)
        case "project":
            return Thing(project=get_object_or_404(Project, pk=pk), ends=date.fromisoformat(part))
        case "risk":
            return Thing(risk=get_object_or_404(Risk, pk=pk))
        case _:
            return Thing(paper=get_object_or_404(Paper.objects.select_related("meeting"), pk=pk), part=part)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Open what was withheld, with the reason."""
    reader = actor(request)
    try:
        actions.lift(
            by=reader, at=now(), marking=withholding.find(pk, reader=reader), reason=request.POST.get("reason", "")
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The mark is lifted: it is open from now on.")
    return redirect("withholding")
