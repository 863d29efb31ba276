"""Rounds: those there are, opening the next one, closing one that is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import Actor
from goldenthread.actions import cycles
from goldenthread.models import Meeting, Round
from goldenthread.reports import rounds as reports
from goldenthread.rules.due_kinds import KINDS
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import day_sent, whole_number
from goldenthread.web.actor import actor, now


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every round with its papers and deadlines."""
    reader = actor(request)
    return render(
        request, "rounds/index.html", {"rounds": reports.rounds(reader), "may_open": reader.has("manage_rounds")}
    )


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """What a round would be like, worked out again with each choice; opened on the last button."""
    reader = actor(request)
    typed = request.POST if request.method == "POST" else request.GET
    opening = reports.opening(
        reader, ends=_day(typed.get("ends", "")), chosen=_meetings(typed), route=typed.get("route")
    )
    refused, asked = "", typed.getlist("kind") if "kinds" in typed else list(KINDS)
    if request.method == "POST" and request.POST.get("do") == "open":
        try:
            opened = _open(reader, opening, typed.get("label", ""), asked)
        except Refusal as refusal:
            refused = refusal.sentence
        else:
            due = opened.items.count()
            messages.success(request, f"{opened.label} is open: {due} {'item is' if due == 1 else 'items are'} due.")
            return redirect("rounds")
    context = {
        "opening": opening,
        "refused": refused,
        "label": typed.get("label", "") or opening.label,
        "kinds": [(code, kind) for code, kind in KINDS.items() if code != "return"],
        "asked": asked,
    }
    return render(request, "rounds/open.html", context, status=400 if refused else 200)


def _open(reader: Actor, opening: reports.Opening, label: str, kinds: Sequence[str]) -> Round:
    chosen = [body.chosen for body in opening.bodies if body.chosen is not None]
    return cycles.open_round(
        by=reader,
        at=now(),
        label=label,
        starts=opening.period.start,
        ends=opening.period.end,
        meetings=list(Meeting.objects.filter(pk__in=chosen).select_related("body")),
        route=opening.route,
        kinds=kinds,
    )


def _day(text: str) -> date | None:
    try:
        return day_sent(text)
    except ValueError:
        return None


def _meetings(typed: QueryDict) -> dict[int, int]:
    """The meetings chosen, by body: the fields "meeting-7" hold them."""
    found = {}
    for name, value in typed.dict().items():
        body, meeting = whole_number(name.removeprefix("meeting-")), whole_number(str(value))
        if body is not None and meeting is not None:
            found[body] = meeting
    return found


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round whose papers are all published."""
    found = Round.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        cycles.close_round(by=actor(request), at=now(), round_=found)
        messages.success(request, f"{found.label} is closed.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("rounds")
