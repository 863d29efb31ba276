"""The one card of an objective, a service or a directorate: on a page, and as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.documents.excel import excel
from goldenthread.reports import card as report
from goldenthread.reports.card_scope import Kind
from goldenthread.web.actor import actor
from goldenthread.web.views.scorecard import EXCEL


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every card there is."""
    reader = actor(request)
    return render(request, "cards/index.html", {"cards": report.card_list(reader=reader, on=reader.on)})


@require_GET
def card(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """One card; the first rows of each part fit on a sheet of A4."""
    reader = actor(request)
    found = report.card(reader=reader, kind=kind, pk=pk, on=reader.on)
    return render(request, "cards/card.html", {"card": found})


@require_GET
def as_excel(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """The card with every row, as a workbook."""
    reader = actor(request)
    found = report.card(reader=reader, kind=kind, pk=pk, on=reader.on)
    response = HttpResponse(excel(report.document(found)), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="card-{kind}-{pk}.xlsx"'
    return response
