"""Exception reports: which are owed, writing one, waiving one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import Actor
from goldenthread.actions import exceptions
from goldenthread.models import DueItem, ExceptionReport
from goldenthread.reports import exceptions as reports
from goldenthread.reports.exceptions import ExceptionPage
from goldenthread.rules.refusals import Refusal
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor, now
from goldenthread.web.forms.exceptions import ExceptionForm


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The exception reports of the open rounds, those still to be written first."""
    return render(request, "exceptions/index.html", {"page": reports.exceptions(actor(request))})


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One exception report, its facts already written. `do` is "save" or "complete"."""
    reader = actor(request)
    page = reports.one(reader, pk)
    form = ExceptionForm(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("do") == "row":
        form = _with_another_row(page, request)
    elif request.method == "POST" and form.is_valid() and _write(request, reader, page, form):
        return redirect("exceptions-item", pk)
    status = 400 if form.errors else 200
    return render(request, "exceptions/item.html", {"page": page, "form": form}, status=status)


def _with_another_row(page: ExceptionPage, request: HttpRequest) -> ExceptionForm:
    data = request.POST.copy()
    data["rows"] = str((whole_number(data.get("rows", "")) or 0) + 1)
    return ExceptionForm(page, data)


def _write(request: HttpRequest, reader: Actor, page: ExceptionPage, form: ExceptionForm) -> bool:
    complete = request.POST.get("do") == "complete"
    try:
        exceptions.write(
            by=reader,
            at=now(),
            exception=ExceptionReport.objects.get(pk=page.pk),
            sections=form.sections(),
            on_track_by=form.on_track_by(),
            forecast=form.forecast_value(),
            help_needed=form.cleaned_data["help_needed"],
            promises=form.promises(),
            complete=complete,
            seen=form.cleaned_data["seen"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, "The exception report is complete." if complete else "Draft saved.")
    return True


@require_POST
def waive(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Let a paper go without an item's return or exception report, with a reason that it prints."""
    found = DueItem.objects.filter(pk=pk).first()
    if found is None:
        raise Refusal("no_such_return", "There is no such return.")
    try:
        exceptions.waive(by=actor(request), at=now(), item=found, what=what, reason=request.POST.get("reason", ""))
        messages.success(request, "Waived. The paper prints that nothing was supplied, who waived it and why.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    if what == "exception" and (report := ExceptionReport.objects.filter(item=found).first()):
        return redirect("exceptions-item", report.pk)
    return redirect("completeness")
