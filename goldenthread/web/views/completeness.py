"""Completeness: the performance team's board of services and stages, and whom to chase."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.access import check_can
from goldenthread.reports.completeness import COLUMNS, completeness
from goldenthread.rules.values import whole_number
from goldenthread.web.actor import actor


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The board; `service` and `column` open the items behind one of its numbers."""
    reader = actor(request)
    check_can(reader, "chase")
    service, column = request.GET.get("service", ""), request.GET.get("column", "")
    column = column if column in COLUMNS else ""
    found = completeness(reader, service=whole_number(service), column=column)
    may_waive = reader.has("waive")
    return render(
        request, "completeness.html", {"page": found, "column": COLUMNS.get(column, ""), "may_waive": may_waive}
    )
