"""What is not for publication: the marks that stand, marking something, and lifting a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import Actor, check_can_somewhere
from goldenthread.actions import withholding as actions
from goldenthread.actions.withholding import Thing
from goldenthread.models import (
    AgendaItem,
    Assessment,
    BudgetLine,
    Engagement,
    Highlight,
    Paper,
    PlanElement,
    Project,
    Return,
    Risk,
    Saving,
    ServicePlan,
    TrackedItem,
)
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
    """Mark something of a paper (`?paper=`), a risk, a project, or of one of `_PAGES`."""
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
        return withholding.of_project(ref, reader=reader), reverse("project", args=[ref])
    if "savings" in request.GET:
        return withholding.of_savings(reader=reader), reverse("money-savings")
    for kind, (read, page) in _PAGES.items():
        pk = whole_number(request.GET.get(kind, ""))
        if pk is not None:
            return read(pk, reader=reader), page(pk)
    pk = whole_number(request.GET.get("paper", ""))
    if pk is None:
        return (), reverse("papers")
    paper = papers.find(pk, reader=reader)
    if not papers.sees_draft(reader, paper):
        raise papers.NOT_FOR_YOU
    return withholding.of_paper(paper, reader=reader, now=now()), reverse("paper", args=[pk])


def _assessment_page(pk: int) -> str:
    row = get_object_or_404(Assessment, pk=pk)
    return reverse("assessment", args=[row.round_id, row.element_id or 0])


def _recognised_page(pk: int) -> str:
    return reverse("highlights", args=[get_object_or_404(Highlight, pk=pk).round_id])


class _Reads(Protocol):
    """Reads what can be marked of a thing."""

    def __call__(self, pk: int, *, reader: Actor) -> tuple[Markable, ...]: ...


_PAGES: Final[Mapping[str, tuple[_Reads, Callable[[int], str]]]] = {
    "assessment": (withholding.of_assessment, _assessment_page),
    "service_plan": (withholding.of_service_plan, lambda pk: reverse("service-plan", args=[pk])),
    "line": (withholding.of_line, lambda pk: reverse("money-line", args=[pk])),
    "item": (withholding.of_item, lambda pk: reverse("agenda-item", args=[pk])),
    "tracked": (withholding.of_tracked, lambda pk: reverse("tracker-item", args=[pk])),
    "highlight": (withholding.of_highlight, _recognised_page),
    "engagement": (withholding.of_engagement, lambda _: reverse("engagement")),
}
"""By the name in the address: what can be marked, and the page it belongs to."""

_KINDS: Final[Mapping[str, type[Model]]] = {
    "return": Return,
    "project": Project,
    "risk": Risk,
    "paper": Paper,
    "assessment": Assessment,
    "service_plan": ServicePlan,
    "action": PlanElement,
    "line": BudgetLine,
    "saving": Saving,
    "item": AgendaItem,
    "tracked": TrackedItem,
    "highlight": Highlight,
    "engagement": Engagement,
}
_OF_PERIODS: Final = ("project", "line", "saving")


def _thing(key: str) -> Thing:
    """What a key of the form stands for."""
    kind, pk, part = key.split(":", 2)
    field = "of_return" if kind == "return" else kind
    ends = date.fromisoformat(part) if kind in _OF_PERIODS and part else None
    marked = {field: get_object_or_404(_KINDS[kind], pk=pk)}
    return Thing(**marked, ends=ends, part="" if kind in _OF_PERIODS else part)  # type: ignore[arg-type]  # by name


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
